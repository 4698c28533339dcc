"""What tests of the comparison look at: two models, and the cells of the page by their headings."""

import csv
import io
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from modelzoo.catalog import CATALOG, Fact
from modelzoo.published import published
from tests.app.looking import button

SMALL, LARGE = "SqueezeNet 1.1", "VGG-19"


def models(*names):
    accuracy = {SMALL: "57.5 % (42.5 % error)", LARGE: "72.7 %"}
    found = {each.name: each for each in published(CATALOG.architectures.values())}
    return [
        replace(found[name], variant=replace(found[name].variant, facts=(Fact("top-1 accuracy", accuracy[name], "x"),)))
        for name in names
    ]


def headings(page):
    model = page.table.model()
    across = range(model.columnCount())
    found = (model.headerData(at, Qt.Orientation.Horizontal) for at in across)
    return [" ".join(heading.split()) for heading in found]


def column(page, title, role=Qt.ItemDataRole.DisplayRole):
    model, at = page.table.model(), headings(page).index(title)
    return [model.index(row, at).data(role) for row in range(model.rowCount())]


def copied_as(page, title):
    action = next(each for each in button(page, "&Copy as").menu().actions() if title in each.text())
    action.trigger()
    return QApplication.clipboard().text()


def copied_rows(page):
    return list(csv.DictReader(io.StringIO(copied_as(page, "CSV"))))
