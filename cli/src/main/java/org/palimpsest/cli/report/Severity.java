package org.palimpsest.cli.report;

import org.palimpsest.stats.Verdict;

/** How heavily a verdict weighs; it chooses the colour of a card, never its words. */
public enum Severity {
    /** Evidence whose p-value rests on randomisation. */
    EVIDENCE,
    /** The data look so, but nobody randomised or sealed them. */
    INDICATION,
    /** Nothing can be concluded. */
    CAUTION,
    /** Nothing was found. */
    CALM;

    /** The weight of a verdict. */
    public static Severity of(Verdict verdict) {
        return switch (verdict) {
            case RANDOMISED_EVIDENCE -> EVIDENCE;
            case CONSISTENT_UNVERIFIED -> INDICATION;
            case CONFOUNDED, UNDERPOWERED -> CAUTION;
            case NO_EVIDENCE -> CALM;
        };
    }
}
