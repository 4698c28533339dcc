"""Notes on the canvas under real mouse and key events."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QAction, QEnterEvent, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.canvas.note_acts import NARROWEST, add_note, both, move_notes, paste_notes, widen_note, write_note
from app.canvas.picture import as_image, as_svg
from app.canvas.view import Canvas
from modelzoo.clipping import clip, unclip_notes
from modelzoo.graph import Graph
from modelzoo.project import Note, Project
from tests.app.papers import Papers, small

Key, Button, Modifier = Qt.Key, Qt.MouseButton, Qt.KeyboardModifier
LONG = "Why the stem keeps its resolution: the keypoints are only a few pixels apart, and a stride loses them."
NOTES = {"note1": Note("Try without skips", (300.0, 0.0)), "note2": Note(LONG, (300.0, 200.0), 150.0)}


@pytest.fixture
def canvas(qtbot: QtBot) -> Iterator[Canvas]:
    canvas = Canvas()
    qtbot.addWidget(canvas)
    canvas.resize(900, 700)
    with qtbot.waitActive(canvas):
        canvas.show()
        canvas.activateWindow()
    canvas.setFocus()
    yield canvas


@pytest.fixture
def papers(canvas: Canvas) -> Papers:
    papers = Papers(canvas, small())
    papers.show(Project(graph=small(), notes=NOTES))
    canvas.fit()
    return papers


def middle(canvas: Canvas, id: str) -> QPoint:
    return canvas.mapFromScene(canvas.sheet.notes[id].rect().center())


def typed(qtbot: QtBot, canvas: Canvas, text: str) -> None:
    qtbot.keyClicks(canvas.note_editor, text)


def drag(qtbot: QtBot, canvas: Canvas, start: QPoint, end: QPoint) -> None:
    qtbot.mousePress(canvas.viewport(), Button.LeftButton, pos=start)
    for at in (start + (end - start) / 2, end):
        qtbot.mouseMove(canvas.viewport(), at)
    qtbot.mouseRelease(canvas.viewport(), Button.LeftButton, pos=end)


def test_a_new_note_is_typed_at_once_and_is_one_step(canvas: Canvas, qtbot: QtBot) -> None:
    papers = Papers(canvas, small())
    canvas.add_note()
    assert canvas.note_editor.isVisible() and canvas.note_editor.hasFocus()
    typed(qtbot, canvas, "Keep this")
    qtbot.keyClick(canvas.note_editor, Key.Key_Return)
    typed(qtbot, canvas, "resolution")
    qtbot.keyClick(canvas.note_editor, Key.Key_Return, Modifier.ControlModifier)
    assert [note.text for note in papers.project.notes.values()] == ["Keep this\nresolution"]
    assert papers.texts == ["add a note"]
    assert canvas.sheet.notes.selected == ("note1",) and canvas.hasFocus()
    assert not canvas.note_editor.isVisible()


def put(canvas: Canvas, qtbot: QtBot) -> QRectF:
    """Write a note; gives its paper, which covers nothing."""
    before = set(canvas.sheet.notes)
    canvas.add_note()
    typed(qtbot, canvas, "x")
    qtbot.keyClick(canvas.note_editor, Key.Key_Return, Modifier.ControlModifier)
    (new,) = set(canvas.sheet.notes) - before
    paper = canvas.sheet.notes[new].rect()
    others = (*canvas.sheet.boxes.values(), *(canvas.sheet.notes[id] for id in before))
    assert not any(paper.intersects(item.rect()) for item in others)
    return paper


def test_a_new_note_stands_near_the_middle_of_what_is_seen(papers: Papers, canvas: Canvas, qtbot: QtBot) -> None:
    centre = canvas.mapToScene(canvas.viewport().rect().center())
    for reach in (200, 400):
        assert (put(canvas, qtbot).topLeft() - centre).manhattanLength() < reach


def test_a_new_note_stands_beside_what_is_selected(papers: Papers, canvas: Canvas, qtbot: QtBot) -> None:
    canvas.sheet.select({"conv2"})
    corner = canvas.sheet.boxes["conv2"].rect().topRight()
    assert (put(canvas, qtbot).topLeft() - corner).manhattanLength() < 150


def test_a_new_note_stands_where_the_mouse_is(papers: Papers, canvas: Canvas, qtbot: QtBot) -> None:
    QApplication.sendEvent(canvas.viewport(), QEnterEvent(QPointF(700, 600), QPointF(700, 600), QPointF(700, 600)))
    qtbot.mouseMove(canvas.viewport(), QPoint(700, 600))
    seen = canvas.mapFromScene(put(canvas, qtbot).topLeft())
    assert (seen - QPoint(700, 600)).manhattanLength() <= 20


def test_escape_gives_a_new_note_up(papers: Papers, canvas: Canvas, qtbot: QtBot) -> None:
    canvas.add_note()
    typed(qtbot, canvas, "no")
    qtbot.keyClick(canvas.note_editor, Key.Key_Escape)
    assert papers.project.notes == NOTES and papers.texts == []
    assert canvas.hasFocus()


def test_a_double_click_writes_on_a_note_and_a_click_elsewhere_keeps_it(
    papers: Papers, canvas: Canvas, qtbot: QtBot
) -> None:
    qtbot.mouseDClick(canvas.viewport(), Button.LeftButton, pos=middle(canvas, "note1"))
    assert canvas.note_editor.toPlainText() == "Try without skips"
    typed(qtbot, canvas, "Other words")
    canvas.setFocus(Qt.FocusReason.MouseFocusReason)
    assert papers.project.notes["note1"].text == "Other words"
    assert papers.texts == ["write a note"]
    assert canvas.sheet.notes["note1"].isVisible()


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_F2])
def test_a_key_writes_on_the_selected_note(papers: Papers, canvas: Canvas, qtbot: QtBot, key: Key) -> None:
    canvas.next_note()
    qtbot.keyClick(canvas, key)
    assert canvas.note_editor.isVisible() and canvas.note_editor.toPlainText() == "Try without skips"
    assert not canvas.sheet.notes["note1"].isVisible()


def test_escape_leaves_the_text_as_it_was(papers: Papers, canvas: Canvas, qtbot: QtBot) -> None:
    canvas.write_note("note1")
    typed(qtbot, canvas, "gone")
    qtbot.keyClick(canvas.note_editor, Key.Key_Escape)
    assert papers.project.notes == NOTES and canvas.sheet.notes["note1"].isVisible()


def test_a_note_whose_text_is_taken_away_goes(papers: Papers, canvas: Canvas, qtbot: QtBot) -> None:
    canvas.write_note("note1")
    qtbot.keyClick(canvas.note_editor, Key.Key_Delete)
    qtbot.keyClick(canvas.note_editor, Key.Key_Return, Modifier.ControlModifier)
    assert list(papers.project.notes) == ["note2"] and papers.texts == ["delete a note"]


def test_the_field_stands_on_its_note_while_the_canvas_moves(papers: Papers, canvas: Canvas) -> None:
    canvas.write_note("note2")
    before = canvas.note_editor.pos()
    canvas.pan(QPoint(40, 30))
    assert canvas.note_editor.pos() == before + QPoint(40, 30)
    canvas.zoom_out()
    seen = canvas.mapFromScene(canvas.sheet.notes["note2"].rect()).boundingRect()
    assert (canvas.note_editor.pos() - seen.topLeft()).manhattanLength() <= 2
    assert canvas.note_editor.fontMetrics().height() >= 12


def test_a_drag_moves_a_note_along_the_grid(papers: Papers, canvas: Canvas, qtbot: QtBot) -> None:
    start = middle(canvas, "note1")
    drag(qtbot, canvas, start, start + QPoint(50, 20))
    scale = canvas.transform().m11()
    x, y = papers.project.notes["note1"].place
    assert (x - 300, y) == pytest.approx((50 / scale, 20 / scale), abs=6)
    assert x % 10 == y % 10 == 0
    assert papers.texts == ["move a note"]


def test_boxes_and_notes_selected_together_move_in_one_step(papers: Papers, canvas: Canvas, qtbot: QtBot) -> None:
    canvas.sheet.select({"conv1"}, (), {"note1"})
    box = papers.canvas.sheet.places["conv1"]
    start = middle(canvas, "note1")
    drag(qtbot, canvas, start, start + QPoint(60, 0))
    moved = papers.project.notes["note1"].place[0] - 300
    assert moved > 0 and papers.project.places["conv1"] == (box[0] + moved, box[1])
    assert papers.texts == ["move conv1 and a note"]


def test_a_cancelled_drag_puts_boxes_and_notes_back(papers: Papers, canvas: Canvas, qtbot: QtBot) -> None:
    canvas.sheet.select({"conv1"}, (), {"note1"})
    start = middle(canvas, "note1")
    qtbot.mousePress(canvas.viewport(), Button.LeftButton, pos=start)
    qtbot.mouseMove(canvas.viewport(), start + QPoint(60, 60))
    assert canvas.sheet.notes["note1"].pos() != QPointF(300, 0)
    qtbot.keyClick(canvas, Key.Key_Escape)
    assert canvas.sheet.notes["note1"].pos() == QPointF(300, 0) and papers.texts == []


def test_the_right_edge_makes_a_note_wider_and_so_lower(papers: Papers, canvas: Canvas, qtbot: QtBot) -> None:
    before = canvas.sheet.notes["note2"].rect()
    start = canvas.mapFromScene(QPointF(before.right() - 3, before.center().y()))
    drag(qtbot, canvas, start, start + QPoint(150, 0))
    after = canvas.sheet.notes["note2"].rect()
    assert papers.project.notes["note2"].width == after.width() > before.width() + 100
    assert after.height() < before.height()
    assert papers.texts == ["widen a note"]


def test_lines_break_within_the_paper(papers: Papers, canvas: Canvas) -> None:
    one_line = canvas.sheet.notes["note1"].rect().height()
    assert canvas.sheet.notes["note2"].rect().height() > 4 * (one_line - 20)
    papers.show(Project(notes={"n": Note("x" * 400, (0.0, 0.0), 100.0)}))
    assert canvas.sheet.notes["n"].rect().height() > 20 * (one_line - 20)


def test_notes_are_deleted_with_what_else_is_selected(papers: Papers, canvas: Canvas) -> None:
    canvas.sheet.select({"conv2"}, (), {"note1", "note2"})
    canvas.delete_selected()
    assert papers.project.notes == {} and "conv2" not in papers.graph
    assert papers.texts == ["delete conv2 and 2 notes"]


def test_notes_alone_are_deleted_without_a_trace_in_the_places(papers: Papers, canvas: Canvas) -> None:
    canvas.sheet.select((), (), {"note1"})
    canvas.delete_selected()
    assert list(papers.project.notes) == ["note2"] and papers.project.places == {}


def test_arrows_nudge_the_selected_notes(papers: Papers, canvas: Canvas, qtbot: QtBot) -> None:
    canvas.next_note()
    qtbot.keyClick(canvas, Key.Key_Right)
    qtbot.keyClick(canvas, Key.Key_Down, Modifier.ShiftModifier)
    assert papers.project.notes["note1"].place == (310.0, 50.0)


def test_what_is_copied_takes_its_notes_along(papers: Papers, canvas: Canvas) -> None:
    canvas.sheet.select({"conv1"}, (), {"note1"})
    canvas.copy_selected()
    canvas.paste_nodes()
    assert papers.project.notes["note3"] == Note("Try without skips", (330.0, 30.0))
    assert canvas.sheet.notes.selected == ("note3",) and canvas.sheet.selected_ids == ("conv3",)
    canvas.duplicate_selected()
    assert papers.texts[-1] == "duplicate conv3 and a note" and len(papers.project.notes) == 4


def test_a_note_alone_can_be_cut_and_pasted(papers: Papers, canvas: Canvas) -> None:
    canvas.sheet.select((), (), {"note2"})
    canvas.cut_selected()
    assert list(papers.project.notes) == ["note1"]
    canvas.paste_nodes()
    assert papers.project.notes["note2"].text == LONG and papers.project.notes["note2"].width == 150


def test_texts_of_before_notes_can_still_be_pasted(papers: Papers, canvas: Canvas) -> None:
    QGuiApplication.clipboard().setText(clip(small(), {"conv1"}, {}).replace(', "notes": {}', ""))
    canvas.paste_nodes()
    assert "conv3" in papers.graph and papers.project.notes == NOTES


def test_a_rubber_band_and_select_all_take_notes(papers: Papers, canvas: Canvas, qtbot: QtBot) -> None:
    canvas.select_all()
    assert canvas.sheet.notes.selected == ("note1", "note2")
    canvas.sheet.select(())
    seen = canvas.mapFromScene(canvas.sheet.notes["note1"].rect()).boundingRect()
    drag(qtbot, canvas, seen.topLeft() - QPoint(12, 12), seen.center())
    assert canvas.sheet.notes.selected == ("note1",)


def test_notes_are_gone_through_by_a_key_and_told(papers: Papers, canvas: Canvas) -> None:
    canvas.next_note()
    assert canvas.accessibleDescription() == "Note: Try without skips"
    canvas.next_note()
    assert canvas.accessibleDescription() == f"Note: {LONG}"
    canvas.next_note()
    assert canvas.sheet.notes.selected == ("note1",)


def test_alt_and_an_arrow_lead_from_a_note_to_the_nearest_thing(papers: Papers, canvas: Canvas, qtbot: QtBot) -> None:
    canvas.next_note()
    qtbot.keyClick(canvas, Key.Key_Down, Modifier.AltModifier)
    assert canvas.sheet.notes.selected == ("note2",)
    qtbot.keyClick(canvas, Key.Key_Left, Modifier.AltModifier)
    assert canvas.sheet.notes.selected == () and len(canvas.sheet.selected_ids) == 1


def test_without_notes_the_key_says_how_to_write_one(canvas: Canvas) -> None:
    papers = Papers(canvas, small())
    canvas.next_note()
    assert "press N" in papers.hints[0]


def test_a_selected_note_stays_selected_through_an_edit(papers: Papers, canvas: Canvas) -> None:
    canvas.next_note()
    papers.edit("wider", widen_note("note1", 300.0), "")
    assert canvas.sheet.notes.selected == ("note1",) and canvas.sheet.notes["note1"].width == 300


def test_notes_count_where_all_is_shown(papers: Papers, canvas: Canvas) -> None:
    far = Note("far away", (5000.0, 5000.0))
    papers.show(Project(graph=small(), notes={"far": far}))
    canvas.fit()
    seen = canvas.mapToScene(canvas.viewport().rect()).boundingRect()
    assert seen.contains(canvas.sheet.notes["far"].rect()) and seen.contains(canvas.sheet.boxes["input1"].rect())


def test_notes_are_in_pictures_of_the_drawing(papers: Papers, canvas: Canvas) -> None:
    assert b"Try without skips" in as_svg(canvas.drawing, "mine")
    notes = as_image(canvas.drawing)
    papers.show(Project(graph=small()))
    assert as_image(canvas.drawing).width() < notes.width()


def test_the_hint_of_an_empty_canvas_gives_way_to_a_note(canvas: Canvas) -> None:
    papers = Papers(canvas, Graph())
    papers.show(Project(notes={"note1": Note("Plan", (0.0, 0.0))}))
    canvas.fit()
    before = canvas.grab().toImage()
    papers.show(Project())
    assert canvas.grab().toImage() != before


@pytest.mark.parametrize("scale", [1.0, 0.4, 0.1])
def test_a_note_is_told_apart_at_every_distance(papers: Papers, canvas: Canvas, scale: float) -> None:
    canvas.resetTransform()
    canvas.scale(scale, scale)
    canvas.centerOn(canvas.sheet.notes["note2"].rect().center())
    seen = canvas.mapFromScene(canvas.sheet.notes["note2"].rect()).boundingRect()
    image = canvas.viewport().grab(seen).toImage()
    colours = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    theme = canvas.sheet.theme
    assert {theme.note, theme.hue("Resizing")} <= colours


def test_the_letter_works_only_while_the_canvas_has_the_keyboard(papers: Papers, canvas: Canvas, qtbot: QtBot) -> None:
    action = QAction("note", canvas)
    action.setShortcut("N")
    action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    action.triggered.connect(canvas.add_note)
    canvas.addAction(action)
    qtbot.keyClick(canvas, "n")
    assert canvas.note_editor.isVisible()
    qtbot.keyClick(canvas.note_editor, "n")
    assert canvas.note_editor.toPlainText() == "n"


def test_changes_of_notes_that_are_gone_change_nothing() -> None:
    project = Project()
    for change in (
        write_note("x", "y"),
        widen_note("x", 100.0),
        move_notes({"x"}, (1.0, 1.0)),
        add_note(" \n", (0, 0)),
    ):
        assert change(project) is project


def test_notes_have_a_least_width_and_pasted_ones_free_names() -> None:
    project = both(add_note("a", (0.0, 0.0)), widen_note("note1", 1.0))(Project())
    assert project.notes["note1"].width == NARROWEST
    again = paste_notes(unclip_notes(clip(Graph(), (), {}, project.notes)), (10.0, 0.0))(project)
    assert again.notes["note2"] == Note("a", (10.0, 0.0), NARROWEST)
