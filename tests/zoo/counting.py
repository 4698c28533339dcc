"""What torch itself and torchinfo count, to hold our own counts against."""

from dataclasses import dataclass
from typing import Any

import torch
import torchinfo
from torch import Tensor, nn
from torch.utils.flop_counter import FlopCounterMode


@dataclass(frozen=True)
class Counted:
    output: Any
    macs: float
    parameters: int
    mult_adds: int
    pass_bytes: int


def count(module: nn.Module, *inputs: Tensor) -> Counted:
    """Run the module, once under each counter."""
    with torch.no_grad(), FlopCounterMode(display=False) as flops:
        output = module(*inputs)
    seen = torchinfo.summary(module, input_data=list(inputs), verbose=0, device=inputs[0].device)
    return Counted(
        output, flops.get_total_flops() / 2, seen.trainable_params, seen.total_mult_adds, seen.total_output_bytes
    )
