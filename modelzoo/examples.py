"""The article's Tables 3 and 4 as one project: its models, what they cost, and what training them came to."""

from collections.abc import Iterable
from dataclasses import replace

from modelzoo import variants
from modelzoo.board import Board
from modelzoo.project import Project, Variant
from modelzoo.runs.logs import TABLE4, Logs
from modelzoo.runs.pairing import Pairing


def joined_tables(models: Iterable[Variant]) -> Project:
    """The project of these models, the first of them shown and what all others are held against.

    Each is paired with its published run by its name. The board sets the published runtime against the published
    distance from the teacher.
    """
    project = Project()
    for each in models:
        project = variants.add(project, replace(each, origin=each.title, made=each.graph.fingerprint))
    project = variants.pin(variants.show(project, 0), 0)
    logs = Logs((TABLE4,), pairing=Pairing(baseline=project.title))
    return replace(project, logs=logs, board=Board(axes=("published runtime", "val distance")))
