"""Torch's functions as blocks of the palette: a join, a part of the channels, a mean, a row of all values."""

from collections.abc import Callable

from torch import Tensor

from modelzoo.errors import GraphError
from modelzoo.graph import Value
from modelzoo.reading.layers import Read
from modelzoo.recording import Step


def read_function(step: Step) -> list[Read | None]:
    """The blocks that make the function's outputs, one for each; None where an output is the input itself."""
    reader = _FUNCTIONS.get(step.path.strip("_"))
    if reader is None:
        raise GraphError(f"it calls {step.path}, which no block of the palette does.")
    return reader(step)


def _one(block: str) -> Callable[[Step], list[Read | None]]:
    return lambda step: [(block, {})]


def _sliced(step: Step) -> list[Read | None]:
    """A slice of the channels, or rows and columns cut off."""
    (before,), (after,) = step.inputs, step.outputs
    if after.shape == before.shape:
        return [None]
    _, rows, *picture = (_bounds(cut, side) for cut, side in zip(step.arguments[0], before.shape, strict=False))
    if any(step != 1 for *_, step in (rows, *picture)):
        raise GraphError("it takes every second value, which no block of the palette does.")
    if after.shape[1] != before.shape[1]:
        return [("channel_slice", _part(rows[0], after, before))]
    (top, bottom, _), (left, right, _) = (*picture, (0, before.shape[3], 1))[:2]
    sides = {"top": top, "bottom": before.shape[2] - bottom, "left": left, "right": before.shape[3] - right}
    return [("crop", sides)]


def _bounds(cut: slice, side: int) -> tuple[int, int, int]:
    return cut.indices(side)


def _part(first: int, after: Tensor, before: Tensor) -> dict[str, Value]:
    count = after.shape[1]
    if before.shape[1] % count or first % count:
        raise GraphError(f"it takes {count} of {before.shape[1]} channels, which are no equal parts.")
    return {"parts": before.shape[1] // count, "part": first // count + 1}


def _parts(step: Step) -> list[Read | None]:
    if len({each.shape for each in step.outputs}) > 1:
        raise GraphError("it cuts the channels into unequal parts.")
    return [("channel_slice", {"parts": len(step.outputs), "part": at}) for at in range(1, len(step.outputs) + 1)]


def _flattened(step: Step) -> list[Read | None]:
    """A row of all values of a picture, or nothing."""
    (before,), (after,) = step.inputs, step.outputs
    if after.shape == before.shape:
        return [None]
    if before.dim() != 4 or after.dim() != 2 or after.shape[0] != before.shape[0]:
        raise GraphError("it lays its values out anew, which no block of the palette does.")
    return [("flatten", {})]


def _pooled(step: Step) -> list[Read | None]:
    """Means of each channel as a picture, of one pixel or of more."""
    height, width = step.outputs[0].shape[2:]
    if (height, width) == (1, 1):
        return [("global_avg_pool", {"flat": False})]
    return [("adaptive_avg_pool", {"size": (height, width)})]


def _mean(step: Step) -> list[Read | None]:
    (before,), (after,) = step.inputs, step.outputs
    if before.dim() != 4 or after.shape not in (before.shape[:2], (*before.shape[:2], 1, 1)):
        raise GraphError("it takes a mean of other things than the pixels of each channel.")
    return [("global_avg_pool", {"flat": after.dim() == 2})]


_FUNCTIONS: dict[str, Callable[[Step], list[Read | None]]] = {
    **dict.fromkeys(("cat", "concat"), _one("concat")),
    **dict.fromkeys(("add", "iadd", "radd"), _one("add")),
    **dict.fromkeys(("mul", "imul", "rmul"), _one("multiply")),
    **dict.fromkeys(("chunk", "split", "tensor_split"), _parts),
    **dict.fromkeys(("flatten", "view", "reshape"), _flattened),
    "adaptive_avg_pool2d": _pooled,
    "mean": _mean,
    "dropout": lambda step: [None],
    "relu": _one("relu"),
    "getitem": _sliced,
}
