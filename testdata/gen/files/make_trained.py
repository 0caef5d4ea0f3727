"""Compiled models that were trained, saved, and trained on: python make_trained.py FOLDER keras2|keras3 [name ...], in the venv of that Keras.

Beside each file stands what fit, without a break, went on to: losses, metrics by name, and weights after.
"""
import sys

import golden
import numpy as np

KERAS3 = sys.argv[2] == "keras3"
if KERAS3:
    import keras
else:
    import tensorflow as tf

    keras = tf.keras
OUT = golden.folder(sys.argv[2])
o, m, c = keras.optimizers, keras.metrics, keras.constraints


def slots(optimizer, weights):
    if hasattr(optimizer, "get_slot_names"):  # of tf.keras before 2.11
        names = optimizer.get_slot_names()
        pairs = [(w, s) for w in weights for s in names] if names == ["m", "v"] else [(w, s) for s in names for w in weights]
        return [optimizer.get_slot(w, s).numpy() for w, s in pairs]
    values = optimizer.variables() if callable(optimizer.variables) else optimizer.variables
    return [np.asarray(v) for v in values if np.ndim(v) > 0]


def trained(name, seed, optimizer, suffix="keras", loss="mse", head=None, constraint=None, classes=None, first=None, **compile_options):
    if sys.argv[3:] and name not in sys.argv[3:]:
        return
    made = constraint or {}
    layers = [keras.layers.Input((4, 3)), *(first or [keras.layers.LSTM(3, name="m", **made)])]
    model = keras.Sequential(layers + [keras.layers.Dense(classes or 3, activation=head, name="v", **({"kernel_constraint": c.MaxNorm(1.0, axis=1)} if constraint else {}))], name=name)
    golden.draw_weights(model, seed)
    model.compile(optimizer, loss, **compile_options)
    rng = np.random.default_rng(seed + 6)
    x = golden.sample(model, seed + 5, 6)
    if first:
        x[0, 2:] = x[1, 0] = 0.25
    y = rng.integers(0, classes, 6) if classes and classes > 1 else rng.integers(0, 2, (6, 1)).astype("float32") if classes else rng.normal(0, 1, (6, 3)).astype("float32")
    weight = rng.uniform(0.25, 2, 6).astype("float32")
    fit = {"batch_size": 4, "shuffle": False, "verbose": 0, "sample_weight": weight}
    model.fit(x, y, epochs=2, **fit)
    path = f"{OUT}/{name}.{suffix}"
    model.save(path) if KERAS3 else model.save(path, save_format="h5" if suffix == "h5" else "keras")
    kept = {"iteration": int(np.asarray(model.optimizer.iterations)), "slots": [golden.array(v) for v in slots(model.optimizer, model.trainable_weights)]}
    golden.record(model, path, golden.sample(model, seed), {"optimizer": kept})
    history = model.fit(x, y, epochs=4, initial_epoch=2, **fit).history
    labels = {"classes": [int(v) for v in y]} if classes and classes > 1 else {"y": golden.numbers(y)}
    golden.add(path, {"resumed": {"x": golden.numbers(x), **labels, "sample_weight": golden.numbers(weight), "weights": [golden.array(w) for w in model.get_weights()],
                                  "logs": {k: [float(v) for v in values] for k, values in sorted(history.items())}}})


g = keras.layers
RECURRENT = [g.Masking(0.25), g.GRU(3, return_sequences=True), g.GRU(3, reset_after=False, go_backwards=True, return_sequences=True), g.SimpleRNN(3)]
if KERAS3:
    schedules = o.schedules
    trained("adamw", 60, o.AdamW(0.01, weight_decay=0.05))
    trained("nadam", 61, o.Nadam(0.01, clipnorm=0.5))
    trained("adagrad", 62, o.Adagrad(0.05, initial_accumulator_value=0.2))
    trained("decay", 63, o.SGD(0.05, momentum=0.5, weight_decay=0.1))
    trained("constraints", 64, o.Adam(0.05), constraint={
        "kernel_constraint": c.MaxNorm(0.75), "recurrent_constraint": c.MinMaxNorm(0.5, 1.0, rate=0.5, axis=[0, 1]), "bias_constraint": c.NonNeg()})
    trained("metrics", 65, o.SGD(0.1), loss="binary_crossentropy", head="sigmoid", classes=1, loss_weights=[2.0],
            metrics=["acc", m.BinaryAccuracy(threshold=0.4, name="hits"), m.AUC(num_thresholds=20), m.AUC(curve="PR", name="pr"), m.Precision(thresholds=0.3), m.Recall(), "mae"],
            weighted_metrics=["acc", m.AUC(name="auc"), m.R2Score(), m.RootMeanSquaredError()])
    trained("top_k", 66, o.SGD(0.1), loss="sparse_categorical_crossentropy", head="softmax", classes=5,
            metrics=["accuracy", m.SparseTopKCategoricalAccuracy(k=2), m.SparseTopKCategoricalAccuracy(k=3, name="first_three")], weighted_metrics=[m.SparseTopKCategoricalAccuracy(k=2, name="w")])
    trained("inverse_time", 67, o.SGD(schedules.InverseTimeDecay(0.1, 2, 0.5)))
    trained("polynomial", 68, o.SGD(schedules.PolynomialDecay(0.1, 6, end_learning_rate=0.01, power=2.0)))
    trained("warmup", 69, o.SGD(schedules.CosineDecay(0.01, 6, alpha=0.1, warmup_target=0.1, warmup_steps=3)))
    trained("restarts", 70, o.SGD(schedules.CosineDecayRestarts(0.1, 3, t_mul=1.5, m_mul=0.5, alpha=0.1)))
    trained("gru_trained", 87, o.Adam(0.01), first=RECURRENT)
    for k, loss in enumerate(["mean_absolute_percentage_error", "mean_squared_logarithmic_error", "poisson", "cosine_similarity", "hinge", "kl_divergence"]):
        trained(loss, 71 + k, o.SGD(0.01), loss=loss, head="sigmoid")
else:
    legacy = o.legacy
    trained("rmsprop_legacy_trained", 80, legacy.RMSprop(0.01, epsilon=0.01), "h5")
    trained("adagrad_legacy_trained", 81, legacy.Adagrad(0.05, epsilon=0.01), "h5")
    trained("adam_decay_trained", 82, legacy.Adam(0.01, decay=0.25), "h5")
    trained("nadam_trained", 83, o.Nadam(0.01), "keras")  # its record keeps neither memory nor training: lstm4j refuses this Nadam
    trained("adamw_trained", 84, o.AdamW(0.01, weight_decay=0.05), "keras")
    trained("adagrad_trained", 85, o.Adagrad(0.05), "keras")
    trained("metrics_trained", 86, legacy.SGD(0.1), "h5", loss="binary_crossentropy", head="sigmoid", classes=1,
            metrics=["accuracy", m.BinaryAccuracy(threshold=0.4, name="hits"), m.AUC(num_thresholds=20), m.Precision(thresholds=0.3)], weighted_metrics=["mae"])
    trained("gru_trained", 87, legacy.Adam(0.01), "h5", first=RECURRENT)
