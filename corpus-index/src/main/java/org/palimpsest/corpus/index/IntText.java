package org.palimpsest.corpus.index;

/** A text of dense int symbols: part of an array, from {@code base} on. */
final class IntText extends Text {
    private final int[] text;
    private final int base;

    /** Keeps the reads of {@link #touch} from being compiled away. */
    @SuppressWarnings("unused")
    private int touched;

    IntText(int[] text, int base, int length, int alphabet) {
        super(length, alphabet);
        this.text = text;
        this.base = base;
    }

    @Override
    int symbol(int position) {
        return text[base + position];
    }

    @Override
    long types(int from, int size, int right, int rightType) {
        return types(text, base + from, size, right, rightType);
    }

    private static long types(int[] text, int from, int size, int rightSymbol, int rightType) {
        long bits = 0;
        int right = rightSymbol;
        int type = rightType;
        for (int i = from + size - 1; i >= from; i--) {
            int symbol = text[i];
            type = (symbol - right - type) >>> 31;
            bits = (bits << 1) | type;
            right = symbol;
        }
        return bits;
    }

    @Override
    int[] group(long[] marks, int[] lmsEnds, int[] sa) {
        for (int w = 0; w < marks.length; w++) {
            count(text, marks[w], base + (w << 6), lmsEnds);
        }
        Buckets.toStarts(lmsEnds, lmsEnds.length);
        for (int w = 0; w < marks.length; w++) {
            scatter(text, base, marks[w], w << 6, lmsEnds, sa);
        }
        return lmsEnds;
    }

    private static void count(int[] text, long word, int from, int[] counts) {
        for (long rest = word; rest != 0; rest &= rest - 1) {
            counts[text[from + Long.numberOfTrailingZeros(rest)]]++;
        }
    }

    private static void scatter(int[] text, int base, long word, int from, int[] heads, int[] sa) {
        for (long rest = word; rest != 0; rest &= rest - 1) {
            int position = from + Long.numberOfTrailingZeros(rest);
            sa[heads[text[base + position]]++] = position;
        }
    }

    @Override
    void keys(int[] positions, int from, int size, int offset, long[] marks, long[] keys) {
        int bits = symbolBits();
        int width = keyWidth();
        for (int i = 0; i < size; i++) {
            int position = positions[from + i] + offset;
            int available = Math.min(width, length() - position);
            long key = 0;
            for (int j = 0; j < available; j++) {
                key = (key << bits) | text[base + position + j];
            }
            key <<= (width - available) * bits;
            long ends = LmsMarks.window(marks, position) & ((1L << width) - 1);
            keys[i] = (key << 16) | ((-ends >>> 63) << KeySort.INDEX_BITS) | i;
        }
    }

    @Override
    void before(int[] positions, int size, int[] symbols, int[] lefts) {
        touched += touch(text, base - 1, positions, size);
        before(text, base, positions, size, symbols, lefts);
    }

    private static int touch(int[] text, int base, int[] positions, int size) {
        int sum = 0;
        for (int i = 0; i < size; i++) {
            sum += text[base + positions[i]];
        }
        return sum;
    }

    private static void before(int[] text, int base, int[] positions, int size, int[] symbols, int[] lefts) {
        for (int i = 0; i < size; i++) {
            int p = positions[i] - 1;
            symbols[i] = text[base + p];
            lefts[i] = text[base + Math.max(p - 1, 0)];
        }
    }
}
