"""Checks as rows of a table: what does not hold stands first, in the colour that says so."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QFrame, QTreeWidget, QTreeWidgetItem, QWidget

from app import theme
from app.labels import Tone
from modelzoo.verifying.checks import Check, Verdict

_COLUMNS = ("Verdict", "Of", "Figure", "Stated", "Now", "Why")
_ORDER: tuple[Verdict, ...] = ("differs", "doubtful", "not checked", "measured elsewhere", "holds")
_TONES: dict[Verdict, Tone] = {"differs": "error", "doubtful": "warning", "holds": "good"}
_NUMERIC = (3, 4)
_WIDTHS = (110, 200, 190, 110, 110)


class CheckTable(QTreeWidget):
    """A row a check; the tip of a row is the whole of why."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderLabels([self.tr(each) for each in _COLUMNS])
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("Checked figures"))
        for at in _NUMERIC:
            self.headerItem().setTextAlignment(at, Qt.AlignmentFlag.AlignRight)
        for at, width in enumerate(_WIDTHS):
            self.setColumnWidth(at, width)

    @property
    def why(self) -> str:
        """The whole of why the current row has its verdict."""
        row = self.currentItem()
        return row.text(len(_COLUMNS) - 1) if row else ""

    def show_checks(self, checks: Sequence[Check]) -> None:
        """Show these in place of others; the first, which holds the least, is the current one."""
        self.clear()
        ordered = sorted(checks, key=lambda each: _ORDER.index(each.verdict))
        rows = [self._row(each) for each in ordered]
        self.addTopLevelItems(rows)
        if rows:
            self.setCurrentItem(rows[0])

    def _row(self, check: Check) -> QTreeWidgetItem:
        item = QTreeWidgetItem([check.verdict, check.candidate, check.what, check.stated, check.found, check.why])
        tone = _TONES.get(check.verdict, "subtext")
        item.setForeground(0, QBrush(QColor(getattr(theme.of(self.palette()), tone))))
        for at in _NUMERIC:
            item.setTextAlignment(at, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for at in range(len(_COLUMNS)):
            item.setToolTip(at, check.why or item.text(at))
        return item
