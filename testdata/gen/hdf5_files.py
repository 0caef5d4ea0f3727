"""Makes the small HDF5 files of testdata/hdf5, and what h5py reads from them and from the files of others.

    python -m venv .venv && .venv/bin/pip install h5py==3.16.0 numpy==2.4.6
    .venv/bin/python testdata/gen/hdf5_files.py [DIRECTORY WITH FILES OF OTHERS]

Writes testdata/hdf5/*.h5, expected.tsv (those files), and, given a directory, fixtures.tsv (the files in it).
A line of a table is one dataset, attribute or link: file, path, kind, shape, SHA-256 of the values in a normal form
(integers as int64, floats as float64 with one NaN, strings in UTF-8 each followed by a zero byte), or instead of the
hash the reason why a reader that knows only deflate, shuffle and fletcher32 must refuse: filter, size, type, external,
virtual; or "h5py fails". A file with many lines has one line instead, with the hash of all of them.
"""
import hashlib
import pathlib
import sys

import h5py
import numpy as np

assert (h5py.__version__, np.__version__) == ("3.16.0", "2.4.6"), "see the pinned versions above"

OUT = pathlib.Path(__file__).resolve().parent.parent / "hdf5"
KNOWN_FILTERS = {1, 2, 3}
MOST_ELEMENTS = 8 << 20
MOST_LINES = 100
IEEE = [getattr(h5py.h5t, f"IEEE_F{bits}{order}") for bits in (16, 32, 64) for order in ("LE", "BE")]


# ---- what h5py reads ----

def kind_of(tid):
    c = tid.get_class()
    if isinstance(tid, h5py.h5t.TypeID) and tid.committed():
        return "other"
    if c == h5py.h5t.INTEGER and tid.get_precision() == 8 * tid.get_size():
        return "integer"
    if c == h5py.h5t.FLOAT and any(tid.equal(t) for t in IEEE):
        return "float"
    return "string" if c == h5py.h5t.STRING else "other"


def sha(kind, values):
    if kind == "integer":
        data = np.asarray(values).astype("<i8").tobytes()
    elif kind == "float":
        a = np.asarray(values).astype("<f8")
        data = np.where(np.isnan(a), np.nan, a).tobytes()
    else:
        strings = np.asarray(values, dtype=object).ravel().tolist()
        data = b"".join((s if isinstance(s, bytes) else s.encode()) + b"\0" for s in strings)
    return hashlib.sha256(data).hexdigest()


def dims(shape):
    return "0" if shape is None else "x".join(map(str, shape))


def fixed(tid, raw):
    """Strips the padding of fixed strings as the format says, which numpy does only for zero bytes."""
    pad = tid.get_strpad()
    strings = [s if isinstance(s, bytes) else s.encode() for s in np.asarray(raw, dtype=object).ravel().tolist()]
    if pad == h5py.h5t.STR_SPACEPAD:
        return [s.rstrip(b" ") for s in strings]
    return [s.split(b"\0")[0] if pad == h5py.h5t.STR_NULLTERM else s.rstrip(b"\0") for s in strings]


def row(path, obj, tid, read):
    kind = kind_of(tid)
    if isinstance(obj, h5py.Dataset):
        plist = obj.id.get_create_plist()
        filters = {plist.get_filter(k)[0] for k in range(plist.get_nfilters())}
        if kind != "other" and filters - KNOWN_FILTERS:
            return path, kind, dims(obj.shape), "filter"
        if plist.get_external_count():
            return path, kind, dims(obj.shape), "external"
        if plist.get_layout() == h5py.h5d.VIRTUAL:
            return path, kind, dims(obj.shape), "virtual"
        if obj.size is not None and obj.size > MOST_ELEMENTS:
            return path, kind, dims(obj.shape), "size"
    try:
        shape, values = read()
    except OSError:
        return path, kind, "?", "h5py fails"
    if kind == "other":
        return path, kind, dims(shape), "type"
    if kind == "string" and not tid.is_variable_str() and shape is not None:
        values = fixed(tid, values)
    return path, kind, dims(shape), sha(kind, [] if shape is None else values)


def attribute_rows(path, obj):
    for name in sorted(obj.attrs, key=lambda n: n.encode()):
        aid = obj.attrs.get_id(name)

        def read():
            if kind_of(aid.get_type()) == "other":
                return aid.shape, None
            value = obj.attrs[name]
            return (None, None) if isinstance(value, h5py.Empty) else (aid.shape, value)
        yield row(f"{path}@{name}", None, aid.get_type(), read)


def rows(path, obj, seen):
    seen[h5py.h5o.get_info(obj.id).addr] = path
    yield from attribute_rows(path, obj)
    if isinstance(obj, h5py.Dataset):
        def read():
            if obj.shape is None or kind_of(obj.id.get_type()) == "other":
                return obj.shape, None
            return obj.shape, obj[()]
        yield row(path, obj, obj.id.get_type(), read)
    elif isinstance(obj, h5py.Datatype):
        yield path, "named datatype", "", ""
    else:
        order = obj.id.get_create_plist().get_link_creation_order()
        names = list(obj) if order & h5py.h5p.CRT_ORDER_INDEXED else sorted(obj, key=lambda n: n.encode())
        for name in names:
            below = f"{path.rstrip('/')}/{name}"
            link = obj.get(name, getlink=True)
            if isinstance(link, h5py.SoftLink):
                yield below, "link", "", link.path
            elif isinstance(link, h5py.ExternalLink):
                yield below, "external link", "", f"{link.filename}:{link.path}"
            else:
                child = obj[name]
                addr = h5py.h5o.get_info(child.id).addr
                if addr in seen:
                    yield below, "link", "", seen[addr]
                else:
                    yield from rows(below, child, seen)


def table(files, name):
    with open(OUT / name, "w", encoding="utf-8", newline="\n") as out:
        for path in files:
            try:
                with h5py.File(path, "r") as f:
                    lines = ["\t".join((path.name, *r)) + "\n" for r in rows("/", f["/"], {})]
            except OSError:
                lines = [f"{path.name}\t*\t\t\th5py fails\n"]
            if len(lines) > MOST_LINES:
                digest = hashlib.sha256("".join(lines).encode()).hexdigest()
                lines = [f"{path.name}\t*\t{len(lines)} lines\t\t{digest}\n"]
            out.writelines(lines)


# ---- small files ----

def small(name, libver, address_bytes=8):
    """A new file without the gaps that the library leaves for growth."""
    fcpl = h5py.h5p.create(h5py.h5p.FILE_CREATE)
    fcpl.set_obj_track_times(False)
    fcpl.set_sizes(address_bytes, address_bytes)
    fapl = h5py.h5p.create(h5py.h5p.FILE_ACCESS)
    fapl.set_meta_block_size(0)
    oldest = h5py.h5f.LIBVER_EARLIEST if libver == "earliest" else h5py.h5f.LIBVER_V110
    fapl.set_libver_bounds(oldest, h5py.h5f.LIBVER_V110)
    return h5py.File(h5py.h5f.create(str(OUT / name).encode(), h5py.h5f.ACC_TRUNC, fcpl, fapl))


def untimed():
    plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    plist.set_obj_track_times(False)
    return plist


def numbers(*shape):
    return np.arange(1, 1 + np.prod(shape)).reshape(shape) * 0.75


def make():
    with small("old-numbers.h5", "earliest") as f:
        f["f4"] = numbers(2, 3).astype("<f4")
        f["f8be"] = numbers(3).astype(">f8")
        f["f2"] = np.array([0, -0.0, 1, 65504, 6e-8, np.inf, np.nan], "<f2")
        f["i8"] = np.int64(-5)
        f["u1"] = np.array([0, 255], "u1")
        f["i2be"] = np.array([[-2], [300]], ">i2")
        f["none"] = np.zeros((0, 4), "f4")
        f["empty"] = h5py.Empty("f4")
    with small("old-groups.h5", "earliest", address_bytes=4) as f:
        for k in range(9):
            f[f"soft{k}"] = h5py.SoftLink("/g/x")
        f["g/x"] = np.float32(1.5)
        f["hard"] = f["g"]
    with small("loops.h5", "earliest") as f:
        f["g/self"] = f.create_group("g")
        f["g/up"] = f["/"]
        f["a"] = h5py.SoftLink("b")
        f["b"] = h5py.SoftLink("/a")
        f["dangling"] = h5py.SoftLink("/nowhere")
    with small("old-chunks.h5", "earliest") as f:
        f.create_dataset("c", data=numbers(5, 3).astype("f4"), chunks=(2, 2), compression="gzip", shuffle=True, fletcher32=True)
    with small("old-fill.h5", "earliest") as f:
        f.create_dataset("missing", (5,), "i2", chunks=(2,), fillvalue=7)[2:4] = [1, 2]
        f.create_dataset("never", (3,), "f4", fillvalue=2.5)
    with small("old-strings.h5", "earliest") as f:
        f.attrs["variable"] = "größe"
        f.attrs["list"] = ["a", "", "ccc"]
        f.attrs["fixed"] = np.array([b"lstm_1", b"b"])
        f.attrs["weight_names"] = []
    with small("new-chunks.h5", "latest") as f:
        f.create_dataset("single", data=numbers(3, 2).astype("f4"), chunks=(3, 2), compression="gzip")
        f.create_dataset("fixed", data=numbers(5, 3).astype("f4"), chunks=(2, 2), fletcher32=True)
        f.create_dataset("growing", data=numbers(3, 4).astype("f4"), chunks=(2, 1), maxshape=(3, None))
        f.create_dataset("growing-packed", data=numbers(9).astype("f4"), chunks=(2,), maxshape=(None,), compression="gzip")
        implicit = untimed()
        implicit.set_chunk((2, 2))
        implicit.set_alloc_time(h5py.h5d.ALLOC_TIME_EARLY)
        d = h5py.h5d.create(f.id, b"implicit", h5py.h5t.IEEE_F32LE, h5py.h5s.create_simple((3, 3)), implicit)
        d.write(h5py.h5s.ALL, h5py.h5s.ALL, numbers(3, 3).astype("f4"))
        compact = untimed()
        compact.set_layout(h5py.h5d.COMPACT)
        d = h5py.h5d.create(f.id, b"compact", h5py.h5t.IEEE_F32LE, h5py.h5s.create_simple((3,)), compact)
        d.write(h5py.h5s.ALL, h5py.h5s.ALL, numbers(3).astype("f4"))
    with small("new-btree.h5", "latest") as f:
        f.create_dataset("b", data=numbers(3, 5).astype("f4"), chunks=(2, 2), maxshape=(None, None), compression="gzip")
    with small("new-dense.h5", "latest") as f:
        for k in range(9):
            f[f"link{k}"] = h5py.SoftLink(f"/{k}")
            f.attrs[f"attribute{k}"] = np.int32(k)
    with small("refused.h5", "latest") as f:
        f["external"] = h5py.ExternalLink("other.h5", "/a")
        f["enum"] = np.array([True, False])
        f["complex"] = np.array([1j])
        f["fine"] = np.float32(1)
        f.create_dataset("stored-outside", (2,), "f4", external=[("other.bin", 0, 8)])
        f.create_dataset("lzf", data=numbers(4).astype("f4"), compression="lzf")
    with small("virtual.h5", "latest") as f:
        space = h5py.h5s.create_simple((2,))
        virtual = untimed()
        virtual.set_virtual(space, b"other.h5", b"a", space)
        h5py.h5d.create(f.id, b"virtual", h5py.h5t.IEEE_F32LE, space, virtual)


if __name__ == "__main__":
    OUT.mkdir(exist_ok=True)
    make()
    table(sorted(OUT.glob("*.h5")), "expected.tsv")
    if len(sys.argv) > 1:
        others = pathlib.Path(sys.argv[1])
        table(sorted(p for p in others.iterdir() if p.suffix in (".h5", ".hdf5")), "fixtures.tsv")
