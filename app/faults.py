"""Faults of ours: never swallowed, kept in a log, told once in a dialog with what a report needs."""

import logging
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtWidgets import QMessageBox, QWidget

from app.components import versions_text
from app.log_file import LogFile

_LOG = logging.getLogger("slimscope")


class Faults(QObject):
    """Takes over what nobody caught: here, on the worker's thread or in an engine. Logs Qt's own complaints too."""

    _caught = Signal(str)

    def __init__(self, folder: Path, window: QWidget) -> None:
        super().__init__(window)
        self._log, self._window = LogFile(folder), window
        self.path = self._log.path
        self._box: QMessageBox | None = None
        self._before, sys.excepthook = sys.excepthook, self._catch
        self._thread_before, threading.excepthook = threading.excepthook, self._catch_in_thread
        self._qt_before = qInstallMessageHandler(_log_qt)
        _LOG.info(versions_text())
        self._caught.connect(self.report, Qt.ConnectionType.QueuedConnection)

    def report(self, trace: str) -> None:
        """Log a traceback, and tell of it unless a dialog already does."""
        _LOG.error(trace)
        if self._box is None:
            self._box = self._dialog(trace)
            self._box.finished.connect(self._forget_box)
            self._box.open()

    def note(self, text: str) -> None:
        """Log what is no fault of ours but may explain one."""
        _LOG.warning(text)

    def close(self) -> None:
        """Give the hook and the log file back."""
        sys.excepthook, threading.excepthook = self._before, self._thread_before
        qInstallMessageHandler(self._qt_before)
        self._log.close()

    def _dialog(self, trace: str) -> QMessageBox:
        box = QMessageBox(self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Critical)
        box.setWindowTitle(self.tr("A fault in Slimscope"))
        box.setText(self.tr("Something in Slimscope went wrong. Your work is as it was."))
        box.setInformativeText(self.tr("The details are in {}").format(self.path))
        box.setDetailedText(trace)
        return box

    def _forget_box(self) -> None:
        self._box = None

    def _catch_in_thread(self, caught: threading.ExceptHookArgs) -> None:
        self._thread_before(caught)
        kind, error, where = caught.exc_type, caught.exc_value, caught.exc_traceback
        self._caught.emit("".join(traceback.format_exception(kind, error, where)))

    def _catch(self, kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
        trace = "".join(traceback.format_exception(kind, error, where))
        self._before(kind, error, where)
        self.report(trace)


def _log_qt(kind: QtMsgType, _where: QMessageLogContext, text: str) -> None:
    _LOG.log(_LEVELS.get(kind, logging.ERROR), "Qt: %s", text)


_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
}
