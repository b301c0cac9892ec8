package org.palimpsest.inference.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * The same work as {@link DjlTokenScorer} in plain libtorch, as one would write it by hand: a parallel-residual GPT-NeoX forward pass over
 * a batch of equal lengths, all logits at once, log-softmax and gather. The yardstick for what our batching and chunking cost.
 */
final class PlainNeoX {
    private PlainNeoX() {}

    /** The program for a checkpoint whose weights come in the order of its architecture. */
    static String program(Map<String, long[]> weights, int layers, int heads, double rotary) {
        List<String> names = new ArrayList<>(weights.keySet());
        long width = Objects.requireNonNull(weights.get("gpt_neox.embed_in.weight"), "embedding")[1];
        long size = width / heads;
        StringBuilder text = new StringBuilder(
                String.format(Locale.ROOT, """
            class Ops(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
              def rotate(self: __torch__.Ops, x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
                n = torch.size(cos, -1)
                h = torch.floordiv(n, 2)
                r = torch.slice(x, -1, 0, n)
                turned = torch.cat([torch.neg(torch.slice(r, -1, h, n)), torch.slice(r, -1, 0, h)], -1)
                y = torch.add(torch.mul(r, cos), torch.mul(turned, sin))
                return torch.cat([y, torch.slice(x, -1, n)], -1)
              def score(self: __torch__.Ops, tokens: Tensor, targets: Tensor, w: List[Tensor]) -> Tensor:
                B = torch.size(tokens, 0)
                T = torch.size(tokens, 1)
                k = torch.arange(0, %1$d, 2, dtype=6, device=ops.prim.device(tokens))
                f = torch.reciprocal(torch.pow(10000., torch.div(k, %1$d)))
                a = torch.outer(torch.arange(T, dtype=6, device=ops.prim.device(tokens)), f)
                e = torch.cat([a, a], -1)
                cos = torch.to(torch.cos(e), ops.prim.dtype(w[0]), False, False)
                sin = torch.to(torch.sin(e), ops.prim.dtype(w[0]), False, False)
                x = torch.embedding(w[%2$d], tokens)
            """, (int) (rotary * size), names.indexOf("gpt_neox.embed_in.weight")));
        for (int i = 0; i < layers; i++) {
            String at = "gpt_neox.layers." + i + ".";
            line(text, "h = torch.layer_norm(x, [" + width + "], " + pair(names, at + "input_layernorm") + ", 1e-05)");
            line(text, "q = torch.linear(h, " + pair(names, at + "attention.query_key_value") + ")");
            line(text, "q = torch.transpose(torch.view(q, [B, T, " + heads + ", " + 3 * size + "]), 1, 2)");
            line(text, "Q = (self).rotate(torch.slice(q, -1, 0, " + size + "), cos, sin, )");
            line(text, "K = (self).rotate(torch.slice(q, -1, " + size + ", " + 2 * size + "), cos, sin, )");
            line(text, "V = torch.slice(q, -1, " + 2 * size + ", " + 3 * size + ")");
            line(text, "o = torch.scaled_dot_product_attention(Q, K, V, None, 0., True)");
            line(text, "o = torch.reshape(torch.transpose(o, 1, 2), [B, T, " + width + "])");
            line(text, "o = torch.linear(o, " + pair(names, at + "attention.dense") + ")");
            line(
                    text,
                    "g = torch.layer_norm(x, [" + width + "], " + pair(names, at + "post_attention_layernorm")
                            + ", 1e-05)");
            line(text, "g = torch.gelu(torch.linear(g, " + pair(names, at + "mlp.dense_h_to_4h") + "))");
            line(
                    text,
                    "x = torch.add(torch.add(x, o), torch.linear(g, " + pair(names, at + "mlp.dense_4h_to_h") + "))");
        }
        line(text, "x = torch.layer_norm(x, [" + width + "], " + pair(names, "gpt_neox.final_layer_norm") + ", 1e-05)");
        line(text, "z = torch.linear(x, w[" + names.indexOf("embed_out.weight") + "])");
        line(text, "z = torch.log_softmax(torch.to(z, 6, False, False), -1)");
        line(text, "return torch.squeeze(torch.gather(z, 2, torch.unsqueeze(targets, 2)), 2)");
        return text.toString();
    }

    private static void line(StringBuilder text, String line) {
        text.append("    ").append(line).append('\n');
    }

    private static String pair(List<String> names, String name) {
        return "w[" + names.indexOf(name + ".weight") + "], w[" + names.indexOf(name + ".bias") + "]";
    }
}
