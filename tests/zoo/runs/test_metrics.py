"""What a metric means is guessed by its name, and said by a person once where the guess is wrong."""

import pytest

from modelzoo.plain import from_plain, to_plain
from modelzoo.runs.metrics import Correction, Mapping, guess_direction, guess_roles


@pytest.mark.parametrize(
    ("names", "roles"),
    [
        (
            ["train_loss_step", "train_loss_epoch", "val_loss", "val_distance", "lr"],
            {"train loss": "train_loss_epoch", "val loss": "val_loss", "val distance": "val_distance"},
        ),
        (
            ["loss", "mae", "val_loss", "val_mae"],
            {"train loss": "loss", "val loss": "val_loss", "val distance": "val_mae"},
        ),
        (
            ["loss", "grad_norm", "learning_rate", "eval_loss", "eval_accuracy", "eval_runtime"],
            {"train loss": "loss", "val loss": "eval_loss", "accuracy": "eval_accuracy"},
        ),
        (["loss/train", "loss/val"], {"train loss": "loss/train", "val loss": "loss/val"}),
        (
            ["Train Loss", "Valid Loss", "AKD"],
            {"train loss": "Train Loss", "val loss": "Valid Loss", "val distance": "AKD"},
        ),
        (["trainLoss", "valTop1Acc"], {"train loss": "trainLoss", "accuracy": "valTop1Acc"}),
        (["loss/kp_val", "loss/val", "loss/jacobian_val"], {"val loss": "loss/val"}),
        (["test_loss", "train_acc"], {"val loss": "test_loss", "accuracy": "train_acc"}),
        (["train_acc", "val_acc", "val_f1"], {"accuracy": "val_acc"}),
        (["train_distance", "lr", "epoch_time"], {}),
    ],
)
def test_roles_are_guessed_by_the_words_of_names(names, roles):
    assert guess_roles(names) == roles
    assert guess_roles(reversed(names)) == roles


@pytest.mark.parametrize(
    ("name", "direction"),
    [
        ("val_loss", "min"),
        ("top1_error", "min"),
        ("eval/perplexity", "min"),
        ("val_mIoU", None),
        ("val_miou", "max"),
        ("top-1", "max"),
        ("PSNR", "max"),
        ("lr", None),
        ("grad_norm", None),
    ],
)
def test_the_direction_is_guessed_only_where_a_word_tells_it(name, direction):
    assert guess_direction(name) == direction


def test_a_correction_goes_before_the_guess_in_every_run():
    mapping = Mapping().corrected(Correction("kp", "val distance", "min"))
    assert mapping.roles(["kp", "val_dist"]) == {"val distance": "kp"}
    assert mapping.direction("kp", "any") == "min"


def test_a_correction_of_one_run_leaves_the_others_alone():
    mapping = Mapping().corrected(Correction("loss", "val loss", "min")).corrected(Correction("loss", "", "", "odd"))
    assert mapping.roles(["loss"], "odd") == {}
    assert mapping.direction("loss", "odd") is None
    assert mapping.roles(["loss"], "usual") == {"val loss": "loss"}


def test_a_metric_that_is_no_role_by_hand_leaves_it_to_the_next_best():
    mapping = Mapping().corrected(Correction("val_loss", "", "min"))
    assert mapping.roles(["val_loss", "val_loss_kp"]) == {"val loss": "val_loss_kp"}


def test_a_role_that_is_given_by_hand_is_taken_from_who_had_it():
    first = Mapping().corrected(Correction("a", "val loss", "min"))
    second = first.corrected(Correction("b", "val loss", "min"))
    assert second.roles(["a", "b"]) == {"val loss": "b"}
    assert second.direction("a") == "min"


def test_a_mapping_can_be_kept_with_a_project():
    mapping = Mapping((Correction("a", "val loss", "min"), Correction("b", "", "max", "run")))
    assert from_plain(Mapping, to_plain(mapping)) == mapping
