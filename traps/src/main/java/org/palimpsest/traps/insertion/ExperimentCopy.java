package org.palimpsest.traps.insertion;

import java.util.Arrays;

/**
 * A copy of an experiment and its document.
 *
 * @param experiment name of the experiment
 * @param arm whether it is put in
 * @param copy the document, the trap and the number of the copy
 */
public record ExperimentCopy(String experiment, Arm arm, PlannedCopy copy) {
    /** What is done with a trap. */
    public enum Arm {
        /** Its copies are put in. */
        TREATED("treated"),
        /** Its documents are kept free of all traps. */
        CONTROL("control");

        private final String label;

        Arm(String label) {
            this.label = label;
        }

        /**
         * The word in files.
         *
         * @return lower-case word
         */
        public String label() {
            return label;
        }

        /**
         * Finds an arm.
         *
         * @param label its word
         * @return the arm
         * @throws IllegalArgumentException if there is none of that word
         */
        public static Arm of(String label) {
            return Arrays.stream(values())
                    .filter(arm -> arm.label.equals(label))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "arm must be \"treated\" or \"control\", got \"" + label + "\""));
        }
    }
}
