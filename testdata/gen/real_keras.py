"""What Keras on TensorFlow makes of the models of real_models.py: outputs, gradients, and weights after three steps.

    python3 -m venv venv && venv/bin/pip install keras==3.15.1 tensorflow-cpu==2.21.0
    venv/bin/python testdata/gen/real_keras.py
"""
import os

os.environ["KERAS_BACKEND"] = "tensorflow"

import keras
import numpy as np
import tensorflow as tf

import real_models

KINDS = {"LSTM": keras.layers.LSTM, "GRU": keras.layers.GRU, "SimpleRNN": keras.layers.SimpleRNN}
OPTIMIZERS = {"sgd": lambda: keras.optimizers.SGD(0.1, momentum=0.9), "adam": lambda: keras.optimizers.Adam(0.01), "rmsprop": lambda: keras.optimizers.RMSprop(0.01)}


def build(one):
    model = keras.Sequential([keras.Input(one["arrays"]["x"].shape[1:])])
    for (kind, U, sequences, both), (name, _) in zip(one["recurrent"], real_models.names(one)):
        layer = KINDS[kind](U, return_sequences=sequences, name=None if both else name)
        model.add(keras.layers.Bidirectional(layer, name=name) if both else layer)
    if one["dense"]:
        model.add(keras.layers.Dense(one["dense"], name="dense"))
    model.set_weights([array for name, array in one["arrays"].items() if "/" in name])
    return model


def run(one):
    model, names = build(one), [name for name in one["arrays"] if "/" in name]
    x, labels = tf.constant(one["arrays"]["x"]), tf.constant(one["arrays"]["labels"])
    loss_of = keras.losses.MeanSquaredError()
    with tf.GradientTape() as tape:
        tape.watch(x)
        output = model(x, training=False)
        loss = loss_of(labels, output)
    gradients = tape.gradient(loss, [x] + [w.value for w in model.weights])
    result = {"output": output, "loss": loss, "d_input": gradients[0]} | {name.replace("/", "/d_"): g for name, g in zip(names, gradients[1:])}
    model.compile(OPTIMIZERS[one["optimizer"]](), loss_of)
    for _ in range(3):
        model.train_on_batch(one["arrays"]["x"], one["arrays"]["labels"])
    return {name: np.asarray(array) for name, array in (result | dict(zip(names, model.get_weights()))).items()}


def main():
    results = {}
    for n in range(real_models.COUNT):
        keras.backend.clear_session()
        results[n] = run(real_models.model(n))
    real_models.write("keras", results)


main()
