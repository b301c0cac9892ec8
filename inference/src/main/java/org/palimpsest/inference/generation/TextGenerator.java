package org.palimpsest.inference.generation;

import java.util.ArrayList;
import java.util.List;
import org.palimpsest.stats.RandomStream;

/** A model that continues texts: a local checkpoint or an endpoint. */
public interface TextGenerator {
    /**
     * Continues every prompt. Draws follow from the seed and the prompt's place in the list.
     *
     * @param prompts texts to continue
     * @param options how
     * @return what the model wrote after each prompt, without the prompt, in the same order
     * @throws IllegalArgumentException if a prompt and its continuation do not fit the model's positions
     */
    List<String> generate(List<String> prompts, GenerationOptions options);

    /**
     * Continues every prompt with draws that follow from the seed, the prompt's id and its sample number alone, so that
     * neither the order of the list nor the rest of it matters. This implementation asks for one prompt at a time.
     *
     * @param prompts texts to continue; id and sample number together are unique
     * @param options how
     * @return what the model wrote after each prompt, without the prompt, in the same order
     * @throws IllegalArgumentException if a prompt and its continuation do not fit the model's positions
     */
    default List<String> generateSamples(List<TextPrompt> prompts, GenerationOptions options) {
        List<String> texts = new ArrayList<>(prompts.size());
        for (TextPrompt prompt : prompts) {
            long seed = RandomStream.of(options.seed(), "text/" + prompt.sample() + "/" + prompt.id())
                    .nextLong();
            texts.addAll(generate(List.of(prompt.text()), options.withSeed(seed)));
        }
        return texts;
    }
}
