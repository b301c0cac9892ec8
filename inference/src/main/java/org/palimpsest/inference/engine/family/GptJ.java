package org.palimpsest.inference.engine.family;

/**
 * GPT-J (Wang and Komatsuzaki 2021): attention and feed-forward side by side after one LayerNorm, rotary positions that
 * turn neighbouring coordinates of the first {@code rotary_dim}.
 *
 * <pre>
 * h = LayerNorm(x);  x += out attention(turn Q h, turn K h, V h) + fc_out gelu(fc_in h)
 * </pre>
 */
final class GptJ {
    private static final double BASE = 10_000;

    private GptJ() {}

    static Architecture read(ConfigFields fields) {
        ConfigFields config = fields.withNames(Gpt2.NAMES);
        int vocabulary = config.size("vocab_size");
        int positions = config.size("n_positions");
        int d = Sizes.width(config, "n_embd");
        int heads = Sizes.heads(config, "n_head");
        int layers = Sizes.layers(config, "n_layer");
        int inner = config.size("n_inner", 4 * d);
        int headSize = Sizes.headSize(config, d, heads);
        int turning = config.size("rotary_dim");
        if (turning > headSize || turning % 2 != 0) {
            throw config.wrong("rotary_dim", "even and at most the width of a head, " + headSize);
        }
        Activation activation = Activation.read(config, "activation_function", "gelu_new");
        double eps = config.positive("layer_norm_epsilon", 1e-5);
        Rope rope = Rope.of(Rope.Style.INTERLEAVED, turning, BASE);
        Attention attention = Attention.full(headSize);

        Network net = new Network("transformer.");
        Value x = net.tokens("transformer.wte", vocabulary, d);
        for (int i = 0; i < layers; i++) {
            String at = "transformer.h." + i + ".";
            Value h = x.layerNorm(at + "ln_1", eps);
            Value q = h.linear(at + "attn.q_proj", d, Bias.NONE).inHeads(heads);
            Value k = h.linear(at + "attn.k_proj", d, Bias.NONE).inHeads(heads);
            Value v = h.linear(at + "attn.v_proj", d, Bias.NONE).inHeads(heads);
            Value a = q.rotated(rope).attend(k.rotated(rope), v, attention);
            Value o = a.linear(at + "attn.out_proj", d, Bias.NONE);
            x = x.plus(o).plus(h.feedForward(at + "mlp.fc_in", at + "mlp.fc_out", inner, activation));
        }
        Head head = Head.read(config, "transformer.wte", false).withBias("lm_head.bias");
        net.output(x.layerNorm("transformer.ln_f", eps), head, vocabulary);
        return new Architecture(config, vocabulary, positions, net);
    }
}
