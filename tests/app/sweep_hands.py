"""The page of sweeps in a test's hands: its controls and its table."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.panels.sweep.page import SweepState


def part(page, kind, name) -> QWidget:
    """A control by what it is called."""
    return next(each for each in page.findChildren(kind) if each.accessibleName() == name)


def shown(page):
    """The table as headings and rows of texts."""
    model, across = page.table.table.model(), range(page.table.table.model().columnCount())
    headings = [model.headerData(at, Qt.Orientation.Horizontal).replace("\n", " ") for at in across]
    return headings, [[model.index(row, at).data() for at in across] for row in range(model.rowCount())]


def column(page, title):
    headings, rows = shown(page)
    return [row[headings.index(title)] for row in rows]


def show(page, found, **state):
    page.setup.show_sweep(found.sweep)
    page.show_sweep(found, SweepState(**state))
