"""A report names files as its reader may know them, never by the author's folders, and they are found again so."""

from dataclasses import replace

import pytest

from modelzoo.jobs import finish
from modelzoo.project_file import load, save
from modelzoo.report.making import make_report
from modelzoo.report.options import Options
from modelzoo.report.rendering import FORMS, renderer
from modelzoo.report.whereabouts import logs_sought, sentence_told, sought, told
from modelzoo.runs.logs import TABLE4, Logs
from tests.zoo.report.reporting import three


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("/home/ann/project/logs/a.csv", "logs/a.csv"),
        ("/home/ann/project", "project"),
        ("/home/ann/elsewhere/net.onnx", "net.onnx"),
        ("/home/ann/project/nets.py:make", "nets.py:make"),
        ("/home/ann/secret/nets.py:make", "nets.py:make"),
        ("package.nets:make", "package.nets:make"),
        ("net.onnx", "net.onnx"),
        ("block/conv:out=4", "block/conv:out=4"),
        (TABLE4, TABLE4),
    ],
)
def test_a_file_is_named_from_the_projects_folder_on_or_by_its_own_name(text, said):
    assert told(text, "/home/ann/project") == said


def test_a_sentence_names_a_file_as_it_is_named_elsewhere():
    paths = ("/home/ann", "/home/ann/logs")
    assert sentence_told("/home/ann/logs/x.csv: is torn.", paths, "/home/ann") == "logs/x.csv: is torn."


def test_what_was_named_so_is_sought_in_each_folder_and_stays_as_it_is_where_it_is_in_none(tmp_path):
    here, there = tmp_path / "here", tmp_path / "there"
    (there / "logs").mkdir(parents=True)
    (there / "nets.py").touch()
    assert sought("logs", (here, there)) == str(there / "logs")
    assert sought("nets.py:make", (here, there)) == f"{there / 'nets.py'}:make"
    assert logs_sought(Logs(("gone", TABLE4)), (here, there)).paths == ("gone", TABLE4)


@pytest.mark.parametrize("suffix", [each for each in FORMS if each != ".pdf"])
def test_no_form_of_a_report_tells_of_the_authors_folders(tmp_path, suffix):
    log, away = tmp_path / "mine" / "logs" / "log.csv", tmp_path / "away" / "torn.csv"
    for path in (log, away):
        path.parent.mkdir(parents=True)
    log.write_text("step,val_loss\n0,0.5\n1,0.25\n")
    away.write_text("no table at all")
    file = tmp_path / "mine" / "project.slimscope"
    save(replace(three(), logs=Logs((str(log), str(away)))), file)
    made = finish(make_report(load(file), Options(folder=str(file.parent))))
    assert made.logs.paths == ("logs/log.csv", "torn.csv")
    assert str(tmp_path) not in renderer(suffix)(made, "A4").decode("utf-8-sig")
