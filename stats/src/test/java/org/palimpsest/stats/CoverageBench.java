package org.palimpsest.stats;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The tables of {@code docs/experiments/operating-points.md}: how often each interval holds the true value of a binormal score.
 * Arguments are the number of repetitions, the seed and the CSV file to write.
 */
final class CoverageBench {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final int RESAMPLES = 399;

    private CoverageBench() {}

    public static void main(String[] arguments) throws IOException {
        int runs = Integer.parseInt(arguments[0]);
        long seed = Long.parseLong(arguments[1]);
        List<String> lines = new ArrayList<>();
        lines.add("target,auc,n,fpr,truth,method,runs,coverage,low,high,medianWidth");
        for (double auc : new double[] {0.5, 0.8, 0.99}) {
            for (int n : new int[] {50, 500}) {
                lines.addAll(new Cell(auc, n, 0).lines(runs, seed));
            }
        }
        for (double auc : new double[] {0.6, 0.8}) {
            for (int n : new int[] {200, 500, 2000}) {
                for (double fpr : new double[] {0.01, 0.05, 0.1}) {
                    lines.addAll(new Cell(auc, n, fpr).lines(runs, seed));
                }
            }
        }
        Files.write(Path.of(arguments[2]), lines, StandardCharsets.UTF_8);
    }

    /** The rank in (0, 1) of a standard normal number. */
    static double uniform(double normal) {
        return NORMAL.cumulativeProbability(normal);
    }

    /** One design: n members from N(d, 1), n non-members from N(0, 1); fpr 0 asks for the area. */
    record Cell(double auc, int n, double fpr) {
        double separation() {
            return Math.sqrt(2) * NORMAL.inverseCumulativeProbability(auc);
        }

        double truth() {
            return fpr == 0 ? auc : NORMAL.survivalProbability(NORMAL.inverseSurvivalProbability(fpr) - separation());
        }

        /** One sample. */
        RocCurve curve(RandomGenerator random) {
            double shift = separation();
            double[] members = Arrays.stream(Samples.normal(n, random))
                    .map(value -> value + shift)
                    .toArray();
            return RocCurve.of(members, Samples.normal(n, random));
        }

        /** The intervals that need no resampling, by method. */
        Map<String, Interval> direct(RocCurve curve) {
            Map<String, Interval> found = new LinkedHashMap<>();
            if (fpr == 0) {
                AucInterval deLong = AucInterval.withDefaults();
                found.put("DeLong, plain", deLong.with(AucInterval.Scale.PLAIN).of(curve));
                found.put("DeLong, logit", deLong.of(curve));
            } else {
                long hits = Math.round(curve.tprAtFpr(fpr).tpr() * n);
                found.put("Clopper-Pearson at the estimated threshold", Interval.clopperPearson(hits, n, 0.95));
                found.put("threshold band", TprInterval.withDefaults().of(curve, fpr));
            }
            return found;
        }

        /** All intervals of one sample, by method. */
        Map<String, Interval> intervals(long seed, int run) {
            RandomGenerator random = RandomStream.of(seed, "coverage/" + this + "/" + run);
            RocCurve curve = curve(random);
            StratifiedBootstrap bootstrap =
                    StratifiedBootstrap.withDefaults().withResamples(RESAMPLES).withSeed(random.nextLong());
            StratifiedBootstrap.Figure figure =
                    fpr == 0 ? RocCurve::auc : sample -> sample.tprAtFpr(fpr).tpr();
            double[] replicates = bootstrap.replicates(curve, figure);
            Map<String, Interval> found = direct(curve);
            for (StratifiedBootstrap.Ends ends : StratifiedBootstrap.Ends.values()) {
                found.put("bootstrap, " + ends.label(), bootstrap.with(ends).interval(figure.of(curve), replicates));
            }
            return found;
        }

        List<String> lines(int runs, long seed) {
            List<Map<String, Interval>> all = IntStream.range(0, runs)
                    .parallel()
                    .mapToObj(run -> intervals(seed, run))
                    .toList();
            return all.get(0).keySet().stream()
                    .map(method -> line(
                            method, all.stream().map(found -> found.get(method)).toList()))
                    .toList();
        }

        private String line(String method, List<Interval> intervals) {
            long covering = intervals.stream()
                    .filter(interval -> interval.contains(truth()))
                    .count();
            double[] widths = intervals.stream()
                    .mapToDouble(interval -> interval.high() - interval.low())
                    .sorted()
                    .toArray();
            int runs = intervals.size();
            Interval sure = Interval.clopperPearson(covering, runs, 0.95);
            return String.format(
                    Locale.ROOT,
                    "%s,%s,%d,%s,%.4f,\"%s\",%d,%.4f,%.4f,%.4f,%.4f",
                    fpr == 0 ? "AUC" : "TPR",
                    auc,
                    n,
                    fpr == 0 ? "" : fpr,
                    truth(),
                    method,
                    runs,
                    (double) covering / runs,
                    sure.low(),
                    sure.high(),
                    widths[runs / 2]);
        }
    }
}
