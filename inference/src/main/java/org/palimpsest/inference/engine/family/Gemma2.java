package org.palimpsest.inference.engine.family;

import java.util.List;

/**
 * Gemma-2 (Gemma Team 2024, section 2): scaled embeddings, norms before and after attention and feed-forward whose gains
 * are stored as differences from 1, soft caps on the logits of attention and of the output, and windows on every other
 * layer, the first included. The nonlinearity is {@code hidden_activation}; {@code hidden_act} is not read.
 *
 * <pre>
 * h = RMSNorm(x);  x += RMSNorm(O attention(turn Q h, turn K h, V h | cap, window))
 * h = RMSNorm(x);  x += RMSNorm(down(gelu(gate h) * up h))
 * </pre>
 */
final class Gemma2 {
    private Gemma2() {}

    static Architecture read(ConfigFields config) {
        Sizes s = Sizes.read(config);
        Bias bias = config.bias("attention_bias", false);
        Activation activation = Activation.read(config, "hidden_activation", "gelu_pytorch_tanh");
        double eps = config.positive("rms_norm_eps", 1e-6);
        Rope rope = Rope.read(config, s.headSize());
        Attention attention = Attention.full(s.headSize())
                .withScale(1 / Math.sqrt(config.positive("query_pre_attn_scalar", 256)))
                .withSoftCap(config.positiveOrNull("attn_logit_softcapping", 50, 0));
        List<Integer> windows = Windows.read(config, s.layers(), layer -> layer % 2 == 0);
        Head head = Head.read(config, "model.embed_tokens", true)
                .withSoftCap(config.positiveOrNull("final_logit_softcapping", 30, 0));

        Network net = new Network("model.");
        Value x = net.tokens("model.embed_tokens", s.vocabulary(), s.hidden()).times(Math.sqrt(s.hidden()));
        for (int i = 0; i < s.layers(); i++) {
            String at = "model.layers." + i + ".";
            Value h = x.offsetRmsNorm(at + "input_layernorm", eps);
            Value q = h.linear(at + "self_attn.q_proj", s.queryWidth(), bias).inHeads(s.heads());
            Value k = h.linear(at + "self_attn.k_proj", s.keyWidth(), bias).inHeads(s.keyValueHeads());
            Value v = h.linear(at + "self_attn.v_proj", s.keyWidth(), bias).inHeads(s.keyValueHeads());
            Value a = q.rotated(rope).attend(k.rotated(rope), v, attention.withWindow(windows.get(i)));
            Value o = a.linear(at + "self_attn.o_proj", s.hidden(), bias);
            x = x.plus(o.offsetRmsNorm(at + "post_attention_layernorm", eps));
            h = x.offsetRmsNorm(at + "pre_feedforward_layernorm", eps);
            Value f = h.gatedFeedForward(at + "mlp", s.inner(), activation, Bias.NONE);
            x = x.plus(f.offsetRmsNorm(at + "post_feedforward_layernorm", eps));
        }
        net.output(x.offsetRmsNorm("model.norm", eps), head, s.vocabulary());
        return new Architecture(config, s.vocabulary(), s.positions(), net);
    }
}
