"""Makes roc.json. Scores are x_i = (i * a + c) mod p, plus a shift for members; every number is computed at 50 digits."""
import json
import mpmath as mp
import numpy as np
import scipy
import sklearn
from sklearn.metrics import roc_auc_score, roc_curve

mp.mp.dps = 50


def scores(n, a, c, p, shift):
    i = np.arange(n, dtype=np.int64)
    return (i * a + c) % p + shift


def placements(x, y):
    """Twice the number of y below each x (ties once), and twice the number of x above each y, as integers."""
    below = np.searchsorted(np.sort(y), x, "left") + np.searchsorted(np.sort(y), x, "right")
    above = 2 * len(x) - np.searchsorted(np.sort(x), y, "left") - np.searchsorted(np.sort(x), y, "right")
    return [int(v) for v in below], [int(v) for v in above]


def delong(dx, dy):
    """Estimate, variance and Satterthwaite's degrees of freedom from doubled placements."""
    m, n = len(dx), len(dy)
    estimate = mp.mpf(sum(dx)) / (2 * m * n)
    square = lambda d: mp.mpf(len(d) * sum(v * v for v in d) - sum(d) ** 2) / (len(d) * 4)
    a = square(dx) / (mp.mpf(n) ** 2 * m * (m - 1))
    b = square(dy) / (mp.mpf(m) ** 2 * n * (n - 1))
    spread = a * a / (m - 1) + b * b / (n - 1)
    freedom = (a + b) ** 2 / spread if spread else mp.mpf(min(m, n) - 1)
    return estimate, a + b, freedom


def upper(t, f):
    half = mp.betainc(f / 2, mp.mpf(1) / 2, 0, f / (f + t * t), regularized=True) / 2
    return half if t >= 0 else 1 - half


def log10p(t, correction, f):
    two = min(mp.mpf(1), 2 * upper(max(mp.mpf(0), abs(t) - correction), f))
    return [float(mp.log10(v)) for v in (upper(t - correction, f), upper(-t - correction, f), two)]


def quantile(tail, f):
    start = scipy.stats.t.isf(float(tail), float(f))
    return mp.findroot(lambda t: upper(t, f) - tail, mp.mpf(start))


def one_sample(x, y, estimate, variance, freedom):
    m, n = len(x), len(y)
    total = m + n
    _, ties = np.unique(np.concatenate([x, y]), return_counts=True)
    ties = [int(t) for t in ties]
    exchangeable = (total + 1 - mp.mpf(sum(t**3 - t for t in ties)) / (total * (total - 1))) / (12 * m * n)
    step = mp.mpf(min(s + t for s, t in zip(ties, ties[1:]))) / 2 / (m * n)
    error = mp.sqrt(max(variance, exchangeable))
    return log10p((estimate - mp.mpf(1) / 2) / error, step / 2 / error, freedom)


def case(m, n, p, shift, a1=7919, a2=104729, c=3):
    x, y = scores(m, a1, c, p, shift), scores(n, a2, c + 5, p, 0)
    x2, y2 = scores(m, 6007, c + 1, p, shift) + x, scores(n, 6007, c + 2, p, 0) + y
    first, second = placements(x, y), placements(x2, y2)
    estimate, variance, freedom = delong(*first)
    out = {"m": m, "n": n, "p": p, "shift": shift, "a1": a1, "a2": a2, "c": c}
    labels = np.r_[np.ones(m), np.zeros(n)]
    pooled = np.r_[x, y].astype(float)
    out["auc"] = float(estimate)
    assert abs(roc_auc_score(labels, pooled) - out["auc"]) < 1e-12
    fpr, tpr, thresholds = roc_curve(labels, pooled, drop_intermediate=False)
    out["points"] = len(fpr)
    out["operating"] = []
    for t in (1 / n, 0.01, 0.05, 0.1, 0.5, 1):
        if t >= 1 / n:
            best = tpr[fpr <= t].max()
            at = int(np.argmax(tpr == best))
            threshold = None if at == 0 else float(thresholds[at])
            out["operating"].append([t, float(best), float(fpr[at]), threshold])
    out["variance"] = float(variance)
    if variance > 0:
        out["freedom"] = float(freedom)
        out["log10P"] = one_sample(x, y, estimate, variance, freedom)
        reach = quantile(mp.mpf("0.025"), freedom) * mp.sqrt(variance)
        out["plain"] = [float(max(0, estimate - reach)), float(min(1, estimate + reach))]
        centre, wide = mp.log(estimate / (1 - estimate)), reach / (estimate * (1 - estimate))
        out["logit"] = [float(1 / (1 + mp.exp(-centre + s * wide))) for s in (1, -1)]
    difference = [[u - v for u, v in zip(f, s)] for f, s in zip(first, second)]
    estimate, variance, freedom = delong(*difference)
    out["paired"] = {"difference": float(estimate), "variance": float(variance)}
    if estimate != 0:
        t = estimate / mp.sqrt(variance + estimate**2 / freedom)
        out["paired"]["log10P"] = log10p(t, mp.mpf(0), freedom)
    return out


designs = [(m, n, p, s) for m, n in ((2, 2), (3, 7), (10, 10), (30, 20), (50, 400), (300, 300))
           for p, s in ((1000003, 0), (1000003, 300001), (1009, -200), (7, 1), (2, 0), (3, 1))]
designs += [(m, n, p, s) for m, n in ((3000, 2500), (1000, 20000))
            for p, s in ((1000003, 10007), (1000003, 800001), (1000003, -500001), (11, 1), (11, 6), (101, -80))]
designs += [(40, 40, 1009, s) for s in (600, 900, 1000, -990)] + [(5, 5, 1009, 2000), (6, 9, 2, 5), (40, 30, 2, -5)]
document = {
    "madeBy": "script roc.py, mpmath %s, scikit-learn %s, scipy %s, numpy %s"
              % (mp.__version__, sklearn.__version__, scipy.__version__, np.__version__),
    "cases": [case(*d) for d in designs],
}
with open("roc.json", "w") as file:
    file.write(json.dumps(document).replace('{"m"', '\n{"m"') + "\n")
print(len(document["cases"]))
