package org.palimpsest.inference.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.palimpsest.inference.engine.family.Architecture;
import org.palimpsest.inference.engine.family.Architectures;

/**
 * The shape of a decoder-only model of the Llama layout, as {@code config.json} states it: pre-norm blocks with
 * RMSNorm, rotary positions (half-split), grouped-query attention and a SwiGLU feed-forward (Touvron et al. 2023,
 * section 2.2).
 *
 * @param vocabularySize width of the embedding and of the logits; may exceed the tokenizer's (padding)
 * @param hiddenSize width d of the residual stream
 * @param intermediateSize width of the feed-forward
 * @param layers number of blocks
 * @param heads number of query heads; divides {@code hiddenSize}
 * @param keyValueHeads number of key and value heads; divides {@code heads}
 * @param maxPositions longest sequence, in tokens
 * @param ropeTheta base of the rotary frequencies
 * @param normEpsilon epsilon of RMSNorm
 * @param tiedEmbeddings whether the output layer is the embedding
 * @param beginToken id of the token that begins a sequence, or -1
 */
public record LlamaConfig(
        int vocabularySize,
        int hiddenSize,
        int intermediateSize,
        int layers,
        int heads,
        int keyValueHeads,
        int maxPositions,
        double ropeTheta,
        double normEpsilon,
        boolean tiedEmbeddings,
        int beginToken) {

    /** Checks that the sizes fit one another. */
    public LlamaConfig {
        requirePositive("vocabularySize", vocabularySize);
        requirePositive("hiddenSize", hiddenSize);
        requirePositive("intermediateSize", intermediateSize);
        requirePositive("layers", layers);
        requirePositive("heads", heads);
        requirePositive("keyValueHeads", keyValueHeads);
        requirePositive("maxPositions", maxPositions);
        if (hiddenSize % heads != 0 || (hiddenSize / heads) % 2 != 0) {
            throw new IllegalArgumentException(
                    "hiddenSize / heads must be an even whole number, got " + hiddenSize + " / " + heads);
        }
        if (heads % keyValueHeads != 0) {
            throw new IllegalArgumentException(
                    "keyValueHeads must divide heads, got " + keyValueHeads + " and " + heads);
        }
        if (!(ropeTheta > 0) || !(normEpsilon > 0)) {
            throw new IllegalArgumentException(
                    "ropeTheta and normEpsilon must be positive, got " + ropeTheta + " and " + normEpsilon);
        }
        if (beginToken < -1 || beginToken >= vocabularySize) {
            throw new IllegalArgumentException(
                    "beginToken must be -1 or in [0, " + vocabularySize + "), got " + beginToken);
        }
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, got " + value);
        }
    }

    /**
     * Width of one head.
     *
     * @return {@code hiddenSize / heads}
     */
    public int headSize() {
        return hiddenSize / heads;
    }

    /**
     * The model of this shape: its weights and its program.
     *
     * @return what {@link Architectures#parse} reads from {@link #toJson()}
     */
    public Architecture architecture() {
        return Architectures.parse(json());
    }

    /**
     * Name and shape of every weight, in the order in which programs take them.
     *
     * @return Hugging Face tensor name to shape
     */
    public Map<String, long[]> weights() {
        return architecture().weights();
    }

    /**
     * Number of trained numbers.
     *
     * @return the sum of the sizes of all weights
     */
    public long parameters() {
        return architecture().parameters();
    }

    /**
     * The text of {@code config.json}.
     *
     * @return JSON that Hugging Face's LlamaConfig reads
     */
    public String toJson() {
        return json().toPrettyString() + "\n";
    }

    private ObjectNode json() {
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.putArray("architectures").add("LlamaForCausalLM");
        root.put("model_type", "llama");
        root.put("vocab_size", vocabularySize);
        root.put("hidden_size", hiddenSize);
        root.put("intermediate_size", intermediateSize);
        root.put("num_hidden_layers", layers);
        root.put("num_attention_heads", heads);
        root.put("num_key_value_heads", keyValueHeads);
        root.put("max_position_embeddings", maxPositions);
        root.put("rope_theta", ropeTheta);
        root.put("rms_norm_eps", normEpsilon);
        root.put("hidden_act", "silu");
        root.put("tie_word_embeddings", tiedEmbeddings);
        root.put("attention_bias", false);
        root.put("mlp_bias", false);
        if (beginToken >= 0) {
            root.put("bos_token_id", beginToken);
            root.put("eos_token_id", beginToken);
        }
        root.put("torch_dtype", "float32");
        return root;
    }
}
