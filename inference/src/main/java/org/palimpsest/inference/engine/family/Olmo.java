package org.palimpsest.inference.engine.family;

/**
 * OLMo (Groeneveld et al. 2024, section 2.1): Llama's block with LayerNorm that has no weights, and queries, keys and
 * values cut to [-{@code clip_qkv}, {@code clip_qkv}].
 *
 * <pre>
 * h = LayerNorm(x);  x += O attention(turn clip(Q h), turn clip(K h), clip(V h))
 * h = LayerNorm(x);  x += down(silu(gate h) * up h)
 * </pre>
 */
final class Olmo {
    private static final double EPSILON = 1e-5;

    private Olmo() {}

    static Architecture read(ConfigFields config) {
        Sizes s = Sizes.read(config);
        Bias bias = config.bias("attention_bias", false);
        Activation activation = Activation.read(config, "hidden_act", "silu");
        double limit = config.positive("clip_qkv", Double.POSITIVE_INFINITY);
        Rope rope = Rope.read(config, s.headSize());
        Attention attention = Attention.full(s.headSize());

        Network net = new Network("model.");
        Value x = net.tokens("model.embed_tokens", s.vocabulary(), s.hidden());
        for (int i = 0; i < s.layers(); i++) {
            String at = "model.layers." + i + ".";
            Value h = x.bareLayerNorm(EPSILON);
            Value q = h.linear(at + "self_attn.q_proj", s.queryWidth(), bias)
                    .clipped(limit)
                    .inHeads(s.heads());
            Value k = h.linear(at + "self_attn.k_proj", s.keyWidth(), bias)
                    .clipped(limit)
                    .inHeads(s.keyValueHeads());
            Value v = h.linear(at + "self_attn.v_proj", s.keyWidth(), bias)
                    .clipped(limit)
                    .inHeads(s.keyValueHeads());
            Value a = q.rotated(rope).attend(k.rotated(rope), v, attention);
            x = x.plus(a.linear(at + "self_attn.o_proj", s.hidden(), bias));
            h = x.bareLayerNorm(EPSILON);
            x = x.plus(h.gatedFeedForward(at + "mlp", s.inner(), activation, Bias.NONE));
        }
        net.output(x.bareLayerNorm(EPSILON), Head.read(config, "model.embed_tokens", false), s.vocabulary());
        return new Architecture(config, s.vocabulary(), s.positions(), net);
    }
}
