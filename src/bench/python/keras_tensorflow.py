"""Keras 3 on TensorFlow, CPU: a Sequential model through its own methods, as its manual shows."""

import os
import sys

os.environ["CUDA_VISIBLE_DEVICES"] = ""
os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import tensorflow

tensorflow.config.threading.set_intra_op_parallelism_threads(int(sys.argv[1]))
tensorflow.config.threading.set_inter_op_parallelism_threads(int(sys.argv[1]))

import keras

from contender import LSTM_LAYERS, serve

JIT = {"": "auto", "0": False, "1": True}[os.environ.get("PEERS_KERAS_JIT", "")]


class Keras:
    def __init__(self, problem, threads):
        self.version = f"Keras {keras.__version__} on TensorFlow {tensorflow.__version__}"
        self.model = self.make(problem, (problem.T, problem.F))
        self.model.compile(keras.optimizers.Adam(0.001), "sparse_categorical_crossentropy", jit_compile=JIT)
        self.x = tensorflow.constant(problem.x)
        self.first = self.x[:1]
        self.labels = tensorflow.constant(problem.labels)
        self.steps = [self.x[:1, t:t + 1] for t in range(problem.T)]
        # predict() is for large data; the manual advises calling the model for small ones. A compiled call is the faster.
        self.call = tensorflow.function(lambda x: self.model(x, training=False), jit_compile=JIT is True)
        self.stateful = self.make(problem, (1, problem.F), batch_size=1, stateful=True)
        self.call_step = tensorflow.function(lambda x: self.stateful(x, training=False), jit_compile=JIT is True)

    @staticmethod
    def make(problem, shape, batch_size=None, stateful=False):
        layers = [keras.layers.LSTM(problem.U, return_sequences=i < LSTM_LAYERS - 1, stateful=stateful)
                  for i in range(LSTM_LAYERS)]
        model = keras.Sequential([keras.Input(shape, batch_size=batch_size), *layers,
                                  keras.layers.Dense(problem.K, activation="softmax")])
        model.set_weights(problem.weights)
        return model

    def predict(self):
        return self.call(self.x).numpy()

    def predict_one(self):
        return self.call(self.first).numpy()[0]

    def step(self, t):
        if t == 0:
            for layer in self.stateful.layers[:LSTM_LAYERS]:
                layer.reset_state()
        return self.call_step(self.steps[t]).numpy()[0]

    def train(self):
        return self.model.train_on_batch(self.x, self.labels)


serve(Keras)
