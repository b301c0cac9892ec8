package org.palimpsest.stats;

/** The null law from which a rank correlation takes its p-value. */
public enum RankLaw {
    /** {@link #EXACT} where it is cheap (13 pairs without ties, more with many), else {@link #SADDLE_POINT}. */
    AUTOMATIC,
    /** All orders, counted: valid at every size; refused where it is not cheap. */
    EXACT,
    /**
     * The saddle-point expansion of the permutation law, ties and grid included; in the far tail its relative error stays
     * small where the t law is off by decades.
     */
    SADDLE_POINT,
    /** The law of a correlation of normal samples: rejects too often for few pairs and in the far tail; what papers print. */
    STUDENT_T
}
