package org.palimpsest.provenance.observational;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.commons.numbers.gamma.Erfc;
import org.palimpsest.stats.Interval;
import org.palimpsest.stats.RandomStream;
import org.palimpsest.stats.Verdict;

/**
 * The reshuffle test and the published ones under H0, for {@code docs/experiments/reshuffle-z.md}. Arguments are the runs, the seed
 * and the CSV file to write, and, for a table of models that were trained, the scores of the models, one a line.
 */
final class ReshuffleLawBench {
    private static final double[] LEVELS = {0.05, 0.01, 0.001};
    private static final double FLOOR = 1e-6;

    private ReshuffleLawBench() {}

    /** Laws of scores. */
    enum Law {
        NORMAL,
        SKEWED,
        HEAVY;

        double[] draw(int count, RandomGenerator random) {
            return IntStream.range(0, count).mapToDouble(i -> one(random)).toArray();
        }

        private double one(RandomGenerator random) {
            return switch (this) {
                case NORMAL -> random.nextGaussian();
                case SKEWED -> Math.exp(random.nextGaussian());
                // Student with 2 degrees of freedom
                case HEAVY -> random.nextGaussian() / Math.sqrt(-Math.log(1 - random.nextDouble()));
            };
        }
    }

    /** A test and how many scores it takes, the first of the true order. */
    private record Test(String name, int scores, ToDoubleFunction<double[]> p) {}

    private static final List<Test> TESTS = List.of(
            new Test("Dolmino z with 2 others", 3, ReshuffleLawBench::dolminoP),
            new Test("published z with 9 others", 10, ReshuffleLawBench::publishedP),
            new Test("t with 9 others", 10, s -> result(s, 0.05).student().pValue()),
            new Test("rank with 9 others", 10, s -> result(s, 0.05).rank().pValue()),
            new Test("t with 19 others", 20, s -> result(s, 0.05).student().pValue()),
            new Test("rank with 19 others", 20, s -> result(s, 0.05).rank().pValue()),
            new Test("rank with 99 others", 100, s -> result(s, 0.05).rank().pValue()));

    public static void main(String[] arguments) throws IOException {
        int runs = Integer.parseInt(arguments[0]);
        long seed = Long.parseLong(arguments[1]);
        List<String> lines = new ArrayList<>(List.of("scores,test,level,audits,rejections,rate,low,high"));
        for (Law law : Law.values()) {
            for (Test test : TESTS) {
                RandomGenerator random = RandomStream.of(seed, law + test.name);
                double[] p = IntStream.range(0, runs)
                        .mapToDouble(r -> test.p.applyAsDouble(law.draw(test.scores, random)))
                        .toArray();
                rows(law.name().toLowerCase(Locale.ROOT), test, p, lines);
            }
        }
        if (arguments.length > 3) {
            double[] trained = Files.readAllLines(Path.of(arguments[3])).stream()
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            for (Test test : TESTS) {
                // every model serves once, so that audits are independent given the checkpoint and the texts
                double[] p = IntStream.range(0, trained.length / test.scores)
                        .mapToDouble(g -> test.p.applyAsDouble(
                                Arrays.copyOfRange(trained, g * test.scores, (g + 1) * test.scores)))
                        .toArray();
                rows("trained models", test, p, lines);
            }
        }
        Files.write(Path.of(arguments[2]), lines, StandardCharsets.UTF_8);
    }

    private static void rows(String scores, Test test, double[] p, List<String> lines) {
        for (double level : LEVELS) {
            int rejections =
                    (int) Arrays.stream(p).filter(value -> value <= level).count();
            Interval interval = Interval.clopperPearson(rejections, p.length, 0.95);
            lines.add(String.format(
                    Locale.ROOT,
                    "%s,%s,%s,%d,%d,%.5f,%.5f,%.5f",
                    scores,
                    test.name,
                    level,
                    p.length,
                    rejections,
                    (double) rejections / p.length,
                    interval.low(),
                    interval.high()));
        }
    }

    private static double normalUpper(double z) {
        return Erfc.value(z / Math.sqrt(2)) / 2;
    }

    /** The published p of one ingredient against two: the distance of the two as the deviation, and a floor. */
    static double dolminoP(double[] scores) {
        double mean = (scores[1] + scores[2]) / 2;
        return normalUpper((scores[0] - mean) / (Math.abs(scores[1] - scores[2]) + FLOOR)) + FLOOR;
    }

    /** The published p: deviation with all others in the denominator, normal tail. */
    static double publishedP(double[] scores) {
        return normalUpper(result(scores, 0.01).publishedZ());
    }

    private static ReshuffleTest.Result result(double[] scores, double alpha) {
        return ReshuffleTest.withDefaults()
                .withAlpha(alpha)
                .test(scores[0], Arrays.copyOfRange(scores, 1, scores.length));
    }

    /** Whether the verdict speaks against the null hypothesis. */
    static boolean significant(double[] scores, double alpha) {
        return result(scores, alpha).verdict() == Verdict.CONSISTENT_UNVERIFIED;
    }
}
