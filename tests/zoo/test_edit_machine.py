"""Random edits without end: whatever is done in whatever order, a project stays whole; a refusal changes nothing."""

from collections.abc import Callable
from dataclasses import replace

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from modelzoo import edits
from modelzoo.catalog import find_block
from modelzoo.clipping import clip, unclip
from modelzoo.errors import ZooError
from modelzoo.graph import Graph, Node, Value
from modelzoo.project import Project
from modelzoo.project_file import dumps, loads
from modelzoo.transforming import change
from modelzoo.zoo import open_model
from tests.zoo.wholeness import assert_whole

EXAMPLES, STEPS = 60, 50
MOST = 40
"""Nodes that a machine's graph may have before it is thinned out, so that every step stays cheap."""

PLACES = st.integers(0, MOST)
PORTS = st.integers(-1, 3)
BLOCKS = st.sampled_from("input conv fire add concat crop_like upsample output linear no_such_block".split())
NAMES = st.sampled_from(["a", "conv1", "concat1", "stem", "1x", "class", "ﬁ", ""])
SETTINGS = st.sampled_from(
    [("out", 8), ("out", 0), ("kernel", (3, 1)), ("act", "silu"), ("act", "swoosh"), ("squeeze", 4), ("channels", 1)]
)
TRANSFORMS = st.sampled_from(
    "act bottleneck drop_skips grouped insert_se pointwise_first separable two_3x3 width no_such_transform".split()
)
SEVERAL = st.sets(PLACES, max_size=4)


class EditMachine(RuleBasedStateMachine):
    """A project that is edited by functions alone."""

    def __init__(self) -> None:
        super().__init__()
        self.project = Project()

    @initialize(model=st.sampled_from(["SqueezeNet 1.1", "", "MobileNetV2 0.35"]))
    def begin(self, model: str) -> None:
        if model:
            graph = open_model(model).graph
            self.project = Project(model, graph=Graph(graph.nodes[:MOST]))

    @rule(block=BLOCKS)
    def add(self, block: str) -> None:
        before = self.project.graph
        if self.edit(lambda graph: edits.add_node(graph, block)[0]):
            added = self.project.graph.nodes[-1]
            assert self.project.graph.nodes[:-1] == before.nodes and added.block == block and not added.sources

    @rule(source=PLACES, reader=PLACES, port=PORTS)
    def connect(self, source: int, reader: int, port: int) -> None:
        start, end = self.node(source), self.node(reader)
        if self.edit(lambda graph: edits.connect(graph, start, end, port)):
            assert self.project.graph[end].inputs[port] == start

    @rule(reader=PLACES, port=PORTS)
    def disconnect(self, reader: int, port: int) -> None:
        id = self.node(reader)
        if self.edit(lambda graph: edits.disconnect(graph, id, port)) and port >= 0:
            assert len(self.project.graph[id].inputs) <= port or self.project.graph[id].inputs[port] is None

    @rule(chosen=SEVERAL)
    def remove(self, chosen: set[int]) -> None:
        gone = {self.node(at) for at in chosen}
        kept = [node.id for node in self.project.graph if node.id not in gone]
        assert self.edit(lambda graph: edits.remove_nodes(graph, gone))
        assert [node.id for node in self.project.graph] == kept

    @rule(at=PLACES, name=NAMES)
    def rename(self, at: int, name: str) -> None:
        old = self.node(at)
        if self.edit(lambda graph: edits.rename(graph, old, name)):
            assert self.project.graph[name].id == name

    @rule(at=PLACES, setting=SETTINGS)
    def set_param(self, at: int, setting: tuple[str, Value]) -> None:
        id = self.node(at)
        if self.edit(lambda graph: edits.set_param(graph, id, *setting)):
            assert self.project.graph[id].values[setting[0]] == setting[1]

    @rule(block=BLOCKS, reader=PLACES, port=PORTS)
    def insert(self, block: str, reader: int, port: int) -> None:
        end = self.node(reader)
        source = dict(enumerate(self.project.graph[end].inputs)).get(port) if end in self.project.graph else None

        def insert(graph: Graph) -> Graph:
            graph, id = edits.add_node(graph, block)
            return edits.insert_on_wire(graph, id, end, port)

        if self.edit(insert):
            (put,) = (node for node in self.project.graph if node.id == self.project.graph[end].inputs[port])
            assert put.block == block and put.inputs[0] == source

    @rule(chosen=SEVERAL)
    def paste(self, chosen: set[int]) -> None:
        before = self.project.graph
        nodes, _ = unclip(clip(before, [self.node(at) for at in chosen], {}))
        assert self.edit(lambda graph: edits.paste(graph, nodes)[0])
        copies = self.project.graph.nodes[len(before) :]
        assert [(copy.block, copy.params) for copy in copies] == [(node.block, node.params) for node in nodes]

    @rule(at=PLACES, block=st.sampled_from(["conv", "relu", "fire"]), count=st.integers(1, 3))
    def splice(self, at: int, block: str, count: int) -> None:
        id = self.node(at)
        readers = self.project.graph.consumers.get(id, ())

        def splice(graph: Graph) -> Graph:
            made: list[Node] = []
            for step in range(count):
                inputs = (made[-1].id,) if made else graph[id].inputs[:1]
                made.append(find_block(block).node(f"{id}_{step}", inputs))
            return edits.splice(graph, id, made, made[-1].id)

        if self.edit(splice):
            assert id not in self.project.graph
            last = f"{id}_{count - 1}"
            assert set(readers) == set(self.project.graph.consumers[last])

    @rule(name=TRANSFORMS, chosen=SEVERAL)
    def transform(self, name: str, chosen: set[int]) -> None:
        ids = {self.node(at) for at in chosen}
        self.edit(lambda graph: change(name, graph, ids, self.project.size, {}))

    @rule(at=st.integers(0, 3))
    def duplicate_variant(self, at: int) -> None:
        variants = self.project.variants[:3]
        copy = replace(variants[at % len(variants)], title=f"variant {len(variants)}")
        self.project = self.project.with_variants((*variants, copy), len(variants))
        assert self.project.shown == copy and self.project.variants == (*variants, copy)

    @rule(at=st.integers(0, 3))
    def show_variant(self, at: int) -> None:
        before = self.project.variants
        self.project = self.project.with_variants(before, at % len(before))
        assert self.project.variants == before and self.project.shown == before[at % len(before)]

    def edit(self, act: Callable[[Graph], Graph]) -> bool:
        """Apply an edit to the graph, and tell whether it was not refused."""
        graph = self.project.graph
        before = graph.nodes, graph.fingerprint
        try:
            after = act(graph)
        except ZooError as error:
            assert str(error)
            return False
        finally:
            assert (graph.nodes, Graph(graph.nodes).fingerprint) == before
        self.project = replace(self.project, graph=after)
        return True

    def node(self, at: int) -> str:
        """The name of a node, or of one that does not exist."""
        nodes = self.project.graph.nodes
        return nodes[at % len(nodes)].id if nodes else "nobody"

    @precondition(lambda self: len(self.project.graph) > MOST)
    @rule()
    def thin_out(self) -> None:
        extra = {node.id for node in self.project.graph.nodes[MOST // 2 :]}
        assert self.edit(lambda graph: edits.remove_nodes(graph, extra))

    @invariant()
    def the_graph_is_whole(self) -> None:
        assert_whole(self.project.graph)

    @invariant()
    def a_file_gives_it_back(self) -> None:
        assert loads(dumps(self.project)) == self.project


def test_thousands_of_random_edits_keep_a_project_whole_and_a_refused_one_changes_nothing() -> None:
    run_state_machine_as_test(
        EditMachine,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            derandomize=True,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
