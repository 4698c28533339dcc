"""What a person can do with a variant that is a network from outside as it is: all but change its operations."""

import os
import shutil

from PySide6.QtCore import QObject

from app.document import Document
from app.importing import Importing
from app.main_window import MainWindow
from app.measuring import Measuring
from app.named_models import NamedModels
from modelzoo import variants
from modelzoo.errors import ZooError
from modelzoo.files import own_folder
from modelzoo.foreign import Foreign, fixed_text
from modelzoo.origins import SHELF
from modelzoo.project import Project
from modelzoo.sizes import parse_size, size_text
from modelzoo.variants import Arrival


class AsImported(QObject):
    """Offers the editable form where an edit is refused, reads it at other sizes, asks again before its code runs.

    What the engines read of networks from outside lies in a folder that they share, and that goes with the session.
    """

    def __init__(
        self, document: Document, measuring: Measuring, models: NamedModels, importing: Importing, window: MainWindow
    ) -> None:
        super().__init__(window)
        self._document, self._measuring, self._models = document, measuring, models
        self._importing, self._window = importing, window
        self._asked = ""
        self._shelf = str(own_folder("slimscope-imports"))
        os.environ[SHELF] = self._shelf
        document.refused.connect(self._offer_editable)
        document.changed.connect(self._offer_to_allow)
        document.opened.connect(self._forget)

    def resize(self, text: str) -> None:
        """Read the network that is shown at another size of its pictures."""
        source = self._document.project.source
        assert source is not None
        try:
            parse_size(text)
        except ZooError as error:
            self._window.hint(str(error))
        else:
            if self._importing.agrees(source.origin):
                self._importing.read("read_again", source, text, done=lambda found: self._put(source, found))
        self._window.show_size(size_text(source.size))

    def make_editable(self) -> None:
        """Show the network as blocks: the variant that is there already, or else one made anew."""
        project = self._document.project
        source = project.source
        if source is None:
            return
        origins = [variants.imported_from(each) for each in project.variants]
        if source.origin in origins:
            at = origins.index(source.origin)
            self._document.edit(
                f"show {project.variants[at].title}", lambda now: variants.show(now, at), "show variant"
            )
        elif self._importing.agrees(source.origin):
            self._importing.read("import", source.origin, source.input, done=self._add_editable)

    def close(self) -> None:
        """Take away what was read, once nobody can run it any more."""
        shutil.rmtree(self._shelf, ignore_errors=True)
        if os.environ.get(SHELF) == self._shelf:
            del os.environ[SHELF]

    def _put(self, before: Foreign, now: Foreign) -> str:
        size = size_text(now.size)
        self._document.edit(f"set input size to {size}", lambda project: variants.reread(project, before, now))
        return self.tr("{} at {} px.").format(now.name, size)

    def _add_editable(self, found: Arrival) -> str:
        if found.editable is None:
            self._window.notice.tell(" ".join(found.notes), {})
            return self.tr("There is no editable form of {}.").format(found.itself.title)
        self._models.take(Arrival(found.editable, figures=found.figures))
        return self.tr("{} can be edited.").format(found.editable.title)

    def _offer_editable(self, reason: str) -> None:
        source = self._document.project.source
        if source and reason == fixed_text(source):
            tip = self.tr("Show the network as blocks, with what no block does as opaque ones")
            self._window.notice.tell(reason, {self.tr("Make it &editable"): (tip, self.make_editable)})

    def _offer_to_allow(self, before: Project, now: Project) -> None:
        """Code runs only where a person agrees, once in a session: a project brings no consent along."""
        source = now.source
        if source is None or self._importing.has_agreed(source.origin) or source.origin == self._asked:
            return
        self._asked = source.origin
        said = self.tr("{} holds code, which runs when it is measured. Its figures on paper are kept in the project.")
        tip = self.tr("Agree that its code runs, and measure it")
        self._window.notice.tell(said.format(source.name), {self.tr("&Run it…"): (tip, lambda: self._allow(source))})

    def _allow(self, source: Foreign) -> None:
        if self._importing.agrees(source.origin):
            self._importing.read("read_again", source, "", done=self._measure)

    def _measure(self, found: Foreign) -> str:
        self._measuring.measure_again()
        return self.tr("{} is as it was when it was imported.").format(found.name)

    def _forget(self) -> None:
        self._asked = ""
