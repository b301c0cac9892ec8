"""Makes detection.json: p-values of the trap tests by enumeration, convolution and scipy, without any of our code."""
import itertools, json
from fractions import Fraction
import numpy as np
import scipy
from scipy import stats

rng = np.random.default_rng(20)
cases = []


def ranks(pub, con):
    return [1 + sum(c >= p for c in cs) for p, cs in zip(pub, con)]


def rank_sum_p(pub, con):
    law = {0: Fraction(1)}
    for cs in con:
        new = {}
        for s, w in law.items():
            for r in range(1, len(cs) + 2):
                new[s + r] = new.get(s + r, 0) + w / (len(cs) + 1)
        law = new
    total = sum(ranks(pub, con))
    return float(sum(w for s, w in law.items() if s <= total))


def redraw_p(pub, con):
    rows = []
    for p, cs in zip(pub, con):
        x = np.array([p] + list(cs))
        rows.append((x - x.mean()) / x.std())
    seen = sum(r[0] for r in rows)
    sums = [sum(c) for c in itertools.product(*[list(r) for r in rows])]
    return sum(s >= seen - 1e-9 for s in sums) / len(sums)


def fisher_p(pub, con):
    p = [r / (len(cs) + 1) for r, cs in zip(ranks(pub, con), con)]
    return float(stats.combine_pvalues(p, method="fisher").pvalue)


for traps, controls, ties in [(3, 4, False), (4, 5, True), (5, 6, False)]:
    pub = rng.normal(0.8, 1, traps).round(0 if ties else 3)
    con = rng.normal(0, 1, (traps, controls)).round(0 if ties else 3)
    ref_pub = rng.normal(0, 1, traps).round(3)
    ref_con = rng.normal(0, 1, (traps, controls)).round(3)
    mean_pub, mean_con = pub.mean(), con.mean(axis=0)
    cases.append(dict(
        published=pub.tolist(), controls=con.tolist(), referencePublished=ref_pub.tolist(),
        referenceControls=ref_con.tolist(), rankSum=rank_sum_p(pub, con), redraw=redraw_p(pub, con),
        fisher=fisher_p(pub, con), ratio=rank_sum_p(pub - ref_pub, con - ref_con),
        key=(1 + int((mean_con >= mean_pub - 1e-12).sum())) / (controls + 1)))

d = rng.normal(0.5, 1, 9).round(3)
flips = [np.dot(d, s) for s in itertools.product([1, -1], repeat=9)]
flip = dict(differences=d.tolist(), p=sum(f >= d.sum() - 1e-9 for f in flips) / 2 ** 9)

pub, oth = rng.normal(1, 1, 6).round(3), rng.normal(0, 1, 11).round(3)
top = np.argsort(-np.concatenate([pub, oth]))[:6]
hits = int((top < 6).sum())
pool = dict(published=pub.tolist(), unpublished=oth.tolist(), hits=hits,
            hitsP=float(stats.hypergeom.sf(hits - 1, 17, 6, 6)),
            ranksP=float(stats.mannwhitneyu(pub, oth, alternative="greater", method="exact").pvalue))

guesses, seen = [1, 3, 3, 10], 2
law = [1.0]
for g in guesses:
    law = np.convolve(law, [1 - g / 50, g / 50])
words = dict(vocabulary=50, guesses=guesses, hits=seen, p=float(law[seen:].sum()))

json.dump(dict(madeBy=f"detection.py with numpy {np.__version__}, scipy {scipy.__version__}", cases=cases, flip=flip,
               pool=pool, words=words), open("detection.json", "w"), indent=1)
