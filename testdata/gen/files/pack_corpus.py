"""Packs what the fuzzer kept for FuzzCorpusTest: python pack_corpus.py ../../../target/fuzz ../../fuzz/corpus.gz"""
import gzip
import os
import struct
import sys

inputs = sorted(open(os.path.join(sys.argv[1], name), "rb").read() for name in os.listdir(sys.argv[1]))
with open(sys.argv[2], "wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", compresslevel=9, mtime=0, filename="") as out:
    for data in inputs:
        out.write(struct.pack(">i", len(data)) + data)
    out.write(struct.pack(">i", -1))
print(len(inputs), "inputs,", os.path.getsize(sys.argv[2]), "bytes")
