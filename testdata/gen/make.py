"""Writes all vectors: python make.py [topic ...]. Needs exactly the packages of requirements.txt."""

import sys

import real  # noqa: F401  first: it sets the environment of TensorFlow
import emit
import manifest
from notes import NOTES

TOPICS = {
    "lstm_forward": "LSTM, forward",
    "recurrent_forward": "GRU and SimpleRNN, forward",
    "recurrent_gradients": "gradients of the loss of models with GRU and SimpleRNN",
    "models": "whole models, forward",
    "around_forward": "layers around layers and layers that move rows, forward",
    "embedding": "Embedding: forward, gradients, training",
    "convolution": "Conv1D and pooling layers: forward, gradients, training",
    "layers_small": "slopes, moved numbers and noise: forward, gradients, training",
    "normalization": "LayerNormalization and BatchNormalization: forward, gradients, training",
    "gradients": "gradients of the loss",
    "around_gradients": "gradients of layers around layers and layers that move rows",
    "training": "steps of training",
    "activations": "activation functions and their derivatives",
    "summaries": "summary texts",
}


def main(topics):
    emit.require_pinned()
    for topic in topics or TOPICS:
        module = __import__(topic)
        emit.write(f"{topic}.json", emit.document(TOPICS[topic], NOTES, module.groups()))
    manifest.write()


if __name__ == "__main__":
    main(sys.argv[1:])
