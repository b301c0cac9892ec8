package org.palimpsest.corpus.index;

/**
 * Groups the LMS positions of a text of 16-bit symbols: by the first symbol, and where many share that also by the upper
 * bits of the second, so that a group mostly fits a {@link KeySort}. Three passes over the text in order.
 */
final class CharGroups {
    /** LMS positions that share a first symbol are left together up to this many. */
    private static final int UNDIVIDED = 1 << 13;

    /** About how many LMS positions a group has that comes from dividing. */
    private static final int DIVIDED_BITS = 12;

    private final char[] text;
    private final long[] marks;
    private final int[] bases;
    private final int[] shifts;
    private final int groups;

    /**
     * Counts first symbols into {@code lmsEnds} and sums them up.
     *
     * @param symbolBits how many bits a symbol has
     */
    CharGroups(char[] text, int symbolBits, long[] marks, int[] lmsEnds) {
        this.text = text;
        this.marks = marks;
        bases = new int[lmsEnds.length];
        shifts = new int[lmsEnds.length];
        for (int w = 0; w < marks.length; w++) {
            countFirst(text, marks[w], w << 6, lmsEnds);
        }
        int next = 0;
        int end = 0;
        for (int c = 0; c < lmsEnds.length; c++) {
            int bits = Math.min(symbolBits, divisionBits(lmsEnds[c]));
            bases[c] = next;
            shifts[c] = symbolBits - bits;
            next += 1 << bits;
            end += lmsEnds[c];
            lmsEnds[c] = end;
        }
        groups = next;
    }

    private static int divisionBits(int count) {
        return count <= UNDIVIDED ? 0 : Integer.SIZE - Integer.numberOfLeadingZeros(count >>> DIVIDED_BITS);
    }

    /** Puts the positions into {@code sa}, group by group; returns where the groups end. */
    int[] scatter(int[] sa) {
        int[] heads = heads();
        for (int w = 0; w < marks.length; w++) {
            scatter(text, marks[w], w << 6, bases, shifts, heads, sa);
        }
        return heads;
    }

    /** Puts the positions with their keys into {@code sa}, group by group; returns where the groups end. */
    int[] scatterWithKeys(int[] sa) {
        int[] heads = heads();
        for (int w = 0; w < marks.length; w++) {
            scatterWithKeys(text, marks, w, bases, shifts, heads, sa);
        }
        return heads;
    }

    private int[] heads() {
        int[] heads = new int[groups];
        for (int w = 0; w < marks.length; w++) {
            count(text, marks[w], w << 6, bases, shifts, heads);
        }
        Buckets.toStarts(heads, groups);
        return heads;
    }

    private static void scatterWithKeys(
            char[] text, long[] marks, int word, int[] bases, int[] shifts, int[] heads, int[] sa) {
        int base = word << 6;
        int last = text.length - 1;
        for (long rest = marks[word]; rest != 0; rest &= rest - 1) {
            int position = base + Long.numberOfTrailingZeros(rest);
            int symbol = text[position];
            int second = text[position + 1];
            int third = position + 2 <= last ? text[position + 2] : 0;
            int fourth = position + 3 <= last ? text[position + 3] : 0;
            int ends = (int) LmsMarks.window(marks, position + 1) & 7;
            int at = 3 * heads[bases[symbol] + (second >>> shifts[symbol])]++;
            sa[at] = position | (-ends & Integer.MIN_VALUE);
            sa[at + 1] = (second << Character.SIZE) | third;
            sa[at + 2] = fourth;
        }
    }

    private static void countFirst(char[] text, long word, int base, int[] counts) {
        for (long rest = word; rest != 0; rest &= rest - 1) {
            counts[text[base + Long.numberOfTrailingZeros(rest)]]++;
        }
    }

    private static void count(char[] text, long word, int base, int[] bases, int[] shifts, int[] counts) {
        for (long rest = word; rest != 0; rest &= rest - 1) {
            int position = base + Long.numberOfTrailingZeros(rest);
            int symbol = text[position];
            counts[bases[symbol] + (text[position + 1] >>> shifts[symbol])]++;
        }
    }

    private static void scatter(char[] text, long word, int base, int[] bases, int[] shifts, int[] heads, int[] sa) {
        for (long rest = word; rest != 0; rest &= rest - 1) {
            int position = base + Long.numberOfTrailingZeros(rest);
            int symbol = text[position];
            sa[heads[bases[symbol] + (text[position + 1] >>> shifts[symbol])]++] = position;
        }
    }
}
