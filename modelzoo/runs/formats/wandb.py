"""W&B's own file, `run-<id>.wandb`: what an offline run leaves, and the only place where its metrics are.

The format is not documented. A header says its version; blocks of 32 KiB hold pieces of records, as LevelDB's log
does; a record is a protocol buffer whose history has a JSON value for each metric. Anything else is passed over.
"""

import struct
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from modelzoo.runs.history import HistoryTable, items
from modelzoo.runs.protobuf import BYTES, fields, text
from modelzoo.runs.reading import Batch, Certainty, Format, News, folder
from modelzoo.runs.rows import Rows
from modelzoo.runs.settings import flat
from modelzoo.runs.tail import Tail

_MAGIC = b":W&B\xe1\xbe\x00"
_BLOCK, _PIECE = 2**15, 7
_HEADER = struct.Struct("<IHB")
_WHOLE, _FIRST, _MIDDLE, _LAST = 1, 2, 3, 4
_SEEDS = [zlib.crc32(bytes([kind])) for kind in range(_LAST + 1)]
_HISTORY, _CONFIG, _RUN = 2, 5, 17
_RUN_CONFIG, _RUN_NAME = 4, 8


def _sniff(path: Path, head: bytes) -> Certainty:
    return Certainty.SURE if head.startswith(_MAGIC) else Certainty.NO


class _Log:
    """Records out of blocks; what is not whole yet is left."""

    def __init__(self) -> None:
        self.broken = 0
        self._at = self._resume = 0
        self._pieces: bytes | None = None

    def records(self, data: bytes) -> tuple[list[bytes], int]:
        """The records that end in these bytes, and how many bytes are done with."""
        found: list[bytes] = []
        at = 0
        if self._at == 0 and len(data) >= len(_MAGIC):
            at = len(_MAGIC)
        while True:
            at = max(at, self._resume - self._at)
            room = _BLOCK - (self._at + at) % _BLOCK
            if room < _PIECE:
                at += room
                continue
            if at + _PIECE > len(data):
                break
            checksum, length, kind = _HEADER.unpack_from(data, at)
            end = at + _PIECE + length
            if length + _PIECE > room or kind > _LAST:
                self._skip(at + room)
                continue
            if end > len(data):
                break
            self._piece(data[at + _PIECE : end], kind, checksum, found)
            at = end
        at = min(at, len(data))
        self._at += at
        return found, at

    def _skip(self, at: int) -> None:
        """Go on at the next block: within this one nothing tells any more where a piece begins."""
        self.broken += 1
        self._pieces = None
        self._resume = self._at + at

    def _piece(self, piece: bytes, kind: int, checksum: int, found: list[bytes]) -> None:
        if zlib.crc32(piece, _SEEDS[kind]) != checksum:
            self.broken += kind != 0 or checksum != 0  # a block may end in zeros
            self._pieces = None
            return
        if kind in (_WHOLE, _FIRST):
            self._pieces = piece
        elif self._pieces is not None:
            self._pieces += piece
        if kind in (_WHOLE, _LAST) and self._pieces is not None:
            found.append(self._pieces)
            self._pieces = None


class _Reader:
    def __init__(self, home: Path, patience: float) -> None:
        self._tails: dict[Path, Tail] = {}
        self._begin()

    def news(self, files: Sequence[Path]) -> News | None:
        """The rows that were added. Raises OSError."""
        path = max(files)
        tail = self._tails.setdefault(path, Tail(path))
        if not tail.changed():
            return None
        anew = tail.begun_anew()
        if anew:
            self._begin()
        table = HistoryTable()
        data, _ = tail.read()
        records, used = self._log.records(data)
        tail.advance(data[:used])
        for record in records:
            self._take(record, table)
        broken = self._log.broken + self._unread
        problems = [f"{broken:,} pieces are damaged and were left out"] if broken else []
        problems += ["the last record is not finished"] if used < len(data) else []
        series = self._rows.series(table.columns, table.count)
        return News([Batch("", self._title, series, flat(self._settings))], tuple(problems), anew)

    def _begin(self) -> None:
        self._log, self._rows, self._unread = _Log(), Rows(), 0
        self._title = ""
        self._settings: dict[str, Any] = {}

    def _take(self, record: bytes, table: HistoryTable) -> None:
        try:
            for number, wire, at, end in fields(record, 0, len(record)):
                if (number, wire) == (_HISTORY, BYTES):
                    table.add(record, at, end)
                elif (number, wire) == (_CONFIG, BYTES):
                    self._settings |= items(record, at, end)
                elif (number, wire) == (_RUN, BYTES):
                    self._take_run(record, at, end)
        except (ValueError, RecursionError):
            self._unread += 1

    def _take_run(self, record: bytes, at: int, end: int) -> None:
        for number, wire, start, stop in fields(record, at, end):
            if (number, wire) == (_RUN_CONFIG, BYTES):
                self._settings |= items(record, start, stop)
            elif (number, wire) == (_RUN_NAME, BYTES):
                self._title = text(record, start, stop)


FORMAT = Format("W&B", _sniff, folder, _Reader)
