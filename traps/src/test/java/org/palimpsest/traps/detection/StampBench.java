package org.palimpsest.traps.detection;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table of {@code docs/experiments/stamp.md}: arguments are the number of audits, the seed and the CSV file to write. */
final class StampBench {
    private StampBench() {}

    public static void main(String[] arguments) throws IOException {
        int audits = Integer.parseInt(arguments[0]);
        long seed = Long.parseLong(arguments[1]);
        List<String> lines = new ArrayList<>();
        lines.add("documents,versions,keyEffect,gain,procedure,audits,level,rate,low,high");
        for (double gain : new double[] {0, 0.1, 0.2}) {
            for (int documents : new int[] {100, 300, 1000}) {
                for (int versions : new int[] {1, 5, 8}) {
                    for (double effect : new double[] {0, 0.036, 0.1}) {
                        add(lines, new StampComparison(documents, versions, effect, gain), audits, seed);
                    }
                }
            }
            Files.write(Path.of(arguments[2]), lines, StandardCharsets.UTF_8);
        }
    }

    private static void add(List<String> lines, StampComparison design, int audits, long seed) {
        design.rejections(audits, seed, 0.05)
                .forEach((procedure, rate) -> lines.add(String.format(
                        Locale.ROOT,
                        "%d,%d,%.3f,%.1f,\"%s\",%d,0.05,%.4f,%.4f,%.4f",
                        design.documents(),
                        design.versions(),
                        design.keyEffect(),
                        design.gain(),
                        procedure.label(),
                        audits,
                        rate.value(),
                        rate.interval().low(),
                        rate.interval().high())));
    }
}
