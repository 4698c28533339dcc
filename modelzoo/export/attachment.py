"""Our figures as the file that Netron shows beside a model: one that says which node each figure is of."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from modelzoo.results import Cost, LayerCost

SIGNATURE = "netron:attachment"


def attachment(
    owners: Iterable[tuple[str, str]], cost: Cost, seconds: Mapping[str, float] | None = None, title: str = ""
) -> str:
    """The text of the file, for the ONNX nodes whose blocks are given; `seconds` are measured times of the blocks.

    A block's figures stand at each of its ONNX nodes, and say that they are the block's; the model has the totals, and
    so has its graph, which Netron knows by the name that is its `title`.
    """
    layers = {each.node: each for each in cost.layers}
    times = seconds or {}
    metrics: list[dict[str, Any]] = []
    metadata: list[dict[str, Any]] = []
    for node, block in owners:
        if layer := layers.get(block):
            metadata.append(_entry("node", node, "block", f"{block} ({layer.block})"))
            metrics += [_entry("node", node, *figure) for figure in _of_block(layer, times)]
    for kind, target in (("model", ""), ("graph", title)):
        metrics += [_entry(kind, target, *figure) for figure in _of_model(cost, times)]
    return json.dumps({"signature": SIGNATURE, "metadata": metadata, "metrics": metrics}, indent=1, ensure_ascii=False)


def _of_block(layer: LayerCost, times: Mapping[str, float]) -> Iterator[tuple[str, Any]]:
    yield "block parameters", layer.parameters
    yield "block MACs", layer.macs
    yield "block activation bytes", layer.activation_bytes
    if layer.node in times:
        yield "block p50 ms", _milliseconds(times[layer.node])


def _of_model(cost: Cost, times: Mapping[str, float]) -> Iterator[tuple[str, Any]]:
    yield "network parameters", cost.parameters
    yield "MACs", cost.macs
    if cost.as_torchinfo:
        yield "mult-adds (torchinfo)", cost.mult_adds
    yield "peak activation bytes", cost.peak_activation_bytes
    if times:
        yield "blocks' p50 ms", _milliseconds(sum(times.values()))


def _milliseconds(seconds: float) -> float:
    return round(1e3 * seconds, 6)


def _entry(kind: str, target: str, name: str, value: Any) -> dict[str, Any]:
    return {"kind": kind, "target": target, "name": name, "value": value}
