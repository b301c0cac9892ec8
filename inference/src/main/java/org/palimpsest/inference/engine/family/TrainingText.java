package org.palimpsest.inference.engine.family;

/**
 * Gradients and a step of Adam (Kingma and Ba 2015, algorithm 1) in one call, so that no object of Java's takes part in
 * the gradient: DJL's scalar operations free memory that autograd still needs. Logits exist only at the rows that carry
 * a target.
 */
final class TrainingText {
    private TrainingText() {}

    static String methods() {
        return """
                  def gradients(self: __torch__.Ops, tokens: Tensor, rows: Tensor, targets: Tensor, w: List[Tensor]) -> List[Tensor]:
                    p = annotate(List[Tensor], [])
                    for i in range(torch.len(w)):
                      _0 = torch.append(p, torch.requires_grad_(torch.detach(w[i]), True))
                    z = (self).logits((self).read(tokens, rows, p, ), p, )
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
                  def train(self: __torch__.Ops, tokens: Tensor, rows: Tensor, targets: Tensor, rate: Tensor, w: List[Tensor], m: List[Tensor], v: List[Tensor], steps: List[Tensor]) -> Tensor:
                    all = (self).gradients(tokens, rows, targets, w, )
                    loss = torch.pop(all, 0)
                    torch._foreach_add_(steps, 1)
                    torch._fused_adam_(w, all, m, v, annotate(List[Tensor], []), steps, lr=rate, beta1=0.90000000000000002, beta2=0.999, weight_decay=0., eps=1e-08, amsgrad=False, maximize=False)
                    return loss
                """;
    }
}
