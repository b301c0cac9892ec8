package org.palimpsest.inference.engine;

import java.util.Locale;

/**
 * Writes the TorchScript of a model of the Llama layout.
 *
 * <p>Every block is
 *
 * <pre>
 * h = RMSNorm(x);  x += O(attention(rotate(Q h), rotate(K h), V h))      causal, grouped-query
 * h = RMSNorm(x);  x += down(silu(gate h) * up h)                        SwiGLU
 * </pre>
 *
 * and the logits are {@code RMSNorm(x) E'}. Tokens are padded on the right: a causal model's earlier positions never
 * see the padding, so no mask is needed. Weights come as one list in the order of {@link LlamaConfig#weights()}.
 */
final class LlamaProgram {
    private final LlamaConfig config;
    private final StringBuilder body = new StringBuilder();
    private int nextWeight = 1;

    private LlamaProgram(LlamaConfig config) {
        this.config = config;
    }

    /** The text of the class with {@code hidden} and the methods of {@link CausalHead}. */
    static String of(LlamaConfig config) {
        LlamaProgram program = new LlamaProgram(config);
        program.hidden();
        int head = config.tiedEmbeddings() ? 0 : program.nextWeight;
        return CausalHead.header()
                + program.norm()
                + CausalHead.rotate()
                + program.body
                + CausalHead.methods(config.hiddenSize(), head);
    }

    private String norm() {
        return String.format(Locale.ROOT, """
                  def norm(self: __torch__.Ops, x: Tensor, gain: Tensor) -> Tensor:
                    scale = torch.rsqrt(torch.add(torch.mean(torch.mul(x, x), [-1], True), %s))
                    return torch.mul(torch.mul(x, scale), gain)
                """, Double.toString(config.normEpsilon()));
    }

    private void hidden() {
        line("def hidden(self: __torch__.Ops, tokens: Tensor, rope: List[Tensor], w: List[Tensor]) -> Tensor:", 2);
        line("x = torch.embedding(w[0], tokens)");
        line("B = torch.size(tokens, 0)");
        line("T = torch.size(tokens, 1)");
        line("cos = torch.slice(rope[0], 0, 0, T)");
        line("sin = torch.slice(rope[1], 0, 0, T)");
        for (int i = 0; i < config.layers(); i++) {
            block();
        }
        line("x = (self).norm(x, " + weight() + ", )");
        line("return x");
    }

    private void block() {
        line("h = (self).norm(x, " + weight() + ", )");
        project("q", config.heads());
        project("k", config.keyValueHeads());
        project("v", config.keyValueHeads());
        line("q = (self).rotate(q, cos, sin, )");
        line("k = (self).rotate(k, cos, sin, )");
        int group = config.heads() / config.keyValueHeads();
        if (group > 1) {
            line("k = torch.repeat_interleave(k, " + group + ", 1)");
            line("v = torch.repeat_interleave(v, " + group + ", 1)");
        }
        line("a = torch.scaled_dot_product_attention(q, k, v, None, 0., True)");
        line("a = torch.reshape(torch.transpose(a, 1, 2), [B, T, " + config.hiddenSize() + "])");
        line("x = torch.add(x, torch.linear(a, " + weight() + "))");
        line("h = (self).norm(x, " + weight() + ", )");
        line("g = torch.silu(torch.linear(h, " + weight() + "))");
        line("u = torch.linear(h, " + weight() + ")");
        line("x = torch.add(x, torch.linear(torch.mul(g, u), " + weight() + "))");
    }

    /** {@code name} = the projection of h, as [B, heads, T, headSize]. */
    private void project(String name, int heads) {
        line(name + " = torch.transpose(torch.view(torch.linear(h, " + weight() + "), [B, T, " + heads + ", "
                + config.headSize() + "]), 1, 2)");
    }

    private String weight() {
        return "w[" + nextWeight++ + "]";
    }

    private void line(String text) {
        line(text, 4);
    }

    private void line(String text, int indent) {
        body.append(" ".repeat(indent)).append(text).append('\n');
    }
}
