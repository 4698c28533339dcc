"""Models measured by the names that a person gives them."""

import pytest

from modelzoo.analysis.named import identify, measure_named, subjects
from modelzoo.engine import JOBS
from modelzoo.errors import UnknownNameError
from modelzoo.jobs import finish
from modelzoo.measurements import Latency, Setup, Unmeasured
from modelzoo.zoo import open_model

NAMES, SETUPS = ("block/conv:out=2", "block/relu"), (Setup(), Setup("onnxruntime"))


def test_every_model_is_run_in_every_setup_setup_by_setup():
    assert [(each.title, each.setup) for each in subjects(NAMES, "3x8x8", SETUPS)] == [
        (name, setup) for setup in SETUPS for name in NAMES
    ]


def test_models_are_timed_in_turns_at_the_size_that_was_asked_for():
    found = finish(measure_named(NAMES, "3x8x12", SETUPS, 0.01))
    assert [(each.input, each.setup) for each in found] == [((3, 8, 12), setup) for setup in SETUPS for _ in NAMES]
    assert len({each.session for each in found}) == 1


def test_one_that_cannot_run_at_the_size_leaves_the_others_their_figures():
    small, large = finish(measure_named(("block/relu", "SqueezeNet 1.1"), "3x4x4", [Setup()], 0.01))
    assert isinstance(small, Latency) and isinstance(large, Unmeasured)
    assert "pool" in str(large.error)


def test_a_name_that_is_none_is_told():
    with pytest.raises(UnknownNameError, match="conw"):
        finish(measure_named(["block/conw"], "", [Setup()]))


def test_models_are_known_again_by_fingerprint_and_size():
    opened = open_model("SqueezeNet 1.1")
    assert identify(["SqueezeNet 1.1", "block/relu"], "")[0] == (opened.graph.fingerprint, (224, 224))
    assert identify(["SqueezeNet 1.1"], "32x64") == ((opened.graph.fingerprint, (32, 64)),)


def test_an_engine_can_be_asked_for_all_of_it():
    assert {"identify", "measure_named", "compare_pairs"} <= JOBS.keys()
