"""Small models saved by tf.keras 2.15: python make_keras2.py FOLDER."""
import golden
import numpy as np
import tensorflow as tf

keras = tf.keras
layers, Sequential = keras.layers, keras.Sequential
LSTM, Dense = layers.LSTM, layers.Dense
OUT = golden.folder("keras2")


def save(name, model, seed, suffix=".h5", extra=None):
    golden.draw_weights(model, seed)
    finish(name, model, seed, suffix, extra)


def finish(name, model, seed, suffix=".h5", extra=None):
    path = f"{OUT}/{name}{suffix}"
    model.save(path, save_format="h5" if suffix == ".h5" else "keras")
    golden.record(model, path, golden.sample(model, seed), extra)


def compiled(name, seed, optimizer, suffix=".h5"):
    model = Sequential([LSTM(3, input_shape=(4, 2)), Dense(2)], name=name)
    golden.draw_weights(model, seed)
    model.compile(optimizer, "mse", metrics=["mae"])
    x = golden.sample(model, seed + 5, 4)
    y = np.random.default_rng(seed + 6).normal(0, 1, (4, 2)).astype("float32")
    for _ in range(3):
        model.train_on_batch(x, y)
    o = model.optimizer
    if isinstance(o, keras.optimizers.legacy.Adam):  # recorded in the order of Keras 3: m, v, m, v, …
        values = [o.get_slot(w, slot).numpy() for w in model.trainable_weights for slot in ("m", "v")]
    else:
        values = [v.numpy() for v in o.variables]
    finish(name, model, seed, suffix, {"optimizer": {"iteration": int(o.iterations.numpy()),
                                                    "slots": [golden.array(v) for v in values if np.ndim(v) > 0]}})


save("lstm", Sequential([LSTM(4, input_shape=(None, 3))]), 1)
save("hard", Sequential([LSTM(4, recurrent_activation="hard_sigmoid", batch_input_shape=(3, 5, 2)), Dense(2, "hard_sigmoid")]), 2)
save("input_dim", Sequential([LSTM(4, input_dim=3, input_length=5, return_sequences=True), layers.Flatten(), Dense(2, "softmax")]), 3)
save("stateful", Sequential([LSTM(3, stateful=True, batch_input_shape=(2, 4, 2)), Dense(1)]), 4)
save("implementation_1", Sequential([LSTM(3, implementation=1, dropout=0.2, recurrent_dropout=0.1, input_shape=(4, 2)), layers.Dropout(0.3)]), 5)
save("masking", Sequential([layers.Masking(2.0, input_shape=(4, 2)), LSTM(3, return_sequences=True), LSTM(2)]), 6)
save("time_distributed", Sequential([LSTM(3, return_sequences=True, input_shape=(4, 2)), layers.TimeDistributed(Dense(2))]), 7)
entry = keras.Input((4, 2))
save("functional", keras.Model(entry, Dense(2, "sigmoid")(LSTM(3, go_backwards=True)(entry))), 8)
save("stack", Sequential([LSTM(3, return_sequences=True, input_shape=(4, 2)), LSTM(2, return_sequences=True), LSTM(2), Dense(3), Dense(2)]), 9, ".keras")
save("hard_v3", Sequential([LSTM(4, recurrent_activation="hard_sigmoid", input_shape=(4, 2))]), 10, ".keras")
compiled("adam", 20, keras.optimizers.Adam(0.01))
compiled("adam_legacy", 21, keras.optimizers.legacy.Adam(0.01))
compiled("rmsprop", 22, keras.optimizers.RMSprop(0.01, momentum=0.5))
compiled("sgd", 23, keras.optimizers.SGD(0.01, momentum=0.9))
compiled("adam_v3", 24, keras.optimizers.Adam(0.01, amsgrad=True), ".keras")
forgotten = Sequential([LSTM(2, input_shape=(4, 2)), Dense(1)], name="forgotten")  # an optimizer whose memory tf.keras does not write
forgotten.compile(keras.optimizers.legacy.RMSprop(0.01), "mse")
golden.draw_weights(forgotten, 25)
forgotten.train_on_batch(golden.sample(forgotten, 25), np.ones((3, 1)))
finish("forgotten", forgotten, 25, ".keras")
both = Sequential([LSTM(3, return_sequences=True, input_shape=(4, 2), name="a"), LSTM(2, name="b"), Dense(2, name="c")])
golden.draw_weights(both, 30)
both.save_weights(f"{OUT}/weights_only.h5")
golden.record(both, f"{OUT}/weights_only.h5", golden.sample(both, 30))
# time_major is an option that lstm4j refuses
layer = Sequential([LSTM(3, time_major=True, input_shape=(4, 2))])
layer.save(f"{golden.folder('refused')}/time_major.h5", save_format="h5")
# the GPU's layer: its weights for a layer made by hand, converted by Keras when they are loaded into an LSTM
gpu = Sequential([tf.compat.v1.keras.layers.CuDNNLSTM(3, input_shape=(4, 2)), Dense(2)], name="cudnn")
golden.draw_weights(gpu, 31)
gpu.save(f"{OUT}/cudnn.h5", save_format="h5")
same = Sequential([LSTM(3, input_shape=(4, 2)), Dense(2)], name="cudnn")
same.load_weights(f"{OUT}/cudnn.h5")
golden.record(same, f"{OUT}/cudnn.h5", golden.sample(same, 31))
