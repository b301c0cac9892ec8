"""Reference values for combination.json: /usr/bin/python3 combination.py > combination.json

p-values are given as base-10 logarithms. Where scipy or statsmodels keep all digits the value is theirs, else it comes from
mpmath with 60 digits and is compared with theirs first."""
import json
import mpmath as mp
import numpy as np
import scipy
import statsmodels
from scipy.stats import combine_pvalues
from statsmodels.stats.multitest import multipletests

mp.mp.dps = 60
cases = []


def log10(x):
    return float(mp.log10(x))


def add(method, values, result, **more):
    cases.append({"method": method, "log10": [float(v) for v in values], "expected": result, **more})


def pm(values):
    return [mp.mpf(10) ** mp.mpf(float(v)) for v in values]


def fisher(ps):
    half = -sum(mp.log(p) for p in ps)
    term, total = mp.mpf(1), mp.mpf(1)
    for k in range(1, len(ps)):
        term = term * half / k
        total += term
    return mp.log(total) - half


def log_upper(z):
    return mp.log(mp.erfc(z / mp.sqrt(2)) / 2)


def quantile(p):
    if p > mp.mpf(1) / 2:
        return -quantile(1 - p)
    if p == mp.mpf(1) / 2:
        return mp.mpf(0)
    logp = mp.log(p)
    z = mp.sqrt(-2 * logp) if logp < -3 else mp.mpf(1)
    for _ in range(100):
        tail = mp.erfc(z / mp.sqrt(2)) / 2
        step = (mp.log(tail) - logp) * tail / (mp.exp(-z * z / 2) / mp.sqrt(2 * mp.pi))
        z += step
        if abs(step) < mp.mpf(10) ** -45 * (1 + abs(z)):
            break
    return z


def stouffer(ps, ws):
    z = sum(w * quantile(p) for w, p in zip(ws, ps)) / mp.sqrt(sum(mp.mpf(w) ** 2 for w in ws))
    return log_upper(z)


def cauchy(ps):
    t = sum(mp.cot(mp.pi * p) for p in ps) / len(ps)
    return mp.log(mp.acot(t) / mp.pi if t > 0 else 1 - mp.acot(-t) / mp.pi if t < 0 else mp.mpf(1) / 2)


def pareto_factor(m):
    if m <= 2:
        return mp.mpf(m)
    f = lambda o: mp.log1p(o) * (m + o) / o
    root = mp.findroot(lambda o: mp.diff(f, o), m * max(1, mp.log(m)))
    return f(root)


def cauchy_any(ps):
    m = len(ps)
    t = sum(mp.cot(mp.pi * p) for p in ps) / m
    upper = lambda x: mp.acot(x) / mp.pi if x > 0 else 1 - mp.acot(-x) / mp.pi if x < 0 else mp.mpf(1) / 2
    # t/gap is a better variable than gap where t is far out
    G = lambda x: x * upper(x) + mp.log(1 + x * x) / (2 * mp.pi)
    f = lambda u: (G(t + (m - 1) * mp.exp(u)) - G(t - mp.exp(u))) / mp.exp(u)
    grid = [mp.log(t) - 6 + mp.mpf(i) / 4 for i in range(60)]
    best = min(grid, key=f)
    low, high = best - mp.mpf(1) / 4, best + mp.mpf(1) / 4
    for _ in range(90):
        a, b = low + (high - low) / 3, high - (high - low) / 3
        if f(a) < f(b):
            high = b
        else:
            low = a
    return mp.log(min(mp.mpf(1), f((low + high) / 2)))


rng = np.random.default_rng(20261123)
sets = [
    [-0.3],
    [-5.0],
    [-100000.0],
    [0.0, 0.0, 0.0],
    [-0.01, -1.5],
    [-2.0, -2.0, -2.0, -2.0],
    [-0.30103, -0.30103, -0.1],
    [-310.0, -0.5, -0.2],
    [-320.0, -325.0, -330.0],
    [-1000.5, -3.25, -0.125],
    [-100000.0, -0.05, -0.5, -99999.0],
    [-1e5, -2e4, -1e3, -1e2],
    [-1e-12, -3.0],
    [-1e-9, -1e-3, -0.2, -1.0],
    [float(v) for v in np.round(np.log10((1 + (np.arange(1, 21) * 7919) % 20) / 20.0), 12)],
    [float(v) for v in np.round(np.log10(rng.uniform(size=7)), 10)],
    [float(v) for v in np.round(np.log10(rng.uniform(size=30)), 10)],
    [float(v) for v in np.round(8 * np.log10(rng.uniform(size=12)), 10)],
    [float(v) for v in np.round(-200 * rng.uniform(size=15), 10)],
    [float(v) for v in np.round(-3 * rng.uniform(size=60), 10)],
]
for s in sets:
    ps = pm(s)
    m = len(s)
    lf = fisher(ps)
    add("fisher", s, float(lf / mp.log(10)))
    if lf > -600 and max(s) < -1e-10:
        plain = [10 ** v for v in s]
        assert abs(combine_pvalues(plain, "fisher")[1] / mp.exp(lf) - 1) < 1e-8
    if max(s) < 0:
        weights = [1 + (i * 7 % 5) for i in range(m)]
        ls = stouffer(ps, [1] * m)
        add("stouffer", s, float(ls / mp.log(10)))
        if m > 1:
            add("stoufferWeighted", s, float(stouffer(ps, weights) / mp.log(10)), weights=weights)
        if ls > -600 and max(s) < -1e-8:
            assert abs(combine_pvalues([10 ** v for v in s], "stouffer")[1] / mp.exp(ls) - 1) < 1e-8
        add("cauchy", s, float(cauchy(ps) / mp.log(10)))
        if m > 1 and sum(mp.cot(mp.pi * p) for p in ps) / m > 3:
            add("cauchyAnyDependence", s, float(cauchy_any(ps) / mp.log(10)))
    ordered = sorted(ps)
    add("simes", s, log10(min(mp.mpf(1), min(m * p / (k + 1) for k, p in enumerate(ordered)))))
    hm = m / sum(1 / p for p in ps)
    add("harmonicMean", s, log10(min(mp.mpf(1), pareto_factor(m) * hm)))
    add("twiceTheMean", s, log10(min(mp.mpf(1), 2 * sum(ps) / m)))

# Calibrators, each value alone.
for v in [0.0, -1e-15, -1e-6, -0.01, -0.3, -0.434, -0.4343, -0.5, -1.0, -2.5, -10.0, -300.0, -5000.25, -1e5]:
    p = mp.mpf(10) ** mp.mpf(v)
    add("halfRoot", [v], log10(1 / (2 * mp.sqrt(p))))
    add("power", [v], log10(mp.mpf(0.125) * p ** (mp.mpf(0.125) - 1)), kappa=0.125)
    u = -mp.log(p)
    add("mixture", [v], log10((1 - p + p * mp.log(p)) / (p * mp.log(p) ** 2)) if v else log10(mp.mpf(0.5)))

# Adjustments of p-values that doubles hold, by statsmodels; ties and ones included.
adjust = [s for s in sets if min(s) > -250]
adjust.append([float(v) for v in np.round(np.log10(np.minimum(1, np.repeat([0.001, 0.02, 0.02, 0.3, 1.0], 5))), 12)])
for s in adjust:
    p = np.array([10 ** v for v in s])
    for ours, theirs in [("holmAdjusted", "holm"), ("hochbergAdjusted", "simes-hochberg"), ("hommelAdjusted", "hommel"),
                         ("bhAdjusted", "fdr_bh"), ("byAdjusted", "fdr_by"), ("bonferroniAdjusted", "bonferroni")]:
        if len(s) == 1 and theirs == "hommel":
            continue
        adjusted = np.log10(multipletests(p, 0.05, theirs)[1])
        add(ours, s, [float(v) for v in adjusted])

version = "combination.py, mpmath %s, scipy %s, statsmodels %s, numpy %s" % (
    mp.__version__, scipy.__version__, statsmodels.__version__, np.__version__)
print('{"madeBy":"script ' + version + '","cases":[')
print(",\n".join(json.dumps(c, separators=(",", ":")) for c in cases))
print("]}")
