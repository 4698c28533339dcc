"""Where candidates stand: over the two figures of the plot, and against each other in all figures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

from modelzoo.analysis.compare import compare
from modelzoo.entries import Entry
from modelzoo.measurements import Verdict
from modelzoo.pareto import dominates, front, meets
from modelzoo.report.content.figure import Figure
from modelzoo.report.content.knowing import Key, Known

_QUALITY = ("accuracy", "val distance", "val loss", "published accuracy")
"""What tells best how good a candidate is, the best first."""
_RANKS: dict[Verdict, int] = {"faster": 1, "no difference shown": 0, "slower": -1}


@dataclass(frozen=True, eq=False)
class Standing:
    """The candidates that have both figures of the plot, and which of them no other beats in these two."""

    x: Figure
    y: Figure
    placed: tuple[Entry, ...]
    front: frozenset[Key]

    @property
    def over(self) -> str:
        """The two figures in words."""
        return f"{self.x.title} and {self.y.title}"

    def place(self, entry: Entry) -> tuple[float, float]:
        """A placed candidate's two figures, in plain units."""
        x, y = self.x.read(entry), self.y.read(entry)
        assert x is not None and y is not None
        return x, y

    def beaten_by(self, entry: Entry) -> tuple[Entry, ...]:
        """The candidates that are as good as a placed one in both figures, and better in one."""
        goals, place = (self.x.goal, self.y.goal), self.place(entry)
        return tuple(each for each in self.placed if dominates(self.place(each), place, goals))


def standing(known: Known) -> Standing:
    """The candidates over the figures of the board's plot."""
    x, y = _axes(known)
    placed = tuple(each for each in known.entries if x.read(each) is not None and y.read(each) is not None)
    points = [(x.read(each) or 0.0, y.read(each) or 0.0) for each in placed]
    best = front(points, (x.goal, y.goal))
    return Standing(x, y, placed, frozenset(placed[at].key for at in best))


def _axes(known: Known) -> tuple[Figure, Figure]:
    """The board's, as far as there are such figures; else a time over MACs, and quality before all where known."""
    by_key = {each.key: each for each in known.figures}
    found = [each for each in known.figures if any(each.read(entry) is not None for entry in known.entries)]
    times = [each for each in found if each.key.startswith("p50")]
    quality = sorted((each for each in found if each.key in _QUALITY), key=lambda each: _QUALITY.index(each.key))
    across, up = known.project.board.axes
    usual = quality[0] if quality else by_key["macs"] if times else by_key["parameters"]
    return by_key.get(across) or (times[0] if times else by_key["macs"]), by_key.get(up) or usual


@dataclass(frozen=True, eq=False)
class Domination:
    """One candidate is as good as another in every figure that both have, and better in some.

    open: the figures that only one of them has.
    """

    better: Entry
    worse: Entry
    better_in: tuple[Figure, ...]
    equal_in: tuple[Figure, ...]
    open: tuple[Figure, ...]


def dominations(known: Known) -> Iterator[Domination]:
    """Who dominates whom, by all figures that the candidates table shows; p90 says nothing that p50 does not."""
    compared = [each for each in known.shown if not each.key.startswith("p90")]
    compared.sort(key=lambda each: each.timed is not None)
    for one, other in permutations(known.entries, 2):
        both = [each for each in compared if each.read(one) is not None and each.read(other) is not None]
        ranks = _ranks(one, other, both)
        if any(ranks):
            better, equal = (tuple(each for each, rank in zip(both, ranks, strict=True) if rank == by) for by in (1, 0))
            lone = (each for each in compared if (each.read(one) is None) != (each.read(other) is None))
            yield Domination(one, other, better, equal, tuple(lone))


def _ranks(one: Entry, other: Entry, figures: Sequence[Figure]) -> list[int]:
    """Whether the first is better (1) or as good (0) in each figure; nothing once it is worse in one."""
    ranks = []
    for figure in figures:
        rank = _rank(one, other, figure)
        if rank < 0:
            return []
        ranks.append(rank)
    return ranks


def _rank(one: Entry, other: Entry, figure: Figure) -> int:
    """1 for better, -1 for worse; two times that show no difference are as good as each other."""
    if figure.timed and figure.goal == "min":
        return _RANKS[compare(one.times[figure.timed], other.times[figure.timed]).verdict]
    mine, theirs = figure.read(one), figure.read(other)
    assert mine is not None and theirs is not None
    if mine == theirs:
        return 0
    return 1 if meets(mine, theirs, figure.goal) else -1
