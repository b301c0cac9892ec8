package org.palimpsest.stats;

import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Seeded series for tests. */
final class Samples {
    private Samples() {}

    static double[] uniform(int n, RandomGenerator random) {
        return IntStream.range(0, n).mapToDouble(i -> random.nextDouble()).toArray();
    }

    /** Values 0..distinct-1, so with heavy ties. */
    static double[] tied(int n, int distinct, RandomGenerator random) {
        return IntStream.range(0, n)
                .mapToDouble(i -> RandomStream.below(distinct, random))
                .toArray();
    }

    static double[] normal(int n, RandomGenerator random) {
        return IntStream.range(0, n).mapToDouble(i -> random.nextGaussian()).toArray();
    }

    /** 0, 1, ..., n-1. */
    static double[] positions(int n) {
        return IntStream.range(0, n).asDoubleStream().toArray();
    }

    /** Normal noise on a straight line that rises by {@code slope} from first to last. */
    static double[] trend(int n, double slope, RandomGenerator random) {
        return IntStream.range(0, n)
                .mapToDouble(i -> slope * i / n + random.nextGaussian())
                .toArray();
    }
}
