"""What a person says of metrics: of every run, or of one alone, and taken back."""

import pytest

from modelzoo.runs.correcting import denied, guessed, held, said
from modelzoo.runs.metrics import Correction, Mapping
from tests.zoo.runs.making import run

ONE = run("one", {}, train_loss=[1.0], val_loss=[2.0], test_loss=[3.0])
OTHER = run("other", {}, train_loss=[1.0], val_loss=[2.0])
BOTH = (ONE, OTHER)
OWN = Mapping((Correction("train_loss", "val loss", "min", "one"),))


def test_what_is_said_of_one_run_is_not_what_stands_in_all():
    assert held(OWN, "val loss", (ONE,), "one") == ("train_loss",)
    assert held(OWN, "val loss", BOTH) == ("val_loss",)
    assert (said(OWN, "val loss", "one"), said(OWN, "val loss")) == ("train_loss", "")


@pytest.mark.parametrize("name", ["", "one"])
def test_a_role_is_denied_to_all_that_would_be_guessed_and_given_back(name):
    runs = (ONE,) if name else BOTH
    none = denied(OWN, "val loss", runs, name)
    assert held(none, "val loss", runs, name) == ()
    assert held(guessed(none, "val loss", name), "val loss", runs, name) == ("val_loss",)


def test_taking_back_what_was_said_of_one_run_leaves_what_was_said_of_all():
    shared = Mapping((Correction("test_loss", "val loss", "min"),))
    mapping = denied(shared, "val loss", (ONE,), "one")
    assert held(mapping, "val loss", (ONE,), "one") == ()
    assert held(mapping, "val loss", BOTH) == ("test_loss", "val_loss")
    assert guessed(mapping, "val loss", "one") == shared


def test_what_was_said_of_other_roles_stays():
    mapping = Mapping((Correction("test_loss", "accuracy", "max"),))
    assert guessed(denied(mapping, "val loss", BOTH), "val loss") == mapping
