"""The second source of the layers that stand around recurrent ones; see reference.py."""

import numpy as np


def embedding(config, weights, x, mask):
    index = x.real.astype(int)
    return weights[0][index], index != 0 if config.get("mask_zero") else None


def windows(length, size, stride, padding, apart=1):
    """The steps that each window sees, None where there is none."""
    reach = (size - 1) * apart + 1
    if padding == "valid":
        count, before = (length - reach) // stride + 1, 0
    else:
        count = -(-length // stride)
        before = reach - 1 if padding == "causal" else max((count - 1) * stride + reach - length, 0) // 2
    places = [[w * stride + k * apart - before for k in range(size)] for w in range(count)]
    return [[t if 0 <= t < length else None for t in window] for window in places]


def conv1d(config, weights, x, mask):
    found = windows(
        x.shape[1], config["kernel_size"], config.get("strides", 1), config.get("padding", "valid"), config.get("dilation_rate", 1)
    )
    bias = weights[1] if config.get("use_bias", True) else 0
    z = np.stack([sum(x[:, t] @ weights[0][k] for k, t in enumerate(window) if t is not None) + bias for window in found], 1)
    return activations()[config.get("activation", "linear")](z), None


def activations():
    import reference  # which imports this module

    return reference.ACTIVATIONS


def pooling(join):
    def pool(config, weights, x, mask):
        size = config.get("pool_size", 2)
        found = windows(x.shape[1], size, config.get("strides", size), config.get("padding", "valid"))
        return np.stack([join(np.stack([x[:, t] for t in window if t is not None], 1)) for window in found], 1), None

    return pool


def first_largest(x):
    return np.take_along_axis(x, x.real.argmax(1)[:, None], 1)[:, 0]


def global_max(config, weights, x, mask):
    """Where several steps have the largest number, their mean: so the derivative goes to all of them."""
    holders = x.real == x.real.max(1, keepdims=True)
    return keep(config, (x * holders).sum(1) / holders.sum(1)), None


def global_average(config, weights, x, mask):
    used = np.ones(x.shape[:2]) if mask is None else mask
    return keep(config, (x * used[..., None]).sum(1) / used.sum(1)[:, None]), None


def keep(config, row):
    return row[:, None] if config.get("keepdims") else row


#: Each layer: (config, weights, input, mask) to (output, mask).
LAYERS = {
    "Embedding": embedding,
    "Conv1D": conv1d,
    "MaxPooling1D": pooling(first_largest),
    "AveragePooling1D": pooling(lambda x: x.mean(1)),
    "GlobalMaxPooling1D": global_max,
    "GlobalAveragePooling1D": global_average,
}


def conv1d_weights(config, features):
    bias = [(config["filters"],)] if config.get("use_bias", True) else []
    return [(config["kernel_size"], features, config["filters"])] + bias


#: The shapes of the weights of a layer whose rows have F numbers.
WEIGHTS = {"Embedding": lambda config, features: [(config["input_dim"], config["output_dim"])], "Conv1D": conv1d_weights}


def conv1d_sizes(config, length, features):
    found = windows(length, config["kernel_size"], config.get("strides", 1), config.get("padding", "valid"), config.get("dilation_rate", 1))
    return len(found), config["filters"], 3


def pooling_sizes(config, length, features):
    size = config.get("pool_size", 2)
    return len(windows(length, size, config.get("strides", size), config.get("padding", "valid"))), features, 3


def global_sizes(config, length, features):
    return 1, features, 3 if config.get("keepdims") else 2


#: (config, steps, features) to (steps, features, rank) of what comes out.
SIZES = {
    "Embedding": lambda config, length, features: (features, config["output_dim"], 3),
    "Conv1D": conv1d_sizes,
    "MaxPooling1D": pooling_sizes,
    "AveragePooling1D": pooling_sizes,
    "GlobalMaxPooling1D": global_sizes,
    "GlobalAveragePooling1D": global_sizes,
}
