package org.palimpsest.corpus.duplicates;

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
import org.palimpsest.stats.RandomStream;

/** Signatures a second on one core, of texts with 500 words: from the text, and from its shingles alone. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class MinHashBenchmark {
    /** Words of the text. */
    @Param("500")
    public int words;

    private final MinHash hash = MinHash.withDefaults();
    private String text = "";
    private ShingleSet shingles = hash.shingles(text);

    /** Draws a text whose words have four to nine letters. */
    @Setup
    public void prepare() {
        RandomGenerator random = RandomStream.of(1, "text");
        StringBuilder drawn = new StringBuilder();
        for (int i = 0; i < words; i++) {
            random.ints(4 + random.nextInt(6), 'a', 'z' + 1).forEach(drawn::appendCodePoint);
            drawn.append(i % 12 == 11 ? ". " : " ");
        }
        text = drawn.toString();
        shingles = hash.shingles(text);
    }

    /** Words, shingles and signature. */
    @Benchmark
    public MinHashSignature fromText() {
        return hash.signature(text);
    }

    /** The signature alone: 112 minima over 496 shingles. */
    @Benchmark
    public MinHashSignature fromShingles() {
        return hash.signature(shingles);
    }
}
