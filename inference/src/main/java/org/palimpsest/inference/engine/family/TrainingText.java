package org.palimpsest.inference.engine.family;

import java.util.Locale;

/**
 * Gradients and a step of Adam (Kingma and Ba 2015, algorithm 1; decay decoupled as in Loshchilov and Hutter 2019,
 * algorithm 2) in one call, so that no object of Java's takes part in the gradient: DJL's scalar operations free memory
 * that autograd still needs. Logits exist only at the rows that carry a target, and one pass at a time. A step whose loss
 * or gradient is not finite changes nothing.
 */
final class TrainingText {
    /** Rows of log-probabilities that exist at a time. */
    private static final int ROWS = 256;

    private TrainingText() {}

    /**
     * The methods of a model.
     *
     * @param head the output layer
     * @param place of its matrix among the weights
     */
    static String methods(Head head, int place) {
        boolean plain = head.bias().isEmpty() && head.softCap() == 0;
        return (plain ? plainHead(place) : ANY_HEAD) + STEP;
    }

    /**
     * The gradient of cross-entropy through x W', written out: (softmax - one hot) / count, in place of the
     * log-probabilities, {@link #ROWS} rows at a time so that they stay in a processor's cache.
     */
    private static String plainHead(int place) {
        return String.format(Locale.ROOT, """
                  def pass_one(self: __torch__.Ops, tokens: Tensor, rows: Tensor, targets: Tensor, count: int, p: List[Tensor]) -> List[Tensor]:
                    x = (self).read(tokens, rows, p, )
                    h = torch.detach(x)
                    matrix = torch.detach(p[%1$d])
                    own = torch.zeros_like(matrix)
                    loss = torch.zeros([], dtype=6, device=ops.prim.device(h))
                    slopes = annotate(List[Tensor], [])
                    for i in range(torch.floordiv(torch.size(h, 0) + %3$d, %2$d)):
                      part = torch.slice(h, 0, i * %2$d, i * %2$d + %2$d)
                      at = torch.unsqueeze(torch.slice(targets, 0, i * %2$d, i * %2$d + %2$d), 1)
                      z = torch.linear(part, matrix, None)
                      chosen = torch.sub(torch.amax(z, [1], True), torch.gather(z, 1, at))
                      z = torch.softmax(z, 1)
                      loss = torch.add(loss, torch.sum(torch.sub(chosen, torch.log(torch.amax(z, [1], True)))))
                      z = torch.scatter_add_(z, 1, at, torch.full_like(chosen, -1.))
                      _0 = torch.append(slopes, torch.mm(z, matrix))
                      own = torch.addmm_(own, torch.t(z), part)
                    slope = torch.div_(torch.cat(slopes, 0), count)
                    own = torch.div_(own, count)
                    found = torch.grad([x], p, annotate(List[Optional[Tensor]], [slope]), None, False, True)
                    out = [torch.div(loss, count)]
                    for i in range(torch.len(found)):
                      maybe = found[i]
                      if torch.__is__(maybe, None):
                        _1 = torch.append(out, own)
                      else:
                        g = unchecked_cast(Tensor, maybe)
                        if i == %1$d:
                          _2 = torch.append(out, torch.add_(g, own))
                        else:
                          _3 = torch.append(out, g)
                    return out
                """, place, ROWS, ROWS - 1);
    }

    private static final String ANY_HEAD = """
              def pass_one(self: __torch__.Ops, tokens: Tensor, rows: Tensor, targets: Tensor, count: int, p: List[Tensor]) -> List[Tensor]:
                z = (self).logits((self).read(tokens, rows, p, ), p, )
                loss = torch.div(torch.cross_entropy_loss(z, targets, None, 2, -100, 0.), count)
                found = torch.grad([loss], p, None, None, False, False)
                out = [torch.detach(loss)]
                for i in range(torch.len(found)):
                  _0 = torch.append(out, unchecked_cast(Tensor, found[i]))
                return out
            """;

    private static final String STEP = """
              def gradients(self: __torch__.Ops, batch: List[Tensor], w: List[Tensor]) -> List[Tensor]:
                p = annotate(List[Tensor], [])
                for i in range(torch.len(w)):
                  _0 = torch.append(p, torch.requires_grad_(torch.detach(w[i]), True))
                passes = torch.floordiv(torch.len(batch), 3)
                count = 0
                for i in range(passes):
                  count = torch.add(count, torch.size(batch[i * 3 + 2], 0))
                out = annotate(List[Tensor], [])
                for i in range(passes):
                  part = (self).pass_one(batch[i * 3], batch[i * 3 + 1], batch[i * 3 + 2], count, p, )
                  if torch.len(out) > 0:
                    torch._foreach_add_(out, part)
                  else:
                    torch.extend(out, part)
                return out
              def train(self: __torch__.Ops, settings: Tensor, batch: List[Tensor], w: List[Tensor], m: List[Tensor], v: List[Tensor], steps: List[Tensor]) -> Tensor:
                all = (self).gradients(batch, w, )
                loss = torch.pop(all, 0)
                norm = torch.linalg_vector_norm(torch.stack(torch._foreach_norm(all, 2)), 2)
                if bool(torch.isfinite(torch.add(loss, norm))):
                  rate = float(torch.select(settings, 0, 0))
                  decay = float(torch.select(settings, 0, 4))
                  limit = float(torch.select(settings, 0, 5))
                  if float(norm) > limit:
                    torch._foreach_mul_(all, torch.div(limit, float(norm)))
                  if decay > 0.:
                    for i in range(torch.len(w)):
                      if torch.dim(w[i]) > 1:
                        _0 = torch.mul_(w[i], torch.sub(1., torch.mul(rate, decay)))
                  torch._foreach_add_(steps, 1)
                  torch._fused_adam_(w, all, m, v, annotate(List[Tensor], []), steps, lr=rate, beta1=float(torch.select(settings, 0, 1)), beta2=float(torch.select(settings, 0, 2)), weight_decay=0., eps=float(torch.select(settings, 0, 3)), amsgrad=False, maximize=False)
                return torch.stack([loss, norm])
            """;
}
