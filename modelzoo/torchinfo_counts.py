"""torchinfo's own figures without its summary: the same rules on the same leaf modules, for one forward pass."""

import math
from dataclasses import dataclass
from functools import partial
from typing import Any

from torch import Tensor, nn

Parameters = tuple[tuple[str, nn.Parameter], ...]


@dataclass
class TorchinfoCounts:
    """Mult-adds and pass size in bytes, filled while a watched module runs.

    Source: torchinfo 1.8.0, layer_info.py (calculate_macs) and model_statistics.py.
    """

    mult_adds: int = 0
    pass_bytes: int = 0

    @staticmethod
    def watch(module: nn.Module) -> "TorchinfoCounts":
        """Counts that follow every leaf module of this one."""
        counted = TorchinfoCounts()
        for each in module.modules():
            if not any(True for _ in each.children()):
                parameters = tuple(each.named_parameters())
                if parameters:
                    each.register_forward_hook(partial(counted._count, parameters))
        return counted

    def reset(self) -> None:
        """Count from nothing again."""
        self.mult_adds = self.pass_bytes = 0

    def _count(self, parameters: Parameters, module: nn.Module, inputs: Any, output: Tensor) -> None:
        pixels = math.prod(output.shape[:1] + output.shape[2:])
        for name, parameter in parameters:
            if name in ("weight", "bias"):
                self.mult_adds += parameter.numel() * (pixels if "Conv" in type(module).__name__ else output.shape[0])
            elif "weight" in name or "bias" in name:
                self.mult_adds += math.prod(output.shape[:2]) * parameter.numel()
        self.pass_bytes += 2 * output.numel() * output.element_size()
