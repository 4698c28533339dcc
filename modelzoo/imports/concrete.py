"""A model at one size: every shape known, and all that does not depend on the picture worked out beforehand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import numpy_helper

from modelzoo.errors import ParamError
from modelzoo.export.models import refusing
from modelzoo.foreign import Feed
from modelzoo.graph import Shape

Array = NDArray[np.generic]

PICTURE = 224
"""Height and width where a file leaves them open and nobody says another."""

_SHAPES_ONLY = ("Shape", "Size")
"""Operations whose results depend on shapes alone."""

_WEIGHTS_STAY = ("DequantizeLinear",)
"""Operations on weights that are left to be run: worked out beforehand, the weights would be four times as large."""

_LARGEST_SIDE = 65536


@dataclass(frozen=True)
class Concrete:
    """The operations that depend on the picture, in order; by the names of values their shapes, and the constants."""

    model: onnx.ModelProto
    nodes: tuple[onnx.NodeProto, ...]
    shapes: Mapping[str, Shape]
    types: Mapping[str, int]
    constants: Mapping[str, Array]


def feeds_of(model: onnx.ModelProto, wish: tuple[int | None, int, int] | None) -> tuple[Feed, ...]:
    """The inputs with the shapes to run them at. wish: channels, height, width. Raises ParamError."""
    given = {each.name for each in model.graph.initializer}
    return tuple(_feed(each, wish) for each in model.graph.input if each.name not in given)


def _feed(value: onnx.ValueInfoProto, wish: tuple[int | None, int, int] | None) -> Feed:
    tensor = value.type.tensor_type
    axes = tuple(
        int(dim.dim_value) if dim.HasField("dim_value") and dim.dim_value > 0 else dim.dim_param or "?"
        for dim in tensor.shape.dim
    )
    usual: tuple[int, ...] = (1, 3, PICTURE, PICTURE) if len(axes) == 4 else (1,) * len(axes)
    shape = [each if isinstance(each, int) else ours for each, ours in zip(axes, usual, strict=True)]
    if wish and len(axes) == 4:
        for at, side in zip((1, 2, 3), wish, strict=True):
            if side is not None and side != shape[at] and isinstance(axes[at], int):
                words = "x".join(map(str, axes[1:]))
                raise ParamError("size", f"cannot be another than the file's own: {value.name} takes {words}.")
            shape[at] = side or shape[at]
    if any(side > _LARGEST_SIDE for side in shape):
        raise ParamError("size", f"of {value.name} is too large to be run: {'x'.join(map(str, shape))}.")
    return Feed(value.name, onnx.TensorProto.DataType.Name(tensor.elem_type), axes, tuple(shape))


def concrete(model: onnx.ModelProto, feeds: Sequence[Feed]) -> Concrete:
    """The model for inputs of these shapes. Raises ZooError where it does not run on them."""
    made = _fixed(model, feeds)
    alive, fixed = _parted(made)
    inferred = onnx.shape_inference.infer_shapes(made, data_prop=True)
    known = {each.name: each for each in (*inferred.graph.value_info, *inferred.graph.output, *inferred.graph.input)}
    missing = [name for node in alive for name in node.output if name and _shape(known.get(name)) is None]
    wanted = [name for node in fixed for name in node.output if name]
    found = _run(made, feeds, [*missing, *wanted] or [each.name for each in made.graph.output])
    constants = {each.name: numpy_helper.to_array(each) for each in made.graph.initializer}
    constants |= {name: found[name] for name in wanted}
    shapes = {name: shape for name, value in known.items() if (shape := _shape(value)) is not None}
    shapes |= {name: tuple(found[name].shape) for name in missing}
    shapes |= {name: tuple(value.shape) for name, value in constants.items()}
    types = {name: value.type.tensor_type.elem_type for name, value in known.items()}
    types |= {name: onnx.helper.np_dtype_to_tensor_dtype(found[name].dtype) for name in missing}
    del made.graph.node[:]
    made.graph.node.extend(alive)
    _keep(made, constants, alive)
    return Concrete(made, tuple(made.graph.node), shapes, types, constants)


def _fixed(model: onnx.ModelProto, feeds: Sequence[Feed]) -> onnx.ModelProto:
    """A copy whose inputs have these shapes, and whose other values have none yet."""
    made = onnx.ModelProto()
    made.CopyFrom(model)
    shapes = {each.name: each.shape for each in feeds}
    for value in made.graph.input:
        if value.name in shapes:
            for dim, side in zip(value.type.tensor_type.shape.dim, shapes[value.name], strict=True):
                dim.dim_value = side
    for value in made.graph.output:
        value.type.tensor_type.ClearField("shape")
    del made.graph.value_info[:]
    return made


def _parted(model: onnx.ModelProto) -> tuple[list[onnx.NodeProto], list[onnx.NodeProto]]:
    """The nodes that depend on what an input holds and lead to an output, and those that do not."""
    given = {each.name for each in model.graph.initializer}
    live = {each.name for each in model.graph.input} - given
    alive: list[onnx.NodeProto] = []
    fixed: list[onnx.NodeProto] = []
    for node in model.graph.node:
        reads = {*node.input, *_from_outside(node)}
        stays = node.op_type in _WEIGHTS_STAY
        if node.op_type not in _SHAPES_ONLY and (stays or not live.isdisjoint(reads)):
            live |= set(filter(None, node.output))
            alive.append(node)
        else:
            fixed.append(node)
    return _needed(alive, {each.name for each in model.graph.output}), fixed


def _needed(nodes: list[onnx.NodeProto], ends: set[str]) -> list[onnx.NodeProto]:
    wanted, kept = set(ends), []
    for node in reversed(nodes):
        if not wanted.isdisjoint(node.output):
            wanted |= {*node.input, *_from_outside(node)}
            kept.append(node)
    return kept[::-1]


def _from_outside(node: onnx.NodeProto) -> set[str]:
    """What the graphs inside of a node read from around it."""
    found: set[str] = set()
    for attribute in node.attribute:
        for graph in (attribute.g, *attribute.graphs):
            made = {each.name for each in (*graph.input, *graph.initializer)}
            for inner in graph.node:
                found |= ({*inner.input} | _from_outside(inner)) - made
                made |= set(inner.output)
    return found


def _run(model: onnx.ModelProto, feeds: Sequence[Feed], names: Iterable[str]) -> dict[str, Array]:
    """What these values are when the model runs on zeros. Raises ZooError where ONNX Runtime refuses it."""
    import onnxruntime

    asked = onnx.ModelProto()
    asked.CopyFrom(model)
    del asked.graph.output[:]
    wanted = list(dict.fromkeys(names))
    asked.graph.output.extend(onnx.helper.make_empty_tensor_value_info(name) for name in wanted)
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    with refusing():
        session = onnxruntime.InferenceSession(asked.SerializeToString(), options, providers=["CPUExecutionProvider"])
        taken = {each.name for each in session.get_inputs()}
        zeros = {each.name: _zeros(each) for each in feeds if each.name in taken}
        found = session.run(wanted, zeros)
    return dict(zip(wanted, map(np.asarray, found), strict=True))


def _zeros(feed: Feed) -> Array:
    """An input of nothing but zeros."""
    kind = onnx.helper.tensor_dtype_to_np_dtype(onnx.TensorProto.DataType.Value(feed.type))
    return np.zeros(feed.shape, kind)


def _shape(value: onnx.ValueInfoProto | None) -> Shape | None:
    if value is None or not value.type.tensor_type.HasField("shape"):
        return None
    dims = value.type.tensor_type.shape.dim
    return tuple(int(dim.dim_value) for dim in dims) if all(dim.HasField("dim_value") for dim in dims) else None


def _keep(model: onnx.ModelProto, constants: Mapping[str, Array], alive: Sequence[onnx.NodeProto]) -> None:
    """Leave the constants that are read as the model's initializers."""
    read = {name for node in alive for name in (*node.input, *_from_outside(node))}
    there = {each.name: each for each in model.graph.initializer}
    kept = [
        there.get(name) or numpy_helper.from_array(value, name) for name, value in constants.items() if name in read
    ]
    del model.graph.initializer[:]
    model.graph.initializer.extend(kept)
