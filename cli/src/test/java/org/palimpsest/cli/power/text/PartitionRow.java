package org.palimpsest.cli.power.text;

import java.util.List;
import java.util.Locale;

/**
 * One partition test.
 *
 * @param seed of Alice
 * @param bob who wrote the text
 * @param temperature of the text, NaN for people
 * @param tokens of text
 * @param units steps of the training
 * @param matched share of the tokens that begin a phrase of the corpus
 * @param rho Spearman's correlation of weight and step
 * @param log10P of its saddle point
 * @param permutationP exact, by 9,999 permutations
 */
record PartitionRow(
        long seed,
        String bob,
        double temperature,
        int tokens,
        int units,
        double matched,
        double rho,
        double log10P,
        double permutationP) {
    /** The first line of the file. */
    static final String HEADER = "seed,bob,temperature,tokens,units,matched,rho,log10p,permutationp";

    /** As a line of the file. */
    String line() {
        return String.format(
                Locale.ROOT,
                "%d,%s,%s,%d,%d,%.4f,%.5f,%.4f,%.4f",
                seed,
                bob,
                temperature,
                tokens,
                units,
                matched,
                rho,
                log10P,
                permutationP);
    }

    /** Reads a line of the file. */
    static PartitionRow parse(String line) {
        List<String> cells = List.of(line.split(","));
        return new PartitionRow(
                Long.parseLong(cells.get(0)),
                cells.get(1),
                Double.parseDouble(cells.get(2)),
                Integer.parseInt(cells.get(3)),
                Integer.parseInt(cells.get(4)),
                Double.parseDouble(cells.get(5)),
                Double.parseDouble(cells.get(6)),
                Double.parseDouble(cells.get(7)),
                Double.parseDouble(cells.get(8)));
    }
}
