"""Small models saved by real Keras 3: python make_keras3.py FOLDER."""
import tempfile
import zipfile

import golden
import keras
import numpy as np
from keras import Input, Sequential, layers, losses, optimizers, regularizers

OUT = golden.folder("keras3")
LSTM, Dense = layers.LSTM, layers.Dense


def train(model, seed, steps=3, classes=None):
    x = golden.sample(model, seed + 5, 4)
    shape = model.compute_output_shape(x.shape)
    rng = np.random.default_rng(seed + 6)
    y = rng.integers(0, classes, shape[:-1]) if classes else rng.normal(0, 1, shape).astype("float32")
    if getattr(model.loss, "name", model.loss) in ("categorical_crossentropy",):
        y = np.eye(shape[-1], dtype="float32")[rng.integers(0, shape[-1], shape[:-1])]
    for _ in range(steps):
        model.train_on_batch(x, y)


def slots(model):
    variables = model.optimizer.variables
    rest = [v for v in variables if len(v.shape) > 0]
    return {"optimizer": {"iteration": int(model.optimizer.iterations.numpy()), "slots": [golden.array(v.numpy()) for v in rest],
                          "learning_rate": float(model.optimizer.learning_rate.numpy())
                          if hasattr(model.optimizer.learning_rate, "numpy") else None}}


def save(name, model, seed, suffix=".keras", extra=None, weights_too=False):
    path = f"{OUT}/{name}{suffix}"
    model.save(path)
    x = golden.sample(model, seed)
    if getattr(model, "optimizer", None) is not None and model.optimizer.built:
        extra = {**(extra or {}), **slots(model)}
    golden.record(model, path, x, extra)
    if weights_too:
        model.save_weights(f"{OUT}/{name}.weights.h5")
        with open(f"{OUT}/{name}.config", "w") as f:
            f.write(model.to_json())


def plain(name, seed, *stack, suffix=".keras", shape=(None, 3), batch=None, weights_too=False):
    first = Input(batch_shape=batch) if batch else Input(shape)
    model = Sequential([first, *stack], name=name)
    golden.draw_weights(model, seed)
    save(name, model, seed, suffix, weights_too=weights_too)


def compiled(name, seed, optimizer, loss, metrics, head, suffix=".keras", classes=None):
    model = Sequential([Input((4, 2)), LSTM(3), head], name=name)
    golden.draw_weights(model, seed)
    model.compile(optimizer, loss, metrics=metrics)
    train(model, seed, classes=classes)
    save(name, model, seed, suffix)


def functional(name, seed, build, shape=(None, 3), suffix=".keras"):
    entry = Input(shape)
    model = keras.Model(entry, build(entry), name=name)
    golden.draw_weights(model, seed)
    save(name, model, seed, suffix)


plain("lstm", 1, LSTM(4))
plain("lstm_seq", 2, LSTM(4, return_sequences=True))
plain("lstm_backwards", 3, LSTM(4, go_backwards=True))
plain("lstm_backwards_seq", 4, LSTM(4, go_backwards=True, return_sequences=True))
plain("lstm_nobias", 5, LSTM(4, use_bias=False, unit_forget_bias=False))
plain("lstm_hard", 6, LSTM(4, recurrent_activation="hard_sigmoid", activation="relu"))
plain("lstm_softsign", 7, LSTM(4, activation="softsign", recurrent_activation="sigmoid"))
plain("lstm_linear", 8, LSTM(4, activation=None))
plain("lstm_stateful", 9, LSTM(4, stateful=True), batch=(2, 5, 3))
plain("lstm_state", 10, LSTM(4, return_state=True))
plain("lstm_unroll", 11, LSTM(4, unroll=True), shape=(5, 3))
plain("lstm_dropouts", 12, LSTM(4, dropout=0.25, recurrent_dropout=0.125, seed=7))
plain("lstm_regularized", 13, LSTM(4, kernel_regularizer=regularizers.L2(0.01), recurrent_regularizer="l1",
                                 bias_regularizer=regularizers.L1L2(0.1, 0.2)))
plain("lstm_initializers", 14, LSTM(4, kernel_initializer="he_normal", recurrent_initializer="glorot_uniform",
                                  bias_initializer=keras.initializers.Constant(0.5)))
plain("stack", 15, LSTM(4, return_sequences=True), LSTM(3, return_sequences=True), LSTM(2), Dense(5, "softmax"), weights_too=True)
plain("named", 16, LSTM(3, name="première.couche"), Dense(2, name="Ausgang ü", activation="tanh"))
plain("flatten", 17, LSTM(3, return_sequences=True), layers.Flatten(), Dense(2), shape=(4, 3))
plain("masking", 18, layers.Masking(0.5), LSTM(4, return_sequences=True), LSTM(2))
plain("masking_zero", 19, layers.Masking(), LSTM(4, return_sequences=True, zero_output_for_mask=True))
plain("dropout", 20, LSTM(3), layers.Dropout(0.5, seed=1), Dense(2, "elu"))
plain("activations", 21, LSTM(3), layers.Activation("gelu"), Dense(3), layers.ReLU(), Dense(3), layers.ReLU(6.0), Dense(3),
      layers.LeakyReLU(negative_slope=0.2), Dense(3), layers.ELU(), Dense(3), layers.Softmax())
plain("time_distributed", 22, LSTM(3, return_sequences=True), layers.TimeDistributed(Dense(2, "tanh")), LSTM(2), Dense(1))
plain("dense_only", 23, Dense(4, "relu"), Dense(2, use_bias=False), shape=(3,))
plain("dense_sequence", 24, Dense(4, "swish"), LSTM(2), shape=(6, 3))
plain("fixed_batch", 25, LSTM(3), Dense(1, "sigmoid"), batch=(4, 5, 2))
functional("functional", 30, lambda x: Dense(2, "softmax", name="out")(LSTM(3, name="inner")(x)))
functional("functional_masked", 31, lambda x: Dense(1)(LSTM(3)(LSTM(2, return_sequences=True)(layers.Masking(1.0)(x)))))
functional("functional_embedding", 33, lambda x: Dense(1)(LSTM(2)(layers.Bidirectional(LSTM(2, return_sequences=True))(layers.Embedding(4, 3, mask_zero=True)(x)))),
           shape=(5,))
functional("functional_state", 32, lambda x: LSTM(3, return_state=True)(x))
compiled("adam", 40, "adam", "mse", ["mae"], Dense(2))
compiled("amsgrad", 41, optimizers.Adam(0.01, 0.8, 0.99, 1e-5, amsgrad=True, clipnorm=1.0), losses.Huber(delta=0.5), [], Dense(2))
compiled("sgd", 42, "sgd", "mae", ["mse"], Dense(2))
compiled("nesterov", 43, optimizers.SGD(0.05, momentum=0.9, nesterov=True, clipvalue=0.5), "mse", [], Dense(2))
compiled("rmsprop", 44, optimizers.RMSprop(0.002, rho=0.8, momentum=0.5, centered=True, global_clipnorm=2.0), "mse", [], Dense(2))
compiled("sparse", 45, "rmsprop", losses.SparseCategoricalCrossentropy(from_logits=True), ["accuracy"], Dense(3), classes=3)
compiled("schedule", 46, optimizers.Adam(optimizers.schedules.ExponentialDecay(0.1, 10, 0.5, staircase=True)),
         losses.CategoricalCrossentropy(label_smoothing=0.1), ["accuracy"], Dense(3, "softmax"))
compiled("cosine", 47, optimizers.SGD(optimizers.schedules.CosineDecay(0.1, 20, alpha=0.05)), "mse", [], Dense(2))
compiled("piecewise", 48, optimizers.SGD(optimizers.schedules.PiecewiseConstantDecay([2, 4], [0.1, 0.05, 0.01])), "mse", [], Dense(2))
# legacy .h5 of Keras 3
plain("legacy_lstm", 60, LSTM(4, recurrent_activation="hard_sigmoid"), Dense(2), suffix=".h5")
compiled("legacy_adam", 61, "adam", "mse", ["mae"], Dense(2), suffix=".h5")
functional("legacy_functional", 62, lambda x: Dense(2)(LSTM(3)(x)), suffix=".h5")

# What lstm4j refuses or warns of.
REFUSED = golden.folder("refused")


def refused(name, model):
    """Configuration and metadata alone: it is the configuration that is refused, and the weights would only take room."""
    path = f"{tempfile.mkdtemp()}/whole.keras"
    model.save(path)
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(f"{REFUSED}/{name}.keras", "w") as part:
        for entry in ("metadata.json", "config.json"):
            part.writestr(zipfile.ZipInfo(entry), whole.read(entry))


@keras.saving.register_keras_serializable(package="mine")
class Shifted(LSTM):
    pass


@keras.saving.register_keras_serializable(package="mine")
def my_activation(x):
    return x * 0.5


@keras.saving.register_keras_serializable(package="mine")
def my_loss(y, p):
    return keras.ops.mean(y - p)


refused("lambda", Sequential([Input((4, 2)), LSTM(2), layers.Lambda(lambda x: x * 2)]))
refused("custom_class", Sequential([Input((4, 2)), Shifted(2)]))
refused("custom_activation", Sequential([Input((4, 2)), LSTM(2, activation=my_activation)]))
refused("activity", Sequential([Input((4, 2)), layers.TimeDistributed(Dense(2, activity_regularizer="l2"))]))
refused("unrolled", Sequential([Input((4, 2)), layers.Masking(), layers.Bidirectional(LSTM(2, return_sequences=True, unroll=True))]))
two = Input((4, 2))
refused("two_outputs", keras.Model(two, [LSTM(2)(two), LSTM(3)(two)]))
a, h, c = LSTM(2, return_sequences=True, return_state=True)(two)
refused("initial_state", keras.Model(two, LSTM(2)(a, initial_state=[h, c])))

custom = Sequential([Input((4, 2)), LSTM(2), Dense(1)], name="custom_loss")
golden.draw_weights(custom, 70)
custom.compile(optimizers.AdamW(), my_loss, metrics=[keras.metrics.AUC()])
train(custom, 70)
custom.save(f"{OUT}/custom_loss.keras")
golden.record(custom, f"{OUT}/custom_loss.keras", golden.sample(custom, 70), slots(custom))
frozen = Sequential([Input((4, 2)), LSTM(2, trainable=False), Dense(1)], name="frozen")
golden.draw_weights(frozen, 71)
frozen.compile("adam", "mse")
train(frozen, 71)
frozen.save(f"{OUT}/frozen.keras")
slots = [golden.array(v.numpy()) for v in frozen.optimizer.variables if len(v.shape) > 0]
golden.record(frozen, f"{OUT}/frozen.keras", golden.sample(frozen, 71), {"optimizer": {"iteration": int(frozen.optimizer.iterations.numpy()), "slots": slots}})
