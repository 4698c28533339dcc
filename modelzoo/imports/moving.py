"""Operations of ONNX that move pixels as blocks of the palette: they pad, cut, fold and resize."""

import numpy as np

from modelzoo.imports.operation import Mapped, Operation

_RESIZE = {"mode": b"nearest", "coordinate_transformation_mode": b"half_pixel"}


def resized(o: Operation) -> list[Mapped]:
    """Pixels repeated, or drawn between those that are there."""
    (_, channels, height, width), given, values = o.taken(), o.given, o.values
    factor = given[2] // height
    o.need(given == (o.taken()[0], channels, height * factor, width * factor), factor > 1)
    mode, where = (values.get(name, usual).decode() for name, usual in _RESIZE.items())
    modes = {
        ("nearest", "asymmetric"): "nearest",
        ("linear", "half_pixel"): "bilinear",
        ("linear", "pytorch_half_pixel"): "bilinear",
        ("linear", "align_corners"): "bilinear_aligned",
    }
    o.need((mode, where) in modes, mode == "linear" or values.get("nearest_mode") == b"floor")
    return [Mapped("upsample", {"factor": factor, "mode": modes[mode, where]})]


def spread(o: Operation) -> list[Mapped]:
    """Channels laid out as pixels."""
    o.need(o.values.get("mode", b"DCR") == b"CRD")
    return [Mapped("unfold", {"factor": int(o.values["blocksize"])})]


def padded(o: Operation) -> list[Mapped]:
    """Zeros around the picture."""
    told, fill, axes = (o.constant(at) for at in (1, 2, 3))
    sides = [int(each) for each in (told if told is not None else o.values.get("pads", ()))]
    o.need(o.values.get("mode", b"constant") == b"constant", axes is None, len(sides) == 8, min(sides, default=-1) >= 0)
    o.need(fill is None or float(np.asarray(fill).reshape(-1)[0]) == 0.0, not any(sides[at] for at in (0, 1, 4, 5)))
    return [Mapped("zero_pad", {"top": sides[2], "bottom": sides[6], "left": sides[3], "right": sides[7]})]


def cut(o: Operation) -> list[Mapped]:
    """A part of the channels, or of the picture."""
    starts, axes, steps = (o.constant(at) for at in (1, 3, 4))
    o.need(starts is not None, axes is not None, steps is None or set(steps.tolist()) == {1})
    assert starts is not None and axes is not None
    (channels, height, width), (kept, tall, wide) = o.taken()[1:], o.given[1:]
    firsts = dict(zip([int(each) % 4 for each in axes], map(int, starts), strict=True))
    first = {at: (side + o.taken()[at] if side < 0 else side) for at, side in firsts.items()}
    if kept == channels:
        top, left = first.get(2, 0), first.get(3, 0)
        return [Mapped("crop", {"top": top, "bottom": height - tall - top, "left": left, "right": width - wide - left})]
    o.need((tall, wide) == (height, width), channels % kept == 0, first[1] % kept == 0)
    return [Mapped("channel_slice", {"parts": channels // kept, "part": first[1] // kept + 1})]
