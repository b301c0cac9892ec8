package org.palimpsest.inference.endpoint;

/** What an endpoint may be able to give. */
public enum Capability {
    /** Log-probabilities of the prompt by {@code echo} and {@code logprobs}, as OpenAI's completions had them. */
    ECHO_LOG_PROBS,
    /** Log-probabilities of the prompt by {@code prompt_logprobs}, as vLLM has them. */
    PROMPT_LOG_PROBS,
    /** A token that the model wrote and then read has the same log-probability both times: what scoring rests on. */
    SAME_READ_AS_WRITTEN,
    /** A prompt may be given as token ids. */
    TOKEN_IDS_IN,
    /** The ids of the tokens that were read come back. */
    TOKEN_IDS_OUT,
    /** The likeliest tokens at a position come back. */
    TOP_K,
    /** Text is continued as it stands: what extraction rests on. */
    GENERATION,
    /** A message is answered. */
    CHAT
}
