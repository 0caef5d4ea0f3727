"""Models of stacked cells, of penalties on numbers and of a Dropout called with training=True, saved by tf.keras 2.15
(requirements-keras2.txt): python make_cells2.py FOLDER."""
import golden
import numpy as np
import tensorflow as tf

keras = tf.keras
layers = keras.layers
OUT = golden.folder("keras2")
LSTM, Dense = layers.LSTM, layers.Dense


def stack(*cells, **config):
    return layers.RNN(layers.StackedRNNCells(list(cells)), **config)


def cells():
    return layers.LSTMCell(3), layers.GRUCell(2), layers.SimpleRNNCell(4), layers.LSTMCell(2, use_bias=False, activation="relu")


def save(name, seed, *stacked, suffix=".h5"):
    model = keras.Sequential([keras.Input((4, 2)), *stacked], name=name)
    golden.draw_weights(model, seed)
    model.save(f"{OUT}/{name}{suffix}", save_format="h5" if suffix == ".h5" else "keras")
    golden.record(model, f"{OUT}/{name}{suffix}", golden.sample(model, seed))


save("stacked_cells", 90, stack(*cells(), return_sequences=True), stack(layers.LSTMCell(3)), Dense(2))
save("stacked_cells_masked", 91, layers.Masking(), stack(*cells(), go_backwards=True, return_sequences=True), LSTM(2))
save("stacked_cells_v3", 92, stack(*cells()), Dense(2), suffix=".keras")
save("activity_regularization", 93, LSTM(3, return_sequences=True), layers.ActivityRegularization(l1=0.0625, l2=0.125), LSTM(2))

x = keras.Input((4, 2))
always = keras.Model(x, Dense(2)(layers.Dropout(0.5, name="always")(LSTM(3)(x), training=True)), name="dropout_always")
golden.draw_weights(always, 94)
always.save(f"{OUT}/dropout_always.h5", save_format="h5")
rows = golden.sample(always, 94)
print("dropout_always: predict gives the same twice:", np.array_equal(always.predict(rows, verbose=0), always.predict(rows, verbose=0)))
print(always.to_json())
