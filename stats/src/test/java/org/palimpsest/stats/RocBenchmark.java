package org.palimpsest.stats;

import java.util.concurrent.TimeUnit;
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

/** Areas and their intervals; {@code src/test/python/peers_roc.py} times scikit-learn on the like. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class RocBenchmark {
    /** Members, and as many non-members. */
    @Param({"500000"})
    public int n;

    private double[] members = {};
    private double[] nonMembers = {};

    /** Draws normal scores half a standard deviation apart. */
    @Setup
    public void draw() {
        members = Samples.normal(n, RandomStream.of(1, "members"));
        nonMembers = Samples.normal(n, RandomStream.of(1, "non-members"));
        for (int i = 0; i < n; i++) {
            members[i] += 0.5;
        }
    }

    /** The area alone. */
    @Benchmark
    public double auc() {
        return RocCurve.auc(members, nonMembers);
    }

    /** The area with its DeLong interval. */
    @Benchmark
    public Interval aucWithInterval() {
        return AucInterval.withDefaults().of(RocCurve.of(members, nonMembers));
    }

    /** The paired DeLong test of two scores. */
    @Benchmark
    public TestResult paired() {
        return DeLongTest.withDefaults().paired(members, nonMembers, nonMembers, members);
    }
}
