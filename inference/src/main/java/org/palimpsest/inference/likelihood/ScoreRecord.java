package org.palimpsest.inference.likelihood;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Scores as bytes, big-endian: a byte of flags, the number of tokens and of scores, the token ids, the log-probabilities, then
 * what the flags announce. Floating-point numbers have 32 bits where that loses nothing, else 64.
 */
final class ScoreRecord {
    private static final int WIDE = 1;
    private static final int OFFSETS = 2;
    private static final int MOMENTS = 4;
    private static final int TOP = 8;
    private static final int ALL = WIDE | OFFSETS | MOMENTS | TOP;

    private ScoreRecord() {}

    static byte[] encode(TokenScores scores) {
        double[] logProbs = scores.logProbsNats();
        int[] offsets = scores.offsets();
        TokenMoments moments = scores.moments();
        TopTokens top = scores.top();
        double[] means = moments == null ? new double[0] : moments.meanNats();
        double[] deviations = moments == null ? new double[0] : moments.sdNats();
        double[] values = top == null ? new double[0] : top.logProbsNats();
        boolean wide = !fits(logProbs) || !fits(means) || !fits(deviations) || !fits(values);
        int numbers = logProbs.length + means.length + deviations.length + values.length;
        int ids = scores.tokens().length + (offsets == null ? 0 : offsets.length) + values.length;
        ByteBuffer bytes = ByteBuffer.allocate(Math.addExact(
                13, Math.addExact(Math.multiplyExact(4, ids), Math.multiplyExact(wide ? 8 : 4, numbers))));
        bytes.put((byte) ((wide ? WIDE : 0)
                | (offsets == null ? 0 : OFFSETS)
                | (moments == null ? 0 : MOMENTS)
                | (top == null ? 0 : TOP)));
        bytes.putInt(scores.tokens().length).putInt(logProbs.length).putInt(top == null ? 0 : top.k());
        putInts(bytes, scores.tokens());
        putNumbers(bytes, logProbs, wide);
        putInts(bytes, offsets == null ? new int[0] : offsets);
        putNumbers(bytes, means, wide);
        putNumbers(bytes, deviations, wide);
        putInts(bytes, top == null ? new int[0] : top.ids());
        putNumbers(bytes, values, wide);
        return bytes.array();
    }

    /**
     * Reads a record.
     *
     * @throws IllegalArgumentException if the bytes are not one
     */
    static TokenScores decode(String id, byte[] record) {
        ByteBuffer bytes = ByteBuffer.wrap(record);
        int flags = record.length < 13 ? -1 : bytes.get();
        if ((flags & ~ALL) != 0) {
            throw new IllegalArgumentException("a record of scores begins with flags up to " + ALL + ", got " + flags);
        }
        boolean wide = (flags & WIDE) != 0;
        int tokens = bytes.getInt();
        int scored = bytes.getInt();
        int k = bytes.getInt();
        int[] ids = ints(bytes, tokens);
        double[] logProbs = numbers(bytes, scored, wide);
        int[] offsets = (flags & OFFSETS) == 0 ? null : ints(bytes, tokens + 1);
        TokenMoments moments = (flags & MOMENTS) == 0
                ? null
                : new TokenMoments(numbers(bytes, scored, wide), numbers(bytes, scored, wide));
        TopTokens top = (flags & TOP) == 0 ? null : top(bytes, k, scored, wide);
        return new TokenScores(id, ids, logProbs, offsets, moments, top);
    }

    private static TopTokens top(ByteBuffer bytes, int k, int scored, boolean wide) {
        int[] ids = ints(bytes, Math.multiplyExact(k, scored));
        return new TopTokens(k, ids, numbers(bytes, ids.length, wide));
    }

    private static boolean fits(double @Nullable [] values) {
        return values == null || DoubleStream.of(values).allMatch(v -> Double.compare((float) v, v) == 0);
    }

    private static void putInts(ByteBuffer bytes, int[] values) {
        Arrays.stream(values).forEach(bytes::putInt);
    }

    private static void putNumbers(ByteBuffer bytes, double[] values, boolean wide) {
        for (double value : values) {
            if (wide) {
                bytes.putDouble(value);
            } else {
                bytes.putFloat((float) value);
            }
        }
    }

    private static int[] ints(ByteBuffer bytes, int count) {
        require(bytes, count, 4);
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = bytes.getInt();
        }
        return values;
    }

    private static double[] numbers(ByteBuffer bytes, int count, boolean wide) {
        require(bytes, count, wide ? 8 : 4);
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = wide ? bytes.getDouble() : bytes.getFloat();
        }
        return values;
    }

    private static void require(ByteBuffer bytes, int count, int size) {
        if (count < 0 || (long) count * size > bytes.remaining()) {
            throw new IllegalArgumentException("a record of scores ends early: " + count + " numbers of " + size
                    + " bytes expected, " + bytes.remaining() + " bytes found");
        }
    }
}
