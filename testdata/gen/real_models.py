"""The models that real backends are run on: testdata/check/real-models.npz and real-models.json, drawn from a seed.

    python3 testdata/gen/real_models.py

Each array is named NUMBER/NAME: x, labels and the weights by Keras's names, in float32. real-models.json has the model as a text that lstm4j
reads, and the optimizer of its steps.
"""
import json
import pathlib

import numpy as np

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "check"
COUNT = 54
BLOCKS = {"LSTM": 4, "GRU": 3, "SimpleRNN": 1}
NAMES = {"LSTM": "lstm", "GRU": "gru", "SimpleRNN": "simple_rnn"}


def layers(number, random):
    """(kind, units, whether it returns sequences, whether it is bidirectional) of each recurrent layer."""
    kind = ["LSTM", "GRU", "LSTM", "SimpleRNN", "LSTM", "GRU"][number % 6]
    deep, both, sequences = number % 4 == 1, number % 5 == 2, number % 3 != 0
    U = int(random.integers(2, 9))
    first = [(kind, U, True, both)] if deep else []
    return first + [(kind, U + 1 if deep else U, sequences, both)]


def text_of(recurrent, dense, T, F):
    words = []
    for k, (kind, U, sequences, both) in enumerate(recurrent):
        inside = f"{kind}({U}{', return_sequences' if sequences else ''}"
        shape = f", input_shape=({T}, {F})" if k == 0 else ""
        words.append(f"Bidirectional({inside}){shape})" if both else inside + shape + ")")
    return " ".join(words + ([f"Dense({dense})"] if dense else []))


def draw(random, *shape, size=1.0):
    return random.uniform(-size, size, shape).astype("f")


def model(number):
    """The text, the arrays, and what scripts need to know."""
    random = np.random.default_rng(1000 + number)
    B, T, F = (int(n) for n in (random.integers(2, 5), random.integers(3, 13), random.integers(1, 6)))
    recurrent, dense = layers(number, random), int(random.integers(1, 4)) if number % 2 == 0 else 0
    arrays, features, seen = {"x": draw(random, B, T, F, size=2)}, F, {}
    for kind, U, sequences, both in recurrent:
        base = "bidirectional" if both else NAMES[kind]
        name = base + (f"_{seen[base]}" if base in seen else "")
        seen[base] = seen.get(base, 0) + 1
        for half in ["forward_", "backward_"] if both else [""]:
            N = BLOCKS[kind] * U
            arrays[f"{name}/{half}kernel"] = draw(random, features, N, size=1.5 / features ** 0.5)
            arrays[f"{name}/{half}recurrent_kernel"] = draw(random, U, N, size=1.8 / U ** 0.5)
            arrays[f"{name}/{half}bias"] = draw(random, *((2, N) if kind == "GRU" else (N,)))
        features = 2 * U if both else U
    if dense:
        arrays["dense/kernel"], arrays["dense/bias"] = draw(random, features, dense), draw(random, dense)
    steps = (T,) if recurrent[-1][2] else ()
    arrays["labels"] = draw(random, B, *steps, dense or features)
    optimizer = ["sgd", "adam", "rmsprop"][number % 3]
    return {"model": text_of(recurrent, dense, T, F), "optimizer": optimizer, "recurrent": recurrent, "dense": dense, "arrays": arrays}


def names(one):
    """The recurrent layers' names, and the halves of each."""
    found = list(dict.fromkeys(name.split("/")[0] for name in one["arrays"] if "/" in name and not name.startswith("dense")))
    return [(name, ["forward_", "backward_"] if both else [""]) for name, (_, _, _, both) in zip(found, one["recurrent"])]


def write(backend, results):
    """What a backend made of the models: arrays named NUMBER/NAME."""
    np.savez_compressed(FOLDER / f"real-{backend}.npz", **{f"{n}/{name}": np.asarray(array, "f") for n, arrays in results.items() for name, array in arrays.items()})


def main():
    FOLDER.mkdir(exist_ok=True)
    models = [model(number) for number in range(COUNT)]
    np.savez_compressed(FOLDER / "real-models.npz", **{f"{n}/{name}": array for n, one in enumerate(models) for name, array in one["arrays"].items()})
    lines = ",\n".join(json.dumps({"model": one["model"], "optimizer": one["optimizer"]}) for one in models)
    (FOLDER / "real-models.json").write_text(f"[\n{lines}\n]\n")


if __name__ == "__main__":
    main()
