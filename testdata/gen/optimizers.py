"""The second source of training: optimizers and schedules in NumPy double, from the formulas."""

import math

import numpy as np

import reference
from reference_layers import Training


def rate(value, iteration):
    """The rate of a step in double. (Keras computes schedules and keeps rates in float32 even in double.)"""
    return schedule(value["class_name"], value["config"], iteration) if isinstance(value, dict) else value


def schedule(kind, c, iteration):
    if kind == "ExponentialDecay":
        power = iteration / c["decay_steps"]
        return c["initial_learning_rate"] * c["decay_rate"] ** (math.floor(power) if c.get("staircase") else power)
    if kind == "InverseTimeDecay":
        power = iteration / c["decay_steps"]
        return c["initial_learning_rate"] / (1 + c["decay_rate"] * (math.floor(power) if c.get("staircase") else power))
    if kind == "PolynomialDecay":
        steps, end = c["decay_steps"], c["end_learning_rate"]
        steps *= max(1, math.ceil(iteration / steps)) if c.get("cycle") else 1
        return (c["initial_learning_rate"] - end) * (1 - min(iteration, steps) / steps) ** c["power"] + end
    if kind == "CosineDecay":
        warmup, top = c.get("warmup_steps", 0), c.get("warmup_target", c["initial_learning_rate"])
        if iteration < warmup:
            return c["initial_learning_rate"] + (top - c["initial_learning_rate"]) * iteration / warmup
        part = min(iteration - warmup, c["decay_steps"]) / c["decay_steps"]
        return top * ((1 - c["alpha"]) * 0.5 * (1 + math.cos(math.pi * part)) + c["alpha"])
    if kind == "CosineDecayRestarts":
        steps, height = c["first_decay_steps"], 1
        while iteration >= steps:
            iteration, steps, height = iteration - steps, steps * c["t_mul"], height * c["m_mul"]
        return c["initial_learning_rate"] * ((1 - c["alpha"]) * 0.5 * height * (1 + math.cos(math.pi * iteration / steps)) + c["alpha"])
    if kind == "PiecewiseConstantDecay":
        return c["values"][sum(iteration > b for b in c["boundaries"])]
    raise ValueError(kind)


def clipped(gradients, c):
    if "clipnorm" in c:
        return [g * c["clipnorm"] / max(np.sqrt((g * g).sum()), c["clipnorm"]) for g in gradients]
    if "global_clipnorm" in c:
        norm = np.sqrt(sum((g * g).sum() for g in gradients))
        return [g * c["global_clipnorm"] / max(norm, c["global_clipnorm"]) for g in gradients]
    if "clipvalue" in c:
        return [np.clip(g, -c["clipvalue"], c["clipvalue"]) for g in gradients]
    return gradients


def norms(w, axes):
    return np.sqrt((w * w).sum(axis=tuple(axes) if isinstance(axes, list) else axes, keepdims=True))


def projected(w, constraint):
    """A weight array after its constraint."""
    if constraint is None:
        return w
    c, kind = constraint["config"], constraint["class_name"]
    if kind == "NonNeg":
        return np.maximum(w, 0)
    n = norms(w, c.get("axis", 0))
    if kind == "UnitNorm":
        return w / (1e-7 + n)
    cut = np.clip(n, c.get("min_value", 0.0), c["max_value"])
    share = c.get("rate", 1.0)
    return w * ((share * cut + (1 - share) * n) / (1e-7 + n))


def constraints(layers, weights):
    """The constraint of each array in turn, by its place in its layer: kernel, recurrent kernel, bias."""
    found = []
    for one, arrays in zip(layers, weights):
        names = ["kernel", "recurrent", "bias"] if one["class_name"] in ("LSTM", "GRU", "SimpleRNN") else ["kernel", "bias"]
        places = names + [None] * len(arrays)  # of other arrays lstm4j has no constraint
        found += [name and one["config"].get(name + "_constraint") for name, _ in zip(places, arrays)]
    return found


DEFAULT_RATE = {"SGD": 0.01, "RMSprop": 0.001, "Adam": 0.001, "AdamW": 0.001, "Nadam": 0.001, "Adagrad": 0.001}


class Optimizer:
    def __init__(self, optimizer, weights, constraints=None):
        self.kind, self.c, self.iteration = optimizer["class_name"], optimizer["config"], 0
        self.slots = [{k: np.zeros(w.shape) for k in "vabmh"} for w in weights]
        self.sums = [np.full(w.shape, self.c.get("initial_accumulator_value", 0.1)) for w in weights]
        self.constraints = constraints or [None] * len(weights)
        for slot, total in zip(self.slots, self.sums):
            slot["s"] = total
        self.product = 1.0

    def step(self, weights, gradients):
        lr = rate(self.c.get("learning_rate", DEFAULT_RATE[self.kind]), self.iteration)
        decay = self.c.get("weight_decay", 0.004 if self.kind == "AdamW" else 0.0)
        self.product *= self.u(self.iteration + 1)
        shorter = [w - w * decay * lr for w in weights]
        new = [w - self.change(g, s, lr) for w, g, s in zip(shorter, clipped(gradients, self.c), self.slots)]
        self.iteration += 1
        return [projected(w, c) for w, c in zip(new, self.constraints)]

    def u(self, t):
        return self.c.get("beta_1", 0.9) * (1 - 0.5 * 0.96**t)

    def change(self, g, s, lr):
        c, epsilon = self.c, self.c.get("epsilon", 1e-7)
        if self.kind == "SGD":
            m = c.get("momentum", 0.0)
            s["v"] = m * s["v"] - lr * g
            return -(m * s["v"] - lr * g) if c.get("nesterov") else -s["v"]
        if self.kind == "RMSprop":
            rho, m = c.get("rho", 0.9), c.get("momentum", 0.0)
            s["v"] = rho * s["v"] + (1 - rho) * g * g
            s["a"] = rho * s["a"] + (1 - rho) * g
            below = s["v"] - (s["a"] ** 2 if c.get("centered") else 0) + epsilon
            s["b"] = m * s["b"] + lr * g / np.sqrt(below)
            return s["b"]
        if self.kind == "Adagrad":
            s["s"] = s["s"] + g * g
            return lr * g / np.sqrt(s["s"] + epsilon)
        b1, b2, t = c.get("beta_1", 0.9), c.get("beta_2", 0.999), self.iteration + 1
        s["m"] = b1 * s["m"] + (1 - b1) * g
        s["v"] = b2 * s["v"] + (1 - b2) * g * g
        if self.kind == "Nadam":
            after = self.u(t + 1)
            mean = after * s["m"] / (1 - self.product * after) + (1 - self.u(t)) * g / (1 - self.product)
            return lr * mean / (np.sqrt(s["v"] / (1 - b2**t)) + epsilon)
        s["h"] = np.maximum(s["h"], s["v"])
        root = np.sqrt(s["h"] if c.get("amsgrad") else s["v"])
        return lr * math.sqrt(1 - b2**t) / (1 - b1**t) * s["m"] / (root + epsilon)


def only(things, wanted):
    return [thing for thing, one in zip(things, wanted) if one]


def training(layers, weights, batches, loss, optimizer, steps):
    weights = [[np.asarray(w, "float64") for w in arrays] for arrays in weights]
    sizes = [len(arrays) for arrays in weights]
    worker, history, after, states = None, [], [], {}
    for step in range(steps):
        batch = batches[step % len(batches)]
        x, weight = np.asarray(batch["x"], "float64"), batch.get("sample_weight")
        Training.on, Training.moved = True, []
        total, result = reference.total_loss(layers, weights, x, batch["y"], loss, weight, states)
        moved = iter(Training.moved)
        found = reference.gradients(layers, weights, x, batch["y"], loss, weight, states, with_inputs=False)["weights"]
        states = {n: [s.real for s in pair] for n, pair in result.states.items() if layers[n]["config"].get("stateful")}
        flat, gradients = [w for a in weights for w in a], [g for a in found for g in a]
        learns = [layer["config"].get("trainable", True) for layer, arrays in zip(layers, weights) for _ in arrays]
        own = constraints(layers, weights)
        worker = worker or Optimizer(optimizer, only(flat, learns), only(own, learns))
        new = iter(worker.step(only(flat, learns), only(gradients, learns)))
        flat = iter([next(new) if one else w for w, one in zip(flat, learns)])
        Training.on = False
        weights = [[next(flat) for _ in range(n)] for n in sizes]
        for layer, arrays in zip(layers, weights):
            if layer["class_name"] == "BatchNormalization" and layer["config"].get("trainable", True):
                arrays[-2:] = next(moved)
        history.append(float(total.real))
        after.append(weights)
    return history, after
