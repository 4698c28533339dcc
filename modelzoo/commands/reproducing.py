"""`reproduce`: published figures and claims beside ours."""

import textwrap
from argparse import Namespace

from modelzoo.claims.checking import claims
from modelzoo.claims.writing import findings_text
from modelzoo.commands.answering import Answer, watched
from modelzoo.commands.figures import measured_figure1
from modelzoo.commands.table4 import published_table4
from modelzoo.reproduce import table3
from modelzoo.tables import table


def reproduce(arguments: Namespace) -> Answer:
    """What was published beside what we find."""
    if arguments.what == "figure1":
        return measured_figure1(arguments)
    return {"table3": _table3, "table4": published_table4, "claims": _claims}[arguments.what]()


def _claims() -> Answer:
    findings = watched(claims())
    data = [
        {
            "name": each.id,
            "claim": each.claim,
            "source": each.source,
            "published": each.published,
            "ours": each.ours,
            "verdict": each.verdict,
            "agrees": each.agrees,
            "note": each.reason,
        }
        for each in findings
    ]
    return {"rows": data}, findings_text(findings)


def _table3() -> Answer:
    rows = table3()
    data = [
        {
            "name": row.name,
            "figure": row.figure,
            "published": row.published,
            "ours": row.ours,
            "agrees": row.agrees,
            "note": row.note,
        }
        for row in rows
    ]
    notes = list(dict.fromkeys(row.note for row in rows if row.note))
    cells = [
        [
            row.name,
            row.figure,
            f"{row.published:,.{row.decimals}f}",
            "-" if row.ours is None else f"{row.ours:,.{row.decimals}f}",
            {True: "yes", False: "no", None: "not compared"}[row.agrees],
            f"[{notes.index(row.note) + 1}]" if row.note else "",
        ]
        for row in rows
    ]
    header = ["Model", "Figure", "Published", "Ours", "Agrees", "Note"]
    footnotes = [textwrap.fill(f"[{at}] {note}", 110, subsequent_indent="    ") for at, note in enumerate(notes, 1)]
    return {"rows": data}, "\n\n".join([table(header, cells), "\n".join(footnotes)])
