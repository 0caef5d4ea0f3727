"""The mistakes of the kill table. Ids are those of lstm4j's own list (package check) where it has the mistake; what each does is
written here a second time, in NumPy, and a test compares the two."""

import itertools

import numpy as np

KNOWN = {"iofc": "ONNX", "icfo": "Keras 1, TensorFlow 1, WebNN's other layout", "cfoi": "Deeplearning4j"}


def mistake(id, area, what, mend, edit):
    return {"id": id, "area": area, "what": what, "mend": mend, "edit": edit}


def word(id, area, what, mend):
    """A mistake that pack_lstm.py knows by its id."""
    return mistake(id, area, what, mend, lambda run: run.wrong.add(id))


def blocks(w):
    return np.split(w, 4, -1)


def weights(run, change, *which):
    for name in which or ("kernel", "recurrent_kernel", "bias"):
        if name in run.weights:
            run.weights[name] = change(run.weights[name])


def bias_of(run):
    return run.weights.get("bias", np.zeros(4 * run.lstm["units"]))


def orders():
    for order in map("".join, itertools.permutations("ifco")):
        if order != "ifco":

            def edit(run, order=order):
                weights(run, lambda w: np.concatenate([blocks(w)[order.index(gate)] for gate in "ifco"], -1))

            what = "gates read in the order " + " ".join(order) + (f" ({KNOWN[order]})" if order in KNOWN else "")
            yield mistake("gates-" + order, "cell", what, "exchange the four blocks of kernel, recurrent kernel and bias", edit)


def layouts():
    def m(id, what, mend, edit):
        return mistake(id, "cell", what, mend, edit)

    def bias(factor, forget):
        def edit(run):
            u = run.lstm["units"]
            run.weights["bias"] = factor * bias_of(run) + forget * (np.arange(4 * u) // u == 1)

        return edit

    across = lambda w: w.reshape(w.shape[::-1]).T
    yield m("bias-ignored", "no bias", "add the bias to every pre-activation", bias(0, 0))
    yield m("bias-doubled", "the bias added twice", "put Keras's bias into one of the two biases, zeros into the other", bias(2, 0))
    yield m("bias-halved", "half the bias", "add both halves", bias(0.5, 0))
    yield m("forget-bias-added", "1 added to the forget gate at run time", "Keras has the 1 in its stored bias: add nothing", bias(1, 1))
    yield m("forget-bias-removed", "1 taken off the forget gate's bias", "leave the stored bias alone", bias(1, -1))
    for n, gate in enumerate("ifco"):

        def without(run, n=n):
            u = run.lstm["units"]
            run.weights["bias"] = bias_of(run) * (np.arange(4 * u) // u != n)

        def turned(run, n=n):
            weights(run, lambda w: np.concatenate([b.T if k == n else b for k, b in enumerate(blocks(w))], -1), "recurrent_kernel")

        yield m(f"bias-of-{gate}-missing", f"no bias of gate {gate}", "add it", without)
        yield m(f"recurrent-{gate}-transposed", f"recurrent kernel of gate {gate} transposed", "transpose its U by U block", turned)
    yield m(
        "recurrent-transposed",
        "recurrent kernel transposed block by block",
        "transpose each gate's block",
        lambda run: weights(run, lambda w: np.concatenate([b.T for b in blocks(w)], -1), "recurrent_kernel"),
    )
    yield m("recurrent-across", "recurrent kernel (U, 4U) read as (4U, U)", "transpose it", lambda run: weights(run, across, "recurrent_kernel"))
    yield m("kernel-across", "kernel (F, 4U) read as (4U, F)", "transpose it", lambda run: weights(run, across, "kernel"))

    def interleaved(run):
        u = run.lstm["units"]
        run.weights["bias"] = bias_of(run)
        weights(run, lambda w: w[..., np.arange(4 * u) % u * 4 + np.arange(4 * u) // u])

    yield m("gates-interleaved", "columns taken as U blocks of four gates", "columns are four blocks of U units", interleaved)
    yield m("recurrent-missing", "no recurrent kernel", "multiply h of the step before by it", lambda run: weights(run, lambda w: 0 * w, "recurrent_kernel"))
    yield m("kernel-missing", "no kernel", "multiply x by it", lambda run: weights(run, lambda w: 0 * w, "kernel"))
    yield m("dense-transposed", "Dense kernel (F, K) read as (K, F)", "transpose it", lambda run: weights(run, across, "dense/kernel"))
    yield m("dense-bias-missing", "Dense without its bias", "add it", lambda run: weights(run, lambda w: 0 * w, "dense/bias"))


def functions():
    def gates(name):
        return lambda run: run.lstm.update(recurrent_activation=name)

    def activation(name):
        return lambda run: run.lstm.update(activation=name)

    def head(name):
        return lambda run: run.dense and run.dense.update(activation=name)

    mend = "use the recurrent activation of the model"
    for id, name in (("sigmoid", "sigmoid"), ("hard-sigmoid", "hard_sigmoid"), ("hard-sigmoid-2", "hard_sigmoid_2"), ("tanh", "tanh")):
        yield mistake("gates-" + id, "cell", f"{name} for the gates" + (" (Keras 2 and ONNX: x/5)" if id[-1] == "2" else ""), mend, gates(name))
    for name in ("tanh", "relu", "linear", "softsign", "hard_tanh"):
        yield mistake("activation-" + name, "cell", f"{name} as activation", "use the activation of the model", activation(name))
    yield word("candidate-sigmoid", "cell", "the gates' function for the candidate", "the candidate takes the activation")
    yield word("candidate-linear", "cell", "no function for the candidate", "the candidate takes the activation")
    yield word("functions-swapped", "cell", "the activation for the gates", "gates take the recurrent activation")
    yield word("output-linear", "cell", "h = o·c", "h = o·φ(c)")
    yield word("output-tanh", "cell", "h = o·tanh(c) whatever the activation", "h = o·φ(c)")
    yield mistake("softmax-missing", "cell", "no activation of the last layer", "apply it", head("linear"))
    yield mistake("softmax-is-sigmoid", "cell", "sigmoid in the last layer", "use the model's function", head("sigmoid"))


def equations():
    for id, what, mend in (
        ("coupled-f", "f = 1 − i", "compute both gates"),
        ("coupled-i", "i = 1 − f", "compute both gates"),
        ("input-gate-open", "no input gate", "c = f·c + i·g"),
        ("forget-gate-open", "no forget gate", "c = f·c + i·g"),
        ("output-gate-open", "no output gate", "h = o·φ(c)"),
        ("c-not-carried", "c forgotten from step to step", "carry c as well"),
        ("h-not-carried", "h forgotten from step to step", "carry h as well"),
        ("c-for-h", "c times the recurrent kernel", "z takes h of the step before"),
        ("h-one-step-late", "h of two steps ago", "swap buffers after each step"),
        ("c-put-out", "c put out", "put out h"),
        ("o-missing-in-output", "φ(c) put out, o·φ(c) carried", "put out h"),
        ("old-c-in-h", "h = o·φ(c of the step before)", "update c first"),
        ("residual", "the input added to the output", "leave x out of the output"),
    ):
        yield word(id, "cell", what, mend)
    for limit in (1, 3, 5, 10, 50):
        yield mistake(f"c-clipped-{limit}", "cell", f"c clipped to ±{limit}", "switch clipping off", lambda run, n=limit: setattr(run, "limit_c", n))
        yield mistake(f"z-clipped-{limit}", "cell", f"z clipped to ±{limit}", "switch clipping off", lambda run, n=limit: setattr(run, "limit_z", n))


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
    def m(id, what, mend, edit):
        return mistake(id, "sequence", what, mend, edit)

    def set_states(change):
        def edit(run):
            run.h0, run.c0 = change(run.h0, run.c0)

        return edit

    def final(run):
        run.after.append(lambda out: out.update(h_n=out["c_n"], c_n=out["h_n"]))

    first = lambda a: a[:1].repeat(len(a), 0)
    yield m("states-swapped", "h0 and c0 exchanged", "exchange the two", set_states(lambda h, c: (c, h)))
    yield m("states-ignored", "zeros instead of h0 and c0", "begin with the given state", set_states(lambda h, c: (0 * h, 0 * c)))
    yield m("h0-ignored", "zeros instead of h0", "begin with the given h", set_states(lambda h, c: (0 * h, c)))
    yield m("c0-ignored", "zeros instead of c0", "begin with the given c", set_states(lambda h, c: (h, 0 * c)))
    yield word("state-leaks", "sequence", "each row begins with the final state of the row before", "begin every row with its own state")
    yield m("state-of-first-row", "all rows begin with the state of the first", "each row has its own state", set_states(lambda h, c: (first(h), first(c))))
    yield m("final-states-swapped", "final h and c exchanged", "exchange the two", final)


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
        yield word(id, "sequence", what, mend)


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
        ("mask-ignored-backward", "masked steps counted backward", "skip masked steps backward too"),
        ("mask-stops-gradient", "gradients end at a masked step", "hand dh and dc on unchanged"),
        ("dh0-dc0-swapped", "gradients of h0 and c0 exchanged", "exchange them"),
    ):
        yield word(id, "gradient", what, mend)
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
    return [*orders(), *layouts(), *functions(), *equations(), *time(), *states(), *masked(), *backward(), *update()]
