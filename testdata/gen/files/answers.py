"""Answers of real Keras to files that other people saved, and to what lstm4j saved of them.

    python answers.py make ../../../../shared/fixtures ../../models/answers.json     with tf.keras 2 and with Keras 3, each its files
    python answers.py check ../../../target/saved-answers ../../models/answers.json  likewise, after SharedAnswersTest

The files stay where they are; of each the record has its path, the shape of the input, and the outputs. Inputs are numbers by a rule that
SharedAnswersTest knows too: number k is ((37 k + 11) mod 101 - 50) / 50, a word (7 k + 3) mod 4; in front of a Masking the second sample
ends in two steps of its value.
"""
import json
import os
import sys

import golden
import h5py
import numpy as np

from either import KERAS_3, keras
layers = keras.layers
PAIRS = {
    "keras-v3/loose/model.json": "keras-v3/loose/model.weights.h5",
    "keras-h5/sequence-classifier/lstm_th_keras_2_config.json": "keras-h5/sequence-classifier/lstm_th_keras_2_weights.h5",
    "keras-h5/regression/simple_flatten_rnn_tf_keras_2_config.json": "keras-h5/regression/simple_flatten_rnn_tf_keras_2_weights.h5",
    "keras-h5/regression/simple_lstm_tf_keras_2_config.json": "keras-h5/regression/simple_lstm_tf_keras_2_weights.h5",
}
HARD = {"recurrent_activation": "hard_sigmoid"}
# tf.keras reads the weights of Keras 1, but no longer its configurations: the same layers by hand
KERAS_1 = {
    "keras-h5/regression/simple_lstm_tf_keras_1_model.h5": ((1, 1), lambda: [layers.LSTM(50, **HARD), layers.Dense(1)]),
    "keras-h5/single-layer/lstm_tensorflow_1.h5": ((4, 1), lambda: [layers.LSTM(6, **HARD)]),
    "keras-h5/single-layer/simple_rnn_tensorflow_1.h5": ((4, 1), lambda: [layers.SimpleRNN(6)]),
    "keras-h5/single-layer/bidirectional_lstm_tensorflow_1.h5": ((4, 10), lambda: [layers.Bidirectional(layers.LSTM(10, return_sequences=True, **HARD))]),
    "keras-h5/single-layer/embedding_lstm_tensorflow_1.h5": ((10,), lambda: [layers.Embedding(4, 5), layers.LSTM(6, return_sequences=True, **HARD)]),
}


def question(model):
    shape = [2 if model.input_shape[0] is None else model.input_shape[0]] + [6 if s is None else s for s in model.input_shape[1:]]
    k = np.arange(np.prod(shape))
    first = [one for one in model.layers if type(one).__name__ != "InputLayer"][0]
    if type(first).__name__ == "Embedding":
        return ((7 * k + 3) % 4).astype("float32").reshape(shape)
    x = (((37 * k + 11) % 101 - 50) / 50).astype("float32").reshape(shape)
    if type(first).__name__ == "Masking":
        x[1, -2:] = first.mask_value
    return x


def opened(root, name):
    path = os.path.join(root, name)
    if name in PAIRS:
        with open(path) as f:
            model = keras.models.model_from_json(f.read())
        model.load_weights(os.path.join(root, PAIRS[name]))
        return model
    if name in KERAS_1:
        shape, make = KERAS_1[name]
        model = keras.Sequential([keras.Input(shape), *make()])
        with h5py.File(path) as f:
            from keras.src.saving.legacy.hdf5_format import load_weights_from_hdf5_group
            load_weights_from_hdf5_group(f["model_weights"], model)
        return model
    return keras.models.load_model(path, compile=False)


def names(root):
    found = list(PAIRS)
    for folder, _, files in os.walk(root):
        for file in files:
            path = os.path.join(folder, file)
            if file.endswith(".keras") or file.endswith(".h5") and "keras-h5" in folder and "model_config" in h5py.File(path).attrs:
                found.append(os.path.relpath(path, root))
    return sorted(found)


def exact(model):
    """The same model in double, so that a difference is lstm4j's."""
    keras.backend.set_floatx("float64")
    try:
        double = keras.models.model_from_json(model.to_json().replace("float32", "float64"))
    finally:
        keras.backend.set_floatx("float32")
    double.set_weights(model.get_weights())
    return double


def answer(model, x):
    out = model(x.astype(model.compute_dtype), training=False)
    return np.asarray(out[0] if isinstance(out, (list, tuple)) else out)


def make(root, target):
    with open(target) if os.path.exists(target) else open(os.devnull) as f:
        text = f.read()
    answers = json.loads(text) if text else {}
    for name in names(root):
        if ("keras-v3" in name) == KERAS_3:
            model = opened(root, name)
            x = question(model)
            answers[name] = {**({"weights": PAIRS[name]} if name in PAIRS else {}), "input": list(x.shape), "output": golden.array(answer(exact(model), x))}
    with open(target, "w") as f:
        f.write("{\n" + ",\n".join(f"{json.dumps(k)}: {json.dumps(v, separators=(',', ':'))}" for k, v in sorted(answers.items())) + "\n}\n")
    print(len(answers), "answers")


def check(folder, source):
    with open(source) as f:
        answers = json.load(f)
    counts, worst, failed = {"same": 0, "another hard_sigmoid": 0}, 0.0, 0
    for name, entry in answers.items():
        for suffix in (".keras", ".h5"):
            path = os.path.join(folder, name.replace("/", "__") + suffix)
            if not os.path.exists(path) or suffix == ".keras" and not KERAS_3:
                continue
            if KERAS_3 and suffix == ".h5" and h5py.File(path).attrs["keras_version"].startswith("2"):
                counts["another hard_sigmoid"] += 1  # Keras 3 has another function of that name: convert warns
                continue
            try:
                model = keras.models.load_model(path, compile=False)
                expected = np.frombuffer(__import__("base64").b64decode(entry["output"]["base64"]), "<f4").reshape(entry["output"]["shape"])
                error = float(np.abs(answer(exact(model), question(model)) - expected).max() / np.abs(expected).max())
                worst, failed = max(worst, error), failed + (error > 1e-6)
                counts["same"] += 1
                if error > 1e-6:
                    print(path, error)
            except Exception as e:
                failed += 1
                print(path, type(e).__name__, str(e)[:300])
    print(f"{'Keras 3' if KERAS_3 else 'tf.keras'}: {counts}, worst {worst:.2g} relative, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    {"make": make, "check": check}[sys.argv[1]](*sys.argv[2:])
