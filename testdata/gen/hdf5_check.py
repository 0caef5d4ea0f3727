"""Lets h5py and the HDF5 tools read what lstm4j wrote: python testdata/gen/hdf5_check.py FOLDER

FOLDER holds random*.h5 and the values that were written (see WriteForH5pyTest). Every value must be read as it was
written, with h5py; every file must be dumped without an error by h5dump, where it is installed; and h5py must be able to
go on writing into every file.
"""
import pathlib
import shutil
import subprocess
import sys

import h5py
import hdf5_files

folder = pathlib.Path(sys.argv[1])
files = sorted(folder.glob("random*.h5"))
h5dump = shutil.which("h5dump")
values = 0
for path in files:
    with h5py.File(path, "r") as f:
        rows = ["\t".join(("random.h5", *row)) for row in hdf5_files.rows("/", f["/"], {})]
    expected = path.with_suffix(".tsv").read_text(encoding="utf-8").split("\n")[:-1]
    assert sorted(rows) == sorted(expected), path
    values += len(rows)
    if h5dump:
        subprocess.run([h5dump, path], check=True, stdout=subprocess.DEVNULL)
    changed = path.with_suffix(".changed")
    shutil.copy(path, changed)
    with h5py.File(changed, "r+") as f:
        for k in range(40):
            f[f"new/{k}"] = k
        f.attrs["new"] = ["a", "b"]
    with h5py.File(changed, "r") as f:
        assert f["new/39"][()] == 39 and list(f.attrs["new"]) == ["a", "b"], path
        again = ["\t".join(("random.h5", *row)) for row in hdf5_files.rows("/", f["/"], {})]
        assert set(expected) <= set(again), path
    changed.unlink()
print(f"{len(files)} files, {values} values: read by h5py {h5py.__version__} (HDF5 {h5py.version.hdf5_version})"
      + (f", dumped by {subprocess.check_output([h5dump, '--version'], text=True).strip()}" if h5dump else ""))
