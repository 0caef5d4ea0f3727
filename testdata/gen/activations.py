"""activations.json: every function of keras.activations at chosen points: value and derivative."""

import numpy as np

import real
import reference
from common import compare

SMOOTH = [
    -30.0,
    -12.5,
    -6.0,
    -3.5,
    -2.25,
    -1.125,
    -0.625,
    -0.25,
    -0.0078125,
    2.0**-20,
    0.03125,
    0.375,
    0.75,
    1.0625,
    1.875,
    2.9375,
    4.5,
    9.0,
    17.25,
    40.0,
]
HUGE = [-1000.0, -100.0, 100.0, 1000.0]
KINKS = {
    "relu": [0.0],
    "relu6": [0.0, 6.0],
    "leaky_relu": [0.0],
    "elu": [0.0],
    "selu": [0.0],
    "celu": [0.0],
    "hard_sigmoid": [-3.0, 3.0],
    "hard_silu": [-3.0, 3.0],
    "hard_tanh": [-1.0, 1.0],
    "hard_shrink": [-0.5, 0.0, 0.5],
    "soft_shrink": [-0.5, 0.0, 0.5],
    "sparse_plus": [-1.0, 1.0],
    "sparse_sigmoid": [-1.0, 1.0],
    "softsign": [0.0],
}
ROWS = ("softmax", "log_softmax")
ROW_POINTS = [[0.25, -1.5, 3.0, 0.0625], [-2.0, -2.0, 5.5, 5.5], [100.0, -100.0, 99.0, 0.5], [1000.0, 999.0, -1000.0, 0.0], [0.0, 0.0, 0.0, 0.0]]
FLOAT32 = ("leaky_relu", "gelu")
FINITE = {"exponential": [-1000.0, -100.0]}  # the huge points where the result is finite


def run(name, x):
    """Value and derivative by Keras; for rows the Jacobian, d output j by d input k."""
    from keras import activations

    tf = real.tf
    x = tf.Variable(x)
    with tf.GradientTape() as tape:
        y = getattr(activations, name)(x)
    if name not in ROWS:
        return y.numpy(), tape.gradient(y, x).numpy()
    rows = []
    for r in range(x.shape[0]):
        v = tf.Variable(x[r : r + 1])
        with tf.GradientTape() as tape:
            out = getattr(activations, name)(v)
        rows.append(tape.jacobian(out, v).numpy()[0, :, 0, :])
    return y.numpy(), np.stack(rows)


def second(name, x):
    f = reference.ACTIVATIONS[name]
    if name not in ROWS:
        y = f(x + 1j * reference.STEP)
        return y.real, y.imag / reference.STEP
    columns = []
    for k in range(x.shape[-1]):
        z = x.astype(complex)
        z[:, k] += 1j * reference.STEP
        columns.append(f(z).imag / reference.STEP)
    return f(x.astype(complex)).real, np.stack(columns, -1)


def activation_test(name, kind, points, flags, result="valid", judged=True):
    x = np.array(points, "float32")
    found = {}
    for precision in real.PRECISIONS:
        with real.precision(precision):
            found[precision] = run(name, x.astype(precision))
    value, derivative = found["float64"]
    worst = 0.0
    with np.errstate(all="ignore"):
        mine = second(name, x.astype("float64"))
    for which, a, b in zip(("value", "derivative"), (value, derivative), mine):
        if which == "value" or judged:
            worst = max(worst, compare(f"{name} {which}", a, b, 1e-7 if name in FLOAT32 else 1e-14))
    if name in FLOAT32:
        value, derivative = mine
    expected = {"value": {"float32": found["float32"][0], "float64": value}, "derivative": {"float32": found["float32"][1], "float64": derivative}}
    return {
        "id": f"activation-{name.replace('_', '-')}{kind}",
        "comment": "",
        "rules": ["DENSE-2" if name in ROWS else "NUM-3"],
        "flags": flags,
        "result": result,
        "function": name,
        "x": x,
        "expected": expected,
        "agreement": worst,
    }


def groups():
    tests = []
    for name in sorted(set(reference.ACTIVATIONS) - set(ROWS)):
        flags = ["ACTIVATION"] + ["FLOAT32_CONSTANT"] * (name in FLOAT32)
        tests.append(activation_test(name, "", sorted(SMOOTH + FINITE.get(name, HUGE)), flags))
    kinks = [
        activation_test(
            name, "-kinks", points, ["KINK"] if name != "celu" else ["KINK_AMBIGUOUS"], "valid" if name != "celu" else "acceptable", judged=False
        )
        for name, points in KINKS.items()
    ]
    rows = [activation_test(name, "", ROW_POINTS, ["SOFTMAX_SHIFT"]) for name in ROWS]
    return [{"name": "numbers", "tests": tests}, {"name": "kinks", "tests": kinks}, {"name": "rows", "tests": rows}]
