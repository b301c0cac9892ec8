package org.palimpsest.inference.engine.family;

/**
 * Llama 1, 2 and 3 and what copies them (Touvron et al. 2023, section 2.2): pre-norm blocks with RMSNorm, rotary
 * positions, grouped-query attention (Ainslie et al. 2023) and a SwiGLU feed-forward.
 *
 * <pre>
 * h = RMSNorm(x);  x += O attention(turn Q h, turn K h, V h)
 * h = RMSNorm(x);  x += down(silu(gate h) * up h)
 * </pre>
 */
final class Llama {
    private Llama() {}

    static Architecture read(ConfigFields config) {
        Sizes s = Sizes.read(config);
        Bias bias = config.bias("attention_bias", false);
        Bias innerBias = config.bias("mlp_bias", false);
        Activation activation = Activation.read(config, "hidden_act", "silu");
        double eps = config.positive("rms_norm_eps", 1e-6);
        Rope rope = Rope.read(config, s.headSize());
        Attention attention = Attention.full(s.headSize());

        Network net = new Network("model.");
        Value x = net.tokens("model.embed_tokens", s.vocabulary(), s.hidden());
        for (int i = 0; i < s.layers(); i++) {
            String at = "model.layers." + i + ".";
            Value h = x.rmsNorm(at + "input_layernorm", eps);
            Value q = h.linear(at + "self_attn.q_proj", s.queryWidth(), bias).inHeads(s.heads());
            Value k = h.linear(at + "self_attn.k_proj", s.keyWidth(), bias).inHeads(s.keyValueHeads());
            Value v = h.linear(at + "self_attn.v_proj", s.keyWidth(), bias).inHeads(s.keyValueHeads());
            Value a = q.rotated(rope).attend(k.rotated(rope), v, attention);
            x = x.plus(a.linear(at + "self_attn.o_proj", s.hidden(), bias));
            h = x.rmsNorm(at + "post_attention_layernorm", eps);
            x = x.plus(h.gatedFeedForward(at + "mlp", s.inner(), activation, innerBias));
        }
        net.output(x.rmsNorm("model.norm", eps), Head.read(config, "model.embed_tokens", false), s.vocabulary());
        return new Architecture(config, s.vocabulary(), s.positions(), net);
    }
}
