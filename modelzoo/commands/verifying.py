"""`verify`: whether what a report or a project states still holds."""

import textwrap
from argparse import Namespace
from pathlib import Path
from typing import Any

from modelzoo.commands.answering import Answer, environment_row, watched
from modelzoo.environment import environment
from modelzoo.plain import to_plain
from modelzoo.tables import table
from modelzoo.verifying.checks import Check, Verified
from modelzoo.verifying.verifying import verify_file

_WIDTH = 110


def verify(arguments: Namespace) -> Answer:
    """Every stated figure, counted, measured or read again. Raises ZooError where the file states none."""
    found = watched(verify_file(Path(arguments.path), not arguments.paper_only, arguments.seconds, arguments.patience))
    data: dict[str, Any] = {
        "checked": found.checked,
        "differing": _rows(found.of("differs")),
        "doubtful": _rows(found.of("doubtful")),
        "measured_elsewhere": _rows(found.of("measured elsewhere")),
        "not_checked": _rows(found.of("not checked")),
        "skipped": found.skipped,
        "environment": environment_row(environment(), None),
    }
    return data, _text(found)


def _rows(checks: tuple[Check, ...]) -> list[dict[str, Any]]:
    return [to_plain(each) for each in checks]


def _text(found: Verified) -> str:
    """All that does not simply hold, with why it is so below, and the sum of it."""
    told = [each for each in found.checks if each.verdict not in ("holds", "measured elsewhere")]
    notes = list(dict.fromkeys(each.why for each in told if each.why))
    header = ["Verdict", "Of", "Figure", "Stated", "Now", "Why"]
    rows = [
        [
            each.verdict,
            each.candidate,
            each.what,
            each.stated,
            each.found,
            f"[{notes.index(each.why) + 1}]" if each.why else "",
        ]
        for each in told
    ]
    why = [textwrap.fill(f"[{at}] {note}", _WIDTH, subsequent_indent="    ") for at, note in enumerate(notes, 1)]
    return "\n\n".join(filter(None, [table(header, rows) if rows else "", "\n".join(why), found.text]))
