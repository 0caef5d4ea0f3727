"""Numbers that look random, differ everywhere and never change: a 64-bit linear congruential generator seeded by a name.

All numbers are float32 with at most three decimals, so that a file stays short and every reader gets the same bits.
"""

import zlib

import numpy as np


class Numbers:
    def __init__(self, name):
        self.state = zlib.crc32(name.encode()) + 1

    def unit(self):
        """A number in [0, 1)."""
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) / 2**31

    def array(self, *shape, scale=1.0):
        """Numbers in (-scale, scale), three decimals, none of them 0."""

        def one():
            value = 0.0
            while value == 0.0:
                value = round((2 * self.unit() - 1) * scale, 3)
            return value

        return np.array([one() for _ in range(int(np.prod(shape)))], "float32").reshape(shape)

    def integers(self, below, *shape):
        return np.array([int(self.unit() * below) for _ in range(int(np.prod(shape)))]).reshape(shape)

    def one_hot(self, classes, *shape):
        return np.eye(classes, dtype="float32")[self.integers(classes, *shape)]
