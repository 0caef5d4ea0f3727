"""Writes MANIFEST.json: sizes and SHA-256 of all files here but the arrays of the pack, which has them itself, and the pinned versions. Needs Python alone."""

import hashlib
import json
import pathlib
import re

HERE = pathlib.Path(__file__).parent
OUT = HERE.parent
LIMIT = 4 * 1024 * 1024


def write():
    pins = (HERE / "requirements.txt").read_text()
    files = sorted(f for f in OUT.rglob("*") if f.is_file() and f.name != "MANIFEST.json" and "__pycache__" not in f.parts)
    files = [f for f in files if not f.is_relative_to(OUT / "pack" / "arrays")]
    entries = {f.relative_to(OUT).as_posix(): {"bytes": f.stat().st_size, "sha256": hashlib.sha256(f.read_bytes()).hexdigest()} for f in files}
    document = {
        "python": re.search(r"^# python (\S+)", pins, re.M)[1],
        "packages": dict(re.findall(r"^([\w.-]+)==(\S+)", pins, re.M)),
        "files": dict(sorted(entries.items())),
    }
    (OUT / "MANIFEST.json").write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
    total = sum(entry["bytes"] for name, entry in entries.items() if name.endswith(".json") and not name.startswith("pack/"))
    assert total <= LIMIT, total
    print(f"MANIFEST.json: {len(files)} files, {total // 1024} KiB of JSON")


if __name__ == "__main__":
    write()
