"""Makes exact.json: exact discrete tails from whole-number arithmetic and mpmath. Run: /usr/bin/python3 exact.py > exact.json"""
import itertools
import json
import sys
from fractions import Fraction
from math import comb

import mpmath as mp

mp.mp.dps = 60
CUT = mp.mpf(10) ** -22
cases = []


def log10(x):
    if isinstance(x, Fraction):
        return float(mp.log10(mp.mpf(x.numerator)) - mp.log10(mp.mpf(x.denominator)))
    return float(mp.log10(x))


def away(first, ratio, count):
    """Sum of masses from the first one on, each by its ratio to the one before; until the rest is below 1e-22 of it."""
    total = term = first
    for i in range(count - 1):
        r = ratio(i)
        term *= r
        total += term
        if r < 1 and term * r / (1 - r) < total * CUT:
            break
    return total


def lfact(n):
    return mp.loggamma(mp.mpf(n) + 1)


def lcomb(n, k):
    return lfact(n) - lfact(k) - lfact(n - k)


def binomial(n, q, s):
    p = mp.mpf(q)
    if s > n * p:
        first = mp.exp(lcomb(n, s) + s * mp.log(p) + (n - s) * mp.log1p(-p))
        tail = away(first, lambda i: mp.mpf(n - s - i) / (s + 1 + i) * p / (1 - p), n - s + 1)
    else:
        k = s - 1
        first = mp.exp(lcomb(n, k) + k * mp.log(p) + (n - k) * mp.log1p(-p))
        tail = 1 - away(first, lambda i: mp.mpf(k - i) / (n - k + 1 + i) * (1 - p) / p, s)
    cases.append({"kind": "binomial", "n": n, "q": q, "hits": s, "log10P": log10(tail)})


def hypergeometric(pool, published, picked, hits):
    M, m, k = pool, published, picked

    def mass(s):
        return mp.exp(lcomb(m, s) + lcomb(M - m, k - s) - lcomb(M, k))

    if hits * M > m * k:
        s = hits
        tail = away(mass(s), lambda i: mp.mpf((m - s - i) * (k - s - i)) / ((s + 1 + i) * (M - m - k + s + 1 + i)),
                    min(m, k) - s + 1)
    else:
        s = hits - 1
        tail = 1 - away(mass(s), lambda i: mp.mpf((s - i) * (M - m - k + s - i)) / ((m - s + 1 + i) * (k - s + 1 + i)),
                        hits - max(0, m + k - M))
    cases.append({"kind": "hypergeometric", "pool": M, "published": m, "picked": k, "hits": hits, "log10P": log10(tail)})


def guesses_of(secrets, step, most):
    return [1 + (j * step) % most for j in range(secrets)]


def guess(words, last, secrets, step, most, hits):
    """Poisson-binomial tail; secret j (from 0) is guessed 1 + (j step mod most) times."""
    upto = [mp.mpf(0)] * hits
    if hits:
        upto[0] = mp.mpf(1)
    reached = mp.mpf(1 if hits == 0 else 0)
    for b in guesses_of(secrets, step, most):
        q = min(mp.mpf(1), b * mp.mpf(words) ** -last)
        if hits:
            reached += upto[-1] * q
            for k in range(hits - 1, 0, -1):
                upto[k] = upto[k] * (1 - q) + upto[k - 1] * q
            upto[0] *= 1 - q
    cases.append({"kind": "guess", "words": words, "last": last, "secrets": secrets, "step": step, "most": most,
                  "hits": hits, "log10P": log10(reached)})


def equal_sum(terms, size, s):
    """P(sum of uniforms on 0..size-1 <= s) by inclusion and exclusion in whole numbers."""
    count = sum((-1) ** j * comb(terms, j) * comb(s - size * j + terms, terms) for j in range(s // size + 1))
    mixed_case([[terms, size]], s, Fraction(count, size ** terms))


def mixed_sum(groups, s):
    law = [1]
    outcomes = 1
    for terms, size in groups:
        for _ in range(terms):
            prefix = list(itertools.accumulate(law))
            law = [prefix[min(k, len(law) - 1)] - (prefix[k - size] if k >= size else 0)
                   for k in range(min(s, len(law) + size - 2) + 1)]
            outcomes *= size
    mixed_case(groups, s, Fraction(sum(law[: s + 1]), outcomes))


def mixed_case(groups, s, p):
    cases.append({"kind": "uniformSum", "groups": groups, "sum": s, "log10P": log10(p)})


def sign_flip(n, modulus, shift, statistic, alternative):
    """Differences d_i = (7919 i mod modulus) - shift, i from 1; whole numbers, ranks doubled; zeros count against."""
    d = [(7919 * i) % modulus - shift for i in range(1, n + 1)]
    size = [abs(v) for v in d]
    if statistic == "MEAN":
        w = size
    else:
        w = [2 * sum(b < a for b in size) + sum(b == a for b in size) + 1 for a in size]
    plus = sum(a for a, v in zip(w, d) if v > 0)
    minus = sum(a for a, v in zip(w, d) if v < 0)
    target = {"GREATER": plus, "LESS": minus, "TWO_SIDED": max(plus, minus)}[alternative]
    law = {0: 1}
    total = sum(w)
    counts = [0] * (total + 1)
    counts[0] = 1
    for a in w:
        if a:
            counts = [counts[k] + (counts[k - a] if k >= a else 0) for k in range(total + 1)]
        else:
            counts = [2 * c for c in counts]
    p = Fraction(sum(counts[target:]), 2 ** n)
    p = min(Fraction(1), 2 * p) if alternative == "TWO_SIDED" else p
    cases.append({"kind": "signFlip", "n": n, "modulus": modulus, "shift": shift, "statistic": statistic,
                  "alternative": alternative, "log10P": log10(p)})


def trap_label(traps, controls, modulus, scale, alternative):
    """Scores of trap j (from 0), published one first: (7919 (j (controls + 1) + c) + 13 j^2) mod modulus."""
    mp.mp.dps = 40
    z = []
    for j in range(traps):
        s = [(7919 * (j * (controls + 1) + c) + 13 * j * j) % modulus for c in range(controls + 1)]
        mean = mp.mpf(sum(s)) / len(s)
        sd = mp.sqrt(sum((v - mean) ** 2 for v in s) / len(s))
        z.append([mp.mpf(0) if sd == 0 else (v - mean) / (sd if scale == "STANDARDISED" else 1) for v in s])
    side = {"GREATER": lambda v: v, "LESS": lambda v: -v, "TWO_SIDED": abs}[alternative]
    observed = side(sum(t[0] for t in z)) - mp.mpf(10) ** -30
    count = sum(side(sum(draw)) >= observed for draw in itertools.product(*z))
    cases.append({"kind": "trapLabel", "traps": traps, "controls": controls, "modulus": modulus, "scale": scale,
                  "alternative": alternative, "log10P": log10(Fraction(count, (controls + 1) ** traps))})
    mp.mp.dps = 60


for n, q, hits in [
        (10 ** 9, 0.5, [499980000, 500010000, 500200000, 510000000]),
        (10 ** 9, 0.3, [300050000, 301000000]),
        (10 ** 9, 1e-9, [1, 2, 5, 100, 10 ** 6]),
        (10 ** 9, 1e-15, [1, 3]),
        (10 ** 9, 1 / 7776, [128600, 128601, 130000, 140000]),
        (10 ** 6, 1e-300, [1, 2, 300]),
        (10 ** 6, 0.999, [999000, 999100, 999999]),
        (10 ** 6, 0.75, [10 ** 6, 900000]),
        (10 ** 12, 1e-6, [10 ** 6, 10 ** 6 + 5000]),
        (17, 0.25, [1, 4, 5, 16])]:
    for s in hits:
        binomial(n, q, s)
for args in [(10, 3, 4, 2), (10, 8, 7, 6), (200, 100, 100, 60), (200, 100, 100, 100), (200, 100, 100, 50), (200, 100, 100, 49),
             (1000, 10, 50, 1), (1000, 10, 50, 10), (1000, 500, 30, 30), (10 ** 5, 1000, 1000, 11), (10 ** 5, 1000, 1000, 400),
             (400000, 200000, 200000, 199000), (400000, 200000, 200000, 200000), (10 ** 6, 5, 10 ** 6 - 3, 4),
             (10 ** 9, 10 ** 6, 10 ** 6, 1001), (10 ** 9, 10 ** 6, 10 ** 6, 1200),
             (10 ** 9, 5 * 10 ** 8, 5 * 10 ** 8, 250300000), (10 ** 9, 3, 10 ** 8, 3), (10 ** 9, 9 * 10 ** 8, 10 ** 6, 900500),
             (10 ** 9, 10 ** 8, 10 ** 7, 999000), (10 ** 9, 999999999, 500, 500)]:
    hypergeometric(*args)
for args in [(7776, 1, 24, 0, 1, 1), (7776, 1, 24, 0, 1, 2), (7776, 2, 24, 0, 1, 1), (7776, 2, 100, 7, 10, 3),
             (7776, 1, 50, 17, 4000, 12), (7776, 1, 50, 17, 4000, 13), (7776, 1, 50, 17, 4000, 50), (7776, 1, 40, 311, 9000, 20),
             (7776, 1, 40, 311, 9000, 40), (2, 1, 10, 1, 3, 10), (2, 3, 30, 1, 7, 14), (2, 3, 30, 1, 7, 29), (7776, 80, 20, 1, 3, 1),
             (7776, 80, 20, 1, 3, 20), (50000, 4, 300, 11, 500, 300), (50000, 4, 300, 11, 500, 2), (100, 1, 400, 3, 90, 150)]:
    guess(*args)
for terms, size, sums in [(10000, 100, [30000]), (400, 100, [5000, 12000, 18500, 19700, 19799, 19800, 20500]), (1000, 1000, [1, 20, 5000, 150000, 480000]),
                          (40, 10, [0, 3, 100, 180, 250]), (120, 1000, [7, 6000, 40000])]:
    for s in sums:
        equal_sum(terms, size, s)
for groups, sums in [([[30, 100], [20, 6], [10, 1000], [5, 1]], [0, 9, 400, 3000, 6000, 6560, 6800]),
                     ([[300, 2], [200, 3]], [5, 100, 330, 349, 351, 400, 499]), ([[2, 3000], [1, 2]], [0, 1, 700, 4000])]:
    for s in sums:
        mixed_sum(groups, s)
for statistic in ["MEAN", "SIGNED_RANK"]:
    for n, modulus, shift in [(1, 1009, 100), (2, 1009, 100), (5, 1009, 300), (12, 11, 4), (20, 1009, 200), (37, 7, 2), (60, 5, 1),
                              (80, 101, 20), (120, 211, 1), (100, 3, 0)]:
        for alternative in ["GREATER", "LESS", "TWO_SIDED"]:
            sign_flip(n, modulus, shift, statistic, alternative)
for scale in ["STANDARDISED", "PLAIN"]:
    for traps, controls, modulus in [(1, 4, 1009), (3, 4, 1009), (5, 4, 7), (4, 6, 3), (2, 30, 101), (8, 2, 4)]:
        for alternative in ["GREATER", "LESS", "TWO_SIDED"]:
            trap_label(traps, controls, modulus, scale, alternative)

json.dump({"madeBy": "script exact.py, Python %s, mpmath %s at 60 digits and whole-number arithmetic"
                     % (sys.version.split()[0], mp.__version__), "cases": cases}, sys.stdout, indent=0)
print()
