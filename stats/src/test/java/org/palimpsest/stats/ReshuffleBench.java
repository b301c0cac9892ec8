package org.palimpsest.stats;

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

/**
 * The tables of {@code docs/experiments/reshuffle-z.md}: arguments are the runs of the first table, of the second, the seed and
 * the Markdown file to write.
 */
final class ReshuffleBench {
    private static final double[] LEVELS = {0.05, 0.01, 0.001};
    /** A lognormal law of this spread, mirrored, is what log likelihoods of easy texts look like. */
    private static final double SPREAD = 1.5;

    private ReshuffleBench() {}

    public static void main(String[] arguments) throws IOException {
        int runs = Integer.parseInt(arguments[0]);
        int shardRuns = Integer.parseInt(arguments[1]);
        long seed = Long.parseLong(arguments[2]);
        List<String> lines = new ArrayList<>();
        lines.add(row("2 others, published z for two", rates(publishedForTwo(), runs, seed)));
        for (int others : new int[] {2, 4, 9, 19, 99}) {
            lines.add(row(others + " others, published z", rates(published(others), runs, seed)));
            lines.add(row(others + " others, t", rates(student(others), runs, seed)));
            lines.add(row(others + " others, rank", rates(rank(others), runs, seed)));
        }
        for (int shards : new int[] {10, 15, 50}) {
            for (boolean skewed : new boolean[] {false, true}) {
                for (Shard test : Shard.values()) {
                    String design = shards + " shards, " + (skewed ? "left-skewed" : "normal") + ", " + test;
                    lines.add(row(design, rates(r -> test.pValue(Shards.of(shards, skewed, r)), shardRuns, seed)));
                }
            }
        }
        Files.write(Path.of(arguments[3]), lines, StandardCharsets.UTF_8);
    }

    static ToDoubleFunction<RandomGenerator> published(int others) {
        return random -> Math.exp(LogTails.normalUpper(draw(others, random).publishedZ()));
    }

    /** The variant for two others, divided by their distance: twice their standard deviation. */
    static ToDoubleFunction<RandomGenerator> publishedForTwo() {
        return random -> Math.exp(LogTails.normalUpper(draw(2, random).publishedZ() / 2));
    }

    static ToDoubleFunction<RandomGenerator> student(int others) {
        return random -> draw(others, random).student().pValue();
    }

    static ToDoubleFunction<RandomGenerator> rank(int others) {
        return random -> draw(others, random).rank().pValue();
    }

    private static OneAgainstManyTest.Result draw(int others, RandomGenerator random) {
        return OneAgainstManyTest.withDefaults().test(random.nextGaussian(), Samples.normal(others, random));
    }

    /** Shares of runs with p at or below each level. */
    static double[] rates(ToDoubleFunction<RandomGenerator> pValue, int runs, long seed) {
        RandomGenerator random = RandomStream.of(seed, "reshuffle");
        double[] rates = new double[LEVELS.length];
        for (int run = 0; run < runs; run++) {
            double p = pValue.applyAsDouble(random);
            for (int i = 0; i < LEVELS.length; i++) {
                rates[i] += p <= LEVELS[i] ? 1.0 / runs : 0;
            }
        }
        return rates;
    }

    private static String row(String design, double[] rates) {
        return String.format(Locale.ROOT, "| %s | %.4f | %.4f | %.5f |", design, rates[0], rates[1], rates[2]);
    }

    /** Log likelihoods of every shard: first of the canonical order, then of shuffled ones, all of one law. */
    @SuppressWarnings("ArrayRecordComponent") // made here, read once
    record Shards(double[] canonical, double[][] shuffled) {
        private static final int SHUFFLES = 25;

        static Shards of(int shards, boolean skewed, RandomGenerator random) {
            double[] canonical = new double[shards];
            double[][] shuffled = new double[shards][SHUFFLES];
            for (int j = 0; j < shards; j++) {
                canonical[j] = score(skewed, random);
                Arrays.setAll(shuffled[j], i -> score(skewed, random));
            }
            return new Shards(canonical, shuffled);
        }

        private static double score(boolean skewed, RandomGenerator random) {
            double z = random.nextGaussian();
            return skewed ? -Math.exp(SPREAD * z) : z;
        }

        /** Canonical minus the mean of the shuffled orders. */
        double[] differences() {
            double[] differences = new double[canonical.length];
            Arrays.setAll(
                    differences,
                    j -> canonical[j] - Arrays.stream(shuffled[j]).average().orElseThrow());
            return differences;
        }
    }

    /** The ways to test shards. */
    enum Shard {
        /** As published: n in the variance. */
        PUBLISHED_T("t with n in the variance") {
            @Override
            double pValue(Shards shards) {
                double[] d = shards.differences();
                double t = PairedTTest.withDefaults().test(d).statistic() * Math.sqrt(d.length / (d.length - 1.0));
                return Math.exp(LogTails.studentUpper(t, d.length - 1.0));
            }
        },
        T("t") {
            @Override
            double pValue(Shards shards) {
                return PairedTTest.withDefaults()
                        .with(Alternative.GREATER)
                        .test(shards.differences())
                        .pValue();
            }
        },
        FLIP_MEAN("sign flip, against the mean of 25") {
            @Override
            double pValue(Shards shards) {
                return flip(shards.differences());
            }
        },
        FLIP_ONE("sign flip, against 1 shuffle") {
            @Override
            double pValue(Shards shards) {
                double[] d = new double[shards.canonical().length];
                Arrays.setAll(d, j -> shards.canonical()[j] - shards.shuffled()[j][0]);
                return flip(d);
            }
        },
        RANK("rank among 25 shuffles") {
            @Override
            double pValue(Shards shards) {
                return PooledRankTest.withDefaults()
                        .test(shards.canonical(), shards.shuffled())
                        .pValue();
            }
        },
        LABEL("labels of 25 shuffles") {
            @Override
            double pValue(Shards shards) {
                return TrapLabelTest.withDefaults()
                        .withDraws(999)
                        .test(shards.canonical(), shards.shuffled())
                        .pValue();
            }
        };

        private final String label;

        Shard(String label) {
            this.label = label;
        }

        abstract double pValue(Shards shards);

        private static double flip(double[] differences) {
            return SignFlipTest.withDefaults()
                    .with(Alternative.GREATER)
                    .with(SignFlipTest.Statistic.SIGNED_RANK)
                    .test(differences)
                    .pValue();
        }

        @Override
        public String toString() {
            return label;
        }
    }
}
