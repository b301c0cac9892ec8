"""Reference values of KendallTest: exact laws in whole numbers, the normal law in mpmath, tau-b by scipy.

Series are x_i = a i mod m and y_i = b (i + 1) mod k for i = 0..n-1, so that both sides can compute them.
Run: /usr/bin/python3 kendall.py > kendall.json
"""

import itertools
import json
import math
import platform
from fractions import Fraction

import mpmath
import numpy
import scipy
import scipy.stats

mpmath.mp.dps = 50


def score(x, y):
    n = len(x)
    sign = lambda d: (d > 0) - (d < 0)
    return sum(sign(x[i] - x[j]) * sign(y[i] - y[j]) for i in range(n) for j in range(i))


def groups(values):
    return [list(values).count(v) for v in sorted(set(values))]


def multinomial(sizes):
    """Coefficients of the Gaussian multinomial, by whole-number convolution and long division."""
    n = sum(sizes)
    poly = [1]
    for k in range(2, n + 1):
        poly = times(poly, k)
    for size in sizes:
        for k in range(2, size + 1):
            poly = divided(poly, k)
    return poly


def times(poly, k):
    out = [0] * (len(poly) + k - 1)
    window = 0
    for i in range(len(out)):
        window += poly[i] if i < len(poly) else 0
        window -= poly[i - k] if 0 <= i - k < len(poly) else 0
        out[i] = window
    return out


def divided(poly, k):
    out = [0] * (len(poly) - k + 1)
    window = 0
    for i in range(len(out)):
        out[i] = poly[i] - window
        window += out[i]
        window -= out[i - k + 1] if i - k + 1 >= 0 else 0
    return out


LAWS = {}


def exact(x, y):
    """One-sided and two-sided p, as fractions, if at most one series has ties."""
    sizes = groups(x) if len(set(x)) < len(x) else groups(y)
    key = tuple(sizes)
    if key not in LAWS:
        LAWS[key] = multinomial(sizes)
    law = LAWS[key]
    total, most, s = sum(law), len(law) - 1, score(x, y)
    chance = lambda keep: Fraction(sum(c for d, c in enumerate(law) if keep(most - 2 * d)), total)
    return chance(lambda t: t >= s), chance(lambda t: t <= s), chance(lambda t: abs(t) >= abs(s))


def enumerated(x, y):
    s = score(x, y)
    scores = [score(x, order) for order in itertools.permutations(y)]
    share = lambda keep: Fraction(sum(map(keep, scores)), len(scores))
    return share(lambda t: t >= s), share(lambda t: t <= s), share(lambda t: abs(t) >= abs(s))


def normal(x, y):
    """With Kendall's variance and a correction of 1 for continuity, as R's cor.test(continuity = TRUE)."""
    n, s = len(x), score(x, y)
    t, u = groups(x), groups(y)
    f = lambda g: sum(k * (k - 1) * (2 * k + 5) for k in g)
    p2 = lambda g: sum(k * (k - 1) for k in g)
    p3 = lambda g: sum(k * (k - 1) * (k - 2) for k in g)
    variance = mpmath.mpf(n * (n - 1) * (2 * n + 5) - f(t) - f(u)) / 18
    variance += mpmath.mpf(p2(t) * p2(u)) / (2 * n * (n - 1))
    variance += mpmath.mpf(p3(t) * p3(u)) / (9 * n * (n - 1) * (n - 2))
    upper = lambda v: mpmath.erfc((v - 1) / mpmath.sqrt(2 * variance)) / 2
    return upper(s), upper(-s), min(mpmath.mpf(1), 2 * upper(abs(s)))


def log10(p):
    value = mpmath.mpf(p.numerator) / p.denominator if isinstance(p, Fraction) else p
    return float(mpmath.log10(value))


def series(n, a, m, b, k):
    return [a * i % m for i in range(n)], [b * (i + 1) % k for i in range(n)]


def case(n, a, m, b, k, law, method):
    x, y = series(n, a, m, b, k)
    greater, less, two = law(x, y)
    tau = float(scipy.stats.kendalltau(x, y).correlation)
    return dict(n=n, a=a, m=m, b=b, k=k, tau=tau, score=score(x, y), method=method,
                greater=log10(greater), less=log10(less), two=log10(two))


def main():
    cases = []
    for n in (3, 4, 5, 8, 12, 20, 50, 100, 150, 170):
        for a, b in ((1, 1), (1, 100), (1, 7), (29, 31)):
            cases.append(case(n, a, 173, b, 179, exact, "exact"))
    cases.append(case(170, 1, 173, 178, 179, exact, "exact"))
    for n in (5, 9, 30, 60, 120, 170):
        for k in (2, 3, 7, n - 1):
            cases.append(case(n, 1, 997, 5, k if math.gcd(5, k) == 1 else k + 1, exact, "exact"))
            cases.append(case(n, 1, 997, n * k + 1, k, exact, "exact"))
    for n in (4, 5, 6, 7):
        for m, k in ((2, 2), (2, 3), (3, 2), (3, 4)):
            x, y = series(n, 1, m, 3, k)
            if len(set(y)) > 1:
                cases.append(case(n, 1, m, 3, k, enumerated, "exact"))
    for n in (171, 300, 600):
        for a, b in ((1, 1), (1, 1007), (29, 31)):
            cases.append(case(n, a, 1009, b, 1013, normal, "asymptotic"))
            cases.append(case(n, a, 1009, b, 17, normal, "asymptotic"))
    made = f"script kendall.py, Python {platform.python_version()}, scipy {scipy.__version__}, numpy {numpy.__version__}, mpmath {mpmath.__version__}"
    rows = ",\n".join(json.dumps(c) for c in cases)
    print(f'{{"madeBy": {json.dumps(made)}, "cases": [\n{rows}\n]}}')


if __name__ == "__main__":
    main()
