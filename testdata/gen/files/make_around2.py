"""Models of layers around layers, saved by tf.keras 2.15 (requirements-keras2.txt): python make_around2.py FOLDER."""
import golden
import tensorflow as tf

keras = tf.keras
layers = keras.layers
OUT = golden.folder("keras2")
LSTM, Dense, Both = layers.LSTM, layers.Dense, layers.Bidirectional


def save(name, seed, *stack, suffix=".h5"):
    model = keras.Sequential([keras.Input((4, 2)), *stack], name=name)
    golden.draw_weights(model, seed)
    model.save(f"{OUT}/{name}{suffix}", save_format="h5" if suffix == ".h5" else "keras")
    golden.record(model, f"{OUT}/{name}{suffix}", golden.sample(model, seed))


save("bidirectional", 80, Both(LSTM(3, return_sequences=True)), Both(LSTM(2), merge_mode="ave"), Dense(2))
save("bidirectional_backward_layer", 81, Both(LSTM(3), backward_layer=LSTM(2, go_backwards=True, activation="relu")))
save("bidirectional_masked", 82, layers.Masking(), Both(LSTM(3, return_sequences=True), merge_mode="mul"), LSTM(2))
save("bidirectional_v3", 83, Both(LSTM(3, return_sequences=True), merge_mode="sum"), Both(LSTM(2)), suffix=".keras")
save("repeat_vector", 84, LSTM(3), layers.RepeatVector(5), LSTM(2, return_sequences=True), Dense(1))
