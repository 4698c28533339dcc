"""A network from outside as the window knows it: three operations, of which the palette has no block for one."""

from modelzoo.foreign import Feed, Foreign
from modelzoo.graph import Graph, Node
from modelzoo.results import Cost, LayerCost

DIGEST = "0123456789abcdef"


def strange(origin="/nets/strange.onnx", side=8, onnx="", digest=DIGEST):
    """What the engine makes of it at this size."""
    graph = Graph(
        (
            Node("x", "input", (("channels", 3), ("file", digest))),
            Node("stem", "Conv", (("kernel_shape", "3 3"), ("input2", "4x3x3x3")), ("x",)),
            Node("bend", "Erf", (), ("stem",)),
            Node("y", "output", (), ("bend",)),
        )
    )
    picture, maps = (1, 3, side, side), (1, 4, side, side)
    layers = (
        LayerCost("x", "input", (), picture, 0, 0, 0, 0, 0, 0, 0),
        LayerCost("stem", "Conv", (picture,), maps, 108, 108 * side**2, 0, 0, 16 * side**2, 0, 432),
        LayerCost("bend", "Erf", (maps,), maps, 0, 0, 0, 0, 16 * side**2, 0, 0),
        LayerCost("y", "output", (maps,), maps, 0, 0, 0, 0, 0, 0, 0),
    )
    totals = (108, 108 * side**2, 0, 0, 432, 32 * side**2, 28 * side**2, 40 * side**2)
    cost = Cost(*totals, (("Erf", 1),), layers, as_torchinfo=False)
    feeds = (Feed("x", "FLOAT", (1, 3, "H", "W"), picture),)
    return Foreign("strange", origin, digest, 18, (side, side), feeds, graph, cost, 600, onnx)
