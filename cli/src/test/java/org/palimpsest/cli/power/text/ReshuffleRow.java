package org.palimpsest.cli.power.text;

import java.util.List;
import java.util.Locale;

/**
 * One reshuffle test.
 *
 * @param seed of Alice
 * @param retrained share of the steps that were taken again, in percent
 * @param bob who wrote the text
 * @param temperature of the text, NaN for people
 * @param tokens of text
 * @param set which texts of the same kind, from 0
 * @param adapted epochs of cross-fitted adaptation
 * @param m reshuffled models
 * @param t of Student
 * @param log10P of t with m - 1 degrees of freedom
 * @param rank of the true order, 1 is the likeliest
 */
record ReshuffleRow(
        long seed,
        int retrained,
        String bob,
        double temperature,
        int tokens,
        int set,
        int adapted,
        int m,
        double t,
        double log10P,
        int rank) {
    /** The first line of the file. */
    static final String HEADER = "seed,retrained,bob,temperature,tokens,set,adapted,m,t,log10p,rank";

    /** The exact p-value. */
    double rankP() {
        return rank / (m + 1.0);
    }

    /** As a line of the file. */
    String line() {
        return String.format(
                Locale.ROOT,
                "%d,%d,%s,%s,%d,%d,%d,%d,%.4f,%.4f,%d",
                seed,
                retrained,
                bob,
                temperature,
                tokens,
                set,
                adapted,
                m,
                t,
                log10P,
                rank);
    }

    /** Reads a line of the file. */
    static ReshuffleRow parse(String line) {
        List<String> cells = List.of(line.split(","));
        return new ReshuffleRow(
                Long.parseLong(cells.get(0)),
                Integer.parseInt(cells.get(1)),
                cells.get(2),
                Double.parseDouble(cells.get(3)),
                Integer.parseInt(cells.get(4)),
                Integer.parseInt(cells.get(5)),
                Integer.parseInt(cells.get(6)),
                Integer.parseInt(cells.get(7)),
                Double.parseDouble(cells.get(8)),
                Double.parseDouble(cells.get(9)),
                Integer.parseInt(cells.get(10)));
    }
}
