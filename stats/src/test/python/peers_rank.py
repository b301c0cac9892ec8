"""Times what SpearmanBenchmark and PermutationBenchmark measure in scipy and numpy, in the same sitting.

Usage: python3 peers_rank.py [repetitions]; prints the median and the range in milliseconds.
The permutation loop runs 1,000 permutations and is scaled to 10,000, which the line says.
"""

import platform
import statistics
import sys
import time

import numpy as np
import scipy
import scipy.stats

REPETITIONS = int(sys.argv[1]) if len(sys.argv) > 1 else 5


def timed(name, function, factor=1, repetitions=REPETITIONS):
    times = []
    for _ in range(repetitions):
        start = time.perf_counter()
        function()
        times.append((time.perf_counter() - start) * 1000 * factor)
    print(f"{name}: median {statistics.median(times):.0f} ms, {min(times):.0f} to {max(times):.0f}")


def permutations(a, b, count, rng):
    extreme = 0
    observed = abs(np.dot(a, b))
    for _ in range(count):
        extreme += abs(np.dot(a, rng.permutation(b))) >= observed
    return (1 + extreme) / (1 + count)


def main():
    print(f"Python {platform.python_version()}, numpy {np.__version__}, scipy {scipy.__version__}")
    rng = np.random.default_rng(1)
    n = 1_000_000
    x, y = rng.normal(size=n), rng.normal(size=n)
    timed("scipy.stats.spearmanr, n = 1e6, doubles", lambda: scipy.stats.spearmanr(x, y))
    s, t = rng.integers(0, 1000, n).astype(float), rng.integers(0, 1000, n).astype(float)
    timed("scipy.stats.spearmanr, n = 1e6, ties", lambda: scipy.stats.spearmanr(s, t))
    timed("scipy.stats.kendalltau, n = 1e6, doubles", lambda: scipy.stats.kendalltau(x, y), 1, 1)
    n = 100_000
    a = 2.0 * np.arange(n) - (n - 1)
    b = rng.permutation(a)
    name = "numpy permutation and dot, n = 1e5, 1,000 permutations scaled to 10,000"
    timed(name, lambda: permutations(a, b, 1000, rng), 10, min(3, REPETITIONS))


if __name__ == "__main__":
    main()
