package org.palimpsest.traps.detection;

import java.util.OptionalInt;

/**
 * What one model thinks of one trap and of its unpublished controls; higher = likelier, in the same unit for all, such as the
 * mean log-likelihood of a token in nats.
 *
 * @param trap the trap's id
 * @param copies how many copies were published (the dose), 0 or more; empty where nobody knows
 * @param published score of the published text
 * @param controls scores of the controls; copied in and out
 */
// An array, as a registry may hold thousands of controls a trap; equality of scores is never asked for.
@SuppressWarnings("ArrayRecordComponent")
public record TrapScores(String trap, OptionalInt copies, double published, double[] controls) {
    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if the id is blank or the number of copies negative
     */
    public TrapScores {
        if (trap.isBlank()) {
            throw new IllegalArgumentException("trap must be a non-blank id, got \"" + trap + "\"");
        }
        if (copies.isPresent() && copies.getAsInt() < 0) {
            throw new IllegalArgumentException(
                    "copies must be 0 or more, got " + copies.getAsInt() + " for trap " + trap);
        }
        controls = controls.clone();
    }

    /**
     * Scores of a trap whose number of copies is unknown.
     *
     * @param trap the trap's id
     * @param published score of the published text
     * @param controls scores of the controls
     * @return the scores
     * @throws IllegalArgumentException if the id is blank
     */
    public static TrapScores of(String trap, double published, double... controls) {
        return new TrapScores(trap, OptionalInt.empty(), published, controls);
    }

    /**
     * The same scores with a known dose.
     *
     * @param number published copies, 0 or more
     * @return new scores
     * @throws IllegalArgumentException if the number is negative
     */
    public TrapScores withCopies(int number) {
        return new TrapScores(trap, OptionalInt.of(number), published, controls);
    }

    /** Scores of a trap from those of all its candidates in the order in which they were drawn. */
    static TrapScores ofCandidates(String trap, OptionalInt copies, double[] scores, int published) {
        double[] controls = new double[scores.length - 1];
        System.arraycopy(scores, 0, controls, 0, published);
        System.arraycopy(scores, published + 1, controls, published, controls.length - published);
        return new TrapScores(trap, copies, scores[published], controls);
    }

    /**
     * Scores of the controls.
     *
     * @return a copy
     */
    @Override
    public double[] controls() {
        return controls.clone();
    }

    /** Differences from the scores of the same texts under another model. */
    TrapScores minus(TrapScores reference) {
        if (!trap.equals(reference.trap) || controls.length != reference.controls.length) {
            throw new IllegalArgumentException("trap " + trap + " with " + controls.length
                    + " controls must be scored alike by the reference, got trap " + reference.trap + " with "
                    + reference.controls.length);
        }
        double[] differences = new double[controls.length];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = controls[i] - reference.controls[i];
        }
        return new TrapScores(trap, copies, published - reference.published, differences);
    }
}
