package org.palimpsest.inference.engine.family;

import java.util.List;
import java.util.Map;

/**
 * GPT-2 (Radford et al. 2019, section 2.3): learned positions, pre-norm blocks with LayerNorm, queries, keys and values
 * from one matrix, and matrices stored [in, out].
 *
 * <pre>
 * h = LayerNorm(x);  x += proj attention(Q h, K h, V h)
 * h = LayerNorm(x);  x += proj gelu(fc h)
 * </pre>
 */
final class Gpt2 {
    static final Map<String, String> NAMES = Map.of(
            "n_positions", "max_position_embeddings",
            "n_embd", "hidden_size",
            "n_head", "num_attention_heads",
            "n_layer", "num_hidden_layers");

    private Gpt2() {}

    static Architecture read(ConfigFields fields) {
        ConfigFields config = fields.withNames(NAMES);
        int vocabulary = config.size("vocab_size");
        int positions = config.size("n_positions");
        int d = Sizes.width(config, "n_embd");
        int heads = Sizes.heads(config, "n_head");
        int layers = Sizes.layers(config, "n_layer");
        int inner = config.size("n_inner", 4 * d);
        config.requireFlag("add_cross_attention", false);
        Activation activation = Activation.read(config, "activation_function", "gelu_new");
        double eps = config.positive("layer_norm_epsilon", 1e-5);
        int headSize = Sizes.headSize(config, d, heads);
        double scale = config.flag("scale_attn_weights", true) ? 1 / Math.sqrt(headSize) : 1;
        boolean fading = config.flag("scale_attn_by_inverse_layer_idx", false);

        Network net = new Network("transformer.");
        Value x = net.tokens("transformer.wte", vocabulary, d).plus(net.positions("transformer.wpe", positions, d));
        for (int i = 0; i < layers; i++) {
            String at = "transformer.h." + i + ".";
            Attention attention = Attention.full(headSize).withScale(fading ? scale / (i + 1) : scale);
            Value h = x.layerNorm(at + "ln_1", eps);
            List<Value> qkv = h.transposedLinear(at + "attn.c_attn", 3 * d).split(3);
            Value a = qkv.get(0)
                    .inHeads(heads)
                    .attend(qkv.get(1).inHeads(heads), qkv.get(2).inHeads(heads), attention);
            x = x.plus(a.transposedLinear(at + "attn.c_proj", d));
            h = x.layerNorm(at + "ln_2", eps);
            Value f = h.transposedLinear(at + "mlp.c_fc", inner).activated(activation);
            x = x.plus(f.transposedLinear(at + "mlp.c_proj", d));
        }
        net.output(x.layerNorm("transformer.ln_f", eps), Head.read(config, "transformer.wte", true), vocabulary);
        return new Architecture(config, vocabulary, positions, net);
    }
}
