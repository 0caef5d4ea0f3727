"""Writes the files: canonical JSON with one array of numbers a line, checked against the schema."""

import importlib.metadata
import json
import math
import pathlib
import platform
import re

import jsonschema
import numpy as np

HERE = pathlib.Path(__file__).parent
OUT = HERE.parent


def number(value):
    """The shortest decimal that gives the same float32 or float64 again; JSON has no NaN, so that is a string."""
    if isinstance(value, np.floating) and not isinstance(value, np.float64):
        value = np.float32(value)
        if np.isfinite(value):
            text = np.format_float_scientific(value, unique=True, trim="-")
            plain = np.format_float_positional(value, unique=True, trim="0")
            return plain if len(plain) <= len(text) + 2 else text
    value = float(value)
    if math.isnan(value):
        return '"NaN"'
    if math.isinf(value):
        return '"Infinity"' if value > 0 else '"-Infinity"'
    return repr(value)


def text(value, indent=0):
    if isinstance(value, np.ndarray):
        return numbers(value)
    if isinstance(value, (np.integer,)):
        return str(int(value))
    if isinstance(value, (float, np.floating)):
        return number(value)
    pad = "\n" + " " * (indent + 1)
    if isinstance(value, dict):
        short = "{" + ", ".join(f"{json.dumps(str(k))}: {text(v)}" for k, v in value.items()) + "}"
        if len(short) + indent <= 130 and "\n" not in short:
            return short
        inner = ("," + pad).join(f"{json.dumps(str(k))}: {text(v, indent + 1)}" for k, v in value.items())
        return "{" + pad + inner + "\n" + " " * indent + "}"
    if isinstance(value, (list, tuple)):
        short = "[" + ", ".join(text(v) for v in value) + "]"
        if len(short) + indent <= 130 and "\n" not in short:
            return short
        return "[" + pad + ("," + pad).join(text(v, indent + 1) for v in value) + "\n" + " " * indent + "]"
    return json.dumps(value, ensure_ascii=False)


def numbers(array):
    if array.ndim == 0:
        return str(int(array)) if array.dtype.kind in "iu" else number(array[()])
    return "[" + ",".join(numbers(a) if isinstance(a, np.ndarray) else numbers(np.asarray(a)) for a in array) + "]"


def write(name, document):
    schema = json.loads((OUT / "schema.json").read_text())
    body = text(document) + "\n"
    parsed = json.loads(body)
    jsonschema.Draft202012Validator(schema).validate(parsed)
    ids = [t["id"] for g in parsed["groups"] for t in g["tests"]]
    assert len(ids) == len(set(ids)), name
    flags = {f for g in parsed["groups"] for t in g["tests"] for f in t["flags"]}
    assert flags == set(parsed["notes"]), (name, flags ^ set(parsed["notes"]))
    (OUT / name).write_text(body, encoding="utf-8")
    print(f"{name}: {len(ids)} tests, {len(body.encode()) // 1024} KiB")


def document(algorithm, notes, groups):
    used = {f for g in groups for t in g["tests"] for f in t["flags"]}
    return {
        "algorithm": algorithm,
        "schema": "schema.json",
        "source": {"name": "Keras on TensorFlow, CPU", "version": f"keras {version('keras')}, tensorflow {version('tensorflow')}"},
        "secondSource": {"name": "the equations in NumPy, derivatives by complex step", "version": f"numpy {version('numpy')}"},
        "notes": {k: v for k, v in notes.items() if k in used},
        "groups": groups,
    }


def version(package):
    return importlib.metadata.version(package)


def require_pinned():
    """Other versions than the pinned ones make other numbers: an error, not a surprise."""
    pins = (HERE / "requirements.txt").read_text()
    expected = dict(re.findall(r"^([\w.-]+)==(\S+)", pins, re.M)) | {"python": re.search(r"^# python (\S+)", pins, re.M)[1]}
    found = {name: platform.python_version() if name == "python" else version(name) for name in expected}
    assert found == expected, {name: (found[name], expected[name]) for name in expected if found[name] != expected[name]}
