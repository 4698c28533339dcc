"""Transforms in the window: chosen, previewed on the canvas, done in one step."""

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QMenu, QWidget

from app.actions import connect_actions
from app.canvas.marks import SIGNS
from app.document import Document
from app.inside import Inside
from app.main_window import MainWindow
from app.results import Results
from app.transforming import Transforming
from modelzoo.acts import Act
from modelzoo.analysis.cost import cost, examine
from modelzoo.analysis.preview import preview
from modelzoo.errors import ZooError
from modelzoo.layout.arranging import arrange
from modelzoo.project import Project
from modelzoo.variants import history_text
from modelzoo.zoo import open_model
from tests.app.desk import Desk
from tests.app.looking import button, named, visible_text
from tests.hands import LEFT, centre, click, row, tree

CONTROL = Qt.KeyboardModifier.ControlModifier


class Work:
    """The window with a network, its dialog, and an engine that answers when a test lets it."""

    def __init__(self, qtbot, model, store):
        self.qtbot, self.desk, self.window = qtbot, Desk(), MainWindow()
        qtbot.addWidget(self.window)
        self.document = Document(self.window)
        self.results = Results(self.document, self.desk, self.window)
        self.canvas, self.project = self.window.canvas, open_model(model)
        self.inside = Inside(self.document, self.desk, self.results, self.window)
        self.inside.changed.connect(lambda: self.canvas.show_project(self.inside.project))
        self.document.changed.connect(self.results.follow)
        transforming = Transforming(self.document, self.desk, self.results, self.inside, self.window, store)
        connect_actions(self.window.actions_by_name, {"transform": transforming.open})
        self.dialog = transforming.dialog
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.open(self.project)
        self.canvas.setFocus()

    def open(self, project):
        shapes = examine(project.graph, project.size).shapes
        self.document.open(Project(project.title, project.graph, project.size, arrange(project.graph, shapes)))
        self.desk.examine()

    def begin(self):
        self.qtbot.keyClick(self.canvas, Qt.Key.Key_T, CONTROL)
        assert self.dialog.isVisible()

    def choose(self, title):
        click(self.qtbot, tree(self.dialog), row(self.dialog, title))

    def answer(self):
        self.qtbot.waitUntil(lambda: "preview" in self.desk.asked)
        wish = self.desk.asked.pop("preview")
        assert wish.job == "preview"
        try:
            wish.done(preview(*wish.args))
        except ZooError as error:
            wish.failed(error)

    def apply(self):
        self.qtbot.mouseClick(self.apply_button, LEFT)
        self.place()

    def place(self):
        wish = self.desk.asked.pop("place made")
        wish.done(wish.job(*wish.args))

    @property
    def apply_button(self):
        return button(self.dialog, "Apply")

    @property
    def scopes(self):
        return self.dialog.findChild(QComboBox)

    @property
    def marked(self):
        return {id for id, box in self.canvas.sheet.boxes.items() if any(k in box.description for k in SIGNS)}


@pytest.fixture
def store(tmp_path):
    return QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def work(qtbot, store):
    return Work(qtbot, "Squeeze U-Net", store)


def test_a_preview_tells_what_would_change_and_save(work):
    work.begin()
    work.choose("Drop skips")
    work.answer()
    text, graph, size = visible_text(work.dialog), work.project.graph, work.project.size
    found = preview(graph, Act("drop_skips"), size)
    assert "5 removed: concat1, concat2, concat3, concat4, concat5" in text
    assert f"{cost(found.graph, size).macs / 1e6:.0f} M" == named(work.dialog, "MACs after").text()
    assert "%" in named(work.dialog, "Change of macs").text()
    assert named(work.dialog, "Peak activations before").text().endswith("MB")


def test_the_boxes_that_would_change_are_marked_as_long_as_the_dialog_is_open(work):
    work.begin()
    work.choose("Drop skips")
    work.answer()
    assert work.marked == {f"concat{at}" for at in range(1, 6)}
    assert "removed" in work.canvas.sheet.boxes["concat1"].description
    work.qtbot.keyClick(work.dialog, Qt.Key.Key_Escape)
    assert not work.dialog.isVisible() and work.marked == set()


def test_applying_is_one_step_named_by_the_act_with_the_new_blocks_selected(work):
    work.begin()
    work.choose("Insert squeeze and excitation")
    work.answer()
    work.apply()
    assert work.document.undo.undoText() == "SE 1/16" and work.document.undo.count() == 1
    graph = work.document.project.graph
    assert set(work.canvas.sheet.selected_ids) == {node.id for node in graph.of_block("squeeze_excite")} != set()
    assert work.document.project.places.keys() == {node.id for node in graph}
    assert not work.dialog.isVisible() and work.marked == set()
    work.document.undo.undo()
    assert work.document.project.graph == work.project.graph


def test_a_transform_is_found_previewed_and_applied_by_keys_alone(work):
    work.begin()
    work.qtbot.keyClicks(work.dialog.focusWidget(), "width mult")
    work.answer()
    work.qtbot.keyClick(work.dialog.focusWidget(), Qt.Key.Key_Return)
    work.place()
    assert work.document.undo.undoText() == "width 0.5"


def test_enter_does_nothing_before_there_is_a_preview(work):
    work.begin()
    work.qtbot.keyClicks(work.dialog.focusWidget(), "width mult")
    assert not work.apply_button.isEnabled()
    work.qtbot.keyClick(work.dialog.focusWidget(), Qt.Key.Key_Return)
    assert "place made" not in work.desk.asked and work.dialog.isVisible()


def test_a_parameter_changes_the_act_and_asks_anew(work):
    work.begin()
    work.choose("Width multiplier")
    work.answer()
    width = next(each for each in work.dialog.findChildren(QDoubleSpinBox) if each.accessibleName() == "width")
    width.setFocus()
    work.qtbot.keyClick(width, Qt.Key.Key_A, CONTROL)
    work.qtbot.keyClicks(width, "0.25")
    work.qtbot.keyClick(width, Qt.Key.Key_Tab)
    assert not work.apply_button.isEnabled()
    work.answer()
    assert "“width 0.25”" in visible_text(work.dialog) and work.apply_button.isEnabled()


def test_only_the_last_of_quick_wishes_is_asked_for(work):
    work.begin()
    work.choose("Drop skips")
    work.choose("Width multiplier")
    assert "preview" not in work.desk.asked
    work.qtbot.waitUntil(lambda: "preview" in work.desk.asked)
    assert work.desk.asked["preview"].args[1].transform == "width"


def test_a_selection_on_the_canvas_is_what_it_applies_to(work):
    work.qtbot.mouseClick(work.canvas.viewport(), LEFT, pos=centre(work.canvas, "fire3"))
    work.begin()
    assert work.scopes.currentText() == "The selection (fire3)"
    work.choose("Insert squeeze and excitation")
    work.answer()
    assert "1 added: fire3_se" in visible_text(work.dialog)
    work.qtbot.mouseClick(work.canvas.viewport(), LEFT, pos=centre(work.canvas, "fire4"))
    assert work.scopes.currentText() == "The selection (fire4)"
    work.answer()
    assert "1 added: fire4_se" in visible_text(work.dialog)


def test_with_nothing_selected_the_selection_asks_for_blocks(work):
    work.begin()
    work.choose("Insert squeeze and excitation")
    work.qtbot.keyClick(work.scopes, Qt.Key.Key_Down)
    assert work.scopes.currentText() == "The selection (nothing yet)"
    assert "Select the blocks on the canvas" in visible_text(work.dialog) and not work.apply_button.isEnabled()


def test_a_stage_can_be_what_it_applies_to(work):
    work.begin()
    work.choose("Insert squeeze and excitation")
    at = next(at for at in range(work.scopes.count()) if work.scopes.itemText(at).startswith("Stage fire2 to fire3"))
    for _ in range(at):
        work.qtbot.keyClick(work.scopes, Qt.Key.Key_Down)
    work.answer()
    assert "2 added: fire2_se, fire3_se" in visible_text(work.dialog)


def test_what_stays_is_told_and_a_tick_opens_it(work):
    work.begin()
    work.choose("Replace ReLU by h-swish")
    work.answer()
    assert "12 composite blocks stay as they are" in visible_text(work.dialog)
    work.qtbot.mouseClick(_tick(work), LEFT, pos=QPoint(8, _tick(work).height() // 2))
    work.answer()
    assert "stay as they are" not in visible_text(work.dialog)
    work.apply()
    assert not work.document.project.graph.of_block("fire")


def test_a_single_block_that_stays_is_told_as_one(work):
    work.canvas.sheet.select({"conv1", "fire2"})
    work.begin()
    work.choose("Replace ReLU by h-swish")
    work.answer()
    assert "1 composite block stays as it is, although layers within would change: fire2." in visible_text(work.dialog)


def test_where_nothing_fits_the_reason_is_told_and_nothing_can_be_applied(work):
    work.begin()
    work.choose("Depthwise-separable convolutions to dense")
    work.answer()
    assert "there is nothing to change. It needs" in visible_text(work.dialog)
    assert not work.apply_button.isEnabled() and work.marked == set()


def test_a_preview_is_made_anew_when_the_network_is_edited_meanwhile(work):
    work.begin()
    work.choose("Drop skips")
    work.answer()
    work.canvas.sheet.select({"concat5"})
    work.canvas.delete_selected()
    assert not work.apply_button.isEnabled() and work.marked == set()
    work.qtbot.waitUntil(lambda: "preview" in work.desk.asked)
    assert "concat5" not in work.desk.asked["preview"].args[0]


def test_the_canvas_menu_offers_transforms(work):
    assert work.window.actions_by_name["transform"] in work.canvas.actions()
    edit = next(menu for menu in work.window.menuBar().findChildren(QMenu) if menu.title() == "&Edit")
    assert work.window.actions_by_name["transform"] in edit.actions()


def test_every_control_of_the_dialog_has_a_name(work):
    work.begin()
    work.choose("Insert squeeze and excitation")
    controls = [
        each
        for each in work.dialog.findChildren(QWidget)
        if each.isVisible() and each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.focusProxy() is None
    ]
    assert len(controls) > 7
    nameless = [each for each in controls if not (each.accessibleName() or getattr(each, "text", str)())]
    assert nameless == []


def _tick(work):
    return next(each for each in work.dialog.findChildren(QCheckBox) if each.text().startswith("&Open composite"))


def test_what_is_applied_is_a_variant_of_its_own_named_by_its_history(work):
    assert _apply(work, "Drop skips", apart=True) == ["Squeeze U-Net", "Squeeze U-Net + no skips"]
    assert work.document.project.title == "Squeeze U-Net + no skips" and not _concats(work.document.project)
    assert work.document.project.earlier[0].graph == work.project.graph
    work.document.undo.undo()
    assert work.document.project.variants == (work.document.project.shown,) and _concats(work.document.project)


def test_what_is_applied_in_place_is_added_to_the_history(work):
    assert _apply(work, "Drop skips", apart=False) == ["Squeeze U-Net"]
    assert not _concats(work.document.project)
    assert history_text(work.document.project.shown) == "Squeeze U-Net + no skips"


@pytest.mark.parametrize("apart", [True, False])
def test_the_place_of_what_is_applied_is_remembered(work, qtbot, store, apart):
    _apply(work, "Drop skips", apart)
    again = Work(qtbot, "Squeeze U-Net", store)
    again.begin()
    assert again.dialog.apart is apart


def _apply(work, title, apart):
    """Apply a transform as a variant of its own or in place; gives the titles of all variants."""
    work.begin()
    work.choose(title)
    work.answer()
    box = next(each for each in work.dialog.findChildren(QCheckBox) if each.text() == "As a new &variant")
    if box.isChecked() is not apart:
        work.qtbot.mouseClick(box, LEFT, pos=QPoint(8, box.height() // 2))
    work.apply()
    return [each.title for each in work.document.project.variants]


def _concats(project):
    return project.graph.of_block("concat")
