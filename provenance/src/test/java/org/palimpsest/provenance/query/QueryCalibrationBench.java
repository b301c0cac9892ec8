package org.palimpsest.provenance.query;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.palimpsest.stats.Interval;

/** The table of {@code docs/experiments/query-calibration.md}: arguments are the number of null audits a design and the CSV to write. */
final class QueryCalibrationBench {
    private static final double CONFIDENCE = 0.999;
    private static final double[] LEVELS = {0.05, 0.01};

    private QueryCalibrationBench() {}

    public static void main(String[] arguments) throws IOException {
        int runs = Integer.parseInt(arguments[0]);
        List<String> lines = new ArrayList<>();
        lines.add("design,audits,mean_p,at05,low05,high05,at01,low01,high01,holds");
        List<QueryDesigns.Design> designs = new ArrayList<>(QueryDesigns.all());
        designs.addAll(QueryDesigns.broken());
        for (QueryDesigns.Design design : designs) {
            double[] p = audits(design, runs);
            StringBuilder line = new StringBuilder(String.format(
                    Locale.ROOT,
                    "\"%s\",%d,%.4f",
                    design.name(),
                    runs,
                    Arrays.stream(p).average().orElseThrow()));
            for (double level : LEVELS) {
                Interval interval = interval(p, level);
                line.append(String.format(
                        Locale.ROOT,
                        ",%.4f,%.4f,%.4f",
                        (double) rejections(p, level) / runs,
                        interval.low(),
                        interval.high()));
            }
            lines.add(line + "," + holds(p));
        }
        Files.write(Path.of(arguments[1]), lines, StandardCharsets.UTF_8);
    }

    static double[] audits(QueryDesigns.Design design, int runs) {
        return IntStream.range(0, runs)
                .parallel()
                .mapToDouble(run -> design.pValue().apply(run))
                .toArray();
    }

    static boolean holds(double[] p) {
        return Arrays.stream(LEVELS).allMatch(level -> interval(p, level).low() <= level);
    }

    private static int rejections(double[] p, double level) {
        return (int) Arrays.stream(p).filter(v -> v <= level * (1 + 1e-12)).count();
    }

    private static Interval interval(double[] p, double level) {
        return Interval.clopperPearson(rejections(p, level), p.length, CONFIDENCE);
    }
}
