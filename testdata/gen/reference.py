"""The second source: the same models in NumPy, written from the equations, in complex double arithmetic.

Derivatives come from the complex step: f'(x) = Im f(x + ih) / h with h = 1e-30, exact to the last digits. No backward
pass is written down here, so it shares nothing with the gradients it judges.
"""

import math

import numpy as np

import reference_layers

STEP = 1e-30
FLOAT_EPSILON = 1e-7  # keras.config.epsilon()


def on(condition, yes, no):
    return np.where(condition, yes, no)


def sigmoid(x):
    positive = on(x.real >= 0, x, -x)
    e = np.exp(-positive)
    return on(x.real >= 0, 1 / (1 + e), e / (1 + e))


def softplus(x):
    return on(x.real > 0, x, 0) + np.log1p(np.exp(-on(x.real > 0, x, -x)))


def clip(x, low, high):
    return on(x.real < low, low, on(x.real > high, high, x))


def normal(x):
    """The part of the standard normal distribution below x."""
    below = np.vectorize(lambda r: math.erfc(-r / math.sqrt(2)) / 2)(x.real)
    return below + 1j * x.imag * np.exp(-x.real**2 / 2) / math.sqrt(2 * math.pi)


def softmax(x):
    e = np.exp(x - x.real.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


SELU = 1.0507009873554804934193349852946
SELU_ALPHA = 1.6732632423543772848170429916717

ACTIVATIONS = {
    "linear": lambda x: x,
    "tanh": np.tanh,
    "sigmoid": sigmoid,
    "hard_sigmoid": lambda x: clip(x + 3, 0, 6) / 6,
    "relu": lambda x: on(x.real > 0, x, 0),
    "relu6": lambda x: clip(x, 0, 6),
    "leaky_relu": lambda x: on(x.real > 0, x, 0.2 * x),
    "elu": lambda x: on(x.real > 0, x, np.expm1(on(x.real > 0, 0, x))),
    "selu": lambda x: SELU * on(x.real > 0, x, SELU_ALPHA * np.expm1(on(x.real > 0, 0, x))),
    "celu": lambda x: on(x.real > 0, x, np.expm1(on(x.real > 0, 0, x))),
    "softplus": softplus,
    "softsign": lambda x: x / (1 + on(x.real < 0, -x, x)),
    "squareplus": lambda x: on(x.real >= 0, (x + np.sqrt(x * x + 4)) / 2, 2 / (np.sqrt(x * x + 4) - x)),
    "exponential": np.exp,
    "silu": lambda x: x * sigmoid(x),
    "gelu": lambda x: x * normal(x),
    "mish": lambda x: x * np.tanh(softplus(x)),
    "hard_silu": lambda x: x * clip(x + 3, 0, 6) / 6,
    "hard_tanh": lambda x: clip(x, -1, 1),
    "hard_shrink": lambda x: on(abs(x.real) > 0.5, x, 0),
    "soft_shrink": lambda x: on(x.real > 0.5, x - 0.5, on(x.real < -0.5, x + 0.5, 0)),
    "tanh_shrink": lambda x: x - np.tanh(x),
    "sparse_plus": lambda x: on(x.real <= -1, 0, on(x.real < 1, (x + 1) ** 2 / 4, x)),
    "sparse_sigmoid": lambda x: clip((x + 1) / 2, 0, 1),
    "log_sigmoid": lambda x: -softplus(-x),
    "softmax": softmax,
    "log_softmax": lambda x: x - x.real.max(-1, keepdims=True) - np.log(np.exp(x - x.real.max(-1, keepdims=True)).sum(-1, keepdims=True)),
}


def lstm(config, weights, x, mask, state):
    """One LSTM layer. Returns outputs in processing order, the final state, and every intermediate of every step."""
    units, rows, steps = config["units"], x.shape[0], x.shape[1]
    kernel, recurrent = weights[0], weights[1]
    bias = weights[2] if config.get("use_bias", True) else np.zeros(4 * units)
    gate = ACTIVATIONS[config.get("recurrent_activation", "sigmoid")]
    activation = ACTIVATIONS[config.get("activation", "tanh")]
    h, c = state if state is not None else (np.zeros((rows, units), complex), np.zeros((rows, units), complex))
    output = np.zeros((rows, units), complex)
    outputs, trace = [], []
    order = range(steps - 1, -1, -1) if config.get("go_backwards") else range(steps)
    for t in order:
        z = bias + x[:, t] @ kernel + h @ recurrent
        i, f, o = gate(z[:, :units]), gate(z[:, units : 2 * units]), gate(z[:, 3 * units :])
        g = activation(z[:, 2 * units : 3 * units])
        c_new = f * c + i * g
        h_new = o * activation(c_new)
        use = np.ones((rows, 1), bool) if mask is None else mask[:, t : t + 1]
        held = 0 if config.get("zero_output_for_mask") else output
        output = on(use, h_new, held)
        h, c = on(use, h_new, h), on(use, c_new, c)
        outputs.append(output)
        trace.append({"z": z, "i": i, "f": f, "g": g, "o": o, "c": c, "h": h})
    return np.stack(outputs, 1), (h, c), trace


def gru(config, weights, x, mask, state):
    """One GRU layer, likewise. Its state is h alone."""
    units, rows = config["units"], x.shape[0]
    kernel, recurrent, after = weights[0], weights[1], config.get("reset_after", True)
    bias = weights[2] if config.get("use_bias", True) else np.zeros(3 * units)
    bias, inner_bias = bias if bias.ndim == 2 else (bias, np.zeros(3 * units))
    gate = ACTIVATIONS[config.get("recurrent_activation", "sigmoid")]
    activation = ACTIVATIONS[config.get("activation", "tanh")]

    def step(x, h):
        s = bias + x @ kernel
        q = inner_bias + h @ recurrent
        z, r = gate(s[:, :units] + q[:, :units]), gate(s[:, units : 2 * units] + q[:, units : 2 * units])
        inner = r * q[:, 2 * units :] if after else (r * h) @ recurrent[:, 2 * units :]
        g = activation(s[:, 2 * units :] + inner)
        h = z * h + (1 - z) * g
        return {"z": z, "r": r, "g": g, "h": h}

    return of_h(config, x, mask, state[0] if state is not None else np.zeros((rows, units), complex), step)


def simple_rnn(config, weights, x, mask, state):
    """One SimpleRNN layer, likewise. Its state is h alone."""
    bias = weights[2] if config.get("use_bias", True) else np.zeros(config["units"])
    activation = ACTIVATIONS[config.get("activation", "tanh")]
    start = state[0] if state is not None else np.zeros((x.shape[0], config["units"]), complex)
    return of_h(config, x, mask, start, lambda x, h: {"h": activation(bias + x @ weights[0] + h @ weights[1])})


def of_h(config, x, mask, h, step):
    """A layer whose state is h, over all steps."""
    output, outputs, trace, steps = np.zeros_like(h), [], [], x.shape[1]
    for t in range(steps - 1, -1, -1) if config.get("go_backwards") else range(steps):
        made = step(x[:, t], h)
        use = np.ones((len(x), 1), bool) if mask is None else mask[:, t : t + 1]
        output = on(use, made["h"], 0 if config.get("zero_output_for_mask") else output)
        h = on(use, made["h"], h)
        outputs.append(output)
        trace.append({**made, "h": h})
    return np.stack(outputs, 1), (h,), trace


RECURRENT = {"LSTM": lstm, "GRU": gru, "SimpleRNN": simple_rnn}
STATES = {"LSTM": "hc", "GRU": "h", "SimpleRNN": "h"}


def bidirectional(config, weights, x, mask, state):
    """Two LSTM layers, the outputs of the second turned round. Outputs, final state of four parts, no trace."""
    one = config["layer"]["config"]
    other = config["backward_layer"]["config"] if "backward_layer" in config else {**one, "go_backwards": True}
    zeros = {"zero_output_for_mask": one.get("return_sequences", False)}
    half = len(weights) // 2
    first = lstm({**one, **zeros}, weights[:half], x, mask, None if state is None else state[:2])
    second = lstm({**other, **zeros}, weights[half:], x, mask, None if state is None else state[2:])
    a, b = first[0], second[0]
    a, b = (a, b[:, ::-1]) if one.get("return_sequences") else (a[:, -1], b[:, -1])
    merged = {
        "concat": lambda: np.concatenate([a, b], -1),
        "sum": lambda: a + b,
        "mul": lambda: a * b,
        "ave": lambda: (a + b) / 2,
    }[config.get("merge_mode", "concat")]()
    return merged, (*first[1], *second[1])


def stacked(config, weights, x, mask, state):
    """Cells one on top of the other, all of them at each step in turn. Outputs, final state, no trace."""
    cells = [(RECURRENT[cell["class_name"].removesuffix("Cell")], cell["config"]) for cell in config["cell"]["config"]["cells"]]
    count = [2 if made is lstm else 1 for made, _ in cells]
    each = [3 if one.get("use_bias", True) else 2 for _, one in cells]
    states = [np.zeros((len(x), one["units"]), complex) for (_, one), n in zip(cells, count) for _ in range(n)] if state is None else list(state)
    output, outputs = np.zeros((len(x), cells[-1][1]["units"]), complex), []
    for t in range(x.shape[1] - 1, -1, -1) if config.get("go_backwards") else range(x.shape[1]):
        row, after, first, used = x[:, t], [], 0, 0
        for (made, one), n, arrays in zip(cells, count, each):
            y, end, _ = made(one, weights[used : used + arrays], row[:, None], None, states[first : first + n])
            row, first, used = y[:, 0], first + n, used + arrays
            after += end
        use = np.ones((len(x), 1), bool) if mask is None else mask[:, t : t + 1]
        states = [on(use, b, a) for a, b in zip(states, after)]
        output = on(use, row, 0 if config.get("zero_output_for_mask") else output)
        outputs.append(output)
    return np.stack(outputs, 1), states


class Result:
    """What comes out of a model: the output, what stood before its last softmax or sigmoid, the mask that is left, penalties on the way."""

    def __init__(self):
        self.penalty = 0
        self.output = self.logits = self.mask = self.states = self.trace = None


def forward(layers, weights, x, states=None, mask=None):
    """The model of these Keras configurations; states gives [h, c], or [h], for some layers by index."""
    result = Result()
    result.states, result.trace = {}, {}
    a, logits = x.astype(complex), None
    for n, layer in enumerate(layers):
        kind, config = layer["class_name"], layer["config"]
        if kind == "Masking":
            mask = (a.real != config.get("mask_value", 0.0)).any(-1)
            a = on(mask[..., None], a, 0)
        elif kind in RECURRENT:
            outputs, state, trace = RECURRENT[kind](config, weights[n], a, mask, (states or {}).get(n))
            result.states[n], result.trace[n] = state, trace
            a = outputs if config.get("return_sequences") else outputs[:, -1]
            mask = mask if config.get("return_sequences") else None
        elif kind == "Bidirectional":
            a, result.states[n] = bidirectional(config, weights[n], a, mask, (states or {}).get(n))
            mask = mask if config["layer"]["config"].get("return_sequences") else None
        elif kind == "RNN":
            outputs, result.states[n] = stacked(config, weights[n], a, mask, (states or {}).get(n))
            a = outputs if config.get("return_sequences") else outputs[:, -1]
            mask = mask if config.get("return_sequences") else None
        elif kind == "TimeDistributed":
            logits = None
            inside = config["layer"]
            a = forward([inside], [weights[n]], a).output
        elif kind == "RepeatVector":
            a, mask = np.repeat(a[:, None], config["n"], 1), None
        elif kind == "Dense":
            z = a @ weights[n][0] + (weights[n][1] if config.get("use_bias", True) else 0)
            name = config.get("activation", "linear")
            a, logits = ACTIVATIONS[name](z), z if name in ("softmax", "sigmoid") else None
        elif kind == "Activation":
            z, name = a, config["activation"]
            a, logits = ACTIVATIONS[name](z), z if name in ("softmax", "sigmoid") else None
        elif kind == "Flatten":
            a, mask = a.reshape(a.shape[0], -1), None
        elif kind == "ActivityRegularization":
            result.penalty = result.penalty + (config.get("l1", 0) * size(a).sum() + config.get("l2", 0) * (a * a).sum()) / len(a)
        elif kind in reference_layers.LAYERS:
            a, mask = reference_layers.LAYERS[kind](config, weights[n], a, mask)
        elif kind != "Dropout":
            raise ValueError(kind)
    result.output, result.logits, result.mask = a, logits, mask
    return result


def largest(x):
    return np.take_along_axis(x, x.real.argmax(-1)[..., None], -1)[..., 0]


def size(x):
    return on(x.real < 0, -x, x)


def hinge(y, p):
    margin = 1 - on(y == 0, -1, y) * p
    return on(margin.real < 0, 0, margin)


DISTANCES = {
    "MeanAbsolutePercentageError": lambda y, p: 100 * (size(p - y) / np.maximum(abs(y), FLOAT_EPSILON)).mean(-1),
    "MeanSquaredLogarithmicError": lambda y, p: (
        (np.log(on(p.real < FLOAT_EPSILON, FLOAT_EPSILON, p) + 1) - np.log(np.maximum(y, FLOAT_EPSILON) + 1)) ** 2
    ).mean(-1),
    "LogCosh": lambda y, p: np.log(np.cosh(p - y)).mean(-1),
    "Poisson": lambda y, p: (p - y * np.log(p + FLOAT_EPSILON)).mean(-1),
    "CosineSimilarity": lambda y, p: -(y * p).sum(-1) / np.sqrt((y * y).sum(-1) * (p * p).sum(-1)),
    "Hinge": lambda y, p: hinge(y, p).mean(-1),
    "SquaredHinge": lambda y, p: (hinge(y, p) ** 2).mean(-1),
    "CategoricalHinge": lambda y, p: hinge(1.0, (y * p).sum(-1) - largest((1 - y) * p)),
    "KLDivergence": lambda y, p: (lambda q: (q * np.log(q / clip(p, FLOAT_EPSILON, 1))).sum(-1))(np.clip(y, FLOAT_EPSILON, 1)),
}


def losses(loss, y, result):
    """The loss of every row of the output, before weights and reduction. Cross-entropies of a softmax or sigmoid head
    are computed from what stands before it, as Keras does on TensorFlow."""
    kind, config = loss["class_name"], loss.get("config", {})
    p, z = result.output, result.logits
    if config.get("from_logits") and z is None:
        z = p
    if kind == "SparseCategoricalCrossentropy":
        y = np.eye(p.shape[-1])[np.asarray(y, int)]
    y = np.asarray(y, float)
    smooth = config.get("label_smoothing", 0.0)
    if kind == "MeanSquaredError":
        return ((y - p) ** 2).mean(-1)
    if kind == "MeanAbsoluteError":
        return (on((p - y).real < 0, y - p, p - y)).mean(-1)
    if kind == "Huber":
        delta, e = config.get("delta", 1.0), on((p - y).real < 0, y - p, p - y)
        return on(e.real <= delta, e * e / 2, delta * e - delta * delta / 2).mean(-1)
    if kind in DISTANCES:
        return DISTANCES[kind](y, p)
    if kind == "BinaryCrossentropy":
        y = y * (1 - smooth) + smooth / 2
        if z is not None:
            return (softplus(z) - y * z).mean(-1)
        p = clip(p, FLOAT_EPSILON, 1 - FLOAT_EPSILON)
        return -(y * np.log(p) + (1 - y) * np.log(1 - p)).mean(-1)
    y = y * (1 - smooth) + smooth / y.shape[-1]
    if z is not None:
        return -(y * ACTIVATIONS["log_softmax"](z)).sum(-1)
    if kind == "SparseCategoricalCrossentropy":
        p = clip(p, FLOAT_EPSILON, 1 - FLOAT_EPSILON)
        p = p / p.sum(-1, keepdims=True)
    else:
        p = clip(p / p.sum(-1, keepdims=True), FLOAT_EPSILON, 1 - FLOAT_EPSILON)
    return -(y * np.log(p)).sum(-1)


def penalty(layers, weights):
    """The sum of all regularisers: l1 Σ|w| + l2 Σw²."""
    total = 0
    for layer, arrays in zip(layers, weights):
        names = ("gamma", "beta") if "Normalization" in layer["class_name"] else ("kernel", "bias")
        for name, w in zip(("kernel", "recurrent", "bias") if layer["class_name"] in RECURRENT else names, arrays):
            rule = layer["config"].get(name + "_regularizer")
            if rule and layer["config"].get("trainable", True):
                total = total + rule["config"].get("l1", 0) * on(w.real < 0, -w, w).sum()
                total = total + rule["config"].get("l2", 0) * (w * w).sum()
    return total


def total_loss(layers, weights, x, y, loss, sample_weight=None, states=None):
    """Σ w·l / N + penalties; with a mask N is the number of valid steps of the batch."""
    result = forward(layers, weights, x, states)
    values = losses(loss, y, result)
    count = values.size
    if result.mask is not None:
        values, count = values * result.mask, result.mask.sum()
    if sample_weight is not None:
        values = values * sample_weight
    return values.sum() / count + penalty(layers, weights) + result.penalty, result


def learns(layer, k, count):
    """Whether weight k of a layer that has so many learns; the last two of BatchNormalization are moving statistics."""
    moving = layer["class_name"] == "BatchNormalization" and k >= count - 2
    return layer["config"].get("trainable", True) and not moving


def gradients(layers, weights, x, y, loss, sample_weight=None, states=None, with_inputs=True):
    """The derivative of total_loss by every number of every weight, of x and of the initial states."""
    weights = [[np.array(w, complex) for w in arrays] for arrays in weights]
    x = np.array(x, complex)
    states = {n: [np.array(s, complex) for s in pair] for n, pair in (states or {}).items()}

    def derivative(array, learns=True):
        d = np.zeros(array.shape)
        if not learns:
            return d
        flat, out = array.reshape(-1), d.reshape(-1)
        for k in range(flat.size):
            flat[k] += 1j * STEP
            out[k] = total_loss(layers, weights, x, y, loss, sample_weight, states)[0].imag / STEP
            flat[k] = flat[k].real
        return d

    return {
        "weights": [[derivative(w, learns(layer, k, len(arrays))) for k, w in enumerate(arrays)] for layer, arrays in zip(layers, weights)],
        "x": derivative(x) if with_inputs else None,
        "states": {n: [derivative(s) for s in pair] for n, pair in states.items()},
    }
