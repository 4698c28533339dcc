"""Blocks that a person made: named out of a selection, kept in the palette and the project, renamed and forgotten."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QInputDialog, QLineEdit

from app.canvas import acts
from app.document import Document
from app.main_window import MainWindow
from modelzoo.errors import ZooError
from modelzoo.graph import free_id
from modelzoo.grouping import group, named_block
from modelzoo.inside import renamed, without_block
from modelzoo.project import Project


class NamedBlocks(QObject):
    """Asks for names, and keeps the palette showing the project's own blocks."""

    def __init__(self, document: Document, window: MainWindow) -> None:
        super().__init__(window)
        self._document, self._window, self._canvas = document, window, window.canvas
        self.dialog = QInputDialog(window)
        self._ids: tuple[str, ...] = ()
        self._old = ""
        self.dialog.textValueSelected.connect(self._take)
        document.changed.connect(self._show)
        window.actions_by_name["group"].triggered.connect(self.ask_group)
        window.palette_panel.rename_wished.connect(self.ask_rename)
        window.palette_panel.forget_wished.connect(self.forget)
        window.form.title_wished.connect(self.rename)

    def ask_group(self) -> None:
        """Ask what the block of the selected ones is to be called."""
        self._ids, self._old = self._canvas.sheet.selected_ids, ""
        proposal = free_id(self._document.project.blocks, "block")
        try:
            group(self._canvas.project.graph, self._ids, proposal)
        except ZooError as error:
            self._window.hint(str(error))
            return
        count = len(self._ids)
        what = self.tr("{} blocks").format(count) if count > 1 else self._ids[0]
        self._ask(self.tr("Group"), self.tr("A name for the block made of {}:").format(what), proposal)

    def ask_rename(self, title: str) -> None:
        """Ask what one of the project's blocks is to be called from now on."""
        self._ids, self._old = (), title
        self._ask(self.tr("Rename the block"), self.tr("Another name for {}:").format(title), title)

    def rename(self, old: str, new: str) -> None:
        """Call a block otherwise, wherever it is used."""
        self._document.edit(self.tr("rename {} to {}").format(old, new), lambda now: renamed(now, old, new))

    def forget(self, title: str) -> None:
        """Take a block out of the palette; where it is used it stays."""
        self._document.edit(self.tr("forget {}").format(title), lambda now: without_block(now, title))

    def _ask(self, heading: str, question: str, proposal: str) -> None:
        self.dialog.setWindowTitle(heading)
        self.dialog.setLabelText(question)
        self.dialog.setTextValue(proposal)
        line = self.dialog.findChild(QLineEdit)
        assert line is not None
        line.setAccessibleName(question.rstrip(":"))
        line.selectAll()
        self.dialog.open()

    def _take(self, text: str) -> None:
        title = text.strip()
        if self._old:
            self.rename(self._old, title)
        elif self._ids:
            self._canvas.wish(
                self.tr("group {}").format(title), acts.group(self._ids, title, self._canvas.sheet.places)
            )
        self._canvas.setFocus()

    def _show(self, before: Project, now: Project) -> None:
        if before.blocks is not now.blocks:
            own = (named_block(title, block.graph) for title, block in now.blocks.items())
            self._window.palette_panel.show_own(own)
