"""What real backends make of small LSTMs: testdata/check/*.npz, which lstm4j judges in RealBackendsTest.

    python3 -m venv venv && venv/bin/pip install numpy==1.26.4 torch==2.3.1 onnx==1.16.1 onnxruntime==1.18.1
    venv/bin/python testdata/gen/backends.py

Each file: x (B, T, F), Keras's kernel, recurrent_kernel, bias, labels, and what the backend gave, arrays named BACKEND:NAME.
"""
import pathlib

import numpy as np
import onnx
import onnxruntime
import torch

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "check"
SIZES = [(4, 7, 3, 5), (2, 30, 1, 8), (3, 12, 6, 4), (5, 20, 2, 16)]


def onnx_order(array, U):
    i, f, c, o = (array[:, n * U:(n + 1) * U] for n in range(4))
    return np.concatenate([i, o, f, c], axis=1)


def run_onnx(x, kernel, recurrent, bias):
    B, T, F = x.shape
    U = recurrent.shape[0]
    tensors = {"W": onnx_order(kernel, U).T[None], "R": onnx_order(recurrent, U).T[None],
               "B": np.concatenate([onnx_order(bias[None], U), np.zeros((1, 4 * U), "f")], axis=1)}
    node = onnx.helper.make_node("LSTM", ["x", "W", "R", "B"], ["Y", "Y_h", "Y_c"], hidden_size=U)
    floats = onnx.TensorProto.FLOAT
    graph = onnx.helper.make_graph([node], "g", [onnx.helper.make_tensor_value_info("x", floats, [T, B, F])],
                                   [onnx.helper.make_tensor_value_info("Y", floats, [T, 1, B, U])],
                                   [onnx.numpy_helper.from_array(np.ascontiguousarray(a, "f"), n) for n, a in tensors.items()])
    model = onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", 14)])
    model.ir_version = 8
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return session.run(["Y"], {"x": np.ascontiguousarray(x.transpose(1, 0, 2))})[0][:, 0]  # time first, as it comes


def run_torch(x, kernel, recurrent, bias, dtype, labels=None, second_bias=None):
    lstm = torch.nn.LSTM(x.shape[2], recurrent.shape[0], batch_first=True)
    with torch.no_grad():
        lstm.weight_ih_l0.copy_(torch.tensor(kernel.T))
        lstm.weight_hh_l0.copy_(torch.tensor(recurrent.T))
        lstm.bias_ih_l0.copy_(torch.tensor(bias))
        lstm.bias_hh_l0.copy_(torch.tensor(0 * bias if second_bias is None else second_bias))
    lstm = lstm.to(dtype)
    data = torch.tensor(x).to(dtype).requires_grad_(True)
    h, (hn, cn) = lstm(data)
    result = {"h": h, "h_n": hn, "c_n": cn}
    if labels is not None:
        loss = ((h - torch.tensor(labels)) ** 2).mean()
        loss.backward()
        result |= {"loss": loss, "d_weight_ih": lstm.weight_ih_l0.grad, "d_weight_hh": lstm.weight_hh_l0.grad,
                   "d_bias_ih": lstm.bias_ih_l0.grad, "d_input": data.grad}
    return {name: value.detach().float().numpy() for name, value in result.items()}


def main():
    FOLDER.mkdir(exist_ok=True)
    for number, (B, T, F, U) in enumerate(SIZES):
        random = np.random.default_rng(number)

        def draw(*shape, size=1.0):
            return random.uniform(-size, size, shape).astype("f")

        x, kernel, recurrent, bias = draw(B, T, F, size=2), draw(F, 4 * U), draw(U, 4 * U, size=1.8 / U ** 0.5), draw(4 * U)
        labels = draw(B, T, U)
        arrays = {"x": x, "kernel": kernel, "recurrent_kernel": recurrent, "bias": bias, "labels": labels,
                  "onnxruntime:output": run_onnx(x, kernel, recurrent, bias)}
        for name, result in {"torch": run_torch(x, kernel, recurrent, bias, torch.float32, labels),
                             "bfloat16": run_torch(x, kernel, recurrent, bias, torch.bfloat16),
                             "float16": run_torch(x, kernel, recurrent, bias, torch.float16),
                             "bias-doubled": run_torch(x, kernel, recurrent, bias, torch.float32, second_bias=bias)}.items():
            arrays |= {name + ":" + key: value for key, value in result.items()}
        np.savez(FOLDER / f"backends{number}.npz", **arrays)
    (FOLDER / "VERSIONS").write_text(f"numpy {np.__version__}\ntorch {torch.__version__}\nonnxruntime {onnxruntime.__version__}\n")


main()
