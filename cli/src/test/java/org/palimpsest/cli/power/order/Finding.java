package org.palimpsest.cli.power.order;

import java.util.Locale;

/**
 * One query test of one model, one-sided: later likelier.
 *
 * @param seed whose model
 * @param order seed of the order that it is tested against
 * @param epoch of that order, from 1
 * @param model its name
 * @param reference name of the reference, {@link #NONE} for none
 * @param n documents queried
 * @param rho Spearman's correlation of place and log-likelihood, less the reference's
 * @param log10P of the permutation law, by its saddle point
 * @param permutationP by drawn permutations; NaN where none were drawn
 */
record Finding(
        long seed,
        long order,
        int epoch,
        String model,
        String reference,
        int n,
        double rho,
        double log10P,
        double permutationP) {
    /** No reference. */
    static final String NONE = "none";

    /** The names of the columns. */
    static final String HEADER = "seed,order,epoch,model,reference,n,rho,log10p,permutation_p";

    /** Whether the drawn permutations, or where none were drawn their law, reject at a level. */
    boolean rejects(double level) {
        return Double.isNaN(permutationP) ? log10P <= Math.log10(level) : permutationP <= level;
    }

    /** One line of a file. */
    String row() {
        String drawn = Double.isNaN(permutationP) ? "" : String.format(Locale.ROOT, "%.4f", permutationP);
        return String.format(
                Locale.ROOT,
                "%d,%d,%d,%s,%s,%d,%.5f,%.3f,%s",
                seed,
                order,
                epoch,
                model,
                reference,
                n,
                rho,
                log10P,
                drawn);
    }

    /** Reads a line. */
    static Finding parse(String row) {
        String[] f = row.split(",", -1);
        int columns = HEADER.split(",", -1).length;
        if (f.length != columns) {
            throw new IllegalArgumentException("a row must have " + columns + " fields, got " + f.length + ": " + row);
        }
        return new Finding(
                Long.parseLong(f[0]),
                Long.parseLong(f[1]),
                Integer.parseInt(f[2]),
                f[3],
                f[4],
                Integer.parseInt(f[5]),
                Double.parseDouble(f[6]),
                Double.parseDouble(f[7]),
                f[8].isEmpty() ? Double.NaN : Double.parseDouble(f[8]));
    }
}
