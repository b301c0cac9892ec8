package org.palimpsest.inference.endpoint;

/** How an endpoint is asked for text. */
public enum GenerationDialect {
    /** {@code /completions}: the prompt is continued. */
    COMPLETIONS,
    /** llama.cpp's {@code /completion}, which stands beside the API: the prompt is continued. */
    LLAMA_CPP,
    /** {@code /chat/completions}: the prompt is the user's message, and the text is an answer to it, not its continuation. */
    CHAT
}
