"""What both scripts share: asymmetric weights, the record beside each file."""
import base64
import json
import os
import sys

import numpy as np

os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")


def array(a):
    a = np.asarray(a, dtype="<f4")
    return {"shape": list(a.shape), "base64": base64.b64encode(a.tobytes()).decode()}


def numbers(a):
    """Shortest decimals that give the same float32 back."""
    a = np.asarray(a, dtype="float32")
    return {"shape": list(a.shape), "values": [float(np.format_float_scientific(v, unique=True)) for v in a.ravel()]}


def weights(model):
    """In the order of the layers, whatever is frozen: tf.keras's get_weights() puts what learns first."""
    return [w for layer in model.layers for part in parts(layer) for w in part.get_weights()]


def parts(layer):
    return [layer.forward_layer, layer.backward_layer] if hasattr(layer, "backward_layer") else [layer]


def draw_weights(model, seed):
    """Weights that differ in every element, so that no permutation goes unseen."""
    rng = np.random.default_rng(seed)
    drawn = [rng.normal(0, 0.6, w.shape).astype("float32") for w in model.get_weights()]
    names = [w.path if hasattr(w, "path") else w.name for w in model.weights]
    model.set_weights([abs(w) if "variance" in name else w for w, name in zip(drawn, names)])


def sample(model, seed, batch=3, steps=5):
    shape = model.input_shape
    sizes = [batch if shape[0] is None else shape[0]] + [steps if s is None else s for s in shape[1:]]
    numbers = np.random.default_rng(seed + 1000).normal(0, 1, sizes).astype("float32")
    words = [layer.input_dim for layer in model.layers if type(layer).__name__ == "Embedding"]
    return np.floor(abs(numbers) * 2) % words[0] if words else numbers


def train(model, seed):
    """Three steps of Adam by Keras 3, and what its optimizer remembers then, for the record."""
    model.compile("adam", "mse")
    rng = np.random.default_rng(seed)
    x = sample(model, seed + 5, 4)
    for _ in range(3):
        model.train_on_batch(x, rng.normal(0, 1, model.compute_output_shape(x.shape)).astype("float32"))
    slots = [array(v.numpy()) for v in model.optimizer.variables if len(v.shape) > 0]
    return {"optimizer": {"iteration": 3, "slots": slots, "learning_rate": float(model.optimizer.learning_rate.numpy())}}


def record(model, path, x, extra=None):
    out = model(x)
    out = np.asarray(out[0] if isinstance(out, (list, tuple)) else out)
    entry = {
        "file": os.path.basename(path),
        "layers": [[type(layer).__name__, layer.name] for layer in model.layers if type(layer).__name__ != "InputLayer"],
        "weights": [array(w) for w in model.get_weights()],
        "input": numbers(x),
        "output": numbers(out),
    }
    entry.update(extra or {})
    with open(os.path.splitext(path)[0] + ".json", "w") as f:
        json.dump(entry, f, separators=(",", ":"))
        f.write("\n")


def add(path, extra):
    """More members of the record beside a file."""
    name = os.path.splitext(path)[0] + ".json"
    with open(name) as f:
        entry = json.load(f)
    with open(name, "w") as f:
        json.dump({**entry, **extra}, f, separators=(",", ":"))
        f.write("\n")


def folder(name):
    path = os.path.join(sys.argv[1], name)
    os.makedirs(path, exist_ok=True)
    return path
