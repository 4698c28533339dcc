"""Operations of ONNX as blocks of the palette: which block does the same, with which parameters and numbers."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from modelzoo.imports.moving import cut, padded, resized, spread
from modelzoo.imports.operation import Mapped, NoBlockError, Operation


def map_operation(operation: Operation) -> list[Mapped]:
    """The blocks that do it one after another; none where it does nothing. Raises NoBlockError."""
    reader = _READERS.get(operation.node.op_type)
    if reader is None:
        raise NoBlockError
    return reader(operation)


def _convolution(o: Operation) -> list[Mapped]:
    o.need(len(o.taken()) == 4, o.taken(1)[0] > 0)
    weight, values = o.number(1), o.values
    around, before = _padding(o, weight.shape[2:])
    settings: dict[str, Any] = {"kernel": weight.shape[2:], "stride": tuple(values.get("strides", (1, 1)))}
    settings |= {"padding": around}
    settings |= {"dilation": tuple(values.get("dilations", (1, 1))), "bias": len(o.node.input) > 2, "act": "none"}
    numbers = [weight, *([o.number(2)] if len(o.node.input) > 2 else [])]
    groups, channels = int(values.get("group", 1)), o.taken()[1]
    if groups == channels > 1:
        return [*before, Mapped("depthwise_conv", {"multiplier": weight.shape[0] // groups, **settings}, numbers)]
    return [*before, Mapped("conv", {"out": weight.shape[0], "groups": groups, **settings}, numbers)]


def _padding(o: Operation, kernel: Sequence[int]) -> tuple[tuple[int, int], list[Mapped]]:
    """The padding of a convolution or a pool; where its sides differ, a block of its own before it."""
    values = o.values
    auto = values.get("auto_pad", b"NOTSET").decode()
    top, left, bottom, right = values.get("pads", (0, 0, 0, 0)) if auto == "NOTSET" else (0, 0, 0, 0)
    if auto.startswith("SAME"):
        strides, dilations = values.get("strides", (1, 1)), values.get("dilations", (1, 1))
        sums = [
            max(0, (-(-side // step) - 1) * step + (reach - 1) * apart + 1 - side)
            for side, step, reach, apart in zip(o.taken()[2:], strides, kernel, dilations, strict=True)
        ]
        less, more = [each // 2 for each in sums], [each - each // 2 for each in sums]
        (top, left), (bottom, right) = (less, more) if auto == "SAME_UPPER" else (more, less)
    if (top, left) == (bottom, right):
        return (top, left), []
    return (0, 0), [Mapped("zero_pad", {"top": top, "bottom": bottom, "left": left, "right": right})]


def _transposed(o: Operation) -> list[Mapped]:
    values, weight = o.values, o.number(1)
    pads, spare = values.get("pads", (0, 0, 0, 0)), values.get("output_padding", (0, 0))
    even = pads[0] == pads[2] and pads[1] == pads[3]
    plain = values.get("auto_pad", b"NOTSET") == b"NOTSET" and "output_shape" not in values
    o.need(len(o.taken()) == 4, even, plain, set(values.get("dilations", (1,))) == {1})
    settings = {"out": o.given[1], "kernel": weight.shape[2:], "stride": tuple(values.get("strides", (1, 1)))}
    settings |= {"padding": tuple(pads[:2]), "output_padding": tuple(spare), "groups": int(values.get("group", 1))}
    settings |= {"bias": len(o.node.input) > 2, "act": "none"}
    return [Mapped("transposed_conv", settings, [weight, *([o.number(2)] if len(o.node.input) > 2 else [])])]


def _batch_norm(o: Operation) -> list[Mapped]:
    o.need(len(o.taken()) == 4, not o.values.get("training_mode"))
    eps = float(o.values.get("epsilon", 1e-5))
    return [Mapped("batch_norm", {"eps": eps, "affine": True}, [o.number(at) for at in (1, 2, 3, 4)])]


def _pool(block: str) -> Callable[[Operation], list[Mapped]]:
    def read(o: Operation) -> list[Mapped]:
        values = o.values
        kernel = tuple(values["kernel_shape"])
        o.need(len(kernel) == 2, set(values.get("dilations", (1,))) == {1}, not values.get("storage_order"))
        around, before = _padding(o, kernel)
        o.need(not before)
        settings: dict[str, Any] = {"kernel": kernel, "stride": tuple(values.get("strides", (1, 1)))}
        settings["padding"] = around
        settings["ceil_mode"] = bool(values.get("ceil_mode"))
        if block == "avg_pool":
            settings["count_padding"] = bool(values.get("count_include_pad"))
        return [Mapped(block, settings)]

    return read


def _global_mean(o: Operation) -> list[Mapped]:
    return [Mapped("global_avg_pool", {"flat": False})]


def _mean(o: Operation) -> list[Mapped]:
    told = o.constant(1)
    axes = sorted(int(at) % 4 for at in (told if told is not None else o.values.get("axes", ())))
    o.need(len(o.taken()) == 4, axes == [2, 3])
    return [Mapped("global_avg_pool", {"flat": not o.values.get("keepdims", 1)})]


def _gemm(o: Operation) -> list[Mapped]:
    values, weight = o.values, o.number(1)
    plain = (values.get("alpha", 1.0), values.get("beta", 1.0), values.get("transA", 0)) == (1.0, 1.0, 0)
    o.need(plain, len(o.taken()) == 2)
    weight = weight if values.get("transB") else np.ascontiguousarray(weight.T)
    biased = len(o.node.input) > 2
    if biased:
        o.need(o.number(2).size == weight.shape[0])
    numbers = [weight, *([o.number(2).reshape(-1)] if biased else [])]
    return [Mapped("linear", {"out": weight.shape[0], "bias": biased, "act": "none"}, numbers)]


def _product(o: Operation) -> list[Mapped]:
    o.need(len(o.taken()) == 2, len(o.taken(1)) == 2)
    weight = np.ascontiguousarray(o.number(1).T)
    return [Mapped("linear", {"out": weight.shape[0], "bias": False, "act": "none"}, [weight])]


def _flat(o: Operation) -> list[Mapped]:
    o.need(o.found.shapes.get(o.node.input[0], ())[:1] == o.given[:1])
    if o.given == o.taken():
        return []
    o.need(len(o.given) == 2, len(o.taken()) == 4)
    return [Mapped("flatten")]


def _concat(o: Operation) -> list[Mapped]:
    o.need(int(o.values["axis"]) % len(o.given) == 1, len(o.node.input) > 1)
    return [Mapped("concat")]


def _add(o: Operation) -> list[Mapped]:
    o.need(len(o.node.input) > 1, len({o.taken(at) for at in range(len(o.node.input))}) == 1)
    return [Mapped("add")]


def _multiply(o: Operation) -> list[Mapped]:
    o.need(o.taken() == o.given, len(o.taken()) == len(o.taken(1)))
    return [Mapped("multiply")]


def _clip(o: Operation) -> list[Mapped]:
    low, high = (o.constant(at) for at in (1, 2))
    bounds = [o.values.get("min"), o.values.get("max")] if len(o.node.input) == 1 else [low, high]
    known = [None if each is None else float(np.asarray(each)) for each in bounds]
    if known == [0.0, 6.0]:
        return [Mapped("relu6")]
    o.need(known == [0.0, None])
    return [Mapped("relu")]


def _hard_sigmoid(o: Operation) -> list[Mapped]:
    o.need(abs(o.values.get("alpha", 0.2) - 1 / 6) < 1e-6, o.values.get("beta", 0.5) == 0.5)
    return [Mapped("hardsigmoid")]


def _leaky(o: Operation) -> list[Mapped]:
    return [Mapped("leaky_relu", {"slope": float(o.values.get("alpha", 0.01))})]


def _elu(o: Operation) -> list[Mapped]:
    o.need(o.values.get("alpha", 1.0) == 1.0)
    return [Mapped("elu")]


def _gelu(o: Operation) -> list[Mapped]:
    o.need(o.values.get("approximate", b"none") == b"none")
    return [Mapped("gelu")]


def _prelu(o: Operation) -> list[Mapped]:
    slopes = o.number(1)
    o.need(slopes.size in (1, o.taken()[1]), max(slopes.shape, default=1) == slopes.size)
    return [Mapped("prelu", {"per_channel": slopes.size > 1}, [slopes.reshape(-1)])]


def _softmax(o: Operation) -> list[Mapped]:
    o.need(int(o.values.get("axis", -1)) % len(o.taken()) == 1)
    return [Mapped("softmax")]


def _dropout(o: Operation) -> list[Mapped]:
    share = o.constant(1)
    return [Mapped("dropout", {"share": float(o.values.get("ratio", 0.5) if share is None else np.asarray(share))})]


def _local_response(o: Operation) -> list[Mapped]:
    values = o.values
    settings = {"size": int(values["size"]), "alpha": float(values.get("alpha", 1e-4))}
    settings |= {"beta": float(values.get("beta", 0.75)), "k": float(values.get("bias", 1.0))}
    return [Mapped("local_response_norm", settings)]


def _same(block: str) -> Callable[[Operation], list[Mapped]]:
    return lambda o: [Mapped(block)]


_READERS: dict[str, Callable[[Operation], list[Mapped]]] = {
    "Conv": _convolution,
    "ConvTranspose": _transposed,
    "BatchNormalization": _batch_norm,
    "MaxPool": _pool("max_pool"),
    "AveragePool": _pool("avg_pool"),
    "GlobalAveragePool": _global_mean,
    "ReduceMean": _mean,
    "Gemm": _gemm,
    "MatMul": _product,
    **dict.fromkeys(("Flatten", "Reshape", "Squeeze", "Unsqueeze"), _flat),
    "Concat": _concat,
    **dict.fromkeys(("Add", "Sum"), _add),
    "Mul": _multiply,
    "Clip": _clip,
    "HardSigmoid": _hard_sigmoid,
    "LeakyRelu": _leaky,
    "Elu": _elu,
    "Gelu": _gelu,
    "PRelu": _prelu,
    "Softmax": _softmax,
    "Dropout": _dropout,
    "LRN": _local_response,
    "Resize": resized,
    "DepthToSpace": spread,
    "Pad": padded,
    "Slice": cut,
    "Identity": lambda o: [],
    "Relu": _same("relu"),
    "Sigmoid": _same("sigmoid"),
    "Tanh": _same("tanh"),
    "HardSwish": _same("hardswish"),
}
