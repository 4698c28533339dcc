"""Every page, panel and dialog, walked as a screen reader walks it."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QRadioButton,
    QTabBar,
    QTableView,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

import app
from app.about import AboutBox, LogBox
from app.actions import PAGES
from app.import_form import ImportForm
from app.main_window import MainWindow
from app.panels.export.dialog import ExportDialog
from app.panels.export.int8_dialog import Int8Dialog
from app.panels.report.dialog import ReportDialog
from app.panels.transform.dialog import TransformDialog
from app.panels.verify.dialog import VerifyDialog
from app.settings import Settings
from app.settings_box import SettingsBox
from modelzoo.catalog import CATALOG
from tests.app.filled import focusable, way_round, window

__all__ = ["window"]

Name, Role = QAccessible.Text.Name, QAccessible.Role
_OF_QT = ("qt_dockwidget_closebutton", "qt_dockwidget_floatbutton")


def settings_box(window: MainWindow) -> QDialog:
    return SettingsBox(Settings(), CATALOG.runtimes.values(), window.actions_by_name, window)


def transform_dialog(window: MainWindow) -> QDialog:
    dialog = TransformDialog(window)
    dialog.show_transforms(CATALOG.transforms.values())
    return dialog


DIALOGS: dict[type[QDialog], Callable[[MainWindow], QDialog]] = {
    SettingsBox: settings_box,
    TransformDialog: transform_dialog,
    ExportDialog: ExportDialog,
    Int8Dialog: Int8Dialog,
    ImportForm: lambda window: ImportForm("nets.py", window),
    ReportDialog: ReportDialog,
    VerifyDialog: VerifyDialog,
    AboutBox: AboutBox,
    LogBox: lambda window: LogBox(Path("no.log"), window),
}
PLACES = (*PAGES, *(kind.__name__ for kind in DIALOGS))


def test_every_dialog_of_the_program_is_walked() -> None:
    for module in pkgutil.walk_packages(app.__path__, "app."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    known = [QDialog]
    for kind in known:
        known += [each for each in kind.__subclasses__() if each not in known]
    shown = {kind for kind in known if kind.__module__.startswith("app.") and not kind.__subclasses__()}
    assert shown == set(DIALOGS)


@pytest.fixture
def heard() -> Iterator[None]:
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


@pytest.fixture(params=PLACES)
def place(request: pytest.FixtureRequest, heard: None, window: MainWindow, qtbot: QtBot) -> QWidget:
    """The window with one of its pages, or one of its dialogs."""
    make = {kind.__name__: make for kind, make in DIALOGS.items()}.get(request.param)
    if make is None:
        window.pages.turn_to(request.param)
        return window
    dialog = make(window)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    return dialog


def told(widget: QWidget) -> str:
    """What a screen reader calls a widget; of tabs, the one that is shown."""
    if isinstance(widget, QTabBar):
        return widget.tabText(widget.currentIndex())
    return QAccessible.queryAccessibleInterface(widget).text(Name)


def where(widget: QWidget) -> str:
    return f"{type(widget).__name__} in {type(widget.parent()).__name__}"


def shown(place: QWidget, *kinds: type[QWidget]) -> list[QWidget]:
    found = (each for kind in kinds for each in place.findChildren(kind))
    return [each for each in found if each.isVisible() and each.window() is place]


def test_every_control_has_a_name_and_a_role(place: QWidget) -> None:
    controls = [each for each in focusable(place) if each.isVisible()]
    assert controls
    assert [where(each) for each in controls if not told(each).strip()] == []
    roles = {each: QAccessible.queryAccessibleInterface(each).role() for each in controls}
    assert [where(each) for each, role in roles.items() if role in (Role.NoRole, Role.Client)] == []


def test_every_button_has_a_name_and_one_without_a_text_a_tool_tip(place: QWidget) -> None:
    buttons = [each for each in shown(place, QAbstractButton) if each.objectName() not in _OF_QT]
    assert [where(each) for each in buttons if not told(each).strip()] == []
    buttons = [each for each in buttons if not isinstance(each.parent(), QLineEdit)]
    assert [where(each) for each in buttons if not (texts(each) or each.toolTip())] == []


def texts(button: QAbstractButton) -> str:
    """What can be read on a button, be it on labels that lie on it."""
    return button.text() + "".join(label.text() for label in button.findChildren(QLabel))


def test_every_letter_of_a_label_leads_to_a_control(place: QWidget) -> None:
    plain = [each for each in shown(place, QLabel) if each.textFormat() != Qt.TextFormat.RichText]
    marked = [each for each in plain if "&" in each.text().replace("&&", "")]
    assert [each.text() for each in marked if each.buddy() is None] == []


def test_every_column_has_a_heading_and_every_row_a_text(place: QWidget) -> None:
    for view in shown(place, QTableView, QTreeView):
        header, model = heading(view), view.model()
        columns = [each for each in range(model.columnCount()) if not header.isSectionHidden(each)]
        roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        if not header.isHidden():
            titles = [[model.headerData(each, Qt.Orientation.Horizontal, role) for role in roles] for each in columns]
            assert all(any(each) for each in titles), told(view)
        for row in range(model.rowCount()):
            assert any(model.index(row, each).data(role) for each in columns for role in roles), (told(view), row)


def heading(view: QTableView | QTreeView) -> QHeaderView:
    return view.horizontalHeader() if isinstance(view, QTableView) else view.header()


def test_whatever_can_have_the_focus_is_named_in_the_tree_of_a_screen_reader(place: QWidget) -> None:
    root = QAccessible.queryAccessibleInterface(QApplication.instance())
    assert place in [root.child(at).object() for at in range(root.childCount())]
    waiting = [(QAccessible.queryAccessibleInterface(place), "")]
    nameless: list[str] = []
    seen = 0
    while waiting:
        interface, path = waiting.pop()
        state, role = interface.state(), interface.role()
        path = f"{path}/{role.name}"
        if state.invisible or role in (Role.Table, Role.Tree, Role.PageTabList, Role.ComboBox):
            continue
        seen += 1
        if state.focusable and not interface.text(Name) and role not in (Role.Client, Role.StaticText):
            nameless.append(path)
        waiting += [(child, path) for at in range(interface.childCount()) if (child := interface.child(at)) is not None]
    assert seen > 5 and nameless == []


@pytest.mark.parametrize("kind", DIALOGS, ids=lambda kind: kind.__name__)
def test_tab_goes_round_a_dialog(kind: type[QDialog], window: MainWindow, qtbot: QtBot) -> None:
    dialog = DIALOGS[kind](window)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    usable = {each for each in focusable(dialog) if each.isVisible() and each.isEnabled()}
    usable -= {each for each in usable if isinstance(each, QRadioButton) and not each.isChecked()}  # arrows reach these
    assert set(way_round(qtbot, dialog.focusWidget() or next(iter(usable)))) == usable
