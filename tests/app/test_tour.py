"""The tour: five steps that point at what they tell of, left at any moment, after which all is as it was."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app import gui
from app.session import Session
from app.tour.overlay import Overlay
from app.tour.placing import place
from app.tour.steps import STEPS
from app.tour.touring import Touring
from tests.hands import LEFT

Key = Qt.Key
ALL = range(len(STEPS))


@pytest.fixture
def touring(session: Session, qtbot: QtBot) -> Iterator[Touring]:
    """A window that is shown, in which a tour can be begun."""
    with qtbot.waitActive(session.window):
        session.window.show()
        session.window.activateWindow()
    yield session.touring
    session.touring.leave()


def at_step(touring: Touring, qtbot: QtBot, step: int) -> Overlay:
    """The tour, gone on to this step."""
    touring.begin()
    for _ in range(step):
        qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)
    assert touring.overlay
    return touring.overlay


def told(overlay: Overlay) -> list[str]:
    return [label.text() for label in overlay.card.findChildren(QLabel)]


def pressed(overlay: Overlay, qtbot: QtBot, text: str) -> None:
    qtbot.mouseClick(next(each for each in overlay.card.findChildren(QPushButton) if each.text() == text), LEFT)


def as_it_is(session: Session) -> tuple[object, ...]:
    """What a tour could leave behind."""
    window = session.window
    standing = [title for title, dock in window.docks.items() if not dock.isHidden()]
    in_front = [title for title, dock in window.docks.items() if not dock.visibleRegion().isEmpty()]
    return window.pages.current, standing, in_front, window.focusWidget()


def test_there_are_five_steps_of_two_sentences() -> None:
    assert len(STEPS) == 5
    assert [step.text.count(". ") + step.text.endswith(".") for step in STEPS] == [2] * 5


def test_enter_goes_through_all_steps_and_ends_the_tour(touring: Touring, qtbot: QtBot) -> None:
    for step in ALL:
        overlay = at_step(touring, qtbot, 0) if not step else touring.overlay
        assert overlay and told(overlay)[:2] == [f"Step {step + 1} of 5", STEPS[step].title]
        assert touring.parent().pages.current == STEPS[step].page
        qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)
    assert touring.overlay is None


@pytest.mark.parametrize("step", ALL)
def test_esc_leaves_at_any_step_and_all_is_as_it_was(
    session: Session, touring: Touring, qtbot: QtBot, step: int
) -> None:
    session.window.docks["Latency"].hide()
    session.window.docks["Problems"].raise_()
    session.window.palette_panel.setFocus()
    qtbot.waitUntil(lambda: not session.window.docks["Problems"].visibleRegion().isEmpty())
    before = as_it_is(session)
    at_step(touring, qtbot, step)
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Escape)
    assert touring.overlay is None
    qtbot.waitUntil(lambda: as_it_is(session) == before)


def test_a_tour_that_was_begun_elsewhere_ends_there(session: Session, touring: Touring, qtbot: QtBot) -> None:
    session.window.pages.turn_to("claims")
    pressed(at_step(touring, qtbot, 2), qtbot, "&Skip")
    assert touring.overlay is None and session.window.pages.current == "claims"
    assert all(dock.isHidden() for dock in session.window.docks.values())
    session.window.pages.turn_to("canvas")
    assert not session.window.docks["Layers"].isHidden()


def test_back_goes_back_and_is_off_at_the_first_step(touring: Touring, qtbot: QtBot) -> None:
    overlay = at_step(touring, qtbot, 1)
    pressed(overlay, qtbot, "&Back")
    assert told(overlay)[0] == "Step 1 of 5"
    pressed(overlay, qtbot, "&Back")
    assert told(overlay)[0] == "Step 1 of 5"


@pytest.mark.parametrize("step", ALL)
def test_each_step_frames_what_can_be_seen_and_its_card_covers_none_of_it(
    session: Session, touring: Touring, qtbot: QtBot, step: int
) -> None:
    session.window.resize(1280, 800)
    overlay = at_step(touring, qtbot, step)
    assert overlay.size() == session.window.size() and overlay.targets
    assert all(overlay.rect().contains(each) and min(each.size().toTuple()) > 10 for each in overlay.targets)
    qtbot.waitUntil(lambda: not any(overlay.card.geometry().intersects(each) for each in overlay.targets))
    assert overlay.rect().contains(overlay.card.geometry())


@pytest.mark.parametrize("step", ALL)
def test_the_card_stays_in_the_smallest_window_with_all_of_its_text(
    session: Session, touring: Touring, qtbot: QtBot, step: int
) -> None:
    overlay = at_step(touring, qtbot, step)
    session.window.resize(640, 400)
    qtbot.waitUntil(lambda: overlay.size() == session.window.size())
    qtbot.waitUntil(lambda: overlay.rect().contains(overlay.card.geometry()))
    assert overlay.card.height() >= overlay.card.heightForWidth(overlay.card.width())


def test_tab_goes_round_the_buttons_and_never_out_of_the_card(touring: Touring, qtbot: QtBot) -> None:
    overlay = at_step(touring, qtbot, 1)
    names = []
    for key in (Key.Key_Tab, Key.Key_Tab, Key.Key_Tab, Key.Key_Backtab):
        qtbot.keyClick(QApplication.focusWidget(), key)
        names.append(QApplication.focusWidget().text())
    assert names == ["&Skip", "&Back", "&Next", "&Back"]
    assert overlay.isAncestorOf(QApplication.focusWidget())


def test_what_asks_for_the_keyboard_behind_the_card_does_not_get_it(
    session: Session, touring: Touring, qtbot: QtBot
) -> None:
    overlay = at_step(touring, qtbot, 0)
    session.window.canvas.setFocus()
    assert overlay.isAncestorOf(QApplication.focusWidget())


def test_neither_keys_nor_clicks_reach_the_window(session: Session, touring: Touring, qtbot: QtBot) -> None:
    overlay = at_step(touring, qtbot, 0)
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    qtbot.mouseClick(session.window.windowHandle(), LEFT, pos=overlay.targets[0].center())
    assert session.window.pages.current == "canvas" and len(session.document.project.graph) == 0
    assert told(overlay)[0] == "Step 1 of 5"


def test_a_screen_reader_is_told_the_step(touring: Touring, qtbot: QtBot) -> None:
    card = at_step(touring, qtbot, 2).card
    spoken = QAccessible.queryAccessibleInterface(card)
    assert spoken.role() == QAccessible.Role.Dialog
    assert spoken.text(QAccessible.Text.Name) == f"Step 3 of 5: {STEPS[2].title}"
    assert spoken.text(QAccessible.Text.Description) == STEPS[2].text


def test_the_keys_are_those_that_were_chosen(session: Session, touring: Touring, qtbot: QtBot) -> None:
    session.choices.choose_keys({"pin": "F9", "transform": ""})
    assert "(F9)" in told(at_step(touring, qtbot, 1))[2]
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)
    assert touring.overlay and "(“Transform…”)" in told(touring.overlay)[2]


def test_a_window_that_is_closed_meanwhile_keeps_its_own_layout(
    session: Session, touring: Touring, qtbot: QtBot
) -> None:
    session.window.may_close = lambda: False
    at_step(touring, qtbot, 3)
    session.window.close()
    assert touring.overlay is None
    qtbot.waitUntil(lambda: not session.window.docks["Layers"].visibleRegion().isEmpty())


def test_the_menu_begins_it_once_at_a_time(session: Session, touring: Touring, qtbot: QtBot) -> None:
    action = session.window.actions_by_name["tour"]
    action.trigger()
    overlay = touring.overlay
    action.trigger()
    assert overlay and touring.overlay is overlay


def test_no_session_shows_it_by_itself(session: Session) -> None:
    session.show()
    assert session.touring.overlay is None


def test_the_very_first_start_shows_it_and_no_other_does(session: Session) -> None:
    gui.begin(session, "")
    assert session.touring.overlay
    session.touring.leave()
    session.choices.keep()
    gui.begin(session, "")
    assert session.touring.overlay is None and session.store.value("toured", type=bool) is True


ROOM, CARD = QRect(0, 0, 1000, 600), QSize(300, 150)


@pytest.mark.parametrize(
    "targets",
    [
        [QRect(0, 0, 200, 600)],
        [QRect(800, 0, 200, 600)],
        [QRect(0, 0, 1000, 200)],
        [QRect(0, 400, 1000, 200)],
        [QRect(0, 0, 200, 600), QRect(200, 0, 600, 300)],
    ],
)
def test_the_card_goes_where_there_is_room(targets: list[QRect]) -> None:
    found = place(CARD, ROOM, targets)
    assert found.size() == CARD and ROOM.contains(found) and not any(found.intersects(each) for each in targets)


def test_without_targets_the_card_is_in_the_middle() -> None:
    assert (place(CARD, ROOM, []).center() - ROOM.center()).manhattanLength() <= 2


def test_where_all_is_covered_the_card_covers_the_least() -> None:
    found = place(CARD, ROOM, [QRect(QPoint(0, 0), ROOM.size()), QRect(0, 0, 500, 600)])
    assert ROOM.contains(found) and found.left() >= 500
