"""Membership scores of made-up texts by numpy, written to attacks.json beside this script."""
import json
import os
import platform
import zlib

import numpy as np

RANDOM = np.random.default_rng(20260801)
WORDS = "the cat sat on a mat and dog ran over hill while sun set far away né 7 12 -".split()
VOCABULARY = 12


def floor_share(decimal, size):
    """max(1, floor(share * size)) with the share as hundredths."""
    return max(1, decimal * size // 100)


def lowest(values, decimal):
    return float(np.mean(np.sort(values)[: floor_share(decimal, len(values))]))


def highest(values, decimal):
    return float(np.mean(np.sort(values)[::-1][: floor_share(decimal, len(values))]))


def rows(size):
    """log-probabilities and moments from random logits over a small vocabulary, every tenth row uniform"""
    tokens = RANDOM.integers(0, VOCABULARY, size)
    logprobs, means, deviations = [], [], []
    for token in tokens:
        logits = RANDOM.normal(0, 2.5, VOCABULARY)
        if RANDOM.random() < 0.1:
            logits[:] = 0
        logp = logits - np.log(np.sum(np.exp(logits)))
        p = np.exp(logp)
        mean = float(np.sum(p * logp))
        logprobs.append(float(logp[token]))
        means.append(mean)
        deviations.append(float(np.sqrt(max(0, np.sum(p * (logp - mean) ** 2)))))
    return tokens.tolist(), logprobs, means, deviations


def polarised(logprobs):
    return highest(logprobs, 5) - lowest(logprobs, 30)


def recall(sample, truth):
    found = 0
    left = list(sample)
    for word in truth:
        if word in left:
            left.remove(word)
            found += 1
    return found / len(truth)


def wbc(own, other):
    shares = []
    for size in (2, 3, 4, 6, 9, 13, 18, 25, 32, 40):
        if size <= len(own):
            a = np.convolve(own, np.ones(size), "valid")
            b = np.convolve(other, np.ones(size), "valid")
            shares.append(np.mean(a > b))
    return float(np.mean(shares)) if shares else None


def case(size, k, counts):
    bos = bool(RANDOM.integers(0, 2))
    tokens, logprobs, means, deviations = rows(size)
    first = [] if bos else [int(RANDOM.integers(0, VOCABULARY))]
    reference = rows(size)[1]
    lower = rows(int(RANDOM.integers(1, size + 3)))
    after_non = rows(size)[1]
    after_in = rows(size)[1]
    neighbours = [rows(int(RANDOM.integers(1, 2 * size + 1))) for _ in range(int(RANDOM.integers(1, 4)))]
    words = [str(w) for w in RANDOM.choice(WORDS, int(RANDOM.integers(1, 12)))]
    text = " ".join(words)
    samples = [" ".join(RANDOM.choice(WORDS, int(RANDOM.integers(1, 10)))) for _ in range(3)]
    truth = words[len(words) // 2 :]
    z = [0.0 if s < 1e-4 else (l - m) / s for l, m, s in zip(logprobs, means, deviations)]
    mean = float(np.mean(logprobs))
    bytes_ = len(zlib.compress(text.encode("utf-8"), 6))
    total = sum(counts)
    firsts = [tokens.index(t) for t in sorted(set(tokens))]
    bound = np.sort(logprobs)[floor_share(40, size) - 1]
    surprising = [l for l, m in zip(logprobs, means) if -m < 2 and l <= bound]
    return {
        "k": k / 100,
        "tokens": first + tokens,
        "logprobs": logprobs,
        "mean": means,
        "sd": deviations,
        "text": text,
        "reference": reference,
        "lowercase": {"tokens": lower[0], "logprobs": lower[1]},
        "nonmember": after_non,
        "member": after_in,
        "neighbours": [{"tokens": n[0], "logprobs": n[1]} for n in neighbours],
        "generations": samples,
        "counts": counts,
        "scores": {
            "loss": mean,
            "ratio": mean - float(np.mean(reference)),
            "zlib": mean / bytes_,
            "zlib_sum": float(np.sum(logprobs)) / bytes_,
            "lowercase": float(np.mean(lower[1])) / mean,
            "min_k": lowest(logprobs, k),
            "min_k++": lowest(z, k),
            "recall": float(np.mean(after_non)) / mean,
            "con_recall": (float(np.mean(after_non)) - 0.5 * float(np.mean(after_in))) / mean,
            "dc_pdd": float(
                np.mean(
                    [
                        min(np.exp(logprobs[i]) * np.log((total + VOCABULARY) / (counts[tokens[i]] + 1)), 0.01)
                        for i in firsts
                    ]
                )
            ),
            "pac": -(polarised(logprobs) - float(np.mean([polarised(n[1]) for n in neighbours]))),
            "surp": float(np.mean(surprising)) if surprising else None,
            "neighbourhood": mean - float(np.mean([np.mean(n[1]) for n in neighbours])),
            "samia": float(np.mean([recall(s.split(), truth) for s in samples])),
            "samia_zlib": float(
                np.mean([recall(s.split(), truth) * len(zlib.compress(s.encode("utf-8"), 6)) for s in samples])
            ),
            "wbc": wbc(logprobs, reference),
        },
    }




SIZES = [1, 1, 2, 2, 3, 3, 4, 5, 5, 6, 7, 8, 9, 10, 10, 11, 13, 15, 17, 20] * 2 + [22, 26, 31, 33, 40, 45] + [1, 2, 4, 19]
CASES = []
for number, length in enumerate(SIZES):
    table = [int(c) for c in RANDOM.integers(0, 400, VOCABULARY)]
    CASES.append(case(length, [20, 29, 10, 50, 100][number % 5], table))
HERE = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(HERE, "attacks.json"), "w", encoding="utf-8") as out:
    json.dump(
        {"madeBy": f"attacks.py, Python {platform.python_version()}, numpy {np.__version__}", "cases": CASES},
        out,
        ensure_ascii=False,
        separators=(",", ":"),
    )
    out.write("\n")
