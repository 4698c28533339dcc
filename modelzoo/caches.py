"""The processor's caches for data, as Linux tells them; elsewhere nothing is known of them."""

import math
from dataclasses import dataclass
from pathlib import Path

TOLD = Path("/sys/devices/system/cpu/cpu0/cache")

_UNITS = {"K": 2**10, "M": 2**20, "G": 2**30}


@dataclass(frozen=True)
class Cache:
    """A cache of the first core, in bytes, and how many logical cores share it."""

    level: int
    size: int
    shared: int

    def within_reach(self, threads: int) -> int:
        """The bytes of all such caches that so many threads use."""
        return self.size * math.ceil(threads / self.shared)


def find_caches(folder: Path = TOLD) -> dict[int, Cache]:
    """The caches by their level, as far as their sizes are told."""
    found = (_cache(each) for each in sorted(folder.glob("index*")) if _told(each, "type") in ("Data", "Unified"))
    return {each.level: each for each in found if each.size}


def _cache(folder: Path) -> Cache:
    return Cache(int(_told(folder, "level")), _bytes(_told(folder, "size")), _count(_told(folder, "shared_cpu_list")))


def _told(folder: Path, what: str) -> str:
    file = folder / what
    return file.read_text().strip() if file.exists() else ""


def _bytes(text: str) -> int:
    """The bytes of a size such as 1024K; 0 where none is told."""
    return int(text.rstrip("KMG") or 0) * _UNITS.get(text[-1:], 1)


def _count(text: str) -> int:
    """How many cores a list such as 0-3,8 names; one where it names none."""
    ranges = [each.split("-") for each in text.split(",") if each]
    return sum(int(ends[-1]) - int(ends[0]) + 1 for ends in ranges) or 1
