package org.palimpsest.provenance.query;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.palimpsest.stats.RandomStream;
import org.palimpsest.stats.SpearmanTest;

/**
 * The table of {@code docs/experiments/query-paper.md}: the authors' p against n, and what samples of that size give when the
 * correlation is that of all documents; and the rows of their README. Argument: the folder to write to.
 */
final class QueryPaperBench {
    private static final int RUNS = 2_000;
    private static final double RHO = 0.091;
    private static final int[] SIZES = {500, 1_000, 2_000, 4_000, 6_000, 8_000, 10_000};
    private static final double[] PRINTED = {5.4e-3, 5.3e-5, 1.2e-6, 2.2e-8, 5.0e-15, 1.1e-16, 8.0e-20};

    private QueryPaperBench() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        List<String> lines = new ArrayList<>();
        lines.add("n,printed_log10_p,low,median,high,inside");
        for (int k = 0; k < SIZES.length; k++) {
            int n = SIZES[k];
            double[] log10P = IntStream.range(0, RUNS)
                    .parallel()
                    .mapToDouble(run -> sample(n, RandomStream.of(run, "paper/" + n)))
                    .sorted()
                    .toArray();
            double printed = Math.log10(PRINTED[k]);
            double low = log10P[RUNS / 40];
            double high = log10P[RUNS - 1 - RUNS / 40];
            lines.add(String.format(
                    Locale.ROOT,
                    "%d,%.2f,%.2f,%.2f,%.2f,%s",
                    n,
                    printed,
                    low,
                    log10P[RUNS / 2],
                    high,
                    printed >= low && printed <= high));
        }
        Files.write(folder.resolve("query-paper.csv"), lines, StandardCharsets.UTF_8);
        double[] losses = PaperRows.losses(99_997, -0.07789184431337588, 1);
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < losses.length; i++) {
            double reference = 2 + (i * 7919L % 1000) / 1000.0;
            rows.add(String.format(
                    Locale.ROOT,
                    "{\"index\":%d,\"loss_bob\":[%.9f,%.9f],\"loss_reference\":0}",
                    1460L * i,
                    losses[i] - reference,
                    losses[i] + reference));
        }
        Files.write(folder.resolve("readme-rows.jsonl"), rows, StandardCharsets.UTF_8);
    }

    /** log10 of the two-sided p of n documents with a normal score of the given correlation with a uniform position. */
    private static double sample(int n, RandomGenerator random) {
        double slope = Math.sqrt(12) * RHO / Math.sqrt(1 - RHO * RHO);
        double[] positions = new double[n];
        double[] scores = new double[n];
        for (int i = 0; i < n; i++) {
            positions[i] = random.nextDouble();
            scores[i] = slope * positions[i] + random.nextGaussian();
        }
        return SpearmanTest.log10TwoSidedP(SpearmanTest.correlation(positions, scores), n);
    }
}
