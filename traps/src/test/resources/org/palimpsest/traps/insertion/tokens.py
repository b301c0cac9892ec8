"""Makes token files in the layout of Megatron-LM's MMapIndexedDataset, and what they are with a trap, for TokenFileTest.

  tokens.py > tokens.json    writes the fixture
  tokens.py FILE.bin         prints the documents of a token file, lists of sequences, from its .idx

Token i > 0 is the word " wi"; token 0 ends documents. Written from the description of the format alone, with numpy.
"""
import base64
import json
import sys

import numpy as np

CODES = {"u1": 1, "i1": 2, "<i2": 3, "<i4": 4, "<i8": 5, "<u2": 8}
TRAP = [901, 902, 903]


def files(documents, dtype):
    sequences = [s for d in documents for s in d]
    lengths = np.array([len(s) for s in sequences], dtype="<i4")
    width = np.dtype(dtype).itemsize
    pointers = np.concatenate([[0], np.cumsum(lengths.astype("<i8"))])[: len(sequences)] * width
    marks = np.concatenate([[0], np.cumsum([len(d) for d in documents])])
    index = b"MMIDIDX\x00\x00" + np.array([1], "<u8").tobytes() + bytes([CODES[dtype]])
    index += np.array([len(sequences), len(marks)], "<u8").tobytes()
    index += lengths.tobytes() + pointers.astype("<i8").tobytes() + marks.astype("<i8").tobytes()
    tokens = np.concatenate([np.array(s, dtype=dtype) for s in sequences] + [np.array([], dtype=dtype)])
    return tokens.tobytes(), index


def read(tokens, index):
    assert index[:9] == b"MMIDIDX\x00\x00" and np.frombuffer(index, "<u8", 1, 9)[0] == 1
    dtype = {code: name for name, code in CODES.items()}[index[17]]
    count, marks = (int(n) for n in np.frombuffer(index, "<u8", 2, 18))
    lengths = np.frombuffer(index, "<i4", count, 34)
    pointers = np.frombuffer(index, "<i8", count, 34 + 4 * count)
    ends = np.frombuffer(index, "<i8", marks, 34 + 12 * count)
    assert len(index) == 34 + 12 * count + 8 * marks
    assert len(tokens) == int(lengths.sum()) * np.dtype(dtype).itemsize
    sequences = [np.frombuffer(tokens, dtype, int(n), int(p)).tolist() for n, p in zip(lengths, pointers)]
    return [sequences[a:b] for a, b in zip(ends[:-1], ends[1:])]


def at_start(document):
    """The trap before the first token: in the first sequence that has one."""
    first = next(i for i, s in enumerate(document) if s)
    return [TRAP + s if i == first else s for i, s in enumerate(document)]


def at_end(document):
    """The trap behind the last token that is not the end of the document, in the sequence of that token."""
    flat = [(i, j) for i, s in enumerate(document) for j in range(len(s))]
    if document[flat[-1][0]][flat[-1][1]] == 0:
        flat = flat[:-1]
    if not flat:
        return at_start(document)
    i, j = flat[-1]
    return [s[: j + 1] + TRAP + s[j + 1 :] if k == i else s for k, s in enumerate(document)]


def marked(documents, how):
    return [how(d) if any(d) else d for d in documents]


def main():
    rng = np.random.default_rng(8)
    cases = []
    for dtype in ["<u2", "<i4", "<i2", "<i8"]:
        most = {"<u2": 65535, "<i2": 32767}.get(dtype, 100_000)
        documents = [[[5, 6, 7, 0]], [], [[], [8, 9], [], [10, 0]], [[]], [[0]], [[11, 12], [0]], [[most, 13]]]
        for _ in range(20):
            sizes = rng.integers(0, 12, rng.integers(0, 5))
            document = [rng.integers(1, most, n).tolist() for n in sizes]
            if document and rng.integers(2):
                document[-1].append(0)
            documents.append(document)
        one = {"dtype": dtype, "nonEmpty": sum(1 for d in documents if any(d))}
        for name, made in [("plain", documents), ("start", marked(documents, at_start)), ("end", marked(documents, at_end))]:
            tokens, index = files(made, dtype)
            assert read(tokens, index) == made
            one[name] = {"bin": base64.b64encode(tokens).decode(), "idx": base64.b64encode(index).decode()}
        cases.append(one)
    print(json.dumps({"madeBy": "tokens.py, numpy " + np.__version__, "trap": TRAP, "cases": cases}))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        with open(sys.argv[1], "rb") as b, open(sys.argv[1][:-4] + ".idx", "rb") as i:
            for document in read(b.read(), i.read()):
                print(json.dumps(document))
    else:
        main()
