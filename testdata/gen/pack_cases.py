"""The cases of the conformance pack: what each computes and which arrays are compared. All numbers of weights and data are float32."""

import numpy as np

from draw import Numbers
from pack_gru import pack_lstm

KEPT = pack_lstm.KEPT
BLOCKS = {"LSTM": 4, "GRU": 3, "SimpleRNN": 1}

STATES = ["output", "h_n", "c_n"]
TAPS = [*"zifgoch"]
WEIGHTS = ["d_kernel", "d_recurrent_kernel", "d_bias"]


def case(id, group, what, shape, units, scale=0.9, x_scale=2.0, x=None, mask=None, states=0.0, dense=None, want=("output",), edit=None, label_scale=1.5, kind="LSTM", **config):
    """B, T, F = shape. `states` is the size of h0 and c0, `dense` (units, activation), `edit` changes the drawn weights."""
    numbers = Numbers(f"pack-{group}-{shape}-{units}")  # cases of one size share weights and data
    rows, steps, features = shape
    training = {k: config.pop(k) for k in ("loss", "optimizer", "steps", "l2", "tiny") if k in config}
    columns = BLOCKS[kind] * units
    weights = {"kernel": numbers.array(features, columns, scale=scale), "recurrent_kernel": numbers.array(units, columns, scale=scale)}
    if config.get("use_bias", True):
        rows_of_bias = (2,) if kind == "GRU" and config.get("reset_after", True) else ()
        weights["bias"] = numbers.array(*rows_of_bias, columns, scale=scale)
    if dense:
        weights["dense/kernel"], weights["dense/bias"] = numbers.array(units, dense[0], scale=1.2), numbers.array(dense[0], scale=0.9)
    data = numbers.array(rows, steps, features, scale=x_scale)
    if x:
        data = np.asarray(x(data), "float32")
    one = {"id": id, "group": group, "what": what, "lstm": {"units": units, "return_sequences": True, **config}, "weights": weights, "x": data}
    one["kind"] = kind
    one["weights"] = weights if edit is None else edit(weights)
    one["want"] = list(want) + [n for n in ("dense/d_kernel", "dense/d_bias") if dense and "d_kernel" in want]
    if mask is not None:
        one["mask"] = np.array([[c == "1" for c in row] for row in mask.split()])
    if states:
        one["h0"] = np.asarray(numbers.array(rows, units, scale=0.9), "float32")
        if kind == "LSTM":
            one["c0"] = np.asarray(numbers.array(rows, units, scale=states), "float32")
    if dense:
        one["dense"] = {"units": dense[0], "activation": dense[1]}
    if training.get("loss"):
        width = dense[0] if dense else units
        shape = (rows, steps, width) if one["lstm"]["return_sequences"] else (rows, width)
        cross = training["loss"] == "categorical_crossentropy"
        one["labels"] = numbers.one_hot(width, *shape[:-1]) if cross else np.asarray(numbers.array(*shape) * label_scale, "float32")
    one.update(training)
    return one


def without_bias(weights):
    return {**weights, "bias": 0 * weights["bias"]}


def forward():
    c = case
    return [
        c("forward", "forward", "every number of every step of a layer", (3, 5, 4), 3, want=STATES + TAPS),
        c("forward-last", "forward", "the last output alone", (4, 6, 2), 5, return_sequences=False),
        c("forward-square", "forward", "B = T and F = U: what is exchanged or transposed has the right shape", (4, 4, 3), 3),
        c("forward-no-bias", "forward", "use_bias=False", (2, 4, 3), 4, use_bias=False),
        c("forward-backwards", "forward", "go_backwards: outputs in the order of processing", (2, 5, 3), 4, go_backwards=True),
        c("forward-hard-sigmoid", "forward", "recurrent_activation hard_sigmoid, relu6(x + 3) / 6", (3, 4, 3), 3, 1.6, recurrent_activation="hard_sigmoid"),
        c("forward-relu", "forward", "activation relu: |z| and |c| beyond 50", (3, 6, 3), 4, 6.0, 9.0, activation="relu"),
        c("forward-hard-sigmoid-last", "forward", "the same, last output", (2, 3, 4), 2, 1.6, recurrent_activation="hard_sigmoid", return_sequences=False),
        c("forward-relu-last", "forward", "activation relu, last output", (4, 5, 2), 3, 6.0, 30.0, activation="relu", return_sequences=False),
        c("forward-softsign", "forward", "activation softsign", (2, 5, 2), 3, 1.4, activation="softsign"),
        c("forward-softmax", "forward", "a Dense layer with softmax behind", (4, 5, 3), 4, dense=(3, "softmax"), return_sequences=False),
        c("forward-dense", "forward", "a linear Dense layer at every step", (2, 4, 3), 3, dense=(5, "linear")),
    ]


def states():
    c = case
    return [
        c("states", "states", "begins with h0 and c0", (3, 4, 2), 3, states=1.8, want=STATES),
        c("states-last", "states", "begins with h0 and c0, returns the last output", (4, 3, 3), 2, states=2.5, return_sequences=False, want=STATES),
        c("states-large", "states", "c0 up to 100: tanh(c) is 1, c is not", (3, 5, 2), 4, states=100.0, want=STATES),
        c("states-backwards", "states", "h0 and c0 belong to the step that is processed first", (2, 4, 3), 3, states=1.8, go_backwards=True, want=STATES),
    ]


def masks():
    ragged = "111111 111100 001111 110011 000000"
    c = case
    return [
        c("masks", "masks", "used steps first, last, around a hole, none", (5, 6, 3), 3, mask=ragged, want=STATES),
        c("masks-last", "masks", "the output of the last used step", (5, 6, 2), 4, mask=ragged, return_sequences=False, want=STATES),
        c("masks-states", "masks", "a mask, and states to begin with", (5, 6, 3), 2, mask=ragged, states=1.8, want=STATES),
        c("masks-zero-output", "masks", "zero_output_for_mask", (5, 6, 2), 3, mask=ragged, zero_output_for_mask=True, want=STATES),
        c("masks-zero-output-states", "masks", "zero_output_for_mask, and states to begin with", (4, 5, 3), 3, mask="11101 01111 10011 11110", states=1.8, zero_output_for_mask=True, want=STATES),
        c("masks-backwards", "masks", "go_backwards reads the mask backwards too", (5, 6, 3), 3, mask=ragged, go_backwards=True, want=STATES),
        c("masks-backwards-last", "masks", "the same, last output", (5, 6, 2), 3, mask=ragged, go_backwards=True, return_sequences=False, want=STATES),
    ]


def gradients():
    c, every, state = case, ["loss", "output", *WEIGHTS, "d_input"], ["d_h0", "d_c0"]
    return [
        c("gradients", "gradients", "mean squared error over all steps", (3, 4, 2), 3, loss="mse", want=every),
        c("gradients-last", "gradients", "the loss of the last output", (2, 5, 3), 4, loss="mse", want=every, return_sequences=False),
        c("gradients-states", "gradients", "derivatives by h0 and c0", (3, 4, 2), 3, loss="mse", states=1.8, want=every + state),
        c("gradients-one-row", "gradients", "one sample, states", (1, 6, 3), 3, loss="mse", states=1.8, want=every + state),
        c("gradients-mask", "gradients", "masked steps hand dh and dc on", (4, 5, 3), 3, loss="mse", mask="11111 11100 01101 10110", want=every, return_sequences=False),
        c(
            "gradients-mask-states",
            "gradients",
            "the same with states",
            (3, 5, 2),
            4,
            loss="mse",
            mask="11010 01111 10001",
            states=1.8,
            want=every + state,
            return_sequences=False,
        ),
        c(
            "gradients-softmax",
            "gradients",
            "cross-entropy of a Dense layer with softmax",
            (4, 5, 3),
            4,
            loss="categorical_crossentropy",
            dense=(3, "softmax"),
            want=every,
            return_sequences=False,
        ),
        c("gradients-dense", "gradients", "mean squared error of a Dense layer at every step", (2, 4, 3), 3, loss="mse", dense=(2, "linear"), want=every),
        c("gradients-l2", "gradients", "an L2 penalty on both kernels: λ Σ w²", (3, 4, 2), 3, loss="mse", l2=2.0**-5, want=every),
    ]


def training():
    c, after = case, ["loss", "kernel", "recurrent_kernel", "bias"]
    sgd = lambda **more: {"class_name": "SGD", "config": {"learning_rate": 0.25, **more}}
    rms = lambda **more: {"class_name": "RMSprop", "config": {"learning_rate": 2.0**-6, "rho": 0.875, "epsilon": 2.0**-20, **more}}
    adam = lambda **more: {"class_name": "Adam", "config": {"learning_rate": 2.0**-5, "beta_1": 0.875, "beta_2": 0.984375, "epsilon": 2.0**-20, **more}}

    def t(id, what, optimizer, shape=(3, 4, 2), units=3, **more):
        return c("training-" + id, "training", what, shape, units, loss="mse", optimizer=optimizer, want=after, **{"steps": 3, **more})

    small = {"x_scale": 2.0**-8}
    tiny = {"x_scale": 0.0625, "label_scale": 2.0**-6, "edit": without_bias}
    return [
        t("sgd", "three steps of SGD", sgd()),
        t("momentum", "SGD with momentum", sgd(momentum=0.875)),
        t("momentum-last", "the same, last output", sgd(momentum=0.5), (2, 3, 3), 2, return_sequences=False),
        t("nesterov", "SGD with Nesterov's momentum", sgd(momentum=0.875, nesterov=True)),
        t("nesterov-one-row", "the same, one sample", sgd(momentum=0.5, nesterov=True), (1, 5, 3), 3),
        t("rmsprop", "RMSprop: epsilon inside the root", rms()),
        t("rmsprop-momentum", "RMSprop with momentum", rms(momentum=0.5), (2, 3, 3), 2),
        t("adam", "Adam: epsilon beside the root that is not corrected", adam()),
        t("adam-large-epsilon", "Adam with an epsilon of 1/64", adam(epsilon=2.0**-6), (2, 3, 3), 2),
        t("adam-amsgrad", "Adam with amsgrad, while gradients shrink", adam(amsgrad=True, beta_2=0.5, learning_rate=0.25), steps=5),
        t("adam-amsgrad-last", "the same, last output", adam(amsgrad=True, beta_2=0.5, learning_rate=0.25), (2, 3, 3), 3, steps=5, return_sequences=False),
        t("clipnorm", "every array clipped by its own norm", sgd(clipnorm=2.0**-6, learning_rate=8.0)),
        t("clipnorm-small", "the same of small gradients", sgd(clipnorm=2.0**-14, learning_rate=1024.0), (2, 3, 3), 2, **tiny),
        t("global-clipnorm", "all arrays clipped by the norm of all", sgd(global_clipnorm=2.0**-6, learning_rate=8.0)),
        t("global-clipnorm-small", "the same of small gradients", sgd(global_clipnorm=2.0**-14, learning_rate=1024.0), (1, 5, 3), 3, **tiny),
        t("l2", "SGD with an L2 penalty", sgd(), l2=2.0**-5),
        t("small-gradients", "Adam where gradients are not far from epsilon", adam(epsilon=2.0**-12), **small),
    ]


def broken(x):
    x[1, 2, 0] = np.nan
    x[2, 1, 1] = np.inf
    return x


def edges():
    c = case

    def zeros(x):
        x[0] *= 0
        x[1, ::2] *= -0.0
        return x

    return [
        c("edges-one-step", "edges", "T = 1", (3, 1, 4), 3),
        c("edges-one-row", "edges", "B = 1", (1, 6, 2), 4),
        c("edges-one", "edges", "B = T = F = U = 1", (1, 1, 1), 1, states=1.8),
        c("edges-saturated", "edges", "|z| up to some hundred: gates are 0 and 1, exp overflows", (3, 5, 3), 4, 40.0, 9.0),
        c("edges-subnormal", "edges", "numbers below the normal ones, which flush-to-zero loses", (2, 4, 3), 3, x=lambda x: x * 2.0**-130, edit=without_bias, tiny=KEPT),
        c("edges-zero", "edges", "rows of 0 and −0", (3, 4, 2), 3, x=zeros, edit=without_bias),
        c("edges-nan-row", "edges", "a NaN and an infinity: no other row knows of it", (4, 5, 3), 3, x=broken),
    ]


def others(kind, group, shown):
    """The cases of another kind of recurrent layer."""
    ragged, after = "111111 111100 001111 110011 000000", ["loss", "kernel", "recurrent_kernel", "bias"]
    every = ["loss", "output", *WEIGHTS, "d_input"]
    sgd = {"class_name": "SGD", "config": {"learning_rate": 0.25, "momentum": 0.5}}
    ends = ["output", "h_n"]

    def c(id, what, shape, units, *more, **options):
        return case(id and f"{group}-{id}" or group, group, what, shape, units, *more, **{"kind": kind, **options})

    return [
        c("", "every number of every step of a layer", (3, 5, 4), 3, want=[*ends, *shown]),
        c("last", "the last output alone", (4, 6, 2), 5, return_sequences=False),
        c("square", "B = T and F = U: what is exchanged or transposed has the right shape", (4, 4, 3), 3),
        c("no-bias", "use_bias=False", (2, 4, 3), 4, use_bias=False),
        c("backwards", "go_backwards: outputs in the order of processing", (2, 5, 3), 4, go_backwards=True),
        c("relu", "activation relu", (3, 6, 3), 4, activation="relu"),
        c("relu-last", "the same, last output", (2, 4, 3), 4, activation="relu", return_sequences=False),
        c("dense", "a linear Dense layer at every step", (2, 4, 3), 3, dense=(5, "linear")),
        c("states", "begins with h0", (3, 4, 2), 3, states=1.8, want=ends),
        c("states-last", "begins with h0, returns the last output", (4, 3, 3), 2, states=1.8, return_sequences=False, want=ends),
        c("masks", "used steps first, last, around a hole, none", (5, 6, 3), 3, mask=ragged, want=ends),
        c("masks-last", "the output of the last used step, read backwards", (5, 6, 2), 4, mask=ragged, go_backwards=True, return_sequences=False, want=ends),
        c("masks-zero-output", "zero_output_for_mask, and states to begin with", (5, 6, 2), 3, mask=ragged, states=1.8, zero_output_for_mask=True, want=ends),
        c("gradients", "mean squared error over all steps", (3, 4, 2), 3, loss="mse", states=1.8, want=[*every, "d_h0"]),
        c("gradients-last", "the loss of the last output, masked", (4, 5, 3), 4, loss="mse", mask="11111 11100 01101 10110", return_sequences=False, want=every),
        c("training", "three steps of SGD with momentum", (3, 4, 2), 3, loss="mse", optimizer=sgd, steps=3, want=after),
        c("one-step", "T = 1", (3, 1, 4), 3),
        c("nan-row", "a NaN and an infinity: no other row knows of it", (4, 5, 3), 3, x=broken),
    ]


def gru():
    """What only a GRU has: the place of its reset gate, hard gates."""

    def c(id, what, shape, units, *more, **options):
        return case("gru-" + id, "gru", what, shape, units, *more, kind="GRU", **options)

    return [
        *others("GRU", "gru", "zrgh"),
        c("reset-before", "reset_after=False: r multiplies h, not the product", (3, 5, 4), 3, reset_after=False, want=["output", "h_n", *"zrgh"]),
        c("reset-before-last", "the same, last output", (2, 4, 3), 4, reset_after=False, return_sequences=False),
        c("hard-sigmoid", "recurrent_activation hard_sigmoid, relu6(x + 3) / 6", (3, 4, 3), 3, 1.6, recurrent_activation="hard_sigmoid"),
        c("hard-sigmoid-last", "the same, last output", (2, 3, 4), 2, 1.6, recurrent_activation="hard_sigmoid", return_sequences=False),
    ]


def all_cases():
    return [*forward(), *states(), *masks(), *gradients(), *training(), *edges(), *gru(), *others("SimpleRNN", "rnn", "zh")]


CHAIN = {"seed": 2026, "steps": 100_000, "checkpoints": [1, 10, 100, 1000, 10_000, 100_000], "features": 2, "units": 4}


def chain_weights():
    """Small, so that an error fades: the first-order bound must not grow over 100,000 steps."""
    numbers = Numbers("pack-chain")
    u = CHAIN["units"]
    return {
        "kernel": numbers.array(CHAIN["features"], 4 * u, scale=0.7),
        "recurrent_kernel": numbers.array(u, 4 * u, scale=0.5),
        "bias": numbers.array(4 * u, scale=0.6),
    }


def generator(seed):
    """The published generator: float32 numbers in [−1, 1), exact in every language with 64-bit integers."""
    state = seed
    while True:
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        yield (state >> 40) / 2**23 - 1
