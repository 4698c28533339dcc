"""Small ONNX files as the engine outlines them, made without the engine."""

from onnx import TensorProto, helper

from modelzoo.exports import Outline

BLOCKS = tuple(f"block{at}" for at in range(1, 25))
"""Enough that a page does not show them all at once."""


def chain(blocks=BLOCKS, channels=8):
    """A convolution and an activation a block, one after another, between "input1" and "output1"."""
    shape = [1, channels, 32, 32]
    nodes, weights, owners, last = [], [], [], "input1"
    for block in blocks:
        value = "output1" if block == blocks[-1] else block
        weights.append(TensorProto(name=f"{block}.conv.weight", dims=[channels, channels, 3, 3], data_type=1))
        given = [last, weights[-1].name]
        nodes.append(helper.make_node("Conv", given, [f"{block}.conv"], f"{block}.conv/Conv", pads=[1, 1, 1, 1]))
        nodes.append(helper.make_node("Relu", [f"{block}.conv"], [value], f"{block}.act/Relu"))
        owners += [(node.name, block) for node in nodes[-2:]]
        last = value
    given, taken = (helper.make_tensor_value_info(name, 1, shape) for name in ("input1", "output1"))
    graph = helper.make_graph(nodes, "", [given], [taken], weights)
    return Outline(helper.make_model(graph).SerializeToString(), tuple(owners))
