"""Hugging Face's Trainer: `trainer_state.json` in the output folder and in each of its checkpoints.

The newest one holds all that the others do. The log's last entry sums up the training; its `train_loss` is a mean over
all of it, and no point. `training_args.bin` beside it is a pickle, and is not opened.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from modelzoo.runs.json_rows import table_batch
from modelzoo.runs.reading import Certainty, Format, News
from modelzoo.runs.rows import Rows, Table
from modelzoo.runs.settings import companions, flat
from modelzoo.runs.whole import Whole

_CHECKPOINT = re.compile(r"checkpoint-\d+")
_SETTINGS = ("num_train_epochs", "max_steps", "train_batch_size")
_SUMMARY = "train_runtime"


def _sniff(path: Path, head: bytes) -> Certainty:
    fits = path.name == "trainer_state.json" and head.lstrip().startswith(b"{")
    return Certainty.SURE if fits else Certainty.NO


def _home(path: Path) -> Path:
    return path.parent.parent if _CHECKPOINT.fullmatch(path.parent.name) else path.parent


class _Reader:
    def __init__(self, home: Path, patience: float) -> None:
        self._home = home
        self._states: dict[Path, Whole] = {}
        self._known: dict[Path, tuple[Any, str]] = {}

    def news(self, files: Sequence[Path]) -> News | None:
        """The longest log, where any has changed. Raises OSError."""
        changed = False
        for path in files:
            found = self._states.setdefault(path, Whole(path)).new()
            if found:
                self._known[path] = found
                changed = True
        known = [self._known[path] for path in files if path in self._known]
        return self._told(known) if changed else None

    def _told(self, known: Sequence[tuple[Any, str]]) -> News:
        state, _ = max(known, key=lambda each: len(_log(each[0])))
        table = Table()
        for row in _log(state):
            table.add(row)
        settings = {key: state[key] for key in _SETTINGS if key in state} if isinstance(state, dict) else {}
        batch = table_batch(table, Rows(), companions(self._home) | flat(settings))
        return News([batch], tuple(wrong for _, wrong in known if wrong), afresh=True)


def _log(state: Any) -> list[Mapping[str, Any]]:
    rows = state.get("log_history") if isinstance(state, dict) else state
    if not isinstance(rows, list):
        return []
    return [row for row in rows if isinstance(row, dict) and _SUMMARY not in row]


FORMAT = Format("Hugging Face Trainer", _sniff, _home, _Reader)
