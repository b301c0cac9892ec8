package org.palimpsest.inference.attack;

import org.jspecify.annotations.Nullable;

/**
 * Something that was asked for and not done.
 *
 * @param attack the attack or baseline; null if it concerns all of them
 * @param fpr the false-positive rate; null if it is not about one
 * @param reason why, one clause
 */
public record Refusal(@Nullable String attack, @Nullable Double fpr, String reason) {
    /** An attack or baseline that was not run. */
    static Refusal ofAttack(String attack, String reason) {
        return new Refusal(attack, null, reason);
    }

    /** A false-positive rate that the texts cannot resolve. */
    static Refusal ofRate(@Nullable String attack, double fpr, int negatives) {
        return new Refusal(
                attack,
                fpr,
                "a false-positive rate below 1/" + negatives + " cannot be seen with " + negatives + " non-members");
    }
}
