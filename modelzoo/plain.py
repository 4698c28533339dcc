"""Frozen dataclasses as what JSON can hold, and back: their annotations say how."""

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

Record = TypeVar("Record")


def to_plain(record: Any) -> Any:
    """The record as dictionaries, lists, texts and numbers."""
    if is_dataclass(record):
        return {each.name: to_plain(getattr(record, each.name)) for each in fields(record)}
    if isinstance(record, tuple):
        return list(record) if set(map(type, record)) <= {float, int} else [to_plain(each) for each in record]
    return record


def from_plain(kind: type[Record], data: Any) -> Record:
    """The record that `to_plain` gave; parts may be read already. Raises ValueError where it is no such record."""
    made: Record = _read(kind, data)
    return made


def _read(hint: Any, data: Any) -> Any:
    if is_dataclass(hint):
        return data if type(data) is hint else _record(hint, data)
    match get_origin(hint):
        case builtin if builtin is tuple:
            return _tuple(get_args(hint), data)
        case union if union in (Union, types.UnionType):
            return _one_of(get_args(hint), data)
        case literal if literal is Literal:
            return _checked(data in get_args(hint), hint, data)
    if hint is float and isinstance(data, int) and not isinstance(data, bool):
        return float(data)
    return _checked(data is None if hint is types.NoneType else type(data) is hint, hint, data)


def _record(kind: Any, data: Any) -> Any:
    hints = _hints(kind)
    _checked(isinstance(data, Mapping) and set(data) <= set(hints), kind, data)
    try:
        return kind(**{name: _read(hints[name], value) for name, value in data.items()})
    except TypeError as error:
        raise ValueError(f"{kind.__name__}: {error}") from None


def _tuple(parts: tuple[Any, ...], data: Any) -> tuple[Any, ...]:
    _checked(isinstance(data, list | tuple), tuple, data)
    if parts == (float, ...) and set(map(type, data)) <= {float, int}:
        return tuple(map(float, data))  # thousands of samples, not worth a call each
    each = parts[:1] * len(data) if parts[1:] == (...,) else parts
    _checked(len(each) == len(data), parts, data)
    return tuple(_read(part, value) for part, value in zip(each, data, strict=True))


def _one_of(options: tuple[Any, ...], data: Any) -> Any:
    exact = [each for each in options if type(data) is each]
    for option in exact or options:
        try:
            return _read(option, data)
        except ValueError:
            continue
    return _checked(False, options, data)


def _checked(fits: bool, hint: Any, data: Any) -> Any:
    if not fits:
        raise ValueError(f"{data!r:.60} is no {getattr(hint, '__name__', hint)}")
    return data


@cache
def _hints(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {each.name: hints[each.name] for each in fields(kind)}
