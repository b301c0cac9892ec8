package org.palimpsest.traps.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.run.MerkleTree;
import org.palimpsest.traps.family.KeyedStream;

/**
 * Traps, their controls and the commitment to both, all of them functions of options, one key and, where a beacon publishes,
 * its value.
 *
 * <p>Trap j has N + 1 candidates, all candidates of a drawn registry differ, and the published one is drawn uniformly: by the
 * key (stream {@code published|j}), or by a beacon after the commitment. The root commits to every candidate and to the test
 * plan, and to the candidates' roles where the key chooses them. Committing costs one draw and seven compressions of SHA-256
 * a candidate, on all processors; candidates are drawn again when asked for, so memory grows with the number of traps only.
 */
public final class TrapRegistry {
    /** Version of the files and of all derivations. */
    static final int VERSION = 2;

    private static final int NONCE_BYTES = 32;

    private final RegistryOptions options;
    private final MasterKey key;
    private final Candidates candidates;
    private final @Nullable Publication publication;
    private final String root;
    private @Nullable MerkleTree tree;
    private @Nullable List<Trap> traps;

    private TrapRegistry(
            RegistryOptions options,
            MasterKey key,
            Candidates candidates,
            @Nullable String root,
            @Nullable Publication publication) {
        this.options = options;
        this.key = key;
        this.candidates = candidates;
        this.publication = publication;
        this.root = root == null ? HexFormat.of().formatHex(tree().root()) : root;
    }

    /**
     * Generates a registry.
     *
     * @param options what it is to hold
     * @param key its secret; {@link MasterKey#draw()} for a sealed registry
     * @return the registry; the same options and key give the same one; without traps yet where a beacon is to publish
     */
    public static TrapRegistry generate(RegistryOptions options, MasterKey key) {
        return new TrapRegistry(options, key, Candidates.of(options, key), null, null);
    }

    /** A registry whose root was read and is not checked. */
    static TrapRegistry claimed(
            RegistryOptions options, MasterKey key, String root, @Nullable Publication publication) {
        return new TrapRegistry(options, key, Candidates.of(options, key), root, publication);
    }

    /**
     * Reads a registry and draws all of it again from its key.
     *
     * @param folder holds {@code registry.jsonl}, {@code traps.jsonl}, {@code commitment.json} and perhaps {@code
     *     controls.jsonl} and {@code publication.json}
     * @return the registry
     * @throws CorruptRegistryException if anything in those files is not what the key gives: a changed text, a swapped
     *     control, a cut file, another root
     * @throws IOException if a file cannot be read
     */
    public static TrapRegistry read(Path folder) throws IOException {
        return read(folder, null);
    }

    /**
     * Reads a registry that may be encrypted, and draws all of it again from its key.
     *
     * @param folder as for {@link #read(Path)}, with {@code registry.enc} and {@code controls.enc} where it is encrypted
     * @param passphrase opens it; null if there is none
     * @return the registry
     * @throws CorruptRegistryException if anything is not what the key gives, or the passphrase does not open it
     * @throws IOException if a file cannot be read
     */
    public static TrapRegistry read(Path folder, @Nullable Passphrase passphrase) throws IOException {
        return RegistryReader.read(folder, passphrase);
    }

    /**
     * Reads a registry and draws only the published texts: all files but the controls are compared with the key, and the root
     * is taken as it stands. A model may be tested against {@link #read(Path, Passphrase)} only.
     *
     * @param folder as for {@link #read(Path, Passphrase)}
     * @param passphrase opens it; null if there is none
     * @return the registry
     * @throws CorruptRegistryException if anything that was compared is not what the key gives, or the passphrase does not
     *     open it
     * @throws IOException if a file cannot be read
     */
    public static TrapRegistry open(Path folder, @Nullable Passphrase passphrase) throws IOException {
        return RegistryReader.open(folder, passphrase);
    }

    /**
     * The same registry with its texts published by a beacon.
     *
     * @param beacon the public value, drawn after the commitment
     * @param now the time of the publication
     * @return a new registry, with traps
     * @throws IllegalArgumentException if the key publishes, or a beacon has published already
     */
    public TrapRegistry publish(Beacon beacon, Instant now) {
        if (options.publishedBy() != PublishedBy.BEACON) {
            throw new IllegalArgumentException(
                    "only a registry generated with --beacon later is published by a beacon; the key of this one has"
                            + " chosen already");
        }
        if (publication != null) {
            throw new IllegalArgumentException("the registry is published already, by beacon "
                    + publication.beacon().value() + "; a second choice would be no random one");
        }
        return new TrapRegistry(options, key, candidates, root, new Publication(root, beacon, now));
    }

    /**
     * Writes the registry: {@code registry.jsonl} (secret), {@code traps.jsonl} (what to publish), {@code commitment.json}
     * (what to time-stamp) and on demand {@code controls.jsonl} (secret). Secret files are readable by their owner only, where
     * the file system knows owners. Traps are withheld until a beacon has published them.
     *
     * @param folder is made if missing
     * @param controlsFile whether to list the controls
     * @throws IOException if a file cannot be written
     */
    public void write(Path folder, ControlsFile controlsFile) throws IOException {
        write(folder, controlsFile, null);
    }

    /**
     * Writes the registry, secret files encrypted as {@code registry.enc} and {@code controls.enc}.
     *
     * @param folder is made if missing
     * @param controlsFile whether to list the controls
     * @param passphrase encrypts; null for plain files
     * @throws IOException if a file cannot be written
     */
    public void write(Path folder, ControlsFile controlsFile, @Nullable Passphrase passphrase) throws IOException {
        RegistryFiles.write(this, folder, controlsFile, passphrase);
    }

    /**
     * Writes what a publication adds: {@code publication.json} and {@code traps.jsonl}.
     *
     * @param folder of the registry, not published yet
     * @throws IOException if it is published already, or a file cannot be written
     */
    public void writePublication(Path folder) throws IOException {
        RegistryFiles.writePublication(this, folder);
    }

    /**
     * What was asked for.
     *
     * @return the options
     */
    public RegistryOptions options() {
        return options;
    }

    /**
     * The secret.
     *
     * @return the key
     */
    public MasterKey key() {
        return key;
    }

    /**
     * Whether the key was drawn by a secure generator and picked what is published; a registry that is not sealed is practice,
     * or holds texts that were found and not drawn, and is never evidence of a randomised trial.
     *
     * @return true for {@link KeyOrigin#DRAWN}, unless the published texts were found
     */
    public boolean sealed() {
        return key.origin() == KeyOrigin.DRAWN && !isFound();
    }

    private boolean isFound() {
        return options.source() instanceof ListedCandidates list && list.isFound();
    }

    /**
     * Root of the commitment.
     *
     * @return 64 lower-case hexadecimal digits
     */
    public String root() {
        return root;
    }

    /**
     * What the beacon did.
     *
     * @return empty where the key publishes, and before the publication
     */
    public Optional<Publication> publication() {
        return Optional.ofNullable(publication);
    }

    /**
     * Whether the published texts are chosen.
     *
     * @return false where a beacon is still to do so
     */
    public boolean published() {
        return options.publishedBy().beforeCommitment() || publication != null;
    }

    /**
     * The traps as published.
     *
     * @return unmodifiable list in the order of their numbers
     * @throws IllegalArgumentException if nothing is published yet
     */
    public synchronized List<Trap> traps() {
        List<Trap> list = traps;
        if (list == null) {
            CandidateTexts texts = candidates.texts();
            List<Trap> all = new ArrayList<>(options.count());
            for (int j = 0; j < options.count(); j++) {
                int chosen = published(j);
                String text = texts.text(j, chosen);
                all.add(new Trap(id(j), options.source().name(), text, texts.wordings(j, chosen, text), document(j)));
            }
            list = List.copyOf(all);
            traps = list;
        }
        return list;
    }

    /**
     * One trap as published.
     *
     * @param j its number, from 0
     * @return the trap
     * @throws IndexOutOfBoundsException if there is no such trap
     * @throws IllegalArgumentException if nothing is published yet
     */
    public Trap trap(int j) {
        return traps().get(j);
    }

    /**
     * All candidates of one trap, drawn again. O(N) draws.
     *
     * @param j the trap's number, from 0
     * @return the candidates
     * @throws IndexOutOfBoundsException if there is no such trap
     * @throws IllegalArgumentException if nothing is published yet
     */
    public TrapCandidates candidates(int j) {
        return new TrapCandidates(trap(j).id(), texts(j), published(j));
    }

    /**
     * All candidates of all traps, drawn again; memory for all of them.
     *
     * @return one entry a trap, in the order of their numbers
     * @throws IllegalArgumentException if nothing is published yet
     */
    public List<TrapCandidates> allCandidates() {
        return IntStream.range(0, traps().size())
                .parallel()
                .mapToObj(this::candidates)
                .toList();
    }

    /** Number of leaves under the root. */
    int leaves() {
        return options.count() * candidatesPerTrap() + 1;
    }

    /** The tree under the root, built when first asked for. */
    synchronized MerkleTree tree() {
        MerkleTree built = tree;
        if (built == null) {
            built = MerkleTree.of(leaves(), this::hashes);
            tree = built;
        }
        return built;
    }

    /** The candidates of a trap, whether published or not. */
    List<String> texts(int j) {
        CandidateTexts texts = candidates.texts();
        return IntStream.range(0, candidatesPerTrap())
                .mapToObj(c -> texts.text(j, c))
                .toList();
    }

    /** Nonce of a trap in hexadecimal digits. */
    String nonce(int j) {
        return HexFormat.of().formatHex(nonce(key.stream("registry"), j));
    }

    /** Nonce of the plan in hexadecimal digits. */
    String planNonce() {
        return HexFormat.of()
                .formatHex(key.stream("registry").relabelled("nonce|plan").nextBytes(NONCE_BYTES), 0, Leaves.NONCE);
    }

    /** Index of the published candidate of a trap. */
    int published(int j) {
        if (options.publishedBy().beforeCommitment()) {
            return beforeCommitment(key.stream("registry"), j);
        }
        if (publication == null) {
            throw new IllegalArgumentException("the registry of root " + root
                    + " is not published yet; run traps publish with the value of a beacon");
        }
        return publication.beacon().choose(root, j, candidatesPerTrap());
    }

    int candidatesPerTrap() {
        return options.controls() + 1;
    }

    /** What all files say of the registry as a whole, without the key. */
    Map<String, Object> header() {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("version", VERSION);
        header.put("family", options.source().name());
        header.put("options", options.source().options());
        header.put("count", options.count());
        header.put("controls", options.controls());
        header.put("sealed", sealed());
        header.put("publishedBy", options.publishedBy().label());
        header.put("plan", options.plan().toMap());
        return header;
    }

    /**
     * The id of a trap.
     *
     * @param j its number, from 0
     * @return such as {@code trap-000000}
     */
    public static String id(int j) {
        return String.format(Locale.ROOT, "trap-%06d", j);
    }

    private @Nullable String document(int j) {
        return options.source() instanceof ListedCandidates list ? list.origin().document(j) : null;
    }

    /** The choice of the key; of texts that were found, the first. */
    private int beforeCommitment(KeyedStream streams, int j) {
        return isFound() ? 0 : streams.relabelled("published|" + j).nextInt(candidatesPerTrap());
    }

    private static byte[] nonce(KeyedStream streams, int j) {
        return streams.relabelled("nonce|" + j).nextBytes(NONCE_BYTES);
    }

    private void hashes(int from, int to, byte[] target) {
        CandidateTexts texts = candidates.texts();
        KeyedStream streams = key.stream("registry");
        Leaves leaves = new Leaves();
        int per = candidatesPerTrap();
        int leaf = from;
        if (leaf == 0) {
            byte[] plan = Leaves.plan(streams.relabelled("nonce|plan").nextBytes(NONCE_BYTES), header());
            System.arraycopy(MerkleTree.leafHash(plan), 0, target, 0, NONCE_BYTES);
            leaf++;
        }
        while (leaf < to) {
            int j = (leaf - 1) / per;
            int end = (int) Math.min(to, 1L + (j + 1L) * per);
            byte[] nonce = nonce(streams, j);
            String id = id(j);
            boolean roles = options.publishedBy().beforeCommitment();
            int chosen = roles ? beforeCommitment(streams, j) : -1;
            for (; leaf < end; leaf++) {
                int c = (leaf - 1) % per;
                CandidateRole role = roles ? CandidateRole.of(c, chosen) : null;
                leaves.hash(nonce, id, c, role, texts.text(j, c), target, (leaf - from) * NONCE_BYTES);
            }
        }
    }
}
