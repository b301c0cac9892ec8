package org.palimpsest.cli;

import org.palimpsest.stats.Verdict;

/** Which verdict makes the process fail with exit code 10. */
public enum FailOn {
    /** None. */
    NEVER,
    /** Evidence at the level asked for. */
    SIGNIFICANT,
    /** Anything else. */
    NOT_SIGNIFICANT;

    /**
     * The exit code of a verdict.
     *
     * @param verdict what the test said
     * @return 10 or 0
     */
    ExitCode exit(Verdict verdict) {
        boolean significant = verdict == Verdict.RANDOMISED_EVIDENCE || verdict == Verdict.CONSISTENT_UNVERIFIED;
        return (this == SIGNIFICANT && significant) || (this == NOT_SIGNIFICANT && !significant)
                ? ExitCode.VERDICT
                : ExitCode.OK;
    }

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
