"""Runtimes: the same model on the same inputs gives the same numbers, whatever runs it; its nodes keep their names."""

import ast

import numpy as np
import onnx
import pytest
import torch
from torch import Tensor, nn

from modelzoo import registry
from modelzoo.builder import Builder
from modelzoo.catalog import CATALOG
from modelzoo.errors import BuildError, ParamError, ZooError
from modelzoo.export import onnx as exporting
from modelzoo.export.models import SCOPES
from modelzoo.export.onnx import exported
from modelzoo.jobs import finish
from modelzoo.measurements import Setup, Subject
from modelzoo.registry import block
from modelzoo.runtimes import onnx_runtime
from modelzoo.runtimes.runtime import RUNTIMES, prepare, register
from modelzoo.zoo import open_model
from tests.zoo.timing import subject

MODELS = [
    ("SqueezeNet 1.1", "64"),
    ("mobilenet_v2:width=0.35", "64"),
    ("squeeze_unet", "32x48"),
    ("shufflenet_v2", "64"),
    ("block/squeeze_excite", ""),
]


def outputs(model: str, size: str, **setup):
    opened = open_model(model, size)
    prepared = finish(prepare(Subject(opened.graph, opened.size, Setup(**setup))))
    return prepared, prepared.outputs()


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize(("model", "size"), MODELS)
def test_onnxruntime_computes_what_eager_computes(model, size, threads):
    eager, expected = outputs(model, size, threads=threads)
    onnx_runtime, found = outputs(model, size, runtime="onnxruntime", threads=threads)
    assert [each.shape for each in found] == [each.shape for each in expected]
    for own, other in zip(found, expected, strict=True):
        np.testing.assert_allclose(own, other, atol=1e-4 * np.abs(other).max())
    assert onnx_runtime.input == eager.input


@pytest.mark.parametrize(("model", "size"), MODELS)
def test_channels_last_computes_what_contiguous_computes(model, size):
    _, expected = outputs(model, size)
    prepared, found = outputs(model, size, layout="channels_last")
    assert all(each.is_contiguous(memory_format=torch.channels_last) for each in prepared.inputs)
    for own, other in zip(found, expected, strict=True):
        np.testing.assert_allclose(own, other, atol=1e-4 * np.abs(other).max())


@pytest.mark.parametrize("runtime", RUNTIMES)
def test_each_runtime_runs_a_batch(runtime):
    _, (found,) = outputs("block/conv:out=5", "3x8x8", runtime=runtime, batch=3)
    assert found.shape == (3, 5, 8, 8)
    assert not np.array_equal(found[0], found[1])


@pytest.mark.parametrize("runtime", RUNTIMES)
def test_a_runtime_can_be_run_again_and_again(runtime):
    prepared, (expected,) = outputs("block/fire", "", runtime=runtime)
    with prepared.turn():
        prepared.run()
        prepared.run()
    assert np.array_equal(prepared.outputs()[0], expected)


def test_a_model_of_two_inputs_and_two_outputs_runs_everywhere():
    b = Builder()
    first, second = b("input"), b("input")
    wide = b("conv", first, out=8)
    b("output", b("add", wide, b("conv", second, out=8)))
    b("output", wide)
    prepared = [finish(prepare(Subject(b.graph, (9, 7), Setup(runtime)))) for runtime in RUNTIMES]
    eager, *others = (each.outputs() for each in prepared)
    assert [each.shape for each in eager] == [(1, 8, 9, 7)] * 2
    for other in others:
        np.testing.assert_allclose(other, eager, atol=1e-5)


def test_the_catalog_knows_each_runtime_with_its_version():
    assert set(CATALOG.runtimes) == set(RUNTIMES) >= {"eager", "onnxruntime"}
    assert CATALOG.runtimes["eager"].version == torch.__version__


def test_two_runtimes_cannot_have_one_name():
    with pytest.raises(ValueError, match="eager"):
        register(CATALOG.runtimes["eager"], RUNTIMES["eager"])


def test_a_layout_that_a_runtime_does_not_know_is_told():
    with pytest.raises(ParamError, match="layout cannot be channels_last in ONNX Runtime"):
        finish(prepare(subject(runtime="onnxruntime", layout="channels_last")))


def test_an_exported_model_is_valid_and_names_the_block_of_each_node():
    opened = open_model("SqueezeNet 1.1", "64")
    model = onnx.load_from_string(exported(opened.graph, opened.size))
    onnx.checker.check_model(model)
    named = [{each.key: each.value for each in node.metadata_props} for node in model.graph.node]
    owners = {ast.literal_eval(each[SCOPES])[1].partition(".")[0] for each in named if SCOPES in each}
    idle = opened.graph.of_block("dropout", "input", "output")
    assert owners == {node.id for node in opened.graph} - {node.id for node in idle}


def test_an_exported_model_tells_nothing_of_this_machine():
    opened = open_model("block/fire")
    assert b"/modelzoo/" not in exported(opened.graph, opened.size)


def test_exporting_prints_nothing(capfd, recwarn):
    opened = open_model("block/conv:out=29")
    exported(opened.graph, opened.size)
    assert capfd.readouterr() == ("", "")
    assert not recwarn.list


def test_a_model_is_exported_once(monkeypatch):
    opened = open_model("block/conv:out=31")
    first = exported(opened.graph, opened.size)
    assert exported(opened.graph, opened.size) is first
    assert exported(opened.graph, opened.size, batch=2) is not first
    monkeypatch.setattr(exporting, "MOST_REMEMBERED", 0)
    exported(opened.graph, (9, 9))
    assert not exporting.is_exported(opened.graph, opened.size)


@pytest.fixture
def unexportable(monkeypatch):
    """A block that ONNX has no word for."""
    monkeypatch.setattr(registry, "_MODULES", dict(registry._MODULES))
    monkeypatch.setattr(CATALOG, "blocks", dict(CATALOG.blocks))

    class Odd(nn.Module):
        """Pools to a fixed size."""

        def __init__(self) -> None:
            super().__init__()
            self.pool = nn.AdaptiveMaxPool2d(7)

        def forward(self, x: Tensor) -> Tensor:
            return self.pool(x)

    block("odd", group="Test")(Odd)


@pytest.mark.usefixtures("unexportable")
def test_a_block_without_onnx_form_is_named():
    with pytest.raises(BuildError, match=r"odd1: aten.adaptive_max_pool2d has no ONNX form"):
        outputs("block/odd", "3x12x12", runtime="onnxruntime")


def test_what_onnxruntime_refuses_is_told_in_its_words(monkeypatch):
    monkeypatch.setattr(onnx_runtime, "exported", lambda *_: b"no model at all")
    with pytest.raises(ZooError, match=r"ONNX Runtime refuses the model: .*protobuf"):
        finish(prepare(subject(runtime="onnxruntime")))
