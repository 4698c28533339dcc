"""A small model whose blocks were timed, and the roofs of a machine above it."""

from app.breakdown import Breakdown
from modelzoo.measurements import Setup
from modelzoo.node_times import LayerTimes, NodeTime
from modelzoo.roofs import Roof, Roofs
from tests.app.looking import a_latency, layer, with_layers

ROWS = (
    layer("stem", 250_000, 9),
    layer("wide", 1_000_000, 1000),
    layer("act", 0, block="relu"),
    layer("norm", 0, block="batch_norm"),
)
COST = with_layers(*ROWS)

ROOFS = Roofs(
    1,
    Roof(4e9, "FLOP/s", "product of two 1024x1024 fp32 matrices", 7, 0.02),
    Roof(1e9, "B/s", "copy of 64 MiB, read and written", 25, 0.1),
    Roof(2e9, "B/s", "copy of 0.25 MiB, read and written", 25, 0.05),
    a_latency().environment,
)


def times(runtime="eager", whole=0.002, **changed):
    """stem 1 ms, wide 0.5 ms, act 0.1 ms; norm is done within the others."""
    seconds = {"stem": 0.001, "wide": 0.0005, "act": 0.0001, "norm": 0.0} | changed
    nodes = tuple(
        NodeTime(row.node, row.block, seconds[row.node], 1.2 * seconds[row.node], merged=row.node == "norm")
        for row in ROWS
    )
    latency = a_latency(setup=Setup(runtime), samples=(whole,) * 60)
    return LayerTimes(latency, nodes, (("layout changes", 2e-5),), 57)


def breakdown(**changes):
    """All of it."""
    return Breakdown(**{"cost": COST, "times": times(), "roofs": ROOFS} | changes)
