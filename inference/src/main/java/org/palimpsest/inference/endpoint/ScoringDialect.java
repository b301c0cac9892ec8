package org.palimpsest.inference.endpoint;

/** How an endpoint is asked for the log-probabilities of a text. */
public enum ScoringDialect {
    /** {@code /completions} with {@code echo} and {@code logprobs}. */
    ECHO,
    /** {@code /completions} with {@code prompt_logprobs}. */
    PROMPT_LOG_PROBS
}
