package org.palimpsest.traps.detection;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The table of {@code docs/experiments/trap-calibration.md}: arguments are the number of audits, the seed and the CSV file to
 * write.
 */
final class TrapCalibrationBench {
    private TrapCalibrationBench() {}

    public static void main(String[] arguments) throws IOException {
        int audits = Integer.parseInt(arguments[0]);
        long seed = Long.parseLong(arguments[1]);
        List<String> lines = new ArrayList<>();
        lines.add("family,test,audits,at05,low05,high05,at01,low01,high01,excess,lack,bound,exact,holds");
        for (NullDesign design : NullDesigns.all()) {
            NullAudits.run(design, audits, seed).forEach(outcome -> lines.add(line(outcome)));
            Files.write(Path.of(arguments[2]), lines, StandardCharsets.UTF_8);
        }
    }

    private static String line(NullAudits.Outcome outcome) {
        return "\"" + outcome.family() + "\",\"" + outcome.test() + "\"," + outcome.pValues().length + ","
                + cell(outcome, 0.05) + "," + cell(outcome, 0.01) + ","
                + String.format(Locale.ROOT, "%.4f,%.4f,%.4f", outcome.excess(), outcome.lack(), outcome.bound())
                + "," + outcome.exact() + "," + outcome.holds();
    }

    private static String cell(NullAudits.Outcome outcome, double level) {
        return String.format(
                Locale.ROOT,
                "%.4f,%.4f,%.4f",
                outcome.rate(level),
                outcome.interval(level).low(),
                outcome.interval(level).high());
    }
}
