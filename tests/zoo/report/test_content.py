"""What a report says of a project: nothing that is not known, and everything with its unit, source and doubt."""

from dataclasses import replace
from pathlib import Path

import pytest

from modelzoo.analysis.cost import cost
from modelzoo.board import Board
from modelzoo.errors import ParamError, ZooError
from modelzoo.measurements import Load, Setup
from modelzoo.project import Project, Variant
from modelzoo.project_file import load
from modelzoo.report.document import Curves, Drawing, Scatter
from modelzoo.report.making import make_report
from modelzoo.report.options import SECTIONS, Options, chosen_sections
from modelzoo.runs.logs import Logs
from modelzoo.zoo import open_model
from tests.zoo.report.reporting import (
    SIZE,
    column,
    finished,
    parts,
    reported,
    said,
    section,
    small,
    tables,
    tables_3_and_4,
    taken,
    three,
)

GOLDEN = Path(__file__).parents[2] / "data" / "project_v3.slimscope"


def test_the_summary_tells_the_choice_its_reason_and_what_the_figures_say_of_it():
    text = said(section(reported(three()), "summary"))
    assert "Chosen: narrow" in text and "Why: It is the fastest & smallest." in text
    assert "25.0 % of the parameters" in text
    assert "run by eager, 1 thread: faster (0.25 of its time" in text


def test_the_key_figures_set_the_chosen_candidate_beside_the_baseline_and_the_best():
    project = three()
    board = project.board.with_budget("parameters", 500.0)
    table = tables(section(reported(replace(project, board=board)), "summary"))["Key figures"]
    assert [each.title for each in table.columns[1:4]] == ["narrow (chosen)", "wide (baseline)", "Limit"]
    rows = {row[0]: row[1:] for row in table.rows}
    assert rows["p50, eager, 1 thread (ms)"] == ("1.000", "4.000", "–", "1.000", "narrow", "3")
    (told,) = (row for head, row in rows.items() if head.startswith("Parameters"))
    assert told[2].startswith("≤ ") and told[4] == "narrow"


def test_the_key_figures_of_a_model_alone_are_its_own():
    project = Project().with_variants((Variant("alone", small(4), SIZE),), 0)
    table = tables(section(reported(project), "summary"))["Key figures"]
    assert [each.title for each in table.columns] == ["Figure", "alone"]


def test_a_figure_that_others_printed_has_no_digit_that_they_did_not_print():
    models = tuple(open_model(name, "64").shown for name in ("Squeeze U-Net", "EdgeSegNet"))
    rows = tables(section(reported(Project().with_variants(models, 0)), "candidates"))
    cells = [cell for table in rows.values() for row in table.rows for cell in row if cell.endswith("†")]
    assert cells == ["14.2 †", "6.6 †"]


def test_who_dominates_whom_is_told_with_the_figures_in_which():
    rows = tables(section(reported(three()), "summary"))["Who dominates whom"].rows
    assert {row[:2] for row in rows} == {("middle", "narrow"), ("wide", "middle"), ("wide", "narrow")}
    assert all("Parameters" in row[2] and "p50, eager, 1 thread" in row[2] for row in rows)


def test_two_times_that_show_no_difference_are_as_good_as_each_other():
    project = three()
    graphs = [each.graph for each in project.variants]
    same = [taken(graph, 0.002) for graph in graphs]
    rows = tables(section(reported(replace(project, record=project.record.with_latencies(*same))), "summary"))
    assert "p50, eager, 1 thread" in rows["Who dominates whom"].rows[0][3]


def test_the_articles_tables_3_and_4_joined_show_edgesegnet_dominating_squeeze_unet():
    rows = tables(section(reported(tables_3_and_4()), "summary"))["Who dominates whom"].rows
    assert [row[:2] for row in rows] == [("Squeeze U-Net", "EdgeSegNet")]
    assert rows[0][2].count(";") == 5


def test_who_is_dominated_in_the_two_figures_of_the_plot_is_told_with_by_whom():
    project = tables_3_and_4()
    board = replace(project.board, axes=("mult_adds", "val distance"))
    text = said(section(reported(replace(project, board=board)), "summary"))
    assert "On the Pareto front over Mult-adds (torchinfo) and Best val distance: EdgeSegNet." in text
    assert "Dominated in these two: Squeeze U-Net by EdgeSegNet." in text


def test_published_figures_are_marked_as_such_wherever_they_stand():
    made = reported(tables_3_and_4())
    for key, caption in (("candidates", "Candidates"), ("runs", "Training runs")):
        table = tables(section(made, key))[caption]
        assert all(cell.endswith(" †") for cell in column(table, "Best val distance"))
        assert "† " in table.note and "as published" in table.note


def test_what_was_not_measured_is_said_to_be_so():
    project = replace(three(), record=Project().record)
    made = reported(project)
    assert "No candidate was measured" in said(section(made, "summary"))
    assert said(section(made, "models")).count("Time: not measured.") == 3
    assert "Nothing was measured" in said(section(made, "environment"))


def test_a_time_in_doubt_carries_a_mark_and_its_reason():
    project = three()
    busy = taken(project.graph, 0.001, load=Load(foreign_cores=2.0))
    made = reported(replace(project, record=project.record.with_latencies(busy)))
    times = column(tables(section(made, "candidates"))["Candidates"], "p50, eager, 1 thread (ms)")
    assert [each.endswith("?") for each in times] == [False, False, True]
    assert "Other processes kept 2.0 cores busy" in said(section(made, "models"))
    assert "1 of 3 latencies are in doubt" in said(section(made, "environment"))


def test_a_time_that_rests_on_few_runs_carries_the_mark_its_reason_and_its_doubt():
    project = three()
    known = taken(project.graph, 0.001)
    short = replace(known, samples=known.samples[:20])
    made = reported(replace(project, record=project.record.with_latencies(short)))
    times = column(tables(section(made, "candidates"))["Candidates"], "p50, eager, 1 thread (ms)")
    assert [each.endswith("?") for each in times] == [False, False, True]
    assert "20 runs in 0.02 s" in said(section(made, "models"))
    stated = {each.candidate: each.doubtful for each in made.statements if each.what == "p50_s"}
    assert list(stated.values()) == [False, False, True]


def test_a_limit_names_who_misses_it_and_of_whom_nothing_is_known():
    project = three()
    board = project.board.with_budget("parameters", 300.0).with_budget("accuracy", 0.9)
    made = reported(replace(project, board=board))
    assert column(tables(section(made, "summary"))["Limits"], "Missed by") == ["wide and middle"]
    standing = column(tables(section(made, "candidates"))["Candidates"], "Standing")
    assert ["misses a limit" in each for each in standing] == [True, True, False]
    points = next(each for each in parts(section(made, "pareto")) if isinstance(each, Scatter)).points
    assert [each.state for each in points] == ["missing a limit", "missing a limit", "chosen"]


def test_the_candidates_table_has_the_boards_columns_in_its_order():
    board = Board(columns=("peak", "weights"))
    table = tables(section(reported(replace(three(), board=board)), "candidates"))["Candidates"]
    assert [each.title for each in table.columns[3:-1]] == ["Weights", "Peak activations"]
    assert all(each.unit == "kB" for each in table.columns[3:-1])


def test_figures_are_stated_as_a_count_gives_them_and_as_they_were_measured():
    project = three()
    stated = {(each.candidate, each.what, each.runtime): each for each in reported(project).statements}
    for variant in project.variants:
        found = cost(variant.graph, variant.size)
        assert stated[variant.title, "macs", ""].value == found.macs
        assert stated[variant.title, "pass_bytes_torchinfo", ""].value == found.pass_bytes
        machine = taken(variant.graph).environment.machine
        latency = project.record.latency(variant.graph.fingerprint, variant.size, Setup(), machine)
        assert stated[variant.title, "p50_s", "eager"].value == latency.p50
        assert stated[variant.title, "p50_s", "eager"].n == latency.n


def test_each_section_can_be_left_out_and_none_is_there_unasked():
    for key in SECTIONS:
        wanted = chosen_sections(without=[key])
        assert key not in wanted and set(wanted) | {key, "claims"} == set(SECTIONS)
    assert [each.key for each in reported(three(), "pareto", "summary").sections] == ["summary", "pareto"]


def test_a_section_that_there_is_not_is_refused_with_those_that_there_are():
    with pytest.raises(ParamError, match="has no 'prices': there are summary, candidates"):
        chosen_sections(["prices"])


def test_a_project_without_anything_is_told_so():
    with pytest.raises(ZooError, match="nothing to report yet"):
        reported(Project())


def test_a_project_with_nothing_but_runs_has_a_report_of_them():
    made = reported(replace(Project(), logs=tables_3_and_4().logs))
    assert [each.key for each in made.sections] == ["summary", "sweeps", "runs", "environment"]
    assert len(tables(section(made, "runs"))["Training runs"].rows) == 4


def test_the_report_of_a_project_with_all_kinds_of_records_tells_of_each():
    made = reported(load(GOLDEN))
    assert {"CPU: Another CPU", "CPU: Example CPU 1"} <= set(said(section(made, "environment")).splitlines())
    titles = [each.title for each in section(made, "models").sections]
    assert titles == ["Golden – example", "deeper", "narrow", "SqueezeNet 1.1", "MobileNetV1 (width=0.5)"]
    blocks = tables(section(made, "models"))["Time per block, eager, 1 thread, Example CPU 1"]
    assert [row[0] for row in blocks.rows[-3:]] == ["reorder", "Unattributed", "Whole model"]
    assert len(section(made, "sweeps").sections) == 1
    assert "there is no such file or folder" in said(section(made, "runs"))


def test_a_model_is_drawn_with_every_block_and_every_wire():
    project = tables_3_and_4()
    drawings = [each for each in parts(section(reported(project), "models")) if isinstance(each, Drawing)]
    for variant, drawing in zip(project.variants, drawings, strict=True):
        assert [box.id for box in drawing.boxes] == [node.id for node in variant.graph]
        assert len(drawing.wires) == sum(len(node.sources) for node in variant.graph)


def test_no_wire_runs_behind_a_box():
    for drawing in (each for each in parts(section(reported(tables_3_and_4()), "models")) if isinstance(each, Drawing)):
        for wire in drawing.wires:
            for (x1, y1), (x2, y2) in zip(wire.points, wire.points[1:], strict=False):
                left, right, top, bottom = min(x1, x2), max(x1, x2), min(y1, y2), max(y1, y2)
                for box in drawing.boxes:
                    apart = right <= box.x or left >= box.x + box.width or bottom <= box.y or top >= box.y + box.height
                    assert apart, (wire, box.id)


def test_claims_are_worked_out_where_they_are_asked_for():
    text = said(section(reported(three(), "claims"), "claims"))
    assert "claims:" in text and "hold" in text


def test_the_seeds_of_one_candidate_are_folded_with_mean_and_deviation(tmp_path):
    for seed in range(3):
        rows = [f"{step},{1 / (step + 1) + 0.01 * seed}" for step in range(30)]
        (tmp_path / f"narrow_seed{seed}.csv").write_text("\n".join(["step,val_loss", *rows]))
    project = replace(three(), logs=Logs((str(tmp_path),)))
    made = reported(project)
    table = tables(section(made, "runs"))["Training runs"]
    assert column(table, "Seeds") == ["3"] and "± 0.01" in column(table, "Best val loss")[0]
    curves = next(each for each in parts(section(made, "runs")) if isinstance(each, Curves))
    assert len(curves.curves) == 1 and curves.curves[0].lows
    assert "± 0.01" in column(tables(section(made, "candidates"))["Candidates"], "Best val loss")[2]


def test_a_report_can_be_given_up_at_any_time():
    job = make_report(tables_3_and_4(), Options())
    next(job)
    job.close()
    assert finished(make_report(three(), Options())).title == "wide, middle and narrow"
