"""What a person decides of a report: its title, its form, its paper, and which sections stand in it."""

from collections.abc import Mapping
from typing import get_args

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.labels import Label, note
from modelzoo.report.options import SECTIONS, Options, Paper

FORMS: Mapping[str, str] = {
    ".pdf": "PDF",
    ".html": "Web page (HTML)",
    ".csv": "Tables (CSV)",
    ".tex": "LaTeX",
    ".md": "Markdown",
}
"""What a report can be, by the suffix of its file."""
PAPERS: tuple[Paper, ...] = get_args(Paper)
_ON_PAPER = (".pdf", ".html")
"""The forms that pages matter to."""


class ReportForm(QWidget):
    """A title, an author, a form, a paper and the sections."""

    changed = Signal()
    """A person chose something else."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.author, self.form, self.paper = QLineEdit(), QLineEdit(), QComboBox(), QComboBox()
        self.sections = QListWidget()
        self._explain()
        self._fill()
        self._lay_out()
        for line in (self.title, self.author):
            line.textEdited.connect(lambda _: self.changed.emit())
        for box in (self.form, self.paper):
            box.currentIndexChanged.connect(lambda _: self._choose())
        self.sections.itemChanged.connect(lambda _: self.changed.emit())

    @property
    def options(self) -> Options:
        """What is chosen."""
        items = (self.sections.item(at) for at in range(self.sections.count()))
        wanted = tuple(each.data(Qt.ItemDataRole.UserRole) for each in items if _is_checked(each))
        title, author = (line.text().strip() for line in (self.title, self.author))
        return Options(title, author, self.paper.currentData(), wanted)

    @property
    def suffix(self) -> str:
        """The suffix of the chosen form."""
        found: str = self.form.currentData()
        return found

    def choose(self, options: Options, suffix: str) -> None:
        """Show what was chosen before; nobody is told."""
        self.blockSignals(True)
        self.title.setText(options.title)
        self.author.setText(options.author)
        self.paper.setCurrentIndex(max(0, self.paper.findData(options.paper)))
        self.form.setCurrentIndex(max(0, self.form.findData(suffix)))
        for at in range(self.sections.count()):
            item = self.sections.item(at)
            wanted = options.has(item.data(Qt.ItemDataRole.UserRole))
            item.setCheckState(Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked)
        self.blockSignals(False)

    def _choose(self) -> None:
        self.paper.setEnabled(self.suffix in _ON_PAPER)
        self.changed.emit()

    def _explain(self) -> None:
        for part, name, tip in (
            (self.title, "Title", "What stands above the report; else the names of its candidates"),
            (self.author, "Author", "A line below the title, if you like"),
            (self.form, "Form", "What kind of file the report becomes"),
            (self.paper, "Paper", "The size of its pages, also of those that a web page is printed on"),
            (self.sections, "Sections", "What the report holds; Space switches a section on or off"),
        ):
            part.setAccessibleName(self.tr(name))
            part.setToolTip(self.tr(tip))

    def _fill(self) -> None:
        self.title.setPlaceholderText(self.tr("The candidates' names"))
        for suffix, name in FORMS.items():
            self.form.addItem(self.tr(name), suffix)
        for paper in PAPERS:
            self.paper.addItem(paper, paper)
        for key, title in SECTIONS.items():
            item = QListWidgetItem(self.tr(title))
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setSizeHint(QSize(0, self.fontMetrics().height() + 8))
            self.sections.addItem(item)
        self.sections.setCurrentRow(0)
        self.choose(Options(), ".pdf")

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow(self.tr("&Title"), self.title)
        form.addRow(self.tr("&Author"), self.author)
        form.addRow(self.tr("&Form"), self.form)
        form.addRow(self.tr("&Paper"), self.paper)
        label = Label(self.tr("S&ections"))
        label.setTextFormat(Qt.TextFormat.AutoText)
        label.setBuddy(self.sections)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(form)
        layout.addWidget(label)
        layout.addWidget(self.sections, 1)
        told = "Every figure in it can be found again: Model ▸ Verify figures…, or “slimscope verify”."
        layout.addWidget(note(self.tr(told)))


def _is_checked(item: QListWidgetItem) -> bool:
    return item.checkState() == Qt.CheckState.Checked
