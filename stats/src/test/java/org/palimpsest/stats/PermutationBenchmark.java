package org.palimpsest.stats;

import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Ten thousand permutations of Spearman's statistic of a hundred thousand pairs; the peer is a loop over
 * {@code numpy.random.Generator.permutation}, timed by {@code stats/src/test/python/peers_rank.py}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
public class PermutationBenchmark {
    /** Pairs. */
    @Param("100000")
    public int n;

    /** Permutations, B. */
    @Param("10000")
    public int permutations;

    private double[] x = {};
    private double[] y = {};

    /** Draws both series. */
    @Setup
    public void draw() {
        RandomGenerator random = RandomStream.of(2, "benchmark");
        x = Samples.positions(n);
        y = Samples.normal(n, random);
    }

    /** The permutation p-value. */
    @Benchmark
    public PermutationTest.Result permute() {
        return PermutationTest.withDefaults().withPermutations(permutations).spearman(x, y);
    }
}
