"""Run logs in a window: opened, dropped, followed, kept with the project, and the published table beside them."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog

from app import run_logs
from app.panels.welcome.offer import Offer
from app.session import Session
from modelzoo.project import Project
from modelzoo.project_file import load, save
from modelzoo.published import table3_names
from modelzoo.runs.logs import Logs
from modelzoo.runs.metrics import Correction, Mapping
from modelzoo.runs.pairing import Pairing
from tests.app.boards import column
from tests.app.desk import small
from tests.app.looking import visible_text
from tests.zoo.runs import writing

ROWS = [{"train_loss": 1 / (step + 1), "val_loss": 1.2 / (step + 1)} for step in range(40)]


@pytest.fixture
def logs(tmp_path):
    folder = tmp_path / "logs"
    for name, write in (("first", writing.lightning), ("second", writing.tensorboard), ("third", writing.json_lines)):
        (folder / name).mkdir(parents=True)
        write(folder / name, ROWS)
    return folder


@pytest.fixture
def lab(session: Session, qtbot):
    """A window whose logs are looked at often, with its plot."""
    session.run_logs._again.setInterval(20)
    session.window.runs.prepare_plot()
    with qtbot.waitActive(session.window):
        session.window.show()
        session.window.activateWindow()
    return session


def names(session):
    return [each.name for each in session.window.runs.summaries]


def drop(session, *paths):
    """Drop files on the window, as a file manager does."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    place, action = session.window.rect().center(), Qt.DropAction.CopyAction
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(place, action, data, buttons, keys)
    QApplication.sendEvent(session.window, enter)
    event = QDropEvent(QPointF(place), action, data, buttons, keys)
    QApplication.sendEvent(session.window, event)
    return enter.isAccepted() and event.isAccepted()


def test_a_folder_that_is_dropped_is_opened_with_all_runs_below_it(lab, logs, qtbot):
    assert drop(lab, logs)
    qtbot.waitUntil(lambda: names(lab) == ["first", "second", "third"])
    assert lab.window.pages.current == "runs" and lab.document.project.logs.paths == (str(logs),)
    assert "3 runs, 240 points" in visible_text(lab.window.runs.head)


def test_a_project_that_is_dropped_is_opened_as_one(lab, tmp_path, qtbot):
    save(Project("dropped"), tmp_path / "a.slimscope")
    assert drop(lab, tmp_path / "a.slimscope")
    qtbot.waitUntil(lambda: lab.document.project.title == "dropped")
    assert lab.document.project.logs == Logs()


def test_files_and_folders_are_opened_by_the_actions(lab, logs, qtbot, monkeypatch):
    file = logs / "third" / "metrics.jsonl"
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(file)], ""))
    lab.window.actions_by_name["open_runs"].trigger()
    qtbot.waitUntil(lambda: len(names(lab)) == 1)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(logs / "first"))
    lab.window.actions_by_name["open_run_folder"].trigger()
    qtbot.waitUntil(lambda: len(names(lab)) == 2)
    assert lab.document.project.logs.paths == (str(file), str(logs / "first"))


def test_a_file_that_is_still_written_is_followed_and_nothing_else_changes(lab, logs, qtbot):
    lab.run_logs.open([str(logs)])
    page = lab.window.runs
    qtbot.waitUntil(lambda: len(names(lab)) == 3 and page.head.idle)
    page.table.table.choose_row(1)
    qtbot.waitUntil(lambda: page.plot.look.current == "second")
    item = page.plot.chart.items_by_name["third"]
    with (logs / "third" / "metrics.jsonl").open("a") as file:
        file.write('{"step": 40, "train_loss": 0.01, "val_loss": 0.001}\n')
    qtbot.waitUntil(lambda: page.plot.picture.traces[2].at(40) == 0.001)
    assert page.summaries[2].outcomes["val loss"].best == 0.001
    assert page.table.table.currentIndex().row() == 1 and page.plot.chart.items_by_name["third"] is item


def test_new_points_are_looked_for_often_enough_to_be_there_within_two_seconds():
    assert run_logs.FOLLOW_EVERY + run_logs.SHOW_EVERY < 2000


def test_logs_are_followed_whichever_page_is_shown_and_nothing_is_drawn_that_nobody_sees(lab, logs, qtbot):
    lab.run_logs.open([str(logs)])
    page = lab.window.runs
    qtbot.waitUntil(lambda: len(names(lab)) == 3 and page.head.idle)
    lab.window.pages.turn_to("canvas")
    before = page.plot.picture
    with (logs / "third" / "metrics.jsonl").open("a") as file:
        file.write('{"step": 40, "train_loss": 0.01, "val_loss": 0.001}\n')
    qtbot.waitUntil(lambda: page.summaries[2].outcomes["val loss"].best == 0.001)
    assert page.plot.picture is before
    lab.window.pages.turn_to("runs")
    assert page.plot.picture.traces[2].at(40) == 0.001


def test_the_board_follows_a_run_that_is_still_written(lab, logs, qtbot):
    lab.document.edit("call it third", lambda now: replace(now, title="third", graph=small()))
    lab.run_logs.open([str(logs)])
    qtbot.waitUntil(lambda: len(names(lab)) == 3 and lab.window.runs.head.idle)
    lab.window.pages.turn_to("board")
    qtbot.waitUntil(lambda: column(lab.window.board, "Best val loss") == ["0.03"])
    with (logs / "third" / "metrics.jsonl").open("a") as file:
        file.write('{"step": 40, "train_loss": 0.01, "val_loss": 0.001}\n')
    qtbot.waitUntil(lambda: column(lab.window.board, "Best val loss") == ["0.001"])


def test_what_a_person_says_of_runs_is_a_step_to_undo_and_kept_with_the_project(lab, logs, tmp_path, qtbot):
    lab.run_logs.open([str(logs)])
    qtbot.waitUntil(lambda: len(names(lab)) == 3)
    page = lab.window.runs
    mapping = Mapping((Correction("val_loss", "val distance", "min"),))
    page.mapping_changed.emit(mapping, "val_loss is the val distance")
    page.pairing_changed.emit(Pairing(baseline="first"), "hold runs against first")
    assert "val distance" in page.summaries[0].outcomes and page.summaries[1].to_baseline is not None
    path = tmp_path / "mine.slimscope"
    lab.document.path = path
    lab.files.save()
    qtbot.waitUntil(path.exists)
    lab.document.undo.undo()
    lab.document.undo.undo()
    assert "val loss" in page.summaries[0].outcomes and page.summaries[1].to_baseline is None
    assert load(path).logs == Logs((str(logs),), mapping, Pairing(baseline="first"))
    assert '"logs"' in path.read_text() and str(logs) not in path.read_text()


def test_a_project_opens_with_its_runs_and_tells_those_that_are_missing_without_losing_them(lab, logs, tmp_path, qtbot):
    kept = Logs((str(logs / "first"), str(tmp_path / "gone")), Mapping((Correction("val_loss", "accuracy", "max"),)))
    save(Project("kept", logs=kept), tmp_path / "a.slimscope")
    lab.open(str(tmp_path / "a.slimscope"))
    qtbot.waitUntil(lambda: names(lab) == ["first"])
    lab.window.pages.turn_to("runs")
    qtbot.waitUntil(lambda: "gone: there is no such file or folder" in visible_text(lab.window.runs))
    assert lab.window.runs.summaries[0].outcomes["accuracy"].best == 1.2
    assert lab.document.project.logs == kept and not lab.document.modified


def test_logs_are_closed_by_the_menu_and_come_back_by_undo(lab, logs, qtbot):
    lab.run_logs.open([str(logs / "first"), str(logs / "second")])
    qtbot.waitUntil(lambda: len(names(lab)) == 2)
    menu = lab.window.runs.head._close.menu()
    menu.actions()[0].trigger()
    qtbot.waitUntil(lambda: names(lab) == ["second"])
    lab.document.undo.undo()
    qtbot.waitUntil(lambda: names(lab) == ["first", "second"])
    lab.document.undo.undo()
    qtbot.waitUntil(lambda: names(lab) == [])
    assert "drop files and folders here" in visible_text(lab.window.runs)


def test_reading_is_cancelled_and_goes_on_where_it_was(lab, logs, qtbot, monkeypatch):
    monkeypatch.setattr(run_logs, "_SLICE", 0.0)
    lab.run_logs.open([str(logs)])
    qtbot.waitUntil(lab.window.runs.head._cancel.isVisible)
    lab.window.runs.head._cancel.click()
    qtbot.waitUntil(lambda: not lab.run_logs._reading)
    assert names(lab) == [] and not lab.run_logs._again.isActive()
    monkeypatch.setattr(run_logs, "_SLICE", 1.0)
    lab.window.runs.head._go_on.click()
    qtbot.waitUntil(lambda: len(names(lab)) == 3)


def test_a_torn_and_a_broken_file_give_what_can_be_read_and_say_what_could_not(lab, logs, qtbot):
    with (logs / "third" / "metrics.jsonl").open("a") as file:
        file.write('{"step": 40, "val')
    (logs / "empty.csv").write_text("")
    lab.run_logs.open([str(logs), str(logs / "empty.csv")])
    qtbot.waitUntil(lambda: len(names(lab)) == 3 and "empty.csv" in visible_text(lab.window.runs))
    assert "third: the last line is not finished" in visible_text(lab.window.runs)
    assert len(lab.window.runs.summaries[2].runs[0].series["val_loss"]) == 40


def test_table_4_is_a_project_of_the_article_s_models_with_their_printed_figures_one_click_away(lab, qtbot):
    lab.window.pages.turn_to("welcome")
    offer = next(each for each in lab.window.welcome.findChildren(Offer) if each.accessibleName() == "Table 4")
    qtbot.mouseClick(offer, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(names(lab)) == 4, timeout=60_000)
    assert lab.window.pages.current == "runs" and not lab.document.modified
    assert [each.title for each in lab.document.project.variants] == list(table3_names())
    assert lab.document.project.baseline.title == "Squeeze U-Net" and lab.document.project.places
    assert "Published figures" in visible_text(lab.window.runs)
    row = lab.window.runs.summaries[3]
    assert (row.name, row.format, row.model) == ("EdgeSegNet", "published", "EdgeSegNet")
    assert row.to_baseline["val distance"].ratio == pytest.approx(0.0077 / 0.0094)


def test_tables_3_and_4_joined_show_edgesegnet_dominating_squeeze_u_net(lab, qtbot):
    lab.window.actions_by_name["example_table4"].trigger()
    qtbot.waitUntil(lambda: len(names(lab)) == 4, timeout=60_000)
    lab.window.pages.turn_to("board")
    board = lab.window.board
    assert dict(zip(column(board, "Candidate"), column(board, "Runtime (published, ms)"), strict=True)) == {
        "Squeeze U-Net": "14.200 †",
        "Squeeze U-Net with dep_sep_conv": "11.900 †",
        "Squeeze Encoder Decoder": "10.200 †",
        "L3U-Net": "7.900 †",
        "EdgeSegNet": "6.600 †",
    }
    dots = {dot.entry.title: dot for dot in board.plot.chart.picture.dots}
    assert dots["EdgeSegNet"].on_front and dots["Squeeze U-Net"].faint
    assert dots["EdgeSegNet"].place == (0.0066, 0.0077) and dots["Squeeze U-Net"].place == (0.0142, 0.0094)


def test_an_edited_model_has_no_published_runtime(lab, qtbot):
    lab.window.actions_by_name["example_table4"].trigger()
    qtbot.waitUntil(lambda: len(names(lab)) == 4, timeout=60_000)
    lab.window.pages.turn_to("board")
    lab.document.edit("edit", lambda now: replace(now, graph=small()))
    assert column(lab.window.board, "Runtime (published, ms)")[0] == "–"


def test_runs_of_ones_own_stand_beside_the_published_ones(lab, logs, qtbot):
    lab.window.actions_by_name["example_table4"].trigger()
    qtbot.waitUntil(lambda: len(names(lab)) == 4, timeout=60_000)
    lab.run_logs.open([str(logs / "first")])
    qtbot.waitUntil(lambda: len(names(lab)) == 5)
    assert names(lab)[-1] == "first"


def test_the_points_of_the_curves_are_written_to_a_file(lab, logs, tmp_path, qtbot, monkeypatch):
    lab.run_logs.open([str(logs)])
    qtbot.waitUntil(lambda: len(names(lab)) == 3)
    path = tmp_path / "runs.csv"
    monkeypatch.setattr(QFileDialog, "exec", lambda _: True)
    monkeypatch.setattr(QFileDialog, "selectedFiles", lambda _: [str(path)])
    lab.window.runs.plot._wish("csv")
    qtbot.waitUntil(lambda: path.exists() and len(path.read_text().splitlines()) == 121)
    assert path.read_text().startswith("Run,Step,")
