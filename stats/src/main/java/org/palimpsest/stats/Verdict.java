package org.palimpsest.stats;

/** What a test allows to be said. No verdict says that anything is proved. */
public enum Verdict {
    /** A significant test over a verified random draw. */
    RANDOMISED_EVIDENCE(
            "randomised-evidence",
            "Had the draw not influenced the model, a result this extreme would have been as rare as the p-value says,"
                    + " and the draw is verified to have been random."),
    /** A significant test whose random draw rests on somebody's word. */
    CONSISTENT_UNVERIFIED(
            "consistent-unverified",
            "The result is what an influence of the draw on the model would leave behind, but that the draw was random"
                    + " has not been verified."),
    /** An assumption of the test is known to be broken. */
    CONFOUNDED(
            "confounded", "An assumption of the test failed its check, so the p-value says nothing about the model."),
    /** The test could not have been significant. */
    UNDERPOWERED(
            "underpowered",
            "Not even the most extreme result could have been significant: more controls, traps or documents are"
                    + " needed."),
    /** The test could have been significant and was not. */
    NO_EVIDENCE(
            "no-evidence",
            "The test found nothing at its level, which does not show that there was nothing to find: see the smallest"
                    + " effect that it would have found.");

    private final String label;
    private final String meaning;

    Verdict(String label, String meaning) {
        this.label = label;
        this.meaning = meaning;
    }

    /** The word that reports use, such as {@code no-evidence}. */
    public String label() {
        return label;
    }

    /** One sentence for the reader of a report. */
    public String meaning() {
        return meaning;
    }

    /**
     * The verdict on a test. A refuted draw is {@code CONFOUNDED} whatever the p-value.
     *
     * @param log10P base-10 logarithm of the p-value, at most 0
     * @param smallestLog10P base-10 logarithm of the smallest p-value that the test could have given, such as that of 1/(N+1);
     *     minus infinity if there is none
     * @param alpha level in (0, 1), fixed beforehand; significant means p &le; alpha
     * @param randomisation what is known about the random draw
     * @throws IllegalArgumentException if a number is outside its range
     */
    public static Verdict of(double log10P, double smallestLog10P, double alpha, Randomisation randomisation) {
        if (!(log10P <= 0)) {
            throw new IllegalArgumentException("log10P must be at most 0, got " + log10P);
        }
        if (!(smallestLog10P <= 0)) {
            throw new IllegalArgumentException("smallestLog10P must be at most 0, got " + smallestLog10P);
        }
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("alpha must be in (0, 1), got " + alpha);
        }
        if (randomisation == Randomisation.REFUTED) {
            return CONFOUNDED;
        }
        double log10Alpha = Math.log10(alpha);
        if (log10P <= log10Alpha) {
            return randomisation == Randomisation.VERIFIED ? RANDOMISED_EVIDENCE : CONSISTENT_UNVERIFIED;
        }
        return smallestLog10P > log10Alpha ? UNDERPOWERED : NO_EVIDENCE;
    }
}
