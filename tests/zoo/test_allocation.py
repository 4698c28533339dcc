"""Freed memory stays with the process while it is timed, so that no run pays for its return."""

import ctypes
import resource
import sys

import pytest

from modelzoo.analysis.allocation import memory_kept

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only glibc is told")

BYTES = 20 * 2**20
PAGES = BYTES // resource.getpagesize()


def faults() -> int:
    """How often the system had to find a page for six blocks that are written and freed, as the C library does it."""
    library = ctypes.CDLL(None)
    library.malloc.restype = ctypes.c_void_p
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    blocks = [ctypes.c_void_p(library.malloc(BYTES)) for _ in range(6)]
    for block in blocks:
        ctypes.memset(block, 1, BYTES)
    for block in blocks:
        library.free(block)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def test_freed_blocks_are_used_again_without_asking_the_system() -> None:
    with memory_kept():
        settled = [faults() for _ in range(3)][-1]
    assert settled < PAGES / 10


def test_afterwards_their_memory_goes_back_to_the_system() -> None:
    with memory_kept():
        faults()
    assert faults() > PAGES
