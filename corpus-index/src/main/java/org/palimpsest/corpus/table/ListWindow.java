package org.palimpsest.corpus.table;

/**
 * Which numbers of a list count, such as the losses of tokens after a prefix. A list that ends before the window begins has none and
 * is NaN; one that ends inside it counts with what it has.
 *
 * @param from the first one, from 0
 * @param to one past the last one
 */
public record ListWindow(int from, int to) {
    /** All of them. */
    public static final ListWindow ALL = new ListWindow(0, Integer.MAX_VALUE);

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if not 0 &le; from &lt; to
     */
    public ListWindow {
        if (from < 0 || to <= from) {
            throw new IllegalArgumentException("a window needs 0 <= from < to, got [" + from + ", " + to + ")");
        }
    }

    /**
     * The mean of the numbers in the window.
     *
     * @param values the list; NaN stands for what is missing
     * @param count how many of them are in use
     * @return NaN if the window has none, or one that is not finite
     */
    double mean(double[] values, int count) {
        int end = Math.min(to, count);
        double sum = 0;
        for (int i = from; i < end; i++) {
            sum += values[i];
        }
        double mean = sum / (end - from);
        return end > from && Double.isFinite(mean) ? mean : Double.NaN;
    }
}
