"""Where the time goes, in a sentence: the blocks beside the whole model, and how it was taken."""

from app import units
from modelzoo.analysis.trust import doubts
from modelzoo.catalog import CATALOG
from modelzoo.measurements import Setup
from modelzoo.node_times import LayerTimes


def sum_text(times: LayerTimes) -> str:
    """The blocks' sum beside the median of whole passes, and what belongs to no block."""
    blocks, whole = units.duration(sum(times.seconds.values())), f"{units.duration(times.total)} (p50)"
    named = ", ".join(f"{name} {seconds * 1e3:,.2f} ms" for name, seconds in times.others if seconds >= _LEAST)
    share = times.unattributed_share
    if share < 0:
        beside = f"; beside them {named}" if named else ""
        return f"Blocks {blocks}, {units.percent(-share)} more than the whole model's {whole}{beside}"
    return f"Blocks {blocks} of {whole}: unattributed {units.percent(share)}{f', of it {named}' if named else ''}"


def runtime_text(setup: Setup) -> str:
    """What ran a model, on how many threads and pictures, by the runtime's title."""
    info = CATALOG.runtimes.get(setup.runtime)
    batch = "" if setup.batch == 1 else f", batch {setup.batch}"
    return f"{info.title if info else setup.runtime}, {_threads(setup)}{batch}"


def setup_words(setup: Setup) -> str:
    """How models are run, as short as it can be said: batch and layout only where they are not the usual ones."""
    words = [setup.runtime, _threads(setup)]
    words += [f"batch {setup.batch}"] if setup.batch != 1 else []
    words += [setup.layout.replace("_", " ")] if setup.layout != "contiguous" else []
    return ", ".join(words)


def setup_text(setup: Setup) -> str:
    """How a model was run."""
    return f"{setup.runtime}, {_threads(setup)}, batch {setup.batch}, {setup.layout.replace('_', ' ')}"


def taken_text(times: LayerTimes) -> str:
    """How the times were taken beside the runtime, and how many passes."""
    setup = times.whole.setup
    layout = "" if setup.layout == "contiguous" else f", {setup.layout.replace('_', ' ')}"
    return f"{_threads(setup)}, batch {setup.batch}{layout}, n = {times.n:,}"


def full_text(times: LayerTimes) -> str:
    """All that a sceptic asks about the times, with what makes them doubtful."""
    where = times.whole.environment
    lines = (
        f"p50 of {times.n:,} passes timed block by block, in turns with {times.whole.n:,} whole ones",
        f"Whole model: p50 {times.whole.p50 * 1e3:,.3f} ms, p90 {times.whole.p90 * 1e3:,.3f} ms",
        setup_text(times.whole.setup),
        f"{where.cpu}, {where.date}",
    )
    return "\n".join((*lines, *doubts(times.whole)))


_LEAST = 5e-6
"""Seconds from which on what belongs to no block is named."""


def _threads(setup: Setup) -> str:
    return "1 thread" if setup.threads == 1 else f"{setup.threads} threads"
