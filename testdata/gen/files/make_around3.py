"""Models of layers around layers, saved by Keras 3.15.1 (../requirements.txt): python make_around3.py FOLDER."""
import golden
from keras import Input, Sequential, layers

OUT = golden.folder("keras3")
LSTM, Dense, Both = layers.LSTM, layers.Dense, layers.Bidirectional


def save(name, seed, *stack, suffix=".keras", shape=(4, 2), trained=False, weights_too=False):
    model = Sequential([Input(shape), *stack], name=name)
    golden.draw_weights(model, seed)
    extra = golden.train(model, seed) if trained else None
    model.save(f"{OUT}/{name}{suffix}")
    golden.record(model, f"{OUT}/{name}{suffix}", golden.sample(model, seed), extra)
    if weights_too:
        model.save_weights(f"{OUT}/{name}.weights.h5")
        with open(f"{OUT}/{name}.config", "w") as f:
            f.write(model.to_json())


save("bidirectional", 80, Both(LSTM(3, return_sequences=True)), Both(LSTM(2), merge_mode="ave"), Dense(2), weights_too=True)
save("bidirectional_backward_layer", 81, layers.Masking(), Both(LSTM(3), backward_layer=LSTM(2, go_backwards=True, activation="relu")))
save("bidirectional_masked", 82, layers.Masking(), Both(LSTM(3, return_sequences=True), merge_mode="mul"), LSTM(2))
save("bidirectional_trained", 83, Both(LSTM(3), merge_mode="sum"), Dense(2), trained=True)
save("repeat_vector", 84, LSTM(3), layers.RepeatVector(5), LSTM(2, return_sequences=True), Dense(1))
save("legacy_bidirectional", 85, Both(LSTM(3, return_sequences=True)), LSTM(2), suffix=".h5")
