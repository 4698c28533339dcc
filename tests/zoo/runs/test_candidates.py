"""Seeds of one candidate, what differs between candidates, and what a run is paired with."""

import pytest

from modelzoo.plain import from_plain, to_plain
from modelzoo.runs.candidates import candidates, differing, spread
from modelzoo.runs.metrics import Mapping
from modelzoo.runs.pairing import NONE, Pair, Pairing, against, guess_model
from tests.zoo.runs.making import run

MODELS = ("Squeeze U-Net", "Squeeze Encoder Decoder", "L3U-Net", "EdgeSegNet", "mobilenet_v2", "mobilenet_v2:width=0.5")


def names(*runs, by_hand=None):
    return {each.name: [run.name for run in each.runs] for each in candidates(runs, by_hand)}


def test_runs_that_differ_in_their_seed_alone_are_one_candidate():
    runs = [run(f"edge-seed{seed}", {"lr": 0.1, "seed": seed}) for seed in (1, 2)]
    assert names(*runs, run("edge-seed3", {"lr": 0.2, "seed": 3})) == {
        "edge": ["edge-seed1", "edge-seed2"],
        "edge-seed3": ["edge-seed3"],
    }


@pytest.mark.parametrize("name", ["net_seed{}", "net/s{}", "net-sd{}", "seed{}/net", "net.seed={}"])
def test_a_seed_may_stand_in_the_name_alone(name):
    (candidate,) = candidates([run(name.format(seed)) for seed in (1, 20)])
    assert (candidate.name, len(candidate.runs)) == ("net", 2)


def test_versions_of_a_logger_are_seeds_only_where_a_seed_is_told():
    assert len(candidates([run(f"version_{at}", {"lr": 0.1, "seed": at}) for at in (0, 1)])) == 1
    assert len(candidates([run(f"version_{at}", {"lr": 0.1}) for at in (0, 1)])) == 2
    assert len(candidates([run(f"version_{at}", {"seed": at}) for at in (0, 1)])) == 2


def test_other_networks_are_other_candidates_whatever_their_seed():
    assert len(candidates([run("edge_seed1", {"seed": 1}), run("l3u_seed1", {"seed": 1})])) == 2


def test_a_person_has_the_last_word_on_candidates():
    by_hand = {"a": "mine", "b": "mine"}
    assert names(run("a"), run("b"), run("c"), by_hand=by_hand) == {"mine": ["a", "b"], "c": ["c"]}


def test_the_best_values_of_seeds_have_a_mean_and_a_sample_deviation():
    runs = [run(f"net_seed{at}", val_loss=[9, best, 8]) for at, best in enumerate((1, 2, 3))]
    (candidate,) = candidates(runs)
    found = spread(candidate, "val loss", Mapping())
    assert (found.mean, found.deviation, found.low, found.high, found.n) == (2, 1, 1, 3, 3)
    assert spread(candidate, "accuracy", Mapping()) is None
    (single,) = candidates(runs[:1])
    assert spread(single, "val loss", Mapping()).deviation is None


def test_only_hyperparameters_that_differ_are_shown():
    runs = [run("a", {"lr": 0.1, "batch": 8, "fold": True}), run("b", {"lr": 0.2, "batch": 8})]
    assert differing(runs) == {"lr": (0.1, 0.2), "fold": (True, None)}


@pytest.mark.parametrize(
    ("name", "settings", "model"),
    [
        ("edgesegnet-seed1", {}, "EdgeSegNet"),
        ("l3unet_v1/version_0", {}, "L3U-Net"),
        ("squeeze_unet", {}, "Squeeze U-Net"),
        ("exp7", {"model": "Squeeze-Encoder-Decoder"}, "Squeeze Encoder Decoder"),
        ("edgesegnet", {"arch": "L3U-Net"}, "L3U-Net"),
        ("mobilenet_v2:width=0.5 lr 1e-3", {}, "mobilenet_v2:width=0.5"),
        ("mobilenetv2", {}, "mobilenet_v2"),
        ("mobilenet_v25", {}, None),
        ("baseline", {"lr": 0.1}, None),
    ],
)
def test_the_architecture_is_guessed_by_name(name, settings, model):
    assert guess_model(run(name, settings), MODELS) == model


def test_the_teacher_is_the_one_that_is_called_so():
    teacher, student = run("teacher"), run("student")
    assert Pairing().teacher(student, [teacher, student]) is teacher
    assert Pairing().teacher(teacher, [teacher, student]) is None
    assert Pairing().teacher(student, [teacher, run("old-teacher"), student]) is None


def test_a_hyperparameter_names_the_teacher_among_several():
    teachers = [run("teacher-a"), run("teacher-b")]
    student = run("student", {"teacher_run": "teacher_b"})
    assert Pairing().teacher(student, [*teachers, student]) is teachers[1]


def test_pairs_by_hand_go_before_the_guess():
    teacher, student = run("teacher"), run("edgesegnet")
    paired = Pairing().paired(Pair("edgesegnet", model="L3U-Net", teacher=NONE))
    assert paired.model(student, MODELS) == "L3U-Net"
    assert paired.teacher(student, [teacher, student]) is None
    assert paired.paired(Pair("edgesegnet", model=NONE)).model(student, MODELS) is None
    assert Pairing(baseline="teacher").reference([student, teacher]) is teacher


def test_a_pairing_can_be_kept_with_a_project():
    pairing = Pairing((Pair("a", "EdgeSegNet", "t", "c"),), "b")
    assert from_plain(Pairing, to_plain(pairing)) == pairing


def test_a_value_is_held_against_another_by_difference_and_ratio():
    found = against(0.0039, 0.0054)
    assert found.difference == pytest.approx(-0.0015)
    assert found.ratio == pytest.approx(0.7222, abs=1e-4)
    assert against(-1.0, 2.0).ratio is None
