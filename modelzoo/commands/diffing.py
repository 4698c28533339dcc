"""`diff`: what sets two models apart, node by node and in sum."""

from argparse import Namespace
from collections.abc import Sequence
from typing import Any

from modelzoo.analysis.sides import open_named_sides
from modelzoo.commands.answering import Answer
from modelzoo.diff import Difference, Figures, Row, Side, diff
from modelzoo.environment import environment
from modelzoo.measurements import Latency, Setup
from modelzoo.project import Project
from modelzoo.results import Examination
from modelzoo.tables import facts, millions, milliseconds, table


def compare(arguments: Namespace) -> Answer:
    """What the second model adds to the first, takes out of it and changes in it, and what that costs or saves."""
    opened = open_named_sides((arguments.before, arguments.after), arguments.size)
    models = [model for model, _ in opened]
    times = _times(models)
    found = diff(*(_side(*side, time) for side, time in zip(opened, times, strict=True)))
    data = {
        "before": models[0].title,
        "after": models[1].title,
        "added": [row.node.id for row in found.of_kind("added")],
        "removed": [row.node.id for row in found.of_kind("removed")],
        "changed": [{"node": row.node.id, "what": _what(row)} for row in found.of_kind("changed")],
        "unchanged": [row.node.id for row in found.of_kind("unchanged")],
        "delta": _figures(found.delta),
        "p50_s": [time.p50 if time else None for time in times],
        "measured_in_turns": _in_turns(times),
        "nodes": [_node(row) for row in found.rows],
    }
    return data, _text(models, found, times)


def _side(model: Project, examination: Examination, time: Latency | None) -> Side:
    return Side(model.graph, examination.cost, seconds=time.p50 if time else None)


def _times(models: list[Project]) -> list[Latency | None]:
    """What the projects' files know of their models' times on this machine, in the usual setup."""
    machine = environment().machine
    return [model.record.latency(model.graph.fingerprint, model.size, Setup(), machine) for model in models]


def _in_turns(times: Sequence[Latency | None]) -> bool:
    """Whether both were measured together, so that what disturbed one disturbed the other."""
    sessions = {time.session if time else "" for time in times}
    return len(sessions) == 1 and sessions != {""}


def _what(row: Row) -> str:
    return ", ".join(map(str, row.edits))


def _figures(found: Figures | None) -> dict[str, int | None] | None:
    if found is None:
        return None
    return {
        "parameters": found.parameters,
        "macs": found.macs,
        "mult_adds_torchinfo": found.mult_adds,
        "pass_bytes_torchinfo": found.pass_bytes,
        "activation_bytes": found.activation_bytes,
        "peak_activation_bytes": found.peak_activation_bytes,
    }


def _node(row: Row) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "before": row.before.id if row.before else None,
        "after": row.after.id if row.after else None,
        "block": row.node.block,
        "edits": [{"name": each.name, "before": each.before, "after": each.after} for each in row.edits],
        "parameters": row.delta.parameters,
        "macs": row.delta.macs,
        "activation_bytes": row.delta.activation_bytes,
    }


def _text(models: list[Project], found: Difference, times: Sequence[Latency | None]) -> str:
    before, after = (model.title for model in models)
    counts = ", ".join(f"{len(found.of_kind(kind))} {kind}" for kind in ("added", "removed", "changed", "unchanged"))
    rows = [_line(row) for row in found.rows if row.kind != "unchanged"]
    header = ["Change", "Node", "Block", "What", "Parameters", "MACs (M)", "Activations (MB)"]
    parts = [f"From {before} to {after}: {counts}", table(header, rows) if rows else "", _totals(found, times)]
    return "\n\n".join(filter(None, parts))


def _line(row: Row) -> list[str]:
    figures = [
        f"{row.delta.parameters:+,}",
        f"{row.delta.macs / 1e6:+,.2f}",
        f"{row.delta.activation_bytes / 1e6:+,.2f}",
    ]
    return [row.kind, row.name, row.node.block, _what(row), *figures]


def _totals(found: Difference, times: Sequence[Latency | None]) -> str:
    if found.before is None or found.after is None:
        return "One of the two cannot run, so that there are no totals."
    rows = [
        ("Parameters", "parameters", "{:,}".format, "{:+,}".format),
        ("MACs (M)", "macs", millions, _signed),
        ("Mult-adds (torchinfo, M)", "mult_adds", millions, _signed),
        ("Pass size (torchinfo, MB)", "pass_bytes", millions, _signed),
        ("Activations (MB)", "activation_bytes", millions, _signed),
        ("Peak activations (MB)", "peak_activation_bytes", millions, _signed),
    ]
    both = vars(found.before), vars(found.after)
    told = [_total(found.before, found.after, *row) for row in rows if None not in (each[row[1]] for each in both)]
    if all(times):
        row = _total(
            found.before, found.after, "p50 (eager, 1 thread, ms)", "seconds", milliseconds, _signed_milliseconds
        )
        told.append([*row[:-1], f"{row[-1]}{'' if _in_turns(times) else ' measured apart'}"])
    return facts(told)


def _total(before: Figures, after: Figures, title: str, name: str, plain: Any, signed: Any) -> list[str]:
    was, now = getattr(before, name), getattr(after, name)
    share = f"({(now - was) / was:+.1%})" if was else ""
    return [title, plain(was), "→", plain(now), signed(now - was), share]


def _signed(count: float) -> str:
    return f"{count / 1e6:+,.2f}"


def _signed_milliseconds(seconds: float) -> str:
    return f"{seconds * 1e3:+,.3f}"
