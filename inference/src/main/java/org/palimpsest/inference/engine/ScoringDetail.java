package org.palimpsest.inference.engine;

/** How much is recorded of every scored token beside its log-probability. */
public enum ScoringDetail {
    /** Nothing. */
    LIKELIHOODS,
    /** Mean and standard deviation of the log-probability under the model's own distribution. */
    MOMENTS
}
