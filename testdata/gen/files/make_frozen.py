"""Models of which a part is frozen, saved in the middle of their training: python make_frozen.py FOLDER, with Keras 3 and with tf.keras 2.

Each is trained two steps whole, then layers are frozen, and it is compiled and trained three steps again and saved. The record has
three further steps from there: x, y, the loss of each step and the weights after the last. So have a model with what is a layer of its own
in lstm4j, behind another one, and one whose flags freeze nothing."""
import golden
import numpy as np
from golden import weights

try:
    import keras
    assert keras.__version__.startswith("3")
except (ImportError, AssertionError):
    import tensorflow as tf
    keras = tf.keras
from_keras3 = keras.__version__.startswith("3") if hasattr(keras, "__version__") else False
layers, optimizers, regularizers = keras.layers, keras.optimizers, keras.regularizers
LSTM, Dense = layers.LSTM, layers.Dense
OUT = golden.folder("keras3" if from_keras3 else "keras2")


def steps(model, seed, count):
    rng = np.random.default_rng(seed)
    x = rng.normal(0, 1, (count, 4) + model.input_shape[1:]).astype("float32")
    y = rng.normal(0, 1, (count, 4) + model.output_shape[1:]).astype("float32")
    return x, y, [float(model.train_on_batch(x[k], y[k])) for k in range(count)]


def save(name, seed, freeze, optimizer, *stack, suffix, **more):
    model = keras.Sequential([keras.Input((4, 2)), *stack], name=name)
    golden.draw_weights(model, seed)
    model.compile(optimizer(), "mse")
    steps(model, seed, 2)
    for layer in freeze:
        model.layers[layer].trainable = False
    model.compile(optimizer(), "mse")
    steps(model, seed + 1, 3)
    model.save(f"{OUT}/{name}{suffix}")
    before = [golden.array(w) for w in weights(model)]
    kept = golden.sample(model, seed)
    output = golden.numbers(np.asarray(model(kept)))
    variables = model.optimizer.variables
    slots = [golden.array(v.numpy()) for v in (variables() if callable(variables) else variables) if len(v.shape) > 0]
    iteration = int(model.optimizer.iterations.numpy())
    x, y, losses = steps(model, seed + 2, 3)
    golden.record(model, f"{OUT}/{name}{suffix}", kept, {
        "weights": before, "output": output,
        "optimizer": {"iteration": iteration, "slots": slots},
        "further": {"x": golden.numbers(x), "y": golden.numbers(y), "losses": losses, "weights": [golden.array(w) for w in weights(model)]}, **more})


def models(prefix, suffix):
    front = [LSTM(3, return_sequences=True), LSTM(2), Dense(1)]
    save(prefix + "frozen_front", 90, [0], lambda: optimizers.Adam(0.01), *front, suffix=suffix)
    middle = [LSTM(3, return_sequences=True), Dense(4, kernel_regularizer="l2"), layers.GRU(2), Dense(1)]
    save(prefix + "frozen_middle", 91, [1], lambda: optimizers.SGD(0.05, momentum=0.5, clipnorm=0.05), *middle, suffix=suffix)
    half = layers.Bidirectional(LSTM(3, return_sequences=True, trainable=False), backward_layer=LSTM(3, return_sequences=True, go_backwards=True))
    inside = [half, layers.TimeDistributed(Dense(2, trainable=False)), layers.SimpleRNN(2), Dense(1)]
    save(prefix + "frozen_inside", 92, [], lambda: optimizers.Adam(0.01), *inside, suffix=suffix)
    penalized = [LSTM(3, return_sequences=True, activity_regularizer=regularizers.L2(0.01), name="lstm"),
                 Dense(3, activation=layers.LeakyReLU(0.2), activity_regularizer=regularizers.L1(0.02), name="dense"),
                 layers.GRU(2, name="gru"), Dense(1, name="head")]
    save(prefix + "behind", 93, [], lambda: optimizers.Adam(0.01), *penalized, suffix=suffix, layers=[
        ["LSTM", "lstm"], ["ActivityRegularization", "lstm_activity"], ["Dense", "dense"], ["LeakyReLU", "dense_activation"],
        ["ActivityRegularization", "dense_activity"], ["GRU", "gru"], ["Dense", "head"]])
    if from_keras3:  # there the flag of what only holds layers freezes nothing: all of these learn
        outside = [layers.RNN(layers.LSTMCell(2), return_sequences=True, trainable=False, name="one"),
                   layers.RNN(layers.StackedRNNCells([layers.GRUCell(2), layers.SimpleRNNCell(2)], trainable=False), return_sequences=True, name="two"),
                   layers.Bidirectional(layers.GRU(2, return_sequences=True), trainable=False, name="both"),
                   layers.TimeDistributed(Dense(2), trainable=False, name="each"), layers.SimpleRNN(2, name="rnn"), Dense(1, name="head")]
        save(prefix + "frozen_outside", 94, [], lambda: optimizers.Adam(0.01), *outside, suffix=suffix, layers=[
            ["LSTM", "one"], ["RNN", "two"], ["Bidirectional", "both"], ["TimeDistributed", "each"], ["SimpleRNN", "rnn"], ["Dense", "head"]])



models("", ".keras" if from_keras3 else ".h5")
if from_keras3:
    models("legacy_", ".h5")
