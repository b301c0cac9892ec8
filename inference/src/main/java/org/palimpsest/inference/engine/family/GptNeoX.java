package org.palimpsest.inference.engine.family;

import java.util.List;

/**
 * GPT-NeoX and Pythia (Black et al. 2022, section 2.1; Biderman et al. 2023): attention and feed-forward side by side,
 * each after a LayerNorm of its own, rotary positions on a part of each head, and one matrix whose rows are query, key and
 * value of the first head, then of the second.
 *
 * <pre>
 * x += dense attention(turn Q h, turn K h, V h) + mlp(LayerNorm(x))      h = LayerNorm(x)
 * </pre>
 *
 * or, where {@code use_parallel_residual} is false, one after the other as in GPT-2.
 */
final class GptNeoX {
    private GptNeoX() {}

    static Architecture read(ConfigFields config) {
        int vocabulary = config.size("vocab_size");
        int positions = config.size("max_position_embeddings");
        int d = Sizes.width(config, "hidden_size");
        int heads = Sizes.heads(config, "num_attention_heads");
        int layers = Sizes.layers(config, "num_hidden_layers");
        int inner = config.size("intermediate_size");
        int headSize = Sizes.headSize(config, d, heads);
        Activation activation = Activation.read(config, "hidden_act", "gelu");
        Bias bias = config.bias("attention_bias", true);
        double eps = config.positive("layer_norm_eps", 1e-5);
        boolean parallel = config.flag("use_parallel_residual", true);
        Rope rope = Rope.read(config, headSize, "rotary_emb_base", "rotary_pct", 0.25);
        Attention attention = Attention.full(headSize);

        Network net = new Network("gpt_neox.");
        Value x = net.tokens("gpt_neox.embed_in", vocabulary, d);
        for (int i = 0; i < layers; i++) {
            String at = "gpt_neox.layers." + i + ".";
            Value h = x.layerNorm(at + "input_layernorm", eps);
            List<Value> qkv = h.linear(at + "attention.query_key_value", 3 * d, bias)
                    .inHeads(heads)
                    .split(3);
            Value a = qkv.get(0).rotated(rope).attend(qkv.get(1).rotated(rope), qkv.get(2), attention);
            Value attended = x.plus(a.linear(at + "attention.dense", d, bias));
            Value g = (parallel ? x : attended).layerNorm(at + "post_attention_layernorm", eps);
            x = attended.plus(g.feedForward(at + "mlp.dense_h_to_4h", at + "mlp.dense_4h_to_h", inner, activation));
        }
        Head head = Head.read(config, "gpt_neox.embed_in", "embed_out", false);
        net.output(x.layerNorm("gpt_neox.final_layer_norm", eps), head, vocabulary);
        return new Architecture(config, vocabulary, positions, net);
    }
}
