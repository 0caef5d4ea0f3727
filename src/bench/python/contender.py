"""Runs one library in a process of its own and does what it is told on standard input: the twin of lstm4j.bench.Serve.

A library is a class with: version, predict() -> (B, K), predict_one() -> (K), step(t) -> (K), train() -> loss.
All its calls wait until the result is there.
"""

import sys
import time

import numpy

LSTM_LAYERS = 3
FEWEST_CALLS = 3


class Problem:
    """What lstm4j.bench.Problem wrote: sizes, samples, labels, weights in Keras's layout, and what lstm4j predicts."""

    def __init__(self, file):
        with open(file, "rb") as stream:
            data = stream.read()
        self.B, self.T, self.F, self.U, self.K = (int(n) for n in numpy.frombuffer(data, "<i4", 5))
        self.floats = numpy.frombuffer(data, "<f4", offset=20)
        self.x = self.take(self.B, self.T, self.F)
        self.labels = self.take(self.B).astype("int64")
        self.weights = []
        for layer in range(LSTM_LAYERS):
            self.weights.append(self.take(self.F if layer == 0 else self.U, 4 * self.U))
            self.weights.append(self.take(self.U, 4 * self.U))
            self.weights.append(self.take(4 * self.U))
        self.weights.append(self.take(self.U, self.K))
        self.weights.append(self.take(self.K))
        self.expected = self.take(self.B, self.K)

    def take(self, *shape):
        count = int(numpy.prod(shape))
        taken, self.floats = self.floats[:count], self.floats[count:]
        return taken.reshape(shape).copy()


def check(problem, library):
    worst = numpy.abs(library.predict() - problem.expected).max()
    worst = max(worst, numpy.abs(library.predict_one() - problem.expected[0]).max())
    for t in range(problem.T):
        last = library.step(t)
    return float(max(worst, numpy.abs(last - problem.expected[0]).max()))


def measure(problem, library, row, seconds):
    def steps():
        for t in range(problem.T):
            library.step(t)

    work, calls = {"train": (library.train, 1), "predict": (library.predict, 1),
                   "predictOne": (library.predict_one, 1), "step": (steps, problem.T)}[row]
    times = []
    end = time.perf_counter() + seconds
    while len(times) < FEWEST_CALLS or time.perf_counter() < end:
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1e3 / calls)
    return sorted(times)[len(times) // 2]


def answer(line):
    print(">", line, flush=True)


def serve(make):
    """make(problem, threads) gives the library; arguments are THREADS and the problem's file."""
    problem = Problem(sys.argv[2])
    library = make(problem, int(sys.argv[1]))
    answer(library.version)
    for line in sys.stdin:
        words = line.split()
        if words[0] == "check":
            answer(check(problem, library))
        elif words[0] == "losses":
            answer(" ".join(f"{float(library.train()):.6f}" for _ in range(int(words[1]))))
        else:
            answer(f"{measure(problem, library, words[1], float(words[2])):.6f}")
