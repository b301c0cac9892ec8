package org.palimpsest.traps.survival;

import java.util.function.LongConsumer;

/**
 * All windows of a length over the units of one text, each with its sample: the least hash of the shorter windows, half as
 * long, that lie in it. Hashes are polynomials modulo 2^61 - 1.
 */
final class SubstringWindows {
    private static final long PRIME = (1L << 61) - 1;
    private static final long BASE = 0x1B873593CC9E2D51L % PRIME;

    /** Takes a window. */
    @FunctionalInterface
    interface Visitor {
        void visit(int at, long sample);
    }

    private final int length;
    private final int half;
    private final int units;
    private final long[] prefixes;
    private final long lengthPower;
    private final long halfPower;

    SubstringWindows(SpelledText text, int length) {
        int[] spelled = text.units();
        this.length = length;
        this.half = length / 2;
        this.units = spelled.length;
        this.prefixes = new long[units + 1];
        for (int i = 0; i < units; i++) {
            long unit = (spelled[i] & 0xffffffffL) + 1;
            prefixes[i + 1] = modulo(multiply(prefixes[i], BASE) + unit);
        }
        this.lengthPower = power(length);
        this.halfPower = power(half);
    }

    private static long multiply(long a, long b) {
        long high = Math.multiplyHigh(a, b);
        long low = a * b;
        return modulo((low & PRIME) + (low >>> 61 | high << 3));
    }

    private static long modulo(long value) {
        return value >= PRIME ? value - PRIME : value;
    }

    private static long power(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power = multiply(power, BASE);
        }
        return power;
    }

    /** Hash of the window that begins at a unit. */
    long hash(int at) {
        return TextHash.append(length, hash(at, length, lengthPower));
    }

    private long hash(int at, int count, long power) {
        long hash = prefixes[at + count] - multiply(prefixes[at], power);
        return hash < 0 ? hash + PRIME : hash;
    }

    /** Every place that is sampled, once. */
    void samples(LongConsumer taker) {
        slide((at, place, sample) -> {}, taker);
    }

    /** Every window with its sample, from the first to the last. */
    void windows(Visitor visitor) {
        slide((at, place, sample) -> visitor.visit(at, sample), sample -> {});
    }

    private interface Step {
        void at(int window, int place, long sample);
    }

    /** The least value of a sliding range, by a queue of places whose values ascend; of equal values the last counts. */
    private void slide(Step step, LongConsumer fresh) {
        int count = length - half + 1;
        int places = units - half + 1;
        if (units < length) {
            return;
        }
        int[] queue = new int[places];
        long[] values = new long[places];
        int head = 0;
        int tail = 0;
        int lastPlace = -1;
        for (int place = 0; place < places; place++) {
            values[place] = TextHash.append(half, hash(place, half, halfPower));
            while (tail > head && values[queue[tail - 1]] >= values[place]) {
                tail--;
            }
            queue[tail++] = place;
            int window = place - count + 1;
            if (window < 0) {
                continue;
            }
            while (queue[head] < window) {
                head++;
            }
            if (queue[head] != lastPlace) {
                lastPlace = queue[head];
                fresh.accept(values[lastPlace]);
            }
            step.at(window, lastPlace, values[lastPlace]);
        }
    }
}
