"""Times scikit-learn's bare AUC on 500,000 + 500,000 normal scores; RocBenchmark times ours, with the DeLong interval."""
import time

import numpy as np
import sklearn
from sklearn.metrics import roc_auc_score

rng = np.random.default_rng(1)
n = 500_000
scores = np.r_[rng.standard_normal(n) + 0.5, rng.standard_normal(n)]
labels = np.r_[np.ones(n), np.zeros(n)]
times = []
for _ in range(7):
    start = time.perf_counter()
    roc_auc_score(labels, scores)
    times.append(time.perf_counter() - start)
print(f"scikit-learn {sklearn.__version__}, numpy {np.__version__}: roc_auc_score median {np.median(times):.3f} s of {len(times)}")
