"""An LSTM, its head, its gradients and its steps in NumPy double, written for the pack alone, with three things that reference.py
has not: every rounding of a float32 program has its place, so that bounds can be computed; the way back is written out, so that
mistakes in it can be made; and every mistake of pack_mistakes.py is a word in `wrong` or an edit of what is computed.

Arrays have an axis of copies in front: in the copy k of a kicked run the number k is moved by i·STEP, and what that does to the
results is their derivative by it. Spec: chapter 16 and conformance-pack.md.
"""

import copy

import numpy as np

import reference
from reference import on

FUNCTIONS = {**reference.ACTIVATIONS, "hard_sigmoid_2": lambda x: reference.clip(0.2 * x + 0.5, 0, 1)}
STEP = 1e-30
UNIT = 2.0**-24  # a rounding of float32
ULPS = 4  # what tanh and sigmoid may be off
FLUSHED = 2.0**-124  # numbers below it do not count: hardware may flush them to zero
KEPT = 2.0**-146  # what a tiny number may be off where they count


class Kind:
    """A kind of recurrent layer: a step, its way back, and the letters of what a step shows."""

    def __init__(self, cell, back, shown):
        self.cell, self.back, self.shown = cell, back, shown


KINDS = {}  # pack_gru.py has two more


class Run:
    """What is computed. A mistake edits a copy. `lstm` are the options of the recurrent layer, of whatever kind."""

    def __init__(self, lstm, weights, x, dense=None, mask=None, h0=None, c0=None, labels=None, loss=None, optimizer=None, steps=1, l2=0.0, tiny=FLUSHED, kind="LSTM"):
        self.lstm, self.dense, self.loss, self.optimizer, self.steps, self.l2 = dict(lstm), dense and dict(dense), loss, optimizer, steps, l2
        self.tiny, self.kind = tiny, kind
        self.weights = {name: np.asarray(w, "float64") for name, w in weights.items()}
        self.x, self.mask = np.asarray(x, "float64"), mask
        shape = (self.x.shape[0], lstm["units"])
        self.h0 = np.zeros(shape) if h0 is None else np.asarray(h0, "float64")
        self.c0 = np.zeros(shape) if c0 is None else np.asarray(c0, "float64")
        self.labels = None if labels is None else np.asarray(labels, "float64")
        self.wrong, self.limit_c, self.limit_z, self.factor, self.penalty, self.after = set(), None, None, 1.0, 1.0, []

    def edited(self, edit):
        other = copy.copy(self)
        other.lstm, other.dense, other.weights = dict(self.lstm), self.dense and dict(self.dense), dict(self.weights)
        other.wrong, other.after = set(self.wrong), list(self.after)
        edit(other)
        return other


class Exact:
    """No rounding is kicked."""

    def __call__(self, value, error):
        return value


class Counting:
    """Notes how far each rounded number may be off."""

    def __init__(self, tiny):
        self.errors, self.tiny = [], tiny

    def __call__(self, value, error):
        self.errors.append(np.nan_to_num(np.broadcast_to(error() + self.tiny, value.shape), nan=0.0, posinf=0.0).ravel())
        return value


class Kicking:
    """Moves number k of all rounded ones in copy k."""

    def __init__(self, copies):
        self.copies, self.next = copies, 0

    def __call__(self, value, error):
        size = int(np.prod(value.shape[1:]))
        moved = np.broadcast_to(value, (self.copies, *value.shape[1:])).astype(complex).reshape(self.copies, size)
        numbers = np.arange(size)
        moved[self.next + numbers, numbers] += 1j * STEP
        self.next += size
        return moved.reshape(self.copies, *value.shape[1:])


def size(value):
    return np.abs(value.real)


def function(name, value, r):
    """An activation function and what it may be off. Softmax has the rounding of its exponents as well."""
    y = FUNCTIONS[name](value)
    if name == "linear":
        return y
    beside = 2 * size(value - value.real.max(-1, keepdims=True)) if name == "softmax" else 0
    return r(y, lambda: (2 * ULPS + beside) * UNIT * size(y))


def product(x, w, r, start=0.0):
    """start + x·w, a sum of so many products in any order."""
    return r(start + x @ w, lambda: (w.shape[-2] + 3) * UNIT * (size(np.asarray(start)) + size(x) @ size(w)))


def clipped(value, limit):
    return value if limit is None else on(value.real > limit, limit, on(value.real < -limit, -limit, value))


def cell(run, w, x, h, c, older, r):
    """One step of all rows: every number of it by name."""
    wrong, u = run.wrong, run.lstm["units"]
    before = older if "h-one-step-late" in wrong else c if "c-for-h" in wrong else 0 * h if "h-not-carried" in wrong else h
    bias = w["bias"][..., None, :] if "bias" in w else np.zeros((1, 1, 4 * u))
    terms = x.shape[-1] + u
    z = r(
        bias + x @ w["kernel"] + before @ w["recurrent_kernel"],
        lambda: (terms + 3) * UNIT * (size(bias) + size(x) @ size(w["kernel"]) + size(before) @ size(w["recurrent_kernel"])),
    )
    z = clipped(z, run.limit_z)
    inner, outer = run.lstm.get("recurrent_activation", "sigmoid"), run.lstm.get("activation", "tanh")
    gates = outer if "functions-swapped" in wrong else inner
    i, f, o = (function(gates, z[..., n * u : (n + 1) * u], r) for n in (0, 1, 3))
    g = function("linear" if "candidate-linear" in wrong else gates if "candidate-sigmoid" in wrong else outer, z[..., 2 * u : 3 * u], r)
    i, f, o = (np.ones_like(v) if name in wrong else v for name, v in (("input-gate-open", i), ("forget-gate-open", f), ("output-gate-open", o)))
    f = 1 - i if "coupled-f" in wrong else f
    i = 1 - f if "coupled-i" in wrong else i
    kept = 0 * c if "c-not-carried" in wrong else f * c
    new = r(kept + i * g, lambda: 2 * UNIT * (size(kept) + size(i * g)))
    new = clipped(new, run.limit_c)
    seen = c if "old-c-in-h" in wrong else new
    a = seen if "output-linear" in wrong else function("tanh" if "output-tanh" in wrong else outer, seen, r)
    h_new = r(o * a, lambda: 2 * UNIT * size(o * a))
    y = new if "c-put-out" in wrong else a if "o-missing-in-output" in wrong else h_new
    y = y + x if "residual" in wrong and x.shape[-1] == u else y
    return {"z": z, "i": i, "f": f, "g": g, "o": o, "c": new, "a": a, "h": h_new, "y": y, "x": x, "before": before, "c_before": c}


def lstm(run, w, r):
    """All steps in the order of processing, and the outputs."""
    if "state-leaks" in run.wrong:
        return leaking(run, w, r)
    wrong, x, steps = run.wrong, run.x[None], run.x.shape[1]
    mask = None if "mask-ignored" in wrong else run.mask
    h, c = run.h0[None], run.c0[None]
    older, shown, taps, outputs = h, np.zeros_like(h), [], []
    back = run.lstm.get("go_backwards", False)
    for t in range(steps - 1, -1, -1) if back else range(steps):
        use = np.ones((1, len(run.x), 1), bool) if mask is None else mask[None, :, (steps - 1 - t if "mask-not-turned" in wrong and back else t), None]
        fed = on(use, x[:, :, t], 0) if "mask-zeroes-x" in wrong else x[:, :, t]
        tap = KINDS[run.kind].cell(run, w, fed, h, c, older, r)
        taken_h = use | bool({"mask-zeroes-x", "mask-holds-c-only"} & wrong)
        taken_c = use | bool({"mask-zeroes-x", "mask-holds-h-only"} & wrong)
        held_h, held_c = (0 * h, 0 * c) if "mask-clears-state" in wrong else (h, c)
        older, h, c = h, on(taken_h, tap["h"], held_h), on(taken_c, tap["c"], held_c)
        masked = shown
        if "zero-output-ignored" not in wrong:
            if "mask-zeroes-y" in wrong or run.lstm.get("zero_output_for_mask"):
                masked = np.zeros_like(shown)
            elif {"mask-zeroes-x", "mask-holds-c-only"} & wrong:
                masked = h
        shown = on(use, tap["y"], masked)
        taps.append({**tap, "use": use, "t": t, "h_kept": h, "c_kept": c})
        outputs.append(shown)
    return taps, np.stack(outputs, 2) if run.lstm.get("return_sequences") else shown[:, :, None]


def leaking(run, w, r):
    """The mistake that each row begins with the final state of the row before."""
    taps, outputs, state = [], [], None
    for b in range(len(run.x)):

        def row(one):
            one.wrong.remove("state-leaks")
            one.x, one.mask = run.x[b : b + 1], None if run.mask is None else run.mask[b : b + 1]
            one.h0, one.c0 = state or (run.h0[b : b + 1], run.c0[b : b + 1])

        found, output = lstm(run.edited(row), w, r)
        state = (found[-1]["h_kept"][0], found[-1]["c_kept"][0])
        taps.append(found)
        outputs.append(output)
    join = [{k: v if k == "t" else np.concatenate([rows[s][k] for rows in taps], 1) for k, v in tap.items()} for s, tap in enumerate(taps[0])]
    return join, np.concatenate(outputs, 1)


def forward(run, w, r):
    taps, h = lstm(run, w, r)
    z = y = h
    if run.dense:
        z = product(h, w["dense/kernel"][..., None, :, :], r, w["dense/bias"][..., None, None, :])
        y = function(run.dense.get("activation", "linear"), z, r)
    return taps, h, z, y


def loss(run, y, r):
    """The loss, and its derivative by the output, or by what stands before a softmax under a cross-entropy."""
    labels = run.labels.reshape(run.labels.shape[0], -1, run.labels.shape[-1])[None]
    if run.loss == "mse":
        n, e = labels.size, r(y - labels, lambda: UNIT * size(y - labels))
        value = (e * e).sum((1, 2, 3)) / n
        return r(value, lambda: (n + 6) * UNIT * size(value)), r(2 * e / n, lambda: 3 * UNIT * size(2 * e / n))
    if run.dense.get("activation") != "softmax":  # a mistake took it away
        raise ArithmeticError("the loss is not defined")
    rows = labels.shape[1] * labels.shape[2]
    value = -(labels * np.log(y)).sum((1, 2, 3)) / rows
    each = (y - labels) / rows
    return r(value, lambda: (labels.size + 8) * UNIT * (size(value) + 1)), r(each, lambda: UNIT * size(y - labels) / rows + 3 * UNIT * size(each))


def slope(name, y, z):
    """The derivative at z, where the function is y; of functions that only mistakes use by complex step."""
    return 1 - y * y if name == "tanh" else y * (1 - y) if name == "sigmoid" else FUNCTIONS[name](z.real + 1j * STEP).imag / STEP


def outer(rows, columns, r):
    """Σ over samples of row·column: a gradient of weights."""
    n = rows.shape[1]
    return r(np.swapaxes(rows, -1, -2) @ columns, lambda: (n + 3) * UNIT * (np.swapaxes(size(rows), -1, -2) @ size(columns)))


def gradients(run, w, r):
    """Loss and derivatives by name."""
    wrong = run.wrong
    taps, h, z, y = forward(run, w, r)
    value, d = loss(run, y, r)
    out = {}
    if run.dense:
        flat = lambda a: a.reshape(a.shape[0], -1, a.shape[-1])
        out["dense/d_kernel"] = outer(flat(h), flat(d), r)
        out["dense/d_bias"] = outer(np.ones((1, flat(d).shape[1], 1)), flat(d), r)[..., 0, :]
        d = product(d, np.swapaxes(w["dense/kernel"], -1, -2)[..., None, :, :], r)
    steps, u = len(taps), run.lstm["units"]
    dh = dc = held = np.zeros((1, len(run.x), u))
    rows, rows_h, inputs, columns, dx = [], [], [], [], [None] * steps
    for s in range(steps - 1, -1, -1):
        tap = taps[s]
        given = d[:, :, s] if run.lstm.get("return_sequences") else d[:, :, 0] if s == steps - 1 else 0 * d[:, :, 0]
        held = held + (0 * given if "last-output-only" in wrong and s < steps - 1 else given)
        active = tap["use"] | ("mask-ignored-backward" in wrong)
        carried = 0 * dh if "output-replaces-dh" in wrong and run.lstm.get("return_sequences") else dh
        total = r(carried + held, lambda: UNIT * (size(carried) + size(held)))
        dz, dq, direct, dc_before = KINDS[run.kind].back(run, tap, total, dc, s == 0, r)
        stop = "mask-stops-gradient" in wrong
        dz, dq = on(active, dz, 0), on(active, dq, 0)
        through = product(dq, np.swapaxes(w["recurrent_kernel"], -1, -2), r, 0.0 if direct is None else direct)
        dh = on(active, through, 0 if stop else dh)
        dc = on(active, dc_before, 0 if stop else dc)
        fed = np.concatenate([dz[..., u : 2 * u], dz[..., :u], dz[..., 2 * u :]], -1) if "dx-gates-swapped" in wrong else dz
        dx[tap["t"]] = product(fed, np.swapaxes(w["kernel"], -1, -2), r)
        held = on(active | bool(run.lstm.get("zero_output_for_mask")), 0, held)
        cut = "truncated" in wrong and steps - s == 2
        dh = 0 * dh if cut or "dh-not-carried" in wrong else dh
        dc = 0 * dc if cut or "dc-not-carried" in wrong else dc
        rows.append(dz)
        rows_h.append(dq)
        inputs.append(tap["x"])
        columns.append(tap["h"] if "dv-by-new-h" in wrong else tap["before"])
    together = lambda parts: np.concatenate(np.broadcast_arrays(*parts), 1)
    last = slice(0, 1)
    some = last if "kernels-last-step" in wrong else slice(None)
    out["d_kernel"] = outer(together(inputs[some]), together(rows[some]), r)
    out["d_recurrent_kernel"] = outer(together(columns[some]), together(rows_h[some]), r)
    if "bias" in w:
        parts = [together(side[last if "bias-last-step" in wrong else slice(None)]) for side in (rows, rows_h)[: w["bias"].ndim - 1]]
        found = [outer(np.ones((1, part.shape[1], 1)), part, r)[..., 0, :] for part in parts]
        out["d_bias"] = found[0] if len(found) == 1 else np.stack(np.broadcast_arrays(*found), -2)
    out["d_h0"], out["d_c0"] = (dc, dh) if "dh0-dc0-swapped" in wrong else (dh, dc)
    out["d_input"] = np.stack(np.broadcast_arrays(*dx), 2) * (0 if "dx-missing" in wrong else 1)
    out = {name: g * run.factor for name, g in out.items()}
    if run.l2:
        for name in ("kernel", "recurrent_kernel"):
            part, g = 2 * run.l2 * run.penalty * w[name], out["d_" + name]
            value = value + run.l2 * (w[name] ** 2).sum((-1, -2))
            out["d_" + name] = r(g + part, lambda: 2 * UNIT * size(part) + UNIT * size(g + part))
        value = r(value, lambda: sum(w[n].size + 6 for n in ("kernel", "recurrent_kernel")) * UNIT * size(value))
    return taps, h, y, {"loss": value, **out}


def step_back(run, tap, dh, dc, first, r):
    """Of one step dz, by the sums of x and by those of h, nothing that goes to h′ beside them, and dc of the state before it."""
    wrong, inner, outer_name = run.wrong, run.lstm.get("recurrent_activation", "sigmoid"), run.lstm.get("activation", "tanh")
    i, f, g, o, a, c = (tap[k] for k in "ifgoac")
    u = run.lstm["units"]
    zi, zf, zg, zo = (tap["z"][..., n * u : (n + 1) * u] for n in range(4))
    bend = 1 - tap["h"] ** 2 if "slope-by-h" in wrong else np.ones_like(a) if "dc-without-slope" in wrong else slope(outer_name, a, c)
    through = dh * (1 if "dc-without-o" in wrong else o)
    dc = r(dc + through * bend, lambda: UNIT * (size(dc) + size(through) * (3 * size(bend) + 2)))
    di = dc * (1 if "di-without-g" in wrong else g)
    df = dc * (c if "df-by-new-c" in wrong else tap["c_before"])
    di, df = (df, di) if "di-df-swapped" in wrong else (di, df)
    dg = dc * (1 if "dg-without-i" in wrong else i)
    do = dh * (c if "do-by-c" in wrong else a)
    gate = (lambda y, z: y) if "gate-slope" in wrong else lambda y, z: slope(inner, y, z)
    bend_g = np.ones_like(g) if "candidate-slope" in wrong else slope(outer_name, g, zg)
    dz = np.concatenate(np.broadcast_arrays(di * gate(i, zi), df * gate(f, zf), dg * bend_g, do * gate(o, zo)), -1)
    sizes = lambda: size(dz) + np.concatenate([size(di * i), size(df * f), 2 * size(dg), size(do * o)], -1)
    dz = r(dz, lambda: 4 * UNIT * sizes())
    kept = dc * (1 if "dc-without-f" in wrong or ("dc0-without-f" in wrong and first) else f)
    return dz, dz, None, r(kept, lambda: UNIT * size(kept))


KINDS["LSTM"] = Kind(cell, step_back, "zifgoch")


def names(weights):
    return [name for name in ("kernel", "recurrent_kernel", "bias", "dense/kernel", "dense/bias") if name in weights]


def gradient_name(name):
    return "dense/d_" + name[6:] if name.startswith("dense/") else "d_" + name


def clip_gradients(run, g, r):
    wrong, c = run.wrong, run.optimizer["config"]
    kind = "clipnorm" if "clipnorm" in c else "global_clipnorm" if "global_clipnorm" in c else None
    limit = c.get(kind)
    if kind is None or "clip-ignored" in wrong:
        return g
    kind = "clipnorm" if "clip-per-tensor" in wrong else "global_clipnorm" if "clip-global" in wrong else kind
    squares = {name: (v * v).sum(tuple(range(1, v.ndim))) for name, v in g.items()}
    numbers = sum(v[0].size for v in g.values())
    out = {}
    for name, v in g.items():
        norm = np.sqrt(squares[name] if kind == "clipnorm" else sum(squares.values())) + (1e-6 if "clip-adds-epsilon" in wrong else 0)
        norm = on(norm.real < limit, limit, norm).reshape(-1, *[1] * (v.ndim - 1))
        norm = r(norm, lambda: (numbers + 4) * UNIT * size(norm))
        scaled = v * limit / norm
        out[name] = r(scaled, lambda: 2 * UNIT * size(scaled))
    return out


def change(run, g, slot, step, r):
    """What an optimizer adds to a weight; slot is what it remembers of it."""
    wrong, kind, c = run.wrong, run.optimizer["class_name"], run.optimizer["config"]
    lr, epsilon = c["learning_rate"], c.get("epsilon", 1e-7)
    keep = lambda name, value, parts: slot.__setitem__(name, r(value, lambda: 2 * UNIT * sum(size(p) for p in parts)))
    momentum = 0.0 if "momentum-ignored" in wrong else c.get("momentum", 0.0)
    if kind == "SGD":
        push = lr * g * (1 - momentum if "momentum-damped" in wrong else 1)
        keep("m", momentum * slot["m"] - push, (momentum * slot["m"], push))
        nesterov = "nesterov-always" in wrong or (c.get("nesterov") and "nesterov-ignored" not in wrong)
        if not (nesterov and momentum > 0):
            return slot["m"]
        total = momentum * slot["m"] - lr * g
        return r(total, lambda: 2 * UNIT * (size(momentum * slot["m"]) + size(lr * g)))
    if kind == "RMSprop":
        rho = c["rho"]
        keep("v", rho * slot["v"] + (1 - rho) * g * g, (rho * slot["v"], 2 * (1 - rho) * g * g))
        root = np.sqrt(slot["v"]) + epsilon if "rmsprop-epsilon-outside" in wrong else np.sqrt(slot["v"] + epsilon)
        push = lr * g / root
        keep("m", momentum * slot["m"] + push, (momentum * slot["m"], 3 * push))
        return -slot["m"]
    b1, b2 = (c["beta_2"], c["beta_1"]) if "adam-betas-swapped" in wrong else (c["beta_1"], c["beta_2"])
    keep("m", b1 * slot["m"] + (1 - b1) * g, (2 * slot["m"], 2 * g))
    keep("v", b2 * slot["v"] + (1 - b2) * g * g, (2 * slot["v"], 2 * g * g))
    slot["a"] = on(slot["v"].real > slot["a"].real, slot["v"], slot["a"])
    second = slot["a"] if c.get("amsgrad") and "adam-amsgrad-ignored" not in wrong else slot["v"]
    c1, c2, m = 1 - b1**step, 1 - b2**step, slot["m"]
    if "adam-uncorrected" in wrong:
        return -lr * m / (np.sqrt(second) + epsilon)
    if "adam-epsilon-beside-corrected-root" in wrong:
        return -lr * m / c1 / (np.sqrt(second / c2) + epsilon)
    if "adam-epsilon-inside" in wrong:
        return -lr * m / c1 / np.sqrt(second / c2 + epsilon)
    total = -lr * np.sqrt(c2) / c1 * m / (np.sqrt(second) + epsilon)
    return r(total, lambda: (10 + 2 * step * (1 / c1 + 1 / c2)) * UNIT * size(total))


def trained(run, w, r):
    """All weights after the steps, on the same batch each time."""
    start = 1.0 if "rmsprop-starts-at-one" in run.wrong else 0.0
    slots = {name: {"m": 0 * v, "v": 0 * v + start, "a": 0 * v} for name, v in w.items()}
    first = None
    for step in range(1, run.steps + 1):
        found = gradients(run, w, r)
        first = first or found
        g = clip_gradients(run, {name: found[3][gradient_name(name)] for name in names(w)}, r)
        moves = {name: change(run, g[name], slots[name], step, r) * (-1 if "uphill" in run.wrong else 1) for name in names(w)}
        w = {name: r(w[name] + moves[name], lambda name=name: UNIT * (size(w[name]) + size(moves[name]))) for name in names(w)}
    return first, w


def compute(run, r=None):
    """Everything by name, with the axis of copies in front."""
    r = r or Exact()
    w = {name: v[None] for name, v in run.weights.items()}
    out = {}
    if run.optimizer:
        (taps, h, y, found), after = trained(run, w, r)
        out.update(found)
        out.update(after)
    elif run.loss:
        taps, h, y, found = gradients(run, w, r)
        out.update(found)
    else:
        taps, h, _, y = forward(run, w, r)
    for name in KINDS[run.kind].shown + ("" if "c" in KINDS[run.kind].shown else "c"):
        out[name] = np.stack(np.broadcast_arrays(*(tap[name + "_kept" if name in "ch" else name] for tap in taps)), 2)
    out["h_n"], out["c_n"] = out["h"][:, :, -1], out["c"][:, :, -1]
    out["output"] = y if run.lstm.get("return_sequences") else y[:, :, 0]
    for edit in run.after:
        edit(out)
    return out


def bounds(run, wanted):
    """Σ over all roundings of |derivative|·what the rounding may be, for each wanted number: to first order, as chapter 16 has it."""
    counting = Counting(run.tiny)
    values = compute(run, counting)
    errors = np.concatenate(counting.errors)
    rows = compute(run, Kicking(len(errors)))
    found = {}
    for name in wanted:
        slopes = np.abs(np.nan_to_num(rows[name].imag / STEP, nan=0.0, posinf=0.0, neginf=0.0))
        own = 2 * UNIT * np.nan_to_num(size(values[name][0]), posinf=0.0) + run.tiny
        found[name] = np.tensordot(errors, np.broadcast_to(slopes, (len(errors), *slopes.shape[1:])), 1) + own
    return found
