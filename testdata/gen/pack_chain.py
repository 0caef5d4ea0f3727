"""The long chain: 100,000 steps, each fed with a number of the generator and with the first output of the step before."""

import numpy as np

import pack_cases
import pack_lstm
from pack_lstm import ULPS, UNIT, Exact


def states(run, steps, checkpoints, w=None):
    """h and c at the checkpoints, and how far a float32 chain may be off there: the bounds of chapter 16, carried from step to step."""
    w = w or {name: v[None] for name, v in run.weights.items()}
    u, numbers = run.lstm["units"], pack_cases.generator(pack_cases.CHAIN["seed"])
    h = c = older = np.zeros((1, 1, u))
    h_off = c_off = np.zeros(u)
    found = {"h": [], "c": [], "h_bound": [], "c_bound": []}
    for t in range(1, steps + 1):
        x = np.array([[[next(numbers), h[0, 0, 0].real]]])
        tap = pack_lstm.cell(run, w, x, h, c, older, Exact())
        h_off, c_off = off(run, tap, h_off, c_off)
        older, h, c = h, tap["y"] if run.wrong & {"c-put-out", "o-missing-in-output"} else tap["h"], tap["c"]
        if t in checkpoints:
            for name, value in (("h", h[0, 0]), ("c", c[0, 0]), ("h_bound", h_off), ("c_bound", c_off)):
                found[name].append(value.real.copy())
    return {name: np.array(v) for name, v in found.items()}


def off(run, tap, h_off, c_off):
    """E(h) and E(c) of a step from those of the step before; x has E(h) of the first unit."""
    w, u, size = run.weights, run.lstm["units"], np.abs
    x, h, c, c_new, a, z = (tap[k][0, 0].real for k in ("x", "before", "c_before", "c", "a", "z"))
    i, f, g, o = (tap[k][0, 0].real for k in "ifgo")
    kernel, recurrent = size(w["kernel"]), size(w["recurrent_kernel"])
    z_off = (len(x) + u + 3) * UNIT * (size(w["bias"]) + size(x) @ kernel + size(h) @ recurrent) + h_off[0] * kernel[1] + h_off @ recurrent + run.tiny
    gate = lambda s, n: s * (1 - s) * z_off[n * u : (n + 1) * u] + 2 * ULPS * UNIT * s
    i_off, f_off, o_off = gate(i, 0), gate(f, 1), gate(o, 3)
    g_off = (1 - g * g) * z_off[2 * u : 3 * u] + 2 * ULPS * UNIT * size(g)
    c_next = size(c) * f_off + f * c_off + size(g) * i_off + i * g_off + 2 * UNIT * (size(f * c) + size(i * g)) + run.tiny
    a_off = (1 - a * a) * c_next + 2 * ULPS * UNIT * size(a)
    return o * a_off + size(a) * o_off + 2 * UNIT * size(o * a) + run.tiny, c_next
