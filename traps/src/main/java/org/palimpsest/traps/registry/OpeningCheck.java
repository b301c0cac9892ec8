package org.palimpsest.traps.registry;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.run.MerkleTree;

/** Checks an opening against a commitment. */
final class OpeningCheck {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<LinkedHashMap<String, Object>> MAP = new TypeReference<>() {};
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

    private final Path file;
    private final Opening opening;
    private final byte[] root;

    private OpeningCheck(Path file, Opening opening) {
        this.file = file;
        this.opening = opening;
        this.root = HexFormat.of().parseHex(opening.root());
    }

    static Opening read(Path file, Path commitment) throws IOException {
        JsonNode fields = CheckedObject.read(file);
        try {
            Opening opening = parse(file, fields);
            OpeningCheck check = new OpeningCheck(file, opening);
            check.requireCommitment(commitment);
            check.requirePlan();
            for (OpenedTrap trap : opening.traps()) {
                check.requireTrap(trap);
            }
            return opening;
        } catch (IllegalArgumentException e) {
            throw new CorruptRegistryException(
                    file, 1, "an opening as traps open writes it", String.valueOf(e.getMessage()));
        }
    }

    private static Opening parse(Path file, JsonNode fields) throws IOException {
        List<OpenedTrap> traps = new ArrayList<>();
        for (JsonNode row : fields.path("traps")) {
            OpenedTrap trap = new OpenedTrap(
                    row.path("number").asInt(-1),
                    row.path("published").asInt(-1),
                    row.path("nonce").asText(),
                    JSON.convertValue(row.path("candidates"), TEXTS),
                    JSON.convertValue(row.path("proof"), TEXTS));
            if (!trap.id().equals(row.path("id").asText())) {
                throw new CorruptRegistryException(
                        file, 1, "id " + trap.id(), row.path("id").toString());
            }
            traps.add(trap);
        }
        JsonNode publication = fields.path("publication");
        return new Opening(
                fields.path("root").asText(),
                fields.path("leaves").asInt(),
                JSON.convertValue(fields.path("header"), MAP),
                fields.path("planNonce").asText(),
                JSON.convertValue(fields.path("planProof"), TEXTS),
                publication.isMissingNode() ? null : Publication.of(file, publication),
                traps);
    }

    /** The commitment must be what the opening's root, leaves and header give, byte by byte. */
    private void requireCommitment(Path commitment) throws IOException {
        if (!Files.exists(commitment)) {
            throw new NoSuchFileException(
                    commitment.toString(), null, "there is no such file; give the commitment that was published");
        }
        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("root", opening.root());
        expected.put("leaves", opening.leaves());
        expected.putAll(opening.header());
        String found = Files.readString(commitment, StandardCharsets.ISO_8859_1);
        String line = CheckedObject.json(expected) + "\n";
        if (!found.equals(new String(line.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1))) {
            throw new CorruptRegistryException(
                    file,
                    1,
                    "an opening of the list that " + commitment + " commits to: " + Disclosure.TEXT.show(found.strip()),
                    "one of another list: " + Disclosure.TEXT.show(line.strip()));
        }
        long leaves = 1 + (long) number("count") * candidates();
        if (leaves != opening.leaves()) {
            throw new CorruptRegistryException(file, 1, leaves + " leaves", String.valueOf(opening.leaves()));
        }
    }

    private void requirePlan() throws CorruptRegistryException {
        byte[] plan = Leaves.plan(bytes(opening.planNonce(), Leaves.NONCE), opening.header());
        if (!MerkleTree.verify(root, plan, 0, opening.leaves(), proof(opening.planProof()))) {
            throw new CorruptRegistryException(file, 1, "a plan under root " + opening.root(), "another plan");
        }
    }

    private void requireTrap(OpenedTrap trap) throws CorruptRegistryException {
        int per = candidates();
        if (trap.number() < 0
                || trap.number() >= number("count")
                || trap.texts().size() != per) {
            throw new CorruptRegistryException(
                    file,
                    1,
                    "a trap of number in [0, " + number("count") + ") with " + per + " candidates",
                    trap.id() + " with " + trap.texts().size());
        }
        boolean committed = PublishedBy.of(String.valueOf(opening.header().get("publishedBy")))
                .beforeCommitment();
        requireChoice(trap, committed, per);
        byte[] nonce = bytes(trap.nonce(), 2 * Leaves.NONCE);
        Leaves leaves = new Leaves();
        List<byte[]> data = new ArrayList<>();
        for (int c = 0; c < per; c++) {
            CandidateRole role = committed ? CandidateRole.of(c, trap.published()) : null;
            data.add(leaves.candidate(nonce, trap.id(), c, role, trap.texts().get(c)));
        }
        if (!MerkleTree.verify(root, data, 1 + trap.number() * per, opening.leaves(), proof(trap.proof()))) {
            throw new CorruptRegistryException(
                    file,
                    1,
                    "candidates of " + trap.id() + " that root " + opening.root() + " covers",
                    "others: a text, its place, its role or the nonce was changed");
        }
    }

    private void requireChoice(OpenedTrap trap, boolean committed, int per) throws CorruptRegistryException {
        if (trap.published() < 0 || trap.published() >= per) {
            throw new CorruptRegistryException(
                    file, 1, "a published index in [0, " + per + ")", String.valueOf(trap.published()));
        }
        if (committed) {
            return;
        }
        @Nullable Publication publication = opening.publication();
        if (publication == null || !publication.root().equals(opening.root())) {
            throw new CorruptRegistryException(file, 1, "the publication of root " + opening.root(), "none");
        }
        int chosen = publication.beacon().choose(opening.root(), trap.number(), per);
        if (chosen != trap.published()) {
            throw new CorruptRegistryException(
                    file,
                    1,
                    "candidate " + chosen + " of " + trap.id() + ", which the beacon chose",
                    "candidate " + trap.published());
        }
    }

    private int candidates() {
        return number("controls") + 1;
    }

    private int number(String field) {
        if (opening.header().get(field) instanceof Integer value) {
            return value;
        }
        throw new IllegalArgumentException("header must have a number \"" + field + "\", got "
                + opening.header().get(field));
    }

    private static List<byte[]> proof(List<String> hashes) {
        return hashes.stream().map(HexFormat.of()::parseHex).toList();
    }

    private static byte[] bytes(String hex, int length) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        if (bytes.length != length) {
            throw new IllegalArgumentException("a nonce must have " + length + " bytes, got " + bytes.length);
        }
        return bytes;
    }
}
