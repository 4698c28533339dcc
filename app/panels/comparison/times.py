"""Measured times of compared models as columns: p50 and p90 in one setup, and what they say beside a reference."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from app.columns import Column, text_column
from app.time_words import setup_words
from modelzoo.analysis.trust import doubts
from modelzoo.measurements import Comparison, Latency, Setup
from modelzoo.published import FAILED, Published

UNKNOWN = "–"
"""What stands in place of a time that nobody asked for."""


@dataclass(frozen=True)
class Timed:
    """A model's time in one setup, or why there is none; `against` is what it is of the reference's, once known."""

    latency: Latency | None = None
    problem: str = ""
    against: Comparison | None = None

    @property
    def doubts(self) -> tuple[str, ...]:
        """Why the time may be wrong."""
        return doubts(self.latency) if self.latency else ()


NOT_TIMED = Timed()


@dataclass(frozen=True)
class Compared(Published):
    """A model among those that it is compared with, and its times; one of them all is the reference."""

    times: Mapping[Setup, Timed] = field(default_factory=dict)
    is_reference: bool = False

    def timed(self, setup: Setup) -> Timed:
        """What is known of its time."""
        return self.times.get(setup, NOT_TIMED)


def time_columns(setup: Setup) -> tuple[Column[Compared], ...]:
    """What was measured in this setup."""
    how, below = setup_words(setup), _heading(setup)
    return (
        _time("p50", "The median of all timed runs", setup, lambda latency: latency.p50),
        _time("p90", "What nine of ten runs stayed within", setup, lambda latency: latency.p90),
        Column(
            f"Ratio\n{below}",
            "The median time over that of the reference; below 1 is faster",
            lambda row: 1.0 if _is_measure(row, setup) else _of(row, setup, lambda found: found.ratio),
            lambda row: "1" if _is_measure(row, setup) else _text(row, setup, lambda found: f"{found.ratio:.3f}"),
            lambda row: _in_full(row, setup),
            f"Ratio of p50 to the reference, {how}",
        ),
        text_column(
            f"95 % interval\n{below}",
            "The ratio lies in here 95 times in 100, by a bootstrap over whole turns",
            lambda row: _text(row, setup, lambda found: f"{found.low:.3f} to {found.high:.3f}"),
        ),
        text_column(
            f"Verdict\n{below}",
            "What may be said beside the reference: nothing unless the interval clears 1 by 1 %",
            lambda row: "reference" if _is_measure(row, setup) else _text(row, setup, _verdict),
        ),
    )


def doubts_column(setups: Iterable[Setup]) -> Column[Compared]:
    """Why times in these setups may be wrong."""
    asked = tuple(setups)
    return text_column(
        "In doubt", "Why a measured time may be wrong; such times carry a question mark", lambda row: _told(row, asked)
    )


def _time(name: str, tip: str, setup: Setup, read: Callable[[Latency], float]) -> Column[Compared]:
    """A time in milliseconds; copies hold seconds."""

    def seconds(row: Compared) -> float | None:
        latency = row.timed(setup).latency
        return read(latency) if latency else None

    def show(row: Compared) -> str:
        found = row.timed(setup)
        if found.latency is None:
            return FAILED if found.problem else UNKNOWN
        return f"{1e3 * read(found.latency):,.3f}{' ?' if found.doubts else ''}"

    def full(row: Compared) -> str:
        found = row.timed(setup)
        if found.latency is None:
            return found.problem or "Not measured yet"
        return "\n".join([f"{1e3 * read(found.latency):,.4f} ms", _taken(found.latency), *found.doubts])

    return Column(
        f"{name}\n{_heading(setup)}\N{NO-BREAK SPACE}(ms)",
        tip,
        seconds,
        show,
        full,
        f"{name}, {setup_words(setup)} (s)",
    )


def _heading(setup: Setup) -> str:
    """How models are run, in two lines."""
    return setup_words(setup).replace(", ", ",\n", 1)


def _taken(latency: Latency) -> str:
    """How a time was taken."""
    how, where = latency.setup, latency.environment
    return (
        f"{latency.n:,} runs, fastest {1e3 * latency.minimum:,.3f} ms, first call {1e3 * latency.first:,.3f} ms\n"
        f"{how.runtime}, {how.threads} threads, batch {how.batch}, {how.layout}, fp32\n"
        f"{where.cpu}, {where.date}"
    )


def _is_measure(row: Compared, setup: Setup) -> bool:
    """Whether it is what the others are compared with."""
    return row.is_reference and row.timed(setup).latency is not None


def _of(row: Compared, setup: Setup, read: Callable[[Comparison], float]) -> float | None:
    found = row.timed(setup).against
    return read(found) if found else None


def _text(row: Compared, setup: Setup, write: Callable[[Comparison], str]) -> str:
    found = row.timed(setup).against
    return write(found) if found else UNKNOWN


def _verdict(found: Comparison) -> str:
    return found.verdict if found.in_turns else f"{found.verdict}, measured apart"


def _in_full(row: Compared, setup: Setup) -> str:
    found = row.timed(setup).against
    if found is None:
        return "What the others are compared with" if _is_measure(row, setup) else "Not compared yet"
    how = "both took turns" if found.in_turns else "measured apart: what disturbed one may have spared the other"
    return f"{found.ratio:.4f}, between {found.low:.4f} and {found.high:.4f} (95 %); {how}"


def _told(row: Compared, setups: Iterable[Setup]) -> str:
    found = [f"{setup_words(setup)}: {doubt}" for setup in setups for doubt in row.timed(setup).doubts]
    return " ".join(found) or UNKNOWN
