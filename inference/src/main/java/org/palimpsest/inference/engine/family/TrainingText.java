package org.palimpsest.inference.engine.family;

/**
 * Gradients and a step of Adam (Kingma and Ba 2015, algorithm 1; decay decoupled as in Loshchilov and Hutter 2019,
 * algorithm 2) in one call, so that no object of Java's takes part in the gradient: DJL's scalar operations free memory
 * that autograd still needs. Logits exist only at the rows that carry a target, and one pass at a time. A step whose loss
 * or gradient is not finite changes nothing.
 */
final class TrainingText {
    private TrainingText() {}

    static String methods() {
        return """
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
                      z = (self).logits((self).read(batch[i * 3], batch[i * 3 + 1], p, ), p, )
                      sum = torch.cross_entropy_loss(z, batch[i * 3 + 2], None, 2, -100, 0.)
                      loss = torch.div(sum, count)
                      found = torch.grad([loss], p, None, None, False, False)
                      part = [torch.detach(loss)]
                      for j in range(torch.len(found)):
                        _1 = torch.append(part, unchecked_cast(Tensor, found[j]))
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
}
