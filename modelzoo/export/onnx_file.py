"""A graph as one ONNX file to hand on: named, checked, and run beside PyTorch before it leaves."""

import math
from collections.abc import Iterator, Sequence

import onnx
import onnx.version_converter
import torch
from torch import Tensor, nn

from modelzoo.build import build
from modelzoo.errors import BuildError, ZooError
from modelzoo.export.comparing import Inside, difference, inside
from modelzoo.export.models import file_of
from modelzoo.export.naming import name_all
from modelzoo.export.onnx import OPEN, input_names, to_onnx
from modelzoo.export.sessions import Session
from modelzoo.exports import Exported, Findings, Fit, OnnxWish, Weights
from modelzoo.graph import Graph, Size
from modelzoo.jobs import Job, Progress
from modelzoo.walk import walk
from modelzoo.weights import load_weights

CLOSE = 1e-3
"""By which share of the largest output results may differ before a user is warned."""

APART = 0.05
"""And by which they differ no longer by rounding: then the file computes something else."""

Owners = tuple[tuple[str, str], ...]
"""The block of each ONNX node that has one."""

_AXES = {0: "batch", 2: "height", 3: "width"}


def export_onnx(
    graph: Graph, size: Size, title: str, wish: OnnxWish | None = None, weights: Weights | None = None
) -> Job[Exported]:
    """A job: the model as an ONNX file, checked by `onnx.checker` and by running it beside PyTorch.

    Raises BuildError, GraphError or ZooError where there is no such file, WeightsError where its weights do not load.
    """
    wish, weights = wish or OnnxWish(), weights or Weights()
    yield Progress(0.0, "building the network")
    network = build(graph, size, weights.seed)
    fit = load_weights(network, weights.path) if weights.path else None
    yield Progress(0.1, "exporting to ONNX")
    model, owners = _exported(graph, size, network, wish)
    model.graph.name = title
    yield Progress(0.6, "checking the file")
    _check(model)
    data = file_of(model)
    session = Session(data)
    yield Progress(0.7, "comparing each block with PyTorch")
    blocks = inside(model, network, _pictures(graph, size, 1, 0))
    differences: list[tuple[float, float]] = []
    trials = list(_trials(graph, size, wish))
    for at, (batch, other) in enumerate(trials):
        yield Progress(0.8 + 0.2 * at / len(trials), "comparing with PyTorch")
        like = network if other == size else _same_weights(graph, other, network)
        differences.append(difference(session, like, _pictures(graph, other, batch, at)))
        _refuse_others(differences[-1][1], other, size)
    largest, relative = (_worst(each) for each in zip(*differences, strict=True))
    findings = Findings(
        _opset(model),
        _parameters(model, network),
        tuple((value.name, tuple(_axes(value))) for value in (*model.graph.input, *model.graph.output)),
        tuple(_shapes(graph, *trial) for trial in trials),
        largest,
        relative,
        blocks.blocks,
        blocks.relative,
        fit,
        tuple(_warnings(_opset(model), relative, blocks, wish, fit)),
    )
    return Exported(data, owners, findings)


def _exported(graph: Graph, size: Size, network: nn.Module, wish: OnnxWish) -> tuple[onnx.ModelProto, Owners]:
    """The model in the opset that is wished, or the nearest that the exporter makes, and the block of each node.

    Where the exporter has to convert what it made, it forgets whose nodes they are, or leaves it as it was: then we
    convert what we named.
    """
    asked = [axis for axis in _AXES if (wish.any_batch if axis == 0 else wish.any_size)]
    inputs = _pictures(graph, size, 2 if wish.any_batch else 1, 0)
    outputs = [node.id for node in graph.of_block("output")]
    for opset in (wish.opset, None):
        open_axes = dict.fromkeys(asked, OPEN)
        model = to_onnx(network, inputs, input_names(graph), opset, open_axes, not wish.fold_norms)
        _refuse_fixed(model, asked)
        owners = name_all(model, outputs)
        if owners:
            break
    if _opset(model) == wish.opset:
        return model, owners
    _leave_out_usual(model)
    try:
        converted = onnx.version_converter.convert_version(model, wish.opset)
        onnx.checker.check_model(converted, full_check=True)
        return converted, owners
    except (RuntimeError, onnx.checker.ValidationError):  # an operation that has no form there
        return model, owners


def _leave_out_usual(model: onnx.ModelProto) -> None:
    """Leave out what says no more than a default does, and which older opsets do not know."""
    for node in model.graph.node:
        kept = [each for each in node.attribute if each.name != "noop_with_empty_axes" or each.i]
        del node.attribute[:]
        node.attribute.extend(kept)


def _refuse_fixed(model: onnx.ModelProto, asked: Sequence[int]) -> None:
    for value in model.graph.input:
        fixed = [_AXES[axis] for axis in asked if not value.type.tensor_type.shape.dim[axis].dim_param]
        if fixed:
            raise ZooError(f"The {' and '.join(fixed)} cannot be left open: a block needs to know it.")


def _check(model: onnx.ModelProto) -> None:
    try:
        onnx.checker.check_model(model, full_check=True)
    except (onnx.checker.ValidationError, onnx.shape_inference.InferenceError) as error:
        raise ZooError(f"The exporter made no valid ONNX: {str(error).strip().partition(chr(10))[0]}") from error


def _trials(graph: Graph, size: Size, wish: OnnxWish) -> Iterator[tuple[int, Size]]:
    """The batches and sizes to compare at: two of what is left open."""
    yield 1, size
    if wish.any_batch:
        yield 3, size
    if wish.any_size:
        yield 2 if wish.any_batch else 1, _other_size(graph, size)


def _other_size(graph: Graph, size: Size) -> Size:
    """A size that the graph takes too, of other proportions."""
    height, width = size
    for other in (
        (height + 32, width + 64),
        (height + 64, width + 128),
        (2 * height, 3 * width),
        (2 * height, 2 * width),
    ):
        try:
            list(walk(graph, other))
        except BuildError:
            continue
        return other
    raise ZooError("Height and width cannot be left open: the network takes no other size.")


def _pictures(graph: Graph, size: Size, batch: int, seed: int) -> list[Tensor]:
    random = torch.Generator().manual_seed(seed)
    return [torch.randn(shape, generator=random) for shape in _shapes(graph, batch, size)]


def _shapes(graph: Graph, batch: int, size: Size) -> tuple[tuple[int, ...], ...]:
    return tuple((batch, int(graph[id].values["channels"]), *size) for id in input_names(graph))  # type: ignore[arg-type]


def _same_weights(graph: Graph, size: Size, network: nn.Module) -> nn.Module:
    """The graph's network for another size, with the numbers of this one."""
    other = build(graph, size)
    try:
        other.load_state_dict(network.state_dict())
    except RuntimeError as error:
        raise ZooError("Height and width cannot be left open: weights of the network depend on them.") from error
    return other


def _refuse_others(relative: float, size: Size, usual: Size) -> None:
    """Raise where the file is right at one size only."""
    if size != usual and relative > APART:
        raise ZooError(
            f"Height and width cannot be left open: at {size[0]}x{size[1]} the file computes something else than the "
            "network, some block of which is made for one size."
        )


def _opset(model: onnx.ModelProto) -> int:
    return max(int(each.version) for each in model.opset_import if each.domain in ("", "ai.onnx"))


def _parameters(model: onnx.ModelProto, network: nn.Module) -> int:
    """How many numbers were trained: those named after blocks, but for whole numbers and batch norms' statistics."""
    blocks = {name for name, _ in network.named_children()}
    norms = [node for node in model.graph.node if node.op_type == "BatchNormalization"]
    statistics = {name for node in norms for name in node.input[3:5]}
    weights = [each for each in model.graph.initializer if each.data_type == onnx.TensorProto.FLOAT]
    named = [each for each in weights if each.name.partition(".")[0] in blocks and each.name not in statistics]
    return sum(math.prod(each.dims) for each in named)


def _axes(value: onnx.ValueInfoProto) -> Iterator[int | str]:
    for dim in value.type.tensor_type.shape.dim:
        yield dim.dim_param or int(dim.dim_value)


def _worst(found: Sequence[float]) -> float:
    """The largest; what is no number is worse than any."""
    return next((each for each in found if math.isnan(each)), max(found))


def _warnings(opset: int, relative: float, blocks: Inside, wish: OnnxWish, fit: Fit | None) -> Iterator[str]:
    if opset != wish.opset:
        yield f"The exporter made opset {opset}: it could not make {wish.opset}."
    if math.isnan(relative):
        yield "The outputs are no finite numbers with these weights: they cannot be compared."
    elif relative > CLOSE:
        yield f"The outputs differ from PyTorch's by {relative:.2%} of the largest."
    elif not blocks.relative <= CLOSE:
        yield f"What {blocks.worst} gives differs from PyTorch's by {blocks.relative:.2%} of its largest value."
    if fit and not fit.whole:
        left = len(fit.missing) + len(fit.misshapen)
        yield f"The file of weights does not fit: {left} tensors of the network keep the numbers drawn from the seed."
