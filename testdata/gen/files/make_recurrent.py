"""Models with GRU, SimpleRNN and cells, saved by Keras 3 or tf.keras 2, and one in the form of Keras 1: python make_recurrent.py FOLDER.

Where the layers are stateful the record has a second call, of which the state is that of the first."""
import json

import golden
import h5py
import numpy as np

from either import KERAS_3, keras
layers = keras.layers
LSTM, GRU, SimpleRNN, Dense, RNN = layers.LSTM, layers.GRU, layers.SimpleRNN, layers.Dense, layers.RNN
OUT = golden.folder("keras3" if KERAS_3 else "keras2")


def with_holes(model, seed):
    x = golden.sample(model, seed)
    x[0, 3:] = x[1, 1] = x[2, 0] = 0
    return x


def save(name, seed, *stack, suffix, make=golden.sample, batch=None, extra=None):
    entry = keras.Input(batch_shape=(batch, 5, 3)) if batch else keras.Input((5, 3))
    model = keras.Sequential([entry, *stack], name=name)
    golden.draw_weights(model, seed)
    path = f"{OUT}/{name}{suffix}"
    model.save(path)
    x = make(model, seed)
    golden.record(model, path, x, extra)
    if batch:
        golden.add(path, {"then": {"input": golden.numbers(x + 1), "output": golden.numbers(np.asarray(model(x + 1)))}})


def models(prefix, suffix):
    before = {"reset_after": False}
    zeros = layers.Masking(0.0)
    save(prefix + "gru", 110, GRU(3, return_sequences=True), GRU(4, recurrent_activation="tanh", return_sequences=True), GRU(2, use_bias=False), Dense(2), suffix=suffix)
    save(prefix + "gru_before", 111, GRU(3, go_backwards=True, return_sequences=True, **before), GRU(2, use_bias=False, activation="relu", **before), suffix=suffix)
    save(prefix + "gru_masked", 112, zeros, GRU(3, return_sequences=True), GRU(2, go_backwards=True, **before), suffix=suffix, make=with_holes)
    save(prefix + "simple_rnn", 113, SimpleRNN(4, return_sequences=True), SimpleRNN(3, go_backwards=True, activation="relu", return_sequences=True), SimpleRNN(2, use_bias=False), suffix=suffix)
    save(prefix + "simple_rnn_masked", 114, layers.Masking(0.0), SimpleRNN(3, return_sequences=True), SimpleRNN(2, go_backwards=True), suffix=suffix, make=with_holes)
    save(prefix + "recurrent_dropouts", 115, GRU(3, dropout=0.25, recurrent_dropout=0.125, return_sequences=True), SimpleRNN(2, dropout=0.5, recurrent_dropout=0.25, unroll=True), suffix=suffix)
    save(prefix + "recurrent_stateful", 116, GRU(3, stateful=True, return_sequences=True), GRU(2, stateful=True, return_sequences=True, **before), SimpleRNN(2, stateful=True),
         suffix=suffix, batch=2)
    cells = [RNN(layers.GRUCell(3), return_sequences=True), RNN(layers.SimpleRNNCell(2), return_sequences=True, go_backwards=True), RNN(layers.LSTMCell(2))]
    names = [layer.name for layer in cells]
    save(prefix + "cells", 117, *cells, suffix=suffix, extra={"layers": [list(pair) for pair in zip(("GRU", "SimpleRNN", "LSTM"), names)]})
    entry = keras.Input((5, 3))
    states = keras.Model(entry, GRU(3, return_sequences=True, return_state=True, name="g")(entry), name=prefix + "gru_state")
    golden.draw_weights(states, 118)
    states.save(f"{OUT}/{prefix}gru_state{suffix}")
    x = golden.sample(states, 118)
    golden.record(states, f"{OUT}/{prefix}gru_state{suffix}", x, {"state": golden.numbers(np.asarray(states(x)[1]))})
    entry = keras.Input((5, 3))
    outputs = LSTM(3, return_sequences=True, return_state=True)(entry)
    unused = keras.Model(entry, Dense(2)(outputs[0]), name=prefix + "functional_state_unused")
    golden.draw_weights(unused, 120)
    unused.save(f"{OUT}/{prefix}functional_state_unused{suffix}")
    golden.record(unused, f"{OUT}/{prefix}functional_state_unused{suffix}", golden.sample(unused, 120))


def gates(array, count):
    return np.split(array, count, axis=-1)


def keras_1(name, seed):
    """The layers of a tf.keras model as Keras 1.2.2 writes them, get_config for get_config, a gate's arrays one after the other."""
    hard = {"recurrent_activation": "hard_sigmoid"}
    model = keras.Sequential([keras.Input((5, 3)), GRU(3, reset_after=False, return_sequences=True, name="gru_1", **hard),
                              SimpleRNN(4, return_sequences=True, go_backwards=True, name="simplernn_1"), LSTM(2, name="lstm_1", **hard)], name="sequential_1")
    golden.draw_weights(model, seed)
    kinds, arrays = [], {}
    for layer in model.layers:
        kernel, recurrent, bias = layer.get_weights()
        letters, order = {"GRU": ("zrh", "zrh"), "LSTM": ("ifco", "icfo"), "SimpleRNN": ("", "")}[type(layer).__name__]
        config = {"name": layer.name, "trainable": True, "output_dim": layer.units, "init": "glorot_uniform", "inner_init": "orthogonal", "activation": "tanh",
                  "W_regularizer": None, "U_regularizer": None, "b_regularizer": None, "dropout_W": 0.0, "dropout_U": 0.0, "return_sequences": layer.return_sequences,
                  "go_backwards": layer.go_backwards, "stateful": False, "unroll": False, "consume_less": "cpu", "input_dim": kernel.shape[0], "input_length": 5}
        if letters:
            parts = {g: (w, u, b) for g, w, u, b in zip(letters, *(gates(a, len(letters)) for a in (kernel, recurrent, bias)))}
            arrays[layer.name] = {f"{layer.name}_{kind}_{g}:0": array for g in order for kind, array in zip("WUb", parts[g])}
            config["inner_activation"] = "hard_sigmoid"
        else:
            arrays[layer.name] = {f"{layer.name}_{kind}:0": array for kind, array in zip("WUb", (kernel, recurrent, bias))}
        kinds.append({"class_name": type(layer).__name__, "config": {**config, **({"forget_bias_init": "one"} if letters == "ifco" else {})}})
    kinds[0]["config"]["batch_input_shape"] = [None, 5, 3]
    path = f"{OUT}/{name}.h5"
    with h5py.File(path, "w") as file:
        file.attrs["keras_version"] = b"1.2.2"
        file.attrs["model_config"] = json.dumps({"class_name": "Sequential", "config": kinds}).encode()
        group = file.create_group("model_weights")
        group.attrs["layer_names"] = [n.encode() for n in arrays]
        for layer, ones in arrays.items():
            inside = group.create_group(layer)
            inside.attrs["weight_names"] = [n.encode() for n in ones]
            for n, array in ones.items():
                inside[n] = array
    golden.record(model, path, golden.sample(model, seed))


models("", ".keras" if KERAS_3 else ".h5")
if not KERAS_3:
    keras_1("keras_1_hard", 119)
