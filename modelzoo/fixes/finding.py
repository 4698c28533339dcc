"""What to do about problems: changes of the graph that are tried out before they are offered."""

from collections.abc import Iterator
from itertools import chain, islice

from modelzoo.analysis.cost import examine
from modelzoo.errors import ZooError
from modelzoo.fixes.inserting import insertions, joints
from modelzoo.fixes.values import earlier_strides, other_values, telling_values
from modelzoo.fixes.wires import Candidate, beginnings, endings, open_ports, still_a_picture
from modelzoo.graph import Given, Graph
from modelzoo.jobs import Job, Progress
from modelzoo.results import Fix, Problem
from modelzoo.walk import Step, follow

MOST_PROBLEMS = 20
"""So many problems are looked at: whoever has more begins with the first."""
MOST_FIXES = 3
"""So many fixes are offered for one problem."""


def fixes(graph: Graph, given: Given) -> Job[tuple[Fix, ...]]:
    """A job: all that can be offered for the problems of a graph, those of one problem in order of preference.

    Each fix takes its problem away, breaks nothing that worked, and works itself.
    """
    steps = {step.node.id: step for step in follow(graph, given)}
    problems = examine(graph, given).problems[:MOST_PROBLEMS]
    found: list[Fix] = []
    for at, problem in enumerate(problems):
        trusted = (fix for fix in _candidates(graph, steps, problem) if _helps(graph, steps, given, fix))
        found += islice(trusted, MOST_FIXES)
        yield Progress((at + 1) / len(problems), problem.node)
    return tuple(found)


def _candidates(graph: Graph, steps: dict[str, Step], problem: Problem) -> Iterator[Fix]:
    """Changes that might help, each once."""
    if not problem.node:
        tried = beginnings(graph) if not len(graph) else endings(graph, steps)
    elif problem.unfinished:
        tried = open_ports(graph, steps, problem.node)
    else:
        tried = _for_shapes(graph, steps, steps[problem.node])
    seen: set[Graph] = set()
    for text, made in tried:
        if made not in seen:
            seen.add(made)
            yield Fix(problem, text, made)


def _for_shapes(graph: Graph, steps: dict[str, Step], step: Step) -> Iterator[Candidate]:
    """What might let a block work on the shapes that reach it."""
    if len(step.shapes) > 1:
        return chain(joints(graph, step), other_values(graph, step))
    return chain(
        still_a_picture(graph, steps, step),
        telling_values(graph, step),
        insertions(graph, step),
        earlier_strides(graph, steps, step),
        other_values(graph, step),
    )


def _helps(graph: Graph, steps: dict[str, Step], given: Given, fix: Fix) -> bool:
    """Whether the problem is gone, and nothing that is new or worked before is broken."""
    try:
        if not fix.problem.node:
            return fix.problem not in examine(fix.graph, given).problems
        broken = {step.node.id for step in follow(fix.graph, given) if step.reason}
    except ZooError:
        return False
    worked = {id for id, step in steps.items() if step.probe}
    new = {node.id for node in fix.graph if node.id not in graph}
    return broken.isdisjoint({fix.problem.node, *worked, *new})
