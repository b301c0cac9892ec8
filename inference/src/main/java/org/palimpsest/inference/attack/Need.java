package org.palimpsest.inference.attack;

/** Something that must be recorded of a text before an attack can score it. */
public enum Need {
    /** Token log-probabilities. */
    LOG_PROBS("log-probabilities"),
    /** Mean and standard deviation of the log-probability at every token. */
    MOMENTS("moments (mean, sd)"),
    /** The text itself. */
    TEXT("text"),
    /** Log-probabilities under a reference model. */
    REFERENCE("reference scores"),
    /** The text in lower case, scored. */
    LOWERCASE("variant lowercase"),
    /** The text after a prefix of non-members, scored. */
    PREFIX("variant prefix:NAME of non-members"),
    /** The text after a prefix of members, scored. */
    MEMBER_PREFIX("variant prefix:NAME of members"),
    /** Texts much like it, scored. */
    NEIGHBOURS("variants neighbour:N"),
    /** Sampled continuations of its first half. */
    GENERATIONS("variants generation:N"),
    /** How often each token occurs in a public corpus. */
    FREQUENCIES("token frequencies");

    private final String label;

    Need(String label) {
        this.label = label;
    }

    /** What reports call it. */
    public String label() {
        return label;
    }
}
