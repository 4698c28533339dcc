"""What an action needs to work: without it the action is off, and its tool tip and its key say what is missing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence

from app.actions import ALIGNMENTS, LOCAL, ONLY_ON, told_key, usual_tip, without_mark
from app.canvas.view import Canvas
from app.pages import Pages
from modelzoo.grouping import is_named_block


@dataclass(frozen=True)
class Seen:
    """What is on the canvas, and how much of it is selected."""

    blocks: int
    notes: int
    selected_blocks: int
    selected_notes: int
    selected_wires: int
    named_block: bool
    inside: bool
    fixed: bool


@dataclass(frozen=True)
class Need:
    """What some actions need, as a sentence and as a question."""

    text: str
    is_met: Callable[[Seen], bool]


_BLOCK = Need("Select one or more blocks first.", lambda seen: seen.selected_blocks > 0)
_BLOCK_OR_NOTE = Need("Select a block or a note first.", lambda seen: seen.selected_blocks + seen.selected_notes > 0)
_ANYTHING = Need(
    "Select a block, a wire or a note first.",
    lambda seen: seen.selected_blocks + seen.selected_notes + seen.selected_wires > 0,
)
_OURS = Need(
    "These are the operations of an imported network, which cannot be changed: show its editable variant first.",
    lambda seen: not seen.fixed,
)
_CHANGING = ("group", "ungroup", "begin_wire", "add_block", "transform")
"""What changes a network's operations, and nothing else."""

_NEEDS: Mapping[str, Need] = {
    "delete": _ANYTHING,
    "cut": _BLOCK_OR_NOTE,
    "copy": _BLOCK_OR_NOTE,
    "duplicate": _BLOCK_OR_NOTE,
    "fit_selected": _BLOCK_OR_NOTE,
    "group": _BLOCK,
    "ungroup": _BLOCK,
    "begin_wire": Need("Select the one block from which the wire is to start.", lambda seen: seen.selected_blocks == 1),
    "go_inside": Need(
        "Select the one named block to go into: Group makes one. Any other block can be opened in place.",
        lambda seen: seen.named_block,
    ),
    "go_out": Need("This is the whole model: there is nothing around it.", lambda seen: seen.inside),
    "add_note": Need("Notes stand beside the whole model: go out of the block first.", lambda seen: not seen.inside),
    "next_note": Need("There is no note yet: press N to write one.", lambda seen: seen.notes > 0),
    "select_all": Need("There is nothing on the canvas to select.", lambda seen: seen.blocks + seen.notes > 0),
    "find_node": Need("There is no block on the canvas to find.", lambda seen: seen.blocks > 0),
    "arrange": Need("There is no block on the canvas to arrange.", lambda seen: seen.blocks > 0),
    "transform": Need("There is no network on the canvas to transform.", lambda seen: seen.blocks > 0),
    **{
        name: Need("Select three or more blocks to spread them.", lambda seen: seen.selected_blocks > 2)
        if name.startswith("distribute_")
        else Need("Select two or more blocks to align them.", lambda seen: seen.selected_blocks > 1)
        for name in ALIGNMENTS
    },
}


class Needs(QObject):
    """Keeps the actions of the pages on where they work, as pages turn and as what is selected changes."""

    missed = Signal(str)
    """Why nothing came of a key: what its action needs."""

    def __init__(self, actions: Mapping[str, QAction], canvas: Canvas, pages: Pages, window: QObject) -> None:
        super().__init__(window)
        self._actions, self._canvas, self._pages = actions, canvas, pages
        self._missing: dict[str, str] = {}
        pages.turned.connect(self.renew)
        canvas.changed.connect(self.renew)
        window.installEventFilter(self)
        self.renew()

    def renew(self) -> None:
        """See anew which actions work."""
        seen, page = _seen(self._canvas), self._pages.current
        bound = {name for names in ONLY_ON.values() for name in names}
        for name in bound | _NEEDS.keys() | set(_CHANGING):
            missing = self._lacks(name, page, seen)
            if missing != self._missing.get(name):
                self._missing[name] = missing
                self._actions[name].setEnabled(not missing)
                tip = usual_tip(self._actions[name])
                self._actions[name].setToolTip(f"{tip}\n{missing}" if missing else tip)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear the keys that nobody in the window took."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if missing := self._missing_for(event):
            self.missed.emit(missing)
        return bool(missing)

    def _missing_for(self, event: QKeyEvent) -> str:
        """What the action of a key lacks; empty where it stands for none that is off now."""
        typed = QKeySequence(event.keyCombination())
        off = (name for name, missing in self._missing.items() if missing)
        asked = (name for name in off if typed in self._actions[name].shortcuts())
        name = next((name for name in asked if name not in LOCAL or self._canvas.hasFocus()), None)
        return self._missing[name] if name else ""

    def _lacks(self, name: str, page: str, seen: Seen) -> str:
        """What is missing for an action; empty where it works."""
        homes = [home for home, names in ONLY_ON.items() if name in names]
        if homes and page not in homes:
            turn = self._actions[f"page_{homes[0]}"]
            return f"This works on the page {without_mark(turn.text())}{told_key(turn)}."
        needs = ([_OURS] if name in _CHANGING else []) + ([_NEEDS[name]] if name in _NEEDS else [])
        return next((need.text for need in needs if not need.is_met(seen)), "")


def _seen(canvas: Canvas) -> Seen:
    sheet = canvas.sheet
    ids = sheet.selected_ids
    return Seen(
        blocks=len(sheet.boxes),
        notes=len(sheet.notes),
        selected_blocks=len(ids),
        selected_notes=len(sheet.notes.selected),
        selected_wires=len(sheet.selected_wires),
        named_block=len(ids) == 1 and is_named_block(sheet.boxes[ids[0]].node),
        inside=canvas.is_inside,
        fixed=canvas.project.source is not None,
    )
