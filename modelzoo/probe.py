"""What one block does to given input shapes, found on torch's meta device: nothing is allocated, nothing computed."""

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import torch
from torch import Tensor, nn
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils.flop_counter import flop_registry

from modelzoo.errors import ShapeError
from modelzoo.graph import Shape, Value, shape_text
from modelzoo.registry import build_module


@dataclass(frozen=True)
class Probe:
    """One block on given inputs, in eval mode, fp32. MACs and torchinfo's figures are for the batch of the inputs.

    shape: of the output, batch first. parameters: trainable values. parameter_bytes: of all parameters.
    macs: multiply-adds of conv, transposed conv, linear and matmul, as torch's own flop formulas give them.
    mult_adds, pass_bytes: by torchinfo's rules. activation_bytes: of every tensor that the block writes.
    transient_bytes: the most of those alive at once, the output with them. traffic_bytes: inputs, weights and outputs
    of the ops that `macs` counts, each moved once. alias: the port whose tensor the output shares, if it writes none
    of its own. uncounted: the ops that no rule counts, and how often they occur.
    """

    shape: Shape
    parameters: int
    parameter_bytes: int
    macs: int
    mult_adds: int
    pass_bytes: int
    activation_bytes: int
    transient_bytes: int
    output_bytes: int
    traffic_bytes: int
    alias: int | None
    uncounted: tuple[tuple[str, int], ...]


@lru_cache(maxsize=65536)
def probe(block: str, params: tuple[tuple[str, Value], ...], shapes: tuple[Shape, ...]) -> Probe:
    """What the block does to inputs of these shapes. Raises ShapeError where it cannot work on them."""
    inputs = [torch.empty(shape, device="meta") for shape in shapes]
    try:
        with torch.device("meta"):
            module = build_module(block, params, shapes).eval()
        counted = _Torchinfo.watch(module)
        with torch.no_grad(), _Ops() as ops:
            output = module(*inputs)
    except (ShapeError, RuntimeError, ValueError, TypeError, IndexError) as error:
        taken = " and ".join(map(shape_text, shapes))
        raise ShapeError(f"{block} cannot take {taken}: {_reason(error, shapes)}") from error
    own = list(module.parameters())
    return Probe(
        shape=tuple(output.shape),
        parameters=sum(each.numel() for each in own if each.requires_grad),
        parameter_bytes=sum(map(_bytes, own)),
        macs=ops.flops // 2,
        mult_adds=counted.mult_adds,
        pass_bytes=counted.pass_bytes,
        activation_bytes=sum(written for _, _, written in ops.steps),
        transient_bytes=_most_alive(ops.steps, _storage(output)),
        output_bytes=_bytes(output),
        traffic_bytes=ops.traffic,
        alias=next((port for port, each in enumerate(inputs) if _storage(each) == _storage(output)), None),
        uncounted=tuple(sorted(ops.uncounted.items())),
    )


class _Ops(TorchDispatchMode):  # type: ignore[no-untyped-call]
    """Every aten op that runs inside: its flops, its traffic, and what it reads and writes."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.flops = self.traffic = 0
        self.uncounted: Counter[str] = Counter()
        self.steps: list[tuple[set[int], int, int]] = []
        self._kept: list[Tensor] = []

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        kwargs = kwargs or {}
        name = func._overloadpacket.__name__
        known = _FORETOLD.get(name)
        result = known(*args) if known else func(*args, **kwargs)
        read = list(_tensors((*args, *kwargs.values())))
        written = [each for each in _tensors((result,)) if each.numel()][:1]
        self._kept += read + written  # a storage that dies could lend its address to another
        formula = flop_registry.get(func._overloadpacket)
        if formula is not None:
            self.flops += formula(*args, **kwargs, out_val=result)
            self.traffic += sum(map(_bytes, read + written))
        elif name not in _MOVES_ONLY:
            self.uncounted[name.strip("_")] += 1
        reads = {_storage(each) for each in read}
        for each in written:
            fresh = _storage(each) not in reads
            self.steps.append((reads, _storage(each), _bytes(each) if fresh else 0))
        return result


def _like(x: Tensor, *_: Any) -> Tensor:
    return torch.empty_like(x)


def _normalised(x: Tensor, *_: Any) -> tuple[Tensor, Tensor, Tensor]:
    return torch.empty_like(x), x.new_empty(0), x.new_empty(0)


def _resized(x: Tensor, size: Sequence[int], *_: Any) -> Tensor:
    return x.new_empty((*x.shape[:2], *size))


_KEEP_SHAPE = "relu hardtanh elu gelu silu hardswish hardsigmoid sigmoid tanh leaky_relu _prelu_kernel".split()
_FORETOLD: dict[str, Callable[..., Any]] = {
    **dict.fromkeys(_KEEP_SHAPE, _like),
    "native_batch_norm": _normalised,
    "upsample_bilinear2d": _resized,
}
"""Results in eval mode that are plain to see. torch would find the shapes out too, in fifty times the time."""

_MOVES_ONLY = frozenset(
    "view _unsafe_view reshape permute transpose t expand select slice unsqueeze squeeze clone copy_ cat stack "
    "constant_pad_nd pixel_unshuffle pixel_shuffle detach alias split split_with_sizes chunk contiguous empty _to_copy "
    "unbind narrow new_empty zeros ones full lift_fresh channel_shuffle native_channel_shuffle".split()
)


@dataclass
class _Torchinfo:
    """torchinfo 1.8's counting of the leaf modules (layer_info.py, calculate_macs; model_statistics.py)."""

    mult_adds: int = 0
    pass_bytes: int = 0

    @staticmethod
    def watch(module: nn.Module) -> "_Torchinfo":
        counted = _Torchinfo()
        for each in module.modules():
            if not any(True for _ in each.children()):
                each.register_forward_hook(counted.count)
        return counted

    def count(self, module: nn.Module, inputs: Any, output: Tensor) -> None:
        pixels = math.prod(output.shape[:1] + output.shape[2:])
        parameters = list(module.named_parameters())
        for name, parameter in parameters:
            if name in ("weight", "bias"):
                self.mult_adds += parameter.numel() * (pixels if "Conv" in type(module).__name__ else output.shape[0])
            elif "weight" in name or "bias" in name:
                self.mult_adds += math.prod(output.shape[:2]) * parameter.numel()
        if parameters:
            self.pass_bytes += 2 * _bytes(output)


def _most_alive(steps: Sequence[tuple[set[int], int, int]], output: int) -> int:
    """Peak of the bytes written and still needed, each tensor freed after its last reader."""
    last = {storage: at for at, (reads, written, _) in enumerate(steps) for storage in (*reads, written)}
    last[output] = len(steps)
    alive: dict[int, int] = {}
    most = 0
    for at, (_, storage, size) in enumerate(steps):
        if size:
            alive[storage] = size
        most = max(most, sum(alive.values()))
        alive = {each: taken for each, taken in alive.items() if last[each] > at}
    return most


def _tensors(values: Sequence[Any]) -> Iterator[Tensor]:
    for value in values:
        if isinstance(value, Tensor):
            yield value
        elif isinstance(value, list | tuple):
            yield from _tensors(value)


def _storage(tensor: Tensor) -> int:
    return int(tensor.untyped_storage()._cdata)


def _bytes(tensor: Tensor) -> int:
    return tensor.numel() * tensor.element_size()


def _reason(error: Exception, shapes: Sequence[Shape]) -> str:
    said = str(error).strip().partition("\n")[0]
    if isinstance(error, ShapeError):
        return said
    for words, meant in _MEANT.items():
        if words in said:
            return meant
    if any(len(shape) != 4 for shape in shapes):
        return "it needs a picture of channels x height x width."
    return said or type(error).__name__


_MEANT = {
    "Kernel size can't be greater": "the picture is too small for the kernel, its padding included.",
    "Output size is too small": "the picture is too small for it: nothing would be left.",
    "more than 1 spatial element": "the picture needs more than one pixel.",
    "more than 1 value per channel": "a mean and variance need more than one value.",
}
"""What torch says of impossible shapes, in a user's words."""
