"""Models with convolutions, poolings and normalizations, saved by tf.keras 2.15 (requirements-keras2.txt): python make_windows2.py FOLDER."""
import golden
import h5py
import shutil
import tensorflow as tf

keras = tf.keras
layers = keras.layers
OUT = golden.folder("keras2")
LSTM, Dense, Conv1D = layers.LSTM, layers.Dense, layers.Conv1D


def save(name, seed, *stack, suffix=".h5", shape=(8, 2)):
    model = keras.Sequential([keras.Input(shape), *stack], name=name)
    golden.draw_weights(model, seed)
    model.save(f"{OUT}/{name}{suffix}", save_format="h5" if suffix == ".h5" else "keras")
    golden.record(model, f"{OUT}/{name}{suffix}", golden.sample(model, seed))


save("conv", 90, Conv1D(3, 2, padding="causal", activation="tanh"), layers.MaxPooling1D(2), LSTM(2), Dense(1))
save("conv_options", 91, Conv1D(3, 3, strides=2, padding="same", use_bias=False), Conv1D(2, 2, dilation_rate=2, activation="elu"), layers.GlobalMaxPooling1D(), shape=(None, 2))
save("pooling", 92, layers.AveragePooling1D(3, strides=1, padding="same"), LSTM(3, return_sequences=True), layers.GlobalAveragePooling1D(keepdims=True), Dense(2))
save("conv_in_steps", 93, layers.TimeDistributed(Conv1D(3, 2)), layers.TimeDistributed(layers.MaxPooling1D(2)), layers.TimeDistributed(layers.Flatten()), LSTM(2), shape=(None, 5, 1))
save("conv_v3", 94, Conv1D(3, 2, activation="relu"), layers.AveragePooling1D(2), LSTM(2), suffix=".keras")
BN, LN = layers.BatchNormalization, layers.LayerNormalization
save("batch_normalization", 95, LSTM(3, return_sequences=True), BN(momentum=0.5), LSTM(2), BN(center=False), Dense(1))
save("layer_normalization", 96, Conv1D(3, 2), LN(), LSTM(2), LN(scale=False, epsilon=0.01))
save("batch_normalization_v3", 97, Dense(3), BN(scale=False), LSTM(2), suffix=".keras")

refused = golden.folder("refused") + "/conv_theano.h5"
shutil.copy(f"{OUT}/conv.h5", refused)
with h5py.File(refused, "r+") as f:
    f["model_weights"].attrs["backend"] = "theano"  # as Keras 2 on Theano writes it
