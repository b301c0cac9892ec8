"""Reference values of rank correlations: exact laws by enumeration, t tails by mpmath, R's cor.test, coin in strata.

Run as: /usr/bin/python3 spearman.py > spearman.json   (needs Rscript with the package coin)
"""
import itertools
import json
import subprocess
from fractions import Fraction
from math import factorial

import mpmath
import scipy
from scipy.stats import rankdata

mpmath.mp.dps = 60
cases = []


def doubled(values):
    return [int(2 * r - len(values) - 1) for r in rankdata(values)]


def law(x, y):
    """Every value of sum a b over all orders, with its number of orders."""
    a, b = doubled(x), doubled(y)
    counts = {}
    for order in itertools.permutations(b):
        s = sum(u * v for u, v in zip(a, order))
        counts[s] = counts.get(s, 0) + 1
    return sum(u * v for u, v in zip(a, b)), counts


def tails(observed, counts):
    total = sum(counts.values())
    return {
        "two-sided": sum(c for s, c in counts.items() if abs(s) >= abs(observed)) / total,
        "greater": sum(c for s, c in counts.items() if s >= observed) / total,
        "less": sum(c for s, c in counts.items() if s <= observed) / total,
    }


def pattern(n, step, modulus):
    return [(i * step % 1009) % modulus for i in range(1, n + 1)]


# exact laws by enumeration, ties from none to heavy
for n in (3, 4, 5, 6, 7, 8):
    for step, modulus in ((197, 1009), (389, 3), (571, 2), (101, 4)):
        x, y = pattern(n, 7919, 5 if modulus < 9 else 1009), pattern(n, step, modulus)
        if len(set(x)) > 1 and len(set(y)) > 1:
            cases.append({"kind": "exact", "x": x, "y": y, **tails(*law(x, y))})

def positive_series(top, bottom, x):
    """2F1(1, top; bottom; x), all terms positive."""
    term = total = mpmath.mpf(1)
    k = 0
    while term > total * mpmath.mpf(10) ** -mpmath.mp.dps:
        term *= (top + k) / (bottom + k) * x
        total += term
        k += 1
    return total


def t_tail(rho, n):
    """ln I_{1-rho^2}((n-2)/2, 1/2)."""
    a, half, x = mpmath.mpf(n - 2) / 2, mpmath.mpf(1) / 2, 1 - rho * rho
    scale = x ** a * abs(rho) / mpmath.beta(a, half)
    if abs(rho) < 0.05:
        return mpmath.log(1 - scale / half * positive_series(a + half, half + 1, 1 - x))
    return mpmath.log(scale / a * positive_series(a + half, a + 1, x))


# t tails, down to 1e-800000
for rho in ("0.01", "-0.1", "0.28", "0.5", "-0.9", "0.99"):
    for n in (4, 10, 1000, 6000, 100000, 1000000):
        log = t_tail(mpmath.mpf(float(rho)), n)
        cases.append({"kind": "t", "rho": float(rho), "n": n, "log10P": float(log / mpmath.log(10))})


r_code = ["suppressMessages(library(coin))"]
r_targets = []


def later_in_r(code, case, key):
    """Prints one number at the end, in one R session for all, and keeps it under case[key]."""
    r_code.append("cat(sprintf('%.17g\\n', " + code + "))")
    r_targets.append((case, key))


def run_r():
    r_code.append("cat(paste0('R_', getRversion(), '_coin_', packageVersion('coin')))")
    script = subprocess.run(["Rscript", "-"], input="\n".join(r_code), capture_output=True, text=True, check=True)
    numbers = script.stdout.split()
    for (case, key), number in zip(r_targets, numbers):
        case[key] = float(number)
    return numbers[-1].replace("_", " ")


# R's exact law without ties, n <= 9
for n in range(4, 10):
    for step in (197, 811):
        x, y = pattern(n, 7919, 1009), pattern(n, step, 1009)
        case = {"kind": "R", "x": x, "y": y}
        for side in ("greater", "less"):
            later_in_r("cor.test(c(%s), c(%s), method='spearman', exact=TRUE, alternative='%s')$p.value"
                       % (",".join(map(str, x)), ",".join(map(str, y)), side), case, side)
        cases.append(case)


# strata: z of coin, exact p by convolution of enumerated laws
def stratified(sizes, x_modulus, y_modulus):
    n = sum(sizes)
    x, y = pattern(n, 7919, x_modulus), pattern(n, 577, y_modulus)
    strata = [s for s, size in enumerate(sizes) for _ in range(size)]
    blocks, observed, total = [], Fraction(0), {Fraction(0): 1}
    xs, ys, inner = [], [], []
    for s, size in enumerate(sizes):
        inside = [i for i in range(n) if strata[i] == s]
        bx, by = [x[i] for i in inside], [y[i] for i in inside]
        if size == 1:
            continue  # coin refuses such strata
        inner += [s] * size
        xs += [float(r) for r in rankdata(bx)]
        ys += [float(r) / (size * (size + 1)) for r in rankdata(by)]
        if size > 8:
            total = None
        if total is not None:
            seen, counts = law(bx, by)
            weight = Fraction(1, size * (size + 1))
            observed += weight * seen
            joint = {}
            for u, c in total.items():
                for v, d in counts.items():
                    key = u + weight * v
                    joint[key] = joint.get(key, 0) + c * d
            total = joint
    case = {"kind": "strata", "x": x, "y": y, "strata": strata}
    later_in_r("statistic(independence_test(y ~ x | s, teststat='scalar', "
               "data=data.frame(x=c(%s), y=c(%s), s=factor(c(%s)))))"
               % tuple(",".join(repr(v) for v in column) for column in (xs, ys, inner)), case, "z")
    if total is not None:
        case.update(tails(observed, total))
    cases.append(case)


for sizes in ((2, 3), (2, 2, 2, 2), (3, 4, 5), (6, 6), (1, 4, 5), (5, 4, 3, 2), (7, 3)):
    stratified(sizes, 1009, 1009)
    stratified(sizes, 2, 1009)
    stratified(sizes, 3, 4)
for sizes in ((10, 20, 30), (40, 15), (5,) * 12, (50, 2, 9)):
    stratified(sizes, 1009, 1009)
    stratified(sizes, 2, 1009)
    stratified(sizes, 3, 5)

versions = run_r()
cases = [case for case in cases if case.get("z") == case.get("z")]  # nothing varies in some strata
print(json.dumps({
    "madeBy": "spearman.py, mpmath %s, scipy %s, %s" % (mpmath.__version__, scipy.__version__, versions),
    "cases": cases}).replace('{"kind"', '\n{"kind"'))
