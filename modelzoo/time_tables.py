"""Times of blocks and the roofs above them as text for a terminal."""

from collections.abc import Mapping

from modelzoo.analysis.trust import roof_doubts
from modelzoo.node_times import LayerTimes, NodeTime
from modelzoo.results import Cost, LayerCost
from modelzoo.roofs import Roof, RooflinePoint, Roofs
from modelzoo.tables import facts, milliseconds, table

HEADER = ["Node", "Block", "p50 (ms)", "p90 (ms)", "Share", "MACs' share", "GFLOP/s"]


def layer_times_text(found: LayerTimes, cost: Cost, under: Mapping[str, RooflinePoint]) -> str:
    """Each block's time beside its work, and beside its bound where there are roofs; then what is left over."""
    paper = {layer.node: layer for layer in cost.layers}
    rows = [
        _row(each, found, paper[each.node], cost) + (_bounds(under.get(each.node)) if under else [])
        for each in found.nodes
    ]
    header = [*HEADER, "Bound (ms)", "Efficiency"] if under else HEADER
    return "\n\n".join(filter(None, [table(header, rows), _sums(found, under.get("")), _remarks(found, under)]))


def _row(time: NodeTime, found: LayerTimes, paper: LayerCost, cost: Cost) -> list[str]:
    return [
        time.node,
        time.block,
        "merged" if time.merged else milliseconds(time.p50),
        "" if time.merged else milliseconds(time.p90),
        _percent(found.share(time.p50)),
        _percent(paper.macs / cost.macs) if cost.macs else "-",
        f"{2e-9 * found.whole.setup.batch * paper.macs / time.p50:,.1f}" if paper.macs and time.p50 else "-",
    ]


def _bounds(point: RooflinePoint | None) -> list[str]:
    return [milliseconds(point.bound), _percent(point.efficiency)] if point else ["-", "-"]


def _sums(found: LayerTimes, whole: RooflinePoint | None) -> str:
    blocks = sum(found.seconds.values())
    rows = [
        ("Whole model", milliseconds(found.total), f"ms, p50 of {found.whole.n:,} runs"),
        ("Sum of the blocks", milliseconds(blocks), f"ms, their p50 of {found.n:,} runs in turns with those"),
        ("Unattributed", _percent(found.unattributed_share), "of the whole model; below 0 where the blocks are more"),
    ]
    rows += [(f"  {name}", milliseconds(seconds), "ms, belongs to no block") for name, seconds in found.others]
    if whole:
        rows.append(
            ("Bound", milliseconds(whole.bound), f"ms, the blocks' sum: {_percent(whole.efficiency)} efficient")
        )
    return facts(rows)


def _remarks(found: LayerTimes, under: Mapping[str, RooflinePoint]) -> str:
    told = []
    if any(each.merged for each in found.nodes):
        told.append("merged: ONNX Runtime does this block's work within the operations of another block.")
    if found.whole.setup.runtime == "onnxruntime":
        told.append(
            "ONNX Runtime's profile counts whole microseconds. What it costs itself is taken off each operation."
        )
    if any(point.efficiency > 1 for point in under.values()):
        told.append("Beyond 100 % efficient: the bound has tensors moved from memory; these came from a cache.")
    return "\n".join(told)


def roofs_text(roofs: Roofs) -> str:
    """What this machine does at best, and why not to trust it where something speaks against it."""
    rows = [("Compute roof", *_roof(roofs.compute)), ("Memory roof", *_roof(roofs.memory))]
    rows.append(("Cache roof (L2)", *_roof(roofs.cache)) if roofs.cache else ("Cache roof (L2)", "-", "size unknown"))
    rows.append(("Ridge", f"{roofs.ridge:,.2f} FLOP/byte", "from here on the arithmetic is the limit, not the memory"))
    rows.append(("Threads", str(roofs.threads), _COPIES))
    return "\n".join([facts(rows), *(f"Not to be trusted: {doubt}" for doubt in roof_doubts(roofs))])


_COPIES = "copies count what is read and written; a line loaded before it is written would be a third stream"


def _roof(roof: Roof) -> tuple[str, str]:
    return f"{roof.best / 1e9:,.1f} G{roof.unit}", f"{roof.how}; best of {roof.n}, median {_percent(roof.spread)} below"


def _percent(share: float) -> str:
    return f"{share:.1%}"
