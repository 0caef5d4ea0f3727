"""The same cases by real Keras on TensorFlow, in float64 to hold the numbers against and in float32 to hold the bounds against."""

import numpy as np

import real
from real import keras, tf


def regularizer(one):
    return {"kernel_regularizer": keras.regularizers.L2(one["l2"]), "recurrent_regularizer": keras.regularizers.L2(one["l2"])} if one.get("l2") else {}


class Model:
    """A recurrent layer, and a Dense layer where the case has one."""

    def __init__(self, one):
        self.one, self.layers = one, [getattr(keras.layers, one["kind"])(**one["lstm"], **regularizer(one), return_state=True)]
        self.layers[0].build(one["x"].shape)
        self.layers[0].set_weights([w for name, w in one["weights"].items() if "/" not in name])
        if "dense" in one:
            self.layers.append(keras.layers.Dense(**one["dense"]))
            self.layers[1].build((None, one["lstm"]["units"]))
            self.layers[1].set_weights([one["weights"]["dense/kernel"], one["weights"]["dense/bias"]])

    def __call__(self, x, state):
        y, *last = self.layers[0](x, mask=None if "mask" not in self.one else tf.constant(self.one["mask"]), initial_state=state)
        return self.layers[1](y) if len(self.layers) > 1 else y, last

    @property
    def variables(self):
        return [v for layer in self.layers for v in layer.trainable_variables]

    def loss(self, y):
        rule = keras.losses.CategoricalCrossentropy() if self.one["loss"] == "categorical_crossentropy" else keras.losses.MeanSquaredError()
        return rule(tf.constant(self.one["labels"], y.dtype), y) + sum(sum(layer.losses) for layer in self.layers if layer.losses)


def compute(one):
    """The wanted arrays that Keras shows, by name."""
    dtype, model = keras.config.floatx(), Model(one)
    x = tf.Variable(tf.constant(one["x"], dtype))
    shape = (len(one["x"]), one["lstm"]["units"])
    state = [tf.Variable(tf.constant(one.get(name, np.zeros(shape)), dtype)) for name in (("h0", "c0") if one["kind"] == "LSTM" else ("h0",))]
    if "loss" not in one:
        y, last = model(x, state)
        return {"output": y.numpy(), **{name: part.numpy() for name, part in zip(("h_n", "c_n"), last)}}
    out = {}
    optimizer = one.get("optimizer") and getattr(keras.optimizers, one["optimizer"]["class_name"])(**one["optimizer"]["config"])
    for step in range(one.get("steps", 1) if optimizer else 1):
        values = [v.value for v in model.variables]
        with tf.GradientTape() as tape:
            y, _ = model(x, state)
            loss = model.loss(y)
        found = tape.gradient(loss, values + [x] + state, unconnected_gradients="zero")
        names = list(one["weights"])
        if step == 0:
            out = {"loss": loss.numpy()[None] if loss.ndim else loss.numpy(), "output": y.numpy(), "d_input": found[len(values)].numpy()}
            out.update({name: g.numpy() for name, g in zip(("d_h0", "d_c0"), found[len(values) + 1 :])})
            for name, g in zip(names, found):
                out["dense/d_" + name[6:] if name.startswith("dense/") else "d_" + name] = g.numpy()
        if optimizer:
            optimizer.apply(found[: len(names)], model.variables)
    out.update({name: v.numpy() for name, v in zip(one["weights"], model.variables)} if optimizer else {})
    return out


def both(one):
    found = []
    for name in ("float64", "float32"):
        with real.precision(name):
            found.append(compute(one))
    return found
