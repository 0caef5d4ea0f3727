"""Models of stacked cells, of penalties on numbers and of a Dropout called with training=True, saved by Keras 3.15.1
(../requirements.txt): python make_cells3.py FOLDER."""
import golden
import numpy as np
from keras import Input, Model, Sequential, layers

OUT = golden.folder("keras3")
LSTM, Dense = layers.LSTM, layers.Dense


def stack(*cells, **config):
    return layers.RNN(layers.StackedRNNCells(list(cells)), **config)


def save(name, seed, *stacked, suffix=".keras", trained=False):
    model = Sequential([Input((4, 2)), *stacked], name=name)
    golden.draw_weights(model, seed)
    extra = golden.train(model, seed) if trained else None
    model.save(f"{OUT}/{name}{suffix}")
    golden.record(model, f"{OUT}/{name}{suffix}", golden.sample(model, seed), extra)


def cells():
    return layers.LSTMCell(3), layers.GRUCell(2), layers.SimpleRNNCell(4), layers.LSTMCell(2, use_bias=False, activation="relu")


save("stacked_cells", 90, stack(*cells(), return_sequences=True), stack(layers.LSTMCell(3)), Dense(2))
save("stacked_cells_masked", 91, layers.Masking(), stack(*cells(), go_backwards=True, return_sequences=True, zero_output_for_mask=True), LSTM(2))
save("stacked_cells_dropped", 92, stack(layers.LSTMCell(3, dropout=0.25, recurrent_dropout=0.5), layers.GRUCell(2, dropout=0.25)), Dense(2))
save("stacked_cells_trained", 93, stack(*cells()), Dense(2), trained=True)
save("legacy_stacked_cells", 94, stack(*cells(), return_sequences=True), LSTM(2), suffix=".h5")
save("activity_regularization", 95, LSTM(3, return_sequences=True), layers.ActivityRegularization(l1=0.0625, l2=0.125), LSTM(2), trained=True)

x = Input((4, 2))
always = Model(x, Dense(2)(layers.Dropout(0.5, name="always")(LSTM(3)(x), training=True)), name="dropout_always")
golden.draw_weights(always, 96)
always.save(f"{OUT}/dropout_always.keras")
rows = golden.sample(always, 96)
golden.record(always, f"{OUT}/dropout_always.keras", rows)
golden.add(f"{OUT}/dropout_always.keras", {"output": golden.numbers(always.predict(rows, verbose=0))})
print("dropout_always: predict gives the same twice:", np.array_equal(always.predict(rows, verbose=0), always.predict(rows, verbose=0)))
print("dropout_always: the model called gives the same twice:", np.array_equal(np.asarray(always(rows)), np.asarray(always(rows))))
