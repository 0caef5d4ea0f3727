"""Writes testdata/pack, the conformance pack: python pack.py. Needs exactly the packages of requirements.txt. After a change of
what is written by hand, python pack.py hashes writes the hashes anew.

Every number is computed by pack_lstm.py in double, held against reference.py and against real Keras in double, and its bound held
against real Keras in float32. Nothing here comes from lstm4j."""

import hashlib
import json
import math
import pathlib
import shutil
import sys

import jsonschema
import numpy as np

import emit
import manifest
import pack_cases
import pack_chain
import pack_header
import pack_lstm
import pack_mistakes
import reference

OUT = pathlib.Path(__file__).parent.parent / "pack"
KEPT = ("schema.json", "README.md", "check.py", "check.c")  # written by hand
NAMES = {"LSTM": "lstm", "GRU": "gru", "SimpleRNN": "simple_rnn"}
GATES = {"LSTM": {"recurrent_activation": "sigmoid"}, "GRU": {"recurrent_activation": "sigmoid", "reset_after": True}, "SimpleRNN": {}}
DIES = 8  # a mistake dies by a case where a number is more than so many bounds off
CHAIN_FOR_MISTAKES = 1000  # steps of the long chain on which mistakes are tried


def run_of(one):
    keys = ("mask", "h0", "c0", "labels", "loss", "optimizer", "steps", "l2", "dense", "tiny", "kind")
    return pack_lstm.Run(one["lstm"], one["weights"], one["x"], **{k: one[k] for k in keys if k in one})


def real_part(array):
    return np.asarray(array)[0].real.astype("float64")


def rounded_up(bound):
    """Two digits, never less."""

    def one(b):
        text = f"{b:.1e}"
        return float(text) if float(text) >= b else float(f"{b + 10.0 ** (math.floor(math.log10(b)) - 1):.1e}")

    return np.vectorize(one, otypes=["float64"])(bound)


def ratio(expected, bound, actual):
    """The largest error in bounds; NaN is right only where NaN is expected."""
    if expected.shape != actual.shape:
        return math.inf
    with np.errstate(all="ignore"):
        off = np.where((expected == actual) | (np.isnan(expected) & np.isnan(actual)), 0, np.abs(actual - expected) / bound)
    return float(np.nan_to_num(off, nan=math.inf, posinf=math.inf).max())


def expected_of(one):
    """Name to (expected, bound), after all sources have agreed; and how many bounds Keras in float32 is off."""
    run = run_of(one)
    values, bounds = pack_lstm.compute(run), pack_lstm.bounds(run, one["want"])
    found = {name: (real_part(values[name]), rounded_up(bounds[name])) for name in one["want"]}
    import pack_keras  # TensorFlow is slow to begin

    double, single = pack_keras.both(one)
    worst = 0.0
    for name in set(found) & set(double):
        expected, bound = found[name]
        limit = 1e-12 * np.nan_to_num(np.abs(expected)).max() + bound.max() * 1e-6
        assert ratio(expected, np.full(expected.shape, limit), np.asarray(double[name], "float64").reshape(expected.shape)) < 1, (one["id"], name)
        worst = max(worst, ratio(expected, bound, np.asarray(single[name], "float64").reshape(expected.shape)))
    by_equations(one, found)
    return found, worst


def by_equations(one, found):
    """Outputs of the layer once more by reference.py."""
    if "dense" in one or "output" not in found:
        return
    x = one["x"].astype("float64") + (0 if one["id"].endswith("nan-row") else 0j)
    state = [np.asarray(one[name], complex) for name in ("h0", "c0") if name in one] or None
    with np.errstate(all="ignore"):
        weights = [np.asarray(w, "float64") for w in one["weights"].values()]
        outputs, _, _ = reference.RECURRENT[one["kind"]](one["lstm"], weights, x, one.get("mask"), state)
    output = outputs.real if one["lstm"].get("return_sequences") else outputs[:, -1].real
    assert ratio(found["output"][0], np.full(output.shape, 1e-13 * max(1, np.nan_to_num(np.abs(output)).max())), output) < 1, one["id"]


def off_by(mistake, one, found):
    """How many bounds the mistake is off in a case, at most."""
    changed = run_of(one).edited(mistake["edit"])
    try:
        with np.errstate(all="ignore"):
            values = pack_lstm.compute(changed)
            return max(ratio(*found[name], real_part(values[name])) for name in found)
    except (ValueError, IndexError, ArithmeticError):
        return math.inf  # shapes that do not fit


def chain_of():
    run = pack_lstm.Run({"units": pack_cases.CHAIN["units"]}, pack_cases.chain_weights(), np.zeros((1, 1, 2)))
    found = pack_chain.states(run, pack_cases.CHAIN["steps"], pack_cases.CHAIN["checkpoints"])
    return run, {name: (found[name], rounded_up(found[name + "_bound"])) for name in ("h", "c")}


def chain_off_by(mistake, run, found):
    short = [n for n in pack_cases.CHAIN["checkpoints"] if n <= CHAIN_FOR_MISTAKES]
    values = pack_chain.states(run.edited(mistake["edit"]), CHAIN_FOR_MISTAKES, short)
    return max(ratio(found[name][0][: len(short)], found[name][1][: len(short)], values[name]) for name in found)


class Files:
    """Arrays on their way to .npy files; what is the same is written once."""

    def __init__(self):
        self.names = {}

    def put(self, name, array):
        key = (array.dtype.str, array.shape, array.tobytes())
        if key not in self.names:
            self.names[key] = f"arrays/{name}.npy"
            (OUT / "arrays").mkdir(exist_ok=True)
            np.save(OUT / self.names[key], array)
        return self.names[key]


def model_of(one):
    """The model in Keras's words, complete, as keras.Sequential.from_config takes it."""
    kind = one.get("kind", "LSTM")
    lstm = {"name": NAMES[kind], "activation": "tanh", **GATES[kind], "use_bias": True, "return_sequences": True, **one["lstm"]}
    if one.get("l2"):
        lstm.update({name: {"class_name": "L2", "config": {"l2": one["l2"]}} for name in ("kernel_regularizer", "recurrent_regularizer")})
    layers = [
        {"class_name": "InputLayer", "config": {"name": "input", "batch_shape": [None, *one["x"].shape[1:]], "dtype": "float32"}},
        {"class_name": kind, "config": lstm},
    ]
    if "dense" in one:
        layers.append({"class_name": "Dense", "config": {"name": "dense", **one["dense"]}})
    return {"module": "keras", "class_name": "Sequential", "config": {"name": one["id"], "layers": layers}}


def entry(one, found, files):
    case = {"id": one["id"], "group": one["group"], "what": one["what"], "model": model_of(one)}
    case["weights"] = {("" if "/" in n else NAMES[one.get("kind", "LSTM")] + "/") + n: files.put(f"{one['id']}.{n.replace('/', '.')}", np.asarray(w, "float32")) for n, w in one["weights"].items()}
    inputs = {name: one[name] for name in ("x", "mask", "h0", "c0", "labels") if name in one}
    case["inputs"] = {n: files.put(f"{one['id']}.{n}", np.asarray(a, "uint8" if n == "mask" else "float32")) for n, a in inputs.items()}
    if "loss" in one:
        case["training"] = {"loss": one["loss"], "optimizer": one.get("optimizer"), "steps": one.get("steps", 1)}
    case["expected"] = {
        n: {"shape": list(e.shape), "file": files.put(f"{one['id']}.{n.replace('/', '.')}.expected", np.stack([e, b]))} for n, (e, b) in found.items()
    }
    return case


def chain_entry(run, found, files):
    c = pack_cases.CHAIN
    one = {"id": "chain", "group": "chain", "what": "100,000 steps, each fed with a number of the generator and the first output of the step before"}
    one.update(lstm={**run.lstm, "return_sequences": False}, weights=run.weights, x=np.zeros((1, 1, c["features"])))
    case = entry(one, found, files)
    case["inputs"] = {}
    case["chain"] = {"seed": c["seed"], "steps": c["steps"], "checkpoints": c["checkpoints"]}
    return case


def table(cases, chain):
    """Which mistake dies by which case."""
    run, found = chain
    out = []
    for mistake in pack_mistakes.all_mistakes():
        dies = [one["id"] for one, expected in cases if off_by(mistake, one, expected) > DIES]
        if mistake["area"] == "cell" and chain_off_by(mistake, run, found) > DIES:
            dies.append("chain")
        out.append({**{k: mistake[k] for k in ("id", "area", "what", "mend")}, "dies": row(dies, cases)})
    alive = {one["id"]: one["dies"] for one in out if one["dies"].count("#") < 2}
    assert not alive, alive
    return out


def row(dies, cases):
    """A character for each case: # where the mistake dies."""
    return "".join("#" if id in dies else "." for id in [*(one["id"] for one, _ in cases), "chain"])


def main():
    emit.require_pinned()
    shutil.rmtree(OUT / "arrays", ignore_errors=True)
    files, cases, worst = Files(), [], {}
    for one in pack_cases.all_cases():
        found, worst[one["id"]] = expected_of(one)
        print(f"{one['id']}: Keras in float32 {worst[one['id']]:.2g} of the bound")
        assert worst[one["id"]] < 1 or one["id"] == "edges-subnormal", one["id"]
        cases.append((one, found))
    run, found = chain_of()
    entries = [entry(one, expected, files) for one, expected in cases] + [chain_entry(run, found, files)]
    document = {
        "name": "lstm4j conformance pack",
        "version": 1,
        "schema": "schema.json",
        "source": f"pack_lstm.py in NumPy {emit.version('numpy')}, double; the same to 1e-12 by Keras {emit.version('keras')} on TensorFlow {emit.version('tensorflow')} in float64",
        "bound": {"unit_roundoff": pack_lstm.UNIT, "ulps": pack_lstm.ULPS, "dies": DIES},
        "cases": entries,
        "mistakes": table(cases, (run, found)),
    }
    write(document, cases, (run, found))


def write(document, cases, chain):
    (OUT / "lstm4j_pack.h").write_text(pack_header.text(document, OUT), encoding="ascii")
    hashed(document)
    numbers = sum(e.size for _, found in [*cases, (None, chain[1])] for e, _ in found.values())
    print(f"{len(document['cases'])} cases, {numbers} numbers, {len(document['mistakes'])} mistakes, {len(document['files']) + 1} files")


def hashed(document):
    """The manifest with the hashes of all other files, held against its schema."""
    named = [*KEPT, "lstm4j_pack.h", *sorted(f"arrays/{f.name}" for f in (OUT / "arrays").iterdir())]
    document["files"] = {name: hashlib.sha256((OUT / name).read_bytes()).hexdigest() for name in named}
    text = emit.text(document) + "\n"
    jsonschema.Draft202012Validator(json.loads((OUT / "schema.json").read_text())).validate(json.loads(text))
    (OUT / "manifest.json").write_text(text, encoding="utf-8")
    manifest.write()


if __name__ == "__main__":
    hashed(json.loads((OUT / "manifest.json").read_text())) if sys.argv[1:] == ["hashes"] else main()
