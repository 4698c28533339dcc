"""Where the tour's card goes: beside what it points at, and over as little of it as can be."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPoint, QRect, QSize

_GAP = 14
"""Pixels between the card and what it points at, and the window's edge."""


def place(card: QSize, room: QRect, targets: Sequence[QRect]) -> QRect:
    """The first place that covers nothing of the targets, or the one that covers the least."""
    inner = room.adjusted(_GAP, _GAP, -_GAP, -_GAP)
    size = card.boundedTo(inner.size())
    places = [_within(QRect(at, size), inner) for at in _places(size, inner, targets)]
    return min(places, key=lambda each: _covered(each, targets))


def _places(card: QSize, room: QRect, targets: Sequence[QRect]) -> Iterator[QPoint]:
    """Beside, below and above each target, and in the middle."""
    width, height = card.width(), card.height()
    for each in targets:
        across, down = each.center().x() - width // 2, each.center().y() - height // 2
        yield QPoint(each.right() + _GAP, down)
        yield QPoint(each.left() - _GAP - width, down)
        yield QPoint(across, each.bottom() + _GAP)
        yield QPoint(across, each.top() - _GAP - height)
    yield room.center() - QPoint(width // 2, height // 2)


def _within(card: QRect, room: QRect) -> QRect:
    """The card, moved into the room."""
    left = min(max(card.left(), room.left()), room.right() + 1 - card.width())
    top = min(max(card.top(), room.top()), room.bottom() + 1 - card.height())
    return QRect(QPoint(left, top), card.size())


def _covered(card: QRect, targets: Sequence[QRect]) -> int:
    shared = (card.intersected(each) for each in targets)
    return sum(each.width() * each.height() for each in shared)
