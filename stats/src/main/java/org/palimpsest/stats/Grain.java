package org.palimpsest.stats;

import java.util.List;

/** Whether the places of a permutation law lie so close or so regularly that it may be smoothed. */
enum Grain {
    FINE,
    COARSE;

    /**
     * How many pairs of uncommon values must be expected to meet. Below that, single places of the law carry a noticeable
     * share, at distances that no common grid describes.
     */
    private static final double MEETINGS = 10;

    /** The grain of a sum of terms: series with two values or without ties lie on a grid and are always fine. */
    static Grain of(List<RankTerm> terms) {
        boolean regular = true;
        double meetings = 0;
        for (RankTerm term : terms) {
            regular &= isRegular(term.a()) && isRegular(term.b());
            meetings +=
                    (double) term.a().offMode() * term.b().offMode() / term.a().n();
        }
        return regular || meetings >= MEETINGS ? FINE : COARSE;
    }

    private static boolean isRegular(TieStructure ties) {
        return ties.distinct() == 2 || ties.untied();
    }
}
