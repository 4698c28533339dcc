"""`layers` and `roofline`: where a model's time goes, and what this machine could do at best."""

from argparse import Namespace
from typing import Any

from modelzoo.analysis.cost import candidate_cost
from modelzoo.analysis.layer_times import measure_layers
from modelzoo.analysis.roofline import measure_roofs
from modelzoo.analysis.trust import doubts, roof_doubts
from modelzoo.catalog import find_runtime
from modelzoo.commands.answering import Answer, environment_row, watched
from modelzoo.measurements import Setup
from modelzoo.node_times import LayerTimes
from modelzoo.plain import to_plain
from modelzoo.roofs import RooflinePoint, Roofs, points
from modelzoo.tables import doubts_text, environment_text
from modelzoo.time_tables import layer_times_text, roofs_text
from modelzoo.zoo import open_candidate, open_layered


def layers(arguments: Namespace) -> Answer:
    """The time of each block, if asked for beside what the roofs allow. Raises ZooError."""
    setup = Setup(find_runtime(arguments.runtime).name, arguments.threads)
    opener = open_layered if setup.runtime == "eager" else open_candidate
    model = opener(arguments.model, arguments.size)
    found = watched(measure_layers(model.subject(setup), arguments.seconds))
    paper = candidate_cost(model)
    roofs = watched(measure_roofs(arguments.threads)) if arguments.roofline else None
    under = {each.node: each for each in points(paper, found.seconds, found.total, roofs, setup.batch)} if roofs else {}
    title = f"{model.title}, {'x'.join(map(str, found.whole.input))}, {_setup(setup)}, {model.numbers}"
    parts = [title, layer_times_text(found, paper, under)]
    parts += filter(None, [doubts_text([("the whole model", found.whole)])])
    parts += [roofs_text(roofs)] if roofs else []
    data = _layers(found, under) | _taken(model.title, found) | ({"roofs": _roofs(roofs)} if roofs else {})
    return data, "\n\n".join([*parts, environment_text(found.whole.environment)])


def _setup(setup: Setup) -> str:
    """How a model was run, in a few words."""
    threads = "1 thread" if setup.threads == 1 else f"{setup.threads} threads"
    return f"{setup.runtime}, {threads}, batch {setup.batch}"


def _layers(found: LayerTimes, under: dict[str, RooflinePoint]) -> dict[str, Any]:
    blocks = [
        {"node": each.node, "block": each.block, "p50_s": each.p50, "share": found.share(each.p50)}
        | {"p90_s": each.p90, "merged": each.merged}
        | _efficiency(under.get(each.node))
        for each in found.nodes
    ]
    return {"blocks": blocks, "total_p50_s": found.total, "unattributed_share": found.unattributed_share} | _efficiency(
        under.get("")
    )


def _taken(model: str, found: LayerTimes) -> dict[str, Any]:
    """What was timed, how, and on what machine."""
    whole = found.whole
    return {
        "model": model,
        "runtime": whole.setup.runtime,
        "threads": whole.setup.threads,
        "batch": whole.setup.batch,
        "layout": whole.setup.layout,
        "input": list(whole.input),
        "n": found.n,
        "total_n": whole.n,
        "others": [{"what": name, "p50_s": seconds} for name, seconds in found.others],
        "doubts": list(doubts(whole)),
        "environment": environment_row(whole.environment, whole.setup.threads),
    }


def _efficiency(point: RooflinePoint | None) -> dict[str, Any]:
    return {"bound_s": point.bound, "efficiency": point.efficiency} if point else {}


def roofline(arguments: Namespace) -> Answer:
    """The roofs of this machine."""
    found = watched(measure_roofs(arguments.threads))
    text = "\n\n".join([roofs_text(found), environment_text(found.environment)])
    return _roofs(found), text


def _roofs(found: Roofs) -> dict[str, Any]:
    row: dict[str, Any] = to_plain(found)
    environment = environment_row(found.environment, found.threads)
    return row | {"ridge": found.ridge, "environment": environment, "doubts": list(roof_doubts(found))}
