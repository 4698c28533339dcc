"""What is offered for a problem is done by a click or a key, as one step."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QListWidget, QListWidgetItem, QMenu
from pytestqt.qtbot import QtBot

from app.canvas import acts
from app.document import Document
from app.inside import Inside
from app.main_window import MainWindow
from app.mending import Mending
from app.panels.problem_list import ProblemList
from app.results import Results
from modelzoo.analysis.cost import examine
from modelzoo.builder import Builder
from modelzoo.edits import set_param
from modelzoo.fixes.finding import fixes
from modelzoo.graph import Graph
from modelzoo.jobs import finish
from modelzoo.labels import crossed
from modelzoo.project import Project
from tests.app.desk import Desk
from tests.app.looking import opened

FIRST = "insert a 1×1 convolution of stride 2 between conv1 and add1"


def torn() -> Graph:
    """A sum of unlike shapes."""
    b = Builder()
    skip = b("conv", b("input"), out=64)
    b("output", b("add", b("conv", skip, out=128, stride=2), skip))
    return b.graph


class Bench:
    """A window on a document, whose questions are answered when a test likes."""

    def __init__(self, window: MainWindow) -> None:
        self.window, self.desk, self.document = window, Desk(), Document(window)
        self.results = Results(self.document, self.desk, window)  # type: ignore[arg-type]
        self.inside = Inside(self.document, self.desk, self.results, window)  # type: ignore[arg-type]
        self.inside.changed.connect(lambda: window.canvas.show_project(self.inside.project))
        self.document.changed.connect(self.results.follow)
        self.document.refused.connect(window.hint)
        self.results.examined.connect(window.canvas.show_examination)
        self.results.examined.connect(lambda found: window.problems.show_problems(found.problems))
        self.mending = Mending(self.document, self.desk, self.results, self.inside, window)  # type: ignore[arg-type]

    def open(self, graph: Graph) -> None:
        self.document.open(Project("mine", graph))
        self.answer()

    def answer(self) -> None:
        """Answer what is asked, first for figures, then for fixes."""
        self.desk.examine()
        if wish := self.desk.asked.pop("fixes", None):
            assert wish.job == "fixes"
            wish.done(finish(fixes(*wish.args)))

    @property
    def lines(self) -> QListWidget:
        return self.window.problems.findChild(QListWidget)

    def texts(self) -> list[str]:
        return [self.lines.item(row).text() for row in range(self.lines.count())]

    @property
    def hint(self) -> str:
        return self.window.statusBar().currentMessage()


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[Bench]:
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    yield Bench(window)


@pytest.fixture
def broken(bench: Bench) -> Bench:
    bench.open(torn())
    bench.window.docks.reveal(bench.window.problems)
    return bench


def click(qtbot: QtBot, found: QListWidget, item: QListWidgetItem) -> None:
    found.scrollToItem(item)
    qtbot.mouseClick(found.viewport(), Qt.MouseButton.LeftButton, pos=found.visualItemRect(item).center())


def menu_at(bench: Bench, id: str) -> list[str]:
    canvas = bench.window.canvas
    canvas.fit()
    at = canvas.mapFromScene(canvas.sheet.boxes[id].rect().center())
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, canvas.viewport().mapToGlobal(at))
    QApplication.sendEvent(canvas.viewport(), event)
    menu = next(each for each in canvas.findChildren(QMenu) if each.isVisible())
    texts = [action.text() for action in menu.actions()]
    menu.close()
    return texts


def test_each_problem_is_followed_by_what_would_mend_it(broken: Bench) -> None:
    problem, *offers = broken.texts()
    assert problem.startswith("Error · add1: add cannot take 128×32×32 and 64×64×64")
    assert offers[0] == f"I{FIRST[1:]}" and len(offers) == 3


def test_a_click_on_an_offer_mends_in_one_step_that_names_it(broken: Bench, qtbot: QtBot) -> None:
    click(qtbot, broken.lines, broken.lines.item(1))
    graph = broken.document.project.graph
    assert graph["conv3"].values["stride"] == 2 and graph["add1"].inputs == ("conv2", "conv3")
    assert broken.document.undo.undoText() == FIRST and broken.document.undo.count() == 1
    broken.answer()
    assert broken.results.examination.problems == () and broken.texts() == []
    broken.document.undo.undo()
    assert broken.document.project.graph == torn()


def test_enter_on_the_problem_does_the_first_and_on_an_offer_that_one(broken: Bench, qtbot: QtBot) -> None:
    broken.lines.setCurrentRow(0)
    qtbot.keyClick(broken.lines, Qt.Key.Key_Return)
    assert broken.document.undo.undoText() == FIRST
    broken.document.undo.undo()
    broken.answer()
    broken.lines.setCurrentRow(0)
    for _ in range(3):
        qtbot.keyClick(broken.lines, Qt.Key.Key_Down)
    qtbot.keyClick(broken.lines, Qt.Key.Key_Return)
    assert broken.document.undo.undoText() == "insert a 1×1 convolution and an upsample by 2 between conv2 and add1"


def test_a_click_on_the_problem_still_shows_its_box(broken: Bench, qtbot: QtBot) -> None:
    with qtbot.waitSignal(broken.window.problems.node_wished) as wish:
        click(qtbot, broken.lines, broken.lines.item(0))
    assert wish.args == ["add1"] and broken.document.undo.count() == 0


def test_the_new_block_stands_apart_from_the_others_and_is_selected(broken: Bench, qtbot: QtBot) -> None:
    click(qtbot, broken.lines, broken.lines.item(1))
    sheet = broken.window.canvas.sheet
    assert sheet.selected_ids == ("conv3",)
    others = [box.rect() for id, box in sheet.boxes.items() if id != "conv3"]
    assert not any(sheet.boxes["conv3"].rect().intersects(other) for other in others)


def test_the_box_tells_its_fix_and_its_menu_does_it(broken: Bench) -> None:
    box = broken.window.canvas.sheet.boxes["add1"]
    assert box.toolTip().endswith(f"I{FIRST[1:]}?")
    assert broken.texts()[1:] == menu_at(broken, "add1")[:3]
    assert not any(text.startswith("Insert") for text in menu_at(broken, "conv1"))


def test_a_key_mends_the_selected_block_or_the_first_that_needs_it(broken: Bench) -> None:
    action = broken.window.actions_by_name["mend"]
    broken.window.canvas.sheet.select({"conv1"})
    broken.window.canvas.mend_selected()
    assert broken.document.undo.count() == 0
    broken.window.canvas.sheet.select(())
    action.trigger()
    assert broken.document.undo.undoText() == FIRST
    broken.answer()
    assert "add1" not in broken.window.canvas.sheet.boxes["add1"].toolTip().partition("\n")[2]


def test_a_fix_for_a_network_that_has_changed_changes_nothing(broken: Bench) -> None:
    stale = broken.mending
    offered = broken.window.canvas.sheet.boxes["add1"].fixes[0]
    broken.document.edit("other", lambda now: Project("mine", set_param(now.graph, "conv1", "out", 32)))
    stale.apply(offered)
    assert broken.document.undo.undoText() == "other" and "has changed meanwhile" in broken.hint


def test_what_was_found_once_is_not_asked_for_again(broken: Bench) -> None:
    broken.mending.apply(broken.window.canvas.sheet.boxes["add1"].fixes[0])
    broken.answer()
    broken.document.undo.undo()
    assert "fixes" not in broken.desk.asked and len(broken.texts()) == 4


def test_an_edit_calls_the_search_for_fixes_off(bench: Bench) -> None:
    bench.document.open(Project("mine", torn()))
    bench.desk.examine()
    assert "fixes" in bench.desk.asked
    bench.document.edit("wider", lambda now: Project("mine", set_param(now.graph, "conv1", "out", 32)))
    assert "fixes" not in bench.desk.asked


def test_a_network_without_problems_is_not_searched(bench: Bench) -> None:
    b = Builder()
    b("output", b("conv", b("input")))
    bench.open(b.graph)
    assert bench.texts() == [] and "fixes" not in bench.desk.asked


def test_a_failed_search_is_told(bench: Bench) -> None:
    bench.document.open(Project("mine", torn()))
    bench.desk.examine()
    bench.desk.asked["fixes"].failed(RuntimeError("it broke"))
    assert bench.hint == "it broke"


def test_a_network_without_an_output_gets_one_by_a_click(bench: Bench, qtbot: QtBot) -> None:
    b = Builder()
    b("conv", b("input"))
    bench.open(b.graph)
    bench.window.docks.reveal(bench.window.problems)
    click(qtbot, bench.lines, bench.lines.item(1))
    assert bench.document.undo.undoText() == "add output1 behind conv1"
    bench.answer()
    assert bench.results.examination.cost is not None


def test_offers_are_told_apart_for_those_who_hear_them(qtbot: QtBot) -> None:
    panel = opened(qtbot, ProblemList(), 400, 200)
    graph = torn()
    panel.show_problems(examine(graph, (64, 64)).problems)
    panel.show_fixes(finish(fixes(graph, (64, 64))))
    found = panel.findChild(QListWidget)
    assert found.item(1).data(Qt.ItemDataRole.AccessibleTextRole) == f"To mend it: {FIRST}"
    found.setCurrentRow(2)
    panel.show_fixes(finish(fixes(graph, (64, 64)))[:2])
    assert found.count() == 3 and found.currentRow() in (1, 2)
    assert found.visualItemRect(found.item(2)).bottomLeft() != QPoint()


def test_inside_of_a_named_block_a_fix_of_the_whole_model_leads_out(broken: Bench) -> None:
    canvas = broken.window.canvas
    broken.document.edit("group", acts.group({"conv2"}, "stem", canvas.sheet.places))
    broken.answer()
    offered = canvas.sheet.boxes["add1"].fixes[0]
    (used,) = (node.id for node in broken.document.project.graph if node.block == "group")
    broken.inside.go_into(used)
    assert broken.inside.path == (used,) and not any(box.fixes for box in canvas.sheet.boxes.values())
    broken.mending.apply(offered)
    assert broken.inside.path == () and broken.document.undo.undoText() == crossed(offered.text)
