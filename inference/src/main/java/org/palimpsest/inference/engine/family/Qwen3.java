package org.palimpsest.inference.engine.family;

import java.util.List;

/**
 * Qwen3, dense (Yang et al. 2025, section 2): Llama's block with RMSNorm on every query and key head before it turns, and
 * heads whose width is free of the hidden size.
 *
 * <pre>
 * h = RMSNorm(x);  x += O attention(turn RMSNorm(Q h), turn RMSNorm(K h), V h)
 * h = RMSNorm(x);  x += down(silu(gate h) * up h)
 * </pre>
 */
final class Qwen3 {
    private Qwen3() {}

    static Architecture read(ConfigFields config) {
        Sizes s = Sizes.read(config);
        Bias bias = config.bias("attention_bias", false);
        Activation activation = Activation.read(config, "hidden_act", "silu");
        double eps = config.positive("rms_norm_eps", 1e-6);
        Rope rope = Rope.read(config, s.headSize());
        Attention attention = Attention.full(s.headSize());
        List<Integer> windows = Qwen2.windows(config, s.layers());

        Network net = new Network("model.");
        Value x = net.tokens("model.embed_tokens", s.vocabulary(), s.hidden());
        for (int i = 0; i < s.layers(); i++) {
            String at = "model.layers." + i + ".";
            Value h = x.rmsNorm(at + "input_layernorm", eps);
            Value q = h.linear(at + "self_attn.q_proj", s.queryWidth(), bias)
                    .inHeads(s.heads())
                    .rmsNorm(at + "self_attn.q_norm", eps);
            Value k = h.linear(at + "self_attn.k_proj", s.keyWidth(), bias)
                    .inHeads(s.keyValueHeads())
                    .rmsNorm(at + "self_attn.k_norm", eps);
            Value v = h.linear(at + "self_attn.v_proj", s.keyWidth(), bias).inHeads(s.keyValueHeads());
            Value a = q.rotated(rope).attend(k.rotated(rope), v, attention.withWindow(windows.get(i)));
            x = x.plus(a.linear(at + "self_attn.o_proj", s.hidden(), bias));
            h = x.rmsNorm(at + "post_attention_layernorm", eps);
            x = x.plus(h.gatedFeedForward(at + "mlp", s.inner(), activation, Bias.NONE));
        }
        net.output(x.rmsNorm("model.norm", eps), Head.read(config, "model.embed_tokens", false), s.vocabulary());
        return new Architecture(config, s.vocabulary(), s.positions(), net);
    }
}
