"""Mistakes planted by hand in an LSTM, a GRU and a bidirectional LSTM of NumPy, and in gradients of PyTorch: testdata/check/planted.npz.

    python3 -m venv venv && venv/bin/pip install numpy torch==2.15.0
    venv/bin/python testdata/gen/planted.py

Nothing here knows how lstm4j computes its own wrong variants: PlantedTest asks whether it calls these by the names they have here.
Arrays are named MODEL/x, MODEL/labels, MODEL/weights by Keras's names, and MODEL:MISTAKE/NAME for what came out.
"""
import pathlib

import numpy as np
import torch

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "check"
B, T, F, U, K = 4, 7, 3, 5, 2
random = np.random.default_rng(77)


def draw(*shape, size=1.0):
    return random.uniform(-size, size, shape).astype("f")


def sigmoid(z):
    return (1 / (1 + np.exp(-z))).astype("f")


def hard_sigmoid(slope):
    return lambda z: np.clip(z * np.float32(slope) + np.float32(0.5), 0, 1).astype("f")


def lstm(x, W, V, b, wrong="", mask=None):
    """float32 (B, T, F) to outputs (B, T, U), with one line for each mistake."""
    if wrong.startswith("gates-") and len(wrong) == 10:  # blocks stored i f c o are read in another order
        order = [wrong[6:].index(gate) for gate in "ifco"]
        W, V, b = (np.concatenate([np.split(a, 4, axis=-1)[k] for k in order], axis=-1) for a in (W, V, b))
    if wrong == "gates-interleaved":
        W, V, b = (a.reshape(*a.shape[:-1], U, 4).swapaxes(-1, -2).reshape(a.shape) for a in (W, V, b))
    if wrong == "recurrent-transposed":
        V = np.concatenate([block.T for block in np.split(V, 4, axis=1)], axis=1)
    W = W.reshape(4 * U, F).T if wrong == "kernel-across" else W
    V = V.reshape(4 * U, U).T if wrong == "recurrent-across" else V
    b = {"bias-ignored": 0 * b, "bias-doubled": b + b}.get(wrong, b)
    gate = {"gates-hard-sigmoid": hard_sigmoid(1 / 6), "gates-hard-sigmoid-2": hard_sigmoid(0.2)}.get(wrong, sigmoid)
    x = x[:, ::-1] if wrong == "backwards" else x[:, :, ::-1] if wrong == "features-turned" else x
    h, c, h_older, y = (np.zeros((len(x), U), "f") for _ in range(4))
    ys = []
    for t in range(x.shape[1]):
        xt = x[:, 0] if wrong == "input-not-moving" else x[:, t]
        used = np.ones((len(x), 1), bool) if mask is None or wrong == "mask-ignored" else mask[:, t, None]
        xt = np.where(used, xt, 0) if wrong == "mask-zeroes-x" else xt
        before = {"h-not-carried": 0 * h, "h-one-step-late": h_older if t > 1 else 0 * h, "c-for-h": c}.get(wrong, h)
        z = (b + xt @ W + before @ V).astype("f")
        z = np.clip(z, -1, 1) if wrong == "z-clipped-1" else z
        zi, zf, zg, zo = np.split(z, 4, axis=1)
        i, f, g, o = gate(zi), gate(zf + np.float32(wrong == "forget-bias-added")), np.tanh(zg), gate(zo)
        g = sigmoid(zg) if wrong == "candidate-sigmoid" else g
        f = 1 - i if wrong == "coupled-f" else np.ones_like(f) if wrong == "forget-gate-open" else f
        i = 1 - f if wrong == "coupled-i" else i
        o = np.ones_like(o) if wrong == "output-gate-open" else o
        c_new = (0 if wrong == "c-not-carried" else f * c) + i * g
        c_new = np.clip(c_new, -1, 1) if wrong == "c-clipped-1" else c_new
        out = c if wrong == "old-c-in-h" else c_new
        h_new = o * (out if wrong == "output-linear" else np.tanh(out))
        if wrong == "mask-clears-state":
            h_new, c_new = h_new * used, c_new * used
        elif wrong != "mask-zeroes-x":
            h_new, c_new = np.where(used, h_new, h), np.where(used, c_new, c)
        h_older, h, c = h, h_new.astype("f"), c_new.astype("f")
        shown = c if wrong == "c-put-out" else h
        y = np.where(used, shown, 0) if wrong == "mask-zeroes-y" else shown if wrong == "mask-zeroes-x" else np.where(used, shown, y)
        ys.append(y)
    ys = {"outputs-turned": ys[::-1], "outputs-late": [0 * ys[0]] + ys[:-1], "outputs-early": ys[1:] + ys[-1:]}.get(wrong, ys)
    return np.stack(ys, axis=1).astype("f")


def leaking(x, W, V, b):
    """Rows one behind the other, the state not reset: one long sequence."""
    return lstm(x.reshape(1, -1, x.shape[-1]), W, V, b).reshape(len(x), x.shape[1], U)


def dense(y, kernel, bias, wrong=""):
    kernel = kernel.reshape(kernel.shape[::-1]).T if wrong == "dense-transposed" else kernel
    return (y @ kernel + (0 if wrong == "dense-bias-missing" else bias)).astype("f")


def gru(x, W, V, b, wrong=""):
    """Keras's GRU with reset_after: gates z r h, two biases."""
    if wrong == "gru-gates-rzh":
        W, V, b = (np.concatenate([np.split(a, 3, axis=-1)[k] for k in (1, 0, 2)], axis=-1) for a in (W, V, b))
    b = b * np.array([[1], [0]], "f") if wrong == "gru-recurrent-bias-missing" else b[::-1] if wrong == "gru-biases-swapped" else b
    h, hs = np.zeros((len(x), U), "f"), []
    for t in range(x.shape[1]):
        sz, sr, sg = np.split((b[0] + x[:, t] @ W).astype("f"), 3, axis=1)
        qz, qr, qg = np.split((b[1] + h @ V).astype("f"), 3, axis=1)
        z, r = sigmoid(sz + qz), sigmoid(sr + qr)
        r = np.ones_like(r) if wrong == "gru-reset-missing" else r
        recurrent = {"gru-reset-elsewhere": b[1, 2 * U:] + (r * h) @ V[:, 2 * U:], "gru-bias-outside": b[1, 2 * U:] + r * (h @ V[:, 2 * U:])}.get(wrong, r * qg)
        g = np.tanh(sg + recurrent)
        h = ((1 - z) * h + z * g if wrong == "gru-update-swapped" else z * h + (1 - z) * g).astype("f")
        hs.append(h)
    return np.stack(hs, axis=1)


def both(x, one, other, wrong=""):
    first, second = lstm(x, *one), lstm(x[:, ::-1], *other)
    if wrong == "halves-share-weights":
        second = lstm(x[:, ::-1], *one)
    if wrong == "halves-read-forward":
        second = lstm(x, *other)
    second = second if wrong == "half-not-turned" else second[:, ::-1]
    return np.concatenate([second, first] if wrong == "halves-swapped" else [first, second], axis=-1)


def gradients(x, labels, W, V, b, wrong):
    """Of the mean squared error, by PyTorch, with what is cut out of the graph detached."""
    W, V, b = (torch.tensor(a, requires_grad=True) for a in (W, V, b))
    h, c, hs, data = torch.zeros(len(x), U), torch.zeros(len(x), U), [], torch.tensor(x)
    for t in range(x.shape[1]):
        before = h.detach() if wrong == "dh-not-carried" else h
        i, f, g, o = torch.split(b + data[:, t] @ W + before @ V, U, dim=1)
        c = torch.sigmoid(f) * (c.detach() if wrong == "dc-not-carried" else c) + torch.sigmoid(i) * torch.tanh(g)
        h = torch.sigmoid(o) * torch.tanh(c)
        hs.append(h)
    y = torch.stack(hs, dim=1)
    error = (y[:, -1:] - torch.tensor(labels[:, -1:])) ** 2 / y[0].numel() / len(x) if wrong == "last-output-only" else (y - torch.tensor(labels)) ** 2
    loss = error.sum() if wrong == "last-output-only" else error.mean()
    if wrong == "gradient-times-t":
        loss = loss * x.shape[1]
    (loss / len(x) if wrong == "gradient-by-b" else loss).backward()
    return {"output": y.detach().numpy(), "lstm/d_kernel": W.grad.numpy(), "lstm/d_recurrent_kernel": V.grad.numpy(), "lstm/d_bias": b.grad.numpy()}


LSTM = """gates-icfo gates-iofc gates-cfoi gates-fico gates-interleaved bias-ignored bias-doubled forget-bias-added gates-hard-sigmoid
gates-hard-sigmoid-2 recurrent-transposed recurrent-across kernel-across output-linear candidate-sigmoid coupled-f coupled-i c-not-carried
h-not-carried h-one-step-late c-for-h c-put-out old-c-in-h forget-gate-open output-gate-open backwards outputs-turned outputs-late
outputs-early input-not-moving features-turned c-clipped-1 z-clipped-1""".split()
DENSE = ["dense-transposed", "dense-bias-missing"]
MASK = ["mask-ignored", "mask-zeroes-x", "mask-zeroes-y", "mask-clears-state"]
GRU = ["gru-gates-rzh", "gru-recurrent-bias-missing", "gru-biases-swapped", "gru-reset-missing", "gru-reset-elsewhere", "gru-bias-outside", "gru-update-swapped"]
BOTH = ["half-not-turned", "halves-swapped", "halves-read-forward", "halves-share-weights"]
GRADIENTS = ["dc-not-carried", "dh-not-carried", "last-output-only", "gradient-by-b", "gradient-times-t"]


def main():
    out = {}

    def put(model, wrong, **arrays):
        out.update({f"{model}:{wrong}/{name.replace('__', '/')}": np.ascontiguousarray(array, "f") for name, array in arrays.items()})

    def weights(gates, two=False):
        return draw(F, gates * U), draw(U, gates * U, size=0.8), draw(*((2, gates * U) if two else (gates * U,)))

    def save(model, **arrays):
        out.update({f"{model}/{name.replace('__', '/')}": np.ascontiguousarray(array, "f") for name, array in arrays.items()})

    x, (W, V, b), (kernel, bias), labels = draw(B, T, F, size=2), weights(4), (draw(U, K), draw(K)), draw(B, T, U)
    save("lstm", x=x, lstm__kernel=W, lstm__recurrent_kernel=V, lstm__bias=b, dense__kernel=kernel, dense__bias=bias)
    for wrong in ["right"] + LSTM + DENSE:
        put("lstm", wrong, output=dense(lstm(x, W, V, b, wrong), kernel, bias, wrong))
    put("lstm", "state-leaks", output=dense(leaking(x, W, V, b), kernel, bias))
    masked = np.where(random.random((B, T, 1)) < 0.35, 0, x).astype("f")
    save("mask", x=masked, lstm__kernel=W, lstm__recurrent_kernel=V, lstm__bias=b, dense__kernel=kernel, dense__bias=bias)
    for wrong in ["right"] + MASK:
        put("mask", wrong, output=dense(lstm(masked, W, V, b, wrong, (masked != 0).any(axis=2)), kernel, bias))
    G = weights(3, two=True)
    save("gru", x=x, gru__kernel=G[0], gru__recurrent_kernel=G[1], gru__bias=G[2], dense__kernel=kernel, dense__bias=bias)
    for wrong in ["right"] + GRU:
        put("gru", wrong, output=dense(gru(x, *G, wrong), kernel, bias))
    other, wide = weights(4), (draw(2 * U, K), draw(K))
    parts = {f"bidirectional__{half}_{name}": array for half, own in (("forward", (W, V, b)), ("backward", other)) for name, array in
             zip(("kernel", "recurrent_kernel", "bias"), own)}
    save("both", x=x, **parts, dense__kernel=wide[0], dense__bias=wide[1])
    for wrong in ["right"] + BOTH:
        put("both", wrong, output=dense(both(x, (W, V, b), other, wrong), *wide))
    save("gradients", x=x, labels=labels, lstm__kernel=W, lstm__recurrent_kernel=V, lstm__bias=b)
    for wrong in ["right"] + GRADIENTS:
        put("gradients", wrong, **{name.replace("/", "__"): array for name, array in gradients(x, labels, W, V, b, wrong).items()})
    np.savez_compressed(FOLDER / "planted.npz", **out)


main()
