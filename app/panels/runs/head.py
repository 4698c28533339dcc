"""The line above the runs: what opens and closes logs, how far reading has come, and what it came to."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QProgressBar, QPushButton, QWidget

from app.labels import Label
from modelzoo.jobs import Progress
from modelzoo.runs.run import Run


class RunsHead(QWidget):
    """Buttons with menus, a bar that comes and goes, and a sentence."""

    close_wished = Signal(object)
    """A person wants these paths closed: a tuple."""
    cancel_wished = Signal()
    go_on_wished = Signal()
    """A person wants what was cancelled read after all."""

    def __init__(self) -> None:
        super().__init__()
        self._open, self._close = QPushButton(self.tr("&Open run logs")), QPushButton(self.tr("C&lose"))
        self._bar, self._cancel = QProgressBar(), QPushButton(self.tr("Ca&ncel"))
        self._go_on = QPushButton(self.tr("Read &on"))
        self._text = Label("", "subtext")
        self._paths: tuple[str, ...] = ()
        self._lay_out()
        self._cancel.clicked.connect(self.cancel_wished)
        self._go_on.clicked.connect(self.go_on_wished)
        self.show_idle()
        self.show_paths(())

    def offer(self, actions: Sequence[QAction]) -> None:
        """What the button to open things leads to."""
        menu = QMenu(self._open)
        menu.addActions(list(actions))
        self._open.setMenu(menu)

    def show_paths(self, paths: Sequence[str]) -> None:
        """Which files and folders are open. The menu stays where they are the same: it may be down."""
        if self._close.menu() and tuple(paths) == self._paths:
            return
        self._paths = tuple(paths)
        menu = QMenu(self._close)
        for path in paths:
            menu.addAction(path.replace("&", "&&"), partial(self.close_wished.emit, (path,)))
        menu.addSeparator()
        menu.addAction(self.tr("&All of them"), partial(self.close_wished.emit, tuple(paths)))
        before = self._close.menu()
        self._close.setMenu(menu)
        if before:
            before.deleteLater()
        self._close.setVisible(bool(paths))

    def show_runs(self, runs: Sequence[Run]) -> None:
        """What there is, and what it takes in memory."""
        points, held = sum(run.points for run in runs), sum(run.bytes for run in runs)
        said = self.tr("1 run") if len(runs) == 1 else self.tr("{:,} runs").format(len(runs))
        self._text.setText(self.tr("{}, {:,} points, {:,.1f} MB in memory").format(said, points, held / 1e6))
        self._text.setVisible(bool(runs))

    def show_progress(self, progress: Progress) -> None:
        """Reading has come so far."""
        for part, shown in ((self._bar, True), (self._cancel, True), (self._go_on, False)):
            part.setVisible(shown)
        self._bar.setValue(round(1000 * progress.share))
        self._bar.setToolTip(progress.text)

    @property
    def idle(self) -> bool:
        """Whether nothing is being read, as far as was told."""
        return self._bar.isHidden()

    def show_idle(self, cancelled: bool = False) -> None:
        """Nothing is being read; `cancelled`: though there is more."""
        for part in (self._bar, self._cancel):
            part.hide()
        self._go_on.setVisible(cancelled)

    def _lay_out(self) -> None:
        self._open.setToolTip(self.tr("Open logs of trainings: files, or a folder with all that lies below it"))
        self._close.setToolTip(self.tr("Take logs out of the project; what was said of their runs stays in it"))
        self._cancel.setToolTip(self.tr("Stop reading; what was read stays, but is not followed"))
        self._go_on.setToolTip(self.tr("Read what is left, and follow what is still being written"))
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._bar.setFixedSize(160, 6)
        self._bar.setAccessibleName(self.tr("Progress of reading"))
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 8, 10, 4)
        row.setSpacing(6)
        for part in (self._open, self._close, self._bar, self._cancel, self._go_on):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self._text)
