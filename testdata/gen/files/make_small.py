"""Models with slopes, moved numbers and noise, saved by Keras 3 or tf.keras 2: python make_small.py FOLDER."""
import golden

from either import KERAS_3, keras
layers = keras.layers
LSTM, Dense = layers.LSTM, layers.Dense
OUT = golden.folder("keras3" if KERAS_3 else "keras2")


def save(name, seed, *stack, suffix, shape=(4, 2)):
    model = keras.Sequential([keras.Input(shape), *stack], name=name)
    golden.draw_weights(model, seed)
    model.save(f"{OUT}/{name}{suffix}")
    golden.record(model, f"{OUT}/{name}{suffix}", golden.sample(model, seed))


def models(prefix, suffix):
    leaky = {"negative_slope": 0.15} if KERAS_3 else {"alpha": 0.15}
    slopes = [layers.ReLU(0.75, negative_slope=0.1, threshold=0.2), LSTM(3, return_sequences=True), layers.LeakyReLU(**leaky), layers.PReLU(shared_axes=[1])]
    if not KERAS_3:
        slopes.append(layers.ThresholdedReLU(0.05))
    save(prefix + "slopes", 100, *slopes, layers.PReLU(), LSTM(3), layers.ELU(0.7), layers.ReLU(), layers.PReLU(), Dense(2), suffix=suffix)
    save(prefix + "moved", 101, layers.ZeroPadding1D((2, 1)), LSTM(3, return_sequences=True), layers.Cropping1D(1), layers.UpSampling1D(2),
         layers.Permute((2, 1)), LSTM(4, return_sequences=True), layers.Reshape((-1, 6)), layers.GRU(3), layers.Reshape((3, 1)), LSTM(2), suffix=suffix)
    save(prefix + "noise", 102, layers.SpatialDropout1D(0.25), layers.GaussianNoise(0.5), LSTM(3), layers.Dropout(0.5), Dense(1), suffix=suffix)


models("", ".keras" if KERAS_3 else ".h5")
if KERAS_3:
    models("legacy_", ".h5")
