package org.palimpsest.inference.generation;

import java.util.List;

/** A model that continues texts: a local checkpoint or an endpoint. */
public interface TextGenerator {
    /**
     * Continues every prompt.
     *
     * @param prompts texts to continue
     * @param options how
     * @return what the model wrote after each prompt, without the prompt, in the same order
     * @throws IllegalArgumentException if a prompt and its continuation do not fit the model's positions
     */
    List<String> generate(List<String> prompts, GenerationOptions options);
}
