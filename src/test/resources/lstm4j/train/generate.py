"""Writes the expectations of lstm4j.train's tests: what real Keras 3.15.1 does and prints, and double-precision optimizers.

    pip install keras==3.15.1 tensorflow-cpu==2.21.0 && python generate.py

Every file is lines of fields separated by tabs; numbers are hexadecimal or Python's repr, text is escaped as in JSON.
Nothing here comes from lstm4j.
"""
import json
import os
import random
import struct
import time

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import numpy as np
import keras
from keras.src.utils import io_utils

HERE = os.path.dirname(os.path.abspath(__file__))


def write(name, lines):
    with open(os.path.join(HERE, name), "w", encoding="ascii", newline="\n") as f:
        f.write(f"# keras {keras.__version__}, numpy {np.__version__}; see generate.py\n")
        f.writelines("\t".join(str(field) for field in line) + "\n" for line in lines)


class Model:
    """What callbacks see of a model: its weights are the number of the last finished epoch."""

    stop_training = False
    weights = None
    metrics = ()

    def get_weights(self):
        return self.weights

    def set_weights(self, weights):
        self.weights = weights


def early_stopping():
    rng = random.Random(1)
    lines = []
    for _ in range(150):
        mode = rng.choice(["min", "max"])
        delta = rng.choice([0, 0, 0.05, -0.1])
        patience = rng.choice([0, 1, 2, 3])
        baseline = rng.choice([None, None, None, 0.3, 0.6])
        restore = rng.choice([True, False])
        start = rng.choice([0, 0, 0, 2, 4])
        values = [round(rng.uniform(0, 1), 1) + rng.choice([0, 0.05]) for _ in range(12)]
        if rng.random() < 0.2:
            values[rng.randrange(12)] = float("nan")
        said = []
        io_utils.print_msg = lambda text, line_break=True: said.append(text + ("\n" if line_break else ""))
        callback = keras.callbacks.EarlyStopping("v", delta, patience, 1, mode, baseline, restore, start)
        model = Model()
        callback.set_model(model)
        callback.on_train_begin()
        ran = 0
        for epoch, value in enumerate(values):
            model.weights = epoch
            callback.on_epoch_end(epoch, {"v": value})
            ran += 1
            if model.stop_training:
                break
        callback.on_train_end()
        lines.append([mode, delta, patience, "nan" if baseline is None else baseline, restore, start,
                      " ".join(map(repr, values)), ran, model.weights, json.dumps("".join(said))])
    write("early-stopping.tsv", lines)


def reduce_lr():
    rng = random.Random(2)
    lines = []
    for _ in range(60):
        mode = rng.choice(["min", "max"])
        factor = rng.choice([0.1, 0.5, 0.3])
        patience = rng.choice([0, 1, 2, 3])
        delta = rng.choice([1e-4, 0, 0.1])
        cooldown = rng.choice([0, 0, 1, 3])
        min_lr = rng.choice([0, 0, 1e-4, 3e-4])
        values = [round(rng.uniform(0, 1), 1) for _ in range(14)]
        said = []
        io_utils.print_msg = lambda text, line_break=True: said.append(text + ("\n" if line_break else ""))
        callback = keras.callbacks.ReduceLROnPlateau("v", factor, patience, 1, mode, delta, cooldown, min_lr)
        model = Model()
        model.optimizer = keras.optimizers.SGD(0.001)
        callback.set_model(model)
        callback.on_train_begin()
        rates = []
        for epoch, value in enumerate(values):
            logs = {"v": value}
            callback.on_epoch_end(epoch, logs)
            rates.append(logs["learning_rate"])
        rates.append(float(model.optimizer.learning_rate.numpy()))
        lines.append([mode, factor, patience, delta, cooldown, min_lr, " ".join(map(repr, values)),
                      " ".join(map(repr, rates)), json.dumps("".join(said))])
    write("reduce-lr.tsv", lines)


def progress_bar():
    """Fields: verbose, epochs, steps, then events 'b<nanos>' (epoch begins), 'u<nanos>:logs', 'e<nanos>:logs', and the text."""
    from keras.src.callbacks.progbar_logger import ProgbarLogger
    rng = random.Random(3)
    lines = []
    for case in range(24):
        verbose = 2 if case % 4 == 3 else 1
        epochs = rng.choice([1, 2, 3])
        steps = rng.choice([1, 2, 3, 7, 10, 23, 128, 1000])
        pace = rng.choice([0, 3_000, 40_000_000, 900_000, 70_000_000, 1_500_000_000, 90_000_000_000])
        clock = [10 ** 12]
        time.time = lambda: clock[0] * 1e-9
        said = []
        io_utils.print_msg = lambda text, line_break=True: said.append(text + ("\n" if line_break else ""))
        bar = ProgbarLogger()
        bar.set_params({"verbose": verbose, "epochs": epochs, "steps": steps})
        bar.on_train_begin()
        events = []
        for epoch in range(min(epochs, 2)):
            clock[0] += rng.randrange(10 ** 9)
            events.append(f"b{clock[0]}")
            bar.on_epoch_begin(epoch)
            shown = sorted(rng.sample(range(steps), min(steps, 12)))
            for step in shown:
                clock[0] += int(pace * rng.uniform(0.5, 3)) * (3 if step == 0 else 1)
                logs = {"accuracy": rng.random(), "loss": rng.choice([10, 1, 1e-3, 1e-5, -1, 1e4]) * rng.random()}
                events.append(f"u{clock[0]}:{step}:" + ",".join(f"{k}={v!r}" for k, v in logs.items()))
                bar.on_train_batch_end(step, logs)
            clock[0] += int(pace * rng.random())
            logs = dict(logs)
            if case % 3:
                logs.update(val_accuracy=rng.random(), val_loss=rng.choice([0.0, 0.001, float("nan"), float("inf"), rng.random()]))
            events.append(f"e{clock[0]}:{0}:" + ",".join(f"{k}={v!r}" for k, v in logs.items()))
            bar.on_epoch_end(epoch, logs)
        lines.append([verbose, epochs, steps, " ".join(events), json.dumps("".join(said))])
    write("progress-bar.tsv", lines)


def numbers():
    rng = random.Random(4)
    values = [0.0, -0.0, 1.0, 0.1, 1e-3, 0.00125, 0.0625, 2.5, 0.5, 1.5, 1e15, 1e16, 123456789012345680.0, 1e22, 1e23, 5e-324,
              1.7976931348623157e308, 1e-4, 9.9999e-5, 0.00099995, 99999.5, 9.99995e-5, float("nan"), float("inf"), -float("inf"),
              2.2250738585072014e-308, 4.35, 0.3, 2 / 3, float(np.float32(0.001)), 2.0 ** 60, 2.0 ** -60]
    values += [rng.uniform(-2, 2) for _ in range(100)] + [rng.uniform(1, 10) * 10.0 ** rng.randrange(-12, 20) for _ in range(100)]
    values += [struct.unpack("<d", rng.randbytes(8))[0] for _ in range(100)]
    write("numbers.tsv", [[struct.pack(">d", v).hex(), repr(v), f"{v:.4f}", f"{v:.4e}", f"{v:.0f}"] for v in values])


SHAPES = [(2, 3), (4,), (3, 1)]
STEPS = 8


def optimizer_configs():
    s, r, a = keras.optimizers.SGD, keras.optimizers.RMSprop, keras.optimizers.Adam
    yield "SGD", "", s(0.01)
    yield "SGD", "lr=0.3", s(0.3)
    yield "SGD", "momentum=0.9", s(0.01, momentum=0.9)
    yield "SGD", "lr=0.05,momentum=0.7,nesterov=1", s(0.05, momentum=0.7, nesterov=True)
    yield "RMSprop", "", r(0.001)
    yield "RMSprop", "lr=0.02,rho=0.8,epsilon=0.001", r(0.02, rho=0.8, epsilon=0.001)
    yield "RMSprop", "momentum=0.9", r(0.001, momentum=0.9)
    yield "RMSprop", "centered=1", r(0.001, centered=True)
    yield "RMSprop", "lr=0.01,momentum=0.5,centered=1", r(0.01, momentum=0.5, centered=True)
    yield "Adam", "", a(0.001)
    yield "Adam", "lr=0.1,beta1=0.5,beta2=0.9,epsilon=0.01", a(0.1, beta_1=0.5, beta_2=0.9, epsilon=0.01)
    yield "Adam", "amsgrad=1,lr=0.01", a(0.01, amsgrad=True)
    yield "Adam", "clipnorm=0.5", a(0.001, clipnorm=0.5)
    yield "SGD", "clipnorm=1.5", s(0.01, clipnorm=1.5)
    yield "SGD", "globalClipnorm=1.0", s(0.01, global_clipnorm=1.0)
    yield "SGD", "globalClipnorm=1000.0", s(0.01, global_clipnorm=1000.0)
    yield "SGD", "clipvalue=0.2", s(0.01, clipvalue=0.2)


def clip(options, grads):
    if "clipnorm" in options:
        c = options["clipnorm"]
        return [g * c / max(np.sqrt((g * g).sum()), c) for g in grads]
    if "globalClipnorm" in options:
        c = options["globalClipnorm"]
        return [g * (c / max(np.sqrt(sum((g * g).sum() for g in grads)), c)) for g in grads]
    if "clipvalue" in options:
        return [np.clip(g, -np.float64(np.float32(options["clipvalue"])), np.float32(options["clipvalue"])) for g in grads]
    return grads


def double_step(name, o, t, w, g, s):
    """One update in double of one array w by the formulas of Kingma and Ba, Hinton, Nesterov as Keras 3 states them."""
    lr = float(np.float32(o.get("lr", 0.01 if name == "SGD" else 0.001)))
    m = o.get("momentum", 0.0)
    if name == "SGD":
        s["b"] = m * s["b"] - lr * g
        return w + (m * s["b"] - lr * g if "nesterov" in o else s["b"])
    if name == "RMSprop":
        rho, eps = o.get("rho", 0.9), o.get("epsilon", 1e-7)
        s["v"] = rho * s["v"] + (1 - rho) * g * g
        s["a"] = rho * s["a"] + (1 - rho) * g
        variance = s["v"] - s["a"] ** 2 if "centered" in o else s["v"]
        s["b"] = m * s["b"] + lr * g / np.sqrt(variance + eps)
        return w - s["b"]
    b1, b2, eps = o.get("beta1", 0.9), o.get("beta2", 0.999), o.get("epsilon", 1e-7)
    s["m"] = b1 * s["m"] + (1 - b1) * g
    s["v"] = b2 * s["v"] + (1 - b2) * g * g
    s["h"] = np.maximum(s["h"], s["v"])
    root = np.sqrt(s["h"] if "amsgrad" in o else s["v"])
    return w - lr * np.sqrt(1 - b2 ** t) / (1 - b1 ** t) * s["m"] / (root + eps)


def optimizers():
    """Fields: class, options, start weights, gradients of all steps, end in double, end in Keras, number of variables."""
    rng = np.random.default_rng(5)
    hexes = lambda arrays: " ".join(float(x).hex() for a in arrays for x in np.asarray(a).ravel())
    lines = []
    for name, text, optimizer in optimizer_configs():
        options = {k: float(v) for k, v in (pair.split("=") for pair in text.split(",") if pair)}
        start = [rng.normal(size=shape).astype(np.float32) for shape in SHAPES]
        grads = [[(rng.normal(size=shape) * 10.0 ** rng.integers(-3, 2)).astype(np.float32) for shape in SHAPES] for _ in range(STEPS)]
        variables = [keras.Variable(w) for w in start]
        exact = [w.astype(np.float64) for w in start]
        states = [dict.fromkeys("bvamh", 0.0) for _ in SHAPES]
        for t, gs in enumerate(grads, 1):
            optimizer.apply([keras.ops.convert_to_tensor(g) for g in gs], variables)
            clipped = clip(options, [g.astype(np.float64) for g in gs])
            exact = [double_step(name, options, t, w, g, s) for w, g, s in zip(exact, clipped, states)]
        kept = optimizer.variables[2:]
        lines.append([name, text, hexes(start), hexes(g for gs in grads for g in gs), hexes(exact),
                      hexes(v.numpy() for v in variables), hexes(v.numpy() for v in kept),
                      sum(int(np.prod(v.shape)) for v in optimizer.variables)])
    write("optimizers.tsv", lines)


def metric_configs():
    m = keras.metrics
    yield "BinaryAccuracy", "threshold=0.3", 2, 2, m.BinaryAccuracy(threshold=0.3)
    yield "Precision", "", 1, 1, m.Precision()
    yield "Precision", "thresholds=0.25", 3, 3, m.Precision(thresholds=0.25)
    yield "Recall", "thresholds=0.75", 2, 2, m.Recall(thresholds=0.75)
    for curve in ["ROC", "PR"]:
        for summation in ["interpolation", "minoring", "majoring"]:
            yield "AUC", f"curve={curve};summation_method={summation}", 1, 1, m.AUC(curve=curve, summation_method=summation)
    yield "AUC", "num_thresholds=7", 2, 2, m.AUC(num_thresholds=7)
    yield "AUC", "num_thresholds=2", 1, 1, m.AUC(num_thresholds=2)
    yield "AUC", "curve=PR;thresholds=[0.9,0.2,0.25,0.6]", 1, 1, m.AUC(curve="PR", thresholds=[0.9, 0.2, 0.25, 0.6])
    yield "AUC", "thresholds=[0.25,0.5,0.75]", 1, 1, m.AUC(thresholds=[0.25, 0.5, 0.75])
    yield "TopKCategoricalAccuracy", "", 8, 8, m.TopKCategoricalAccuracy()
    yield "TopKCategoricalAccuracy", "k=2", 5, 5, m.TopKCategoricalAccuracy(k=2)
    yield "SparseTopKCategoricalAccuracy", "k=3", 6, 0, m.SparseTopKCategoricalAccuracy(k=3)
    yield "R2Score", "", 3, 3, m.R2Score()
    yield "R2Score", "class_aggregation=variance_weighted_average;num_regressors=4", 2, 2, m.R2Score("variance_weighted_average", 4)
    yield "RootMeanSquaredError", "", 2, 2, m.RootMeanSquaredError()
    yield "MeanAbsoluteError", "", 3, 3, m.MeanAbsoluteError()


def metrics():
    """Fields: metric, options, outputs a row, labels a row (0: class numbers), outputs, labels, weights, value, value with weights."""
    rng = np.random.default_rng(7)
    hexes = lambda a: " ".join(float(x).hex() for x in np.asarray(a).ravel())
    lines = []
    for name, text, K, width, metric in metric_configs():
        n = 40
        outputs = (np.round(rng.uniform(size=(n, K)) * 20) / 20 if name == "AUC" else rng.uniform(size=(n, K))).astype(np.float32)
        outputs[0, 0] = 0
        outputs[1, 0] = 1
        labels = (rng.integers(0, K, n) if width == 0 else np.eye(K)[rng.integers(0, K, n)] if "TopK" in name
                  else rng.normal(size=(n, K)) if name in ("R2Score", "RootMeanSquaredError", "MeanAbsoluteError") else rng.integers(0, 2, (n, K)))
        labels = labels.astype(np.float32)
        weights = rng.uniform(0.25, 3, n).astype(np.float32)
        values = []
        for weight in (None, weights):
            metric.reset_state()
            for part in (slice(0, 25), slice(25, n)):
                metric.update_state(labels[part], outputs[part], None if weight is None else weight[part])
            values.append(repr(float(metric.result())))
        lines.append([name, text, K, width, hexes(outputs), hexes(labels), hexes(weights), *values])
    write("metrics.tsv", lines)


def csv_logger():
    """Fields: separator, append, text before, epochs as 'name=value,…' apart by spaces, and the file after."""
    lines = []
    plain, measured = "loss=0.75,accuracy=0.1 loss=1e-05,accuracy=nan", "accuracy=0.5,loss=2.0,val_loss=0.30000000000000004"
    for separator, append, before, epochs in [
            (",", False, "", plain), (",", False, "old", measured), (";", True, "", measured), (",", True, "x\r\n", plain),
            (",", False, "", "loss=1.0,odd;name=2.0 loss=inf"), (";", False, "", "loss=1.0,odd;name=2.0 odd;name=1e+16,new=1.0")]:
        path = os.path.join(HERE, "generated.csv")
        with open(path, "w", newline="") as f:
            f.write(before)
        callback = keras.callbacks.CSVLogger(path, separator, append)
        callback.on_train_begin()
        for epoch, text in enumerate(epochs.split(" ")):
            callback.on_epoch_end(epoch, {k: float(v) for k, v in (pair.split("=") for pair in text.split(","))})
        callback.on_train_end()
        with open(path, newline="") as f:
            lines.append([separator, append, json.dumps(before), epochs, json.dumps(f.read())])
        os.remove(path)
    write("csv.tsv", lines)


CLASS_WEIGHT = {0: 0.5, 2: 3.0}


def fits():
    """Whole trainings without shuffling: 11 samples of 4 steps of 2 features in batches of 3, epochs 2 to 4 of 4.

    Fields: case, inputs, labels, sample weights, weights before, names of the history, its values epoch by epoch, weights after.
    """
    L, rng = keras.layers, np.random.default_rng(6)
    hexes = lambda arrays: " ".join(float(x).hex() for a in arrays for x in np.asarray(a).ravel())
    lines = []
    for case in ["split", "class weights", "sample weights", "validation data", "binary", "regression", "one-hot", "every step"]:
        every, binary, regression = case == "every step", case == "binary", case == "regression"
        head = L.Dense(1, "sigmoid") if binary else L.Dense(2) if regression else L.Dense(3, "softmax")
        model = keras.Sequential([L.Input((4, 2)), L.LSTM(3, return_sequences=every, kernel_regularizer=keras.regularizers.L2(0.1) if regression else None), head])
        loss = "binary_crossentropy" if binary else "mse" if regression else "categorical_crossentropy" if case == "one-hot" else "sparse_categorical_crossentropy"
        optimizer = keras.optimizers.SGD(0.1, momentum=0.9) if binary else keras.optimizers.RMSprop(0.01) if regression else keras.optimizers.Adam(0.01)
        model.compile(optimizer, loss, metrics=["mae", "mse"] if regression else ["accuracy"])
        x = rng.normal(size=(11, 4, 2)).astype(np.float32)
        y = (rng.normal(size=(11, 2)).astype(np.float32) if regression else rng.integers(0, 2, (11, 1)).astype(np.float32) if binary
             else np.eye(3, dtype=np.float32)[rng.integers(0, 3, 11)] if case == "one-hot" else rng.integers(0, 3, (11, 4) if every else 11))
        weight = rng.uniform(0.1, 3, 11).astype(np.float32)
        before = [(rng.normal(size=w.shape) * 0.7).astype(np.float32) for w in model.get_weights()]
        model.set_weights(before)
        options = {"validation_split": 0.3}
        if case in ("class weights", "one-hot"):
            options["class_weight"] = CLASS_WEIGHT
        if case == "sample weights":
            options["sample_weight"] = weight
        if case == "validation data":
            options = {"validation_data": (x[:5], y[:5], weight[:5])}
        if regression:
            options["callbacks"] = [keras.callbacks.ReduceLROnPlateau("loss", 0.5, 1, min_delta=10.0)]
        history = model.fit(x, y, batch_size=3, epochs=4, initial_epoch=1, shuffle=False, verbose=0, **options).history
        lines.append([case, hexes([x]), hexes([y]), hexes([weight]), hexes(before), " ".join(history),
                      " ".join(repr(float(v)) for values in zip(*history.values()) for v in values), hexes(model.get_weights())])
    write("fit.tsv", lines)


fits()
early_stopping()
reduce_lr()
csv_logger()
numbers()
optimizers()
progress_bar()
metrics()
