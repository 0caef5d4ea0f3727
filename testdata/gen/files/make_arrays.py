"""Arrays saved by NumPy and safetensors: python make_arrays.py FOLDER (needs: pip install numpy safetensors)."""
import json
import os

import golden
import ml_dtypes
import numpy as np
from safetensors.numpy import save_file

OUT = golden.folder("arrays")
rng = np.random.default_rng(1)
expected = {}


def npy(name, array, order="C"):
    np.save(f"{OUT}/{name}.npy", np.asarray(array, order=order))
    expected[name] = golden.array(np.asarray(array).astype("float32")) | {"shape": list(np.shape(array))}


special = [0.0, -0.0, 1.0, -2.5, 65504.0, 6e-8, 6.1e-5, np.inf, -np.inf, np.nan, 0.1, 1 / 3]
for kind in ("<f2", ">f2", "<f4", ">f4", "<f8", ">f8"):
    with np.errstate(all="ignore"):
        npy(("be_" if kind[0] == ">" else "le_") + kind[1:], np.array(special, kind).reshape(3, 4))
for kind in ("i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"):
    limits = np.iinfo(kind)
    npy(kind, np.array([limits.min, limits.max, 0, 1, limits.max // 3, limits.max // 2 + 1], kind))
npy("bool", np.array([True, False, True]))
npy("big_endian_i4", np.array([1, -70000], ">i4"))
npy("fortran", rng.normal(size=(2, 3, 4)).astype("float32"), "F")
npy("scalar", np.float32(2.5))
npy("empty", np.zeros((0, 3), "float32"))
np.savez(f"{OUT}/two.npz", first=np.arange(6, dtype="float32").reshape(2, 3), second=np.array([1.5, -2.0]))
np.savez_compressed(f"{OUT}/compressed.npz", zeros=np.zeros(1000, "float32"), x=np.array([1.0]))
np.save(f"{OUT}/objects.npy", np.array([{"a": 1}, None], dtype=object))
np.save(f"{OUT}/complex.npy", np.array([1j]))
kinds = {"F16": "float16", "BF16": ml_dtypes.bfloat16, "F32": "float32", "F64": "float64", "I8": "int8", "I16": "int16",
         "I32": "int32", "I64": "int64", "U8": "uint8", "BOOL": "bool"}
arrays = {name: np.array([[0, 1, 2.5], [-1 if name[0] != "U" else 3, 100, 0.1]]).astype(kind) for name, kind in kinds.items()}
save_file(arrays, f"{OUT}/kinds.safetensors", metadata={"format": "np"})
for name, array in arrays.items():
    expected["kinds." + name] = golden.array(array.astype("float32"))

# A PyTorch state dict of nn.LSTM(3, 4, num_layers=2) and nn.Linear(4, 2), and what it gives, computed by its documented formulas.
F, U, K = 3, 4, 2
state = {}
for layer, inputs in ((0, F), (1, U)):
    state[f"lstm.weight_ih_l{layer}"] = rng.normal(0, 0.6, (4 * U, inputs)).astype("float32")
    state[f"lstm.weight_hh_l{layer}"] = rng.normal(0, 0.6, (4 * U, U)).astype("float32")
    state[f"lstm.bias_ih_l{layer}"] = rng.normal(0, 0.6, 4 * U).astype("float32")
    state[f"lstm.bias_hh_l{layer}"] = rng.normal(0, 0.6, 4 * U).astype("float32")
state["fc.weight"] = rng.normal(0, 0.6, (K, U)).astype("float32")
state["fc.bias"] = rng.normal(0, 0.6, K).astype("float32")
save_file(state, f"{OUT}/torch.safetensors")


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


x = rng.normal(0, 1, (3, 5, F)).astype("float32")
seq = x.astype("float64")
for layer in (0, 1):
    h = np.zeros((3, U))
    c = np.zeros((3, U))
    out = []
    for t in range(5):
        z = (seq[:, t] @ state[f"lstm.weight_ih_l{layer}"].T.astype("float64") + state[f"lstm.bias_ih_l{layer}"]
             + h @ state[f"lstm.weight_hh_l{layer}"].T.astype("float64") + state[f"lstm.bias_hh_l{layer}"])
        i, f, g, o = np.split(z, 4, axis=1)
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        h = sigmoid(o) * np.tanh(c)
        out.append(h)
    seq = np.stack(out, axis=1)
y = seq[:, -1] @ state["fc.weight"].T.astype("float64") + state["fc.bias"]
expected["torch"] = {"input": golden.numbers(x), "output": golden.numbers(y)}
with open(f"{OUT}/expected.json", "w") as f:
    json.dump(expected, f, separators=(",", ":"))
    f.write("\n")
