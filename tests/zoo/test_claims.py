"""Claims: each verdict follows from a count, the figures are the models' own, and every claim says what decides it."""

import json
import pickle

import pytest

from modelzoo import cli
from modelzoo.catalog import find_published
from modelzoo.claims import checking, search, squeeze_unet, squeezenext, squeezenext_sizes
from modelzoo.claims.counting import Model
from modelzoo.claims.finding import VERDICTS, Finding
from modelzoo.claims.texts import TEXTS, Text
from modelzoo.claims.writing import findings_table, findings_text, tally
from modelzoo.engine import JOBS
from modelzoo.jobs import finish

EXPECTED = {
    "A": [*range(1, 4), *range(5, 19), 20, 21, 23, 24],
    "B": [*range(1, 8), *range(9, 20), *range(21, 25), 26],
    "C": [*range(1, 12), 13, 14],
}
"""The claims that counts and formulas decide; the others need training, the accelerator or somebody else's machine."""

FIGURES = {
    "A1": "112.3 times",
    "A2": "32.4 times (VGG-16: 31.2)",
    "A3": "1.31 times",
    "A8": "96.17 %",
    "A9": "SqueezeNet 0",
    "A13": "85.0 times",
    "A14": "43.6 % of all, 54.1 %",
    "A18": "1.31 times fewer (1.79",
    "A20": "9,408 to 4,800 weights, 115.9 to 60.2 M MACs",
    "A23": "1.7 FLOP/byte against 17.3",
    "A24": "256,000 to 128,000",
    "B1": "8.41",
    "B6": "-0.0704",
    "B11": "24.7 %",
    "B13": "11.0 % instead of 5.0 %",
    "B18": "20.07 to 1.23 M MACs; 34.32 M saved",
    "B21": "13,378,280 parameters with them, 6,998,552 without",
    "B22": "0.65 points",
    "B23": "28 % fewer",
    "B26": "8.0 : 2.0 : 1",
    "C1": "6 of 15",
    "C4": "4.64 and 4.76 times less, 1.19 times faster",
    "C5": "14.66 times fewer, 1.80 times faster",
    "C6": "0.260 of the parameters, 0.513",
    "C8": "12.4 times",
    "C9": "3.21, 7.36 and 2.04 times less",
    "C10": "8.41",
    "C13": "6.8 GFLOP/s against 27.0",
}
NOT_TRUE = {"A2", "A9", "A12", "A13", "A14", "B10", "B16", "B22", "C1", "C11"}
CONTRADICTED = {"A18", "B2", "C2", "C3"}


@pytest.fixture(scope="module")
def found() -> dict[str, Finding]:
    return {each.id: each for each in finish(checking.claims())}


def test_every_claim_that_a_count_decides_is_there_in_the_order_of_the_texts(found):
    assert list(found) == [f"{text}{number}" for text, numbers in EXPECTED.items() for number in numbers]
    assert [each.source for each in found.values()] == [
        text.title for text, numbers in zip(TEXTS, EXPECTED.values(), strict=True) for _ in numbers
    ]


@pytest.mark.parametrize("id", FIGURES)
def test_our_figure_is_the_one_that_others_counted_too(found, id):
    assert FIGURES[id] in found[id].ours


def test_the_verdicts_are_those_of_the_counts(found):
    assert {id for id, each in found.items() if each.verdict == "does not hold"} == NOT_TRUE
    assert {id for id, each in found.items() if each.verdict == "the source contradicts itself"} == CONTRADICTED
    assert {id for id, each in found.items() if not each.agrees} == NOT_TRUE | CONTRADICTED


def test_every_finding_says_what_decides_it_and_whom_it_is_about(found):
    for each in found.values():
        assert each.claim.endswith(".")
        assert len(each.reason) > 25
        assert each.published
        assert each.ours
        assert each.verdict in VERDICTS
        assert each.models
        assert [find_published(name)[1].name for name in each.models] == list(each.models)


@pytest.mark.parametrize(
    ("check", "models"),
    [
        (squeezenext_sizes.smaller_than_alexnet, ("1.0-SqNxt-23", "AlexNet (Caffe, grouped)")),
        (squeezenext_sizes.smaller_than_mobilenet, ("2.0-SqNxt-23", "MobileNetV1 1.0 @224")),
        (squeezenext_sizes.alexnets_linears, ("VGG-16", "VGG-19")),
        (squeezenext.depths_of_23, ("1.0-SqNxt-23v3",)),
        (squeezenext.v5_is_deeper, ("1.0-SqNxt-44", "1.0-SqNxt-23")),
        (squeezenext.smaller_first_filters, ("1.0-SqNxt-23v2", "1.0-SqNxt-23")),
        (search.netadapt_candidates, ("SqueezeNet 1.1",)),
        (squeeze_unet.skips_are_concatenations, ("Squeeze Encoder Decoder",)),
    ],
)
def test_another_model_gives_another_figure(found, check, models):
    claim = next(each for text in TEXTS for each in text.claims if each.check is check)
    assert check(*map(Model, models)).ours != found[claim.id].ours


def test_a_claim_of_the_wrong_models_does_not_hold():
    outcome = squeezenext_sizes.smaller_than_alexnet(Model("1.0-SqNxt-23"), Model("AlexNet (Caffe, grouped)"))
    assert outcome.verdict == "does not hold"
    assert squeezenext.v5_is_deeper(Model("1.0-SqNxt-44"), Model("1.0-SqNxt-23")).verdict == "holds"


@pytest.mark.parametrize("name", ["1.0-SqNxt-23v5", "SqueezeNet 1.1", "AlexNet (Caffe, grouped)", "MobileNetV2 0.5"])
def test_the_layers_of_a_model_add_up_to_its_totals(name):
    model = Model(name)
    assert sum(each.parameters for each in model.layers) == model.parameters
    assert sum(each.macs for each in (*model.convolutions, *model.linears)) == model.macs


def test_two_claims_cannot_have_one_number():
    text = Text("A text")
    text.claim("A1", "1")(squeezenext.depths_of_23)
    with pytest.raises(ValueError, match="two claims are numbered A1"):
        text.claim("A1", "2")(squeezenext.depths_of_v5)


def test_the_job_tells_how_far_it_is_and_what_it_works_on():
    job = checking.claims()
    first, second = next(job), next(job)
    job.close()
    assert first.share == 0.0 < second.share < 1
    assert (first.text, second.text) == ("claim A1", "claim A2")


def test_an_engine_can_be_asked_for_the_claims():
    assert JOBS["claims"] is checking.claims


def test_findings_cross_processes(found):
    assert pickle.loads(pickle.dumps(found)) == found


def test_the_text_fits_a_terminal_and_leaves_nothing_out(found):
    text = findings_text(tuple(found.values()))
    assert max(map(len, text.splitlines())) <= 110
    words = " ".join(text.split())
    for each in found.values():
        assert " ".join(each.reason.split()) in words
        assert f"\n{each.id} " in text
    assert all(title in text for title in {each.source for each in found.values()})
    assert text.endswith("57 claims: 43 hold, 10 do not hold, in 4 the source contradicts itself.")


def test_a_tally_counts_each_verdict(found):
    assert tally([found["A1"], found["A2"], found["C2"], found["C3"]]).startswith(
        "4 claims: 1 hold, 1 do not hold, in 2"
    )


def test_a_table_for_other_programs_has_a_row_a_claim(found):
    table = findings_table(tuple(found.values()))
    assert [row[0] for row in table.rows] == list(found)
    (row,) = (row for row in table.rows if row[0] == "A2")
    assert dict(zip(table.header, row, strict=True))["Models"] == "2.0-SqNxt-44; VGG-19; VGG-16"


def test_the_command_line_prints_the_same_list(found, capsys):
    assert cli.main(["reproduce", "claims", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert [row["name"] for row in rows] == list(found)
    for row in rows:
        finding = found[row["name"]]
        assert list(row) == ["name", "claim", "source", "published", "ours", "verdict", "agrees", "note"]
        assert (row["ours"], row["verdict"], row["note"]) == (finding.ours, finding.verdict, finding.reason)
        assert row["agrees"] is (finding.verdict == "holds")
