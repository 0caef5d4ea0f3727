"""Optimizers as tf.keras 2.15 and, in names and order, Keras 2.2 save them in an .h5: python make_optimizers.py FOLDER."""
import shutil

import golden
import h5py
import numpy as np
import tensorflow as tf

keras = tf.keras
legacy = keras.optimizers.legacy
OUT = golden.folder("keras2")


def slots(optimizer, weights):
    """The memory in the order of Keras 3: Adam's m and v alternate from weight to weight."""
    names = optimizer.get_slot_names()
    pairs = [(w, s) for w in weights for s in ("m", "v") if s in names]
    return pairs + [(w, s) for s in ("vhat", "rms", "momentum", "mg") if s in names for w in weights]


def compiled(name, seed, optimizer):
    # Dense(3) on 3 units and LSTM(3) on 3 features: arrays of equal shape, which no count can tell apart
    model = keras.Sequential([keras.layers.LSTM(3, input_shape=(4, 3), name="m"), keras.layers.Dense(3, name="v")], name=name)
    golden.draw_weights(model, seed)
    model.compile(optimizer, "mse")
    x = golden.sample(model, seed + 5, 4)
    y = np.random.default_rng(seed + 6).normal(0, 1, (4, 3)).astype("float32")
    for _ in range(3):
        model.train_on_batch(x, y)
    if isinstance(optimizer, legacy.Optimizer):
        values = [optimizer.get_slot(w, s).numpy() for w, s in slots(optimizer, model.trainable_weights)]
    else:
        values = [v.numpy() for v in optimizer.variables if np.ndim(v) > 0]
    path = f"{OUT}/{name}.h5"
    model.save(path, save_format="h5")
    golden.record(model, path, golden.sample(model, seed),
                  {"optimizer": {"iteration": 3, "slots": [golden.array(v) for v in values]}})


def as_keras_2_2(source, name):
    """The same numbers under the names of Keras 2.2, which say nothing, behind a counter that is a float as in Keras 2.0."""
    path = f"{OUT}/{name}.h5"
    shutil.copy(f"{OUT}/{source}.h5", path)
    with open(f"{OUT}/{source}.json") as old, open(f"{OUT}/{name}.json", "w") as new:
        new.write(old.read().replace(f"{source}.h5", f"{name}.h5"))
    with h5py.File(path, "r+") as file:
        file.attrs["keras_version"] = "2.2.4"
        group = file["optimizer_weights"]
        arrays = [group[n][()] for n in group.attrs["weight_names"]]
        arrays = [np.float32(arrays[0])] + arrays[1:] + [np.zeros(1, "float32")] * ((len(arrays) - 1) // 2)
        names = ["Adam/iterations:0"] + [f"training/Adam/Variable_{k}:0" for k in range(len(arrays) - 1)]
        del file["optimizer_weights"]
        group = file.create_group("optimizer_weights")
        group.attrs["weight_names"] = [n.encode() for n in names]
        for n, a in zip(names, arrays):
            group[n] = a


compiled("adam_named", 40, keras.optimizers.Adam(0.01, name="foo"))
compiled("adam_legacy_named", 41, legacy.Adam(0.01, name="foo", amsgrad=True))
compiled("adam_grouped", 42, legacy.Adam(0.01))
compiled("rmsprop_legacy", 43, legacy.RMSprop(0.01, momentum=0.5, centered=True))
compiled("rmsprop_plain_legacy", 45, legacy.RMSprop(0.01))
compiled("sgd_legacy", 44, legacy.SGD(0.01, momentum=0.9))
as_keras_2_2("adam_grouped", "adam_keras_2_2")
