package org.palimpsest.stats;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The calibration table of {@code docs/experiments/calibration.md}: arguments are the number of runs, the seed and the CSV
 * file to write.
 */
final class CalibrationBench {
    private CalibrationBench() {}

    public static void main(String[] arguments) throws IOException {
        int runs = Integer.parseInt(arguments[0]);
        long seed = Long.parseLong(arguments[1]);
        List<String> lines = new ArrayList<>();
        lines.add("test,design,runs,at05,low05,high05,at01,low01,high01,at001,low001,high001,conservative");
        for (NullExperiment experiment : CalibrationTest.experiments()) {
            lines.add(line(experiment.run(runs, seed)));
        }
        Files.write(Path.of(arguments[2]), lines, StandardCharsets.UTF_8);
    }

    private static String line(NullExperiment.Rates rates) {
        NullExperiment experiment = rates.experiment();
        return "\"" + experiment.test() + "\",\"" + experiment.design() + "\"," + rates.runs() + ","
                + cell(rates, rates.at05()) + "," + cell(rates, rates.at01()) + "," + cell(rates, rates.at001()) + ","
                + rates.conservative();
    }

    private static String cell(NullExperiment.Rates rates, int rejections) {
        Interval interval = rates.interval(rejections);
        return String.format(
                Locale.ROOT, "%.4f,%.4f,%.4f", (double) rejections / rates.runs(), interval.low(), interval.high());
    }
}
