"""A Sequential inside a Sequential, saved by Keras 3: python make_nested.py FOLDER. (tf.keras cannot save equal names in one group.)"""
import golden
import keras

layers = keras.layers
LSTM, Dense = layers.LSTM, layers.Dense
OUT = golden.folder("keras3")


def save(name, suffix, seed):
    encoder = keras.Sequential([keras.Input((4, 2)), LSTM(3, return_sequences=True, name="lstm"), LSTM(3, name="last")], name="encoder")
    decoder = keras.Sequential([keras.Input((3,)), Dense(3, name="wide"), keras.Sequential([keras.Input((3,)), Dense(3, name="wide")], name="inner")], name="decoder")
    model = keras.Sequential([keras.Input((4, 2)), LSTM(2, return_sequences=True, name="lstm"), encoder, decoder, Dense(1, name="head")], name=name)
    golden.draw_weights(model, seed)
    encoder.layers[0].trainable = False
    model.save(f"{OUT}/{name}{suffix}")
    out = model(golden.sample(model, seed))
    golden.record(model, f"{OUT}/{name}{suffix}", golden.sample(model, seed), {
        "layers": [["LSTM", "lstm"], ["LSTM", "encoder_lstm"], ["LSTM", "last"], ["Dense", "wide"], ["Dense", "inner_wide"], ["Dense", "head"]],
        "weights": [golden.array(w) for w in flat(model)]})


def flat(model):
    """Layer by layer, whatever is frozen."""
    arrays = []
    for layer in model.layers:
        arrays += flat(layer) if isinstance(layer, keras.Sequential) else layer.get_weights()
    return arrays


save("nested", ".keras", 110)
save("legacy_nested", ".h5", 111)
