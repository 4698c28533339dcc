"""A report as Markdown, CSV and LaTeX: the same text every time, and nothing in it that its reader would trip over."""

import csv
import io
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from modelzoo.measurements import Latency
from modelzoo.project import Project, Variant
from modelzoo.project_file import dumps, load, loads
from modelzoo.report.making import make_report
from modelzoo.report.options import Options
from modelzoo.report.rendering import renderer
from modelzoo.report.statements import NAME, read_statements
from tests.zoo.report.reporting import EVERYTHING, finished, reported, small, tables_3_and_4, taken, three, written

GOLDEN = Path(__file__).parents[2] / "data" / "project_v3.slimscope"
FORMS = (".md", ".csv", ".tex")
NASTY = r"50% & #_{}~^\ $x$ [a] *b* `c` | <d> --> =1+1"


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def statements(content: bytes) -> str:
    """The JSON that a report carries."""
    text = content.decode("utf-8-sig")
    if found := re.search(rf"(?:<!--|%) {NAME} (\{{.*\}})", text):
        return found[1]
    return next(row[1] for row in rows(content) if row[:1] == [NAME])


@pytest.fixture(scope="module", params=[three, tables_3_and_4, lambda: load(GOLDEN)], ids=["three", "tables", "golden"])
def twice(request):
    """Two reports of one saved project."""
    saved = dumps(request.param())
    return [reported(loads(saved)) for _ in range(2)]


@pytest.fixture(scope="module")
def golden():
    """The report that has everything."""
    return finished(make_report(load(GOLDEN), EVERYTHING))


@pytest.mark.parametrize("suffix", FORMS)
def test_two_reports_of_one_saved_project_are_the_same_text(twice, suffix):
    first, second = (renderer(suffix)(each, "A4") for each in twice)
    assert first == second and len(first) > 2000


def test_another_process_writes_the_same_report():
    """One that hashes texts otherwise, as each does by itself."""
    code = (
        "import sys; from pathlib import Path; from modelzoo.jobs import finish; "
        "from modelzoo.project_file import load; from modelzoo.report.making import report; "
        "from modelzoo.report.options import Options; "
        "sys.stdout.buffer.write(finish(report(load(Path(sys.argv[1])), Options(), '.md')))"
    )
    seed = "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"
    command = [sys.executable, "-c", code, str(GOLDEN)]
    made = subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True)
    assert made.stdout == written(load(GOLDEN), ".md")


@pytest.mark.parametrize("suffix", FORMS)
def test_every_form_carries_what_it_states(suffix):
    found = read_statements(statements(written(three(), suffix)))
    made = reported(three())
    assert [(each.candidate, each.what, each.value) for each in found.statements] == [
        (each.candidate, each.what, each.value) for each in made.statements
    ]
    assert found.models == made.models


@pytest.mark.parametrize("suffix", FORMS)
def test_a_figure_that_is_said_to_be_printed_stands_in_the_text(suffix):
    content = written(tables_3_and_4(), suffix)
    text, found = content.decode("utf-8-sig"), read_statements(statements(content))
    visible = text.replace(statements(content), "")
    shown = [each.shown for each in found.statements if each.shown]
    assert len(shown) >= 6 and all(each in visible for each in shown)


def test_a_spreadsheet_reads_every_figure_of_the_candidates_as_a_number():
    project = replace(three(), board=replace(three().board, columns=("parameters", "macs", "weights")))
    found = rows(written(Project().with_variants((wide(),), 0), ".csv")) + rows(written(project, ".csv"))
    heads = [row for row in found if row[:3] == ["table", "Candidate", "Kind"]]
    cells = [row for row in found if row[:1] == ["candidates"] and len(row) > 2]
    exact = [row[2] for row in found if row[:1] == ["figures, wide"]]
    assert len(heads) == 2 and len(cells) == 4 and len(exact) > 8
    assert all(float(cell) > 0 for cell in (*(cell for row in cells for cell in row[4:-1]), *exact))


def wide() -> Variant:
    """A model whose count of parameters has separators between its thousands."""
    return Variant("wide", small(4096), (32, 32))


def test_every_row_of_a_csv_table_is_as_long_as_its_heading_and_names_its_table(golden):
    found, head = rows(renderer(".csv")(golden, "A4")), 0
    for row in found:
        if row[:1] == ["table"]:
            head = len(row)
        elif len(row) > 2 and row[0] != "report":
            assert len(row) == head and row[0]


def test_no_text_of_a_csv_is_taken_for_a_formula():
    project = Project().with_variants((Variant('=HYPERLINK("x")', small(4), (32, 32)),), 0)
    found = [cell for row in rows(written(project, ".csv")) for cell in row]
    assert any("HYPERLINK" in cell for cell in found)
    assert not any(cell.startswith("=") for cell in found)


def test_latex_escapes_whatever_a_person_calls_a_model():
    project = Project().with_variants((Variant(NASTY, small(4), (32, 32)),), 0)
    text = written(project, ".tex").decode()
    body = "\n".join(line for line in text.splitlines() if not line.startswith("%"))
    bare = re.sub(r"\\[&%$#_{}]|\\\\|\\[a-z]+\{\}|\$[^$]*\$", "", body)
    assert r"50\% \& \#\_\{\}\textasciitilde{}" in body
    assert bare.count("{") == bare.count("}")
    table = bare[bare.index("\\midrule") : bare.index("\\bottomrule")]
    assert not re.search(r"[%#$_^~]", table)
    assert {line.count("&") for line in table.splitlines() if "&" in line} == {table_width(bare) - 1}


def table_width(text: str) -> int:
    columns = re.search(r"begin\{tabular\}\{([lr]+)\}", text)
    assert columns
    return len(columns[1])


def test_markdown_shows_a_title_as_it_is_and_ends_no_comment_early():
    content = written(Project().with_variants((Variant(NASTY, small(4), (32, 32)),), 0), ".md").decode()
    comment = content[content.index("<!--") :]
    assert content.count("<!--") == 1 == comment.count("-->") and comment.endswith(" -->\n")
    assert content.startswith(r"# 50% & #\_{}\~^\\ $x$ \[a] \*b\* \`c\` \| \<d>")


def test_markdown_tells_pictures_as_tables_and_keeps_every_table_even(golden):
    text = renderer(".md")(golden, "A4").decode()
    widths = None
    for line in text.splitlines():
        if line.startswith("| "):
            count = len(re.findall(r"(?<!\\)\|", line))
            assert widths in (None, count), line
            widths = count
        else:
            widths = None
    assert "**Top-1 accuracy (published) over MACs**" in text


def test_a_title_an_author_and_the_day_of_the_last_measurement_head_the_report():
    text = written(three(), ".md", Options(title="Which one?", author="The team")).decode()
    assert text.startswith("# Which one?\n\n3 candidates, 3 measured times\n\nThe team\n\nLast measured on 2026-11-21.")


def test_times_of_two_machines_are_told_apart():
    project = three()
    known: Latency = taken(project.graph, 0.009)
    elsewhere = replace(known, environment=replace(known.environment, cpu="Another CPU"))
    text = written(replace(project, record=project.record.with_latencies(elsewhere)), ".md").decode()
    assert "p50, eager, 1 thread, A CPU (ms)" in text and "p50, eager, 1 thread, Another CPU (ms)" in text
