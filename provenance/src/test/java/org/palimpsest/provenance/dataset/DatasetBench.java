package org.palimpsest.provenance.dataset;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.palimpsest.stats.Interval;

/**
 * The table of {@code docs/experiments/dataset-calibration.md}. Arguments: number of audits, seed, CSV file to write.
 */
final class DatasetBench {
    private DatasetBench() {}

    public static void main(String[] arguments) throws IOException {
        int count = Integer.parseInt(arguments[0]);
        long seed = Long.parseLong(arguments[1]);
        List<String> lines = new ArrayList<>();
        lines.add("test,design,procedure,ours,audits,at05,low05,high05,at01,low01,high01");
        for (NullAudits.Audit audit : NullAudits.all()) {
            double[] p = audit.run(count, seed);
            lines.add(String.format(
                    Locale.ROOT,
                    "%s,\"%s\",\"%s\",%s,%d,%s,%s",
                    audit.test(),
                    audit.design(),
                    audit.procedure(),
                    audit.ours(),
                    count,
                    cell(p, 0.05),
                    cell(p, 0.01)));
            System.out.println(lines.get(lines.size() - 1));
        }
        Files.write(Path.of(arguments[2]), lines, StandardCharsets.UTF_8);
    }

    private static String cell(double[] p, double level) {
        Interval interval = NullAudits.Audit.interval(p, level);
        return String.format(
                Locale.ROOT,
                "%.4f,%.4f,%.4f",
                NullAudits.Audit.count(p, level) / (double) p.length,
                interval.low(),
                interval.high());
    }
}
