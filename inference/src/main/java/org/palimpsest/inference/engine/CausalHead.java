package org.palimpsest.inference.engine;

import java.util.Locale;

/**
 * The part of a TorchScript program that all causal families share: from hidden states to log-likelihoods, to the
 * logits of the next token, and to gradients and a step of Adam.
 *
 * <p>{@code score} takes the output layer {@value #ROWS} rows at a time, so that the logits never exist as one [B, T,
 * V] tensor. {@code gradients} takes it only at the rows that carry a target, not at padding. {@code train} does forward, backward and Adam (Kingma and Ba 2015, algorithm 1) in one call, so that no
 * object of Java's takes part in the gradient: DJL's scalar operations free memory that autograd still needs.
 */
final class CausalHead {
    /** Rows of logits that exist at a time while scoring. */
    static final int ROWS = 256;

    private CausalHead() {}

    static String header() {
        return """
                class Ops(Module):
                  __parameters__ = []
                  __buffers__ = []
                  training : bool
                """;
    }

    /** Rotary positions in the half-split form: x cos + (-b, a) sin for x = (a, b). */
    static String rotate() {
        return """
                  def rotate(self: __torch__.Ops, x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
                    a, b, = torch.chunk(x, 2, -1)
                    return torch.add(torch.mul(x, cos), torch.mul(torch.cat([torch.neg(b), a], -1), sin))
                """;
    }

    static String methods(int hiddenSize, int head) {
        return String.format(Locale.ROOT, """
                  def score(self: __torch__.Ops, tokens: Tensor, targets: Tensor, rope: List[Tensor], w: List[Tensor]) -> Tensor:
                    x = torch.reshape((self).hidden(tokens, rope, w, ), [-1, %1$d])
                    y = torch.reshape(targets, [-1])
                    out = annotate(List[Tensor], [])
                    for i in range(torch.floordiv(torch.add(torch.size(y, 0), %4$d), %3$d)):
                      start = torch.mul(i, %3$d)
                      end = torch.add(start, %3$d)
                      z = torch.linear(torch.slice(x, 0, start, end), w[%2$d])
                      t = torch.slice(y, 0, start, end)
                      _0 = torch.append(out, torch.neg(torch.cross_entropy_loss(z, t, None, 0, -100, 0.)))
                    return torch.view(torch.cat(out, 0), torch.size(tokens))
                  def next(self: __torch__.Ops, tokens: Tensor, last: Tensor, rope: List[Tensor], w: List[Tensor]) -> Tensor:
                    x = torch.reshape((self).hidden(tokens, rope, w, ), [-1, %1$d])
                    return torch.linear(torch.index_select(x, 0, last), w[%2$d])
                  def gradients(self: __torch__.Ops, tokens: Tensor, rows: Tensor, targets: Tensor, rope: List[Tensor], w: List[Tensor]) -> List[Tensor]:
                    p = annotate(List[Tensor], [])
                    for i in range(torch.len(w)):
                      _0 = torch.append(p, torch.requires_grad_(torch.detach(w[i]), True))
                    x = torch.reshape((self).hidden(tokens, rope, p, ), [-1, %1$d])
                    z = torch.linear(torch.index_select(x, 0, rows), p[%2$d])
                    loss = torch.cross_entropy_loss(z, targets, None, 1, -100, 0.)
                    found = torch.grad([loss], p, None, None, False, False)
                    out = [torch.detach(loss)]
                    for i in range(torch.len(found)):
                      maybe = found[i]
                      if torch.__isnot__(maybe, None):
                        _1 = torch.append(out, unchecked_cast(Tensor, maybe))
                      else:
                        pass
                    return out
                  def train(self: __torch__.Ops, tokens: Tensor, rows: Tensor, targets: Tensor, rate: Tensor, rope: List[Tensor], w: List[Tensor], m: List[Tensor], v: List[Tensor], steps: List[Tensor]) -> Tensor:
                    all = (self).gradients(tokens, rows, targets, rope, w, )
                    loss = torch.pop(all, 0)
                    torch._foreach_add_(steps, 1)
                    torch._fused_adam_(w, all, m, v, annotate(List[Tensor], []), steps, lr=rate, beta1=0.90000000000000002, beta2=0.999, weight_decay=0., eps=1e-08, amsgrad=False, maximize=False)
                    return loss
                """, hiddenSize, head, ROWS, ROWS - 1);
    }
}
