"""The messages in an event file: which scalars a record holds, and where in it their bytes stand."""

from collections.abc import Iterator
from dataclasses import dataclass

from modelzoo.runs.protobuf import BYTES, FIXED32, FIXED64, VARINT, double, fields, text, varint
from modelzoo.runs.run import Setting

_WALL_TIME, _STEP, _SUMMARY = 1, 2, 5
_VALUE = 1
_TAG, _SIMPLE, _TENSOR, _METADATA = 1, 2, 8, 9
_DTYPE, _SHAPE, _CONTENT = 1, 2, 4
_NUMBERS = {5: "<f4", 6: "<f8"}
_DTYPES = {1: "<f4", 2: "<f8"}
_SIZES = {"<f4": 4, "<f8": 8}

HPARAMS = "_hparams_/"


@dataclass(frozen=True)
class Scalar:
    """A value in a record: its metric, where its bytes begin, and how they are to be read."""

    tag: str
    at: int
    dtype: str

    @property
    def end(self) -> int:
        """Where its bytes end."""
        return self.at + _SIZES[self.dtype]


@dataclass(frozen=True)
class Event:
    """What a record of an event file holds. time and step: where their bytes begin and end, if they are there."""

    time: tuple[int, int] | None
    step: tuple[int, int] | None
    scalars: tuple[Scalar, ...]
    settings: tuple[tuple[str, Setting], ...]


def read_event(data: bytes) -> Event:
    """A record's message. Raises ValueError where it is none."""
    time = step = None
    scalars: list[Scalar] = []
    settings: list[tuple[str, Setting]] = []
    for number, wire, at, end in fields(data, 0, len(data)):
        if (number, wire) == (_WALL_TIME, FIXED64):
            time = at, end
        elif (number, wire) == (_STEP, VARINT):
            step = at, end
        elif (number, wire) == (_SUMMARY, BYTES):
            for inner, kind, start, stop in fields(data, at, end):
                if (inner, kind) == (_VALUE, BYTES):
                    _read_value(data, start, stop, scalars, settings)
    return Event(time, step, tuple(scalars), tuple(settings))


def _read_value(data: bytes, at: int, end: int, scalars: list[Scalar], settings: list[tuple[str, Setting]]) -> None:
    tag, place, metadata = "", None, None
    for number, wire, start, stop in fields(data, at, end):
        if (number, wire) == (_TAG, BYTES):
            tag = text(data, start, stop)
        elif (number, wire) == (_SIMPLE, FIXED32):
            place = start, "<f4"
        elif (number, wire) == (_TENSOR, BYTES):
            place = _tensor(data, start, stop)
        elif (number, wire) == (_METADATA, BYTES):
            metadata = start, stop
    if tag.startswith(HPARAMS):
        if metadata:
            settings += _settings(data, *metadata)
    elif tag and place:
        scalars.append(Scalar(tag, *place))


def _tensor(data: bytes, at: int, end: int) -> tuple[int, str] | None:
    """Where a tensor's only number stands; None where it is no number or not the only one."""
    dtype, place = "", None
    for number, wire, start, stop in fields(data, at, end):
        if (number, wire) == (_DTYPE, VARINT):
            dtype = _DTYPES.get(varint(data, start, stop)[0], "")
        elif (number, wire) == (_SHAPE, BYTES) and not _is_single(data, start, stop):
            return None
        elif number == _CONTENT or number in _NUMBERS:
            kind = _NUMBERS.get(number, dtype)
            if kind and stop - start == _SIZES[kind]:
                place = start, kind
    return place


def _is_single(data: bytes, at: int, end: int) -> bool:
    """Whether every dimension of a shape is 1."""
    sizes = [
        varint(data, start, stop)[0]
        for number, wire, first, last in fields(data, at, end)
        if (number, wire) == (2, BYTES)
        for inner, kind, start, stop in fields(data, first, last)
        if (inner, kind) == (1, VARINT)
    ]
    return all(size == 1 for size in sizes)


def _settings(data: bytes, at: int, end: int) -> list[tuple[str, Setting]]:
    """The hyperparameters that a session began with: metadata, its plugin, the plugin's content, the session's map."""
    found: list[tuple[str, Setting]] = []
    for start, stop in _along(data, at, end, (1, 2, 3, 1)):
        name, value = "", None
        for number, wire, first, last in fields(data, start, stop):
            if (number, wire) == (1, BYTES):
                name = text(data, first, last)
            elif (number, wire) == (2, BYTES):
                value = _setting(data, first, last)
        if name:
            found.append((name, value))
    return found


def _along(data: bytes, at: int, end: int, path: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    if not path:
        yield at, end
        return
    for number, wire, start, stop in fields(data, at, end):
        if (number, wire) == (path[0], BYTES):
            yield from _along(data, start, stop, path[1:])


def _setting(data: bytes, at: int, end: int) -> Setting:
    for number, wire, start, stop in fields(data, at, end):
        if (number, wire) == (2, FIXED64):
            value = double(data, start)
            return int(value) if value.is_integer() and abs(value) < 2**53 else value
        if (number, wire) == (3, BYTES):
            return text(data, start, stop)
        if (number, wire) == (4, VARINT):
            return bool(varint(data, start, stop)[0])
    return None
