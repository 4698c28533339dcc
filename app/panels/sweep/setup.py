"""What to sweep, as a person says it: models, one thing and its values, an input size, and how to measure."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from app.labels import Label, note
from app.panels.sweep.models import CANVAS, ModelList
from app.panels.sweep.offers import Offer, offers
from app.panels.sweep.runs import RunChoices
from modelzoo.catalog import find_runtime
from modelzoo.errors import ParamError, ZooError
from modelzoo.ranges import parse_values, values_text
from modelzoo.sizes import parse_size
from modelzoo.sweeps import RESOLUTION, Drawn, Sweep, check

_SIZE_TIP = "64, or height x width such as 64x96; empty for each model's own"
_SWEPT_TIP = "The sweep goes over the resolution: write the sizes under Values, or sweep over something else"


class SweepSetup(QWidget):
    """Holds one sweep at a time; tells of each change that makes sense, and says what is wrong with the others."""

    asked = Signal(object)
    """A person wants this Sweep; the model on the canvas stands in it by that word."""

    def __init__(self) -> None:
        super().__init__()
        self._drawn: tuple[Drawn, ...] = ()
        self._texts: dict[str, str] = {}
        self.models, self.runs = ModelList(), RunChoices()
        self._over, self._values, self._size = QComboBox(), QLineEdit(), QLineEdit()
        self._form = QFormLayout()
        self._count, self._help, self._complaint = Label("", "subtext"), note(), note(tone="error")
        self._lay_out()
        self._offer()
        self._listen()
        self.setFocusProxy(self.models)

    @property
    def sweep(self) -> Sweep:
        """What is asked for. Raises ZooError where it makes no sense."""
        names, over = self.models.names, self._over.currentData().name
        if not names:
            raise ParamError("models", "are missing: add one.")
        drawn = tuple(each for each in self._drawn if each.name in names)
        size = "" if over == RESOLUTION else self._size.text().strip()
        if size:
            parse_size(size)
        sweep = Sweep(names, over, parse_values(self._values.text()), size, self.runs.setups, drawn)
        if self.runs.measured and not sweep.setups:
            raise ParamError("runtimes", "are missing: choose one at least.")
        for setup in sweep.setups:
            find_runtime(setup.runtime).check(setup)
        check(_without_canvas(sweep))
        offer: Offer = self._over.currentData()
        offer.check(sweep.values)
        return sweep

    def show_sweep(self, sweep: Sweep) -> None:
        """Ask for this from now on."""
        self._drawn = sweep.drawn
        self.models.show_names(sweep.models, [each.name for each in sweep.drawn])
        self.runs.show_setups(sweep.setups)
        self._texts[sweep.over] = values_text(sweep.values)
        self._size.setText(sweep.size)
        self._offer(sweep.over)
        self._tell()

    def show_models(self, names: Sequence[str]) -> None:
        """Sweep these models from now on, over what was last chosen if they have it."""
        self._drawn = ()
        self.models.show_names(names)
        self._follow()

    def show_catalog(self) -> None:
        """Offer what the catalog now has."""
        self.runs.show_runtimes()
        self._offer()

    def _follow(self) -> None:
        """The models or the way to run them are others: so may be what they can be swept over."""
        self._offer()
        self._tell()

    def _offer(self, wanted: str = "") -> None:
        """Offer what can be swept over; what is wanted or was chosen stays if it is among that."""
        chosen = wanted or (self._over.currentData().name if self._over.count() else RESOLUTION)
        with QSignalBlocker(self._over):
            self._over.clear()
            for each in self._offers(wanted):
                self._over.addItem(each.title, each)
            self._over.setCurrentIndex(max(0, self._over.findText(Offer(chosen).title)))
        self._show_choice()

    def _offers(self, wanted: str) -> list[Offer]:
        """All that can be swept over; and what is wanted, though it cannot be, so that it can be told why."""
        models = _without_canvas(Sweep(self.models.names, RESOLUTION, (), drawn=self._drawn))
        try:
            found = offers(models, self.runs.measured)
        except ZooError:  # a kept sweep may name what is no longer in the catalog
            found = offers(replace(models, models=()), self.runs.measured)
        return found if not wanted or wanted in [each.name for each in found] else [*found, Offer(wanted)]

    def _show_choice(self) -> None:
        offer: Offer = self._over.currentData()
        with QSignalBlocker(self._values):
            self._values.setText(self._texts.get(offer.name, offer.usual))
        self._help.setText(offer.help)
        self._help.setVisible(bool(offer.help))
        self._allow_size(offer.name != RESOLUTION)
        self.runs.leave_out(offer.name)

    def _allow_size(self, free: bool) -> None:
        """An input size is no choice where it is what the sweep goes over."""
        for part in (self._size, self._form.labelForField(self._size)):
            part.setEnabled(free)
            part.setToolTip(self.tr(_SIZE_TIP if free else _SWEPT_TIP))
        self._size.setPlaceholderText(self.tr("each its own") if free else self.tr("swept over, see Values"))

    def _keep_values(self, text: str) -> None:
        self._texts[self._over.currentData().name] = text
        self._tell()

    def _choose(self) -> None:
        self._show_choice()
        self._tell()

    def _tell(self) -> None:
        """Ask for the sweep, or say why it cannot be."""
        self._count.clear()
        try:
            sweep = self.sweep
        except ZooError as error:
            self._complaint.setText(str(error))
            self._complaint.setVisible(bool(self.models.names))
            return
        self._complaint.hide()
        count = len(sweep.values)
        self._count.setText(self.tr("1 value") if count == 1 else self.tr("{} values").format(count))
        self.asked.emit(sweep)

    def _lay_out(self) -> None:
        self._over.setAccessibleName(self.tr("What to sweep over"))
        self._over.setToolTip(self.tr("Resolution, any parameter that all models have, or threads and batch of a run"))
        self._values.setAccessibleName(self.tr("Values"))
        self._values.setToolTip(self.tr("A list such as 4,8,16, or a range with its step such as 32-512:32"))
        self._size.setAccessibleName(self.tr("Input size of the sweep in pixels"))
        form = self._form
        form.setVerticalSpacing(4)
        for title, widget in ((self.tr("&Over"), self._over), (self.tr("&Values"), self._values)):
            form.addRow(title, widget)
        form.addRow("", self._count)
        form.addRow(self.tr("&Input size"), self._size)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 4, 10, 4)
        column.addWidget(self.models)
        column.addLayout(form)
        column.addWidget(self._help)
        column.addWidget(self._complaint)
        column.addWidget(self.runs)
        column.addStretch(1)
        self._complaint.hide()

    def _listen(self) -> None:
        self.models.changed.connect(self._follow)
        self.runs.changed.connect(self._follow)
        self._over.currentIndexChanged.connect(self._choose)
        self._values.textEdited.connect(self._keep_values)
        self._size.editingFinished.connect(self._tell)


def _without_canvas(sweep: Sweep) -> Sweep:
    """The sweep with the model on the canvas as one that was drawn, which it is."""
    return replace(sweep, drawn=(*sweep.drawn, Drawn(CANVAS, "")))
