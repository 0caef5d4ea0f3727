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


def rectified(x, slope, threshold, limit):
    above = np.where(x.real > limit, limit, x)
    return np.where(x.real > threshold, above, slope * (x - threshold))


def relu(config, weights, x, mask):
    limit = config.get("max_value")
    return rectified(x, config.get("negative_slope", 0), config.get("threshold", 0), np.inf if limit is None else limit), mask


def leaky(config, weights, x, mask):
    return rectified(x, config["negative_slope"], 0, np.inf), mask


def elu(config, weights, x, mask):
    return np.where(x.real > 0, x, config["alpha"] * np.expm1(np.where(x.real > 0, 0, x))), mask


def prelu(config, weights, x, mask):
    return np.where(x.real > 0, x, weights[0] * x), mask


def reshape(config, weights, x, mask):
    return x.reshape(len(x), *config["target_shape"]), None


def padded(config, weights, x, mask):
    return np.pad(x, ((0, 0), tuple(config["padding"]), (0, 0))), None


def cropped(config, weights, x, mask):
    first, last = config["cropping"]
    return x[:, first : x.shape[1] - last], None


def reshaped(config, length, features):
    sizes = [length * features // -np.prod(config["target_shape"]) if size == -1 else size for size in config["target_shape"]]
    return int(sizes[0]), int(sizes[1]), 3


def slopes(config, length, features, rank):
    shared = config.get("shared_axes", [])
    sizes = [features] if rank == 2 else [length, features]
    return [tuple(1 if axis + 1 in shared else size for axis, size in enumerate(sizes))]


def scaled(config, weights, n):
    weights = iter(weights)
    n = n * next(weights) if config.get("scale", True) else n
    return n + next(weights) if config.get("center", True) else n


def layer_normalization(config, weights, x, mask):
    mean = x.mean(-1, keepdims=True)
    variance = ((x - mean) ** 2).mean(-1, keepdims=True)
    return scaled(config, weights, (x - mean) / np.sqrt(variance + config.get("epsilon", 1e-3))), mask


class Training:
    """Whether a step of training is under way, and the moving statistics after its forward pass, layer by layer."""

    on = False
    moved = []


def batch_normalization(config, weights, x, mask):
    mean, variance = weights[-2], weights[-1]
    if Training.on and config.get("trainable", True):
        used = np.ones(x.shape[:-1]) if mask is None else mask
        total = used.sum() + (0 if mask is None else 1e-7)
        axes = tuple(range(x.ndim - 1))
        batch_mean = (x * used[..., None]).sum(axes) / total
        batch_variance = (((x - batch_mean) ** 2) * used[..., None]).sum(axes) / total
        m = config.get("momentum", 0.99)
        Training.moved.append([(mean * m + batch_mean * (1 - m)).real, (variance * m + batch_variance * (1 - m)).real])
        mean, variance = batch_mean, batch_variance
    return scaled(config, weights, (x - mean) / np.sqrt(variance + config.get("epsilon", 1e-3))), mask


#: Each layer: (config, weights, input, mask) to (output, mask).
LAYERS = {
    "Embedding": embedding,
    "Conv1D": conv1d,
    "MaxPooling1D": pooling(first_largest),
    "AveragePooling1D": pooling(lambda x: x.mean(1)),
    "GlobalMaxPooling1D": global_max,
    "GlobalAveragePooling1D": global_average,
    "ReLU": relu,
    "LeakyReLU": leaky,
    "ELU": elu,
    "PReLU": prelu,
    "Reshape": reshape,
    "Permute": lambda config, weights, x, mask: (x.transpose(0, *config["dims"]), None),
    "ZeroPadding1D": padded,
    "Cropping1D": cropped,
    "UpSampling1D": lambda config, weights, x, mask: (np.repeat(x, config["size"], axis=1), None),
    "SpatialDropout1D": lambda config, weights, x, mask: (x, mask),
    "GaussianNoise": lambda config, weights, x, mask: (x, mask),
    "LayerNormalization": layer_normalization,
    "BatchNormalization": batch_normalization,
}


def conv1d_weights(config, features):
    bias = [(config["filters"],)] if config.get("use_bias", True) else []
    return [(config["kernel_size"], features, config["filters"])] + bias


#: The shapes of the weights of a layer whose rows have F numbers.
WEIGHTS = {"Embedding": lambda config, features: [(config["input_dim"], config["output_dim"])], "Conv1D": conv1d_weights}
WEIGHTS["LayerNormalization"] = lambda config, features: [(features,)] * (config.get("scale", True) + config.get("center", True))
WEIGHTS["BatchNormalization"] = lambda config, features: WEIGHTS["LayerNormalization"](config, features) + [(features,)] * 2


def conv1d_sizes(config, length, features):
    found = windows(length, config["kernel_size"], config.get("strides", 1), config.get("padding", "valid"), config.get("dilation_rate", 1))
    return len(found), config["filters"], 3


def pooling_sizes(config, length, features):
    size = config.get("pool_size", 2)
    return len(windows(length, size, config.get("strides", size), config.get("padding", "valid"))), features, 3


def global_sizes(config, length, features):
    return 1, features, 3 if config.get("keepdims") else 2


#: The same of a layer with weights for each step: (config, steps, features, rank).
WEIGHTS_OF_STEPS = {"PReLU": slopes}

#: (config, steps, features) to (steps, features, rank) of what comes out.
SIZES = {
    "Embedding": lambda config, length, features: (features, config["output_dim"], 3),
    "Conv1D": conv1d_sizes,
    "MaxPooling1D": pooling_sizes,
    "AveragePooling1D": pooling_sizes,
    "GlobalMaxPooling1D": global_sizes,
    "GlobalAveragePooling1D": global_sizes,
    "Reshape": reshaped,
    "Permute": lambda config, length, features: (features, length, 3),
    "ZeroPadding1D": lambda config, length, features: (length + sum(config["padding"]), features, 3),
    "Cropping1D": lambda config, length, features: (length - sum(config["cropping"]), features, 3),
    "UpSampling1D": lambda config, length, features: (length * config["size"], features, 3),
}
