"""Networks larger than any of the zoo, as people wire them: residual units, branches that are joined, long skips."""

from modelzoo.builder import Builder
from modelzoo.graph import Graph

_LEVELS = 4


def hourglass(count: int) -> Graph:
    """A network of about so many nodes that falls in resolution level by level and climbs again, with a skip at each.

    A level is a row of units: a residual one of two convolutions, and every third of them three branches, joined.
    """
    b = Builder()
    units = (count - 5 * _LEVELS) // (2 * _LEVELS + 1)
    x = b("conv", b("input"), id="stem", out=32)
    skips = []
    for _ in range(_LEVELS):
        x = _level(b, x, units)
        skips.append(x)
        x = b("max_pool", x)
    x = _level(b, x, units)
    for skip in reversed(skips):
        x = b("concat", b("upsample", x), skip)
        x = _level(b, b("conv", x, out=32, kernel=1), units)
    b("output", b("conv", x, id="head", out=8, kernel=1, act="none"))
    return b.graph


def _level(b: Builder, x: str, count: int) -> str:
    """About `count` nodes in units one after another."""
    for unit in range(count // 4):
        if unit % 3 == 2:
            branches = (b("conv", x, out=8, kernel=1), b("conv", x, out=16), b("conv", x, out=8, kernel=5))
            x = b("concat", *branches)
        else:
            y = b("squeeze_excite", b("conv", b("conv", x, out=32), out=32, act="none"))
            x = b("add", y, x)
    return x
