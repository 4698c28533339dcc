"""Keeping the memory that a run frees for the next one, where the C library is glibc. No torch here.

Left alone, glibc hands a block of some megabytes back to the system as it is freed or keeps it, by what happens to lie
behind it. SqueezeNet 1.1 at 224 px then takes 2,000 page faults and a quarter more time in each run, or none at all,
and goes from the one to the other when it is built anew.
"""

import ctypes
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

TRIM_THRESHOLD, MMAP_THRESHOLD = -1, -3
"""What mallopt calls them (malloc.h): how many free bytes are handed back, and how many are fetched apart as one block
and handed back alone."""

MOST = 32 * 2**20
"""The highest MMAP_THRESHOLD: larger blocks come from the system in every run, so that a few of them do not pile up."""

UNLIMITED = 2**31 - 1


@contextmanager
def memory_kept() -> Iterator[None]:
    """Keep freed memory within this process; hand it back afterwards, and then as glibc itself does after large use."""
    library = _glibc()
    if library is None:
        yield
        return
    library.mallopt(MMAP_THRESHOLD, MOST)
    library.mallopt(TRIM_THRESHOLD, UNLIMITED)
    try:
        yield
    finally:
        library.mallopt(TRIM_THRESHOLD, 2 * MOST)
        library.malloc_trim(0)


@cache
def _glibc() -> ctypes.CDLL | None:
    if sys.platform != "linux":
        return None
    library = ctypes.CDLL(None)
    return library if hasattr(library, "mallopt") and hasattr(library, "malloc_trim") else None
