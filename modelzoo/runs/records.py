"""The framing of event files: a length and its checksum, the record and its checksum.

Records of one length are checked together. Where the framing is broken, the next place where a length and its checksum
fit is looked for, so that one damaged spot costs no more than the records in it.
"""

import struct
from collections.abc import Sequence

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from modelzoo.runs.checksums import Bytes, masked_crc32c

HEADER, FOOTER = 12, 4
_LENGTH = struct.Struct("<Q").unpack_from
_LONGEST_CHECKED = 4096
_SEARCHED = 2**20

Places = NDArray[np.int64]


def frame(data: bytes) -> tuple[Places, Places, int, int]:
    """Where records begin and how long they are, how many bytes are done with, and how many of these are damaged.

    A record without its end is left, as it may still be written.
    """
    places: list[tuple[Places, Places]] = []
    at = damaged = 0
    while True:
        starts, lengths, end = _walk(data, at)
        fine = _first_wrong(data, starts)
        places.append((starts[:fine], lengths[:fine]))
        at = end if fine == len(starts) else int(starts[fine]) - HEADER
        if fine == len(starts) and (len(data) - at < HEADER or _fits(data, at)):
            break
        found = _search(data, at + 1)
        damaged += found - at
        at = found
    starts, lengths = (np.concatenate(each) for each in zip(*places, strict=True))
    return starts, lengths, at, damaged


def _walk(data: bytes, at: int) -> tuple[Places, Places, int]:
    """Records one behind the other, as far as their lengths lead."""
    starts, lengths, size = [], [], len(data)
    while at + HEADER <= size:
        (length,) = _LENGTH(data, at)
        end = at + HEADER + length + FOOTER
        if end > size:
            break
        starts.append(at + HEADER)
        lengths.append(length)
        at = end
    return np.array(starts, np.int64), np.array(lengths, np.int64), at


def _first_wrong(data: bytes, starts: Places) -> int:
    """The first record whose length does not fit its checksum."""
    wrong = ~_headers_fit(gather(data, starts - HEADER, HEADER))
    return int(wrong.argmax()) if wrong.any() else len(starts)


def _fits(data: bytes, at: int) -> bool:
    return bool(_headers_fit(gather(data, np.array([at]), HEADER))[0])


def _search(data: bytes, at: int) -> int:
    """The next place that could be a record's beginning; the last bytes, if none is."""
    whole = np.frombuffer(data, np.uint8)
    while at + HEADER <= len(data):
        windows = sliding_window_view(whole[at : at + _SEARCHED + HEADER - 1], HEADER)
        fitting = _headers_fit(windows)
        if fitting.any():
            return at + int(fitting.argmax())
        at += len(windows)
    return max(at, len(data) - HEADER + 1)


def _headers_fit(headers: Bytes) -> NDArray[np.bool_]:
    told = np.ascontiguousarray(headers[:, 8:]).view("<u4")[:, 0]
    fit: NDArray[np.bool_] = masked_crc32c(headers[:, :8]) == told
    return fit


def gather(data: bytes, starts: Places, length: int) -> Bytes:
    """The bytes from each start on, a row each."""
    if not len(starts) or not length:
        return np.zeros((len(starts), length), np.uint8)
    return sliding_window_view(np.frombuffer(data, np.uint8), length)[starts]


def sound(data: bytes, starts: Places, length: int) -> NDArray[np.bool_]:
    """Which of these records of one length fit their checksums; very long ones are taken at their word."""
    if length > _LONGEST_CHECKED:
        return np.ones(len(starts), np.bool_)
    told = gather(data, starts + length, FOOTER).copy().view("<u4")[:, 0]
    fit: NDArray[np.bool_] = masked_crc32c(gather(data, starts, length)) == told
    return fit


def by_length(lengths: Places) -> Sequence[tuple[int, Places]]:
    """Each length with the indices of the records that have it."""
    order = np.argsort(lengths, kind="stable")
    values, begins = np.unique(lengths[order], return_index=True)
    ends = np.append(begins, len(order))[1:]
    return [(int(value), order[begin:end]) for value, begin, end in zip(values, begins, ends, strict=True)]
