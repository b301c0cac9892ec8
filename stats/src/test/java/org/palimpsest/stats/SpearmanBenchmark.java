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
 * Rank correlations with p-values of a million pairs; the peers are {@code scipy.stats.spearmanr} and {@code kendalltau}, timed
 * by {@code stats/src/test/python/peers_rank.py}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
public class SpearmanBenchmark {
    /** Pairs. */
    @Param("1000000")
    public int n;

    /** Random doubles, or a thousand values so that ties are heavy. */
    @Param({"doubles", "ties"})
    public String values = "";

    private double[] x = {};
    private double[] y = {};

    /** Draws both series. */
    @Setup
    public void draw() {
        RandomGenerator random = RandomStream.of(1, "benchmark");
        boolean ties = values.equals("ties");
        x = ties ? Samples.tied(n, 1_000, random) : Samples.normal(n, random);
        y = ties ? Samples.tied(n, 1_000, random) : Samples.normal(n, random);
    }

    /** Correlation and p-value. */
    @Benchmark
    public TestResult spearman() {
        return SpearmanTest.withDefaults().test(x, y);
    }

    /** The ranks of both series alone, on two threads. */
    @Benchmark
    public int[][] ranks() {
        return CentredRanks.pair(x, y);
    }
}
