package org.palimpsest.cli.power.text;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.palimpsest.corpus.run.AtomicOutput;

/**
 * A file of rows under a header that grows by whole blocks.
 *
 * @param file its place
 * @param header its first line
 */
record RowFile(Path file, String header) {
    /** All rows; none where there is no file. */
    List<String> rows() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        if (lines.isEmpty() || !lines.get(0).equals(header)) {
            throw new IOException(file + " must begin with " + header);
        }
        return lines.subList(1, lines.size());
    }

    /** Whether there is a row that begins so. */
    boolean has(String begin) throws IOException {
        return rows().stream().anyMatch(row -> row.startsWith(begin));
    }

    /** Adds a block. */
    void add(List<String> block) throws IOException {
        List<String> all = new ArrayList<>(List.of(header));
        all.addAll(rows());
        all.addAll(block);
        AtomicOutput.write(file, (String.join("\n", all) + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
