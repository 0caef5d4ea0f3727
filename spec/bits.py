"""From these pages to the bits: LSTM(3) and Dense(2, softmax), first values, predictions, three epochs of Adam, by the rules beside the lines.
    python3 spec/bits.py                      prints every number as the eight hexadecimal digits of a float
    python3 spec/bits.py spec/bits.txt        compares them with a record
"""
import math, sys
import numpy as np

f32, f64, WORD, G = np.float32, np.float64, 2 ** 64 - 1, 0x9E3779B97F4A7C15
SEED, N, T, F, U, K = 42, 80, 5, 2, 3, 2        # 80 samples of 5 steps of 2 features; 3 units; 2 classes
BATCH, SHARD, EPOCHS = 40, 32, 3                # PAR-3: a batch of 40 rows is two shards, of 32 and 8
RATE, BETA_1, BETA_2, EPSILON = 0.01, 0.9, 0.999, 1e-7
NAMES = "kernel", "recurrent_kernel", "bias", "dense/kernel", "dense/bias"

# Chapter 6: numbers of the generator, and the first values of the weights. Python's floats are doubles.
def mix(z):
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & WORD
    z = (z ^ z >> 27) * 0x94D049BB133111EB & WORD
    return z ^ z >> 31
def key(purpose, which, part=0): return mix(mix(mix(SEED + purpose * G & WORD) + which * G & WORD) + part * G & WORD)  # INIT-2
def bits(key, n): return mix(key + (n + 1) * G & WORD)                # INIT-1
def uniform(key, n): return (bits(key, n) >> 11) / 2 ** 53            # INIT-3
def normal(key, n): return math.sqrt(-2 * math.log(1 - uniform(key, 2 * n))) * math.cos(2 * math.pi * uniform(key, 2 * n + 1))  # INIT-3
def glorot_uniform(which, rows, columns):                           # INIT-6
    limit = math.sqrt(3 / ((rows + columns) / 2))
    return np.array([limit * (2 * uniform(key(1, which), n) - 1) for n in range(rows * columns)], f32).reshape(rows, columns)
def dot(a, b):                                                      # INIT-7: from 0, j ascending
    s = 0.0
    for j in range(len(a)): s += a[j] * b[j]
    return s
def orthogonal(which, rows, columns):                               # INIT-7, no more rows than columns
    done = []
    for m in range(rows):
        v = np.array([normal(key(1, which), j * rows + m) for j in range(columns)])
        before = math.sqrt(dot(v, v))
        for again in (False, True):
            if not again or math.sqrt(dot(v, v)) < 0.7 * before:
                for e in done: v = v - dot(e, v) * e
        done.append(v * (1 / math.sqrt(dot(v, v))))
    return np.array(done).astype(f32)

# Chapters 3, 5 and 8: forward, all rows [R] at once, every sum as a loop, float32 all along.
def sigmoid(z): return (1 / (1 + np.exp(-z.astype(f64)))).astype(f32)  # NUM-2: in double, rounded once
def tanh(z): return np.tanh(z.astype(f64)).astype(f32)                # NUM-2
def exponentials(z): return np.exp(z.astype(f64) - z.max(axis=1, keepdims=True))  # NUM-6, LOSS-5: in double
def softmax(z):                                                     # NUM-6: of two, the larger one is 1
    e = exponentials(z)
    return (e / (e.min(axis=1, keepdims=True) + 1)).astype(f32)
def add_product(z, x, W):                                           # NUM-1: (z_q + x_0·W_0q) + x_1·W_1q …
    for j in range(len(W)):
        z = z + x[:, j:j + 1] * W[j]
    return z
def forward(weights, x):                                            # LSTM-2, DENSE-1, NUM-8
    W, V, b, dense_W, dense_b = weights
    h, c, steps = np.zeros((len(x), U), f32), np.zeros((len(x), U), f32), []
    for k in range(T):
        h_prev, c_prev = h, c
        z_i, z_f, z_g, z_o = np.split(add_product(add_product(b, x[:, k], W), h_prev, V), 4, axis=1)
        i, f, g, o = sigmoid(z_i), sigmoid(z_f), tanh(z_g), sigmoid(z_o)
        c = f * c_prev + i * g
        a = tanh(c)
        h = o * a
        steps.append((x[:, k], h_prev, c_prev, i, f, g, o, a))
    return add_product(dense_b, h, dense_W), h, steps

# Chapter 4: backward, of one shard, from zero.
def add_outer(d, x, dz):                                            # NUM-4: rows ascending, on what is there
    for r in range(len(dz)):
        d += x[r][:, None] * dz[r]
def through(dz, W):                                                 # NUM-4: Σ dz_q·W_jq from 0
    return add_product(np.zeros((len(dz), len(W)), f32), dz, W.T)
def gradients(weights, x, y):                                       # the table of chapter 4, NUM-8
    sums, one = [np.zeros_like(w) for w in weights], np.ones((len(x), 1), f32)
    z, h, steps = forward(weights, x)
    e = exponentials(z)
    dz = (e / (e[:, :1] + e[:, 1:]) - np.eye(K)[y]).astype(f32)     # LOSS-5, LOSS-8, LOSS-10: p − y
    add_outer(sums[3], h, dz)
    add_outer(sums[4], one, dz)
    dh, dc = through(dz, weights[3]), np.zeros_like(h)
    for x_k, h_prev, c_prev, i, f, g, o, a in reversed(steps):
        dc = dc + dh * o * ((1 - a) * (1 + a))
        dz = np.hstack([dc * g * (i * (1 - i)), dc * c_prev * (f * (1 - f)), dc * i * ((1 - g) * (1 + g)), dh * a * (o * (1 - o))])
        for d, rows in zip(sums, (x_k, h_prev, one)): add_outer(d, rows, dz)                            # dW, dV, db
        dh, dc = through(dz, weights[1]), dc * f
    return sums

# Chapters 7, 11 and 12: the order of samples, shards, one step of Adam.
def sample(epoch, place):                                           # FIT-16: 80 samples fill a table of 10 rows and 8 columns
    row, column = place // 8, place % 8
    for k in range(0, 24, 2):                                       # below of INIT-3, down and right
        row = (row + (bits(key(2, epoch, k), column) * 10 >> 64)) % 10
        column = (column + (bits(key(2, epoch, k + 1), row) * 8 >> 64)) % 8
    return row * 8 + column
def adam(weights, gradient, momentum, velocity, n):                 # OPT-6, OPT-10
    alpha = f32(float(f32(RATE)) * math.sqrt(1 - BETA_2 ** (n + 1)) / (1 - BETA_1 ** (n + 1)))
    for w, g, m, v in zip(weights, gradient, momentum, velocity):
        m += (g - m) * f32(1 - BETA_1)
        v += (g * g - v) * f32(1 - BETA_2)
        w -= m * alpha / (np.sqrt(v) + f32(EPSILON))

def run():
    x = np.array([[[(n * 37 + t * 17 + j * 11) % 32 / 16 - 1 for j in range(F)] for t in range(T)] for n in range(N)], f32)
    y = np.array([x[n, 0, 0] + x[n, T - 1, 1] > 0 for n in range(N)], int)
    weights = [glorot_uniform(0, F, 4 * U), orthogonal(1, U, 4 * U), np.zeros((1, 4 * U), f32), glorot_uniform(3, U, K), np.zeros((1, K), f32)]
    weights[2][0, U:2 * U] = 1                                      # INIT-8
    momentum, velocity = ([np.zeros_like(w) for w in weights] for slot in range(2))
    yield from ((name + " before", w.copy()) for name, w in zip(NAMES, weights))
    yield "prediction before", softmax(forward(weights, x)[0])
    for n in range(EPOCHS * N // BATCH):                            # FIT-17: batches 0 and 1 of each epoch
        epoch, start = n * BATCH // N, n * BATCH % N
        shards = [[sample(epoch, start + p) for p in range(s, min(s + SHARD, BATCH))] for s in range(0, BATCH, SHARD)]
        parts = [gradients(weights, x[shard], y[shard]) for shard in shards]
        adam(weights, [(a + b) * f32(1 / BATCH) for a, b in zip(*parts)], momentum, velocity, n)        # PAR-4, PAR-5
    yield from ((name + " after", w) for name, w in zip(NAMES, weights))
    yield "prediction after", softmax(forward(weights, x)[0])
text = "".join(name + ": " + " ".join("%08x" % n for n in array.view(np.uint32).ravel()) + "\n" for name, array in run())
if len(sys.argv) == 1:
    print(text, end="")
else:
    sys.exit(None if text == open(sys.argv[1]).read() else "the bits are not those of " + sys.argv[1])

