package org.palimpsest.corpus.index;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
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

/**
 * One sort in a fresh process, as a build does it: time to compile is part of it. {@code -p file=tokens.u16} sorts a file
 * of little-endian tokens by the order of their bytes; without it, text is drawn from a Markov chain with the frequencies
 * of words.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 5,
        jvmArgsAppend = {"-Xmx4g"})
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class SuffixSorterBenchmark {
    /** A file of little-endian 16-bit tokens; empty for drawn text. */
    @Param("")
    public String file = "";

    /** Tokens of drawn text. */
    @Param("20000000")
    public int n;

    private char[] text = {};

    /**
     * Reads or draws the text.
     *
     * @throws IOException if the file cannot be read
     */
    @Setup
    public void prepare() throws IOException {
        text = file.isEmpty() ? drawn(n, RandomStream.of(1, "text")) : read(Path.of(file));
    }

    /** The next token depends on the last through one of eight permutations, and its rank follows Zipf's law. */
    private static char[] drawn(int n, RandomGenerator random) {
        char[] text = new char[n];
        int last = 0;
        for (int i = 0; i < n; i++) {
            int rank = (int) Math.exp(random.nextDouble() * Math.log(50_000));
            last = (rank * (2 * (last & 7) + 1)) & 0xFFFF;
            text[i] = Character.reverseBytes((char) last);
        }
        return text;
    }

    private static char[] read(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path)) {
            CharBuffer tokens = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size())
                    .order(ByteOrder.BIG_ENDIAN)
                    .asCharBuffer();
            char[] text = new char[tokens.remaining()];
            tokens.get(text);
            return text;
        }
    }

    /** The sort. */
    @Benchmark
    public int[] sort() {
        return SuffixSorter.sort(text);
    }
}
