"""models.json: outputs of whole models: stacks, Dense on 2-D and 3-D inputs, Flatten, Dropout, Activation, softmax."""

from common import layer
from lstm_masks import masked
from lstm_simple import lstm, simple


def dense(units, **config):
    return layer("Dense", units=units, **config)


def activation(name):
    return layer("Activation", activation=name)


def groups():
    tests = [
        simple(
            "model-classifier",
            "The classifier of sequences everybody starts with.",
            ["SHAPE-4", "LSTM-3", "DENSE-1", "DENSE-2"],
            ["STACK"],
            (2, 4, 3),
            [lstm(6, return_sequences=True), lstm(5), dense(7, activation="softmax")],
        ),
        simple(
            "model-three-layers",
            "Three LSTM layers and a head, as for rows of an image.",
            ["SHAPE-4", "LSTM-4", "DENSE-2"],
            ["STACK"],
            (3, 6, 5),
            [lstm(4, return_sequences=True), lstm(4, return_sequences=True), lstm(4), dense(10, activation="softmax")],
        ),
        simple("model-regression", "One number out.", ["DENSE-1"], ["STACK"], (4, 5, 1), [lstm(3), dense(1)]),
        simple("model-binary", "A sigmoid head.", ["DENSE-1"], ["STACK"], (4, 3, 2), [lstm(5), dense(1, activation="sigmoid")]),
        simple(
            "model-dense-3d",
            "Dense at every step.",
            ["DENSE-1", "SHAPE-5"],
            ["DENSE_3D"],
            (2, 4, 3),
            [lstm(5, return_sequences=True), dense(6, activation="relu")],
        ),
        simple(
            "model-dense-3d-softmax",
            "Softmax at every step.",
            ["DENSE-1", "DENSE-2"],
            ["DENSE_3D"],
            (2, 3, 4),
            [lstm(5, return_sequences=True), dense(6, activation="softmax")],
        ),
        simple(
            "model-dense-in-front",
            "Dense in front of an LSTM layer.",
            ["DENSE-1", "SHAPE-5"],
            ["DENSE_3D"],
            (2, 3, 4),
            [dense(5, activation="tanh"), lstm(6), dense(7)],
        ),
        simple("model-dense-only", "No LSTM at all.", ["DENSE-1"], ["STACK"], (3, 4), [dense(5, activation="relu"), dense(2, activation="softmax")]),
        simple("model-dense-no-bias", "", ["DENSE-1"], ["NO_BIAS"], (3, 4), [dense(5, use_bias=False)]),
        simple(
            "model-flatten",
            "All steps laid end to end.",
            ["DENSE-3"],
            ["FLATTEN_ORDER"],
            (2, 3, 4),
            [lstm(5, return_sequences=True), layer("Flatten"), dense(6)],
        ),
        simple("model-flatten-input", "Flatten of the input itself.", ["DENSE-3"], ["FLATTEN_ORDER"], (2, 3, 4), [layer("Flatten"), dense(5)]),
        simple(
            "model-dropout",
            "Every kind of dropout; in inference nothing happens.",
            ["DENSE-4", "LSTM-10"],
            ["DROPOUT_INFERENCE"],
            (2, 4, 3),
            [
                lstm(5, return_sequences=True, dropout=0.5, recurrent_dropout=0.25),
                layer("Dropout", rate=0.5),
                lstm(6, dropout=0.5),
                layer("Dropout", rate=0.25),
                dense(2),
            ],
        ),
        simple(
            "model-activation-layers",
            "Activation as layers of their own.",
            ["DENSE-7", "DENSE-2"],
            ["ACTIVATION"],
            (2, 4, 3),
            [lstm(5, return_sequences=True), activation("relu"), lstm(6), activation("elu"), dense(7), activation("softmax")],
        ),
        simple(
            "model-backwards-first",
            "A backwards layer under a forwards one.",
            ["LSTM-6"],
            ["GO_BACKWARDS", "STACK"],
            (2, 5, 3),
            [lstm(4, return_sequences=True, go_backwards=True), lstm(2), dense(6)],
        ),
        simple(
            "model-masked-classifier",
            "Rows of different length; the head sees the last valid output.",
            ["LSTM-8"],
            ["MASK", "MASK_ALL"],
            (6, 5, 3),
            [layer("Masking", mask_value=0.0), lstm(4), dense(2, activation="softmax")],
            x=masked(0.0),
        ),
        simple(
            "model-masked-tagger",
            "A label for every step of rows of different length.",
            ["LSTM-8"],
            ["MASK", "MASK_FIRST_STEP", "DENSE_3D"],
            (6, 5, 3),
            [layer("Masking", mask_value=0.0), lstm(4, return_sequences=True), layer("Dropout", rate=0.5), dense(2, activation="softmax")],
            x=masked(0.0),
        ),
        simple(
            "model-masked-flatten",
            "Flatten ends the mask, but masked steps still repeat the output before.",
            ["LSTM-8"],
            ["MASK_FLATTEN"],
            (6, 5, 3),
            [layer("Masking", mask_value=0.0), lstm(2, return_sequences=True), layer("Flatten"), dense(4)],
            x=masked(0.0),
        ),
        simple(
            "model-masked-last-then-dense",
            "The mask ends at the last output.",
            ["LSTM-8"],
            ["MASK_FLATTEN"],
            (6, 5, 3),
            [layer("Masking", mask_value=0.0), lstm(4, return_sequences=True), lstm(2), dense(1)],
            x=masked(0.0),
        ),
        simple(
            "model-softmax-large",
            "Logits of several hundreds.",
            ["DENSE-2"],
            ["SOFTMAX_SHIFT"],
            (3, 4),
            [dense(5, activation="softmax")],
            x=lambda n: n.array(3, 4, scale=900.0),
        ),
        simple(
            "model-log-softmax",
            "",
            ["DENSE-2"],
            ["SOFTMAX_SHIFT"],
            (3, 4),
            [dense(5, activation="log_softmax")],
            x=lambda n: n.array(3, 4, scale=90.0),
        ),
        simple(
            "model-initial-state",
            "The first layer starts from a given state.",
            ["LSTM-5"],
            ["INITIAL_STATE", "STACK"],
            (2, 4, 3),
            [lstm(5, return_sequences=True), lstm(6), dense(7)],
            init=0,
        ),
        simple(
            "model-image-rows",
            "28 steps of 28 features, as an image read row by row.",
            ["SHAPE-4", "DENSE-2"],
            ["LONG", "STACK"],
            (1, 28, 28),
            [lstm(8, return_sequences=True), lstm(7), dense(10, activation="softmax")],
            scale=0.3,
            x=lambda n: abs(n.array(1, 28, 28)) * (n.array(1, 28, 28) > 0),
        ),
    ]
    return [{"name": "models", "tests": tests}]
