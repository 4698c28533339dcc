"""How a sweep's times were taken, for whoever meets them elsewhere: in sentences below a picture, and as columns."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from app import units
from app.panels.sweep.naming import short_models
from app.panels.sweep.reading import Reading
from app.plots.picture import TextColumn
from modelzoo.labels import sides_label
from modelzoo.measurements import Latency
from modelzoo.params import value_text
from modelzoo.sweep_tables import SweepResult
from modelzoo.sweeps import Sweep, SweepPoint

_DOUBTS = "doubts"


def conditions(found: SweepResult, reading: Reading) -> Iterator[str]:
    """By what, on what and when all times were measured, and what speaks against them; nothing where there are none."""
    taken = [point.latency for point in found.points if point.latency]
    if not taken:
        return
    told = {name: read(taken) for name, read in _READ.items()}
    threads = f"{told['threads']} thread{'' if told['threads'] == '1' else 's'}"
    run = f"{told['runtime']}, {threads}, batch {told['batch']}, {told['layout']}"
    yield f"Measured: {run}; input {told['input']}, fp32; n = {told['n']} runs a point; {told['cpu']}; {told['date']}."
    yield from _doubts_text(found.sweep, reading)


def condition_columns(found: SweepResult, reading: Reading, places: Sequence[float]) -> Iterator[TextColumn]:
    """The same for each place along the axis."""
    short = short_models(found.sweep.models)
    timed = [(_name(point, reading, short), point.latency) for point in found.points if point.latency]
    if not timed:
        return
    entries = zip(places, reading.names, strict=True)
    taken = {place: [latency for name, latency in timed if name == entry] for place, entry in entries}
    for heading, read in _READ.items():
        yield TextColumn(heading, {place: read(each) for place, each in taken.items() if each})
    yield TextColumn(_DOUBTS, {place: _doubts_at(reading, at) for at, place in enumerate(places)})


def _name(point: SweepPoint, reading: Reading, short: dict[str, str]) -> str:
    return short[point.model] if reading.by_model else value_text(point.value)


def _doubts_text(sweep: Sweep, reading: Reading) -> Iterator[str]:
    """The first doubt in full, and how many other figures are in doubt."""
    over = "" if reading.by_model else f"{sweep.over.replace('_', ' ')} "
    doubtful = [
        f"{series.name} at {over}{name}: {' '.join(cell.doubts)}"
        for series in reading.series
        for name, cell in zip(reading.names, series.cells, strict=True)
        if cell.doubts
    ]
    if doubtful:
        more = f" So are {len(doubtful) - 1} more." if len(doubtful) > 2 else " So is 1 more." if doubtful[1:] else ""
        yield f"In doubt: {doubtful[0]}{more}"


def _doubts_at(reading: Reading, at: int) -> str:
    return " ".join(f"{series.name}: {doubt}" for series in reading.series for doubt in series.cells[at].doubts)


def _words(read: Callable[[Latency], str]) -> Callable[[Iterable[Latency]], str]:
    return lambda taken: " and ".join(dict.fromkeys(map(read, taken)))


def _range(
    read: Callable[[Latency], int | str | tuple[int, ...]], write: Callable[..., str] = str
) -> Callable[[Iterable[Latency]], str]:
    """The least and the greatest, or the only one."""

    def text(taken: Iterable[Latency]) -> str:
        found = sorted(set(map(read, taken)))
        return " to ".join(dict.fromkeys((write(found[0]), write(found[-1]))))

    return text


_READ: dict[str, Callable[[Iterable[Latency]], str]] = {
    "runtime": _words(lambda latency: latency.setup.runtime),
    "threads": _range(lambda latency: latency.setup.threads),
    "batch": _range(lambda latency: latency.setup.batch),
    "layout": _words(lambda latency: latency.setup.layout.replace("_", " ")),
    "input": _range(lambda latency: latency.input, sides_label),
    "n": _range(lambda latency: latency.n),
    "cpu": _words(lambda latency: latency.environment.cpu),
    "date": _range(lambda latency: units.moment(latency.environment.date)),
}
"""What makes times figures to be checked, by the headings of its columns."""
