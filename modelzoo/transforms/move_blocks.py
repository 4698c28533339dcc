"""Blocks moved from a stage to the next, as SqueezeNext's versions 3 to 5 came about."""

from collections.abc import Sequence
from typing import Annotated

from modelzoo.errors import GraphError
from modelzoo.graph import Graph, Node, Value, free_id
from modelzoo.params import Range
from modelzoo.repairing import Shapes
from modelzoo.rewriting import revised, rewrite
from modelzoo.stages import Stage, followed_stages
from modelzoo.transforming import Ids, transform

Blocks = Annotated[int, Range(1, 256, "How many blocks are moved; one at least must stay")]
Number = Annotated[
    int, Range(1, 64, "Which stage, counted from 1 among those of several blocks that another of the same kind follows")
]


@transform(
    "move_blocks",
    title="Move blocks to the next stage",
    group="Blocks",
    needs="a stage of several blocks, of one kind and output, that another of the same kind follows",
    brief="{blocks} of stage {stage} to the next",
)
def move_blocks(graph: Graph, ids: Ids, shapes: Shapes, blocks: Blocks = 1, stage: Number = 1) -> Graph:
    """The last blocks of a stage become the last blocks of the next one, with the channels that its blocks have.

    What alternates there from block to block goes on to do so; what else differs they bring along. With half as many
    pixels each way and twice the channels a moved block costs as many MACs as before, and four times the parameters. In
    a selection only its stages are counted.
    """
    found = [each for each in followed_stages(graph, shapes) if len(each[0]) > 1 and set(each[0]) & set(ids)]
    if not found:
        return graph
    if stage > len(found):
        raise GraphError(f"There is no stage {stage} whose blocks could be moved: there are {len(found)} of that sort.")
    here, there = found[stage - 1]
    if blocks >= len(here):
        raise GraphError(
            f"Of the {len(here)} blocks of stage {stage} only {len(here) - 1} can be moved: one must stay."
        )
    moved = here[-blocks:]
    made = _remade(graph, here, there, moved)

    def change(node: Node) -> list[Node] | str:
        return here[-blocks - 1] if node.id in moved else [node, *made]

    return rewrite(graph, {*moved, there[-1]}, change)


def _remade(graph: Graph, here: Stage, there: Stage, moved: Stage) -> list[Node]:
    """The blocks as they are behind the last of the other stage."""
    taken = {node.id for node in graph}
    common = _common(graph, here, there)
    blocks = [graph[id] for id in there]
    for id in moved:
        last = blocks[-1]
        node = revised(graph[id], **(_alternated(blocks) | common))
        blocks.append(Node(_next_id(taken, last.id), node.block, node.params, (last.id,)))
        taken.add(blocks[-1].id)
    return blocks[len(there) :]


def _alternated(blocks: Sequence[Node]) -> dict[str, Value]:
    """What every second block has in common, as the next block has it."""
    if len(blocks) < 2:
        return {}
    return {
        name: value
        for name, value in blocks[-2].params
        if all(one.values[name] == other.values[name] for one, other in zip(blocks, blocks[2:], strict=False))
    }


def _common(graph: Graph, here: Stage, there: Stage) -> dict[str, Value]:
    """What all blocks of the other stage have in common but for its first, which opens it.

    Where that is all there is, what a block of ours has in common with the first of ours is taken from it.
    """
    alike = _agreed(graph, here[1:] if len(there) > 1 else here)
    common = _agreed(graph, there[1:] or there)
    step = {"stride": 1} if "stride" in common | alike else {}
    return {name: value for name, value in common.items() if name in alike} | step


def _agreed(graph: Graph, stage: Stage) -> dict[str, Value]:
    first, *others = (graph[id].values for id in stage)
    return {name: value for name, value in first.items() if all(each[name] == value for each in others)}


def _next_id(taken: set[str], last: str) -> str:
    """The name that counts on from this one."""
    stem = last.rstrip("0123456789")
    name = f"{stem}{int(last[len(stem) :] or 1) + 1}"
    return name if name not in taken else free_id(taken, stem)
