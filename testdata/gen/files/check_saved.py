"""Reads what lstm4j saved in real Keras (3 or tf.keras 2): python check_saved.py ../../../target/saved-for-keras [name ...]

Every file there was made from a model of ../../models, so the record of that model says what must come out: the same weights
and predictions bit by bit, the same optimizer memory, and one more training step that ends in the same weights. (Keras 3 takes only
counter and learning rate, not the optimizer's arrays, from an .h5, its own files included; there the counter alone is compared.)
"""
import base64
import json
import os
import sys
import warnings
import zipfile

import golden
import h5py
import numpy as np

from either import KERAS_3, keras

MODELS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../models")
warnings.simplefilter("error")  # "Skipping variable loading" must not pass unseen
for harmless in ("HDF5 file", "object was passed", "build_config", "retracing", "`alpha` is deprecated"):
    warnings.filterwarnings("ignore", message=f".*{harmless}.*")
warnings.filterwarnings("ignore", category=DeprecationWarning)
warnings.filterwarnings("ignore", category=FutureWarning)
# What tf.keras 2 cannot: several outputs in a Sequential, names beyond ASCII, Keras 3's hard_sigmoid and newer activations.
NOT_IN_KERAS_2 = ("lstm_state", "functional_state", "gru_state", "named", "legacy_lstm", "lstm_hard")
# A loss of somebody's own: Keras opens neither its own file, compiled, nor gets a compilation from lstm4j, which has no such loss.
NOT_COMPILED = ("custom_loss",)


def values(entry):
    return np.frombuffer(base64.b64decode(entry["base64"]), "<f4").reshape(entry["shape"])


def outputs(model, x):
    out = model(x)
    return np.asarray(out[0] if isinstance(out, (list, tuple)) else out)


def numbers(entry):
    return np.array(entry["values"], "float32").reshape(entry["shape"])


def same_weights(model, record, name):
    weights = golden.weights(model)
    assert len(weights) == len(record["weights"]), name
    for got, expected in zip(weights, record["weights"]):
        np.testing.assert_array_equal(got, values(expected), err_msg=name)


def same_answers(model, record, name):
    # TimeDistributed(Dense) multiplies other matrix shapes than the Dense that lstm4j makes of it: other rounding.
    # Other versions of Keras and TensorFlow than the pinned ones may round elsewhere, too.
    pinned = getattr(keras, "__version__", "3.12.0") == "3.12.0"
    tolerance = 2e-7 if "time_distributed" in name or not pinned else 0
    np.testing.assert_allclose(outputs(model, numbers(record["input"])), numbers(record["output"]), rtol=0, atol=tolerance, err_msg=name)


def slots(model):
    variables = model.optimizer.variables
    variables = variables() if callable(variables) else variables
    return [np.asarray(v) for v in variables if len(v.shape) > 0]


def resumed(model, record, original, name):
    """tf.keras goes on with the memory of an .h5, in an optimizer of before 2.11: the same step but for rounding."""
    optimizer = model.optimizer
    assert int(optimizer.iterations.numpy()) == record["optimizer"]["iteration"], name
    kinds = optimizer.get_slot_names()
    pairs = [(w, s) for w in model.trainable_weights for s in ("m", "v") if s in kinds]
    order = pairs + [(w, s) for s in ("vhat", "rms", "momentum", "mg", "accumulator") if s in kinds for w in model.trainable_weights]
    assert len(order) == len(record["optimizer"]["slots"]), name
    for (w, s), expected in zip(order, record["optimizer"]["slots"]):
        np.testing.assert_array_equal(optimizer.get_slot(w, s).numpy(), values(expected), err_msg=name)
    x = np.random.default_rng(5).normal(0, 1, (4,) + model.input_shape[1:]).astype("float32")
    y = np.random.default_rng(6).normal(0, 1, (4, model.output_shape[-1])).astype("float32")
    for m in (model, original):
        m.train_on_batch(x, y)
    for a, b in zip(model.get_weights(), original.get_weights()):
        np.testing.assert_allclose(a, b, rtol=0, atol=2e-7, err_msg=name)


def same_training(model, record, original, name):
    """The memory is there, and a step from it ends where the original's step ends."""
    assert int(np.asarray(model.optimizer.iterations)) == record["optimizer"]["iteration"], name
    got = slots(model)
    assert len(got) == len(record["optimizer"]["slots"]), name
    for a, b in zip(got, record["optimizer"]["slots"]):
        np.testing.assert_array_equal(a, values(b), err_msg=name)
    x = np.random.default_rng(5).normal(0, 1, (4,) + model.input_shape[1:]).astype("float32")
    rng = np.random.default_rng(6)
    n = model.output_shape[-1]
    y = rng.integers(0, n, 4) if "parse" in str(type(original.loss)) + str(original.loss) else np.eye(n, dtype="float32")[rng.integers(0, n, 4)]
    for m in (model, original):
        m.train_on_batch(x, y)
    for a, b in zip(model.get_weights(), original.get_weights()):
        np.testing.assert_array_equal(a, b, err_msg=name)


def decays(path):
    """Whether the optimizer of an .h5 has weight decay, for which tf.keras looks for it among those of before 2.11, where there is none."""
    with h5py.File(path) as f:
        training = json.loads(f.attrs.get("training_config", "null"))
    return training and (training["optimizer_config"]["class_name"] == "AdamW" or training["optimizer_config"]["config"].get("weight_decay"))


def without_optimizer(path, record):
    try:
        keras.models.load_model(path)
    except (TypeError, ValueError):
        same_weights(keras.models.load_model(path, compile=False), record, path)
        return "predicted, as Keras opens no such optimizer"
    raise AssertionError("tf.keras opens weight decay in an .h5 now")


def check(folder, file):
    generation = os.path.basename(folder)
    name, path = file.split(".")[0], os.path.join(folder, file)
    with open(f"{MODELS}/{generation}/{name}.json") as f:
        record = json.load(f)
    source = f"{MODELS}/{generation}/{record['file']}"
    own = (generation == "keras3") == KERAS_3
    if file.endswith(".weights.h5"):
        if not KERAS_3 or not own or name in ("time_distributed",):
            return "skipped"
        model = keras.models.load_model(source, compile=False)
        model.set_weights([w * 0 for w in model.get_weights()])
        if len(model.layers) != len(keras.models.load_model(path.replace(".weights.h5", ".keras"), compile=False).layers):
            return "skipped"
        if [type(a).__name__ for a in model.layers] != [
                type(a).__name__ for a in keras.models.load_model(path.replace(".weights.h5", ".keras"), compile=False).layers]:
            return "skipped"  # lstm4j writes ReLU() as Activation("relu"): other classes, other group names
        model.load_weights(path)
        same_weights(model, record, path)
        return "weights"
    if not KERAS_3 and (file.endswith(".keras") or name in NOT_IN_KERAS_2 and (not own or "state" in name)):
        return "skipped"
    if not KERAS_3 and decays(path):
        return without_optimizer(path, record)
    model = keras.models.load_model(path, compile=name not in NOT_COMPILED)
    same_weights(model, record, path)
    if own:
        same_answers(model, record, path)
    elif "hard" not in name:
        np.testing.assert_allclose(outputs(model, numbers(record["input"])), numbers(record["output"]), atol=2e-6, err_msg=path)
    if name in NOT_COMPILED:
        return "predicted"
    if KERAS_3 and file.endswith(".h5") and "optimizer" in record and own:
        assert int(np.asarray(model.optimizer.iterations)) == record["optimizer"]["iteration"], path
        return "predicted, counter"
    if not KERAS_3 and own and "optimizer" in record and not record["file"].endswith(".keras") and name != "adam_keras_2_2":
        resumed(model, record, keras.models.load_model(source), path)
        return "resumed"
    if KERAS_3 and own and "optimizer" in record and not name.startswith(("legacy_adam", "legacy_frozen")):  # Keras cannot load its own legacy_adam.h5
        same_training(model, record, keras.models.load_model(source), path)
        return "trained on"
    return "predicted"


counts, failures = {}, 0
for generation in ("keras2", "keras3"):
    folder = os.path.join(sys.argv[1], generation)
    for file in sorted(f for f in os.listdir(folder) if not sys.argv[2:] or f.split(".")[0] in sys.argv[2:]):
        try:
            what = check(folder, file)
            counts[what] = counts.get(what, 0) + 1
        except Exception as e:  # one line for each, then a failing exit code
            failures += 1
            print(f"{generation}/{file}: {type(e).__name__} {str(e)[:600]}")
print(f"Keras {getattr(keras, '__version__', '2')}: {counts}, {failures} failed")
sys.exit(1 if failures else 0)
