package org.palimpsest.inference.engine.family;

/**
 * Phi-1, 1.5 and 2 (Li et al. 2023, section 2.1): attention and feed-forward side by side after one LayerNorm, biases
 * everywhere, rotary positions on a part of each head. Where {@code qk_layernorm} is set, a LayerNorm is on every query and
 * key head before it turns.
 *
 * <pre>
 * h = LayerNorm(x);  x += dense attention(turn Q h, turn K h, V h) + fc2 gelu(fc1 h)
 * </pre>
 */
final class Phi {
    private Phi() {}

    static Architecture read(ConfigFields config) {
        Sizes s = Sizes.read(config);
        boolean normed = config.flag("qk_layernorm", false);
        Activation activation = Activation.read(config, "hidden_act", "gelu_new");
        double eps = config.positive("layer_norm_eps", 1e-5);
        Rope rope = Rope.read(config, s.headSize(), "rope_theta", "partial_rotary_factor", 0.5);
        Attention attention = Attention.full(s.headSize());

        Network net = new Network("model.");
        Value x = net.tokens("model.embed_tokens", s.vocabulary(), s.hidden());
        for (int i = 0; i < s.layers(); i++) {
            String at = "model.layers." + i + ".";
            Value h = x.layerNorm(at + "input_layernorm", eps);
            Value q = h.linear(at + "self_attn.q_proj", s.queryWidth(), Bias.ADDED)
                    .inHeads(s.heads());
            Value k =
                    h.linear(at + "self_attn.k_proj", s.keyWidth(), Bias.ADDED).inHeads(s.keyValueHeads());
            Value v =
                    h.linear(at + "self_attn.v_proj", s.keyWidth(), Bias.ADDED).inHeads(s.keyValueHeads());
            if (normed) {
                q = q.layerNorm(at + "self_attn.q_layernorm", eps);
                k = k.layerNorm(at + "self_attn.k_layernorm", eps);
            }
            Value a = q.rotated(rope).attend(k.rotated(rope), v, attention);
            Value o = a.linear(at + "self_attn.dense", s.hidden(), Bias.ADDED);
            x = x.plus(o).plus(h.feedForward(at + "mlp.fc1", at + "mlp.fc2", s.inner(), activation));
        }
        Head head = Head.read(config, "model.embed_tokens", false).withBias("lm_head.bias");
        net.output(x.layerNorm("model.final_layernorm", eps), head, s.vocabulary());
        return new Architecture(config, s.vocabulary(), s.positions(), net);
    }
}
