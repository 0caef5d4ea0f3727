"""The first source: real Keras 3 on TensorFlow, in float32 and in float64."""

import contextlib
import copy
import os

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"

import keras  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402

PRECISIONS = ("float32", "float64")


@contextlib.contextmanager
def precision(name):
    keras.config.set_floatx(name)
    keras.config.set_dtype_policy(name)
    try:
        yield
    finally:
        keras.config.set_floatx("float32")
        keras.config.set_dtype_policy("float32")


def model_of(layers, input_shape, name=None):
    """A Sequential of these Keras configurations; input_shape includes the batch (None where it is free)."""
    parts = [keras.Input(batch_shape=tuple(input_shape))]
    for layer in layers:
        parts.append(made(layer))
    return keras.Sequential(parts, name=name)


def made(one):
    """A Keras layer of its class and configuration, those inside it included."""
    inside = ("layer", "backward_layer", "cell")
    config = {k: made(v) if isinstance(v, dict) and k in inside else copy.deepcopy(v) for k, v in one["config"].items()}
    if "cells" in config:
        config["cells"] = [made(cell) for cell in config["cells"]]
    return getattr(keras.layers, one["class_name"])(**config)


def set_weights(model, weights):
    for layer, arrays in zip(model.layers, weights):
        if arrays:
            layer.set_weights([np.asarray(w) for w in arrays])


def loss_of(loss):
    return getattr(keras.losses, loss["class_name"])(**loss.get("config", {}))


def rate_of(rate):
    if isinstance(rate, dict):
        return getattr(keras.optimizers.schedules, rate["class_name"])(**rate["config"])
    return rate


def optimizer_of(optimizer):
    config = dict(optimizer["config"])
    if "learning_rate" in config:
        config["learning_rate"] = rate_of(config["learning_rate"])
    return getattr(keras.optimizers, optimizer["class_name"])(**config)


def with_state(one):
    """The same recurrent layer, which returns its state; a stateful Bidirectional cannot in this Keras, but keeps it."""
    if one["class_name"] == "Bidirectional" and one["config"]["layer"]["config"].get("stateful"):
        return one
    config = copy.deepcopy(one["config"])
    for name in ("layer", "backward_layer"):
        if name in config:
            config[name]["config"]["return_state"] = True
    if one["class_name"] != "Bidirectional":
        config["return_state"] = True
    return {**one, "config": config}


def nested(layer, parts):
    """The parts of a state as the layer takes them: those of each cell for themselves where it has several."""
    if parts is None or not isinstance(getattr(layer, "cell", None), keras.layers.StackedRNNCells):
        return parts
    parts = iter(parts)
    return [[next(parts) for _ in range(len(cell.state_size) if isinstance(cell.state_size, (list, tuple)) else 1)] for cell in layer.cell.cells]


class Chain:
    """The layers of a model one by one, every recurrent one with its final state, so that states can go in and come out."""

    def __init__(self, layers, input_shape, weights):
        self.layers, shape = [], tuple(input_shape)
        for one, arrays in zip(layers, weights):
            kind = getattr(keras.layers, one["class_name"])
            recurrent = issubclass(kind, (keras.layers.RNN, keras.layers.Bidirectional))
            layer = made(with_state(one) if recurrent else one)
            layer.build(shape)
            if arrays:
                layer.set_weights([np.asarray(w) for w in arrays])
            out = layer.compute_output_shape(shape)
            shape = tuple(out[0] if getattr(layer, "return_state", False) else out)
            self.layers.append(layer)

    def __call__(self, x, states=None):
        """Output, and final states by index of layer."""
        a, ends = tf.convert_to_tensor(x), {}
        for n, layer in enumerate(self.layers):
            if isinstance(layer, (keras.layers.RNN, keras.layers.Bidirectional)):
                mask = getattr(a, "_keras_mask", None)
                out = layer(a, initial_state=nested(layer, (states or {}).get(n)), mask=mask)
                a, *ends[n] = tf.nest.flatten(out) if layer.return_state else [out, *(tf.convert_to_tensor(s) for s in layer.states)]
                if layer.return_sequences and mask is not None:
                    a._keras_mask = mask
            else:
                a = layer(a)
        return a, ends

    def reset(self):
        for layer in self.layers:
            if getattr(layer, "stateful", False):
                layer.reset_state()

    @property
    def variables(self):
        return [v.value for layer in self.layers for v in layer.trainable_variables]

    @property
    def learning(self):
        return [[v.trainable for v in layer.weights] for layer in self.layers]

    @property
    def penalties(self):
        return [p for layer in self.layers for p in layer.losses]


def forward(layers, input_shape, weights, calls):
    """Outputs and final states of calls on one model, one after the other."""
    model, results = Chain(layers, input_shape, weights), []
    for one in calls:
        if one.get("reset_states"):
            model.reset()
        dtype = keras.config.floatx()
        states = {n: [tf.constant(s, dtype) for s in pair] for n, pair in one.get("states", {}).items()}
        out, ends = model(tf.constant(one["x"], dtype), states)
        results.append({"output": out.numpy(), "states": {n: [s.numpy() for s in pair] for n, pair in ends.items()}})
    return results


def gradients(layers, input_shape, weights, x, y, loss, sample_weight=None, states=None, clip=None):
    """Loss, output and gradients by tf.GradientTape."""
    dtype = keras.config.floatx()
    model = Chain(layers, input_shape, weights)
    x = tf.Variable(tf.constant(x, dtype))
    states = {n: [tf.Variable(tf.constant(s, dtype)) for s in pair] for n, pair in (states or {}).items()}
    flat = [s for pair in states.values() for s in pair]
    variables = model.variables
    with tf.GradientTape() as tape:
        tape.watch(variables)
        out, _ = model(x, states)
        data = loss_of(loss)(y, out, sample_weight)
        total = data + sum(model.penalties) if model.penalties else data
    found = tape.gradient(total, variables + [x] + flat, unconnected_gradients="zero")
    by_weight, rest = found[: len(variables)], found[len(variables) :]
    by_weight = [tf.convert_to_tensor(g) for g in by_weight]  # that of a table comes as the rows that occur
    clipped = optimizer_of(clip)._clip_gradients(by_weight) if clip else None
    return {
        "loss": float(total),
        "penalty": float(total - data),
        "output": out.numpy(),
        "weights": by_layer(by_weight, weights, model.learning),
        "clipped": by_layer(clipped, weights, model.learning) if clip else None,
        "x": rest[0].numpy(),
        "states": taken(states, [s.numpy() for s in rest[1:]]),
    }


def taken(states, values):
    """The values in turn, as many for each layer as its state has parts."""
    values = iter(values)
    return {n: [next(values) for _ in parts] for n, parts in states.items()}


def by_layer(arrays, weights, learning):
    """The gradients of all weights; zeros for those that do not learn."""
    arrays = iter(arrays)
    return [[np.asarray(next(arrays)) if learns else np.zeros_like(w) for w, learns in zip(*layer)] for layer in zip(weights, learning)]


def training(layers, input_shape, weights, batches, loss, optimizer, steps):
    """train_on_batch, the path of fit, on batches in turn: the loss of every step and all weights after it."""
    dtype = keras.config.floatx()
    model = model_of(layers, input_shape)
    set_weights(model, weights)
    model.compile(optimizer_of(optimizer), loss_of(loss))
    history, after = [], []
    for step in range(steps):
        batch = batches[step % len(batches)]
        model.reset_metrics()
        weight = batch.get("sample_weight")
        value = model.train_on_batch(np.asarray(batch["x"], dtype), batch["y"], None if weight is None else np.asarray(weight, dtype))
        history.append(float(value[0] if isinstance(value, (list, tuple)) else value))
        after.append([[np.array(w) for w in layer.get_weights()] for layer in model.layers])
    return history, after
