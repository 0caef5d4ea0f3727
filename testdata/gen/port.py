"""The port of spec/check-your-port.md: a PyTorch model on the probe, once right, once with two gates exchanged. numpy 1.26.4, torch 2.3.1."""
import pathlib

import numpy as np
import torch

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "check"
probe = np.load(FOLDER / "port-probe.npz")


def port(order):
    def rows(name):  # Keras (inputs, 4 gates) -> PyTorch (4 gates, inputs), gates in the order wanted
        gates = np.split(probe[name], 4, axis=-1)
        return torch.tensor(np.concatenate([gates[n] for n in order], axis=-1).T)

    lstm, dense = torch.nn.LSTM(3, 8, batch_first=True), torch.nn.Linear(8, 2)
    with torch.no_grad():
        lstm.weight_ih_l0.copy_(rows("lstm/kernel"))
        lstm.weight_hh_l0.copy_(rows("lstm/recurrent_kernel"))
        lstm.bias_ih_l0.copy_(rows("lstm/bias"))
        lstm.bias_hh_l0.zero_()
        dense.weight.copy_(torch.tensor(probe["dense/kernel"].T))
        dense.bias.copy_(torch.tensor(probe["dense/bias"]))
        h, _ = lstm(torch.tensor(probe["x"]))
        return {"h": h.numpy(), "output": dense(h).numpy()}


np.savez(FOLDER / "port-right.npz", **port([0, 1, 2, 3]))
np.savez(FOLDER / "port-wrong.npz", **port([0, 2, 1, 3]))  # the mistake: TensorFlow 1's order i c f o
