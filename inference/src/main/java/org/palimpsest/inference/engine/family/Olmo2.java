package org.palimpsest.inference.engine.family;

/**
 * OLMo-2 (OLMo et al. 2024, section 3.2): norms stand after attention and feed-forward, inside the residual branch, and
 * queries and keys are normed over all heads together before they are cut.
 *
 * <pre>
 * x += RMSNorm(O attention(turn RMSNorm(Q x), turn RMSNorm(K x), V x))
 * x += RMSNorm(down(silu(gate x) * up x))
 * </pre>
 */
final class Olmo2 {
    private Olmo2() {}

    static Architecture read(ConfigFields config) {
        Sizes s = Sizes.read(config);
        Bias bias = config.bias("attention_bias", false);
        Activation activation = Activation.read(config, "hidden_act", "silu");
        double eps = config.positive("rms_norm_eps", 1e-5);
        Rope rope = Rope.read(config, s.headSize());
        Attention attention = Attention.full(s.headSize());

        Network net = new Network("model.");
        Value x = net.tokens("model.embed_tokens", s.vocabulary(), s.hidden());
        for (int i = 0; i < s.layers(); i++) {
            String at = "model.layers." + i + ".";
            Value q = x.linear(at + "self_attn.q_proj", s.queryWidth(), bias)
                    .rmsNorm(at + "self_attn.q_norm", eps)
                    .inHeads(s.heads());
            Value k = x.linear(at + "self_attn.k_proj", s.keyWidth(), bias)
                    .rmsNorm(at + "self_attn.k_norm", eps)
                    .inHeads(s.keyValueHeads());
            Value v = x.linear(at + "self_attn.v_proj", s.keyWidth(), bias).inHeads(s.keyValueHeads());
            Value a = q.rotated(rope).attend(k.rotated(rope), v, attention);
            Value o = a.linear(at + "self_attn.o_proj", s.hidden(), bias);
            x = x.plus(o.rmsNorm(at + "post_attention_layernorm", eps));
            Value f = x.gatedFeedForward(at + "mlp", s.inner(), activation, Bias.NONE);
            x = x.plus(f.rmsNorm(at + "post_feedforward_layernorm", eps));
        }
        net.output(x.rmsNorm("model.norm", eps), Head.read(config, "model.embed_tokens", false), s.vocabulary());
        return new Architecture(config, s.vocabulary(), s.positions(), net);
    }
}
