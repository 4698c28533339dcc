"""Figures as a person types them: in the unit that their column is shown in."""

from math import isfinite

from app.panels.board.column import BoardColumn


def number(text: str, column: BoardColumn) -> float | None:
    """A typed figure in plain units; None where nothing or no number is written."""
    try:
        found = float(text.replace(",", "").strip())
    except ValueError:
        return None
    return found * column.unit.factor if isfinite(found) else None


def number_text(value: float, column: BoardColumn) -> str:
    """A figure as a person would type it, with as many digits as matter."""
    return f"{value / column.unit.factor:.5g}"
