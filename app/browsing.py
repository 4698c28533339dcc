"""The zoo and the comparison: which models they show, and which figures they need for it."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.appraisals import Appraisals
from app.main_window import MainWindow
from modelzoo.catalog import CATALOG
from modelzoo.published import Published, published
from modelzoo.results import Appraisal


class Browsing(QObject):
    """Shows figures as they are found out."""

    compared = Signal(object, str)
    """These models (their names) stand side by side, at this size or (empty) each at its own."""

    def __init__(self, appraisals: Appraisals, window: MainWindow) -> None:
        super().__init__(window)
        self.appraisals, self.comparison, self._window = appraisals, window.comparison, window
        self._size = ""
        appraisals.appraised.connect(self._show_appraisal)
        appraisals.failed.connect(self._show_problem)
        window.zoo.compare_wished.connect(self.compare)
        self.comparison.size_wished.connect(self._compare_at)
        self.comparison.hint_wished.connect(window.hint)

    def show_catalog(self) -> None:
        """Show the catalog as it is installed."""
        models = published(CATALOG.architectures.values())
        self._window.zoo.show_models([self._with_figures(model, "") for model in models])
        if compared := self.comparison.names:
            self._show_comparison(compared, self._size)

    def compare(self, names: Sequence[str]) -> None:
        """Show these models side by side, each at its own input."""
        if len(names) < 2:
            self._window.hint(self.tr("Select two or more models of the zoo first, with Ctrl or Shift held."))
            return
        self._show_comparison(names, "")
        self._window.pages.turn_to("comparison")

    def _compare_at(self, size: str) -> None:
        self._show_comparison(self.comparison.names, size)

    def _show_comparison(self, names: Sequence[str], size: str) -> None:
        self._size = size
        found = {model.name: model for model in published(CATALOG.architectures.values())}
        self.appraisals.want(names, size)
        models = [self._with_figures(found[name], size) for name in names if name in found]
        self.comparison.show_models(models, size)
        self.compared.emit(self.comparison.names, size)

    def _with_figures(self, model: Published, size: str) -> Published:
        name = model.name
        return replace(model, appraisal=self.appraisals.find(name, size), problem=self.appraisals.problem(name, size))

    def _show_appraisal(self, name: str, size: str, found: Appraisal) -> None:
        if not size:
            self._window.zoo.show_appraisal(name, found)
        if size == self._size:
            self.comparison.show_appraisal(name, found)

    def _show_problem(self, name: str, size: str, reason: str) -> None:
        if not size:
            self._window.zoo.show_problem(name, reason)
        if size == self._size:
            self.comparison.show_problem(name, reason)
