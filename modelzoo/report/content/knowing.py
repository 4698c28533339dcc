"""All that a report is written from, found beforehand: its sections only put it into words and figures."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from modelzoo.claims.finding import Finding
from modelzoo.diff import Difference
from modelzoo.entries import Entry, Timed
from modelzoo.measurements import Comparison, Environment, Latency
from modelzoo.project import Project
from modelzoo.report.content.figure import Figure
from modelzoo.report.content.figures import figures
from modelzoo.runs.summaries import Summary

Key = tuple[str, str]
"""What tells a candidate from the others."""


def input_text(entry: Entry) -> str:
    """What a candidate is run on: channels x height x width, or less where the channels are not known."""
    channels = [node.values.get("channels") for node in entry.graph.of_block("input")]
    return "x".join(str(each) for each in (*channels[:1], *entry.size) if each)


@dataclass(frozen=True, eq=False)
class Known:
    """A project and what is known of its candidates.

    comparisons: each candidate's time to that of the baseline, by candidate and setup. differences: what sets each
    apart from the baseline. trained: the trainings, the seeds of one folded. unread: what of the runs cannot be read.
    folder: from where files are told of.
    """

    project: Project
    entries: tuple[Entry, ...]
    comparisons: Mapping[tuple[Key, Timed], Comparison] = field(default_factory=dict)
    differences: Mapping[Key, Difference] = field(default_factory=dict)
    trained: tuple[Summary, ...] = ()
    unread: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    folder: str = ""

    @cached_property
    def names(self) -> Mapping[Key, str]:
        """What each candidate is called: its title, with its kind where another has that title too."""
        often = Counter(each.title for each in self.entries)
        return {
            each.key: each.title if often[each.title] == 1 else f"{each.title} ({each.kind})" for each in self.entries
        }

    def name(self, entry: Entry) -> str:
        """What a candidate is called."""
        return self.names[entry.key]

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """All figures that there are of the candidates."""
        return figures(self.project.board, self.entries)

    @cached_property
    def shown(self) -> tuple[Figure, ...]:
        """Those that the board shows, in its order."""
        wanted = self.project.board.columns
        found = tuple(each for each in self.figures if each.key in wanted)
        return found or tuple(each for each in self.figures if each.usual)

    @property
    def baseline(self) -> Entry | None:
        """The candidate that the others are held against, if one is pinned."""
        return next((each for each in self.entries if "baseline" in (each.kind, *each.others)), None)

    @property
    def chosen(self) -> Entry | None:
        """The chosen candidate, if one is."""
        return next((each for each in self.entries if self.project.board.is_chosen(*each.key)), None)

    @cached_property
    def latencies(self) -> tuple[Latency, ...]:
        """All that was measured of the candidates as a whole."""
        return tuple(latency for entry in self.entries for latency in entry.times.values())

    @cached_property
    def measured(self) -> tuple[Latency, ...]:
        """All that was measured of anything that is told of, blocks and sweeps too."""
        record = self.project.record
        swept = (point.latency for sweep in record.sweeps for point in sweep.points if point.latency)
        return (*self.latencies, *(each.whole for each in record.layers), *swept)

    @cached_property
    def environments(self) -> tuple[Environment, ...]:
        """Where and when that was, the oldest first; nothing twice."""
        return tuple(sorted(dict.fromkeys(each.environment for each in self.measured), key=lambda each: each.date))

    @property
    def date(self) -> str:
        """The day of the last measurement; empty where there is none."""
        return self.environments[-1].date[:10] if self.environments else ""

    def misses(self, entry: Entry) -> tuple[Figure, ...]:
        """The figures in which a candidate misses its limit; one whose figure is not known does not miss it."""
        limits = self.project.board.limits
        return tuple(each for each in self.figures if each.key in limits and each.misses(entry, limits[each.key]))
