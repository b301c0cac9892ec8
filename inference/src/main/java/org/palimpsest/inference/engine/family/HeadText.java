package org.palimpsest.inference.engine.family;

import java.util.Locale;

/**
 * From hidden states to logits, log-likelihoods, moments and the likeliest tokens. Logits are of 32 bits and exist
 * {@link #rows} rows at a time, only for the rows that are asked for.
 */
final class HeadText {
    /** Logits that may exist at a time while scoring, 134 MB. */
    private static final int LOGITS = 1 << 25;

    private static final int FEWEST_ROWS = 64;
    private static final int MOST_ROWS = 512;

    private HeadText() {}

    /** Rows of logits that exist at a time: 512, fewer where the vocabulary is above 65,536. */
    static int rows(int vocabulary) {
        return Math.max(FEWEST_ROWS, Math.min(MOST_ROWS, LOGITS / vocabulary));
    }

    static String methods(int hiddenSize, int vocabulary, String matrix, String bias, double softCap) {
        int rows = rows(vocabulary);
        String cap = softCap > 0
                ? String.format(Locale.ROOT, "    z = torch.mul(torch.tanh(torch.div(z, %1$s)), %1$s)\n", softCap)
                : "";
        return String.format(Locale.ROOT, """
                  def logits(self: __torch__.Ops, x: Tensor, w: List[Tensor]) -> Tensor:
                    z = torch.to(torch.linear(x, %2$s, %3$s), 6, False, False)
                %4$s    return z
                  def read(self: __torch__.Ops, tokens: Tensor, rows: Tensor, w: List[Tensor]) -> Tensor:
                    keys = torch.arange(torch.size(tokens, 1), dtype=4, device=ops.prim.device(tokens))
                    x = (self).hidden(tokens, torch.unsqueeze(keys, 0), keys, annotate(List[Tensor], []), w, )
                    return torch.index_select(torch.reshape(x, [-1, %1$d]), 0, rows)
                  def score(self: __torch__.Ops, tokens: Tensor, rows: Tensor, targets: Tensor, w: List[Tensor]) -> Tensor:
                    x = (self).read(tokens, rows, w, )
                    out = annotate(List[Tensor], [])
                    for i in range(torch.floordiv(torch.size(x, 0) + %6$d, %5$d)):
                      z = (self).logits(torch.slice(x, 0, i * %5$d, i * %5$d + %5$d), w, )
                      y = torch.slice(targets, 0, i * %5$d, i * %5$d + %5$d)
                      _0 = torch.append(out, torch.neg(torch.cross_entropy_loss(z, y, None, 0, -100, 0.)))
                    return torch.cat(out, 0)
                  def moments(self: __torch__.Ops, tokens: Tensor, rows: Tensor, targets: Tensor, w: List[Tensor]) -> List[Tensor]:
                    x = (self).read(tokens, rows, w, )
                    chosen = annotate(List[Tensor], [])
                    mean = annotate(List[Tensor], [])
                    sd = annotate(List[Tensor], [])
                    for i in range(torch.floordiv(torch.size(x, 0) + %6$d, %5$d)):
                      z = torch.log_softmax((self).logits(torch.slice(x, 0, i * %5$d, i * %5$d + %5$d), w, ), -1)
                      y = torch.unsqueeze(torch.slice(targets, 0, i * %5$d, i * %5$d + %5$d), 1)
                      _0 = torch.append(chosen, torch.squeeze(torch.gather(z, 1, y), 1))
                      p = torch.unsqueeze(torch.exp(z), 1)
                      m = torch.squeeze(torch.bmm(p, torch.unsqueeze(z, 2)), 2)
                      _1 = torch.append(mean, torch.squeeze(m, 1))
                      z = torch.square_(torch.sub_(z, m))
                      _2 = torch.append(sd, torch.sqrt(torch.flatten(torch.bmm(p, torch.unsqueeze(z, 2)))))
                    return [torch.cat(chosen, 0), torch.cat(mean, 0), torch.cat(sd, 0)]
                  def topk(self: __torch__.Ops, tokens: Tensor, rows: Tensor, count: Tensor, w: List[Tensor]) -> List[Tensor]:
                    x = (self).read(tokens, rows, w, )
                    values = annotate(List[Tensor], [])
                    ids = annotate(List[Tensor], [])
                    for i in range(torch.floordiv(torch.size(x, 0) + %6$d, %5$d)):
                      z = (self).logits(torch.slice(x, 0, i * %5$d, i * %5$d + %5$d), w, )
                      best, places, = torch.topk(z, int(count))
                      _0 = torch.append(values, torch.sub(best, torch.logsumexp(z, [-1], True)))
                      _1 = torch.append(ids, places)
                    return [torch.cat(values, 0), torch.cat(ids, 0)]
                  def next(self: __torch__.Ops, tokens: Tensor, rows: Tensor, w: List[Tensor]) -> Tensor:
                    return (self).logits((self).read(tokens, rows, w, ), w, )
                """, hiddenSize, matrix, bias, cap, rows, rows - 1);
    }
}
