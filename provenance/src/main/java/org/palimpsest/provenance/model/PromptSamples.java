package org.palimpsest.provenance.model;

import java.util.List;

/**
 * What a model wrote after one prompt, drawn independently.
 *
 * @param id of the prompt, the same for all models
 * @param texts its continuations
 */
public record PromptSamples(String id, List<String> texts) {
    /** Copies the texts. */
    public PromptSamples {
        texts = List.copyOf(texts);
    }
}
