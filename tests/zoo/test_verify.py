"""`verify` on paper: what reports and projects state, counted and read again; and what was tampered with."""

import json
from dataclasses import replace

import pytest
from onnx import helper

from modelzoo.analysis.sweep import paper_sweep
from modelzoo.board import Board
from modelzoo.cli import DIFFERS, main
from modelzoo.imports.opening import open_foreign
from modelzoo.jobs import finish
from modelzoo.project import Project
from modelzoo.project_file import save
from modelzoo.report.making import report
from modelzoo.report.options import Options
from modelzoo.report.reading import read_report
from modelzoo.runs.logs import TABLE4, Logs
from modelzoo.sweeps import Sweep
from modelzoo.variants import arrived
from tests.zoo.imports.making import model, saved
from tests.zoo.stating import a_project, a_timed_project, check_of, on_paper, swept, written

REPORTS = (".pdf", ".html", ".csv", ".tex", ".md")
TEXTS = REPORTS[1:]
SWEEP = Sweep(("block/conv:out=4", "block/conv:out=8"), "resolution", (8, 16))


@pytest.mark.parametrize("suffix", REPORTS)
def test_a_report_of_any_form_states_figures_that_hold(tmp_path, suffix):
    found = on_paper(written(a_timed_project(), tmp_path, suffix))
    assert {each.verdict for each in found.checks} == {"holds"}
    stated = {each.what for each in found.checks}
    assert stated >= {"parameters", "macs", "mult_adds_torchinfo", "pass_bytes_torchinfo", "peak_activation_bytes"}
    assert found.skipped == 2 and "2 not measured" in found.text


@pytest.mark.parametrize("suffix", TEXTS)
def test_one_digit_of_a_stated_figure_changed_is_told(tmp_path, suffix):
    path = written(a_project(), tmp_path, suffix)
    macs = int(check_of(on_paper(path), "macs").stated.replace(",", ""))
    text = path.read_text("utf-8")
    assert text.count(f"{macs}.0") == 1
    path.write_text(text.replace(f"{macs}.0", f"{macs + 1}.0"), "utf-8")
    told = check_of(on_paper(path), "macs")
    assert (told.verdict, told.stated, told.found) == ("differs", f"{macs + 1:,}", f"{macs:,}")


def test_a_figure_that_the_text_shows_otherwise_than_it_was_stated_is_told(tmp_path):
    path = written(a_project(), tmp_path, ".md")
    shown = next(each.shown for each in read_report(path).report.statements if each.what == "macs")
    before, _, statements = path.read_text().rpartition("<!--")
    assert shown in before
    path.write_text(f"{before.replace(shown, '9.99')}<!--{statements}")
    told = check_of(on_paper(path), "macs")
    assert told.verdict == "differs" and f"written with {shown}" in told.why


@pytest.mark.parametrize("suffix", TEXTS)
def test_any_word_of_a_report_changed_is_told(tmp_path, suffix):
    path = written(a_project(), tmp_path, suffix)
    path.write_text(path.read_text("utf-8").replace("Mine", "Yours", 1), "utf-8")
    told = check_of(on_paper(path), "the file as a whole")
    assert told.verdict == "differs" and "changed after it was written" in told.why


def test_a_pdf_with_another_byte_is_told(tmp_path):
    path = written(a_project(), tmp_path, ".pdf")
    path.write_bytes(path.read_bytes().replace(b"Slimscope", b"Slimscape", 1))
    assert check_of(on_paper(path), "the file as a whole").verdict == "differs"


def test_white_space_that_an_editor_adds_to_a_report_is_nothing(tmp_path):
    path = written(a_project(), tmp_path, ".md")
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert check_of(on_paper(path), "the file as a whole").verdict == "holds"


def test_what_trainings_came_to_is_read_again(tmp_path):
    log = tmp_path / "student" / "metrics.csv"
    log.parent.mkdir()
    log.write_text("epoch,step,val_loss\n0,10,0.5\n1,20,0.25\n2,30,0.4\n")
    path = written(replace(a_project(), logs=Logs((str(log),))), tmp_path, ".md")
    assert check_of(on_paper(path), "best val loss").verdict == "holds"
    log.write_text("epoch,step,val_loss\n0,10,0.5\n1,20,0.35\n2,30,0.4\n")
    told = check_of(on_paper(path), "best val loss")
    assert (told.verdict, told.stated, told.found) == ("differs", "0.25", "0.35")
    log.unlink()
    assert check_of(on_paper(path), "best val loss").verdict == "not checked"


def test_published_results_hold_as_long_as_the_table_says_so(tmp_path):
    found = on_paper(written(replace(a_project(), logs=Logs((TABLE4,))), tmp_path, ".csv"))
    published = [each for each in found.checks if each.what.startswith("best ")]
    assert len(published) == 12 and {each.verdict for each in published} == {"holds"}
    assert all("as published" in each.found for each in published)


def test_a_projects_sweep_is_counted_again_and_a_figure_tampered_with_is_told(tmp_path):
    points = finish(paper_sweep(SWEEP))
    assert {each.verdict for each in on_paper(written(swept(a_project(), points), tmp_path, ".slimscope")).checks} == {
        "holds"
    }
    wrong = replace(points[0], paper=replace(points[0].paper, parameters=points[0].paper.parameters + 1))
    found = on_paper(written(swept(a_project(), (wrong, *points[1:])), tmp_path, ".slimscope"))
    (told,) = found.of("differs")
    assert (told.candidate, told.what) == ("block/conv:out=4, resolution 8", "parameters")


def test_a_model_of_the_board_and_a_log_that_are_not_there_any_more_are_told(tmp_path):
    project = replace(a_project(), board=Board(("SqueezeNet 1.1", "Gone Net")), logs=Logs((str(tmp_path / "gone"),)))
    found = on_paper(written(project, tmp_path, ".slimscope"))
    assert {each.candidate for each in found.of("differs")} == {"Gone Net", str(tmp_path / "gone")}
    assert [each.candidate for each in found.of("holds")] == ["SqueezeNet 1.1"]


def test_a_project_that_states_nothing_says_so(tmp_path):
    assert (
        on_paper(written(a_project(), tmp_path, ".slimscope")).text == "Nothing is stated here that could be checked."
    )


def test_a_network_from_outside_holds_as_long_as_its_file_is_the_same(tmp_path):
    file = saved(model([helper.make_node("Relu", ["x"], ["y"])]), tmp_path)
    itself = arrived(open_foreign(str(file)).at_rest)
    path = written(replace(a_project(), graph=itself.graph, size=itself.size, source=itself.source), tmp_path, ".md")
    assert {each.verdict for each in on_paper(path).checks} == {"holds"}
    saved(model([helper.make_node("Sigmoid", ["x"], ["y"])]), tmp_path)
    told = check_of(on_paper(path), "the file it came from")
    assert told.verdict == "differs" and "another network now" in told.why
    assert check_of(on_paper(path), "macs").verdict == "not checked"


def test_the_command_gives_a_document_and_its_exit_code_tells_whether_all_holds(tmp_path, ask_json, ask, capsys):
    path = written(a_project(), tmp_path, ".md")
    found = ask_json("verify", str(path), "--paper-only")
    assert list(found)[:2] == ["checked", "differing"] and found["checked"] > 5 and found["differing"] == []
    assert "found as stated" in ask("verify", str(path), "--no-measure")
    path.write_text(path.read_text().replace("Mine", "Yours", 1))
    assert main(["verify", str(path), "--paper-only", "--json"]) == DIFFERS == 3
    (told,) = json.loads(capsys.readouterr().out)["differing"]
    assert set(told) == {"candidate", "what", "stated", "found", "verdict", "why"}


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.txt", b"1", "is neither a project nor a report"),
        ("a.md", b"# Mine", "is no report of Slimscope's that states its figures"),
        ("a.md", b"<!-- slimscope-statements {} -->", "is not a Slimscope report"),
        ("a.html", b"\xff\xfe\x00", "is not text"),
        ("a.pdf", b"%PDF-1.7 no more", "is no PDF that can be read"),
        ("a.slimscope", b"{}", "is not a Slimscope project"),
    ],
)
def test_what_is_neither_a_project_nor_a_report_is_refused_with_one_line(tmp_path, refuse, name, content, said):
    (tmp_path / name).write_bytes(content)
    code, told = refuse("verify", str(tmp_path / name))
    assert code == 1 and said in told and len(told.splitlines()) == 1


def test_a_file_that_is_not_there_is_refused(tmp_path, refuse):
    code, told = refuse("verify", str(tmp_path / "gone.pdf"))
    assert code == 1 and "is not there" in told


def test_a_damaged_project_is_not_verified(tmp_path, refuse):
    path = tmp_path / "mine.slimscope"
    save(a_timed_project(), path)
    path.write_text(path.read_text().replace('"variants"', '"varients"'))
    assert refuse("verify", str(path))[0] == 1


def test_the_points_of_a_reports_sweep_and_its_claims_are_found_again(tmp_path):
    options = Options(sections=("sweeps", "claims"))
    path = tmp_path / "mine.csv"
    path.write_bytes(finish(report(swept(Project(), finish(paper_sweep(SWEEP))), options, ".csv")))
    found = on_paper(path)
    assert {each.verdict for each in found.checks} == {"holds"}
    assert {each.candidate for each in found.checks if each.what == "macs"} == {
        f"block/conv:out={out}, resolution {size}" for out in (4, 8) for size in (8, 16)
    }
    claims = [each for each in found.checks if each.what == "claim"]
    assert len(claims) > 50 and "does not hold" in {each.stated for each in claims}
