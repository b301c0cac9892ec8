package org.palimpsest.inference.engine.family;

import java.util.Locale;

/** Reading token by token: keys and values of what was read are kept, and written in place. */
final class CacheText {
    private CacheText() {}

    static String methods(int layers, int heads, int headSize) {
        return String.format(Locale.ROOT, """
                  def cache(self: __torch__.Ops, tokens: Tensor, keys: Tensor, w: List[Tensor]) -> List[Tensor]:
                    out = annotate(List[Tensor], [])
                    for i in range(%1$d):
                      room = [torch.size(tokens, 0), %2$d, torch.size(keys, 0), %3$d]
                      _0 = torch.append(out, torch.zeros(room, dtype=ops.prim.dtype(w[0]), device=ops.prim.device(tokens)))
                    return out
                  def extend(self: __torch__.Ops, tokens: Tensor, past: Tensor, rows: Tensor, keys: Tensor, cache: List[Tensor], w: List[Tensor]) -> Tensor:
                    steps = torch.arange(torch.size(tokens, 1), dtype=4, device=ops.prim.device(tokens))
                    x = (self).hidden(tokens, torch.add(torch.unsqueeze(past, 1), steps), keys, cache, w, )
                    return (self).logits(torch.index_select(torch.flatten(x, 0, 1), 0, rows), w, )
                  def select(self: __torch__.Ops, rows: Tensor, cache: List[Tensor]) -> List[Tensor]:
                    out = annotate(List[Tensor], [])
                    for i in range(torch.len(cache)):
                      _0 = torch.append(out, torch.index_select(cache[i], 0, rows))
                    return out
                  def cast(self: __torch__.Ops, like: Tensor, w: List[Tensor]) -> List[Tensor]:
                    out = annotate(List[Tensor], [])
                    for i in range(torch.len(w)):
                      _0 = torch.append(out, torch.to(w[i], int(like), False, False))
                    return out
                """, 2 * layers, heads, headSize);
    }
}
