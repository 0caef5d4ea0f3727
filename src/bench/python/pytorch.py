"""PyTorch on CPU: torch.nn.LSTM of three layers and a linear layer, eager, as its manual shows."""

import os

os.environ["CUDA_VISIBLE_DEVICES"] = ""

import torch

from contender import LSTM_LAYERS, serve


class PyTorch:
    def __init__(self, problem, threads):
        torch.set_num_threads(threads)
        self.version = "PyTorch " + torch.__version__
        self.lstm = torch.nn.LSTM(problem.F, problem.U, LSTM_LAYERS, batch_first=True)
        self.dense = torch.nn.Linear(problem.U, problem.K)
        self.set_weights(problem.weights)
        self.x = torch.from_numpy(problem.x)
        self.first = self.x[:1].contiguous()
        self.steps = [self.x[:1, t:t + 1].contiguous() for t in range(problem.T)]
        self.labels = torch.from_numpy(problem.labels)
        self.loss = torch.nn.CrossEntropyLoss()
        trained = [p for p in (*self.lstm.parameters(), *self.dense.parameters()) if p.requires_grad]
        # PyTorch adds epsilon after the correction of the bias, Keras and lstm4j before it: losses differ in the fourth digit.
        self.optimizer = torch.optim.Adam(trained, lr=0.001, betas=(0.9, 0.999), eps=1e-7)

    def set_weights(self, weights):
        with torch.no_grad():
            for i in range(LSTM_LAYERS):
                # Rows i f g o of the transposed kernels. PyTorch has two biases; the second stays zero, as Keras has one.
                getattr(self.lstm, f"weight_ih_l{i}").copy_(torch.from_numpy(weights[3 * i].T))
                getattr(self.lstm, f"weight_hh_l{i}").copy_(torch.from_numpy(weights[3 * i + 1].T))
                getattr(self.lstm, f"bias_ih_l{i}").copy_(torch.from_numpy(weights[3 * i + 2]))
                getattr(self.lstm, f"bias_hh_l{i}").zero_().requires_grad_(False)
            self.dense.weight.copy_(torch.from_numpy(weights[-2].T))
            self.dense.bias.copy_(torch.from_numpy(weights[-1]))

    def probabilities(self, x):
        with torch.inference_mode():
            y, _ = self.lstm(x)
            return torch.softmax(self.dense(y[:, -1]), dim=-1).numpy()

    def predict(self):
        return self.probabilities(self.x)

    def predict_one(self):
        return self.probabilities(self.first)[0]

    def step(self, t):
        with torch.inference_mode():
            y, self.state = self.lstm(self.steps[t], None if t == 0 else self.state)
            return torch.softmax(self.dense(y[:, -1]), dim=-1).numpy()[0]

    def train(self):
        self.optimizer.zero_grad()
        y, _ = self.lstm(self.x)
        loss = self.loss(self.dense(y[:, -1]), self.labels)
        loss.backward()
        self.optimizer.step()
        return loss.item()


serve(PyTorch)
