package org.palimpsest.corpus.index;

/** A text of symbols of up to 16 bits. */
final class CharText extends Text {
    private static final int BITS = Character.SIZE;
    private static final int BLOCK = 512;

    private final char[] text;

    /** Keeps the reads of {@link #touch} from being compiled away. */
    @SuppressWarnings("unused")
    private int touched;

    CharText(char[] text, int alphabet) {
        super(text.length, alphabet);
        this.text = text;
    }

    @Override
    int symbol(int position) {
        return text[position];
    }

    @Override
    long types(int from, int size, int right, int rightType) {
        return types(text, from, size, right, rightType);
    }

    private static long types(char[] text, int from, int size, int rightSymbol, int rightType) {
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
        CharGroups groups = new CharGroups(text, symbolBits(), marks, lmsEnds);
        return storesKeys(lmsEnds[lmsEnds.length - 1]) ? groups.scatterWithKeys(sa) : groups.scatter(sa);
    }

    @Override
    boolean storesKeys(int count) {
        return symbolBits() == BITS && count <= length() / 3;
    }

    @Override
    void keys(int[] positions, int from, int size, int offset, long[] marks, long[] keys) {
        if (symbolBits() < BITS) {
            narrowKeys(positions, from, size, offset, marks, keys);
            return;
        }
        for (int at = 0; at < size; at += BLOCK) {
            int block = Math.min(BLOCK, size - at);
            touched += touch(text, positions, from + at, block, offset);
            wideKeys(text, positions, from + at, block, offset, marks, keys, at);
        }
    }

    private static int touch(char[] text, int[] positions, int from, int size, int offset) {
        int sum = 0;
        int last = text.length - 1;
        for (int i = 0; i < size; i++) {
            sum += text[Math.min(positions[from + i] + offset, last)];
        }
        return sum;
    }

    /** Keys of three symbols of 16 bits. */
    private static void wideKeys(
            char[] text, int[] positions, int from, int size, int offset, long[] marks, long[] keys, int at) {
        int last = text.length - 3;
        for (int i = 0; i < size; i++) {
            int p = positions[from + i] + offset;
            long key = p <= last ? ((long) text[p] << 32) | ((long) text[p + 1] << 16) | text[p + 2] : tail(text, p);
            long ends = LmsMarks.window(marks, p) & 7;
            keys[at + i] = (key << 16) | ((-ends >>> 63) << KeySort.INDEX_BITS) | (at + i);
        }
    }

    private static long tail(char[] text, int position) {
        long key = 0;
        for (int j = position; j < position + 3; j++) {
            key = (key << BITS) | (j < text.length ? text[j] : 0);
        }
        return key;
    }

    private void narrowKeys(int[] positions, int from, int size, int offset, long[] marks, long[] keys) {
        int bits = symbolBits();
        int width = keyWidth();
        for (int i = 0; i < size; i++) {
            int position = positions[from + i] + offset;
            int available = Math.min(width, length() - position);
            long key = 0;
            for (int j = 0; j < available; j++) {
                key = (key << bits) | text[position + j];
            }
            key <<= (width - available) * bits;
            long ends = LmsMarks.window(marks, position) & ((1L << width) - 1);
            keys[i] = (key << 16) | ((-ends >>> 63) << KeySort.INDEX_BITS) | i;
        }
    }

    @Override
    void before(int[] positions, int size, int[] symbols, int[] lefts) {
        touched += touch(text, positions, 0, size, -1);
        before(text, positions, size, symbols, lefts);
    }

    private static void before(char[] text, int[] positions, int size, int[] symbols, int[] lefts) {
        for (int i = 0; i < size; i++) {
            int p = positions[i] - 1;
            symbols[i] = text[p];
            lefts[i] = text[Math.max(p - 1, 0)];
        }
    }
}
