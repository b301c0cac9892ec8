package org.palimpsest.stats;

import java.util.Arrays;

/**
 * Placements of texts among the other kind of their own fold, scaled so that their mean over members, and over non-members, is
 * the share of pairs of one fold that members win.
 */
final class FoldedPlacements {
    private FoldedPlacements() {}

    /** All texts in one fold. */
    static Placements whole(boolean[] members, double[] scores) {
        return of(members, scores, new int[members.length]);
    }

    /**
     * O(n log n + folds).
     *
     * @throws IllegalArgumentException if a score is not finite, a fold is negative, or no fold holds both kinds
     */
    static Placements of(boolean[] members, double[] scores, int[] folds) {
        int all = 1 + Arrays.stream(folds).max().orElse(-1);
        if (Arrays.stream(folds).anyMatch(fold -> fold < 0)) {
            throw new IllegalArgumentException("folds must be numbers from 0 on, got "
                    + Arrays.stream(folds).min().getAsInt());
        }
        double[] won = new double[members.length];
        double pairs = 0;
        for (int fold = 0; fold < all; fold++) {
            int[] in = places(members, folds, fold, true);
            int[] out = places(members, folds, fold, false);
            Placements here = Placements.of(pick(scores, in), pick(scores, out));
            for (int i = 0; i < in.length; i++) {
                won[in[i]] = here.members()[i];
            }
            for (int i = 0; i < out.length; i++) {
                won[out[i]] = here.nonMembers()[i];
            }
            pairs += (double) in.length * out.length;
        }
        if (pairs == 0) {
            throw new IllegalArgumentException("a fold must hold a member and a non-member, none of " + all + " does");
        }
        return new Placements(scaled(won, members, true, pairs), scaled(won, members, false, pairs));
    }

    private static int[] places(boolean[] members, int[] folds, int fold, boolean kind) {
        int[] places = new int[members.length];
        int count = 0;
        for (int i = 0; i < members.length; i++) {
            if (folds[i] == fold && members[i] == kind) {
                places[count++] = i;
            }
        }
        return Arrays.copyOf(places, count);
    }

    private static double[] pick(double[] values, int[] places) {
        return Arrays.stream(places).mapToDouble(place -> values[place]).toArray();
    }

    private static double[] scaled(double[] won, boolean[] members, boolean kind, double pairs) {
        double[] of = new double[members.length];
        int count = 0;
        for (int i = 0; i < members.length; i++) {
            if (members[i] == kind) {
                of[count++] = won[i];
            }
        }
        double[] scaled = Arrays.copyOf(of, count);
        for (int i = 0; i < count; i++) {
            scaled[i] *= count / pairs;
        }
        return scaled;
    }
}
