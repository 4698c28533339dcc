"""Where a model's time goes: its nodes timed one by one, in turns with whole passes of the same model."""

import statistics
import uuid
from collections.abc import Sequence

from modelzoo.analysis.allocation import memory_kept
from modelzoo.analysis.latency import ROUND_SECONDS, Trial
from modelzoo.analysis.load import LoadWatch, allowed_cores, least_busy_first
from modelzoo.analysis.memory import telling_of_memory
from modelzoo.analysis.turns import Turns
from modelzoo.environment import environment
from modelzoo.graph import Graph
from modelzoo.jobs import Job, Progress
from modelzoo.measurements import PROTOCOL, Extent, Latency, Subject, Unmeasured
from modelzoo.node_times import LayerTimes, NodeTime
from modelzoo.runtimes.passes import Parts, Pass

MANY_PASSES = 1000
"""With their nodes timed, after which it is enough: a profile keeps an entry for each operation of each of them."""


def measure_layers(subject: Subject, seconds: float = PROTOCOL.seconds, runs: int = PROTOCOL.runs) -> Job[LayerTimes]:
    """A job: times a model as a whole for at least so many seconds and runs, and its nodes in between.

    Raises ZooError where the model cannot be run.
    """
    yield Progress(0.0, "looking for idle cores")
    cores = least_busy_first(allowed_cores())[: subject.setup.threads]
    trial = Trial(subject, cores)
    with memory_kept():
        for progress in trial.begin():
            yield Progress(progress.share / 3, progress.text)
        with telling_of_memory(subject), trial.prepared.apart() as passes:
            watch = LoadWatch()
            warm = yield from _take_turns(trial, Turns(passes, cores), Extent(runs, seconds))
            whole = trial.found(uuid.uuid4().hex, watch.load, environment())
            if isinstance(whole, Unmeasured):
                raise whole.error
            parts = passes.found()
            return _joined(subject.graph, whole, Parts(parts.passes[warm:], parts.merged))


def _take_turns(trial: Trial, apart: Turns, extent: Extent) -> Job[int]:
    """Whole passes and passes taken apart in equal rounds, since the first of a round finds the caches cold.

    Gives how many of the latter only warmed up.
    """
    warm, ran = len(apart.runs(ROUND_SECONDS)), 0
    while not trial.failed and (done := min(trial.done(extent), ran / extent.runs)) < 1:
        yield Progress((1 + 2 * done) / 3, "measuring")
        trial.run_round()
        if ran <= MANY_PASSES * done and not trial.failed:
            ran += len(apart.runs(ROUND_SECONDS))
    return warm


def _joined(graph: Graph, whole: Latency, parts: Parts) -> LayerTimes:
    """The nodes of the graph in order, each with what it took."""
    nodes = tuple(
        NodeTime(
            node.id,
            node.block,
            *_middle([each.nodes.get(node.id, 0.0) for each in parts.passes]),
            merged=node.id in parts.merged,
        )
        for node in graph
        if node.id in graph.live
    )
    return LayerTimes(whole, nodes, _others(parts.passes), len(parts.passes))


def _others(passes: Sequence[Pass]) -> tuple[tuple[str, float], ...]:
    """What belongs to no node, the longest first."""
    kinds = {kind for each in passes for kind in each.others}
    found = {kind: statistics.median(each.others.get(kind, 0.0) for each in passes) for kind in kinds}
    return tuple(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def _middle(samples: Sequence[float]) -> tuple[float, float]:
    """The median, and what nine of ten stay within."""
    return statistics.median(samples), statistics.quantiles(samples, n=10, method="inclusive")[8]
