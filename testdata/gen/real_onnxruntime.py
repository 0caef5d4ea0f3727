"""What ONNX Runtime makes of the models of real_models.py: outputs. Layers are its nodes LSTM, GRU and RNN, in the layout of ONNX.

    python3 -m venv venv && venv/bin/pip install onnx onnxruntime==1.22.0
    venv/bin/python testdata/gen/real_onnxruntime.py
"""
import numpy as np
import onnx
import onnxruntime

import real_models

KINDS = {"LSTM": "LSTM", "GRU": "GRU", "SimpleRNN": "RNN"}
ORDER = {"LSTM": [0, 3, 1, 2], "GRU": [0, 1, 2], "SimpleRNN": [0]}  # i f c o are i o f c there
FLOAT = onnx.TensorProto.FLOAT


def turned(array, kind):
    blocks = np.split(array, len(ORDER[kind]), axis=-1)
    return np.concatenate([blocks[n] for n in ORDER[kind]], axis=-1)


def recurrent(k, name, halves, kind, U, sequences, arrays, tensors):
    """Nodes that turn a{k} (B, T, F) into a{k+1}: time goes first, directions side by side."""
    for tensor, part in (("W", "kernel"), ("R", "recurrent_kernel")):
        tensors[f"{tensor}{k}"] = np.stack([turned(arrays[f"{name}/{half}{part}"], kind).T for half in halves])
    biases = [np.atleast_2d(turned(arrays[f"{name}/{half}bias"], kind)) for half in halves]
    tensors[f"B{k}"] = np.stack([np.concatenate([b[0], b[1] if len(b) > 1 else 0 * b[0]]) for b in biases])
    more = {"linear_before_reset": 1} if kind == "GRU" else {}
    node = onnx.helper.make_node
    yield node("Transpose", [f"a{k}"], [f"t{k}"], perm=[1, 0, 2])
    yield node(KINDS[kind], [f"t{k}", f"W{k}", f"R{k}", f"B{k}"], [f"Y{k}", f"H{k}"], hidden_size=U,
               direction="bidirectional" if len(halves) == 2 else "forward", **more)  # Y (T, D, B, U), H (D, B, U)
    tensors[f"s{k}"] = np.array([0, 0, -1] if sequences else [0, -1], "int64")
    yield node("Transpose", [f"Y{k}" if sequences else f"H{k}"], [f"y{k}"], perm=[2, 0, 1, 3] if sequences else [1, 0, 2])
    yield node("Reshape", [f"y{k}", f"s{k}"], [f"a{k + 1}"])


def run(one):
    arrays, tensors, nodes, k = one["arrays"], {}, [], 0
    for (kind, U, sequences, _), (name, halves) in zip(one["recurrent"], real_models.names(one)):
        nodes += recurrent(k, name, halves, kind, U, sequences, arrays, tensors)
        k += 1
    if one["dense"]:
        tensors |= {"K": arrays["dense/kernel"], "b": arrays["dense/bias"]}
        nodes += [onnx.helper.make_node("MatMul", [f"a{k}", "K"], ["m"]), onnx.helper.make_node("Add", ["m", "b"], [f"a{k + 1}"])]
        k += 1
    graph = onnx.helper.make_graph(nodes, "g", [onnx.helper.make_tensor_value_info("a0", FLOAT, arrays["x"].shape)],
                                   [onnx.helper.make_tensor_value_info(f"a{k}", FLOAT, None)],
                                   [onnx.numpy_helper.from_array(np.ascontiguousarray(a), name) for name, a in tensors.items()])
    model = onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", 14)])
    model.ir_version = 8
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return {"output": session.run(None, {"a0": arrays["x"]})[0]}


def main():
    results = {n: run(real_models.model(n)) for n in range(real_models.COUNT)}
    real_models.write("onnxruntime", results)


main()
