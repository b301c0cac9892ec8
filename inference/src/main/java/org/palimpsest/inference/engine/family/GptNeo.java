package org.palimpsest.inference.engine.family;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * GPT-Neo (Black et al. 2021): GPT-2's block with unscaled attention that on every other layer sees only the last {@code
 * window_size} tokens, and without biases on queries, keys and values.
 *
 * <pre>
 * h = LayerNorm(x);  x += out attention(Q h, K h, V h | scale 1, window)
 * h = LayerNorm(x);  x += proj gelu(fc h)
 * </pre>
 */
final class GptNeo {
    private static final Map<String, String> NAMES =
            Map.of("num_heads", "num_attention_heads", "num_layers", "num_hidden_layers");

    private GptNeo() {}

    static Architecture read(ConfigFields fields) {
        ConfigFields config = fields.withNames(NAMES);
        int vocabulary = config.size("vocab_size");
        int positions = config.size("max_position_embeddings");
        int d = Sizes.width(config, "hidden_size");
        int heads = Sizes.heads(config, "num_heads");
        int inner = config.size("intermediate_size", 4 * d);
        Activation activation = Activation.read(config, "activation_function", "gelu_new");
        double eps = config.positive("layer_norm_epsilon", 1e-5);
        List<Integer> windows = windows(config, Sizes.layers(config, "num_layers"));
        Attention attention = Attention.full(Sizes.headSize(config, d, heads)).withScale(1);

        Network net = new Network("transformer.");
        Value x = net.tokens("transformer.wte", vocabulary, d).plus(net.positions("transformer.wpe", positions, d));
        for (int i = 0; i < windows.size(); i++) {
            String at = "transformer.h." + i + ".";
            Value h = x.layerNorm(at + "ln_1", eps);
            Value q = h.linear(at + "attn.attention.q_proj", d, Bias.NONE).inHeads(heads);
            Value k = h.linear(at + "attn.attention.k_proj", d, Bias.NONE).inHeads(heads);
            Value v = h.linear(at + "attn.attention.v_proj", d, Bias.NONE).inHeads(heads);
            Value a = q.attend(k, v, attention.withWindow(windows.get(i)));
            x = x.plus(a.linear(at + "attn.attention.out_proj", d, Bias.ADDED));
            h = x.layerNorm(at + "ln_2", eps);
            x = x.plus(h.feedForward(at + "mlp.c_fc", at + "mlp.c_proj", inner, activation));
        }
        net.output(x.layerNorm("transformer.ln_f", eps), Head.read(config, "transformer.wte", true), vocabulary);
        return new Architecture(config, vocabulary, positions, net);
    }

    /** {@code attention_types}: a list of [[kinds], how often they are repeated]. */
    private static List<Integer> windows(ConfigFields config, int layers) {
        List<Integer> windows = new ArrayList<>();
        for (JsonNode entry : config.items("attention_types")) {
            for (int i = 0; i < entry.path(1).asInt(); i++) {
                for (JsonNode kind : entry.path(0)) {
                    windows.add(
                            switch (kind.asText()) {
                                case "global" -> 0;
                                case "local" -> config.size("window_size");
                                default -> throw config.wrong("attention_types", "of global and local");
                            });
                }
            }
        }
        if (windows.size() != layers) {
            throw config.wrong("attention_types", "of num_layers = " + layers + " layers");
        }
        return windows;
    }
}
