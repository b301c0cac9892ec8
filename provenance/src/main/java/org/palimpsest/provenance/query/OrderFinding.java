package org.palimpsest.provenance.query;

/**
 * Something that an {@link OrderAudit} saw in the rows of a transcript.
 *
 * @param severity what follows from it
 * @param name a word for machines, such as {@code source-order}
 * @param message one sentence
 */
public record OrderFinding(Severity severity, String name, String message) {
    /** What follows from a finding. */
    public enum Severity {
        /** Nothing; worth knowing. */
        NOTE("note"),
        /** The result stands, and should be read with this in mind. */
        WARNING("warning"),
        /** The order was not shuffled, or the reference knows it: no verdict but {@code confounded}. */
        REFUSAL("refusal");

        private final String label;

        Severity(String label) {
            this.label = label;
        }

        /** The word that reports use. */
        public String label() {
            return label;
        }
    }
}
