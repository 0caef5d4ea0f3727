"""The second source of the layers that stand around recurrent ones; see reference.py."""

import numpy as np


def embedding(config, weights, x, mask):
    index = x.real.astype(int)
    return weights[0][index], index != 0 if config.get("mask_zero") else None


#: Each layer: (config, weights, input, mask) to (output, mask).
LAYERS = {"Embedding": embedding}

#: The shapes of the weights of a layer whose rows have F numbers.
WEIGHTS = {"Embedding": lambda config, features: [(config["input_dim"], config["output_dim"])]}

#: (config, steps, features) to (steps, features, rank) of what comes out.
SIZES = {"Embedding": lambda config, length, features: (features, config["output_dim"], 3)}
