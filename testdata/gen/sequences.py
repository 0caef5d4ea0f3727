"""sequences.json: what Keras makes of ragged sequences, texts and tables. python sequences.py writes the file and the manifest."""

import json
import pathlib

import keras
import numpy as np

import manifest

OUT = pathlib.Path(__file__).parent.parent / "sequences.json"
RAGGED = [[1, 2, 3], [4], [], [5, 6, 7, 8, 9]]
TEXTS = ["The cat sat, on THE mat!", "a dog; a cat & a bird", "it's  the\tbird's nest\n", "Ärger über ÄRGER", ""]
OTHERS = ["The zebra sat on a mat", "", "a a a a a a a a"]


def padded():
    for options in [{}, {"maxlen": 3}, {"maxlen": 3, "padding": "post"}, {"maxlen": 2, "truncating": "post"},
                    {"maxlen": 4, "padding": "post", "truncating": "post", "value": -1.0}, {"maxlen": 7, "value": 2.0}]:
        yield {"options": options, "result": keras.utils.pad_sequences(RAGGED, **options).tolist()}


def vectorized():
    for options in [{}, {"max_tokens": 6}, {"output_sequence_length": 4}, {"max_tokens": 9, "output_sequence_length": 9}]:
        layer = keras.layers.TextVectorization(**options)
        layer.adapt(TEXTS)
        yield {"options": options, "vocabulary": [str(word) for word in layer.get_vocabulary()], "texts": np.array(layer(TEXTS)).tolist(),
               "others": np.array(layer(OTHERS)).tolist()}


def characters():
    for options in [{}, {"max_tokens": 8}, {"output_sequence_length": 5}]:
        layer = keras.layers.TextVectorization(standardize=None, split="character", **options)
        layer.adapt(TEXTS)
        yield {"options": options, "vocabulary": [str(word) for word in layer.get_vocabulary()], "texts": np.array(layer(TEXTS)).tolist(),
               "others": np.array(layer(OTHERS)).tolist()}


def given():
    for words in [["cat", "the", "sat"], ["", "[UNK]", "cat", "the", "sat"]]:
        layer = keras.layers.TextVectorization(vocabulary=words)
        yield {"words": words, "vocabulary": [str(word) for word in layer.get_vocabulary()], "texts": np.array(layer(TEXTS)).tolist()}


def windows():
    table = np.arange(22, dtype="float32").reshape(11, 2)
    targets = 100 + np.arange(11, dtype="float32")
    for options in [{"sequence_length": 3}, {"sequence_length": 3, "sequence_stride": 2}, {"sequence_length": 3, "sampling_rate": 2},
                    {"sequence_length": 2, "sequence_stride": 3, "sampling_rate": 4}, {"sequence_length": 11}]:
        for few in [11, 5]:
            batches = list(keras.utils.timeseries_dataset_from_array(table, targets[:few], batch_size=100, **options))
            yield {"options": options, "targets": few, "x": batches[0][0].numpy().tolist(), "y": batches[0][1].numpy().tolist()}


if __name__ == "__main__":
    document = {"source": f"keras {keras.__version__}", "ragged": RAGGED, "pad_sequences": list(padded()), "adapted": TEXTS, "others": OTHERS,
                "TextVectorization": list(vectorized()), "characters": list(characters()),
                "vocabulary": list(given()), "timeseries_dataset_from_array": list(windows())}
    OUT.write_text(json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    manifest.write()
