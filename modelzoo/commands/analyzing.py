"""`analyze`: what models cost on paper."""

from argparse import Namespace
from typing import Any

from modelzoo.analysis.cost import candidate_cost
from modelzoo.commands.answering import Answer
from modelzoo.foreign import Foreign
from modelzoo.results import LayerCost
from modelzoo.tables import cost_text, layers_text
from modelzoo.zoo import open_candidate


def analyze(arguments: Namespace) -> Answer:
    """The cost of each model, with each block's share of it: one document, or a list of them for several models."""
    found = [_analyzed(name, arguments) for name in arguments.models]
    data = [each for each, _ in found]
    return data if len(data) > 1 else data[0], "\n\n\n".join(text for _, text in found)


def _analyzed(name: str, arguments: Namespace) -> Answer:
    model = open_candidate(name, arguments.size)
    found = candidate_cost(model)
    source = next(each for each in found.layers if each.block == "input").output[1:]
    layered = model.foreign is None
    data = {
        "model": model.title,
        "fingerprint": model.graph.fingerprint,
        "input": list(source),
        "parameters": found.parameters,
        "macs": found.macs,
        "mult_adds_torchinfo": found.mult_adds if layered else None,
        "pass_bytes_torchinfo": found.pass_bytes if layered else None,
        "parameter_bytes": found.parameter_bytes,
        "activation_bytes": found.activation_bytes,
        "peak_activation_bytes": found.peak_activation_bytes,
        "uncounted": [name for name, _ in found.uncounted],
        "layers": [_layer(each, layered) for each in found.layers],
    } | (_file(model.foreign) if model.foreign else {})
    title = (
        f"{model.title}, {'x'.join(map(str, source))}, batch 1, {model.numbers}, fingerprint {model.graph.fingerprint}"
    )
    parts = [title, *(_told(model.foreign) if model.foreign else []), cost_text(found, layered)]
    parts += [layers_text(found.layers, layered)] if arguments.layers else []
    return data, "\n\n".join(parts)


def _file(foreign: Foreign) -> dict[str, Any]:
    """What only networks from outside have."""
    return {
        "file": foreign.origin,
        "opset": foreign.opset,
        "file_bytes": foreign.file_bytes,
        "numbers": foreign.numbers,
        "inputs": [{"name": each.name, "type": each.type, "axes": list(each.axes)} for each in foreign.feeds],
        "notes": list(foreign.notes),
    }


def _told(foreign: Foreign) -> list[str]:
    """The same as text."""
    inputs = [f"{each.name}: {' x '.join(map(str, each.axes))}, {each.type.lower()}" for each in foreign.feeds]
    first = f"{foreign.origin}: ONNX opset {foreign.opset}, {foreign.file_bytes:,} bytes"
    return ["\n".join([first, *inputs, *foreign.notes])]


def _layer(layer: LayerCost, layered: bool) -> dict[str, Any]:
    return {
        "node": layer.node,
        "block": layer.block,
        "inputs": [list(shape[1:]) for shape in layer.inputs],
        "output": list(layer.output[1:]),
        "parameters": layer.parameters,
        "macs": layer.macs,
        "mult_adds_torchinfo": layer.mult_adds if layered else None,
        "activation_bytes": layer.activation_bytes,
        "intensity": layer.intensity,
    }
