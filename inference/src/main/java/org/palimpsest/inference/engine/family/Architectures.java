package org.palimpsest.inference.engine.family;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The families that are known, by the {@code model_type} of their {@code config.json}. */
public final class Architectures {
    private static final Map<String, Family> FAMILIES = new TreeMap<>(Map.ofEntries(
            Map.entry("gemma2", Gemma2::read),
            Map.entry("gpt2", Gpt2::read),
            Map.entry("gpt_neo", GptNeo::read),
            Map.entry("gpt_neox", GptNeoX::read),
            Map.entry("gptj", GptJ::read),
            Map.entry("llama", Llama::read),
            Map.entry("mistral", Mistral::read),
            Map.entry("olmo", Olmo::read),
            Map.entry("olmo2", Olmo2::read),
            Map.entry("phi", Phi::read),
            Map.entry("qwen2", Qwen2::read),
            Map.entry("qwen3", Qwen3::read)));

    private Architectures() {}

    /**
     * Reads a configuration, in the dialect of transformers 4 or 5.
     *
     * @param config the content of {@code config.json}
     * @return the model that it describes
     * @throws IllegalArgumentException if the family is unknown, a field is missing, or a field asks for something that
     *     is not computed; the message names the field, what was found and what is supported
     */
    public static Architecture parse(JsonNode config) {
        ConfigFields fields = new ConfigFields(config);
        String type = fields.text("model_type", "nothing");
        Family family = FAMILIES.get(type);
        if (family == null) {
            throw new IllegalArgumentException(
                    "model_type must be one of " + String.join(", ", FAMILIES.keySet()) + ", found " + type);
        }
        fields.requireAbsent("quantization_config");
        return family.read(fields);
    }

    /**
     * The model types that {@link #parse} reads.
     *
     * @return the names
     */
    public static Set<String> modelTypes() {
        return Set.copyOf(FAMILIES.keySet());
    }
}
