"""What a report states as one line of JSON, which every form of it carries: so can its figures be found again."""

import json
from typing import Any

from modelzoo.errors import ProjectError
from modelzoo.files import parse
from modelzoo.graph import Graph
from modelzoo.graph_json import nodes_from_json, nodes_to_json, size_from_json
from modelzoo.plain import from_plain, to_plain
from modelzoo.report.document import Report, Stated, Statement
from modelzoo.report.sealing import UNSEALED
from modelzoo.runs.logs_json import logs_from_json, logs_to_json

FORMAT = "slimscope statements"
VERSION = 1
NAME = "slimscope-statements"
"""By which the line is found in a report."""

_SIGNS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>%&"}
"""What could end a script or stand for something else in one of the forms; in JSON it stands within texts only."""
_DASHES, _ESCAPED_DASHES = "--", "\\u002d\\u002d"
"""What no comment of HTML may hold."""


def statements_text(report: Report) -> str:
    """The models, the figures and the run logs, in ASCII without any sign that could end a comment."""
    data = {
        "format": FORMAT,
        "version": VERSION,
        "title": report.title,
        "models": [_model_to_json(each) for each in report.models],
        "figures": [to_plain(each) for each in report.statements],
        "logs": logs_to_json(report.logs),
        "seal": UNSEALED,
    }
    return json.dumps(data, separators=(",", ":")).translate(_SIGNS).replace(_DASHES, _ESCAPED_DASHES)


def read_statements(text: str, path: str = "report") -> Report:
    """The report that `statements_text` told of, without its sections. Raises ProjectError, naming `path`."""

    def read(data: dict[str, Any]) -> Report:
        if data.get("version") != VERSION:
            raise ProjectError(path, f"is of version {data.get('version')}: this Slimscope reads version {VERSION}.")
        return Report(
            str(data["title"]),
            "",
            (),
            statements=tuple(from_plain(Statement, each) for each in data["figures"]),
            models=tuple(map(_model_from_json, data["models"])),
            logs=logs_from_json(data["logs"]),
        )

    return parse(text, path, FORMAT, "a Slimscope report", read)


def _model_to_json(stated: Stated) -> dict[str, Any]:
    return {
        "candidate": stated.candidate,
        "size": list(stated.size),
        "source": stated.source,
        "digest": stated.digest,
        "nodes": [] if stated.source else nodes_to_json(stated.graph),
    }


def _model_from_json(row: Any) -> Stated:
    graph = Graph(nodes_from_json(row["nodes"]))
    size = size_from_json(row["size"])
    return Stated(str(row["candidate"]), graph, size, str(row["source"]), str(row["digest"]))
