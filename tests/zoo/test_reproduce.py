"""Reproducing: what agrees is shown to agree, what does not comes with its reason."""

import pytest

from modelzoo.analysis.cost import cost
from modelzoo.reproduce import Row, table3
from modelzoo.zoo import open_model

PRINTED = {
    "Squeeze U-Net": (2_507_035, 191.55, 5.66, 0.0142),
    "Squeeze U-Net with dep_sep_conv": (540_499, 40.24, 4.13, 0.0119),
    "Squeeze Encoder Decoder": (781_375, 26.01, 2.78, 0.0102),
    "L3U-Net": (171_065, 62.92, 6.75, 0.0079),
    "EdgeSegNet": (651_617, 125.37, 3.46, 0.0066),
}
"""The article's Table 3: parameters, mult-adds (M), pass size (MB), CPU runtime (s)."""


@pytest.fixture(scope="module")
def rows() -> tuple[Row, ...]:
    return table3()


def of(rows: tuple[Row, ...], name: str) -> list[Row]:
    return [row for row in rows if row.name == name]


def test_the_published_column_is_the_articles(rows):
    assert {name: tuple(row.published for row in of(rows, name)) for name in PRINTED} == PRINTED
    assert len(rows) == 4 * len(PRINTED)


@pytest.mark.parametrize("name", PRINTED)
def test_our_column_is_what_an_analysis_of_the_model_gives(rows, name):
    model = open_model(name, "3x64x64")
    found = cost(model.graph, model.size)
    assert [row.ours for row in of(rows, name)] == [
        found.parameters,
        found.mult_adds / 1e6,
        found.pass_bytes / 1e6,
        None,
    ]


def test_a_row_agrees_exactly_where_our_figure_is_printed_as_the_published_one(rows):
    for row in rows:
        if row.ours is not None:
            same = f"{row.ours:.{row.decimals}f}" == f"{row.published:.{row.decimals}f}"
            assert row.agrees is same


@pytest.mark.parametrize("name", ["Squeeze Encoder Decoder", "EdgeSegNet"])
def test_two_models_are_reproduced_to_the_digit(rows, name):
    assert [row.agrees for row in of(rows, name)] == [True, True, True, None]


def test_a_runtime_on_another_machine_is_never_compared(rows):
    runtimes = [row for row in rows if "runtime" in row.figure]
    assert len(runtimes) == len(PRINTED)
    assert all(row.agrees is None and row.ours is None and "Xeon" in row.note for row in runtimes)


def test_every_difference_has_its_reason(rows):
    assert all(row.note for row in rows if row.agrees is False)


@pytest.mark.parametrize(("name", "told"), [("Squeeze Encoder Decoder", "0.0122"), ("EdgeSegNet", "0.0077")])
def test_where_the_article_contradicts_itself_both_figures_are_told(rows, name, told):
    assert told in of(rows, name)[-1].note
