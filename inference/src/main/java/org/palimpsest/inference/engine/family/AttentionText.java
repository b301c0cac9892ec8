package org.palimpsest.inference.engine.family;

/**
 * Attention of T new tokens a row over what the row has read so far.
 *
 * <p>Without a cache, and in a cache's first call, keys are the new tokens themselves: libtorch's fused causal attention
 * needs no mask unless a window is shorter than the text. Padding stands on the right, where no real token looks. With a
 * cache the mask compares positions, so rows may have read different lengths, and the query heads that share a key head
 * are laid along the query axis, so that no key is copied. A soft cap is not fused: its logits exist 256 queries at a
 * time.
 */
final class AttentionText {
    private AttentionText() {}

    static String methods() {
        return """
                  def visible(self: __torch__.Ops, positions: Tensor, keys: Tensor, window: int) -> Tensor:
                    age = torch.sub(torch.unsqueeze(torch.unsqueeze(positions, 1), 3), keys)
                    seen = torch.ge(age, 0)
                    if window > 0:
                      seen = torch.logical_and(seen, torch.lt(age, window))
                    return seen
                  def remember(self: __torch__.Ops, x: Tensor, store: Tensor, positions: Tensor, keys: Tensor) -> Tensor:
                    at = torch.expand_as(torch.unsqueeze(torch.unsqueeze(positions, 1), 3), x)
                    return torch.slice(torch.scatter_(store, 2, at, x), 2, 0, torch.size(keys, 0))
                  def repeated(self: __torch__.Ops, x: Tensor, like: Tensor) -> Tensor:
                    group = torch.floordiv(torch.size(like, 1), torch.size(x, 1))
                    y = x
                    if group > 1:
                      y = torch.flatten(torch.expand(torch.unsqueeze(x, 2), [-1, -1, group, -1, -1]), 1, 2)
                    return y
                  def capped(self: __torch__.Ops, q: Tensor, k: Tensor, v: Tensor, seen: Tensor, scale: float, cap: float) -> Tensor:
                    kt = torch.transpose(k, 2, 3)
                    out = annotate(List[Tensor], [])
                    for i in range(torch.floordiv(torch.size(q, 2) + 255, 256)):
                      part = torch.slice(q, 2, i * 256, i * 256 + 256)
                      z = torch.matmul(part, kt)
                      z = torch.mul(torch.tanh(torch.mul(z, scale / cap)), cap)
                      hidden = torch.logical_not(torch.slice(seen, 2, i * 256, i * 256 + 256))
                      z = torch.masked_fill(torch.to(z, 6, False, False), hidden, -3.0000000000000001e+38)
                      p = torch.to(torch.softmax(z, -1), ops.prim.dtype(v), False, False)
                      _0 = torch.append(out, torch.matmul(p, v))
                    return torch.cat(out, 2)
                  def attention(self: __torch__.Ops, q: Tensor, k: Tensor, v: Tensor, scale: float, window: int, cap: float, layer: int, positions: Tensor, keys: Tensor, cache: List[Tensor]) -> Tensor:
                    T = torch.size(q, 2)
                    K = k
                    V = v
                    if torch.len(cache) > 0:
                      K = (self).remember(k, cache[layer * 2], positions, keys, )
                      V = (self).remember(v, cache[layer * 2 + 1], positions, keys, )
                    if torch.size(keys, 0) == T:
                      K = (self).repeated(k, q, )
                      V = (self).repeated(v, q, )
                      if cap > 0.:
                        a = (self).capped(q, K, V, (self).visible(positions, keys, window, ), scale, cap, )
                      else:
                        if window > 0 and T > window:
                          a = torch.scaled_dot_product_attention(q, K, V, (self).visible(positions, keys, window, ), 0., False, scale=scale)
                        else:
                          a = torch.scaled_dot_product_attention(q, K, V, None, 0., True, scale=scale)
                    else:
                      group = torch.floordiv(torch.size(q, 1), torch.size(k, 1))
                      folded = torch.flatten(torch.view(q, [torch.size(q, 0), torch.size(k, 1), group, T, torch.size(q, 3)]), 2, 3)
                      seen = torch.unsqueeze((self).visible(positions, keys, window, ), 2)
                      seen = torch.flatten(torch.expand(seen, [-1, -1, group, -1, -1]), 2, 3)
                      if cap > 0.:
                        a = (self).capped(folded, K, V, seen, scale, cap, )
                      else:
                        a = torch.scaled_dot_product_attention(folded, K, V, seen, 0., False, scale=scale)
                      a = torch.reshape(a, [torch.size(q, 0), torch.size(q, 1), T, torch.size(v, 3)])
                    return torch.flatten(torch.transpose(a, 1, 2), 2)
                """;
    }
}
