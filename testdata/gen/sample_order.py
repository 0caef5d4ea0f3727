"""Writes sample_order.json: the order of samples of chapter 12, FIT-16, from its words. Needs Python alone.

Small orders are made by turning the columns and rows of a whole table of positions, large ones position by position. What both
share is the generator of chapter 6; nothing here is taken from lstm4j."""

import json
import math
import pathlib

WORD, G, ROUNDS = 2 ** 64 - 1, 0x9E3779B97F4A7C15, 24


def mix(z):
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & WORD
    z = (z ^ z >> 27) * 0x94D049BB133111EB & WORD
    return z ^ z >> 31


def below(m, key, n):
    return mix(key + (n + 1) * G & WORD) * m >> 64


def keys(seed, epoch):
    start = mix(mix(seed + 2 * G & WORD) + epoch * G & WORD)
    return [mix(start + k * G & WORD) for k in range(ROUNDS)]


def sizes(samples):
    """The smallest even number of rows whose square holds the samples, and the columns needed then."""
    rows = math.isqrt(samples - 1) + 1
    rows += rows % 2
    return rows, -(-samples // rows)


def table(samples, seed, epoch):
    """All samples in their order, by turning whole columns and rows."""
    rows, columns = sizes(samples)
    lines = [[row * columns + column for column in range(columns)] for row in range(rows)]  # which place's content stands here
    for k, key in enumerate(keys(seed, epoch)):
        if k % 2 == 0:
            for column in range(columns):
                old = [line[column] for line in lines]
                distance = below(rows, key, column)
                for row in range(rows):
                    lines[(row + distance) % rows][column] = old[row]
        else:
            for row, line in enumerate(lines):
                distance = below(columns, key, row)
                lines[row] = [line[(column - distance) % columns] for column in range(columns)]
    ends = {content: place for place, content in enumerate(sum(lines, []))}
    order = []
    for position in range(samples):
        place = ends[position]
        while place >= samples:
            place = ends[place]
        order.append(place)
    return order


def at(samples, seed, epoch, position):
    rows, columns = sizes(samples)
    place = position
    while True:
        row, column = divmod(place, columns)
        for k, key in enumerate(keys(seed, epoch)):
            if k % 2 == 0:
                row = (row + below(rows, key, column)) % rows
            else:
                column = (column + below(columns, key, row)) % columns
        place = row * columns + column
        if place < samples:
            return place


def small(samples, seed, epoch):
    order = table(samples, seed, epoch)
    assert sorted(order) == list(range(samples))
    assert order == [at(samples, seed, epoch, position) for position in range(samples)]
    return {"samples": samples, "seed": seed, "epoch": epoch, "positions": list(range(samples)), "at": order}


def large(samples, seed, epoch):
    positions = sorted({0, 1, 2, samples // 3, samples // 2, samples - 2, samples - 1})
    return {"samples": samples, "seed": seed, "epoch": epoch, "positions": positions,
            "at": [at(samples, seed, epoch, position) for position in positions]}


def write():
    orders = [small(n, seed, epoch) for n in (1, 2, 3, 4, 5, 9, 10, 16, 17, 25, 80, 100) for seed, epoch in ((42, 0), (42, 1), (-7, 3))]
    orders += [large(n, seed, epoch) for n in (60000, 2 ** 20, 2 ** 31 - 1, 2 ** 31 + 11, 10 ** 12, 2 ** 40 - 1, 2 ** 40) for seed, epoch in ((0, 0), (2 ** 52 - 1, 999))]
    document = {"source": "testdata/gen/sample_order.py, from the words of spec/12-fit.md", "orders": orders}
    (pathlib.Path(__file__).parent.parent / "sample_order.json").write_text(json.dumps(document, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()
    for epoch in (0, 1):
        print(epoch, table(10, 42, epoch))
