"""A board as JSON, as it stands in a project's file."""

import math
from dataclasses import asdict
from typing import Any

from modelzoo.board import KINDS, Board, Choice
from modelzoo.reward import Reward

EMPTY: dict[str, Any] = asdict(Board())
"""What a file that was written before there were boards is taken to hold."""


def board_to_json(board: Board) -> dict[str, Any]:
    """The board's fields by name."""
    return asdict(board)


def board_from_json(row: Any) -> Board:
    """The board that its row holds; raises ValueError, KeyError or TypeError on anything else."""
    across, up = row["axes"]
    return Board(
        models=_texts(row["models"]),
        choice=_choice(row["choice"]),
        budgets=tuple((_text(key), _number(limit)) for key, limit in row["budgets"]),
        turned=_texts(row["turned"]),
        columns=_texts(row["columns"]),
        axes=(_text(across), _text(up)),
        logs=tuple((_text(key), _flag(on)) for key, on in row.get("logs", ())),
        words=_text(row.get("words", "")),
        ranges=tuple((_text(key), _end(least), _end(most)) for key, least, most in row.get("ranges", ())),
        reward=_reward(row["reward"]),
    )


def _choice(row: Any) -> Choice | None:
    if row is None:
        return None
    kind = next((each for each in KINDS if each == row["kind"]), None)
    if kind is None:
        raise ValueError(f"a chosen candidate of the kind {row['kind']}")
    return Choice(kind, _text(row["title"]), _text(row["why"]))


def _reward(row: Any) -> Reward:
    target, exponent = _number(row["target"]), _number(row["exponent"])
    if target <= 0:
        raise ValueError(f"a latency to aim at of {target}")
    return Reward(target, exponent)


def _texts(values: Any) -> tuple[str, ...]:
    if not isinstance(values, list | tuple):
        raise TypeError(f"texts {values}")
    return tuple(map(_text, values))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"text {value}")
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"yes or no {value}")
    return value


def _end(value: Any) -> float | None:
    return None if value is None else _number(value)


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise TypeError(f"number {value}")
    return float(value)
