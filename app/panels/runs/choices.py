"""What is drawn of the runs: which metric, over what, how smooth, and whether seeds are folded."""

import contextlib
from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QSlider, QWidget

from app.labels import Label
from app.panels.runs.curves import AXES, Subject, Wish
from modelzoo.runs.metrics import ROLES
from modelzoo.runs.view import View

_STEPS = 100
_STRONGEST = 0.999


class Choices(QWidget):
    """Lists, a slider and a box in one line."""

    wished = Signal()
    """A person wants another picture."""
    folded_changed = Signal()
    """A person wants seeds folded, or not."""

    def __init__(self) -> None:
        super().__init__()
        self._subject, self._axis = QComboBox(), QComboBox()
        self._smoothing, self._weight = QSlider(Qt.Orientation.Horizontal), Label("0", "subtext")
        self._folded = QCheckBox(self.tr("&Fold seeds"))
        self._wanted = Subject(ROLES[1])
        self._lay_out()
        self._subject.activated.connect(self._choose)
        self._axis.activated.connect(lambda _: self.wished.emit())
        self._smoothing.valueChanged.connect(self._slide)
        self._folded.clicked.connect(lambda _: self.folded_changed.emit())

    @property
    def wish(self) -> Wish:
        """What is to be drawn."""
        subject = self._subject.currentData() or self._wanted
        return Wish(subject, self._axis.currentData(), self.weight)

    @property
    def weight(self) -> float:
        """How much of what came before is in a smoothed value; the slider's end is fine where it matters."""
        share = self._smoothing.value() / _STEPS
        return round(_STRONGEST * (1 - (1 - share) ** 3), 4)

    @property
    def folded(self) -> bool:
        """Whether seeds of one candidate are one row and one curve."""
        return self._folded.isChecked()

    def smooth(self, share: float) -> None:
        """Move the slider: from 0 to 1."""
        self._smoothing.setValue(round(_STEPS * share))

    @property
    def view(self) -> View:
        """How one looks at the runs, as far as it is chosen here."""
        wanted, share = self._wanted, self._smoothing.value() / _STEPS
        return View(wanted.role or "", wanted.metric, self._axis.currentData(), share, self.folded)

    def show_view(self, view: View) -> None:
        """Choose what this says."""
        role = next((each for each in ROLES if each == view.role), None)
        self._wanted = Subject(role, view.metric) if role or view.metric else Subject(ROLES[1])
        parts = (self._subject, self._axis, self._smoothing, self._folded)
        with contextlib.ExitStack() as stack:
            for part in parts:
                stack.enter_context(QSignalBlocker(part))
            self._subject.setCurrentIndex(self._place_of(self._wanted))
            self._axis.setCurrentIndex(self._axis.findData(view.axis))
            self.smooth(view.smoothing)
            self._folded.setChecked(view.folded)
        self._weight.setText(f"{self.weight:.3g}")

    def show_subjects(self, subjects: Sequence[Subject], seeds: bool) -> None:
        """Offer these; what was wanted is kept for when it is there. seeds: whether there is something to fold."""
        if list(subjects) != [self._subject.itemData(at) for at in range(self._subject.count())]:
            with QSignalBlocker(self._subject):
                self._subject.clear()
                for each in subjects:
                    self._subject.addItem(each.title, each)
                roles = sum(each.role is not None for each in subjects)
                if 0 < roles < len(subjects):
                    self._subject.insertSeparator(roles)
                self._subject.setCurrentIndex(self._place_of(self._wanted))
        self._folded.setEnabled(seeds)

    def _place_of(self, subject: Subject) -> int:
        return next((at for at in range(self._subject.count()) if self._subject.itemData(at) == subject), 0)

    def _choose(self) -> None:
        self._wanted = self._subject.currentData() or self._wanted
        self.wished.emit()

    def _slide(self) -> None:
        self._weight.setText(f"{self.weight:.3g}")
        self.wished.emit()

    def _lay_out(self) -> None:
        for axis, title in AXES:
            self._axis.addItem(self.tr(title), axis)
        self._subject.setAccessibleName(self.tr("What is drawn"))
        self._subject.setToolTip(self.tr("What has a role in each run, or one metric by its name"))
        self._subject.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._subject.setMaximumWidth(180)
        self._axis.setAccessibleName(self.tr("Over what"))
        self._axis.setToolTip(self.tr("What stands on the x axis; wall time begins with each run's first point"))
        self._smoothing.setRange(0, _STEPS)
        self._smoothing.setFixedWidth(90)
        self._smoothing.setAccessibleName(self.tr("Smoothing"))
        self._smoothing.setToolTip(self.tr("An exponential moving average; what was logged stays visible behind it"))
        self._weight.setMinimumWidth(self.fontMetrics().horizontalAdvance("0.9999"))
        self._folded.setToolTip(
            self.tr("Several seeds of one candidate as one row and one curve: their mean and sample deviation")
        )
        labels = {"Sho&w": self._subject, "&over": self._axis, "S&moothing": self._smoothing}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for title, part in labels.items():
            label = Label(self.tr(title))
            label.setTextFormat(Qt.TextFormat.AutoText)
            label.setBuddy(part)
            row.addWidget(label)
            row.addWidget(part)
        row.addWidget(self._weight)
        row.addWidget(self._folded)
