"""Weights: a user's numbers are put in by name, what fits is told, and nothing in a file is ever run."""

import os
import pickle
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from modelzoo.build import build
from modelzoo.errors import WeightsError
from modelzoo.weights import load_weights, read_weights
from modelzoo.zoo import open_model


def network(seed=0, model="block/fire:squeeze=4,expand=8"):
    opened = open_model(model, "8x8x8")
    return build(opened.graph, opened.size, seed)


def saved(folder, state, suffix=".pt"):
    path = folder / f"weights{suffix}"
    if suffix == ".safetensors":
        save_file(state, path)
    else:
        torch.save(state, path)
    return str(path)


@pytest.mark.parametrize("suffix", [".pt", ".pth", ".safetensors"])
def test_a_state_dict_is_loaded_by_name(tmp_path, suffix):
    theirs, ours = network(1), network(2)
    fit = load_weights(ours, saved(tmp_path, theirs.state_dict(), suffix))
    assert fit.whole
    assert set(fit.loaded) == set(theirs.state_dict())
    for name, value in ours.state_dict().items():
        assert torch.equal(value, theirs.state_dict()[name])


def test_what_does_not_fit_is_told_and_what_does_is_loaded(tmp_path):
    theirs, ours = network(1), network(2)
    before = {name: value.clone() for name, value in ours.state_dict().items()}
    state = dict(theirs.state_dict())
    state["other.weight"] = state.pop("fire1.expand1.bias")
    state["fire1.expand1.weight"] = torch.zeros(3, 4, 1, 1)
    fit = load_weights(ours, saved(tmp_path, state))
    assert not fit.whole
    assert fit.missing == ("fire1.expand1.bias",)
    assert fit.unexpected == ("other.weight",)
    assert fit.misshapen == (("fire1.expand1.weight", (8, 4, 1, 1), (3, 4, 1, 1)),)
    now = ours.state_dict()
    assert torch.equal(now["fire1.expand1.weight"], before["fire1.expand1.weight"])
    assert torch.equal(now["fire1.expand3.weight"], theirs.state_dict()["fire1.expand3.weight"])


@pytest.mark.parametrize("prefix", ["module.", "_orig_mod.", "_orig_mod.module."])
def test_what_a_wrapper_puts_before_the_names_is_seen_through(tmp_path, prefix):
    state = {prefix + name: value for name, value in network(1).state_dict().items()}
    ours = network(2)
    assert load_weights(ours, saved(tmp_path, state)).whole


@pytest.mark.parametrize("key", ["state_dict", "model_state_dict", "model"])
def test_a_checkpoint_s_state_dict_is_found(tmp_path, key):
    checkpoint = {"epoch": 3, key: network(1).state_dict(), "optimizer": {"lr": 0.1}}
    assert load_weights(network(2), saved(tmp_path, checkpoint)).whole


def test_counters_of_batches_are_not_missed(tmp_path):
    theirs = network(1, "block/depthwise_separable:out=8")
    state = {name: value for name, value in theirs.state_dict().items() if "num_batches" not in name}
    assert load_weights(network(2, "block/depthwise_separable:out=8"), saved(tmp_path, state)).whole


class Bomb:
    """What runs a command where a pickle is read without care."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return os.mkdir, (self.path,)


@pytest.mark.parametrize("by", [torch.save, lambda thing, path: path.write_bytes(pickle.dumps(thing))])
def test_code_in_a_file_of_weights_is_refused_and_not_run(tmp_path, by):
    mark, file = tmp_path / "mark", tmp_path / "weights.pt"
    by({"weight": Bomb(str(mark))}, file)
    with pytest.raises(WeightsError, match="could run code on being read"):
        load_weights(network(), str(file))
    assert not mark.exists()


def test_a_whole_module_is_refused_with_a_hint(tmp_path):
    torch.save(torch.nn.Linear(2, 2), tmp_path / "weights.pt")
    with pytest.raises(WeightsError, match="Save the state dict alone"):
        read_weights(str(tmp_path / "weights.pt"))


@pytest.mark.parametrize("suffix", [".pt", ".safetensors"])
@pytest.mark.parametrize("content", [b"", b"no weights", b"PK\x03\x04 broken", b"\x80\x02}q\x00.", b"\xff" * 64])
def test_a_file_that_is_none_of_weights_is_told(tmp_path, suffix, content):
    file = tmp_path / f"weights{suffix}"
    file.write_bytes(content)
    with pytest.raises(WeightsError, match=str(file)):
        read_weights(str(file))


@pytest.mark.parametrize("suffix", [".pt", ".safetensors"])
def test_a_truncated_file_is_told(tmp_path, suffix):
    file = Path(saved(tmp_path, network(1).state_dict(), suffix))
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    with pytest.raises(WeightsError, match="is no file of weights") as told:
        read_weights(str(file))
    assert len(str(told.value)) < len(str(file)) + 120


def test_a_file_that_is_not_there_is_told(tmp_path):
    for name in ("none.pt", "none.safetensors"):
        with pytest.raises(WeightsError, match="cannot be read"):
            read_weights(str(tmp_path / name))


def test_weights_of_which_nothing_fits_are_refused(tmp_path):
    with pytest.raises(WeightsError, match=r"nothing that fits: it names a\.b, the network fire1\.squeeze"):
        load_weights(network(), saved(tmp_path, {"a.b": torch.ones(2)}))
