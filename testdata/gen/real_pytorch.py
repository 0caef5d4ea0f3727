"""What PyTorch makes of the models of real_models.py: outputs, states, gradients and steps in float32, outputs in bfloat16 and float16.

    python3 -m venv venv && venv/bin/pip install numpy torch==2.15.0
    venv/bin/python testdata/gen/real_pytorch.py

Writes real-pytorch.npz and real-half.npz. Gradients and weights are handed over in Keras's layout, a transposed view of PyTorch's.
"""
import numpy as np
import torch

import real_models

KINDS = {"LSTM": torch.nn.LSTM, "GRU": torch.nn.GRU, "SimpleRNN": torch.nn.RNN}
ORDER = {"LSTM": [0, 1, 2, 3], "GRU": [1, 0, 2], "SimpleRNN": [0]}  # Keras's z r h are PyTorch's r z n


def turned(array, kind):
    """Blocks of the last axis exchanged: from Keras's order to PyTorch's, and back."""
    blocks = np.split(np.asarray(array), len(ORDER[kind]), axis=-1)
    return np.concatenate([blocks[n] for n in ORDER[kind]], axis=-1)


class Model(torch.nn.Module):
    def __init__(self, one):
        super().__init__()
        self.one, self.names = one, real_models.names(one)
        features = one["arrays"]["x"].shape[-1]
        self.recurrent = torch.nn.ModuleList()
        for kind, U, _, both in one["recurrent"]:
            self.recurrent.append(KINDS[kind](features, U, batch_first=True, bidirectional=both))
            features = 2 * U if both else U
        self.dense = torch.nn.Linear(features, one["dense"]) if one["dense"] else None
        self.load(one["arrays"])

    def parameters_of(self):
        """Keras's name, PyTorch's parameter, the kind."""
        for layer, (name, halves), (kind, _, _, _) in zip(self.recurrent, self.names, self.one["recurrent"]):
            for half in halves:
                suffix = "_l0" + ("_reverse" if half == "backward_" else "")
                yield f"{name}/{half}kernel", getattr(layer, "weight_ih" + suffix), kind
                yield f"{name}/{half}recurrent_kernel", getattr(layer, "weight_hh" + suffix), kind
                yield f"{name}/{half}bias", (getattr(layer, "bias_ih" + suffix), getattr(layer, "bias_hh" + suffix)), kind

    def load(self, arrays):
        with torch.no_grad():
            for name, parameter, kind in self.parameters_of():
                array = torch.tensor(turned(arrays[name], kind))
                if name.endswith("bias"):
                    rows = array if kind == "GRU" else torch.stack([array, torch.zeros_like(array)])
                    parameter[0].copy_(rows[0]), parameter[1].copy_(rows[1])
                    parameter[1].requires_grad_(kind == "GRU")  # a second bias that Keras does not have stays zero
                else:
                    parameter.copy_(array.T)
            if self.dense is not None:
                self.dense.weight.copy_(torch.tensor(arrays["dense/kernel"].T)), self.dense.bias.copy_(torch.tensor(arrays["dense/bias"]))

    def forward(self, x):
        taps = {}
        for layer, (name, halves), (_, U, sequences, both) in zip(self.recurrent, self.names, self.one["recurrent"]):
            x, final = layer(x)
            h_n = final[0] if isinstance(final, tuple) else final
            for k, half in enumerate(halves):
                taps[f"{name}/{half}h_n"] = h_n[k]
                taps[f"{name}/{half}h"] = x[..., k * U:(k + 1) * U].flip(1) if half == "backward_" else x[..., k * U:(k + 1) * U]
                if isinstance(final, tuple):
                    taps[f"{name}/{half}c_n"] = final[1][k]
            if not sequences:
                x = torch.cat([h_n[k] for k in range(len(halves))], dim=-1)
        return (x if self.dense is None else self.dense(x)), taps

    def arrays(self, of):
        """Of each parameter what ``of`` says, by Keras's name and in Keras's axes."""
        for name, parameter, kind in self.parameters_of():
            if name.endswith("bias"):
                yield name, turned(torch.stack([of(p) for p in parameter]) if kind == "GRU" else of(parameter[0]), kind)
            else:
                yield name, turned(of(parameter).T, kind)
        if self.dense is not None:
            yield "dense/kernel", of(self.dense.weight).T
            yield "dense/bias", of(self.dense.bias)


def run(one):
    model = Model(one)
    data, labels = torch.tensor(one["arrays"]["x"], requires_grad=True), torch.tensor(one["arrays"]["labels"])
    output, taps = model(data)
    loss = ((output - labels) ** 2).mean()
    loss.backward()
    result = {"output": output, "loss": loss, "d_input": data.grad, **taps}
    result |= {name.replace("/", "/d_"): array for name, array in model.arrays(lambda p: p.grad.detach())}
    optimizer = torch.optim.SGD([p for p in model.parameters() if p.requires_grad], lr=0.1, momentum=0.9)
    for _ in range(3):
        optimizer.zero_grad()
        ((model(torch.tensor(one["arrays"]["x"]))[0] - labels) ** 2).mean().backward()
        optimizer.step()
    result |= dict(model.arrays(lambda p: p.detach()))
    return {name: array.detach().numpy() if torch.is_tensor(array) else np.asarray(array) for name, array in result.items()}


def run_half(one, dtype):
    output, _ = Model(one).to(dtype)(torch.tensor(one["arrays"]["x"]).to(dtype))
    return output.detach().float().numpy()


def main():
    models = [real_models.model(n) for n in range(real_models.COUNT)]
    real_models.write("pytorch", {n: run(one) for n, one in enumerate(models)})
    halves = {n: {name: run_half(one, dtype) for name, dtype in (("bfloat16", torch.bfloat16), ("float16", torch.float16))} for n, one in enumerate(models)}
    real_models.write("half", halves)


main()
