"""embedding.json: Embedding, forward, gradients, training."""

import numpy as np

from common import layer
from derive import MSE, gradient_test
from lstm_simple import lstm, simple
from models import dense
from training import training_test


def words(vocabulary, B, T, padded=False):
    def x(numbers):
        given = numbers.integers(vocabulary, B, T)
        if padded:
            given[0, T - 2 :] = 0
            given[1, :1] = 0
        return given.astype("float32")

    return x


def embedding_group():
    table = layer("Embedding", input_dim=7, output_dim=3)
    masked = layer("Embedding", input_dim=7, output_dim=3, mask_zero=True)
    x = words(7, 4, 5, padded=True)
    return [
        simple("embedding", "Rows of a table.", ["EMB-3"], ["TABLE"], (4, 5), [table], x=x),
        simple("embedding-lstm", "In front of an LSTM.", ["EMB-3"], ["TABLE"], (4, 5), [table, lstm(2)], x=x),
        simple("embedding-mask", "0 is padding.", ["EMB-4"], ["TABLE", "MASK"], (4, 5), [masked, lstm(2, return_sequences=True), lstm(4)], x=x),
    ]


def embedding_gradients():
    table = layer("Embedding", input_dim=7, output_dim=3)
    masked = layer("Embedding", input_dim=7, output_dim=3, mask_zero=True)
    x = words(7, 4, 5, padded=True)
    return [
        gradient_test("gradient-embedding", "Words that occur twice, and never.", ["EMB-5"], ["TABLE"], (4, 5), [table, lstm(2), dense(6)], MSE, x=x),
        gradient_test("gradient-embedding-mask", "No gradient of padding.", ["EMB-4", "EMB-5"], ["TABLE", "MASK"], (4, 5), [masked, lstm(2)], MSE, x=x),
    ]


def some_words(numbers, rows):
    """Many words in a batch of four, few in the others, two in none: momentum moves the absent ones on. No word stands twice
    in a batch, since there Keras on TensorFlow squares and clips each occurrence for itself (KERAS.md)."""
    vocabulary = 22 if rows == 4 else 15
    order = sorted(range(vocabulary), key=lambda word: numbers.unit())
    return np.array(order[: rows * 5], "float32").reshape(rows, 5)


def repeated_words(numbers, rows):
    return numbers.integers(22 if rows == 4 else 3, rows, 5).astype("float32")


def embedding_training():
    layers = [layer("Embedding", input_dim=24, output_dim=2), lstm(1), dense(3)]
    cases = {
        "adam": {"class_name": "Adam", "config": {"learning_rate": 0.0625, "beta_1": 0.875, "beta_2": 0.984375, "epsilon": 0.0009765625}},
        "momentum": {"class_name": "SGD", "config": {"learning_rate": 0.5, "momentum": 0.75}},
    }
    return [
        training_test(
            f"embedding-training-{name}",
            "Words of an earlier batch, and words of none.",
            ["EMB-6"],
            ["TABLE", "UNSEEN_ROWS"],
            optimizer,
            layers=layers,
            shape=(4, 5),
            batch_sizes=(4, 3, 2),
            x=repeated_words if name == "momentum" else some_words,
        )
        for name, optimizer in cases.items()
    ]


def groups():
    return [
        {"name": "embedding", "tests": embedding_group()},
        {"name": "gradients of embedding", "tests": embedding_gradients()},
        {"name": "training of embedding", "tests": embedding_training()},
    ]
