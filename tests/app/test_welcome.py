"""The welcome page: a start of one click or one key, and files that are gone are not offered."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import gui
from app.panels.welcome.offer import Offer
from app.panels.welcome.page import EXAMPLES, STARTS, WelcomePage
from app.session import Session
from app.welcoming import missing
from modelzoo.files import SUFFIX
from modelzoo.presets import Preset, presets
from modelzoo.project import Project
from modelzoo.project_file import dumps
from tests.app.looking import opened, visible_text
from tests.hands import LEFT

Key = Qt.Key


@pytest.fixture
def page(qtbot: QtBot) -> WelcomePage:
    page = WelcomePage()
    page.show_recent(["/kept/a.slimscope", "/gone/b.slimscope", "/kept/c.slimscope"])
    page.show_missing({"/gone/b.slimscope"})
    return opened(qtbot, page, 1000, 700)


@pytest.fixture
def welcomed(session: Session, qtbot: QtBot) -> Session:
    """A program that shows the page."""
    session.welcoming.begin()
    with qtbot.waitActive(session.window):
        session.window.show()
        session.window.activateWindow()
    return session


def offer(page: WelcomePage, title: str) -> Offer:
    return next(each for each in page.findChildren(Offer) if each.accessibleName() == title and not each.isHidden())


def click(session: Session, qtbot: QtBot, title: str) -> None:
    qtbot.mouseClick(offer(session.window.welcome, title), LEFT)


def preset(name: str) -> Preset:
    return next(each for each in presets() if each.name == name)


@pytest.mark.parametrize("opening", [*STARTS, *EXAMPLES], ids=lambda each: each.name)
def test_every_offer_is_wished_by_a_click_by_enter_and_by_space(
    page: WelcomePage, qtbot: QtBot, opening: object
) -> None:
    wished: list[str] = []
    page.wished.connect(wished.append)
    found = offer(page, opening.title)  # type: ignore[attr-defined]
    qtbot.mouseClick(found, LEFT)
    qtbot.keyClick(found, Key.Key_Return)
    qtbot.keyClick(found, Key.Key_Space)
    assert wished == [opening.name] * 3  # type: ignore[attr-defined]


def test_the_arrows_go_through_both_columns_and_pass_over_what_is_gone(page: WelcomePage, qtbot: QtBot) -> None:
    page.setFocus()
    keys = [Key.Key_Down] * 5 + [Key.Key_Down, Key.Key_Up, Key.Key_Right, Key.Key_Left, Key.Key_Up]
    passed = [QApplication.focusWidget().accessibleName()]
    for key in keys:
        qtbot.keyClick(QApplication.focusWidget(), key)
        passed.append(QApplication.focusWidget().accessibleName())
    down = ["New", "Open…", "Zoo", "Tour", "a.slimscope", "c.slimscope", "c.slimscope"]
    assert passed == [*down, "a.slimscope", "Claims", "Tour", "Zoo"]


def test_recent_files_tell_their_folders_and_those_that_are_gone_cannot_be_chosen(
    page: WelcomePage, qtbot: QtBot
) -> None:
    chosen: list[str] = []
    page.recent_wished.connect(chosen.append)
    gone, there = offer(page, "b.slimscope"), offer(page, "a.slimscope")
    assert there.accessibleDescription() == "/kept" and gone.accessibleDescription() == "Not there any more: /gone"
    qtbot.mouseClick(gone, LEFT)
    qtbot.mouseClick(there, LEFT)
    assert chosen == ["/kept/a.slimscope"]
    page.show_missing(())
    qtbot.mouseClick(gone, LEFT)
    assert chosen[1:] == ["/gone/b.slimscope"] and gone.accessibleDescription() == "/gone"


def test_without_recent_files_it_says_what_will_be_there(qtbot: QtBot) -> None:
    page = opened(qtbot, WelcomePage(), 1000, 700)
    page.show_recent([])
    names = {each.accessibleName() for each in page.findChildren(Offer)}
    assert names == {each.title for each in (*STARTS, *EXAMPLES)}
    assert "listed here" in visible_text(page)


def test_a_screen_reader_is_told_what_an_offer_leads_to(page: WelcomePage) -> None:
    spoken = QAccessible.queryAccessibleInterface(offer(page, "Figure 1"))
    assert spoken.role() == QAccessible.Role.Button and spoken.text(QAccessible.Text.Name) == "Figure 1"
    assert "measures on this CPU" in spoken.text(QAccessible.Text.Description)


def test_new_begins_on_an_empty_canvas(welcomed: Session, qtbot: QtBot) -> None:
    click(welcomed, qtbot, "New")
    assert welcomed.window.pages.current == "canvas"


def test_the_zoo_is_turned_to(welcomed: Session, qtbot: QtBot) -> None:
    click(welcomed, qtbot, "Zoo")
    assert welcomed.window.pages.current == "zoo"


def test_the_tour_is_begun_and_comes_back_here(welcomed: Session, qtbot: QtBot) -> None:
    click(welcomed, qtbot, "Tour")
    assert welcomed.touring.overlay
    welcomed.touring.leave()
    assert welcomed.window.pages.current == "welcome"


@pytest.mark.parametrize("name", ["Table 3", "Figure 1"])
def test_an_example_of_the_article_is_swept_and_measured_at_once(
    welcomed: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    asked: list[tuple[str, object]] = []
    monkeypatch.setattr(
        welcomed.worker, "submit", lambda kind, lane, job, *args, **_: asked.append((job, args[0] if args else None))
    )
    click(welcomed, qtbot, name)
    assert welcomed.window.pages.current == "sweeps"
    assert welcomed.window.sweeps.setup.models.names == preset(name).sweep.models
    assert ("sweep_value", preset(name).sweep) in asked


def test_an_example_does_not_disturb_a_sweep_that_is_being_measured(
    welcomed: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(welcomed.worker, "submit", lambda *_, **__: None)
    click(welcomed, qtbot, "Figure 1")
    welcomed.window.pages.turn_to("welcome")
    click(welcomed, qtbot, "Table 3")
    assert welcomed.window.sweeps.setup.models.names == preset("Figure 1").sweep.models
    assert "cancel it first" in welcomed.window.statusBar().currentMessage()


def test_the_claims_are_checked_at_once(welcomed: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(welcomed.worker, "submit", lambda kind, *_, **__: asked.append(kind))
    click(welcomed, qtbot, "Claims")
    assert welcomed.window.pages.current == "claims" and "claims" in asked


def test_a_recent_file_is_opened_and_one_that_went_is_grey(session: Session, qtbot: QtBot, tmp_path: Path) -> None:
    there, gone = tmp_path / f"there{SUFFIX}", tmp_path / f"gone{SUFFIX}"
    there.write_text(dumps(Project("found again")))
    for path in (gone, there):
        session.choices.remember_file(str(path))
    session.welcoming.begin()
    with qtbot.waitActive(session.window):
        session.window.show()
        session.window.activateWindow()
    page = session.window.welcome
    qtbot.waitUntil(lambda: not offer(page, gone.name).isEnabled())
    qtbot.mouseClick(offer(page, there.name), LEFT)
    qtbot.waitUntil(lambda: session.document.project.title == "found again")
    assert session.window.pages.current == "canvas"


def test_a_file_that_cannot_be_asked_for_counts_as_gone(tmp_path: Path) -> None:
    (tmp_path / "here").touch()
    paths = [str(tmp_path / "here"), str(tmp_path), "/" + 300 * "x", str(tmp_path / "not here")]
    assert missing(paths) == frozenset(paths[1:])


def test_a_start_without_a_name_shows_the_page_and_one_with_a_name_does_not(session: Session) -> None:
    then: list[Callable[[], None]] = []
    session.knowing.once = then.append  # type: ignore[method-assign]
    gui.greet(session, "EdgeSegNet")
    assert session.window.pages.current == "canvas"
    gui.greet(session, "")
    assert session.window.pages.current == "welcome" and len(then) == 2


def test_a_session_begins_on_its_canvas(session: Session) -> None:
    assert session.window.pages.current == "canvas"
