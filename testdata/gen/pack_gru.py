"""The steps of a GRU and of a SimpleRNN, forward and back, for the conformance pack; all around them is in pack_lstm.py. Spec: chapter 14."""

import numpy as np

import pack_lstm
from pack_lstm import UNIT, function, size, slope


def before_of(run, h, older):
    return older if "h-one-step-late" in run.wrong else 0 * h if "h-not-carried" in run.wrong else h


def put_out(run, h, x):
    return h + x if "residual" in run.wrong and x.shape[-1] == run.lstm["units"] else h


def biases(run, w, columns):
    """The bias of x's sums and that of h's: Keras has one row, or two with reset_after."""
    none = np.zeros((1, 1, columns))
    rows = [w["bias"][..., None, k, :] for k in range(w["bias"].shape[-2])] if "bias" in w and w["bias"].ndim == 3 else [w["bias"][..., None, :]] if "bias" in w else []
    return (rows + [none, none])[:2]


def sums(bias, x, w, r):
    """bias + x·w."""
    return r(bias + x @ w, lambda: (x.shape[-1] + 3) * UNIT * (size(bias) + size(x) @ size(w)))


def gru(run, w, x, h, c, older, r):
    """z r = σ(s + q), g = φ(s + r·q) with reset_after, else φ(s + b′ + (r·h′)·V); h = z·h′ + (1 − z)·g. c is not used."""
    wrong, u = run.wrong, run.lstm["units"]
    before = before_of(run, h, older)
    own, other = biases(run, w, 3 * u)
    s, q = sums(own, x, w["kernel"], r), sums(other, before, w["recurrent_kernel"], r)
    inner, outer = run.lstm.get("recurrent_activation", "sigmoid"), run.lstm.get("activation", "tanh")
    gates = outer if "gru-functions-swapped" in wrong else inner
    two = lambda a, b: r(a + b, lambda: UNIT * (size(a) + size(b)))
    zr = two(s[..., : 2 * u], q[..., : 2 * u])
    z, reset = function(gates, zr[..., :u], r), function(gates, zr[..., u:], r)
    z = 0 * z if "gru-update-missing" in wrong else z
    reset = np.ones_like(reset) if "gru-reset-missing" in wrong else reset
    s_g, q_g, b_g = s[..., 2 * u :], q[..., 2 * u :], other[..., 2 * u :]
    if run.lstm.get("reset_after", True) == ("gru-reset-elsewhere" in wrong):
        q_g = inner_sum = sums(b_g, reset * before, w["recurrent_kernel"][..., 2 * u :], r)
    elif "gru-bias-outside" in wrong:
        inner_sum = b_g + reset * (q_g - b_g)
    else:
        inner_sum = reset * q_g
    a = r(s_g + inner_sum, lambda: 2 * UNIT * (size(s_g) + size(inner_sum)))
    g = function(inner if "gru-candidate-sigmoid" in wrong else outer, a, r)
    keep, take = (1 - z, z) if "gru-update-swapped" in wrong else (z, 1 - z)
    new = r(keep * before + take * g, lambda: 3 * UNIT * (size(keep * before) + (size(take) + size(z)) * size(g)))
    tap = {"z": z, "r": reset, "g": g, "h": new, "y": put_out(run, new, x), "c": c, "x": x, "before": before, "c_before": c}
    return {**tap, "zr": zr, "a": a, "q_g": q_g}


def gru_back(run, tap, dh, dc, first, r):
    """Derivatives by s and by q, what goes to h′ beside the recurrent kernel, and dc. With reset_after."""
    wrong, inner, outer = run.wrong, run.lstm.get("recurrent_activation", "sigmoid"), run.lstm.get("activation", "tanh")
    z, reset, g, u = tap["z"], tap["r"], tap["g"], run.lstm["units"]
    away = tap["before"] - g
    dz = dh * (-away if "gru-dz-negative" in wrong else away) * slope(inner, z, tap["zr"][..., :u])
    take = z if "gru-dg-by-z" in wrong else 1 - z
    ds_g = dh * take * (np.ones_like(g) if "candidate-slope" in wrong else slope(outer, g, tap["a"]))
    ds_g = r(ds_g, lambda: 4 * UNIT * (size(ds_g) + size(dh) * size(g)))
    dr = (0 if "gru-dr-missing" in wrong else 1) * ds_g * tap["q_g"] * slope(inner, reset, tap["zr"][..., u:])
    gates = np.concatenate(np.broadcast_arrays(dz, dr), -1)
    magnitude = lambda: np.concatenate(np.broadcast_arrays(size(dh) * (size(tap["before"]) + size(g)) * size(z), size(ds_g * tap["q_g"]) * size(reset)), -1)
    gates = r(gates, lambda: 4 * UNIT * (size(gates) + magnitude()))
    dq_g = ds_g if "gru-dq-without-r" in wrong else r(ds_g * reset, lambda: UNIT * size(ds_g * reset))
    direct = (0 if "gru-dh-without-z" in wrong else 1) * dh * z
    join = lambda last: np.concatenate(np.broadcast_arrays(gates[..., :u], gates[..., u:], last), -1)
    return join(ds_g), join(dq_g), r(direct, lambda: UNIT * size(direct)), dc


def simple_rnn(run, w, x, h, c, older, r):
    """h = φ(b + x·W + h′·V)."""
    before = before_of(run, h, older)
    bias = biases(run, w, run.lstm["units"])[0]
    terms = x.shape[-1] + run.lstm["units"]
    z = r(
        bias + x @ w["kernel"] + before @ w["recurrent_kernel"],
        lambda: (terms + 3) * UNIT * (size(bias) + size(x) @ size(w["kernel"]) + size(before) @ size(w["recurrent_kernel"])),
    )
    new = function(run.lstm.get("activation", "tanh"), z, r)
    return {"z": z, "h": new, "y": put_out(run, new, x), "c": c, "x": x, "before": before, "c_before": c}


def simple_rnn_back(run, tap, dh, dc, first, r):
    bend = np.ones_like(tap["h"]) if "candidate-slope" in run.wrong else slope(run.lstm.get("activation", "tanh"), tap["h"], tap["z"])
    dz = r(dh * bend, lambda: 4 * UNIT * size(dh) * (size(bend) + size(tap["h"])))
    return dz, dz, None, dc


pack_lstm.KINDS["GRU"] = pack_lstm.Kind(gru, gru_back, "zrgh")
pack_lstm.KINDS["SimpleRNN"] = pack_lstm.Kind(simple_rnn, simple_rnn_back, "zh")
