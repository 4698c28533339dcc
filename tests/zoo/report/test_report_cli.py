"""`slimscope report`: a file for a project or for named models, without Qt."""

import json

import pytest

from modelzoo.project_file import save
from modelzoo.report.reading import read_report
from tests.zoo.report.reporting import three


@pytest.fixture
def project(tmp_path):
    path = tmp_path / "three.slimscope"
    save(three(), path)
    return str(path)


@pytest.mark.parametrize("suffix", [".pdf", ".html", ".csv", ".tex", ".md"])
def test_a_project_is_written_in_every_form_and_states_its_figures(ask_json, project, tmp_path, suffix):
    out = tmp_path / f"report{suffix}"
    answer = ask_json("report", project, "--out", str(out))
    assert answer["path"] == str(out) and (answer["pages"] or 0) >= (suffix == ".pdf")
    found = read_report(out)
    assert [each.candidate for each in found.report.models] == ["wide", "middle", "narrow"]
    assert all(found.shows(each.shown) for each in found.report.statements if each.shown)


def test_models_that_are_named_are_held_against_the_first_and_not_measured_unasked(ask, tmp_path):
    out = tmp_path / "models.md"
    ask("report", "block/fire", "block/fire:squeeze=8", "--size", "16", "--out", str(out))
    text = out.read_text()
    assert "### block/fire (squeeze=8) against block/fire" in text or "against block/fire" in text
    assert "No candidate was measured" in text


def test_models_can_be_measured_for_the_report(ask, tmp_path):
    out = tmp_path / "models.md"
    models = ("block/fire", "block/fire:squeeze=8")
    ask("report", *models, "--size", "8", "--measure", "--seconds", "0.01", "--out", str(out))
    text = out.read_text()
    assert "No candidate was measured" not in text and "is the baseline" in text and "Was the machine busy" in text


def test_a_network_from_outside_is_told_of_with_its_file_and_without_what_only_torchinfo_counts(ask, tmp_path):
    path, out = tmp_path / "mine.onnx", tmp_path / "models.md"
    ask("export", "block/fire", "--size", "16", "--onnx", str(path))
    ask("report", "block/fire", str(path), "--size", "16", "--out", str(out))
    text = out.read_text()
    page = text[text.index("### mine") : text.index("## Sweeps")]
    assert "File: mine.onnx" in page and "Digest: " in page and "Pass size (torchinfo)" not in page
    assert [each.source for each in read_report(out).report.models] == ["", "mine.onnx"]
    assert str(tmp_path) not in text


def test_runs_stand_in_the_report_of_a_project_too(ask, project, tmp_path):
    (tmp_path / "log.csv").write_text("step,val_loss\n0,0.5\n1,0.25\n")
    out = tmp_path / "report.md"
    ask("report", project, "--runs", str(tmp_path / "log.csv"), "--sections", "runs", "--out", str(out))
    assert "0.25" in out.read_text() and "## Candidates" not in out.read_text()


def test_a_report_is_written_over_an_earlier_one_but_over_nothing_else_unasked(ask, refuse, project, tmp_path):
    out = tmp_path / "report.csv"
    ask("report", project, "--out", str(out))
    ask("report", project, "--out", str(out))
    out.write_text("my,own,figures\n")
    code, told = refuse("report", project, "--out", str(out))
    assert code == 1 and "is no report. Add --force" in told and out.read_text() == "my,own,figures\n"
    ask("report", project, "--force", "--out", str(out))
    assert read_report(out).report.models


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--out", "r.docx"), "a report is written as .pdf, .html"),
        (("--out", "r.md", "--sections", "prices"), "sections has no 'prices'"),
        (("--out", "r.md", "--runs", "nowhere"), "nowhere: there is no such file or folder"),
        (("--out", "nowhere/r.md"), "cannot be written"),
    ],
)
def test_a_mistake_is_told_in_one_line(refuse, project, arguments, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, told = refuse("report", project, *arguments)
    assert code == 1 and said in told and told.count("\n") == 1


def test_nothing_to_tell_of_is_a_mistake(refuse, tmp_path):
    code, told = refuse("report", "--out", str(tmp_path / "r.md"))
    assert code == 1 and "nothing to report yet" in told


def test_json_is_the_only_thing_on_standard_output(ask, project, tmp_path):
    printed = ask("report", project, "--out", str(tmp_path / "r.md"), "--json")
    assert json.loads(printed)["pages"] is None
