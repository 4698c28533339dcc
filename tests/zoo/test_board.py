"""The board's core: which candidates there are, what is known of each, what is missing, and what was decided."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modelzoo import variants
from modelzoo.analysis.cost import cost
from modelzoo.board import KINDS, Board, Choice
from modelzoo.board_json import board_from_json, board_to_json
from modelzoo.builder import Builder
from modelzoo.entries import Result, Timed, missing, own_entries, results, with_results, with_times
from modelzoo.measurements import Setup
from modelzoo.pareto import dominates, front
from modelzoo.project import Baseline, Project
from modelzoo.record import Record
from modelzoo.reproduce import table3
from modelzoo.reward import Reward
from modelzoo.runs.candidates import best_of
from modelzoo.runs.logs import Logs
from modelzoo.runs.metrics import Mapping
from modelzoo.runs.summaries import Summing
from modelzoo.runs.table4 import table4
from tests.app.looking import A_COST, a_latency

SIZE = (32, 32)
EDGE, UNET = "EdgeSegNet", "Squeeze U-Net"


def small(out):
    b = Builder()
    b("output", b("conv", b("input"), id="stem", out=out))
    return b.graph


def project():
    wide = Project("wide", small(8), SIZE)
    return variants.add(wide, Project("narrow", small(4), SIZE).shown)


def counted(entries):
    return tuple(replace(each, paper=A_COST) for each in entries)


def taken(graph, machine="A CPU", **changes):
    known = a_latency(fingerprint=graph.fingerprint, input=(3, *SIZE), **changes)
    return replace(known, environment=replace(known.environment, cpu=machine))


def joined_tables():
    """The article's Tables 3 and 4 by model: parameters, mult-adds, pass size and runtime as printed, then Table 4."""
    rows = table3()
    printed = {row.name: [each.published for each in rows if each.name == row.name] for row in rows}
    roles = ("train loss", "val loss", "val distance")
    return {run.name: [*printed[run.name], *(best_of(run, role, Mapping()) for role in roles)] for run in table4()}


def test_the_articles_tables_3_and_4_joined_show_edgesegnet_dominating_squeeze_unet():
    joined = joined_tables()
    assert len(joined) == 4 and {len(figures) for figures in joined.values()} == {7}
    goals = ["min"] * 7
    assert dominates(joined[EDGE], joined[UNET], goals)
    best = {list(joined)[at] for at in front(list(joined.values()), goals)}
    assert EDGE in best and UNET not in best


def test_on_the_board_too_where_the_counts_are_ours_and_the_trainings_printed():
    from modelzoo.zoo import open_model

    trained = results(Summing().summaries(table4(), Logs(), (EDGE, UNET), folded=False))
    assert trained.keys() == {EDGE, UNET} and trained[EDGE]["val distance"].published
    points = []
    for name in (EDGE, UNET):
        model = open_model(name, "64")
        found = cost(model.graph, model.size)
        points.append((found.parameters, found.mult_adds, trained[name]["val loss"].value))
    assert dominates(*points, ("min", "min", "min"))


def test_a_pinned_variant_is_one_candidate_and_another_baseline_one_more():
    both = own_entries(variants.pin(project(), 0))
    assert [(each.key, each.others) for each in both] == [
        (("variant", "wide"), ("baseline",)),
        (("variant", "narrow"), ()),
    ]
    other = replace(project(), baseline=Baseline("wide", small(16), SIZE))
    assert [each.key for each in own_entries(other)][-1] == ("baseline", "wide")


def test_times_of_another_machine_stand_apart_from_those_of_this_one():
    here = taken(small(8))
    there = taken(small(8), "Another CPU")
    (wide, narrow) = with_times(own_entries(project()), Record((there, here)), here.environment.machine)
    assert {timed.cpu: found for timed, found in wide.times.items()} == {"": here, "Another CPU": there}
    assert not narrow.times


def test_what_is_missing_is_asked_once_of_each_whole_model_in_each_setup_on_this_machine():
    here, setups = taken(small(8)), (Setup(), Setup("onnxruntime", 2))
    record = Record((here, taken(small(4), "Another CPU")))
    machine = here.environment.machine
    entries = counted(with_times(own_entries(variants.duplicate(project(), 1)), record, machine))
    wanted = missing(entries, setups, machine)
    assert [(each.title, each.setup) for each in wanted] == [
        ("narrow", setups[0]),
        ("wide", setups[1]),
        ("narrow", setups[1]),
    ]
    assert missing([replace(each, paper=None) for each in entries], setups, machine) == ()
    failed = [replace(each, failures={setups[0]: "no", setups[1]: "no"}) for each in entries]
    assert missing(failed, setups, machine) == ()


def test_of_several_trainings_of_one_model_the_best_counts_in_each_figures_own_direction():
    first, second = (replace(run, hyperparameters={"model": "narrow"}) for run in table4()[:2])
    found = results(Summing().summaries((second, first), Logs(), ("narrow",), folded=False))["narrow"]
    assert found["val loss"] == Result(0.0054, None, 1, first.name, published=True)
    (_, narrow) = with_results(own_entries(project()), {"narrow": found})
    assert narrow.results == found


def test_the_reward_is_the_accuracy_where_the_target_is_met_and_less_beyond_it():
    reward = Reward(0.075, -0.07)
    assert reward.of(0.75, 0.075) == pytest.approx(0.75) == reward.of(75.0, 0.075)
    assert reward.of(75.0, 0.15) == pytest.approx(0.75 * 2**-0.07)
    assert reward.of(0.75, 0.05) > 0.75
    assert Reward(0.075, 0.0).of(0.5, 9.0) == 0.5


def test_one_candidate_is_chosen_and_what_was_said_of_it_goes_with_it():
    board = Board().choosing("variant", "wide").because("small enough")
    assert board.choosing("variant", "wide") == board
    assert board.choosing("zoo", "wide").choice == Choice("zoo", "wide")
    assert Board().because("nobody") == Board()


def test_the_choice_follows_a_variant_to_its_new_name():
    chosen = replace(project(), board=Board().choosing("variant", "wide").because("so"))
    assert variants.rename(chosen, 0, "broad").board.choice == Choice("variant", "broad", "so")
    assert variants.rename(chosen, 1, "slim").board == chosen.board


def test_to_look_at_the_board_otherwise_is_no_work_but_to_decide_is():
    before = project()
    looked = replace(before, board=Board(columns=("macs",), axes=("macs", "parameters")))
    assert looked.is_same_work(before)
    assert not replace(before, board=Board(budgets=(("macs", 5.0),))).is_same_work(before)


TEXTS = st.lists(st.text(max_size=9), max_size=3).map(tuple)
NUMBERS = st.floats(-1e12, 1e12)
BOARDS = st.builds(
    Board,
    TEXTS,
    st.none() | st.builds(Choice, st.sampled_from(KINDS), st.text(), st.text()),
    st.lists(st.tuples(st.text(), NUMBERS), max_size=3).map(tuple),
    TEXTS,
    TEXTS,
    st.tuples(st.text(), st.text()),
    st.builds(Reward, st.floats(1e-6, 1e6), NUMBERS),
    st.lists(st.tuples(st.text(), st.booleans()), max_size=3).map(tuple),
    st.text(),
    st.lists(st.tuples(st.text(), st.none() | NUMBERS, st.none() | NUMBERS), max_size=3).map(tuple),
)


@given(BOARDS)
def test_a_board_reads_back_as_it_was(board):
    assert board_from_json(json.loads(json.dumps(board_to_json(board)))) == board


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("models", "unet"),
        ("choice", {"kind": "network", "title": "x", "why": ""}),
        ("choice", {"kind": "zoo", "title": 5, "why": ""}),
        ("budgets", [["macs", float("nan")]]),
        ("budgets", [["macs", True]]),
        ("axes", ["macs"]),
        ("logs", [["macs", 1]]),
        ("words", 5),
        ("ranges", [["macs", "", None]]),
        ("reward", {"target": 0, "exponent": -0.07}),
    ],
)
def test_a_board_that_makes_no_sense_is_refused(key, value):
    with pytest.raises((ValueError, TypeError)):
        board_from_json(board_to_json(Board()) | {key: value})


@given(st.lists(st.tuples(st.sampled_from(("macs", "p50")), st.none() | NUMBERS)))
def test_a_figure_has_the_last_limit_that_was_set_or_none(steps):
    board, known = Board(), {}
    for key, limit in steps:
        board = board.with_budget(key, limit)
        known[key] = limit
    assert board.limits == {key: limit for key, limit in known.items() if limit is not None}


def test_a_direction_that_is_turned_twice_is_as_before():
    turned = Board().turning("macs")
    assert turned.turned == ("macs",) and turned.turning("macs") == Board()


def test_a_time_is_known_by_its_setup_and_its_machine():
    assert Timed(Setup(), "a") != Timed(Setup(), "b") != Timed(Setup("eager", 2), "b")
