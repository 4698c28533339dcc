"""`analyze`: what models cost on paper."""

from argparse import Namespace
from typing import Any

from modelzoo.analysis.cost import cost
from modelzoo.commands.answering import Answer
from modelzoo.results import LayerCost
from modelzoo.tables import cost_text, layers_text
from modelzoo.zoo import open_model


def analyze(arguments: Namespace) -> Answer:
    """The cost of each model, with each block's share of it: one document, or a list of them for several models."""
    found = [_analyzed(name, arguments) for name in arguments.models]
    data = [each for each, _ in found]
    return data if len(data) > 1 else data[0], "\n\n\n".join(text for _, text in found)


def _analyzed(name: str, arguments: Namespace) -> Answer:
    model = open_model(name, arguments.size)
    found = cost(model.graph, model.size)
    source = next(each for each in found.layers if each.block == "input").output[1:]
    data = {
        "model": model.title,
        "fingerprint": model.graph.fingerprint,
        "input": list(source),
        "parameters": found.parameters,
        "macs": found.macs,
        "mult_adds_torchinfo": found.mult_adds,
        "pass_bytes_torchinfo": found.pass_bytes,
        "parameter_bytes": found.parameter_bytes,
        "activation_bytes": found.activation_bytes,
        "peak_activation_bytes": found.peak_activation_bytes,
        "uncounted": [name for name, _ in found.uncounted],
        "layers": [_layer(each) for each in found.layers],
    }
    title = f"{model.title}, {'x'.join(map(str, source))}, batch 1, fp32, fingerprint {model.graph.fingerprint}"
    parts = [title, cost_text(found)] + ([layers_text(found.layers)] if arguments.layers else [])
    return data, "\n\n".join(parts)


def _layer(layer: LayerCost) -> dict[str, Any]:
    return {
        "node": layer.node,
        "block": layer.block,
        "inputs": [list(shape[1:]) for shape in layer.inputs],
        "output": list(layer.output[1:]),
        "parameters": layer.parameters,
        "macs": layer.macs,
        "mult_adds_torchinfo": layer.mult_adds,
        "activation_bytes": layer.activation_bytes,
        "intensity": layer.intensity,
    }
