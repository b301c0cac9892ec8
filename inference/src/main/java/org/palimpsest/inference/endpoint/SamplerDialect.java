package org.palimpsest.inference.endpoint;

/** What a request for text may say of sampling beyond temperature, nucleus and seed. */
public enum SamplerDialect {
    /** Nothing: the server knows no more, or was not recognised. */
    PLAIN,
    /** vLLM's {@code top_k} (-1 for all tokens) and {@code min_p}. */
    VLLM,
    /** llama.cpp's {@code top_k} (0 for all tokens) and {@code min_p}. */
    LLAMA_CPP
}
