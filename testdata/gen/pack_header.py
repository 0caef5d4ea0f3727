"""The C edition of the pack: one header, no library but math.h and stddef.h."""

import re

import numpy as np

TOP = """/* The conformance pack of lstm4j as a C header: inputs, expected numbers and how far each may be off. README.md says how to use it.
   Made by testdata/gen/pack.py from the same arrays as manifest.json. */
#ifndef LSTM4J_PACK_H
#define LSTM4J_PACK_H
#include <math.h>
#include <stddef.h>

typedef struct {
    const char *name;       /* output, h_n, d_kernel, ... */
    size_t size;
    const double *expected; /* the last axis fastest */
    const float *bound;     /* how far float32 may be off */
} lstm4j_array;

typedef struct {
    const char *id, *group, *what;
    const char *layer;      /* "LSTM"; "GRU": 3U columns z r h, bias (2, 3U), (3U) without reset_after; "SimpleRNN": U columns */
    int B, T, F, U;
    int reset_after;        /* of a GRU */
    int return_sequences, go_backwards, zero_output_for_mask;
    const char *activation, *recurrent_activation;  /* NULL of a SimpleRNN */
    const float *kernel, *recurrent_kernel, *bias;  /* of an LSTM (F, 4U), (U, 4U), (4U), columns i f c o; bias may be NULL */
    const float *x, *h0, *c0;                       /* (B, T, F), (B, U), (B, U), c0 of an LSTM; NULL: zeros, in the chain: lstm4j_next */
    const unsigned char *mask;                      /* (B, T), 1: used; NULL: all */
    int K;                                          /* 0, or units of the Dense layer behind */
    const char *dense_activation;
    const float *dense_kernel, *dense_bias;         /* (U, K), (K) */
    const float *labels;                            /* as output; NULL: not trained */
    const char *loss, *optimizer;                   /* "mse"; "SGD learning_rate=0.25" or NULL */
    int training_steps;
    double l2;                                      /* factor of the penalty on both kernels */
    const lstm4j_array *arrays;
    int count;                                      /* of arrays */
} lstm4j_case;

/* The generator of the chain: state begins at its seed, numbers are floats in [-1, 1). */
static inline float lstm4j_next(unsigned long long *state) {
    *state = *state * 6364136223846793005ull + 1442695040888963407ull;
    return (float) (*state >> 40) / 8388608 - 1;
}

"""

OPTIONS = ("return_sequences", "go_backwards", "zero_output_for_mask")


def numbers(kind, name, values, form):
    words = ["NAN" if np.isnan(v) else ("-" * int(v < 0) + "INFINITY") if np.isinf(v) else form(v) for v in values.ravel()]
    lines, line = [], ""
    for word in words:
        if len(line) + len(word) > 150:
            lines, line = [*lines, line], ""
        line += word + ","
    return f"static const {kind} {name}[] = {{\n" + "\n".join([*lines, line]) + "\n};\n"


def single(v):
    text = np.format_float_scientific(v, unique=True, trim="-") if v and not 1e-4 < abs(v) < 1e6 else np.format_float_positional(v, unique=True, trim="0")
    return text + "f"


def variable(file):
    return re.sub(r"\W", "_", file[len("arrays/") : -len(".npy")])


def text(document, folder):
    out, done = [TOP], set()

    def array(file):
        """The name of the arrays of a file, which are written out at its first use."""
        name = variable(file)
        if file not in done:
            done.add(file)
            values = np.load(folder / file)
            if file.endswith(".expected.npy"):
                out.append(numbers("double", name, values[0], lambda v: f"{v:.17g}"))
                out.append(numbers("float", name + "_bound", values[1], lambda v: f"{v:.2g}f" if "." in f"{v:.2g}" or "e" in f"{v:.2g}" else f"{v:.1f}f"))
            elif values.dtype == np.uint8:
                out.append(numbers("unsigned char", name, values, str))
            else:
                out.append(numbers("float", name, values, single))
        return name

    rows = [row(case, array, out, folder) for case in document["cases"]]
    out.append("static const lstm4j_case lstm4j_cases[] = {\n" + "".join(rows) + "};\n")
    out.append("enum { LSTM4J_CASES = sizeof lstm4j_cases / sizeof *lstm4j_cases };\n#endif\n")
    return "".join(out)


def row(case, array, out, folder):
    layers = {one["class_name"]: one["config"] for one in case["model"]["config"]["layers"]}
    kind = next(name for name in ("LSTM", "GRU", "SimpleRNN") if name in layers)
    lstm, dense, weights, inputs = layers[kind], layers.get("Dense"), case["weights"], case["inputs"]
    training, chain = case.get("training", {}), case.get("chain", {})
    features = np.load(folder / weights[lstm["name"] + "/kernel"]).shape[0]
    rows, steps = (1, chain["steps"]) if chain else np.load(folder / inputs["x"]).shape[:2]
    given = lambda files, name: array(files[name]) if name in files else "NULL"
    quoted = lambda word: "NULL" if word is None else '"' + word + '"'
    table = "arrays_" + case["id"].replace("-", "_")
    lines = []
    for name, one in case["expected"].items():
        file = array(one["file"])
        lines.append(f'    {{"{name}", {int(np.prod(one["shape"]))}, {file}, {file}_bound}},\n')
    out.append(f"static const lstm4j_array {table}[] = {{\n{''.join(lines)}}};\n")
    optimizer = training.get("optimizer")
    words = optimizer and " ".join([optimizer["class_name"], *(f"{k}={v}" for k, v in optimizer["config"].items())])
    fields = [
        quoted(case["id"]), quoted(case["group"]), quoted(case["what"].replace("λ Σ w²", "l2 * sum of squares").replace("−", "-")),
        quoted(kind), rows, steps, features, lstm["units"], int(lstm.get("reset_after", False)),
        *(int(lstm.get(name, name == "return_sequences")) for name in OPTIONS),
        quoted(lstm.get("activation", "tanh")), quoted(lstm.get("recurrent_activation")),
        *(given(weights, lstm["name"] + "/" + name) for name in ("kernel", "recurrent_kernel", "bias")),
        *(given(inputs, name) for name in ("x", "h0", "c0", "mask")),
        dense["units"] if dense else 0, quoted(dense and dense["activation"]), *(given(weights, "dense/" + name) for name in ("kernel", "bias")),
        given(inputs, "labels"), quoted(training.get("loss")), quoted(words or None), training.get("steps", 0),
        lstm.get("kernel_regularizer", {"config": {"l2": 0.0}})["config"]["l2"],
        table, len(lines),
    ]  # fmt: skip
    return "    {" + ", ".join(map(str, fields)) + "},\n"
