"""The wire form of protocol buffers, as far as logs need it: the fields of a message, without its schema."""

import struct
from collections.abc import Iterator

VARINT, FIXED64, BYTES, FIXED32 = 0, 1, 2, 5

_FIXED = {FIXED64: 8, FIXED32: 4}


def varint(data: bytes, at: int, end: int) -> tuple[int, int]:
    """A number of variable length, and where it ends. Raises ValueError where it does not."""
    value = shift = 0
    while at < end and shift < 70:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value, at
        shift += 7
    raise ValueError("a number without an end")


def fields(data: bytes, at: int, end: int) -> Iterator[tuple[int, int, int, int]]:
    """Each field's number and wire type, and where its bytes begin and end. Raises ValueError on what is no message."""
    while at < end:
        key, at = varint(data, at, end)
        number, wire = key >> 3, key & 7
        if wire == VARINT:
            _, stop = varint(data, at, end)
        elif wire == BYTES:
            length, at = varint(data, at, end)
            stop = at + length
        elif wire in _FIXED:
            stop = at + _FIXED[wire]
        else:
            raise ValueError(f"a field of type {wire}")
        if stop > end:
            raise ValueError("a field that ends behind its message")
        yield number, wire, at, stop
        at = stop


def text(data: bytes, at: int, end: int) -> str:
    """Bytes as text; what is no text is replaced."""
    return data[at:end].decode(errors="replace")


def double(data: bytes, at: int) -> float:
    """Eight bytes as a number."""
    value: float = struct.unpack_from("<d", data, at)[0]
    return value
