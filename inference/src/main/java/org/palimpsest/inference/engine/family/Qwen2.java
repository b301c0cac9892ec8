package org.palimpsest.inference.engine.family;

import java.util.Collections;
import java.util.List;

/**
 * Qwen2 and Qwen2.5 (Yang et al. 2024, section 2.2): Llama's block with biases on queries, keys and values. Where
 * {@code use_sliding_window} is set, layers from {@code max_window_layers} on see a window.
 *
 * <pre>
 * h = RMSNorm(x);  x += O attention(turn(Q h + b), turn(K h + b), V h + b)
 * h = RMSNorm(x);  x += down(silu(gate h) * up h)
 * </pre>
 */
final class Qwen2 {
    private Qwen2() {}

    static Architecture read(ConfigFields config) {
        Sizes s = Sizes.read(config);
        Activation activation = Activation.read(config, "hidden_act", "silu");
        double eps = config.positive("rms_norm_eps", 1e-6);
        Rope rope = Rope.read(config, s.headSize());
        Attention attention = Attention.full(s.headSize());
        List<Integer> windows = windows(config, s.layers());

        Network net = new Network("model.");
        Value x = net.tokens("model.embed_tokens", s.vocabulary(), s.hidden());
        for (int i = 0; i < s.layers(); i++) {
            String at = "model.layers." + i + ".";
            Value h = x.rmsNorm(at + "input_layernorm", eps);
            Value q = h.linear(at + "self_attn.q_proj", s.queryWidth(), Bias.ADDED)
                    .inHeads(s.heads());
            Value k =
                    h.linear(at + "self_attn.k_proj", s.keyWidth(), Bias.ADDED).inHeads(s.keyValueHeads());
            Value v =
                    h.linear(at + "self_attn.v_proj", s.keyWidth(), Bias.ADDED).inHeads(s.keyValueHeads());
            Value a = q.rotated(rope).attend(k.rotated(rope), v, attention.withWindow(windows.get(i)));
            x = x.plus(a.linear(at + "self_attn.o_proj", s.hidden(), Bias.NONE));
            h = x.rmsNorm(at + "post_attention_layernorm", eps);
            x = x.plus(h.gatedFeedForward(at + "mlp", s.inner(), activation, Bias.NONE));
        }
        net.output(x.rmsNorm("model.norm", eps), Head.read(config, "model.embed_tokens", false), s.vocabulary());
        return new Architecture(config, s.vocabulary(), s.positions(), net);
    }

    /** The windows of Qwen2 and Qwen3; 0 = all tokens. */
    static List<Integer> windows(ConfigFields config, int layers) {
        if (!config.flag("use_sliding_window", false)) {
            return Collections.nCopies(layers, 0);
        }
        int first = config.size("max_window_layers", 28);
        return Windows.read(config, layers, layer -> layer >= first);
    }
}
