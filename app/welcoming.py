"""The welcome page: what each of its offers leads to, and which of the recent files are still there."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.worker import HERE
from modelzoo.presets import presets

if TYPE_CHECKING:
    from app.late_controllers import LateControllers

PAGE = "welcome"


class Welcoming(QObject):
    """Shown first where nothing was named to be opened, and whenever a person turns to it."""

    def __init__(self, session: "LateControllers") -> None:
        super().__init__(session)
        self._session, self._window = session, session.window
        self._deeds: dict[str, Callable[[], object]] = {
            "new": session.files.new,
            "open": session.files.ask_open,
            "zoo": lambda: self._window.pages.turn_to("zoo"),
            "tour": self._window.actions_by_name["tour"].trigger,
            "table3": lambda: self._sweep("Table 3"),
            "table4": lambda: session.examples.open_table4(),
            "figure1": lambda: self._sweep("Figure 1"),
            "claims": self._check_claims,
        }
        page = self._window.welcome
        page.wished.connect(lambda name: self._deeds[name]())
        page.recent_wished.connect(self._window.recent_wished)
        self._window.pages.turned.connect(self._show_recent)
        session.files.used.connect(self._show_recent)

    def begin(self) -> None:
        """Let a person choose what to begin with."""
        self._window.pages.turn_to(PAGE)

    def _show_recent(self, *_: object) -> None:
        """List the files last used. A folder may be slow to answer: the worker asks it which are still there."""
        recent, page = self._session.choices.settings.recent, self._window.welcome
        if self._window.pages.current == PAGE:
            page.show_recent(recent)
            self._session.worker.submit(
                "recent files", HERE, missing, recent, done=page.show_missing, failed=self._tell
            )

    def _sweep(self, name: str) -> None:
        """Turn to the sweeps with this preset."""
        preset, page = next(each for each in presets() if each.name == name), self._window.sweeps
        self._window.pages.turn_to("sweeps")
        if page.head.isEnabled():
            self._session.knowing.once(lambda: page.open_preset(preset))
        else:
            self._window.hint(self.tr("A sweep is being measured: cancel it first."))

    def _check_claims(self) -> None:
        self._window.pages.turn_to("claims")
        self._session.claims.run()

    def _tell(self, error: Exception) -> None:
        self._window.hint(str(error))


def missing(paths: Sequence[str]) -> frozenset[str]:
    """Those of these files that are not there."""
    return frozenset(path for path in paths if not _is_there(Path(path)))


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False
