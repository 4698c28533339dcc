import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modelzoo.tabular import Table, as_csv, as_latex, as_markdown, as_tabs

MODELS = Table(("Model", "MACs (M)"), (("VGG-19", "19,632.1"), ("A_1 | 50 %", "0.5")), (False, True))
CELLS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20)


@st.composite
def tables(draw):
    width = draw(st.integers(1, 4))
    rows = draw(st.lists(st.tuples(*[CELLS] * width), max_size=5))
    header = draw(st.tuples(*[CELLS.filter(str.strip)] * width))
    return Table(header, tuple(rows), draw(st.tuples(*[st.booleans()] * width)))


def unescaped(text, mark):
    """How often the mark stands in the text without a backslash before it."""
    return len(re.findall(rf"(?<!\\)(?:\\\\)*{re.escape(mark)}", text))


@pytest.mark.parametrize(("write", "delimiter"), [(as_csv, ","), (as_tabs, "\t")])
@given(table=tables())
def test_a_spreadsheet_reads_back_the_very_same_cells(write, delimiter, table):
    read = list(csv.reader(io.StringIO(write(table), newline=""), delimiter=delimiter))
    assert read == [list(table.header), *map(list, table.rows)]


def test_csv_quotes_only_what_needs_it():
    assert as_csv(MODELS) == 'Model,MACs (M)\nVGG-19,"19,632.1"\nA_1 | 50 %,0.5\n'


def test_markdown_aligns_figures_to_the_right_and_escapes_its_own_marks():
    assert as_markdown(MODELS).splitlines() == [
        "| Model        | MACs (M) |",
        "| ------------ | -------: |",
        "| VGG-19       | 19,632.1 |",
        "| A\\_1 \\| 50 % |      0.5 |",
    ]


@given(table=tables())
def test_every_line_of_markdown_has_one_bar_more_than_columns(table):
    lines = as_markdown(table).split("\n")[:-1]
    assert len(lines) == 2 + len(table.rows)
    assert {unescaped(line, "|") for line in lines} == {len(table.header) + 1}


def test_latex_is_a_booktabs_table_with_figures_flush_right():
    assert as_latex(MODELS).splitlines() == [
        r"\begin{tabular}{lr}",
        r"\toprule",
        r"Model & MACs (M) \\",
        r"\midrule",
        r"VGG-19 & 19,632.1 \\",
        r"A\_1 \textbar{} 50 \% & 0.5 \\",
        r"\bottomrule",
        r"\end{tabular}",
    ]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("R&D 5 % $x_1 #3 {a}", r"R\&D 5 \% \$x\_1 \#3 \{a\}"),
        (r"a\b~c^d", r"a\textbackslash{}b\textasciitilde{}c\textasciicircum{}d"),
        ("3×3 − 1 ± 2 ≤ 5 µs", r"3$\times$3 $-$ 1 $\pm$ 2 $\le$ 5 $\mu$s"),
        ("[best] *", "{[}best] {*}"),
    ],
)
def test_latex_writes_what_would_be_a_command_as_the_letter_it_is(text, written):
    assert written in as_latex(Table(("Model",), ((text,),), (False,)))


@given(table=tables())
def test_every_row_of_latex_has_one_separator_less_than_columns_and_ends_the_line_once(table):
    for line in as_latex(table).split("\n")[4 : 4 + len(table.rows)]:
        assert unescaped(line, "&") == len(table.header) - 1
        assert line.endswith(r" \\") and line.count(r"\\") == 1


def test_a_cell_of_several_lines_stays_in_its_row():
    table = Table(("Note",), (("one\ntwo",),), (False,))
    assert "| one two |" in as_markdown(table) and r"one two \\" in as_latex(table)
