package org.palimpsest.inference.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

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
     * Name and shape of every weight, in the order in which programs take them.
     *
     * @return Hugging Face tensor name to shape
     */
    public Map<String, long[]> weights() {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        long d = hiddenSize;
        long kv = (long) keyValueHeads * headSize();
        shapes.put("model.embed_tokens.weight", new long[] {vocabularySize, d});
        for (int i = 0; i < layers; i++) {
            String layer = "model.layers." + i + ".";
            shapes.put(layer + "input_layernorm.weight", new long[] {d});
            shapes.put(layer + "self_attn.q_proj.weight", new long[] {d, d});
            shapes.put(layer + "self_attn.k_proj.weight", new long[] {kv, d});
            shapes.put(layer + "self_attn.v_proj.weight", new long[] {kv, d});
            shapes.put(layer + "self_attn.o_proj.weight", new long[] {d, d});
            shapes.put(layer + "post_attention_layernorm.weight", new long[] {d});
            shapes.put(layer + "mlp.gate_proj.weight", new long[] {intermediateSize, d});
            shapes.put(layer + "mlp.up_proj.weight", new long[] {intermediateSize, d});
            shapes.put(layer + "mlp.down_proj.weight", new long[] {d, intermediateSize});
        }
        shapes.put("model.norm.weight", new long[] {d});
        if (!tiedEmbeddings) {
            shapes.put("lm_head.weight", new long[] {vocabularySize, d});
        }
        return shapes;
    }

    /**
     * Number of trained numbers.
     *
     * @return the sum of the sizes of all weights
     */
    public long parameters() {
        return weights().values().stream().mapToLong(LlamaConfig::size).sum();
    }

    static long size(long[] shape) {
        long size = 1;
        for (long n : shape) {
            size = Math.multiplyExact(size, n);
        }
        return size;
    }

    /**
     * The text of {@code config.json}.
     *
     * @return JSON that Hugging Face's LlamaConfig reads
     */
    public String toJson() {
        ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        ObjectNode root = mapper.createObjectNode();
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
        return root.toPrettyString() + "\n";
    }

    /**
     * Reads {@code config.json}.
     *
     * @param root its content
     * @return the shape
     * @throws IllegalArgumentException if the file asks for something that this program does not compute, or lacks a
     *     field; the message names the field
     */
    public static LlamaConfig parse(JsonNode root) {
        String type = root.path("model_type").asText("missing");
        if (!type.equals("llama")) {
            throw new IllegalArgumentException("model_type must be llama, found " + type);
        }
        refuse(root, "attention_bias");
        refuse(root, "mlp_bias");
        String activation = root.path("hidden_act").asText("silu");
        if (!activation.equals("silu")) {
            throw new IllegalArgumentException("hidden_act must be silu, found " + activation);
        }
        JsonNode scaling = root.path("rope_scaling");
        if (scaling.isObject() && !"default".equals(scaling.path("rope_type").asText(""))) {
            throw new IllegalArgumentException("rope_scaling must be absent, found " + scaling);
        }
        int heads = integer(root, "num_attention_heads");
        return new LlamaConfig(
                integer(root, "vocab_size"),
                integer(root, "hidden_size"),
                integer(root, "intermediate_size"),
                integer(root, "num_hidden_layers"),
                heads,
                root.has("num_key_value_heads") ? integer(root, "num_key_value_heads") : heads,
                integer(root, "max_position_embeddings"),
                root.path("rope_theta").asDouble(10_000),
                root.path("rms_norm_eps").asDouble(1e-6),
                root.path("tie_word_embeddings").asBoolean(false),
                root.path("bos_token_id").asInt(-1));
    }

    private static void refuse(JsonNode root, String field) {
        if (root.path(field).asBoolean(false)) {
            throw new IllegalArgumentException(field + " must be false, found true");
        }
    }

    private static int integer(JsonNode root, String field) {
        JsonNode value = root.get(field);
        if (value == null || !value.isIntegralNumber() || !value.canConvertToInt()) {
            throw new IllegalArgumentException(
                    field + " must be a whole number, found " + (value == null ? "nothing" : value));
        }
        return value.intValue();
    }
}
