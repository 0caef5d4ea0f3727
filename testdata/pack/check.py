"""Holds the numbers of an LSTM against lstm4j's conformance pack: python check.py MY_NUMBERS [given] [GROUP ...].

Needs NumPy alone. MY_NUMBERS is a folder of CASE.ARRAY.npy or CASE.ARRAY.csv. Exit code 0: all right, 1: something is wrong or missing (with
`given` missing is fine), 2: not understood."""
import json
import pathlib
import sys
import warnings

import numpy as np

PACK = pathlib.Path(__file__).resolve().parent


def numbers(stem):
    """The numbers of a file, flat; None where there is none."""
    if stem.with_name(stem.name + ".npy").exists():
        return np.load(stem.with_name(stem.name + ".npy")).astype("float64").ravel()
    file = stem.with_name(stem.name + ".csv")
    return np.array([float(word) for word in file.read_text().replace(",", " ").split()]) if file.exists() else None


def verdict(expected, bound, mine):
    if mine is None or mine.size != expected.size:
        return "MISSING" if mine is None else f"WRONG: {mine.size} numbers, should be {expected.size}"
    same = (mine == expected) | (np.isnan(mine) & np.isnan(expected))
    with np.errstate(all="ignore"):
        off = np.nan_to_num(np.where(same, 0, abs(mine - expected) / bound), nan=np.inf)
    at = off.argmax()
    return f"right, {off[at]:.2f} of the bound" if off[at] <= 1 else f"WRONG: number {at} is {mine[at]:.9g}, should be {expected[at]:.9g}, {off[at]:.3g} bounds off"


warnings.simplefilter("ignore")
groups, lines = set(sys.argv[2:]) - {"given"}, {}
for case in json.loads((PACK / "manifest.json").read_text(encoding="utf-8"))["cases"] if sys.argv[1:] else []:
    for array, one in case["expected"].items() if not groups or case["group"] in groups else []:
        name = f"{case['id']}.{array.replace('/', '.')}"
        try:
            line = verdict(*(part.ravel() for part in np.load(PACK / one["file"])), numbers(pathlib.Path(sys.argv[1]) / name))
        except ValueError as error:
            line = f"WRONG: {error}"
        if line != "MISSING" or "given" not in sys.argv:
            lines[name] = line
if not lines:
    sys.exit(print(__doc__, file=sys.stderr) or 2)
print(*(f"{name:<45} {line}" for name, line in lines.items()), sep="\n")
bad = sum(not line.startswith("right") for line in lines.values())
sys.exit(print(f"{len(lines)} arrays, {bad} wrong or missing") or bad > 0)
