"""Runs the window: the application, its folders, what a crash left behind, and the picture that was asked for."""

import signal
import socket
import sys
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QSettings, QSocketNotifier, QStandardPaths, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from app import theme
from app.faults import Faults
from app.icons import application_icon
from app.recovery import Leftover
from app.session import Session

FILL_PATIENCE = 120_000
"""Milliseconds after which a window that does not fill is given up."""

INTERRUPTED = 130
"""The exit status after Ctrl-C, as shells have it."""

Location = QStandardPaths.StandardLocation
Answer = QMessageBox.StandardButton


def run(model: str, screenshot: str, wished_theme: str | None) -> int:
    """Open the window, on a model if one is named; gives the exit status."""
    application = QApplication(sys.argv[:1])
    QCoreApplication.setOrganizationName("Slimscope")
    QCoreApplication.setApplicationName("Slimscope")
    application.setWindowIcon(application_icon())
    data = Path(QStandardPaths.writableLocation(Location.AppLocalDataLocation))
    session = Session(QSettings(), data, Path(QStandardPaths.writableLocation(Location.CacheLocation)))
    colours = Colours(application, wished_theme or session.choices.settings.theme)
    session.choices.theme_wished.connect(colours.wish)
    faults = Faults(data, session.window)
    session.worker.broke.connect(faults.report)
    session.worker.engine_lost.connect(faults.note)
    interrupt = Interrupt(application)
    if screenshot:
        Picture(session, Path(screenshot), colours)
        session.open(model)
    else:
        session.failed.connect(lambda reason: QMessageBox.warning(session.window, "Slimscope", reason))
        greet(session, model)
    session.show(as_left=not screenshot)
    status = application.exec()
    if not screenshot:
        session.choices.keep()
    session.close(keep_recovery=status == INTERRUPTED)
    interrupt.close()
    faults.close()
    return status


class Colours(QObject):
    """Applies the wished theme, and follows the system where that is the wish."""

    def __init__(self, application: QApplication, wish: str) -> None:
        super().__init__(application)
        self._application, self._wish = application, wish
        application.styleHints().colorSchemeChanged.connect(self.apply)
        self.apply()

    def wish(self, theme: str) -> None:
        """Wear this theme from now on: "light", "dark" or the system's."""
        self._wish = theme
        self.apply()

    def apply(self) -> None:
        """Put the theme on as things stand."""
        scheme = self._application.styleHints().colorScheme()
        dark = self._wish == "dark" or (self._wish == "system" and scheme == Qt.ColorScheme.Dark)
        theme.apply(self._application, theme.DARK if dark else theme.LIGHT)


class Picture(QObject):
    """Saves what the window looks like once every panel is filled, and ends the program."""

    def __init__(self, session: Session, path: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._path = session, path
        session.failed.connect(self._give_up)
        session.display.filled.connect(lambda: QTimer.singleShot(100, self, self._take))
        QTimer.singleShot(FILL_PATIENCE, self, lambda: self._give_up("The window did not fill in time."))

    def _take(self) -> None:
        if not self._session.window.grab().save(str(self._path)):
            self._give_up(f"{self._path}: the picture cannot be written there.")
            return
        print(f"The window as it opened is in {self._path.resolve()}")
        QApplication.exit(0)

    def _give_up(self, reason: str) -> None:
        print(f"slimscope: {reason}", file=sys.stderr)
        QApplication.exit(1)


class Interrupt(QObject):
    """Lets Ctrl-C in the terminal end the program as a close would, but unasked: recovery keeps what is unsaved."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._near, self._far = socket.socketpair()
        self._far.setblocking(False)
        self._notifier = QSocketNotifier(self._near.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._end)
        self._wakeup_before = signal.set_wakeup_fd(self._far.fileno())
        self._before = signal.signal(signal.SIGINT, lambda *_: None)

    def close(self) -> None:
        """Give the signal back."""
        signal.set_wakeup_fd(self._wakeup_before)
        signal.signal(signal.SIGINT, self._before)
        self._notifier.setEnabled(False)
        self._near.close()
        self._far.close()

    def _end(self) -> None:
        self._near.recv(64)
        QApplication.exit(INTERRUPTED)


def greet(session: Session, model: str) -> None:
    """Show the welcome page unless a model is named; the rest of a start waits until the blocks are known."""
    if not model:
        session.welcoming.begin()
    session.knowing.once(lambda: QTimer.singleShot(0, session, lambda: begin(session, model)))


def begin(session: Session, model: str) -> None:
    """Offer what a crash left behind; open the model that was asked for, unless that was taken up.

    The very first start shows the tour.
    """
    recovered = offer_recovery(session)
    if session.recovery.unreadable:
        text = "Work that was left behind cannot be read. It stays where it is:"
        QMessageBox.warning(session.window, "Slimscope", "\n".join([text, *session.recovery.unreadable]))
    if model and not recovered:
        session.open(model)
    if not session.choices.settings.toured:
        session.choices.note_tour()
        session.touring.begin()


def offer_recovery(session: Session) -> bool:
    """Ask what is to become of work that a crash left behind; tells whether some of it was taken up."""
    for leftover in session.recovery.leftovers():
        match _ask_recovery(session, leftover):
            case Answer.Open:
                session.recover(leftover)
                return True
            case Answer.Discard:
                leftover.forget()
    return False


def _ask_recovery(session: Session, leftover: Leftover) -> Answer:
    box = QMessageBox(session.window)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle("Unsaved work")
    when = datetime.fromtimestamp(leftover.seconds).strftime("%d %B %Y, %H:%M")
    box.setText(f"Slimscope ended without saving “{leftover.project.title}” ({len(leftover.project.graph)} blocks).")
    box.setInformativeText(f"Its last edit was on {when}. Open it as it was then?")
    box.setStandardButtons(Answer.Open | Answer.Discard | Answer.Cancel)
    box.setDefaultButton(Answer.Open)
    return Answer(box.exec())
