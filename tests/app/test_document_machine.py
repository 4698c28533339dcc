"""A document under random edits, steps back and forth, saves and openings, beside a plain list of what should be."""

from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from PySide6.QtCore import QCoreApplication

from app import document as module
from app.canvas import acts
from app.document import MERGE_WITHIN, Document
from app.params_form import renaming, setting
from modelzoo.clipping import clip
from modelzoo.graph import Graph
from modelzoo.layout.arranging import arrange
from modelzoo.project import Change, Place, Project
from modelzoo.project_file import dumps, loads
from modelzoo.record import Record
from modelzoo.zoo import open_model
from tests.app.papers import small
from tests.zoo.timing import timed
from tests.zoo.wholeness import assert_whole

EXAMPLES, STEPS = 100, 50
MOST = 16
"""Nodes beyond which nothing is added, so that every step stays cheap."""

AT, PORT = st.integers(0, MOST), st.integers(0, 3)
BLOCKS = st.sampled_from("input conv fire add concat output".split())
POINTS = st.tuples(*(st.integers(-40, 40).map(lambda each: 10.0 * each),) * 2)
SEVERAL = st.sets(AT, min_size=1, max_size=3)
FILE = Path("kept.slimscope")


@dataclass
class Step:
    """What an edit led to, the key under which quick ones become one, and when it was."""

    project: Project
    key: str = ""
    at: float = 0.0


class DocumentMachine(RuleBasedStateMachine):
    """What the document should be is `steps[here]`; what its file holds is `saved`, `saved_at` if it is a step."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0
        self.document = Document()
        self.told: list[tuple[Project, Project]] = []
        self.refusals: list[str] = []
        self.document.changed.connect(lambda before, now: self.told.append((before, now)))
        self.document.refused.connect(self.refusals.append)
        self.start(Project("small", small()), modified=False)

    @rule(block=BLOCKS, place=POINTS)
    def drop(self, block: str, place: Place) -> None:
        self.edit(acts.drop(block, place, self.shown))

    @rule(block=BLOCKS, after=AT)
    def append(self, block: str, after: int) -> None:
        self.edit(acts.append(block, self.node(after), self.shown))

    @rule(block=BLOCKS, place=POINTS, reader=AT, port=PORT)
    def insert(self, block: str, place: Place, reader: int, port: int) -> None:
        if port < len(self.inputs(reader)):
            self.edit(acts.insert(block, place, self.node(reader), port, self.shown))

    @rule(source=AT, reader=AT, port=PORT)
    def connect(self, source: int, reader: int, port: int) -> None:
        self.edit(acts.connect(self.node(source), self.node(reader), port, self.shown))

    @rule(lifted=AT, at=PORT, source=AT, reader=AT, port=PORT)
    def rewire(self, lifted: int, at: int, source: int, reader: int, port: int) -> None:
        if at < len(self.inputs(lifted)) and self.inputs(lifted)[at]:
            wire = (self.node(lifted), at)
            self.edit(acts.connect(self.node(source), self.node(reader), port, self.shown, wire))

    @rule(reader=AT, port=PORT)
    def disconnect(self, reader: int, port: int) -> None:
        self.edit(acts.disconnect(self.node(reader), port, self.shown))

    @rule(chosen=SEVERAL)
    def delete(self, chosen: set[int]) -> None:
        ids = {self.node(at) for at in chosen}
        wires = [(node.id, 0) for node in self.project.graph if node.id in ids and node.sources]
        self.edit(acts.delete(ids, wires, self.shown))

    @rule(chosen=SEVERAL, offset=POINTS, quick=st.booleans())
    def move(self, chosen: set[int], offset: Place, quick: bool) -> None:
        ids = sorted({self.node(at) for at in chosen})
        self.edit(acts.move(dict.fromkeys(ids, offset), self.shown), f"nudge {' '.join(ids)}" if quick else "")

    @rule(at=AT, out=st.integers(0, 9))
    def set_width(self, at: int, out: int) -> None:
        id = self.node(at)
        self.edit(setting(id, "out", out), f"set:{id}:out")

    @rule(at=AT, name=st.sampled_from(["a", "b", "conv1", "stem", "not a name"]))
    def rename(self, at: int, name: str) -> None:
        self.edit(renaming(self.node(at), name))

    @rule(chosen=SEVERAL, offset=POINTS)
    def paste(self, chosen: set[int], offset: Place) -> None:
        text = clip(self.project.graph, {self.node(at) for at in chosen}, self.shown)
        self.edit(acts.paste(text, offset, self.shown))

    @rule()
    def arrange_all(self) -> None:
        self.edit(acts.place_all(arrange(self.project.graph, {})))

    @rule(at=st.integers(0, 2))
    def show_another_variant(self, at: int) -> None:
        def change(project: Project) -> Project:
            variants = (*project.variants, replace(project.shown, title=f"variant {len(project.variants)}"))[:3]
            return project.with_variants(variants, at % len(variants))

        self.edit(change)

    @rule()
    def put_another_model(self) -> None:
        self.expect(Project("another", Graph(open_model("SqueezeNet 1.1").graph.nodes[:6])))
        self.document.put("open another", self.steps[self.here].project)

    @rule()
    def undo(self) -> None:
        self.here = max(0, self.here - 1)
        self.document.undo.undo()

    @rule()
    def redo(self) -> None:
        self.here = min(len(self.steps) - 1, self.here + 1)
        self.document.undo.redo()

    @rule(seconds=st.sampled_from([0.1, 0.6, 2.0]))
    def wait(self, seconds: float) -> None:
        self.now += seconds

    @rule(wished=st.booleans())
    def measure(self, wished: bool) -> None:
        self.record = self.record.with_latencies(timed([1.0 + self.now, 2.0 + self.now]))
        self.record_unsaved |= wished
        self.document.record(lambda _: self.record, unsaved=wished)

    @rule()
    def save(self) -> None:
        self.document.saved_as(self.document.project, FILE)
        self.saved, self.saved_at, self.record_unsaved = self.project, self.here, False

    @precondition(lambda self: self.here > 0)
    @rule()
    def a_save_of_the_step_before_ends(self) -> None:
        """Saving takes a while: another edit may be faster."""
        project = replace(self.steps[self.here - 1].project, record=Record())
        unsaved = self.record_unsaved
        self.document.saved_as(project, FILE)
        self.saved = project
        self.saved_at = self.here if project == self.project else self.saved_at
        self.record_unsaved = unsaved and project.record is not self.record

    @rule(modified=st.booleans(), empty=st.booleans())
    def open(self, modified: bool, empty: bool) -> None:
        self.start(Project() if empty else Project("small", small()), modified)

    @invariant()
    def the_document_is_where_the_list_is(self) -> None:
        assert self.document.project == self.steps[self.here].project
        assert self.document.project.record is self.record
        assert self.document.undo.canUndo() is (self.here > 0)
        assert self.document.undo.canRedo() is (self.here < len(self.steps) - 1)
        assert self.document.modified is (
            self.record_unsaved or self.saved is None or work(self.saved) != work(self.project)
        )

    @invariant()
    def the_project_is_whole(self) -> None:
        project = self.document.project
        assert_whole(project.graph)
        assert all(id in variant.graph for variant in project.variants for id in variant.places)
        assert loads(dumps(project)) == project

    @invariant()
    def every_change_was_told_from_one_project_to_the_next(self) -> None:
        assert all(now == then for (_, now), (then, _) in zip(self.told, self.told[1:], strict=False))

    def teardown(self) -> None:
        while self.document.undo.canUndo():
            self.document.undo.undo()
        assert self.document.project == self.steps[0].project
        while self.document.undo.canRedo():
            self.document.undo.redo()
        assert self.document.project == self.steps[-1].project

    @property
    def project(self) -> Project:
        """What the document's project should be."""
        return self.steps[self.here].project

    @property
    def shown(self) -> dict[str, Place]:
        """Where the boxes stand on a screen."""
        return {**arrange(self.project.graph, {}), **self.project.places}

    def start(self, project: Project, modified: bool) -> None:
        self.document.open(project, modified=modified)
        self.steps, self.here = [Step(project)], 0
        self.saved, self.saved_at = None if modified else project, 0
        self.record, self.record_unsaved = project.record, False
        self.told.clear()

    def edit(self, change: Change, key: str = "") -> None:
        """Wish an edit; it is refused for a reason exactly where the change raises, and else it is expected."""
        before, refusals = self.document.project, len(self.refusals)
        if len(before.graph) > MOST:
            change, key = acts.delete([node.id for node in before.graph.nodes[4:]], (), self.shown), ""
        if self.document.edit("edit", change, key):
            assert len(self.refusals) == refusals
            self.expect(change(before), key)
        else:
            assert self.document.project is before and self.refusals[refusals:] and all(self.refusals)

    def expect(self, after: Project, key: str = "") -> None:
        """Note a step, or that it is part of the one before."""
        if after == self.project:
            return
        del self.steps[self.here + 1 :]
        self.saved_at = self.saved_at if self.saved_at <= self.here else -1
        last = self.steps[self.here]
        quick = self.here > 0 and key and key == last.key and self.now - last.at <= MERGE_WITHIN
        if quick and self.saved_at != self.here:
            self.steps[self.here] = Step(after, key, self.now)
            if after == self.steps[self.here - 1].project:
                del self.steps[self.here]
                self.here -= 1
        else:
            self.steps.append(Step(after, key, self.now))
            self.here += 1

    def node(self, at: int) -> str:
        """The name of a node, or of one that does not exist."""
        nodes = self.project.graph.nodes
        return nodes[at % len(nodes)].id if nodes else "nobody"

    def inputs(self, at: int) -> tuple[str | None, ...]:
        nodes = self.project.graph.nodes
        return nodes[at % len(nodes)].inputs if nodes else ()


def work(project: Project) -> tuple[object, ...]:
    """All that a person made; which variant is looked at is not of it."""
    return project.variants, project.baseline, project.blocks


def test_thousands_of_random_steps_leave_a_document_where_a_plain_list_says(
    qapp: QCoreApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    machines: list[DocumentMachine] = []
    monkeypatch.setattr(module, "time", SimpleNamespace(monotonic=lambda: machines[-1].now))

    def begin() -> DocumentMachine:
        machines.append(DocumentMachine())
        return machines[-1]

    run_state_machine_as_test(
        begin,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            derandomize=True,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
