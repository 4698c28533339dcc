"""What a project's record has of a model's latency: that which need not be measured again."""

from modelzoo.graph import Graph, Size
from modelzoo.measurements import Extent, Latency, Setup, Subject
from modelzoo.project import Project

Recorded = tuple[tuple[Latency, ...], tuple[Latency, ...]]
"""Latencies of the model in all setups, and those of the baseline."""


def in_one_session(
    project: Project, baseline: Subject | None, setups: tuple[Setup, ...], extent: Extent, machine: str
) -> Recorded | None:
    """What is known of the model and the baseline, if this machine measured them all in turns and long enough."""

    def known(graph: Graph, size: Size) -> tuple[Latency, ...]:
        found = (project.record.latency(graph.fingerprint, size, setup, machine) for setup in setups)
        return tuple(each for each in found if each and each.has(extent))

    own = known(project.graph, project.size)
    others = known(baseline.graph, baseline.size) if baseline else ()
    complete = len(own) == len(setups) and (not baseline or len(others) == len(setups))
    in_turns = len({each.session for each in (*own, *others)}) == 1
    return (own, others) if complete and in_turns else None
