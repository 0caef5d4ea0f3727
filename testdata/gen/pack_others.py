"""How many of the pack's mistakes in outputs, states and masks of an LSTM layer other people's vectors let pass, by the tolerances
they use: python pack_others.py. Written down from onnx 1.23.2 (backend test cases of the node LSTM, but for the one with peepholes,
which Keras has not) and Keras 3.15.1 (lstm_test.py); the vectors are constants, so a few numbers tell all of them."""

import numpy as np

import pack
import pack_cases
import pack_lstm
import pack_mistakes


def constant(rows, steps, features, units, kernel, recurrent, bias=None, start=0, forget=0.0, **more):
    """A case whose x counts upwards and whose weights are constants."""
    x = start + np.arange(rows * steps * features, dtype="float64").reshape(rows, steps, features)
    weights = {"kernel": np.full((features, 4 * units), kernel), "recurrent_kernel": np.full((units, 4 * units), recurrent)}
    if bias is not None:
        weights["bias"] = bias + forget * (np.arange(4 * units) // units == 1)
    data = {name: more.pop(name) for name in ("mask", "h0", "c0") if name in more}
    return pack_lstm.Run({"units": units, **more}, weights, x, **data)


def onnx():
    short = [constant(3, 1, 2, 3, 0.1, 0.1, start=1), constant(3, 1, 3, 4, 0.1, 0.1, 0.1, start=1), constant(3, 1, 2, 7, 0.3, 0.3, start=1, return_sequences=True)]
    reverse = constant(1, 3, 2, 3, 0.1, 0.1, start=1, go_backwards=True)
    both = [constant(1, 3, 2, 3, 0.5, 0.5, start=1), constant(1, 3, 2, 3, 2.0, 2.0, start=1, go_backwards=True)]
    return [(run, ["output", "h_n"] if run.lstm.get("return_sequences") else ["h_n"]) for run in short] + [(run, ["h_n", "c_n"]) for run in (reverse, *both)], 1e-3, 1e-7


def keras():
    def of(*shape, forget=1.0, bias=0.03, **more):
        return constant(*shape, 0.01, 0.02, bias, forget=forget, **more)

    state = {"h0": np.arange(4.0).reshape(2, 2), "c0": np.arange(4.0).reshape(2, 2)}
    late, early = np.array([[1, 1, 1, 0], [1, 1, 0, 0]], bool), np.array([[0, 1, 1, 1], [0, 0, 1, 1]], bool)
    plain = [of(3, 6, 4, 3), of(3, 6, 4, 3, go_backwards=True), of(3, 6, 4, 3, forget=0.0), of(3, 6, 4, 3, bias=None), of(2, 3, 4, 4)]
    begun = pack_lstm.compute(plain[-1])
    again = of(2, 3, 4, 4, h0=begun["h_n"][0].real, c0=begun["c_n"][0].real)
    states = [again, of(2, 4, 3, 2, **state), of(2, 4, 3, 2, go_backwards=True, **state)]
    masks = [of(2, 4, 3, 2, mask=late), of(2, 4, 3, 2, mask=late, return_sequences=True)]
    masks += [of(2, 4, 3, 2, mask=late, return_sequences=True, zero_output_for_mask=True), of(2, 4, 3, 2, mask=early, go_backwards=True)]
    return [(run, ["output"]) for run in plain[:-1] + states + masks], 1e-5, 1e-5


def passes(mistake, vectors):
    """Whether no vector sees the mistake."""
    runs, rtol, atol = vectors
    for run, names in runs:
        try:
            with np.errstate(all="ignore"):
                truth, wrong = pack_lstm.compute(run), pack_lstm.compute(run.edited(mistake["edit"]))
        except (ValueError, IndexError):
            return False
        for name in names:
            if truth[name].shape != wrong[name].shape or not np.allclose(wrong[name].real, truth[name].real, rtol=rtol, atol=atol):
                return False
    return True


def main():
    tried = [m for m in pack_mistakes.all_mistakes() if m["area"] in ("cell", "sequence") and not m["id"].startswith(("dense", "softmax", "gru-", "rnn-"))]
    own = [(pack.run_of(one), one["want"]) for one in pack_cases.all_cases() if one["kind"] == "LSTM"], 1e-5, 1e-5
    for name, vectors in (("ONNX", onnx()), ("Keras", keras()), ("the pack, by a tolerance of 1e-5 too", own)):
        alive = [m["id"] for m in tried if passes(m, vectors)]
        print(f"{name}: {len(alive)} of {len(tried)} pass: {', '.join(alive)}")


if __name__ == "__main__":
    main()
