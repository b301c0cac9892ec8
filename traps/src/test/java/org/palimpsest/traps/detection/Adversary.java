package org.palimpsest.traps.detection;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What a trainer does against traps. The lab's experiments with trained models take the same adversaries: {@link #copy} before
 * training, {@link #score} and {@link #answers} afterwards.
 */
interface Adversary {
    /** Its name in tables. */
    String name();

    /** What is trained on instead of a published copy; empty if it is dropped. */
    default Optional<String> copy(String published, int repetitions, RandomGenerator random) {
        return Optional.of(published);
    }

    /** What the auditor sees instead of a score. */
    default double score(double score) {
        return score;
    }

    /** What the auditor reads instead of the model's answers. */
    default List<String> answers(List<String> answers) {
        return answers;
    }
}
