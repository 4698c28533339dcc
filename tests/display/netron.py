"""What tests see of Netron's page and do with it."""

import json
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWebEngineWidgets import QWebEngineView
from pytestqt.qtbot import QtBot

from app.netron.page import NetronPage
from modelzoo.exports import Outline

PATIENCE = 20_000
"""Milliseconds for a page to be drawn beside other work."""


SELECTED = "[...__view__.target.selection].map((each) => each.value.name).sort()"
"""The names of what is selected in Netron."""


def element(node: str) -> str:
    return f"document.getElementById('node-name-{node}')"


class Netron:
    """What a person sees of the page and does with it."""

    def __init__(self, shown: NetronPage | QWebEngineView, qtbot: QtBot) -> None:
        self.shown, self.qtbot = shown, qtbot

    @property
    def page(self) -> NetronPage:
        """The page of the window."""
        assert isinstance(self.shown, NetronPage)
        return self.shown

    @property
    def view(self) -> QWebEngineView:
        """The web view."""
        view = self.shown.view if isinstance(self.shown, NetronPage) else self.shown
        assert view is not None
        return view

    def ask(self, script: str) -> Any:
        """What the page says to this."""
        answers: list[str] = []
        self.view.page().runJavaScript(
            f"JSON.stringify((() => {{ try {{ return {script} }} catch {{}} }})())", answers.append
        )
        self.qtbot.waitUntil(lambda: bool(answers), timeout=PATIENCE)
        return json.loads(answers[0]) if answers[0] else None

    def see(self, script: str, value: object) -> None:
        """Wait until the page says this."""
        self.qtbot.waitUntil(lambda: self.ask(script) == value, timeout=PATIENCE)

    def show(self, outline: Outline) -> None:
        """Show a model and wait until it is there."""
        self.page.show_outline(outline)
        self.see("slimscope.model", self.page.site.sight.model)

    def place(self, node: str) -> Any:
        return self.ask(f"(() => {{ const r = {element(node)}.getBoundingClientRect(); return [r.left, r.top]; }})()")

    def click(self, node: str) -> None:
        """Click with the mouse on a node's header."""
        left, top = self.place(node)
        target = self.view.focusProxy()
        QTest.mouseClick(target, Qt.MouseButton.LeftButton, pos=QPoint(int(left) + 12, int(top) + 10))
