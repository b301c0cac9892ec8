package org.palimpsest.provenance.dynamics;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.BadLine;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.table.NumberTable;
import org.palimpsest.corpus.table.RowReader;

/**
 * Reads a table of probes from JSONL or Parquet. A row is a reading, {@code {"probe","fact","kind","step","logprob"}}, or
 * an exposure, {@code {"fact","exposure"}}; a row may be both. Without {@code fact} a probe is its own fact, without {@code kind} it is
 * of the kind {@code all}.
 */
public final class ProbeTableReader {
    private ProbeTableReader() {}

    /**
     * Reads a file.
     *
     * @param file the file, or {@code -} for standard input
     * @param skipBad how many bad lines of JSONL to pass over, at least 0
     * @throws IOException if the file is missing or damaged, a column is missing, or a row is neither a reading nor an exposure; the
     *     message names file and row
     */
    public static Read read(Path file, int skipBad) throws IOException {
        NumberTable table = RowReader.of(file, skipBad)
                .read(file, List.of("step", "logprob", "exposure"), List.of("probe", "fact", "kind"));
        for (String column : List.of("probe", "step", "logprob", "exposure")) {
            if (!table.hasColumn(column)) {
                throw new CorruptInputException(
                        file.toString(),
                        "no row has column " + column + "; columns found: " + String.join(", ", table.columns()));
            }
        }
        double[] steps = table.numbers("step");
        double[] nats = table.numbers("logprob");
        double[] exposed = table.numbers("exposure");
        List<@Nullable String> probes = table.texts("probe");
        List<@Nullable String> facts = table.texts("fact");
        List<@Nullable String> kinds = table.texts("kind");
        List<ProbeReading> readings = new ArrayList<>();
        Map<String, List<Long>> exposures = new LinkedHashMap<>();
        for (int row = 0; row < table.rows(); row++) {
            String probe = probes.get(row);
            String fact = facts.get(row) == null ? probe : facts.get(row);
            String kind = kinds.get(row);
            boolean exposure = !Double.isNaN(exposed[row]);
            if (fact == null || (!exposure && (probe == null || Double.isNaN(nats[row])))) {
                throw bad(
                        file,
                        row,
                        "is neither a reading (probe, step, finite logprob) nor an exposure (fact, exposure)");
            }
            if (exposure) {
                exposures
                        .computeIfAbsent(fact, name -> new ArrayList<>())
                        .add(whole(file, row, "exposure", exposed[row]));
            }
            if (probe != null && !Double.isNaN(nats[row])) {
                readings.add(new ProbeReading(
                        probe, fact, kind == null ? "all" : kind, whole(file, row, "step", steps[row]), nats[row]));
            }
        }
        Map<String, long[]> byFact = new LinkedHashMap<>();
        exposures.forEach((fact, list) ->
                byFact.put(fact, list.stream().mapToLong(Long::longValue).toArray()));
        try {
            return new Read(new ProbeTable(readings, byFact), readings.size(), table.skipped());
        } catch (IllegalArgumentException e) {
            throw new CorruptInputException(file.toString(), 0, String.valueOf(e.getMessage()), e);
        }
    }

    private static long whole(Path file, int row, String column, double value) throws IOException {
        if (!(value >= 0 && value <= 1L << 53 && value == Math.rint(value))) {
            throw bad(file, row, "field \"" + column + "\" must be a whole number from 0 on, got " + value);
        }
        return (long) value;
    }

    private static CorruptInputException bad(Path file, int row, String what) {
        return new CorruptInputException(file.toString(), "row " + (row + 1) + " " + what);
    }

    /**
     * What was read.
     *
     * @param table the table
     * @param readings how many readings it has
     * @param skipped bad lines that were passed over
     */
    public record Read(ProbeTable table, int readings, List<BadLine> skipped) {
        /** Copies. */
        public Read {
            skipped = List.copyOf(skipped);
        }
    }
}
