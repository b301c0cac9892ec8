package org.palimpsest.traps.registry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.run.AtomicOutput;

/**
 * Some traps of a registry, opened for a third party, who needs nothing but this and the commitment: texts, nonces, and the
 * hashes that lead to the root. Opened traps are burned.
 *
 * @param root root of the commitment
 * @param leaves number of leaves under it
 * @param header what the commitment says of the registry, and its leaf 0
 * @param planNonce nonce of leaf 0, 32 lower-case hexadecimal digits
 * @param planProof hashes from leaf 0 to the root, in hexadecimal digits
 * @param publication what the beacon did; null where the key published
 * @param traps the opened traps
 */
public record Opening(
        String root,
        int leaves,
        Map<String, Object> header,
        String planNonce,
        List<String> planProof,
        @Nullable Publication publication,
        List<OpenedTrap> traps) {
    /** Copies. */
    public Opening {
        header = new LinkedHashMap<>(header);
        planProof = List.copyOf(planProof);
        traps = List.copyOf(traps);
    }

    /**
     * Opens traps. Builds the tree of the commitment if it is not at hand.
     *
     * @param registry the registry, read whole
     * @param ids ids of the traps
     * @return the opening
     * @throws IllegalArgumentException if there is no such trap, or nothing is published yet
     */
    public static Opening of(TrapRegistry registry, List<String> ids) {
        List<OpenedTrap> opened = new ArrayList<>();
        int per = registry.candidatesPerTrap();
        for (String id : ids) {
            int j = number(registry, id);
            int first = 1 + j * per;
            opened.add(new OpenedTrap(
                    j,
                    registry.published(j),
                    registry.nonce(j),
                    registry.texts(j),
                    hex(registry.tree().proof(first, first + per))));
        }
        return new Opening(
                registry.root(),
                registry.leaves(),
                registry.header(),
                registry.planNonce(),
                hex(registry.tree().proof(0)),
                registry.publication().orElse(null),
                opened);
    }

    /**
     * Writes the opening, one JSON object on one line.
     *
     * @param file where it goes
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("opening", 1);
        fields.put("root", root);
        fields.put("leaves", leaves);
        fields.put("header", header);
        fields.put("planNonce", planNonce);
        fields.put("planProof", planProof);
        if (publication != null) {
            fields.put("publication", publication.toMap());
        }
        List<Map<String, Object>> rows = new ArrayList<>();
        for (OpenedTrap trap : traps) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("id", trap.id());
            row.put("number", trap.number());
            row.put("published", trap.published());
            row.put("nonce", trap.nonce());
            row.put("candidates", trap.texts());
            row.put("proof", trap.proof());
            rows.add(row);
        }
        fields.put("traps", rows);
        AtomicOutput.write(file, CheckedObject.line(fields).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads an opening and checks it against a commitment, without the key.
     *
     * @param file the opening
     * @param commitment the {@code commitment.json} that was fixed, best one with a time-stamp
     * @return the opening, all of which the root covers, and whose published texts are those that key or beacon chose
     * @throws CorruptRegistryException if anything is not what was committed: another root, list, text, order or choice
     * @throws IOException if a file cannot be read
     */
    public static Opening verify(Path file, Path commitment) throws IOException {
        return OpeningCheck.read(file, commitment);
    }

    private static int number(TrapRegistry registry, String id) {
        int count = registry.options().count();
        for (int j = 0; j < count; j++) {
            if (TrapRegistry.id(j).equals(id)) {
                return j;
            }
        }
        throw new IllegalArgumentException("trap must be one of " + TrapRegistry.id(0) + " to "
                + TrapRegistry.id(count - 1) + ", got \"" + id + "\"");
    }

    private static List<String> hex(List<byte[]> hashes) {
        return hashes.stream().map(HexFormat.of()::formatHex).toList();
    }
}
