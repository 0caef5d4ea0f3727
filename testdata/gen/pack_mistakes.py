"""The mistakes of the kill table. Ids are those of lstm4j's own list (package check) where it has the mistake; what each does is
written here a second time, in NumPy, and a test compares the two."""

import itertools

import numpy as np

KNOWN = {"iofc": "ONNX", "icfo": "Keras 1, TensorFlow 1, WebNN's other layout", "cfoi": "Deeplearning4j", "rzh": "PyTorch and cuDNN"}
GATES = {"LSTM": "ifco", "GRU": "zrh", "SimpleRNN": "h"}
PREFIX = {"LSTM": "", "GRU": "gru-", "SimpleRNN": "rnn-"}


def mistake(id, area, what, mend, edit, kind=None):
    """Made in layers of a kind, or of all kinds."""
    return {"id": id, "area": area, "what": what, "mend": mend, "edit": edit if kind is None else lambda run: edit(run) if run.kind == kind else None}


def word(id, area, what, mend, kind=None):
    """A mistake that pack_lstm.py or pack_gru.py knows by its id."""
    return mistake(id, area, what, mend, lambda run: run.wrong.add(id), kind)


def blocks(w, kind="LSTM"):
    return np.split(w, len(GATES[kind]), -1)


def weights(run, change, *which):
    for name in which or ("kernel", "recurrent_kernel", "bias"):
        if name in run.weights:
            run.weights[name] = change(run.weights[name])


def bias_of(run):
    return run.weights.get("bias", np.zeros(len(GATES[run.kind]) * run.lstm["units"]))


def orders(kind):
    gates = GATES[kind]
    for order in map("".join, itertools.permutations(gates)):
        if order != gates:

            def edit(run, order=order):
                weights(run, lambda w: np.concatenate([blocks(w, kind)[order.index(gate)] for gate in gates], -1))

            what = "gates read in the order " + " ".join(order) + (f" ({KNOWN[order]})" if order in KNOWN else "")
            yield mistake(PREFIX[kind] + "gates-" + order, "cell", what, "exchange the blocks of kernel, recurrent kernel and bias", edit, kind)


def across(w):
    return w.reshape(w.shape[::-1]).T


def layouts(kind):
    gates = GATES[kind]

    def m(id, what, mend, edit):
        return mistake(PREFIX[kind] + id, "cell", what, mend, edit, kind)

    def bias(factor, forget):
        def edit(run):
            u = run.lstm["units"]
            run.weights["bias"] = factor * bias_of(run) + forget * (np.arange(len(gates) * u) // u == 1)

        return edit

    yield m("bias-ignored", "no bias", "add the bias to every pre-activation", bias(0, 0))
    yield m("bias-doubled", "the bias added twice", "put Keras's bias into one of the two biases, zeros into the other", bias(2, 0))
    yield m("bias-halved", "half the bias", "add both halves", bias(0.5, 0))
    if kind == "LSTM":
        yield m("forget-bias-added", "1 added to the forget gate at run time", "Keras has the 1 in its stored bias: add nothing", bias(1, 1))
        yield m("forget-bias-removed", "1 taken off the forget gate's bias", "leave the stored bias alone", bias(1, -1))
    for n, gate in enumerate(gates if len(gates) > 1 else ""):

        def without(run, n=n):
            u = run.lstm["units"]
            run.weights["bias"] = bias_of(run) * (np.arange(len(gates) * u) // u != n)

        def turned(run, n=n):
            weights(run, lambda w: np.concatenate([b.T if k == n else b for k, b in enumerate(blocks(w, kind))], -1), "recurrent_kernel")

        yield m(f"bias-of-{gate}-missing", f"no bias of gate {gate}", "add it", without)
        yield m(f"recurrent-{gate}-transposed", f"recurrent kernel of gate {gate} transposed", "transpose its U by U block", turned)
    yield m(
        "recurrent-transposed",
        "recurrent kernel transposed block by block",
        "transpose each gate's block",
        lambda run: weights(run, lambda w: np.concatenate([b.T for b in blocks(w, kind)], -1), "recurrent_kernel"),
    )
    yield m("kernel-across", "kernel (F, N) read as (N, F)", "transpose it", lambda run: weights(run, across, "kernel"))

    def interleaved(run):
        u, n = run.lstm["units"], len(gates)
        run.weights["bias"] = bias_of(run)
        weights(run, lambda w: w[..., np.arange(n * u) % u * n + np.arange(n * u) // u])

    if len(gates) > 1:
        yield m("recurrent-across", "recurrent kernel (U, N) read as (N, U)", "transpose it", lambda run: weights(run, across, "recurrent_kernel"))
        yield m("gates-interleaved", "columns taken as U blocks of all gates", "columns are a block of U for each gate", interleaved)
    yield m("recurrent-missing", "no recurrent kernel", "multiply h of the step before by it", lambda run: weights(run, lambda w: 0 * w, "recurrent_kernel"))
    yield m("kernel-missing", "no kernel", "multiply x by it", lambda run: weights(run, lambda w: 0 * w, "kernel"))


def gates_by(name):
    return lambda run: run.lstm.update(recurrent_activation=name)


def activation_of(name):
    return lambda run: run.lstm.update(activation=name)


def head():
    def function(name):
        return lambda run: run.dense and run.dense.update(activation=name)

    yield mistake("dense-transposed", "cell", "Dense kernel (F, K) read as (K, F)", "transpose it", lambda run: weights(run, across, "dense/kernel"))
    yield mistake("dense-bias-missing", "cell", "Dense without its bias", "add it", lambda run: weights(run, lambda w: 0 * w, "dense/bias"))
    yield mistake("softmax-missing", "cell", "no activation of the last layer", "apply it", function("linear"))
    yield mistake("softmax-is-sigmoid", "cell", "sigmoid in the last layer", "use the model's function", function("sigmoid"))


def functions():
    lstm = {"kind": "LSTM"}
    mend = "use the recurrent activation of the model"
    for id, name in (("sigmoid", "sigmoid"), ("hard-sigmoid", "hard_sigmoid"), ("hard-sigmoid-2", "hard_sigmoid_2"), ("tanh", "tanh")):
        yield mistake("gates-" + id, "cell", f"{name} for the gates" + (" (Keras 2 and ONNX: x/5)" if id[-1] == "2" else ""), mend, gates_by(name), **lstm)
    for name in ("tanh", "relu", "linear", "softsign", "hard_tanh"):
        yield mistake("activation-" + name, "cell", f"{name} as activation", "use the activation of the model", activation_of(name), **lstm)
    yield word("candidate-sigmoid", "cell", "the gates' function for the candidate", "the candidate takes the activation", **lstm)
    yield word("candidate-linear", "cell", "no function for the candidate", "the candidate takes the activation", **lstm)
    yield word("functions-swapped", "cell", "the activation for the gates", "gates take the recurrent activation", **lstm)
    yield word("output-linear", "cell", "h = o·c", "h = o·φ(c)", **lstm)
    yield word("output-tanh", "cell", "h = o·tanh(c) whatever the activation", "h = o·φ(c)", **lstm)


def equations():
    for id, what, mend in (
        ("coupled-f", "f = 1 − i", "compute both gates"),
        ("coupled-i", "i = 1 − f", "compute both gates"),
        ("input-gate-open", "no input gate", "c = f·c + i·g"),
        ("forget-gate-open", "no forget gate", "c = f·c + i·g"),
        ("output-gate-open", "no output gate", "h = o·φ(c)"),
        ("c-not-carried", "c forgotten from step to step", "carry c as well"),
        ("c-for-h", "c times the recurrent kernel", "z takes h of the step before"),
        ("c-put-out", "c put out", "put out h"),
        ("o-missing-in-output", "φ(c) put out, o·φ(c) carried", "put out h"),
        ("old-c-in-h", "h = o·φ(c of the step before)", "update c first"),
    ):
        yield word(id, "cell", what, mend, "LSTM")
    for limit in (1, 3, 5, 10, 50):
        yield mistake(f"c-clipped-{limit}", "cell", f"c clipped to ±{limit}", "switch clipping off", lambda run, n=limit: setattr(run, "limit_c", n), "LSTM")
        yield mistake(f"z-clipped-{limit}", "cell", f"z clipped to ±{limit}", "switch clipping off", lambda run, n=limit: setattr(run, "limit_z", n), "LSTM")


def all_cells():
    yield word("h-not-carried", "cell", "h forgotten from step to step", "carry h as well")
    yield word("h-one-step-late", "cell", "h of two steps ago", "swap buffers after each step")
    yield word("residual", "cell", "the input added to the output", "leave x out of the output")


def gru():
    def m(id, what, mend, edit):
        return mistake("gru-" + id, "cell", what, mend, edit, "GRU")

    for id, what, mend in (
        ("update-swapped", "h = (1 − z)·h′ + z·g", "h = z·h′ + (1 − z)·g"),
        ("update-missing", "no update gate", "h = z·h′ + (1 − z)·g"),
        ("reset-missing", "no reset gate", "multiply by r"),
        ("reset-elsewhere", "the reset gate at the other place (reset_after)", "set reset_after or linear_before_reset as the model has it"),
        ("bias-outside", "the recurrent bias not multiplied by r", "g = φ(s + r·(b′ + h′·V))"),
        ("candidate-sigmoid", "the gates' function for the candidate", "the candidate takes the activation"),
        ("functions-swapped", "the activation for the gates", "gates take the recurrent activation"),
    ):
        yield word("gru-" + id, "cell", what, mend, "GRU")
    two = lambda run: "bias" in run.weights and run.weights["bias"].ndim == 2

    def row_missing(n):
        def edit(run):
            if two(run):
                run.weights["bias"] = run.weights["bias"] * (np.arange(2)[:, None] != n)
            elif n == 0:
                run.weights["bias"] = 0 * bias_of(run)

        return edit

    def swapped(run):
        if two(run):
            run.weights["bias"] = run.weights["bias"][::-1]

    yield m("recurrent-bias-missing", "no recurrent bias", "the bias has two rows: add both", row_missing(1))
    yield m("input-bias-missing", "no input bias", "the bias has two rows: add both", row_missing(0))
    yield m("biases-swapped", "the two biases exchanged", "row 0 is the input's", swapped)
    for id, name in (("sigmoid", "sigmoid"), ("hard_sigmoid", "hard_sigmoid"), ("hard_sigmoid-2", "hard_sigmoid_2")):
        yield m("gates-" + id, f"{name} for the gates" + (" (Keras 2 and ONNX: x/5)" if id[-1] == "2" else ""), "use the recurrent activation of the model", gates_by(name))
    for name in ("tanh", "relu", "linear", "softsign"):
        yield m("activation-" + name, f"{name} as activation", "use the activation of the model", activation_of(name))


def simple_rnn():
    for name in ("tanh", "relu", "linear", "sigmoid"):
        yield mistake("rnn-activation-" + name, "cell", f"{name} as activation", "use the activation of the model", activation_of(name), "SimpleRNN")


def time():
    def m(id, what, mend, edit):
        return mistake(id, "sequence", what, mend, edit)

    def outputs(change):
        def after(run):
            def edit(out):
                for name in ("output", "h"):
                    if name == "h" or run.lstm.get("return_sequences"):
                        out[name] = change(out[name])

            run.after.append(edit)

        return after

    def x(change):
        return lambda run: setattr(run, "x", change(run.x))

    def other_end(run):
        run.lstm["go_backwards"] = not run.lstm.get("go_backwards", False)

    def batch_is_time(run):
        rows = len(run.x)
        run.x, run.mask = run.x.transpose(1, 0, 2), None
        run.h0 = run.c0 = np.zeros((len(run.x), run.lstm["units"]))

        def turned(out):
            for name, a in out.items():
                out[name] = np.swapaxes(a, 1, 2) if a.ndim == 4 and a.shape[1] > 1 and a.shape[2] == rows > 1 else a

        run.after.append(turned)

    def reshaped(a):
        return a.reshape(a.shape[1], a.shape[0], a.shape[2]).transpose(1, 0, 2)

    begin, end = "the first output is that of the first step", "loop over all steps"
    yield m("backwards", "the sequence read from the other end", "read in the model's direction", other_end)
    yield m("outputs-turned", "outputs in reverse order", "leave outputs in the order in which they are made", outputs(lambda a: a[:, :, ::-1]))
    yield m("outputs-late", "outputs one step late", begin, outputs(lambda a: np.concatenate([0 * a[:, :, :1], a[:, :, :-1]], 2)))
    yield m("outputs-early", "outputs one step early", begin, outputs(lambda a: np.concatenate([a[:, :, 1:], a[:, :, -1:]], 2)))
    yield m("first-step-skipped", "begins with the second step", "begin with step 0", x(lambda a: a[:, min(1, a.shape[1] - 1) :]))
    yield m("last-step-skipped", "ends one step early", "end with step T − 1", x(lambda a: a[:, : max(1, a.shape[1] - 1)]))
    yield m("first-step-only", "ends after the first step", end, x(lambda a: a[:, :1]))
    yield m("input-not-moving", "reads the first step again and again", "read x of each step", x(lambda a: a[:, :1].repeat(a.shape[1], 1)))
    yield m("batch-is-time", "the batch taken for the time", "exchange the axes", batch_is_time)
    yield m("reshaped", "(B, T, F) memory read as (T, B, F)", "transpose, do not reshape", x(reshaped))
    yield m("features-by-time", "(T, F) of each sample read as (F, T)", "features are the last axis", x(lambda a: a.reshape(len(a), a.shape[2], a.shape[1]).swapaxes(1, 2)))
    yield m("features-turned", "features in reverse order", "keep the order of features", x(lambda a: a[:, :, ::-1]))


def states():
    def m(id, what, mend, edit, kind=None):
        return mistake(id, "sequence", what, mend, edit, kind)

    def set_states(change):
        def edit(run):
            run.h0, run.c0 = change(run.h0, run.c0)

        return edit

    def final(run):
        run.after.append(lambda out: out.update(h_n=out["c_n"], c_n=out["h_n"]))

    first = lambda a: a[:1].repeat(len(a), 0)
    yield m("states-swapped", "h0 and c0 exchanged", "exchange the two", set_states(lambda h, c: (c, h)), "LSTM")
    yield m("states-ignored", "zeros instead of h0 and c0", "begin with the given state", set_states(lambda h, c: (0 * h, 0 * c)))
    yield m("h0-ignored", "zeros instead of h0", "begin with the given h", set_states(lambda h, c: (0 * h, c)), "LSTM")
    yield m("c0-ignored", "zeros instead of c0", "begin with the given c", set_states(lambda h, c: (h, 0 * c)), "LSTM")
    yield word("state-leaks", "sequence", "each row begins with the final state of the row before", "begin every row with its own state")
    yield m("state-of-first-row", "all rows begin with the state of the first", "each row has its own state", set_states(lambda h, c: (first(h), first(c))))
    yield m("final-states-swapped", "final h and c exchanged", "exchange the two", final, "LSTM")


def masked():
    for id, what, mend in (
        ("mask-ignored", "the mask ignored", "skip masked steps"),
        ("mask-zeroes-x", "masked steps computed with x = 0", "hold h and c"),
        ("mask-zeroes-y", "outputs of masked steps 0", "Keras repeats the output before, unless zero_output_for_mask"),
        ("mask-clears-state", "h and c cleared at a masked step", "hold h and c"),
        ("mask-holds-h-only", "h held, c not", "hold both"),
        ("mask-holds-c-only", "c held, h not", "hold both"),
        ("mask-not-turned", "go_backwards reads the mask forwards", "mask and input go together"),
        ("zero-output-ignored", "outputs repeated in spite of zero_output_for_mask", "put out zeros"),
    ):
        yield word(id, "sequence", what, mend, "LSTM" if id.startswith("mask-holds") else None)


ANY = {"dh-not-carried", "truncated", "last-output-only", "output-replaces-dh", "candidate-slope", "dv-by-new-h", "dx-missing", "mask-ignored-backward", "mask-stops-gradient"}


def backward():
    def factor(id, what, count):
        return mistake(id, "gradient", "gradients " + what, "the loss is a mean", lambda run: setattr(run, "factor", count(run)))

    yield factor("gradient-by-b", "divided by B once more", lambda run: 1 / len(run.x))
    yield factor("gradient-by-t", "divided by T", lambda run: 1 / run.x.shape[1])
    yield factor("gradient-by-bt", "divided by B·T", lambda run: 1 / len(run.x) / run.x.shape[1])
    yield factor("gradient-times-b", "summed over B", lambda run: len(run.x))
    yield factor("gradient-times-t", "summed over T", lambda run: run.x.shape[1])
    yield factor("gradient-halved", "without the 2 of the square", lambda run: 0.5)
    yield factor("gradient-doubled", "with a 2 too many", lambda run: 2)
    yield factor("gradient-negative", "with the wrong sign", lambda run: -1)
    yield factor("gradient-times-k", "summed over the outputs", lambda run: run.dense["units"] if run.dense else run.lstm["units"])
    for id, what, mend in (
        ("dc-not-carried", "dc not carried to the step before", "dc·f goes to the step before"),
        ("dc-without-f", "dc carried without f", "dc·f goes to the step before"),
        ("dh-not-carried", "dh not carried to the step before", "dz·Vᵀ goes to the step before"),
        ("truncated", "gradients of two steps only", "go back to the first step"),
        ("last-output-only", "outputs before the last give nothing", "add dy of each step to dh"),
        ("output-replaces-dh", "dy replaces the carried dh", "add the two"),
        ("slope-by-h", "1 − h² for 1 − tanh(c)²", "take the slope at c"),
        ("dc-without-o", "o missing in dc", "dc += dh·o·φ'(c)"),
        ("dc-without-slope", "φ'(c) missing in dc", "dc += dh·o·φ'(c)"),
        ("di-without-g", "g missing in di", "di = dc·g"),
        ("dg-without-i", "i missing in dg", "dg = dc·i"),
        ("di-df-swapped", "di and df exchanged", "di = dc·g, df = dc·c before"),
        ("df-by-new-c", "df with the new c", "df = dc·c of the step before"),
        ("do-by-c", "do with c for φ(c)", "do = dh·φ(c)"),
        ("gate-slope", "s for s·(1 − s)", "multiply by 1 − s"),
        ("candidate-slope", "slope of g missing", "dz = dg·(1 − g²)"),
        ("dv-by-new-h", "recurrent kernel's gradient with the new h", "h of the step before times dz"),
        ("kernels-last-step", "kernels' gradients of the last step alone", "sum over all steps"),
        ("bias-last-step", "bias's gradient of the last step alone", "sum over all steps"),
        ("dx-missing", "nothing goes back into the input", "dx = dz·Wᵀ"),
        ("dx-gates-swapped", "dx with the blocks of i and f exchanged", "dx = dz·Wᵀ"),
        ("dc0-without-f", "f missing in the gradient of c0", "dc0 = dc·f of the first step"),
        ("gru-dh-without-z", "dh·z does not go to the step before", "dh′ = dh·z + dq·Vᵀ"),
        ("gru-dz-negative", "dz with the wrong sign", "dz = dh·(h′ − g)"),
        ("gru-dg-by-z", "dg multiplied by z", "dg = dh·(1 − z)"),
        ("gru-dq-without-r", "r missing behind the candidate", "dq = ds·r"),
        ("gru-dr-missing", "nothing goes through the reset gate", "dr = ds·q"),
        ("mask-ignored-backward", "masked steps counted backward", "skip masked steps backward too"),
        ("mask-stops-gradient", "gradients end at a masked step", "hand dh and dc on unchanged"),
        ("dh0-dc0-swapped", "gradients of h0 and c0 exchanged", "exchange them"),
    ):
        yield word(id, "gradient", what, mend, None if id in ANY else "GRU" if id.startswith("gru-") else "LSTM")
    for id, count in (("ignored", 0.0), ("halved", 0.5), ("doubled", 2.0)):
        yield mistake("penalty-" + id, "gradient", f"the penalty's gradient times {count:g}", "its derivative is 2λw", lambda run, n=count: setattr(run, "penalty", n))


def update():
    for id, what in (
        ("adam-epsilon-beside-corrected-root", "Adam's epsilon beside the corrected root (PyTorch)"),
        ("adam-epsilon-inside", "Adam's epsilon inside the root"),
        ("adam-uncorrected", "Adam's means not corrected"),
        ("adam-betas-swapped", "Adam's betas exchanged"),
        ("adam-amsgrad-ignored", "amsgrad ignored"),
        ("rmsprop-epsilon-outside", "RMSprop's epsilon outside the root (PyTorch)"),
        ("rmsprop-starts-at-one", "RMSprop's mean begins at 1 (TensorFlow 1)"),
        ("momentum-ignored", "momentum ignored"),
        ("momentum-damped", "the gradient times 1 − momentum"),
        ("nesterov-ignored", "nesterov ignored"),
        ("nesterov-always", "Nesterov's step unasked"),
        ("uphill", "steps uphill"),
        ("clip-ignored", "gradients not clipped"),
        ("clip-per-tensor", "clipped array by array"),
        ("clip-global", "clipped by the norm of all"),
        ("clip-adds-epsilon", "1e-6 added to the norm (PyTorch)"),
    ):
        yield word(id, "update", what, "Keras's equation is in chapter 11")


def all_mistakes():
    others = [*orders("GRU"), *layouts("GRU"), *gru(), *layouts("SimpleRNN"), *simple_rnn()]
    return [*orders("LSTM"), *layouts("LSTM"), *head(), *functions(), *equations(), *all_cells(), *others, *time(), *states(), *masked(), *backward(), *update()]
