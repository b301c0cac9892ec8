package org.palimpsest.traps.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.palimpsest.corpus.run.MerkleTree;
import org.palimpsest.traps.family.KeyedStream;

/**
 * Traps, their controls and the commitment to both, all of them functions of options and one key.
 *
 * <p>Trap j has N + 1 candidates, all candidates of a registry differ, and the published one is drawn uniformly by the key
 * (stream {@code published|j}). The root commits to every candidate with its role and to the test plan. Generating costs one
 * draw and a few hashes a candidate; controls are drawn again when asked for, so memory grows with the number of traps (and,
 * while generating, candidates).
 */
public final class TrapRegistry {
    /** Version of the files and of all derivations. */
    static final int VERSION = 1;

    private static final int NONCE_BYTES = 32;

    private final RegistryOptions options;
    private final MasterKey key;
    private final Candidates candidates;
    private final List<Trap> traps = new ArrayList<>();
    private final List<Integer> published = new ArrayList<>();
    private final List<byte[]> nonces = new ArrayList<>();
    private final MerkleTree tree;

    private TrapRegistry(RegistryOptions options, MasterKey key) {
        this.options = options;
        this.key = key;
        this.candidates = Candidates.of(options, key);
        Leaves leaves = new Leaves();
        KeyedStream streams = key.stream("registry");
        List<byte[]> data = new ArrayList<>();
        data.add(leaves.plan(streams.relabelled("nonce|plan").nextBytes(NONCE_BYTES), header()));
        for (int j = 0; j < options.count(); j++) {
            List<String> texts = candidates.first(j);
            int chosen = isFound() ? 0 : streams.relabelled("published|" + j).nextInt(texts.size());
            byte[] nonce = streams.relabelled("nonce|" + j).nextBytes(NONCE_BYTES);
            String id = id(j);
            for (int c = 0; c < texts.size(); c++) {
                CandidateRole role = c == chosen ? CandidateRole.PUBLISHED : CandidateRole.CONTROL;
                data.add(leaves.candidate(nonce, id, c, role, texts.get(c)));
            }
            traps.add(new Trap(
                    id,
                    options.source().name(),
                    texts.get(chosen),
                    candidates.wordings(j, chosen, texts.get(chosen)),
                    options.source() instanceof ListedCandidates list
                            ? list.origin().document(j)
                            : null));
            published.add(chosen);
            nonces.add(nonce);
        }
        candidates.close();
        this.tree = MerkleTree.of(data);
    }

    /**
     * Generates a registry.
     *
     * @param options what it is to hold
     * @param key its secret; {@link MasterKey#draw()} for a sealed registry
     * @return the registry; the same options and key give the same one
     */
    public static TrapRegistry generate(RegistryOptions options, MasterKey key) {
        return new TrapRegistry(options, key);
    }

    /**
     * Reads a registry and draws all of it again from its key.
     *
     * @param folder holds {@code registry.jsonl}, {@code traps.jsonl}, {@code commitment.json} and perhaps {@code
     *     controls.jsonl}
     * @return the registry
     * @throws CorruptRegistryException if anything in those files is not what the key gives: a changed text, a swapped
     *     control, a cut file, another root
     * @throws IOException if a file cannot be read
     */
    public static TrapRegistry read(Path folder) throws IOException {
        return RegistryReader.read(folder);
    }

    /**
     * Writes the registry: {@code registry.jsonl} (secret), {@code traps.jsonl} (what to publish), {@code commitment.json}
     * (what to time-stamp) and on demand {@code controls.jsonl} (secret). Secret files are readable by their owner only, where
     * the file system knows owners.
     *
     * @param folder is made if missing
     * @param controlsFile whether to list the controls
     * @throws IOException if a file cannot be written
     */
    public void write(Path folder, ControlsFile controlsFile) throws IOException {
        RegistryFiles.write(this, folder, controlsFile);
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
        return HexFormat.of().formatHex(tree.root());
    }

    /**
     * The traps as published.
     *
     * @return unmodifiable list in the order of their numbers
     */
    public List<Trap> traps() {
        return List.copyOf(traps);
    }

    /**
     * One trap as published.
     *
     * @param j its number, from 0
     * @return the trap
     * @throws IndexOutOfBoundsException if there is no such trap
     */
    public Trap trap(int j) {
        return traps.get(j);
    }

    /**
     * All candidates of one trap, drawn again. O(N) draws.
     *
     * @param j the trap's number, from 0
     * @return the candidates
     * @throws IndexOutOfBoundsException if there is no such trap
     */
    public TrapCandidates candidates(int j) {
        return new TrapCandidates(traps.get(j).id(), candidates.again(j), published.get(j));
    }

    /**
     * All candidates of all traps, drawn again; memory for all of them.
     *
     * @return one entry a trap, in the order of their numbers
     */
    public List<TrapCandidates> allCandidates() {
        List<TrapCandidates> all = new ArrayList<>();
        for (int j = 0; j < traps.size(); j++) {
            all.add(candidates(j));
        }
        return List.copyOf(all);
    }

    /** Number of leaves under the root. */
    int leaves() {
        return tree.size();
    }

    /** Nonce of a trap in hexadecimal digits. */
    String nonce(int j) {
        return HexFormat.of().formatHex(nonces.get(j));
    }

    /** Index of the published candidate of a trap. */
    int published(int j) {
        return published.get(j);
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
        header.put("publishedBy", (isFound() ? PublishedBy.FOUND : PublishedBy.KEY).label());
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
}
