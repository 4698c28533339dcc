"""What is said of a latency in words: how it was taken, where and when, what it is beside others, and what is amiss."""

from collections.abc import Mapping

from app import units
from modelzoo.analysis.trust import doubts
from modelzoo.labels import sides_label
from modelzoo.measurements import PROTOCOL, Comparison, Latency, Measured, Setup, Timing


def setup_text(setup: Setup) -> str:
    """What all runtimes have in common in how they run a model."""
    return f"batch {setup.batch} · {threads_text(setup.threads)} · {layout_text(setup.layout)}"


def threads_text(threads: int) -> str:
    """How many threads."""
    return "1 thread" if threads == 1 else f"{threads} threads"


def layout_text(layout: str) -> str:
    """How the tensors lie in memory."""
    return layout.replace("_", " ")


def taken_text(latency: Latency, numbers: str) -> str:
    """On what input and how a model was run."""
    setup, cores = latency.setup, ", ".join(map(str, latency.cores))
    kept = f" on {'core' if len(latency.cores) == 1 else 'cores'} {cores}" if cores else ", on any core"
    size = sides_label(latency.input)
    return f"{size} {numbers} · batch {setup.batch} · {threads_text(setup.threads)}{kept} · {layout_text(setup.layout)}"


def load_text(latency: Latency) -> str:
    """What else went on meanwhile."""
    load, cores = latency.load, latency.environment.cores
    return f"Other load {load.foreign_cores:.2f} of {cores} cores · steal {units.percent(load.steal_share)}"


def machine_text(latency: Latency) -> str:
    """Where and when it was taken, and by which versions."""
    where = latency.environment
    versions = f"torch {where.torch}" + (f" · ONNX Runtime {where.onnxruntime}" if where.onnxruntime else "")
    return f"{where.cpu}, {where.cores} cores · {versions} · {where.os} · taken {units.moment(where.date)}"


def foreign_text(latency: Latency, titles: Mapping[str, str]) -> str:
    """A latency from another machine, in a line."""
    where, setup = latency.environment, latency.setup
    title = titles.get(setup.runtime, setup.runtime)
    when = units.moment(where.date)
    return f"{units.duration(latency.p50)} p50 · {title} · {setup_text(setup)} · taken on {where.cpu}, {when}"


def change_text(timing: Timing) -> str:
    """What became of the time beside the baseline's."""
    if not (timing.latency and timing.baseline and timing.to_baseline):
        return "–"
    change = units.share(timing.latency.p50, timing.baseline.p50, units.duration)
    return f"{change}\n{timing.to_baseline.verdict}"


def change_tip(timing: Timing) -> str:
    """The same with every figure."""
    if not (timing.latency and timing.baseline and timing.to_baseline):
        return timing.baseline_refused
    own, other = timing.latency.p50, timing.baseline.p50
    return (
        f"{units.change(own, other, units.duration)} to the baseline's p50 of {units.duration(other)}. "
        f"Both took turns: ratio {interval_text(timing.to_baseline)} (95 % interval)."
    )


def interval_text(found: Comparison) -> str:
    """A ratio with the interval that holds it 95 times in 100."""
    return f"×{found.ratio:.2f} [{found.low:.2f}, {found.high:.2f}]"


def runtimes_text(found: Measured, titles: Mapping[str, str]) -> str:
    """What may be said of each further runtime beside the main one, a line each."""
    return "\n".join(
        f"{_title(timing, titles)}: {timing.to_main.verdict}, {interval_text(timing.to_main)}"
        for timing in found.timings
        if timing.to_main
    )


def runtimes_tip(found: Measured, titles: Mapping[str, str]) -> str:
    """What the ratios are of."""
    return f"The median over that in {_title(found.main, titles)}; it lies within the brackets 95 times in 100."


def warnings(found: Measured, titles: Mapping[str, str]) -> tuple[str, ...]:
    """Why figures may be wrong or missing; what does not concern all runtimes names those that it does."""
    concerned: dict[str, list[str]] = {}
    for timing in found.timings:
        for reason in _reasons(timing):
            concerned.setdefault(reason, []).append(_title(timing, titles))
    return tuple(
        reason if len(titles_of) == len(found.timings) else f"{', '.join(titles_of)}: {reason}"
        for reason, titles_of in concerned.items()
    )


def extent_text(latency: Latency) -> str:
    """How many runs a figure rests on, and how long they took together."""
    return f"{units.exact(latency.n)} in {units.duration(latency.seconds)}"


def is_doubtful(timing: Timing) -> bool:
    """Whether something speaks against the figure."""
    return timing.latency is not None and bool(doubts(timing.latency))


def _reasons(timing: Timing) -> tuple[str, ...]:
    no_baseline = f"No baseline: {timing.baseline_refused}" if timing.baseline_refused else ""
    of_latency = (*doubts(timing.latency), _shortness(timing.latency)) if timing.latency else ()
    return tuple(filter(None, (*of_latency, timing.refused, no_baseline)))


def _shortness(latency: Latency) -> str:
    """That a person accepted fewer runs or seconds than usual, where that is so."""
    if latency.has(PROTOCOL):
        return ""
    usual = f"{PROTOCOL.runs} runs and {PROTOCOL.seconds:g} s"
    return f"Timed for less than {usual}, as was chosen: {latency.n} runs in {units.duration(latency.seconds)}."


def _title(timing: Timing, titles: Mapping[str, str]) -> str:
    return titles.get(timing.setup.runtime, timing.setup.runtime)
