"""The model as Netron draws it: its ONNX nodes, with our figures, our selection and our colours."""

import os
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app import theme
from app.canvas import heat
from app.canvas.heat import Heat
from app.labels import empty_state
from app.netron.site import Sight, Site, package_folder
from app.netron.strip import Strip
from modelzoo.exports import Outline

if TYPE_CHECKING:
    from app.netron.web import NetronView

_ROUGH = 24
"""Bits of a colour on a screen below which Chromium must not draw by the graphics card: it would crash."""


class NetronPage(QWidget):
    """Shows what it is given in a web view, which is made when there is first something to show."""

    selection_changed = Signal(object)
    """The ids of the selected blocks, as a tuple."""
    browser_wished = Signal()
    """A person wants the page in the system's browser."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.site = Site(parent=self)
        self.view: NetronView | None = None
        self._outline, self._number = Outline(b"", ()), 0
        self._ids: frozenset[str] = frozenset()
        self._heat: Heat | None = None
        self._selection: tuple[str, ...] = ()
        self._bridged = False
        self._strip, self._stack = Strip(), QStackedWidget()
        self._reason = empty_state(self.tr("The model as Netron draws it stands here in a moment."))
        self._browse = QPushButton(self.tr("&Open in the browser"))
        self._lay_out()
        self.site.said.connect(self._hear)
        self._browse.clicked.connect(self.browser_wished)
        self._browse.hide()

    def show_waiting(self, text: str) -> None:
        """Something is being prepared: what is shown is not of the present model until it is there."""
        self._strip.say(text, busy=True)

    def show_settled(self) -> None:
        """What is shown is of the present model."""
        self._strip.say("")

    def show_blocks(self, ids: Iterable[str]) -> None:
        """These are the blocks of the model as it stands: only they can be selected."""
        self._ids = frozenset(ids)

    def show_outline(self, outline: Outline) -> None:
        """Show this model."""
        self._outline, self._number = outline, self._number + 1
        dark, file = theme.of(self.palette()).dark, f"model-{self._number}.onnx"
        self.site.put(outline.model, Sight(file, "", self._colours(), self._nodes(), dark))
        if self.view is None:
            self.view = self._view()
        if self.view is None:
            self._settle(self._reason.text())
        elif self._bridged:
            self.view.show_sight(self.site.sight)
            self._settle()
        else:
            self.view.start()
            self._settle()

    def show_reason(self, reason: str) -> None:
        """Say why there is nothing to be seen."""
        self._browse.hide()
        self._settle(reason)

    def show_address(self, address: str) -> None:
        """No browser opened by itself: say where one finds the page."""
        self._reason.setText(self.tr("No browser could be opened. The page is at this address:\n{}").format(address))

    def show_figures(self, attachment: str) -> None:
        """Show these figures beside the nodes."""
        self._show(attachment=attachment)

    def show_heat(self, heat: Heat | None) -> None:
        """Colour the nodes by this quantity of their blocks, or as Netron does."""
        if heat != self._heat:
            self._heat = heat
            self._strip.show_heat(heat)
            self._show(colours=self._colours())

    def select(self, ids: Collection[str]) -> None:
        """Select the nodes of exactly these blocks; `selection_changed` is not emitted."""
        self._selection = tuple(ids)
        self._show(selected=self._nodes())

    def close_view(self) -> None:
        """End the web view and its processes."""
        if view := self._without_view():
            shiboken6.delete(view)

    def changeEvent(self, event: QEvent) -> None:
        """Let the page be light or dark as the window is."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_strip"):
            self._show(dark=theme.of(self.palette()).dark)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Pass the focus on to what is shown."""
        (self.view or self._browse).setFocus(event.reason())

    def _lay_out(self) -> None:
        notice, layout = QWidget(), QVBoxLayout(self)
        texts = QVBoxLayout(notice)
        texts.addStretch()
        texts.addWidget(self._reason)
        texts.addWidget(self._browse, 0, self._reason.alignment())
        texts.addStretch()
        self._stack.addWidget(notice)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._strip)
        layout.addWidget(self._stack, 1)

    def _view(self) -> "NetronView | None":
        """The web view; without it, the notice offers a browser."""
        if package_folder() is None:
            self._reason.setText(self.tr("Netron is not installed: pip install netron."))
            return None
        _let_it_run()
        try:
            from app.netron.web import NetronView
        except ImportError as error:
            why = self.tr("The window cannot show Netron itself, since Qt WebEngine cannot be loaded ({}).")
            self._reason.setText(f"{why.format(error)}\n{self.tr('Your browser can.')}")
            self._browse.show()
            return None
        view = NetronView(self.site, self)
        view.setAccessibleName(self.tr("Netron"))
        view.died.connect(self._tell_end)
        self._stack.addWidget(view)
        return view

    def _settle(self, reason: str = "") -> None:
        """Show the view, or the reason why it cannot be."""
        self._strip.say("")
        self._reason.setText(reason)
        self._stack.setCurrentIndex(0 if reason else 1)

    def _show(self, **changes: object) -> None:
        sight = replace(self.site.sight, **changes)  # type: ignore[arg-type]
        if sight != self.site.sight:
            self.site.sight = sight
            if self.view is not None:
                self.view.show_sight(sight)

    def _hear(self, kind: str, value: object) -> None:
        match kind, value:
            case "ready", list():
                self._bridged = not value and self.view is not None
                if value:
                    self._strip.warn(self.tr("This version of Netron is not known: selection and figures stay away."))
                if self.view is not None:
                    self.view.show_sight(self.site.sight)
            case "failed", str():
                self._bridged = False
                self._strip.warn(self.tr("Netron could not follow: {}").format(value))
            case "selected", list():
                self._selection = tuple(self._blocks(value))
                self.selection_changed.emit(self._selection)

    def _blocks(self, names: Collection[object]) -> Iterator[str]:
        """The blocks of what is selected in Netron: of nodes, of inputs and outputs, of what a block gives."""
        owned = [block for node, block in self._outline.owners if node in names]
        yield from (each for each in dict.fromkeys([*owned, *map(str, names)]) if each in self._ids)

    def _nodes(self) -> tuple[str, ...]:
        """The names of what is selected: the nodes of blocks, and the inputs and outputs that bear a block's name."""
        owned = {node for node, block in self._outline.owners if block in self._selection}
        return tuple(sorted(owned.union(self._selection)))

    def _colours(self) -> dict[str, tuple[str, str]] | None:
        """The ground and the ink of every node whose block has a value."""
        if self._heat is None:
            return None
        shares: dict[str, list[float]] = defaultdict(list)
        for node, block in self._outline.owners:
            if (share := self._heat.of(block).share) is not None:
                shares[node].append(share)
        grounds = {node: heat.colour(max(each)) for node, each in shares.items()}
        return {node: (ground.name(), heat.ink(ground).name()) for node, ground in grounds.items()}

    def _without_view(self) -> "NetronView | None":
        """The view there was, of which nothing is heard any more: what a page says while it ends comes too late."""
        view, self.view, self._bridged = self.view, None, False
        return view

    def _tell_end(self) -> None:
        if view := self._without_view():
            view.deleteLater()  # Chromium may crash where a view goes on after the end of its process
        self.show_reason(self.tr("The process that draws Netron's page ended. The next edit starts it again."))


def _let_it_run() -> None:
    """Tell Chromium what it cannot find out without ending the whole program."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")  # its sandbox refuses to work for root
    if QGuiApplication.primaryScreen().depth() < _ROUGH:
        flags = os.environ.get("QTWEBENGINE_CHROMIUM_FLAGS", "")
        os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = f"{flags} --disable-gpu".strip()
