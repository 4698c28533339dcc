"""Sweeps: values as a person writes them, models over them, and files that read back."""

import csv
import io
import json
from dataclasses import replace

import pytest

from modelzoo.analysis.cost import cost
from modelzoo.analysis.sweep import paper_sweep
from modelzoo.errors import ParamError, ProjectError, UnknownNameError, ZooError
from modelzoo.jobs import Progress, finish
from modelzoo.measurements import Comparison, Setup
from modelzoo.presets import REGULAR, SEPARABLE, preset_of, presets
from modelzoo.project import Project
from modelzoo.project_file import dumps
from modelzoo.ranges import parse_values
from modelzoo.results import Appraisal
from modelzoo.sweep_tables import SweepResult, read_sweep, sweep_csv, sweep_json
from modelzoo.sweeps import (
    Curve,
    Drawn,
    Sweep,
    SweepPoint,
    check_model,
    common_settings,
    curve_names,
    settings,
)
from modelzoo.zoo import open_model
from tests.app.looking import a_latency


def found(*models, over="resolution", values=(32, 64), **more):
    return finish(paper_sweep(Sweep(models, over, values, **more)))


def test_a_paper_sweep_gives_what_the_analysis_of_each_model_gives():
    points = found("squeezenet", "block/fire", values=(64, (64, 96)))
    assert [(point.model, point.value) for point in points] == [
        (model, value) for value in (64, (64, 96)) for model in ("squeezenet", "block/fire")
    ]
    for point in points:
        size = "64" if point.value == 64 else "64x96"
        project = open_model(point.model, size)
        assert point.paper == Appraisal.of(cost(project.graph, project.size), point.paper.input)
        assert not point.problem
    assert [point.paper.input for point in points] == [(3, 64, 64), (64, 64, 64), (3, 64, 96), (64, 64, 96)]


def test_a_parameter_is_swept_at_the_size_asked_for_and_keeps_the_others():
    first, second = found("mobilenet_v1:classes=10", over="width", values=(0.5, 1), size="96")
    for point, width in ((first, "0.5"), (second, "1")):
        project = open_model(f"mobilenet_v1:classes=10,width={width}", "96")
        assert point.paper.macs == cost(project.graph, project.size).macs
        assert point.paper.input == (3, 96, 96)


def test_the_parameter_of_a_block_is_swept_too_in_numbers_or_words():
    points = found("block/conv", over="act", values=("relu", "none"))
    assert [point.paper.macs for point in points] == [64 * 64 * 9 * 32 * 32] * 2
    assert len({point.paper.activation_bytes for point in points}) == 2


def test_a_value_that_cannot_be_says_why_and_does_not_end_the_sweep():
    shape, bound, fine = found(
        "block/conv:padding=0", "block/conv", over="kernel", values=(99,), size="3x32x32"
    ) + found("block/conv", over="kernel", values=(3,))
    assert "too small for the kernel" in shape.problem
    assert not bound.problem
    assert fine.paper
    too_wide, other = found("block/conv", over="out", values=(0, 8))
    assert too_wide.problem == "out cannot be 0: it takes a whole number from 1 to 65536."
    assert other.paper


@pytest.mark.parametrize(
    ("sweep", "error", "said"),
    [
        (Sweep(("squeezenett",), "resolution", (64,)), UnknownNameError, "Did you mean squeezenet"),
        (Sweep(("block/conv", "block/relu"), "kernel", (3,)), ParamError, "block/relu can be swept over"),
        (Sweep(("squeezenet",), "resolution", (64,), size="32"), ParamError, "the size is what this sweep goes over"),
        (Sweep(("squeezenet",), "threads", (1, 2)), ParamError, "changes nothing on paper"),
    ],
)
def test_a_sweep_that_makes_no_sense_is_refused_as_a_whole(sweep, error, said):
    with pytest.raises(error, match=said):
        finish(paper_sweep(sweep))


def test_a_paper_sweep_tells_how_far_it_is_after_every_point():
    told = list(paper_sweep(Sweep(("block/conv", "block/relu"), "resolution", (8, 16))))
    assert told == [Progress(0.0, "resolution 8")] * 2 + [Progress(0.5, "resolution 16")] * 2


def test_five_models_are_counted_at_thirty_two_resolutions():
    models = presets()[1].sweep.models
    points = finish(paper_sweep(Sweep(models, "resolution", parse_values("64-1056:32"))))
    assert len(models) == 5
    assert len(points) == 5 * 32
    assert not any(point.problem for point in points)


def test_the_settings_of_a_model_are_those_of_its_architecture_or_block(tmp_path):
    assert "width" in [param.name for param in settings("mobilenet_v1:width=0.5")]
    assert "squeeze" in [param.name for param in settings("block/fire")]
    assert settings(str(tmp_path / "mine.slimscope")) == ()


MINE = Drawn("mine", dumps(Project("mine", open_model("block/fire").graph, (48, 48))))


def test_a_model_that_was_drawn_is_swept_as_it_stands_beside_one_that_has_a_name():
    points = found("mine", "block/conv", drawn=(MINE,), values=(16, 32))
    graph = open_model("block/fire").graph
    assert [point.paper.macs for point in points if point.model == "mine"] == [
        cost(graph, (side, side)).macs for side in (16, 32)
    ]
    assert all(point.paper for point in points)


def test_a_model_that_was_drawn_has_no_parameter_to_be_swept_over():
    with pytest.raises(ParamError, match="is nothing that mine can be swept over"):
        found("mine", over="squeeze", drawn=(MINE,))
    assert common_settings(Sweep(("mine", "block/fire"), "resolution", (), drawn=(MINE,))) == ()


def test_a_drawing_that_is_damaged_is_told_by_its_name():
    with pytest.raises(ProjectError, match="torn: is not a Slimscope project"):
        found("torn", drawn=(Drawn("torn", "{}"),))


def test_the_settings_that_all_models_have_are_those_of_the_first_that_the_others_know():
    names = [param.name for param in common_settings(Sweep(("mobilenet_v1", "mobilenet_v2"), "resolution", ()))]
    others = [param.name for param in settings("mobilenet_v2")]
    assert "width" in names
    assert names == [param.name for param in settings("mobilenet_v1") if param.name in others]
    assert common_settings(Sweep((), "resolution", ())) == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nobody", "There is no model named 'nobody'"),
        ("block/nobody", "There is no block named 'nobody'"),
        ("mobilenet_v1:width", "width is not a setting here"),
        ("mobilenet_v1:width=99", "width cannot be 99"),
    ],
)
def test_a_text_that_names_no_model_is_refused_as_it_is_when_it_is_opened(text, said):
    for read in (check_model, open_model):
        with pytest.raises(ZooError, match=said):
            read(text)


@pytest.mark.parametrize("text", ["SqueezeNet 1.1", "mobilenet_v1:width=0.5,classes=10", "block/fire:squeeze=8"])
def test_a_text_that_names_a_model_is_taken(text):
    check_model(text)


def test_curves_are_called_by_what_tells_them_apart():
    a, b = Curve("a", Setup("eager", 1)), Curve("a", Setup("onnxruntime", 2))
    assert curve_names([Curve("a"), Curve("b")]) == {Curve("a"): "a", Curve("b"): "b"}
    assert curve_names([a, b, a]) == {a: "a, eager, 1 thread", b: "a, onnxruntime, 2 threads"}
    assert curve_names([a]) == {a: "a"}


SETUP = Setup("eager", 1)
LATENCY = a_latency(fingerprint="f")
PAPER = Appraisal((3, 64, 64), 10, 20, 30, 40, 50, 60, 70, 0.5)
WHOLE = SweepResult(
    Sweep(("a", "b"), "resolution", (64, (64, 96), 0.5, "relu"), setups=(SETUP,)),
    (
        SweepPoint("a", 64, SETUP, PAPER, LATENCY, against=((Curve("b", SETUP), Comparison(0.5, 0.4, 0.6)),)),
        SweepPoint("b", (64, 96), SETUP, problem="conv1: too small"),
    ),
)


def at(value, **more):
    return SweepPoint("a", value, SETUP, PAPER, replace(LATENCY, **more))


FOUND = SweepResult(Sweep(("a",), "resolution", (8, 16, 32), setups=(SETUP,)), (at(8), at(32)))


def test_the_values_of_which_nothing_is_found_are_missing():
    assert FOUND.missing == (16,)
    assert FOUND.widened((64, 8)).missing == (16, 64)
    assert FOUND.widened((64, 8)).sweep.values == (8, 16, 32, 64)


def test_new_points_replace_all_that_was_found_at_their_values():
    again = at(8, first=9.0)
    assert FOUND.with_points((again,)).points == (at(32), again)
    assert FOUND.with_points((at(16),)).missing == ()


def test_a_sweep_over_fewer_values_has_the_points_of_those():
    assert FOUND.over((32, 64)) == SweepResult(replace(FOUND.sweep, values=(32, 64)), (at(32),))


def test_the_environments_of_a_sweep_are_the_latest_of_each_machine():
    later = replace(LATENCY.environment, date="2027-01-01T00:00:00")
    other = replace(LATENCY.environment, cpu="Another CPU")
    assert FOUND.environments == (LATENCY.environment,)
    found = FOUND.with_points((at(16, environment=later), at(32, environment=other)))
    assert set(found.environments) == {later, other}


def test_sweeps_of_other_values_have_one_question_and_of_other_setups_another():
    assert FOUND.sweep.question == replace(FOUND.sweep, values=(1,)).question
    assert FOUND.sweep.question != replace(FOUND.sweep, setups=()).question


def test_a_sweep_with_a_drawing_reads_back():
    drawn = SweepResult(Sweep(("mine",), "resolution", (64,), drawn=(MINE,)))
    assert read_sweep(sweep_json(drawn)) == drawn


def test_a_sweep_reads_back_as_it_was_written_with_every_sample():
    assert read_sweep(sweep_json(WHOLE)) == WHOLE
    assert read_sweep(sweep_json(WHOLE)).points[0].latency.samples == LATENCY.samples


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"format": "else"}, "is not a Slimscope sweep"),
        ({"version": 99}, "is of version 99"),
        ({"points": [{"model": 3, "value": 1}]}, "is damaged"),
        ({"points": [{"value": 1}]}, "is damaged"),
        ({"points": [{"model": "a", "value": 1, "colour": "red"}]}, "is damaged"),
        ({"sweep": None}, "is damaged"),
    ],
)
def test_a_sweep_that_is_damaged_is_refused_by_name(changes, said):
    text = json.dumps(json.loads(sweep_json(WHOLE)) | changes)
    with pytest.raises(ProjectError, match=said) as caught:
        read_sweep(text, "mine.json")
    assert str(caught.value).startswith("mine.json")


def test_a_spreadsheet_gets_one_row_a_point_with_units_in_the_headings():
    measured, failed = csv.DictReader(io.StringIO(sweep_csv(WHOLE)))
    assert (measured["model"], measured["over"], measured["value"]) == ("a", "resolution", "64")
    assert (measured["runtime"], measured["threads"], measured["input"]) == ("eager", "1", "3x64x64")
    assert (measured["macs"], measured["mult_adds_torchinfo"], measured["pass_bytes_torchinfo"]) == ("20", "30", "40")
    assert float(measured["p50_s"]) == LATENCY.p50
    assert (failed["value"], failed["macs"], failed["problem"]) == ("64x96", "", "conv1: too small")


@pytest.mark.parametrize("preset", presets(), ids=lambda preset: preset.name)
def test_every_preset_can_be_counted_on_paper(preset):
    points = finish(paper_sweep(preset.sweep))
    assert len(points) == len(preset.sweep.models) * len(preset.sweep.values)
    assert not any(point.problem for point in points)
    assert {name for name, _ in preset.printed} <= set(preset.sweep.models)


def test_a_sweep_is_known_as_its_preset_however_it_is_measured():
    for preset in presets():
        assert preset_of(preset.sweep) is preset
        assert preset_of(replace(preset.sweep, setups=(SETUP,))) is preset
        assert preset_of(replace(preset.sweep, values=(7,))) is None


def test_the_two_convolutions_of_figure_1_differ_by_a_constant_factor_of_macs():
    points = finish(paper_sweep(presets()[0].sweep))
    macs = {(point.model, point.value): point.paper.macs for point in points}
    for side in (4, 8, 16, 32, 64):
        assert macs[REGULAR, side] / macs[SEPARABLE, side] == pytest.approx(8.41, abs=0.005)
        assert macs[REGULAR, side] == 9 * 64 * 128 * side**2
