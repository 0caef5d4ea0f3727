"""Models with convolutions, poolings and normalizations, saved by Keras 3.15.1 (../requirements.txt): python make_windows3.py FOLDER."""
import golden
from keras import Input, Sequential, layers

OUT = golden.folder("keras3")
LSTM, Dense, Conv1D = layers.LSTM, layers.Dense, layers.Conv1D


def save(name, seed, *stack, suffix=".keras", shape=(8, 2), trained=False):
    model = Sequential([Input(shape), *stack], name=name)
    golden.draw_weights(model, seed)
    extra = golden.train(model, seed) if trained else None
    model.save(f"{OUT}/{name}{suffix}")
    golden.record(model, f"{OUT}/{name}{suffix}", golden.sample(model, seed), extra)


save("conv_trained", 90, Conv1D(3, 2, padding="causal", activation="tanh"), layers.MaxPooling1D(2), LSTM(2), Dense(1), trained=True)
save("conv_options", 91, Conv1D(3, 3, strides=2, padding="same", use_bias=False), Conv1D(2, 2, dilation_rate=2, activation="elu"), layers.GlobalMaxPooling1D(), shape=(None, 2))
save("pooling", 92, layers.AveragePooling1D(3, strides=1, padding="same"), LSTM(3, return_sequences=True), layers.GlobalAveragePooling1D(keepdims=True), Dense(2))
save("conv_in_steps", 93, layers.TimeDistributed(Conv1D(3, 2)), layers.TimeDistributed(layers.MaxPooling1D(2)), layers.TimeDistributed(layers.Flatten()), LSTM(2), shape=(None, 5, 1))
save("legacy_conv", 94, Conv1D(3, 2, activation="relu"), layers.MaxPooling1D(3, strides=2), LSTM(2), suffix=".h5")
BN, LN = layers.BatchNormalization, layers.LayerNormalization
save("batch_normalization", 95, LSTM(3, return_sequences=True), BN(momentum=0.5), LSTM(2), BN(center=False), Dense(1), trained=True)
save("layer_normalization", 96, Conv1D(3, 2), LN(), LSTM(2), LN(scale=False, epsilon=0.01))
save("frozen_batch_normalization", 97, Dense(3), BN(trainable=False), LSTM(2), trained=True)
save("legacy_batch_normalization", 98, LSTM(3), BN(), LN(), suffix=".h5")
