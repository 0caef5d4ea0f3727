"""gradients.json: derivatives of the loss by every weight, by the input and by the initial state."""

from gradient_layers import layers_group
from gradient_losses import clipping_group, losses_group, penalty_group, weighting_group


def groups():
    return [
        {"name": "layers", "tests": layers_group()},
        {"name": "losses", "tests": losses_group()},
        {"name": "weights and masks of the loss", "tests": weighting_group()},
        {"name": "penalties", "tests": penalty_group()},
        {"name": "clipping", "tests": clipping_group()},
    ]
