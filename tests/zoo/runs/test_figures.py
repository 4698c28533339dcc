"""Best and last, the gap, and the rule by which a run over- or underfits."""

import math

import numpy as np
import pytest

from modelzoo.runs.figures import Rule, figures, fit, gap, lowest_train_loss, reference_loss
from modelzoo.runs.metrics import Correction, Mapping
from modelzoo.runs.run import Run
from modelzoo.runs.table4 import table4
from tests.zoo.runs.making import run, series

GUESSED = Mapping()


def test_the_best_is_not_the_last():
    found = figures(series("val_loss", [3, 1, 1, 2], [10, 20, 30, 40], [0, 1, 2, 3]), "min")
    assert (found.best, found.best_step, found.best_epoch) == (1, 20, 1)
    assert (found.last, found.last_step) == (2, 40)


def test_the_highest_is_the_best_where_high_is_good():
    assert figures(series("acc", [0.1, 0.9, 0.5]), "max").best == 0.9


def test_what_is_not_finite_is_neither_best_nor_last():
    found = figures(series("val_loss", [-math.inf, 2, math.nan]), "min")
    assert (found.best, found.last, found.last_step) == (2, 2, 1)
    assert figures(series("val_loss", [math.nan]), "min").last is None


def test_without_a_direction_there_is_no_best():
    found = figures(series("lr", [1, 2]), None)
    assert (found.best, found.best_step, found.last) == (None, None, 2)


def test_the_gap_is_taken_where_the_validation_loss_is_best():
    between = gap(run("a", train_loss=[5, 4, 3, 2], val_loss=[6, 4.5, 5, 7]), GUESSED)
    assert (between.step, between.train, between.val, between.difference) == (1, 4, 4.5, 0.5)


def test_the_gap_goes_by_epochs_where_both_losses_tell_them():
    train = series("loss", [4, 3, 2, 1], [0, 100, 200, 300], [0, 1, 2, 3])
    val = series("val_loss", [4, 1, 2], [0, 1, 2], [0, 1, 2])
    assert gap(Run("p", "a", "CSV", series={"loss": train, "val_loss": val}), GUESSED).train == 3


def test_without_both_losses_there_is_no_gap():
    assert gap(run("a", train_loss=[1]), GUESSED) is None
    assert gap(run("a", val_loss=[math.nan], train_loss=[1]), GUESSED) is None


FALLING = [2.0, 1.6, 1.3, 1.1, 1.0, 0.9, 0.8, 0.75, 0.7, 0.65, 0.6, 0.55]
RISING = [2.0, 1.6, 1.3, 1.1, 1.0, 1.1, 1.3, 1.5, 1.7, 1.9, 2.1, 2.3]


def noisy(curve, share, seed):
    """A curve with so large a noise beside its values."""
    return list(np.array(curve) * (1 + share * np.random.default_rng(seed).standard_normal(len(curve))))


def test_a_validation_loss_that_rises_while_training_goes_on_falling_overfits():
    rising = run("a", train_loss=FALLING, val_loss=RISING)
    assert fit(rising, GUESSED, None).verdict == "overfits"
    assert "rose from 1.1 around step 3 to 1.9" in fit(rising, GUESSED, None).reason
    assert fit(rising, GUESSED, 1.0, Rule(rise=1.8)).verdict == "fits"


@pytest.mark.parametrize("length", [10, 30, 300, 3000])
@pytest.mark.parametrize("share", [0.02, 0.2])
def test_a_noisy_loss_that_stays_where_it_is_fits(length, share):
    train = list(np.linspace(1.0, 0.5, length))
    flat = [run("a", train_loss=train, val_loss=noisy(np.ones(length), share, seed)) for seed in range(40)]
    verdicts = [fit(each, GUESSED, 0.5).verdict for each in flat]
    assert verdicts.count("fits") >= 38 and "unknown" not in verdicts


@pytest.mark.parametrize("share", [0.01, 0.1])
@pytest.mark.parametrize("length", [60, 600])
def test_a_noisy_loss_that_truly_rises_overfits(length, share):
    train = noisy(np.linspace(1.0, 0.2, length), share, 1000)
    val = np.concatenate([np.linspace(2, 1, length // 3), np.linspace(1, 2, length - length // 3)])
    for seed in range(40):
        assert fit(run("a", train_loss=train, val_loss=noisy(val, share, seed)), GUESSED, 0.2).verdict == "overfits"


def test_a_single_value_far_off_does_not_tell_that_a_run_overfits():
    for val in ([*FALLING[:-1], 9.0], [*FALLING[:5], 0.1, *FALLING[6:]]):
        assert fit(run("a", train_loss=FALLING, val_loss=val), GUESSED, 0.5).verdict == "fits"


def test_of_a_short_log_it_is_not_said_that_it_overfits_or_fits():
    short = run("a", train_loss=FALLING[:9], val_loss=RISING[:9])
    assert fit(short, GUESSED, 0.6).verdict == "unknown"
    assert "too few validation losses to tell whether it overfits: 9" in fit(short, GUESSED, 0.6).reason
    assert "fewer than 10 validation losses nothing is said" in Rule().text


def test_a_training_that_falls_apart_does_not_overfit():
    assert fit(run("a", train_loss=RISING, val_loss=RISING), GUESSED, 2.0).verdict == "fits"


@pytest.mark.parametrize(("reference", "verdict"), [(1.0, "underfits"), (1.01, "fits"), (None, "unknown")])
def test_underfitting_is_told_against_a_reference(reference, verdict):
    steady = run("a", train_loss=[8] * 9 + [4], val_loss=[8] * 10)
    assert fit(steady, GUESSED, reference).verdict == verdict


def test_a_short_log_may_underfit():
    assert fit(run("a", train_loss=[8, 4]), GUESSED, 1.0).verdict == "underfits"


def test_losses_below_zero_have_no_ratio():
    assert fit(run("a", train_loss=[-1, -2], val_loss=[-1, -0.5]), GUESSED, 1.0).verdict == "unknown"


def test_roles_by_hand_decide_what_is_looked_at():
    mapping = Mapping((Correction("x", "train loss", "min"), Correction("y", "val loss", "min")))
    assert fit(run("a", x=FALLING, y=RISING), mapping, None).verdict == "overfits"


def test_the_rule_is_stated_with_its_numbers():
    assert "at least 1.5 times" in Rule(rise=1.5).text
    assert "at least 3 times" in Rule(short=3).text


def test_table_4_says_what_the_article_says_of_it():
    runs = {each.name: each for each in table4()}
    reference = lowest_train_loss(runs["Squeeze U-Net"], GUESSED)
    verdicts = {name: fit(each, GUESSED, reference).verdict for name, each in runs.items()}
    assert [name for name, verdict in verdicts.items() if verdict == "underfits"] == ["Squeeze Encoder Decoder"]
    assert all(each.published for each in runs.values())
    values = {name: [float(each.series[m].values[0]) for m in each.series] for name, each in runs.items()}
    assert all(best < first for best, first in zip(values["EdgeSegNet"], values["Squeeze U-Net"], strict=True))


def test_a_training_loss_of_0_takes_the_verdict_from_nobody():
    assert reference_loss([None, 0.0, 0.5, 0.2]) == 0.2 and reference_loss([0.0, None]) is None
    perfect = run("perfect", train_loss=[0.5] * 6 + [0.0] * 6, val_loss=[0.5] * 12)
    assert fit(perfect, Mapping(), 0.2).verdict == "fits"
