"""Makes the tiny random checkpoints of this folder and what each of them must score.

Everything is computed in float64 with numpy, from the weights as they stand in the files (widened from F32, F16 or
BF16), and apart from the product's own code. The architectures follow their papers; every detail that the papers
leave open was checked against the modelling sources of Hugging Face transformers 4.57.6, named beside it
(``models/x/modeling_x.py``). No line is copied from there.

A folder NAME/ holds ``config.json``, ``model.safetensors`` (or shards and ``model.safetensors.index.json``) and
``expected.json``:
    tokens    sequences of token ids, lengths 1, 7 and 40
    logprobs  log P(tokens[i+1] | tokens[0..i]) in nats, one number fewer than tokens
    mean, sd  moments of the log-probability under the model's own next-token distribution, at the same positions
    greedy    a prompt and its 20 greedy continuation ids; at each step the best logit leads by more than 1e-3
``tokenizer.json`` is the same everywhere: words t0..t95, split at whitespace. Some logits are wider (104): the softmax runs over the padding as well, as in transformers, but greedy ids stay below 96. Sizes that are large in
real models (windows, soft caps, original_max_position_embeddings, clip_qkv) are small here so that they matter.

Made with Python 3.11.2 and numpy 1.24.2 (Debian's /usr/bin/python3); checks with torch 1.13.1 (Debian), and with
torch 2.13.0 and transformers 5.18.0 (all folders) and 4.57.6 (all but *-transformers5, whose configs it misreads
without a word: it takes the default rope_theta and rotary_pct; and but for gpt2-inverse-layers, gpt-neox-odd-rotary,
llama-yarn, llama-unaligned and phi-normed-heads, which are younger). Its attention must be eager: by default Gemma-2 runs
without the soft cap of its scores.
    /usr/bin/python3 reference.py                 writes all folders
    /usr/bin/python3 reference.py --ablate        writes nothing; largest change in nats when one ingredient is wrong
    /usr/bin/python3 reference.py --check         writes nothing; compares the folders with this script and with torch
    python reference.py --transformers            writes nothing; compares the folders with transformers
Any of them takes names of fixtures to confine itself to.
"""

import copy
import json
import math
import pathlib
import re
import struct
import sys
import zlib

import numpy as np

HERE = pathlib.Path(__file__).resolve().parent
MADE_BY = "reference.py, numpy 1.24.2, float64, weights as stored"
WORDS = 96  # tokenizer
WIDE = 104  # padded logits
EOS = 95
POSITIONS = 48
LENGTHS = (1, 7, 40)
PROMPT = [5, 17, 60, 3]


# ---------------------------------------------------------------- safetensors


def to_bf16(x):
    """Round to nearest even, as torch does."""
    bits = x.astype("<f4").view("<u4").astype(np.uint64)
    return ((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16).astype("<u2")


def store(x, dtype):
    if dtype == "BF16":
        return to_bf16(x)
    return np.asarray(x).astype({"F32": "<f4", "F16": "<f2", "U8": "u1", "BOOL": "u1"}[dtype])


SIZE = {"F32": 4, "F16": 2, "BF16": 2, "U8": 1, "BOOL": 1}


def write_safetensors(path, tensors):
    """tensors: name -> (dtype, array). Wide types first, then by name, so that all offsets are aligned."""
    header, data, offset = {"__metadata__": {"format": "pt"}}, [], 0
    for name in sorted(tensors, key=lambda n: (-SIZE[tensors[n][0]], n)):
        dtype, values = tensors[name]
        raw = store(values, dtype).tobytes()
        header[name] = {"dtype": dtype, "shape": list(np.shape(values)), "data_offsets": [offset, offset + len(raw)]}
        offset += len(raw)
        data.append(raw)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + b"".join(data))
    return offset


def read_safetensors(path):
    raw = path.read_bytes()
    (length,) = struct.unpack("<Q", raw[:8])
    header = json.loads(raw[8 : 8 + length])
    out = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        begin, end = (8 + length + o for o in entry["data_offsets"])
        part = raw[begin:end]
        if entry["dtype"] == "BF16":
            values = (np.frombuffer(part, "<u2").astype("<u4") << 16).view("<f4")
        else:
            values = np.frombuffer(part, {"F32": "<f4", "F16": "<f2", "U8": "u1", "BOOL": "u1"}[entry["dtype"]])
        out[name] = values.astype(np.float64).reshape(entry["shape"])
    return out


def write_unaligned(path, tensors):
    """What the format allows and few files do: no metadata, a header of odd length whose order is not that of the data,
    and three bytes before the first weight, so that hardly a number lies at a multiple of its size."""
    header, data, offset = {}, [], 0
    for name in sorted(tensors, key=lambda n: (n != "odd", zlib.crc32(n.encode()))):
        dtype, values = tensors[name]
        raw = store(values, dtype).tobytes()
        header[name] = {"shape": list(np.shape(values)), "data_offsets": [offset, offset + len(raw)], "dtype": dtype}
        offset += len(raw)
        data.append(raw)
    text = json.dumps({n: header[n] for n in sorted(header)}, indent=1).encode()
    text += b" " * (8 + (1 - len(text)) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + b"".join(data))


def write_sharded(folder, tensors):
    """Two shards; the cut falls within a layer."""
    names = sorted(tensors)
    cut = len(names) // 2
    weight_map, total = {}, 0
    for i, part in enumerate((names[:cut], names[cut:]), 1):
        file = f"model-{i:05d}-of-00002.safetensors"
        total += write_safetensors(folder / file, {n: tensors[n] for n in part})
        weight_map.update({n: file for n in part})
    index = {"metadata": {"total_size": total}, "weight_map": weight_map}
    (folder / "model.safetensors.index.json").write_text(json.dumps(index, indent=1) + "\n")


def load(folder):
    config = json.loads((folder / "config.json").read_text())
    tensors = {}
    for path in sorted(folder.glob("*.safetensors")):
        tensors.update(read_safetensors(path))
    return config, tensors


# ---------------------------------------------------------------- parts
# Keys of a config that begin with "_" never stand in a file: --ablate sets them to break one ingredient.


def linear(x, t, name):
    y = x @ t[name + ".weight"].T
    return y + t[name + ".bias"] if name + ".bias" in t else y


def conv1d(x, t, name):
    """GPT-2 stores [in, out] (pytorch_utils.py, Conv1D)."""
    return x @ t[name + ".weight"] + t[name + ".bias"]


def layer_norm(x, eps, gain=1.0, bias=0.0):
    centred = x - x.mean(-1, keepdims=True)
    return centred / np.sqrt((centred**2).mean(-1, keepdims=True) + eps) * gain + bias


def named_layer_norm(x, t, name, eps):
    return layer_norm(x, eps, t[name + ".weight"], t[name + ".bias"])


def rms_norm(x, gain, eps):
    return x / np.sqrt((x**2).mean(-1, keepdims=True) + eps) * gain


ERF = np.vectorize(math.erf)


def activation(x, name):
    if name == "silu":
        return x / (1 + np.exp(-x))
    if name == "gelu":
        return 0.5 * x * (1 + ERF(x / math.sqrt(2)))
    if name in ("gelu_new", "gelu_pytorch_tanh"):  # activations.py: the same function under two names
        return 0.5 * x * (1 + np.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))
    raise ValueError(name)


def heads(x, n):
    """[T, n*d] -> [n, T, d]"""
    return x.reshape(len(x), n, -1).transpose(1, 0, 2)


def attention(c, q, k, v, scale, window=None, softcap=None):
    """q [H, T, d], k and v [G, T, d] -> [T, H*d]. Query head h reads group h // (H / G).

    A window of w lets position i see i-w+1..i: the token itself counts (masking_utils.py, sliding_window_overlay:
    kv > q - window; modeling_gpt_neo.py: tril xor tril(-window), the same set).
    """
    groups = len(q) // len(k)
    if c.get("_gqa") == "tiled":
        k, v = np.tile(k, (groups, 1, 1)), np.tile(v, (groups, 1, 1))
    else:
        k, v = np.repeat(k, groups, 0), np.repeat(v, groups, 0)
    if "_scale" in c:
        scale = q.shape[-1] ** c["_scale"]
    if window is not None:
        window += c.get("_window", 0)
    i, j = np.indices((q.shape[1], k.shape[1]))
    seen = (j <= i) & ((j > i - window) if window else True)
    s = q @ k.transpose(0, 2, 1) * scale
    if c.get("_mask") == "before cap":
        s = np.where(seen, s, -np.inf)
    if softcap:  # before the mask (modeling_gemma2.py, eager_attention_forward)
        s = np.tanh(s / softcap) * softcap
    if c.get("_mask") != "before cap":
        s = np.where(seen, s, -np.inf)
    STATS.append(np.std(s[:, seen]))
    s = np.exp(s - s.max(-1, keepdims=True))
    return ((s / s.sum(-1, keepdims=True)) @ v).transpose(1, 0, 2).reshape(q.shape[1], -1)


STATS = []


def rotary_frequencies(c, size, theta):
    """modeling_rope_utils.py. size = number of rotated dimensions. Older files call rope_type type, transformers 5
    writes rope_parameters with rope_theta and partial_rotary_factor inside."""
    f = np.array([float(theta) ** (-2 * i / size) for i in range((size + 1) // 2)]) * c.get("_frequencies", 1)
    scaling = c.get("rope_scaling") or c.get("rope_parameters") or {}
    kind = scaling.get("rope_type", scaling.get("type", "default"))
    if kind == "linear":
        return f / scaling["factor"]
    if kind == "llama3":  # _compute_llama3_parameters: three bands by wavelength, the middle one blended
        context = scaling["original_max_position_embeddings"]
        low, high = scaling["low_freq_factor"], scaling["high_freq_factor"]
        turns = context * f / (2 * math.pi)  # how often the wave turns within the old context
        share = np.clip((turns - low) / (high - low), 0, 1)
        if c.get("_llama3") == "sharp":
            share = (share > 0.5) * 1.0
        return share * f + (1 - share) * f / scaling["factor"]
    if kind == "yarn":  # _compute_yarn_parameters: bands by the number of the pair, cut to whole pairs
        context = scaling.get("original_max_position_embeddings", c["max_position_embeddings"])
        low, high = (
            size * math.log(context / (turns * 2 * math.pi)) / (2 * math.log(theta))
            for turns in (scaling.get("beta_fast", 32), scaling.get("beta_slow", 1))
        )
        low, high = max(math.floor(low), 0), min(math.ceil(high), size - 1)
        share = np.clip((np.arange(len(f)) - low) / (high - low), 0, 1)
        if c.get("_yarn") == "sharp":
            share = (share > 0.5) * 1.0
        return (1 - share) * f + share * f / scaling["factor"]
    assert kind == "default", kind
    return f


def rotary_amplitude(c):
    """Yarn also makes what turns longer."""
    scaling = c.get("rope_scaling") or c.get("rope_parameters") or {}
    if scaling.get("rope_type", scaling.get("type")) != "yarn" or c.get("_yarn") == "short":
        return 1.0
    return scaling.get("attention_factor") or 0.1 * math.log(scaling["factor"]) + 1


def rotate(c, x, frequencies, style):
    """x [H, T, d]: turns the first 2*len(frequencies) dimensions. style half: pairs (i, i + n/2), as in GPT-NeoX,
    Llama and their kin; interleaved: pairs (2i, 2i + 1), as in GPT-J."""
    style = c.get("_rotary", style)
    if style == "none":
        return x
    n = len(frequencies)
    angle = np.arange(x.shape[1])[:, None] * frequencies
    cos, sin = rotary_amplitude(c) * np.cos(angle), rotary_amplitude(c) * np.sin(angle)
    a, b = (slice(0, n), slice(n, 2 * n)) if style == "half" else (slice(0, 2 * n, 2), slice(1, 2 * n, 2))
    y = x.copy()
    y[..., a] = x[..., a] * cos - x[..., b] * sin
    y[..., b] = x[..., b] * cos + x[..., a] * sin
    return y


def rotate_complex(x, frequencies, style, amplitude):
    """The same by complex numbers, for --check: z exp(i angle)."""
    n = len(frequencies)
    turn = amplitude * np.exp(1j * np.outer(np.arange(x.shape[1]), frequencies))
    y = x.copy()
    if style == "half":
        z = (x[..., :n] + 1j * x[..., n : 2 * n]) * turn
        y[..., :n], y[..., n : 2 * n] = z.real, z.imag
    else:
        z = x[..., : 2 * n].copy().reshape(*x.shape[:2], n, 2).view(np.complex128)[..., 0] * turn
        y[..., : 2 * n] = np.stack((z.real, z.imag), -1).reshape(*x.shape[:2], 2 * n)
    return y


# ---------------------------------------------------------------- families: ids [T] -> logits [T, V]


def gpt2(c, t, ids):
    """Radford et al. 2019; models/gpt2/modeling_gpt2.py. Pre-norm, learned positions, tied head, fused q|k|v."""
    p = "transformer." if "transformer.wte.weight" in t else ""
    h, eps = c["n_head"], c["layer_norm_epsilon"]
    x = t[p + "wte.weight"][ids] + t[p + "wpe.weight"][: len(ids)]
    for i in range(c["n_layer"]):
        b = f"{p}h.{i}."
        y = conv1d(named_layer_norm(x, t, b + "ln_1", eps), t, b + "attn.c_attn")
        q, k, v = (heads(z, h) for z in np.split(y, 3, -1))
        scale = q.shape[-1] ** -0.5 if c.get("scale_attn_weights", True) else 1.0
        if c.get("scale_attn_by_inverse_layer_idx"):
            scale /= i + 1
        x = x + conv1d(attention(c, q, k, v, scale), t, b + "attn.c_proj")
        y = activation(conv1d(named_layer_norm(x, t, b + "ln_2", eps), t, b + "mlp.c_fc"), c["activation_function"])
        x = x + conv1d(y, t, b + "mlp.c_proj")
    return named_layer_norm(x, t, p + "ln_f", eps) @ t.get("lm_head.weight", t[p + "wte.weight"]).T


def gpt_neo(c, t, ids):
    """models/gpt_neo/modeling_gpt_neo.py. Scores are not divided by sqrt(d); every other layer sees a window;
    q, k, v have no bias, out_proj has one."""
    h, eps = c["num_heads"], c["layer_norm_epsilon"]
    kinds = [k for pattern, times in c["attention_types"] for _ in range(times) for k in pattern]
    x = t["transformer.wte.weight"][ids] + t["transformer.wpe.weight"][: len(ids)]
    for i, kind in enumerate(kinds):
        b = f"transformer.h.{i}."
        y = named_layer_norm(x, t, b + "ln_1", eps)
        q, k, v = (heads(linear(y, t, f"{b}attn.attention.{n}_proj"), h) for n in "qkv")
        y = attention(c, q, k, v, 1.0, c["window_size"] if kind == "local" else None)
        x = x + linear(y, t, b + "attn.attention.out_proj")
        y = linear(named_layer_norm(x, t, b + "ln_2", eps), t, b + "mlp.c_fc")
        x = x + linear(activation(y, c["activation_function"]), t, b + "mlp.c_proj")
    return named_layer_norm(x, t, "transformer.ln_f", eps) @ t["transformer.wte.weight"].T


def gpt_neox(c, t, ids):
    """Black et al. 2022; models/gpt_neox/modeling_gpt_neox.py. q, k, v lie head by head in one matrix; the parallel
    form adds attention and MLP of two different norms of the same x; the first rotary_pct of a head turns."""
    h, eps = c["num_attention_heads"], c["layer_norm_eps"]
    d = c["hidden_size"] // h
    rope = c.get("rope_parameters") or {}
    size = int(d * rope.get("partial_rotary_factor", c.get("rotary_pct")))
    f = rotary_frequencies(c, size, rope.get("rope_theta", c.get("rotary_emb_base")))
    x = t["gpt_neox.embed_in.weight"][ids]
    for i in range(c["num_hidden_layers"]):
        b = f"gpt_neox.layers.{i}."
        y = linear(named_layer_norm(x, t, b + "input_layernorm", eps), t, b + "attention.query_key_value")
        if c.get("_qkv") == "blocks":
            q, k, v = (heads(z, h) for z in np.split(y, 3, -1))
        else:
            q, k, v = np.split(heads(y, h), 3, -1)
        q, k = rotate(c, q, f, "half"), rotate(c, k, f, "half")
        a = linear(attention(c, q, k, v, d**-0.5), t, b + "attention.dense")
        z = x if c["use_parallel_residual"] else x + a
        y = linear(named_layer_norm(z, t, b + "post_attention_layernorm", eps), t, b + "mlp.dense_h_to_4h")
        x = x + a + linear(activation(y, c["hidden_act"]), t, b + "mlp.dense_4h_to_h")
    head = "embed_out.weight" if "embed_out.weight" in t else "lm_head.weight"
    return named_layer_norm(x, t, "gpt_neox.final_layer_norm", eps) @ t[head].T


def gptj(c, t, ids):
    """Wang and Komatsuzaki 2021; models/gptj/modeling_gptj.py. One norm feeds attention and MLP; no bias in the
    attention; pairs of neighbours turn; the head has a bias."""
    h, eps = c["n_head"], c["layer_norm_epsilon"]
    f = rotary_frequencies(c, c["rotary_dim"], 10000)
    x = t["transformer.wte.weight"][ids]
    for i in range(c["n_layer"]):
        b = f"transformer.h.{i}."
        y = named_layer_norm(x, t, b + "ln_1", eps)
        q, k, v = (heads(linear(y, t, f"{b}attn.{n}_proj"), h) for n in "qkv")
        q, k = rotate(c, q, f, "interleaved"), rotate(c, k, f, "interleaved")
        a = linear(attention(c, q, k, v, q.shape[-1] ** -0.5), t, b + "attn.out_proj")
        if c.get("_residual") == "sequential":
            y = named_layer_norm(x + a, t, b + "ln_1", eps)
        x = x + a + linear(activation(linear(y, t, b + "mlp.fc_in"), c["activation_function"]), t, b + "mlp.fc_out")
    return linear(named_layer_norm(x, t, "transformer.ln_f", eps), t, "lm_head")


def phi(c, t, ids):
    """models/phi/modeling_phi.py. As GPT-J, but halves turn, all layers have biases and the MLP is fc1, fc2."""
    h, eps = c["num_attention_heads"], c["layer_norm_eps"]
    part = (c.get("rope_parameters") or c)["partial_rotary_factor"]
    f = rotary_frequencies(c, int(c["hidden_size"] // h * part), theta(c))
    x = t["model.embed_tokens.weight"][ids]
    for i in range(c["num_hidden_layers"]):
        b = f"model.layers.{i}."
        y = named_layer_norm(x, t, b + "input_layernorm", eps)
        q, k, v = (heads(linear(y, t, f"{b}self_attn.{n}_proj"), g) for n, g in zip("qkv", (h, groups(c), groups(c))))
        if c.get("qk_layernorm"):  # over each head, after the bias, before the rotation
            q, k = (named_layer_norm(z, t, f"{b}self_attn.{n}_layernorm", eps) for n, z in (("q", q), ("k", k)))
        q, k = rotate(c, q, f, "half"), rotate(c, k, f, "half")
        a = linear(attention(c, q, k, v, q.shape[-1] ** -0.5), t, b + "self_attn.dense")
        if c.get("_residual") == "sequential":
            y = named_layer_norm(x + a, t, b + "input_layernorm", eps)
        x = x + a + linear(activation(linear(y, t, b + "mlp.fc1"), c["hidden_act"]), t, b + "mlp.fc2")
    return linear(named_layer_norm(x, t, "model.final_layernorm", eps), t, "lm_head")


def groups(c):
    return c.get("num_key_value_heads", c["num_attention_heads"])


def theta(c):
    return (c.get("rope_parameters") or {}).get("rope_theta", c.get("rope_theta", 10000.0))


def window_of(c, layer):
    """modeling_mistral.py: all layers. configuration_qwen2.py, configuration_qwen3.py: where use_sliding_window, the
    layers from max_window_layers on. configuration_gemma2.py: layers 0, 2, 4, ... layer_types, if there, rules."""
    if "layer_types" in c:
        return c["sliding_window"] if c["layer_types"][layer] == "sliding_attention" else None
    if c["model_type"] == "mistral":
        return c["sliding_window"]
    if c["model_type"] == "gemma2":
        return c["sliding_window"] if layer % 2 == c.get("_even", 0) else None
    if c.get("use_sliding_window") and layer >= c["max_window_layers"]:
        return c["sliding_window"]
    return None


def llama(c, t, ids):
    """Llama 1 to 3 (models/llama/modeling_llama.py), Mistral (window), Qwen2 (biases of q, k, v), Qwen3 (RMS norm of
    each head of q and k before the rotation; modeling_qwen3.py), OLMo (LayerNorm without parameters, eps 1e-5 fixed,
    q, k and v clipped before the rotation; modeling_olmo.py), OLMo-2 (norms after attention and MLP, q and k normed
    over their full width; modeling_olmo2.py), Gemma-2 (modeling_gemma2.py: gains 1 + w, norms before and after,
    embeddings times sqrt(hidden), scale query_pre_attn_scalar^-1/2, two soft caps)."""
    kind, h = c["model_type"], c["num_attention_heads"]
    d = c.get("head_dim") or c["hidden_size"] // h
    eps = c.get("_eps", 1e-5) if kind == "olmo" else c["rms_norm_eps"]
    f = rotary_frequencies(c, d, theta(c))
    gemma = kind == "gemma2"

    def norm(x, name):
        if kind == "olmo":
            return layer_norm(x, eps)
        return rms_norm(x, t[name + ".weight"] + (1 if gemma and c.get("_plus", True) else 0), eps)

    if "model.embed_tokens.weight" not in t:
        t = {**t, "model.embed_tokens.weight": t["lm_head.weight"]}
    x = t["model.embed_tokens.weight"][ids]
    if gemma and c.get("_embed", True):
        x = x * math.sqrt(c["hidden_size"])
    for i in range(c["num_hidden_layers"]):
        b = f"model.layers.{i}."
        y = x if kind == "olmo2" else norm(x, b + "input_layernorm")
        q, k, v = (linear(y, t, f"{b}self_attn.{n}_proj") for n in "qkv")
        if c.get("clip_qkv"):
            q, k, v = (np.clip(z, -c["clip_qkv"], c["clip_qkv"]) for z in (q, k, v))
        full = (kind == "olmo2") != ("_qknorm" in c)
        if kind == "olmo2" and full:
            q, k = norm(q, b + "self_attn.q_norm"), norm(k, b + "self_attn.k_norm")
        q, k, v = heads(q, h), heads(k, groups(c)), heads(v, groups(c))
        if kind == "olmo2" and not full:
            gain = [heads(t[f"{b}self_attn.{n}_norm.weight"][None], len(z)) for n, z in (("q", q), ("k", k))]
            q, k = rms_norm(q, gain[0], eps), rms_norm(k, gain[1], eps)
        if kind == "qwen3" and "_qknorm" not in c:
            q, k = norm(q, b + "self_attn.q_norm"), norm(k, b + "self_attn.k_norm")
        q, k = rotate(c, q, f, "half"), rotate(c, k, f, "half")
        if kind == "qwen3" and c.get("_qknorm") == "after rotation":
            q, k = norm(q, b + "self_attn.q_norm"), norm(k, b + "self_attn.k_norm")
        scale = (c["query_pre_attn_scalar"] if gemma else d) ** -0.5
        a = linear(
            attention(c, q, k, v, scale, window_of(c, i), c.get("attn_logit_softcapping")), t, b + "self_attn.o_proj"
        )
        post = gemma or kind == "olmo2"
        x = x + (norm(a, b + "post_attention_layernorm") if post else a)
        if gemma:
            y = norm(x, b + "pre_feedforward_layernorm")
        else:
            y = x if kind == "olmo2" else norm(x, b + "post_attention_layernorm")
        act = c.get("hidden_activation") or c["hidden_act"]
        y = activation(linear(y, t, b + "mlp.gate_proj"), act) * linear(y, t, b + "mlp.up_proj")
        y = linear(y, t, b + "mlp.down_proj")
        x = x + (norm(y, b + "post_feedforward_layernorm") if post else y)
    tied = c.get("tie_word_embeddings", gemma)
    logits = norm(x, "model.norm") @ t["model.embed_tokens.weight" if tied else "lm_head.weight"].T
    cap = c.get("final_logit_softcapping")
    return np.tanh(logits / cap) * cap if cap else logits


FORWARD = {
    "gpt2": gpt2,
    "gpt_neo": gpt_neo,
    "gpt_neox": gpt_neox,
    "gptj": gptj,
    "phi": phi,
    **{k: llama for k in ("llama", "mistral", "qwen2", "qwen3", "olmo", "olmo2", "gemma2")},
}


def forward(c, t, ids):
    return FORWARD[c["model_type"]](c, t, np.asarray(ids))


def log_softmax(z):
    z = z - z.max(-1, keepdims=True)
    return z - np.log(np.exp(z).sum(-1, keepdims=True))


# ---------------------------------------------------------------- checkpoints


class Weights:
    """Collects random tensors. Matrices and biases have a standard deviation of 0.3, norm gains lie in 0.5..1.7, unless
    said otherwise: small embeddings let the eps of the first norm matter, large final gains let small slips show."""

    def __init__(self, rng, dtype="F32"):
        self.rng, self.dtype, self.tensors = rng, dtype, {}

    def matrix(self, name, *shape, sd=0.3):
        self.tensors[name] = (self.dtype, self.rng.standard_normal(shape) * sd)

    def gain(self, name, size, low=0.5, high=1.7):
        self.tensors[name] = (self.dtype, self.rng.uniform(low, high, size))

    def bias(self, name, size, sd=0.3):
        self.tensors[name] = (self.dtype, self.rng.standard_normal(size) * sd)

    def norm(self, name, size, scale=1.0):
        self.gain(name + ".weight", size, 0.5 * scale, 1.7 * scale)
        self.bias(name + ".bias", size)

    def linear(self, name, n_in, n_out, bias=True, sd=0.3):
        self.matrix(name + ".weight", n_out, n_in, sd=sd)
        if bias:
            self.bias(name + ".bias", n_out)

    def buffer(self, name, dtype, values):
        self.tensors[name] = (dtype, np.asarray(values))


TRIANGLE = np.tril(np.ones((1, 1, POSITIONS, POSITIONS)))


def weights_gpt2(c, w, prefix):
    n = c["n_embd"]
    w.matrix(prefix + "wte.weight", c["vocab_size"], n, sd=0.1)
    w.matrix(prefix + "wpe.weight", c["n_positions"], n, sd=0.1)
    for i in range(c["n_layer"]):
        b = f"{prefix}h.{i}."
        w.norm(b + "ln_1", n)
        w.norm(b + "ln_2", n)
        for name, n_in, n_out in (
            ("attn.c_attn", n, 3 * n),
            ("attn.c_proj", n, n),
            ("mlp.c_fc", n, 4 * n),
            ("mlp.c_proj", 4 * n, n),
        ):
            w.matrix(f"{b}{name}.weight", n_in, n_out)
            w.bias(f"{b}{name}.bias", n_out)
        if not prefix:  # openai's gpt2 carries its causal masks
            w.buffer(b + "attn.bias", "F32", TRIANGLE)
    w.norm(prefix + "ln_f", n, 8)
    if prefix:
        w.tensors["lm_head.weight"] = w.tensors[prefix + "wte.weight"]


def weights_gpt_neo(c, w):
    n = c["hidden_size"]
    w.matrix("transformer.wte.weight", c["vocab_size"], n, sd=0.1)
    w.matrix("transformer.wpe.weight", c["max_position_embeddings"], n, sd=0.1)
    for i in range(c["num_layers"]):
        b = f"transformer.h.{i}."
        w.norm(b + "ln_1", n)
        w.norm(b + "ln_2", n)
        for name in "qkv":  # smaller, as the scores are not scaled
            w.linear(f"{b}attn.attention.{name}_proj", n, n, bias=False, sd=0.3 if name == "v" else 0.2)
        w.linear(b + "attn.attention.out_proj", n, n)
        w.linear(b + "mlp.c_fc", n, 4 * n)
        w.linear(b + "mlp.c_proj", 4 * n, n)
        w.buffer(b + "attn.attention.bias", "U8", TRIANGLE)
        w.buffer(b + "attn.attention.masked_bias", "F32", -1e9)
    w.norm("transformer.ln_f", n, 8)


def weights_gpt_neox(c, w, buffers, head="embed_out"):
    n, m = c["hidden_size"], c["intermediate_size"]
    w.matrix("gpt_neox.embed_in.weight", c["vocab_size"], n, sd=0.02)
    for i in range(c["num_hidden_layers"]):
        b = f"gpt_neox.layers.{i}."
        w.norm(b + "input_layernorm", n)
        w.norm(b + "post_attention_layernorm", n)
        w.linear(b + "attention.query_key_value", n, 3 * n)
        w.linear(b + "attention.dense", n, n)
        w.linear(b + "mlp.dense_h_to_4h", n, m)
        w.linear(b + "mlp.dense_4h_to_h", m, n)
        if buffers:
            rotated = int(n // c["num_attention_heads"] * c["rotary_pct"])
            w.buffer(b + "attention.bias", buffers, TRIANGLE)
            w.buffer(b + "attention.masked_bias", "F32", -1e9)
            # Its values are not the model's: who reads them instead of the config is found out.
            w.buffer(b + "attention.rotary_emb.inv_freq", "F32", 0.5 * rotary_frequencies({}, rotated, 10000))
    w.norm("gpt_neox.final_layer_norm", n, 3)
    w.matrix(head + ".weight", c["vocab_size"], n)


def weights_gptj(c, w):
    n = c["n_embd"]
    w.matrix("transformer.wte.weight", c["vocab_size"], n, sd=0.02)
    for i in range(c["n_layer"]):
        b = f"transformer.h.{i}."
        w.norm(b + "ln_1", n)
        for name in ("q_proj", "k_proj", "v_proj", "out_proj"):
            w.linear(b + "attn." + name, n, n, bias=False)
        w.linear(b + "mlp.fc_in", n, 4 * n)
        w.linear(b + "mlp.fc_out", 4 * n, n)
        w.buffer(b + "attn.bias", "BOOL", TRIANGLE)
        w.buffer(b + "attn.masked_bias", "F32", -1e9)
    w.norm("transformer.ln_f", n, 3)
    w.linear("lm_head", n, c["vocab_size"])


def weights_phi(c, w):
    n, m = c["hidden_size"], c["intermediate_size"]
    w.matrix("model.embed_tokens.weight", c["vocab_size"], n, sd=0.02)
    for i in range(c["num_hidden_layers"]):
        b = f"model.layers.{i}."
        w.norm(b + "input_layernorm", n)
        for name in ("q_proj", "k_proj", "v_proj", "dense"):
            w.linear(f"{b}self_attn.{name}", n, n)
        if c["qk_layernorm"]:
            w.norm(b + "self_attn.q_layernorm", n // c["num_attention_heads"])
            w.norm(b + "self_attn.k_layernorm", n // c["num_attention_heads"])
        w.linear(b + "mlp.fc1", n, m)
        w.linear(b + "mlp.fc2", m, n)
    w.norm("model.final_layernorm", n, 3)
    w.linear("lm_head", n, c["vocab_size"])


def weights_odd(c, w):
    """Types in turn, bytes of other tensors between, and of two tied tensors the one that most files leave out."""
    weights_llama(c, w)
    w.tensors = {n.replace("model.embed_tokens", "lm_head"): x for n, x in w.tensors.items()}
    for i, (name, (_, values)) in enumerate(list(w.tensors.items())):
        w.tensors[name] = (("F32", "BF16", "F16")[i % 3], values)
    w.buffer("odd", "U8", [1, 2, 3])
    w.buffer("model.rotary_emb.inv_freq", "F32", np.ones(4))
    w.buffer("number", "F32", np.array(7.0))
    w.buffer("nothing", "F32", np.ones((0, 4)))


def weights_llama(c, w, buffers=False, biases=False):
    kind, n, m, h, g = c["model_type"], c["hidden_size"], c["intermediate_size"], c["num_attention_heads"], groups(c)
    d = c.get("head_dim") or n // h
    gemma = kind == "gemma2"
    tied = c.get("tie_word_embeddings", gemma)
    post = gemma or kind == "olmo2"
    w.matrix("model.embed_tokens.weight", c["vocab_size"], n, sd=0.1 if gemma else 0.02 if tied else 0.01)

    def gain(name, size, scale=1.0):
        less = 1.0 if gemma else 0.0
        w.gain(name + ".weight", size, 0.5 * scale - less, 1.7 * scale - less)

    for i in range(c["num_hidden_layers"]):
        b = f"model.layers.{i}."
        names = ["post_attention_layernorm"]
        names += [] if kind == "olmo2" else ["input_layernorm"]
        names += ["post_feedforward_layernorm"] if post else []
        names += ["pre_feedforward_layernorm"] if gemma else []
        if kind != "olmo":
            for name in names:
                gain(b + name, n)
        for name, width in (("q", h * d), ("k", g * d), ("v", g * d)):
            w.linear(f"{b}self_attn.{name}_proj", n, width, bias=biases or kind == "qwen2")
        w.linear(b + "self_attn.o_proj", h * d, n, bias=biases, sd=0.001 if post else 0.3)
        if kind in ("qwen3", "olmo2"):
            gain(b + "self_attn.q_norm", d if kind == "qwen3" else h * d)
            gain(b + "self_attn.k_norm", d if kind == "qwen3" else g * d)
        w.linear(b + "mlp.gate_proj", n, m, bias=biases)
        w.linear(b + "mlp.up_proj", n, m, bias=biases)
        w.linear(b + "mlp.down_proj", m, n, bias=biases, sd=0.001 if post else 0.3)
        if buffers:
            w.buffer(b + "self_attn.rotary_emb.inv_freq", "F32", 0.5 * rotary_frequencies({}, d, 10000))
    if kind != "olmo":
        gain("model.norm", n, 5 if gemma else 25 if tied else 1)
    if not tied:
        w.matrix("lm_head.weight", c["vocab_size"], n)


# ---------------------------------------------------------------- configs, with the keys of the real models

SUMMARY = {
    "summary_activation": None,
    "summary_first_dropout": 0.1,
    "summary_proj_to_labels": True,
    "summary_type": "cls_index",
    "summary_use_proj": True,
}


def config_gpt2(**more):
    return {
        "activation_function": "gelu_new",
        "architectures": ["GPT2LMHeadModel"],
        "attn_pdrop": 0.1,
        "bos_token_id": EOS,
        "embd_pdrop": 0.1,
        "eos_token_id": EOS,
        "initializer_range": 0.02,
        "layer_norm_epsilon": 1e-05,
        "model_type": "gpt2",
        "n_ctx": POSITIONS,
        "n_embd": 24,
        "n_head": 4,
        "n_layer": 2,
        "n_positions": POSITIONS,
        "resid_pdrop": 0.1,
        **SUMMARY,
        "task_specific_params": {"text-generation": {"do_sample": True, "max_length": 50}},
        "vocab_size": WORDS,
        **more,
    }


def config_gpt_neo():
    return {
        "activation_function": "gelu_new",
        "architectures": ["GPTNeoForCausalLM"],
        "attention_dropout": 0,
        "attention_layers": ["global", "local"],
        "attention_types": [[["global", "local"], 1]],
        "bos_token_id": EOS,
        "embed_dropout": 0,
        "eos_token_id": EOS,
        "gradient_checkpointing": False,
        "hidden_size": 24,
        "initializer_range": 0.02,
        "intermediate_size": None,
        "layer_norm_epsilon": 1e-05,
        "max_position_embeddings": POSITIONS,
        "model_type": "gpt_neo",
        "num_heads": 4,
        "num_layers": 2,
        "resid_dropout": 0,
        **SUMMARY,
        "tokenizer_class": "GPT2Tokenizer",
        "torch_dtype": "float32",
        "transformers_version": "4.9.0.dev0",
        "use_cache": True,
        "vocab_size": WORDS,
        "window_size": 4,
    }


def config_gpt_neox(**more):
    return {
        "architectures": ["GPTNeoXForCausalLM"],
        "bos_token_id": EOS,
        "eos_token_id": EOS,
        "hidden_act": "gelu",
        "hidden_size": 32,
        "initializer_range": 0.02,
        "intermediate_size": 64,
        "layer_norm_eps": 1e-05,
        "max_position_embeddings": POSITIONS,
        "model_type": "gpt_neox",
        "num_attention_heads": 4,
        "num_hidden_layers": 2,
        "rotary_emb_base": 10000,
        "rotary_pct": 0.25,
        "tie_word_embeddings": False,
        "torch_dtype": "float32",
        "transformers_version": "4.24.0",
        "use_cache": True,
        "use_parallel_residual": True,
        "vocab_size": WIDE,
        **more,
    }


def config_gptj():
    return {
        "activation_function": "gelu_new",
        "architectures": ["GPTJForCausalLM"],
        "attn_pdrop": 0.0,
        "bos_token_id": EOS,
        "embd_pdrop": 0.0,
        "eos_token_id": EOS,
        "gradient_checkpointing": False,
        "initializer_range": 0.02,
        "layer_norm_epsilon": 1e-05,
        "model_type": "gptj",
        "n_embd": 24,
        "n_head": 4,
        "n_inner": None,
        "n_layer": 2,
        "n_positions": POSITIONS,
        "resid_pdrop": 0.0,
        "rotary": True,
        "rotary_dim": 4,
        "scale_attn_weights": True,
        **SUMMARY,
        "task_specific_params": {"text-generation": {"do_sample": True, "max_length": 50, "temperature": 1.0}},
        "tie_word_embeddings": False,
        "tokenizer_class": "GPT2Tokenizer",
        "transformers_version": "4.18.0.dev0",
        "use_cache": True,
        "vocab_size": WIDE,
    }


def config_phi():
    return {
        "_name_or_path": "microsoft/phi-2",
        "architectures": ["PhiForCausalLM"],
        "attention_dropout": 0.0,
        "bos_token_id": EOS,
        "embd_pdrop": 0.0,
        "eos_token_id": EOS,
        "hidden_act": "gelu_new",
        "hidden_size": 32,
        "initializer_range": 0.02,
        "intermediate_size": 64,
        "layer_norm_eps": 1e-05,
        "max_position_embeddings": POSITIONS,
        "model_type": "phi",
        "num_attention_heads": 4,
        "num_hidden_layers": 2,
        "num_key_value_heads": 4,
        "partial_rotary_factor": 0.5,
        "qk_layernorm": False,
        "resid_pdrop": 0.1,
        "rope_scaling": None,
        "rope_theta": 10000.0,
        "tie_word_embeddings": False,
        "torch_dtype": "float32",
        "transformers_version": "4.37.0",
        "use_cache": True,
        "vocab_size": WIDE,
    }


def config_llama(kind="llama", drop=(), **more):
    """The keys that Llama and its kin share."""
    names = {"llama": "Llama", "mistral": "Mistral", "qwen2": "Qwen2", "qwen3": "Qwen3"}
    names.update(olmo="Olmo", olmo2="Olmo2", gemma2="Gemma2")
    config = {
        "architectures": [names[kind] + "ForCausalLM"],
        "attention_dropout": 0.0,
        "bos_token_id": 94,
        "eos_token_id": EOS,
        "hidden_act": "silu",
        "hidden_size": 32,
        "initializer_range": 0.02,
        "intermediate_size": 40,
        "max_position_embeddings": POSITIONS,
        "model_type": kind,
        "num_attention_heads": 4,
        "num_hidden_layers": 2,
        "num_key_value_heads": 2,
        "rms_norm_eps": 1e-05,
        "rope_theta": 10000.0,
        "tie_word_embeddings": False,
        "torch_dtype": "float32",
        "transformers_version": "4.43.0",
        "use_cache": True,
        "vocab_size": WORDS,
        **more,
    }
    return {k: config[k] for k in sorted(config) if k not in drop}


LLAMA_2 = {"attention_bias": False, "pretraining_tp": 1, "rope_scaling": None, "mlp_bias": False}
QWEN_2 = {"rope_theta": 1000000.0, "rms_norm_eps": 1e-06, "vocab_size": WIDE, "use_sliding_window": False}
QWEN_3 = {
    "attention_bias": False,
    "head_dim": 12,
    "max_window_layers": 2,
    "rms_norm_eps": 1e-06,
    "rope_scaling": None,
    "rope_theta": 1000000,
    "sliding_window": None,
    "tie_word_embeddings": True,
    "use_sliding_window": False,
}
LLAMA_3 = {
    "factor": 8.0,
    "low_freq_factor": 1.0,
    "high_freq_factor": 4.0,
    "original_max_position_embeddings": 16,
    "rope_type": "llama3",
}
TRANSFORMERS_5 = {"transformers_version": "5.0.0", "dtype": "float32"}


def fixtures():
    """name -> (config, weights, options)"""
    neox5 = config_gpt_neox(
        attention_bias=True,
        rope_parameters={"partial_rotary_factor": 0.5, "rope_theta": 5000, "rope_type": "default"},
        **TRANSFORMERS_5,
    )
    neox5 = {k: v for k, v in neox5.items() if k not in ("rotary_pct", "rotary_emb_base", "torch_dtype")}
    old = ("rope_scaling", "rope_theta", "torch_dtype", "_name_or_path", "partial_rotary_factor")
    phi5 = {
        **{k: v for k, v in config_phi().items() if k not in old},
        **TRANSFORMERS_5,
        "num_attention_heads": 2,
        "num_key_value_heads": 2,
        # 0.4 of 16 dimensions are 6: the fraction is cut off.
        "rope_parameters": {"partial_rotary_factor": 0.4, "rope_theta": 3000.0, "rope_type": "default"},
    }
    gemma = {
        "attention_bias": False,
        "attn_logit_softcapping": 3.0,
        "cache_implementation": "hybrid",
        "final_logit_softcapping": 5.0,
        "head_dim": 12,
        "hidden_act": "gelu_pytorch_tanh",
        "hidden_activation": "gelu_pytorch_tanh",
        "hidden_size": 24,
        "num_hidden_layers": 3,
        "pad_token_id": 0,
        "query_pre_attn_scalar": 6,
        "rms_norm_eps": 1e-06,
        "sliding_window": 8,
    }
    return {
        "gpt2": (config_gpt2(), lambda c, w: weights_gpt2(c, w, "")),
        "gpt2-prefixed": (
            config_gpt2(torch_dtype="float32", transformers_version="4.30.0", use_cache=True),
            lambda c, w: weights_gpt2(c, w, "transformer."),
        ),
        # As many files say it: sizes are small, the ids of special tokens still those of the large model.
        "gpt2-inverse-layers": (
            config_gpt2(
                scale_attn_by_inverse_layer_idx=True,
                activation_function="gelu",
                bos_token_id=50256,
                eos_token_id=50256,
            ),
            lambda c, w: weights_gpt2(c, w, "transformer."),
        ),
        "gpt-neo": (config_gpt_neo(), weights_gpt_neo),
        "gpt-neox": (config_gpt_neox(num_attention_heads=2), lambda c, w: weights_gpt_neox(c, w, "BOOL")),
        "gpt-neox-sequential": (
            config_gpt_neox(use_parallel_residual=False, rotary_pct=1.0, rotary_emb_base=2000),
            lambda c, w: weights_gpt_neox(c, w, "U8"),
        ),
        "gpt-neox-transformers5": (neox5, lambda c, w: weights_gpt_neox(c, w, None)),
        # 0.25 of 12 dimensions are 3: two frequencies, which turn 4.
        "gpt-neox-odd-rotary": (
            config_gpt_neox(hidden_size=24, num_attention_heads=2),
            lambda c, w: weights_gpt_neox(c, w, None, "lm_head"),
        ),
        "gpt-j": (config_gptj(), weights_gptj),
        "llama-mha": (
            config_llama(drop=("num_key_value_heads", "rope_theta", "attention_dropout"), rms_norm_eps=1e-6),
            lambda c, w: weights_llama(c, w, buffers=True),
        ),
        "llama-gqa-tied": (
            config_llama(head_dim=8, rope_theta=500000.0, **{**LLAMA_2, "tie_word_embeddings": True}),
            weights_llama,
        ),
        "llama3-rope": (
            config_llama(**{**LLAMA_2, "rope_scaling": LLAMA_3}, rope_theta=1000.0, hidden_size=24, head_dim=16),
            weights_llama,
        ),
        "llama3-rope-transformers5": (
            config_llama(
                drop=("rope_scaling", "rope_theta", "torch_dtype"),
                **{**LLAMA_2, **TRANSFORMERS_5, "hidden_size": 24, "head_dim": 16},
                pad_token_id=None,
                rope_parameters={**LLAMA_3, "rope_theta": 1000.0},
            ),
            weights_llama,
        ),
        "llama-bias": (
            config_llama(**{**LLAMA_2, "attention_bias": True, "mlp_bias": True}),
            lambda c, w: weights_llama(c, w, biases=True),
        ),
        "llama-linear-rope": (
            config_llama(**{**LLAMA_2, "rope_scaling": {"factor": 4.0, "type": "linear"}}),
            weights_llama,
        ),
        "llama-yarn": (
            config_llama(
                **{**LLAMA_2, "rope_scaling": {"factor": 4.0, "original_max_position_embeddings": 12, "type": "yarn"}},
                rope_theta=100.0,
                hidden_size=24,
                head_dim=16,
            ),
            weights_llama,
        ),
        "llama-unaligned": (config_llama(**{**LLAMA_2, "tie_word_embeddings": True}), weights_odd, "F32", "unaligned"),
        "llama-bf16": (config_llama(**LLAMA_2, torch_dtype="bfloat16"), weights_llama, "BF16"),
        "llama-f16": (config_llama(**LLAMA_2, torch_dtype="float16"), weights_llama, "F16"),
        "llama-sharded": (config_llama(**LLAMA_2), weights_llama, "F32", "sharded"),
        "mistral": (config_llama("mistral", sliding_window=8, head_dim=12, hidden_size=24), weights_llama),
        "qwen2": (
            config_llama("qwen2", **QWEN_2, sliding_window=8, max_window_layers=1, tie_word_embeddings=True),
            weights_llama,
        ),
        "qwen2-window": (
            config_llama("qwen2", **{**QWEN_2, "use_sliding_window": True}, sliding_window=8, max_window_layers=1),
            weights_llama,
        ),
        "qwen3": (config_llama("qwen3", **QWEN_3), weights_llama),
        "qwen3-transformers5": (
            config_llama(
                "qwen3",
                drop=("rope_scaling", "rope_theta", "torch_dtype"),
                **{**QWEN_3, **TRANSFORMERS_5, "sliding_window": 8, "use_sliding_window": True},
                layer_types=["sliding_attention", "full_attention"],
                rope_parameters={"rope_theta": 5000.0, "rope_type": "default"},
            ),
            weights_llama,
        ),
        "olmo": (
            config_llama(
                "olmo",
                drop=("rms_norm_eps", "bos_token_id"),
                attention_bias=False,
                clip_qkv=1.5,
                num_key_value_heads=4,
                pad_token_id=1,
                rope_scaling=None,
                vocab_size=WIDE,
            ),
            weights_llama,
        ),
        "olmo2": (
            config_llama(
                "olmo2",
                drop=("bos_token_id",),
                attention_bias=False,
                pad_token_id=0,
                rms_norm_eps=1e-06,
                rope_scaling=None,
                rope_theta=500000,
                vocab_size=WIDE,
            ),
            weights_llama,
            "F32",
            "sharded",
        ),
        "phi2": (config_phi(), weights_phi),
        "phi-transformers5": (phi5, weights_phi),
        "phi-normed-heads": ({**config_phi(), "qk_layernorm": True}, weights_phi),
        "gemma2": (
            config_llama("gemma2", drop=("tie_word_embeddings",), **gemma),
            weights_llama,
        ),
        # layer_types differ here from the alternation that version 4 implies.
        "gemma2-transformers5": (
            config_llama(
                "gemma2",
                drop=("rope_theta", "torch_dtype"),
                **{**gemma, **TRANSFORMERS_5, "tie_word_embeddings": True, "num_hidden_layers": 2},
                layer_types=["full_attention", "sliding_attention"],
                rope_parameters={"rope_theta": 5000.0, "rope_type": "default"},
                use_bidirectional_attention=None,
            ),
            weights_llama,
        ),
    }


# ---------------------------------------------------------------- expected values


def greedy(c, t):
    """The continuation and the smallest lead of a best logit over the second."""
    ids, lead = list(PROMPT), math.inf
    for _ in range(20):
        z = forward(c, t, ids)[-1]
        second, best = np.sort(z)[-2:]
        lead = min(lead, best - second)
        ids.append(int(z.argmax()))
    return ids[len(PROMPT) :], lead


def expected(c, t, tokens):
    out = {"tokens": tokens, "logprobs": [], "mean": [], "sd": []}
    for ids in tokens:
        logp = log_softmax(forward(c, t, ids))[:-1]
        p = np.exp(logp)
        mean = (p * logp).sum(-1)
        sd = np.sqrt((p * (logp - mean[:, None]) ** 2).sum(-1))
        for key, values in (("logprobs", logp[np.arange(len(ids) - 1), ids[1:]]), ("mean", mean), ("sd", sd)):
            out[key].append([round(float(v), 12) for v in values])
    return out


def make(name, spec):
    """Draws weights until the greedy text is free of near ties, padding and end tokens, and lively where it can be."""
    config, weights, dtype, layout = (*spec, "F32", "single")[:4] if len(spec) < 4 else spec
    stored, c = config, copy.deepcopy(config)
    best = None
    for seed in range(40):
        w = Weights(np.random.default_rng([seed, zlib.crc32(name.encode())]), dtype)
        weights(c, w)
        t = {n: widen(store(v, d), d, v) for n, (d, v) in w.tensors.items()}
        ids, lead = greedy(c, t)
        if lead > 1e-3 and max(ids) < min(WORDS, 94) and (best is None or len(set(ids)) > best[0]):
            best = (len(set(ids)), seed, w.tensors, ids, lead)
        if best and best[0] >= 10:
            break
    distinct, seed, tensors, ids, lead = best
    folder = HERE / name
    folder.mkdir(exist_ok=True)
    (folder / "config.json").write_text(json.dumps(stored, indent=2) + "\n")
    write_tokenizer(folder)
    if layout == "sharded":
        write_sharded(folder, tensors)
    elif layout == "unaligned":
        write_unaligned(folder / "model.safetensors", tensors)
    else:
        write_safetensors(folder / "model.safetensors", tensors)
    c, t = load(folder)
    rng = np.random.default_rng([1, zlib.crc32(name.encode())])
    tokens = [rng.integers(0, WORDS, n).tolist() for n in LENGTHS]
    STATS.clear()
    result = {"madeBy": MADE_BY, **expected(c, t, tokens), "greedy": {"prompt": PROMPT, "tokens": ids}}
    assert greedy(c, t)[0] == ids
    lines = ",\n".join(f"  {json.dumps(k)}: {json.dumps(v)}" for k, v in result.items())
    (folder / "expected.json").write_text("{\n" + lines + "\n}\n")
    size = sum(p.stat().st_size for p in folder.iterdir())
    assert size < 120_000, (name, size)
    print(f"{name:26} {size:7} bytes, seed {seed}, {distinct} greedy ids, lead {lead:.3f}, scores sd {np.mean(STATS):.1f}")


def widen(raw, dtype, like):
    values = (raw.astype("<u4") << 16).view("<f4") if dtype == "BF16" else raw
    return np.asarray(values, np.float64).reshape(np.shape(like))


def write_tokenizer(folder):
    words = ", ".join(f'"t{i}": {i}' for i in range(WORDS))
    (folder / "tokenizer.json").write_text(
        '{"version": "1.0", "truncation": null, "padding": null, "added_tokens": [], "normalizer": null,\n'
        ' "pre_tokenizer": {"type": "WhitespaceSplit"}, "post_processor": null, "decoder": null,\n'
        ' "model": {"type": "WordLevel", "unk_token": "t0", "vocab": {' + words + "}}}\n"
    )


# ---------------------------------------------------------------- ablation


def ablations(c, t):
    """Yields (what is wrong, config, tensors)."""
    kind = c["model_type"]

    def wrong(what, **change):
        return what, {**c, **change}, t

    def tensors(what, change):
        return what, c, {**t, **change}

    roles = {}
    for n in t:
        if t[n].ndim == 1 and "inv_freq" not in n and n != "odd":
            roles.setdefault(re.sub(r"\.\d+\.", ".*.", n), []).append(n)
    for role, names in sorted(roles.items()):
        neutral = 0.0 if role.endswith("bias") or kind == "gemma2" else 1.0
        yield tensors(f"{role} = {neutral:.0f}", {n: np.full_like(t[n], neutral) for n in names})
    yield wrong("scores unscaled", _scale=0) if kind != "gpt_neo" else wrong("scores scaled", _scale=-0.5)
    if c.get("scale_attn_by_inverse_layer_idx"):
        yield wrong("all layers scaled alike", scale_attn_by_inverse_layer_idx=False)
    if c.get("qk_layernorm"):
        yield wrong("no norm of q, k", qk_layernorm=False)
    for key in ("layer_norm_epsilon", "layer_norm_eps", "rms_norm_eps"):
        if key in c:
            yield wrong(f"{key} x 10", **{key: c[key] * 10})
    if kind == "olmo":
        yield wrong("eps x 10", _eps=1e-4)
        yield wrong("no clip_qkv", clip_qkv=None)
    for key in ("activation_function", "hidden_activation", "hidden_act"):
        if key in c and not (key == "hidden_act" and "hidden_activation" in c):
            what = "gelu for silu" if c[key] == "silu" else "other form of gelu"
            yield wrong(what, **{key: "gelu_new" if c[key] == "gelu" else "gelu"})
    if kind not in ("gpt2", "gpt_neo"):
        yield wrong("rotary style", _rotary="half" if kind == "gptj" else "interleaved")
        yield wrong("no rotary", _rotary="none")
    if any("inv_freq" in n for n in t):
        yield wrong("inv_freq of the file", _frequencies=0.5)
    if "rotary_emb_base" in c and c["rotary_emb_base"] != 10000:
        yield wrong("theta 10000", rotary_emb_base=10000)
    if "rope_theta" in c and c["rope_theta"] != 10000:
        yield wrong("theta 10000", rope_theta=10000)
    if c.get("rope_scaling"):
        yield wrong("no rope_scaling", rope_scaling=None)
        if c["rope_scaling"].get("type") == "yarn":
            yield wrong("sharp yarn bands", _yarn="sharp")
            yield wrong("yarn without its amplitude", _yarn="short")
        if c["rope_scaling"].get("rope_type") == "llama3":
            yield wrong("sharp llama3 bands", _llama3="sharp")
    if "rope_parameters" in c:
        rope = c["rope_parameters"]
        if rope["rope_theta"] != 10000:
            yield wrong("theta 10000", rope_parameters={**rope, "rope_theta": 10000})
        if rope["rope_type"] != "default":
            yield wrong("no rope scaling", rope_parameters={**rope, "rope_type": "default"})
        if "partial_rotary_factor" in rope:
            yield wrong("rotary part 1", rope_parameters={**rope, "partial_rotary_factor": 1.0})
            yield wrong("rotary part 0.25", rope_parameters={**rope, "partial_rotary_factor": 0.25})
    if c.get("use_sliding_window") or "layer_types" in c or kind == "mistral":
        yield wrong("window of 4096", sliding_window=4096)
    for key in ("rotary_pct", "partial_rotary_factor"):
        if c.get(key, 1) != 1:
            yield wrong(f"{key} 1", **{key: 1.0})
    if kind == "gptj":
        yield wrong("rotary_dim 6", rotary_dim=6)
    if "use_parallel_residual" in c:
        yield wrong("other residual", use_parallel_residual=not c["use_parallel_residual"])
    if kind == "gpt_neox":
        yield wrong("qkv in blocks", _qkv="blocks")
    if kind in ("gptj", "phi"):
        yield wrong("sequential residual", _residual="sequential")
    if "num_key_value_heads" in c and c["num_key_value_heads"] != c["num_attention_heads"]:
        yield wrong("groups tiled", _gqa="tiled")
    if kind == "gpt_neo":
        yield wrong("all global", attention_types=[[["global"], 2]])
        yield wrong("all local", attention_types=[[["local"], 2]])
        yield wrong("window + 1", _window=1)
    n = c.get("num_hidden_layers")
    if "layer_types" in c or kind in ("mistral", "gemma2") or c.get("use_sliding_window"):
        yield wrong("no window", layer_types=["full_attention"] * n)
        yield wrong("window + 1", _window=1)
        yield wrong("window - 1", _window=-1)
        if kind != "mistral":
            yield wrong("window everywhere", layer_types=["sliding_attention"] * n)
        if "layer_types" in c:
            yield wrong("layer_types reversed", layer_types=c["layer_types"][::-1])
        if kind == "gemma2" and "layer_types" not in c:
            yield wrong("window in odd layers", _even=1)
    elif c.get("sliding_window"):
        yield wrong("window though unused", layer_types=["sliding_attention"] * n)
    if kind in ("qwen3", "olmo2"):
        yield wrong("q, k norm " + ("absent" if kind == "qwen3" else "by head"), _qknorm="absent")
    if kind == "qwen3":
        yield wrong("q, k norm after rotation", _qknorm="after rotation")
    if kind == "gemma2":
        yield wrong("gain w", _plus=False)
        yield wrong("embeddings unscaled", _embed=False)
        yield wrong("no score cap", attn_logit_softcapping=None)
        yield wrong("no final cap", final_logit_softcapping=None)
        yield wrong("cap after mask", _mask="before cap")
        yield wrong("scale head_dim^-1/2", query_pre_attn_scalar=c["head_dim"])


def changes(name, right, c, t):
    with np.errstate(all="ignore"):
        got = [log_softmax(forward(c, t, ids)) for ids in right["tokens"]]
    pairs = [(g[np.arange(len(i) - 1), i[1:]], r) for g, i, r in zip(got, right["tokens"], right["logprobs"])]
    return max(np.max(np.abs(g - r)) for g, r in pairs if len(r))


def ablate(name):
    c, t = load(HERE / name)
    right = json.loads((HERE / name / "expected.json").read_text())
    for what, config, tensors in ablations(c, t):
        change = changes(name, right, config, tensors)
        least = 1e-3 if what == "other form of gelu" else 1e-2  # the two forms of gelu are never further apart than 5e-4
        print(f"{name:26} {what:56} {change:9.4f}" + ("" if change > least else "   SMALL"))


# ---------------------------------------------------------------- checks


def worst(name, score):
    """Largest difference of the file's log-probabilities from those of score(ids) -> log-probabilities [T, V]."""
    right = json.loads((HERE / name / "expected.json").read_text())
    out = 0.0
    for ids, logprobs, mean in zip(right["tokens"], right["logprobs"], right["mean"]):
        logp = score(ids)[:-1]
        if len(logprobs):
            out = max(out, np.max(np.abs(logp[np.arange(len(ids) - 1), ids[1:]] - logprobs)))
            out = max(out, np.max(np.abs((np.exp(logp) * logp).sum(-1) - mean)))
    return out


def check(name):
    global rotate, layer_norm, activation, attention
    c, t = load(HERE / name)
    print(f"{name:26} this script again       {worst(name, lambda ids: log_softmax(forward(c, t, ids))):.1e}")
    import torch
    from torch.nn import functional as F

    own = rotate, layer_norm, activation
    tensor = torch.from_numpy

    def torch_norm(x, eps, gain=None, bias=None):
        gain, bias = (None if z is None else tensor(np.asarray(z)) for z in (gain, bias))
        return F.layer_norm(tensor(np.ascontiguousarray(x)), x.shape[-1:], gain, bias, eps).numpy()

    def torch_activation(x, act):
        x = tensor(np.ascontiguousarray(x))
        if act == "silu":
            return F.silu(x).numpy()
        return F.gelu(x, approximate="none" if act == "gelu" else "tanh").numpy()

    rotate = lambda c, x, f, style: rotate_complex(x, f, style, rotary_amplitude(c))
    layer_norm, activation = torch_norm, torch_activation
    print(f"{name:26} complex rotary, torch   {worst(name, lambda ids: log_softmax(forward(c, t, ids))):.1e}")
    rotate, layer_norm, activation = own
    if c["model_type"] == "gpt2" and not c.get("scale_attn_by_inverse_layer_idx"):
        print(f"{name:26} nn.TransformerEncoder   {worst(name, lambda ids: gpt2_by_torch(c, t, ids)):.1e}")


def gpt2_by_torch(c, t, ids):
    """GPT-2 out of torch's own TransformerEncoderLayer."""
    import torch

    n, p = c["n_embd"], "transformer." if "transformer.wte.weight" in t else ""
    w = {k[len(p) :] if k.startswith(p) else k: torch.from_numpy(v) for k, v in t.items()}
    act = lambda x: torch.nn.functional.gelu(x, approximate="tanh")
    x = (w["wte.weight"][ids] + w["wpe.weight"][: len(ids)])[None]
    mask = torch.full((len(ids), len(ids)), -math.inf, dtype=torch.float64).triu(1)
    with torch.no_grad():
        for i in range(c["n_layer"]):
            layer = torch.nn.TransformerEncoderLayer(
                n, c["n_head"], 4 * n, 0.0, act, c["layer_norm_epsilon"], True, True, dtype=torch.float64
            )
            b = f"h.{i}."
            state = {
                "self_attn.in_proj_weight": w[b + "attn.c_attn.weight"].T,
                "self_attn.in_proj_bias": w[b + "attn.c_attn.bias"],
                "self_attn.out_proj.weight": w[b + "attn.c_proj.weight"].T,
                "self_attn.out_proj.bias": w[b + "attn.c_proj.bias"],
                "linear1.weight": w[b + "mlp.c_fc.weight"].T,
                "linear1.bias": w[b + "mlp.c_fc.bias"],
                "linear2.weight": w[b + "mlp.c_proj.weight"].T,
                "linear2.bias": w[b + "mlp.c_proj.bias"],
            }
            for own, theirs in (("norm1", "ln_1"), ("norm2", "ln_2")):
                state.update({f"{own}.{k}": w[f"{b}{theirs}.{k}"] for k in ("weight", "bias")})
            layer.load_state_dict(state)
            x = layer.eval()(x, mask)
        x = torch.nn.functional.layer_norm(x[0], (n,), w["ln_f.weight"], w["ln_f.bias"], c["layer_norm_epsilon"])
        return torch.log_softmax(x @ w["wte.weight"].T, -1).numpy()


def check_transformers(name):
    """transformers computes norms, rotary angles and softmax in float32 even in a float64 model: expect about 1e-6."""
    import torch
    import transformers

    key = "dtype" if int(transformers.__version__.split(".")[0]) > 4 else "torch_dtype"
    model, info = transformers.AutoModelForCausalLM.from_pretrained(
        HERE / name, attn_implementation="eager", output_loading_info=True, **{key: torch.float64}
    )
    model.eval()
    loaded = {k: sorted(v) for k, v in info.items() if v and k in ("missing_keys", "mismatched_keys", "unexpected_keys")}

    def score(ids):
        with torch.no_grad():
            return torch.log_softmax(model(torch.tensor([ids])).logits[0].double(), -1).numpy()

    right = json.loads((HERE / name / "expected.json").read_text())["greedy"]
    with torch.no_grad():
        prompt = torch.tensor([right["prompt"]])
        text = model.generate(
            prompt, attention_mask=torch.ones_like(prompt), max_new_tokens=20, do_sample=False, pad_token_id=0
        )[0, len(right["prompt"]) :].tolist()
    same = "same greedy text" if text == right["tokens"] else "ANOTHER GREEDY TEXT"
    print(f"{name:26} transformers {transformers.__version__}     {worst(name, score):.1e}  {same}  {loaded or ''}")


def main(arguments):
    modes = {"--ablate": ablate, "--check": check, "--transformers": check_transformers}
    mode = next((modes[a] for a in arguments if a in modes), None)
    names = [a for a in arguments if not a.startswith("--")] or list(fixtures())
    for name in names:
        mode(name) if mode else make(name, fixtures()[name])


if __name__ == "__main__":
    main(sys.argv[1:])
