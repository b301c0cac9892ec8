package org.palimpsest.inference.engine.family;

import java.util.List;

/**
 * Mistral (Jiang et al. 2023, section 2): Llama's block without biases, where a token sees only the last
 * {@code sliding_window} tokens, itself included.
 *
 * <pre>
 * h = RMSNorm(x);  x += O attention(turn Q h, turn K h, V h | window)
 * h = RMSNorm(x);  x += down(silu(gate h) * up h)
 * </pre>
 */
final class Mistral {
    private Mistral() {}

    static Architecture read(ConfigFields config) {
        Sizes s = Sizes.read(config);
        Activation activation = Activation.read(config, "hidden_act", "silu");
        double eps = config.positive("rms_norm_eps", 1e-6);
        Rope rope = Rope.read(config, s.headSize());
        Attention attention = Attention.full(s.headSize());
        List<Integer> windows = Windows.read(config, s.layers(), layer -> true);

        Network net = new Network("model.");
        Value x = net.tokens("model.embed_tokens", s.vocabulary(), s.hidden());
        for (int i = 0; i < s.layers(); i++) {
            String at = "model.layers." + i + ".";
            Value h = x.rmsNorm(at + "input_layernorm", eps);
            Value q =
                    h.linear(at + "self_attn.q_proj", s.queryWidth(), Bias.NONE).inHeads(s.heads());
            Value k = h.linear(at + "self_attn.k_proj", s.keyWidth(), Bias.NONE).inHeads(s.keyValueHeads());
            Value v = h.linear(at + "self_attn.v_proj", s.keyWidth(), Bias.NONE).inHeads(s.keyValueHeads());
            Value a = q.rotated(rope).attend(k.rotated(rope), v, attention.withWindow(windows.get(i)));
            x = x.plus(a.linear(at + "self_attn.o_proj", s.hidden(), Bias.NONE));
            h = x.rmsNorm(at + "post_attention_layernorm", eps);
            x = x.plus(h.gatedFeedForward(at + "mlp", s.inner(), activation, Bias.NONE));
        }
        net.output(x.rmsNorm("model.norm", eps), Head.read(config, "model.embed_tokens", false), s.vocabulary());
        return new Architecture(config, s.vocabulary(), s.positions(), net);
    }
}
