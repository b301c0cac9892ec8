"""Tokens a second of scoring two texts of 513 tokens in eager torch: the peer of ScoringBench.

Usage: /usr/bin/python3 score_neox.py FOLDER fp32|bf16 THREADS REPETITIONS
FOLDER is one that BenchModel wrote. The first repetition warms up. All logits exist at once, as
in transformers. Same texts in distribution, not in value: speed does not depend on the ids.
"""
import json
import math
import sys
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

ROWS, LENGTH = 2, 512


def load(folder):
    raw = np.memmap(folder / "model.safetensors", dtype=np.uint8, mode="c")
    size = int(raw[:8].view(np.uint64)[0])
    header = json.loads(bytes(raw[8 : 8 + size]))
    header.pop("__metadata__", None)
    out = {}
    for name, entry in header.items():
        start, end = (8 + size + offset for offset in entry["data_offsets"])
        out[name] = torch.from_numpy(raw[start:end].view(np.float32)).view(entry["shape"])
    return out


def rotate(x, cos, sin):
    n = cos.shape[-1]
    r, rest = x[..., :n], x[..., n:]
    turned = torch.cat([-r[..., n // 2 :], r[..., : n // 2]], -1)
    return torch.cat([r * cos + turned * sin, rest], -1)


def attend(q, k, v, mask):
    if hasattr(F, "scaled_dot_product_attention"):
        return F.scaled_dot_product_attention(q, k, v, is_causal=True)
    z = q @ k.transpose(-1, -2) / math.sqrt(q.shape[-1])
    return F.softmax(z.masked_fill(mask, torch.finfo(z.dtype).min), -1) @ v


def score(w, config, tokens, targets):
    heads, eps = config["num_attention_heads"], config["layer_norm_eps"]
    x = F.embedding(tokens, w["gpt_neox.embed_in.weight"])
    batch, length, width = x.shape
    size = width // heads
    rotary = int(config["rotary_pct"] * size)
    f = 10000.0 ** -(torch.arange(0, rotary, 2).float() / rotary)
    angle = torch.outer(torch.arange(length).float(), f).repeat(1, 2)
    cos, sin = angle.cos().to(x.dtype), angle.sin().to(x.dtype)
    mask = torch.ones(length, length, dtype=torch.bool).triu(1)
    for i in range(config["num_hidden_layers"]):
        at = f"gpt_neox.layers.{i}."

        def norm(name, y):
            return F.layer_norm(y, (width,), w[at + name + ".weight"], w[at + name + ".bias"], eps)

        def linear(name, y):
            return F.linear(y, w[at + name + ".weight"], w[at + name + ".bias"])

        h = linear("attention.query_key_value", norm("input_layernorm", x))
        q, k, v = h.view(batch, length, heads, 3 * size).transpose(1, 2).split(size, -1)
        a = attend(rotate(q, cos, sin), rotate(k, cos, sin), v, mask)
        a = linear("attention.dense", a.transpose(1, 2).reshape(batch, length, width))
        g = F.gelu(linear("mlp.dense_h_to_4h", norm("post_attention_layernorm", x)))
        x = x + a + linear("mlp.dense_4h_to_h", g)
    x = F.layer_norm(x, (width,), w["gpt_neox.final_layer_norm.weight"], w["gpt_neox.final_layer_norm.bias"], eps)
    z = F.linear(x, w["embed_out.weight"]).float().log_softmax(-1)
    return z.gather(2, targets.unsqueeze(2)).squeeze(2)


def main():
    folder, dtype, threads, repetitions = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    torch.set_num_threads(threads)
    config = json.loads((folder / "config.json").read_text())
    kind = {"fp32": torch.float32, "bf16": torch.bfloat16}[dtype]
    w = {name: tensor.to(kind) for name, tensor in load(folder).items()}
    ids = torch.randint(config["vocab_size"], (ROWS, LENGTH + 1), generator=torch.Generator().manual_seed(1))
    rates = []
    with torch.inference_mode():
        for i in range(repetitions):
            start = time.perf_counter()
            total = score(w, config, ids[:, :-1], ids[:, 1:]).sum().item()
            rate = ROWS * LENGTH / (time.perf_counter() - start)
            print(f"{i}: {rate:.1f} tokens/s, sum {total:.4f}", flush=True)
            if i > 0:
                rates.append(rate)
    rates.sort()
    print(f"median {rates[len(rates) // 2]:.1f} tokens/s")
    print(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).strip())


if __name__ == "__main__":
    main()
