"""Where the time goes: every node has its row, the rows make up the whole, and nothing is left behind."""

import gc
import json
import tempfile
import weakref
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import onnx
import pytest
import torch
from onnx import TensorProto, helper

from modelzoo.analysis.layer_times import measure_layers
from modelzoo.analysis.load import allowed_cores
from modelzoo.build import build, example_inputs
from modelzoo.builder import Builder
from modelzoo.errors import BuildError
from modelzoo.export.models import SCOPES
from modelzoo.graph import Graph, Node, Size
from modelzoo.jobs import finish
from modelzoo.measurements import Environment, Latency, Load, Setup, Subject
from modelzoo.node_times import LayerTimes, NodeTime
from modelzoo.plain import from_plain, to_plain
from modelzoo.runtimes import onnx_passes
from modelzoo.runtimes.eager_passes import EagerPasses
from modelzoo.runtimes.onnx_passes import Owners
from modelzoo.runtimes.onnx_sessions import profile_cost
from modelzoo.zoo import open_model

RUNTIMES = ("eager", "onnxruntime")


@pytest.fixture(autouse=True)
def nothing_on_disk(tmp_path, monkeypatch) -> Iterator[None]:
    """Whatever lies in a folder for the moment is gone after the test."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    yield
    assert not left_in(tmp_path)


def left_in(folder: Path) -> list[Path]:
    """What lies there, save the folder of its own that torch makes once a process when it first exports."""
    return [path for path in folder.iterdir() if not path.name.startswith("torchinductor_")]


def subject(graph: Graph, size: Size = (16, 16), runtime: str = "eager", threads: int = 1) -> Subject:
    return Subject(graph, size, Setup(runtime, threads))


def chain(*blocks: tuple[str, dict[str, object]]) -> Graph:
    """Blocks one after another, each with its parameters."""
    b = Builder()
    x = b("input", channels=8)
    for name, values in blocks:
        x = b(name, x, **values)
    b("output", x)
    return b.graph


def timed(graph: Graph, size: Size = (16, 16), runtime: str = "eager", seconds: float = 0.05) -> LayerTimes:
    return finish(measure_layers(subject(graph, size, runtime), seconds))


@pytest.mark.parametrize("runtime", RUNTIMES)
def test_every_node_of_the_model_has_a_row_in_order(runtime):
    project = open_model("Squeeze U-Net", "32")
    loose = Graph((*project.graph.nodes, Node("loose", "relu", (), (None,))))
    found = timed(loose, project.size, runtime)
    assert [(each.node, each.block) for each in found.nodes] == [(node.id, node.block) for node in project.graph]
    assert all(0 <= each.p50 <= each.p90 * (1 + 1e-12) for each in found.nodes)  # both are rounded


@pytest.mark.parametrize("runtime", RUNTIMES)
def test_the_nodes_make_up_most_of_the_whole(runtime):
    project = open_model("SqueezeNet 1.1", "128")
    tries = (timed(project.graph, project.size, runtime) for _ in range(5))  # what else runs here may spoil some
    found = next(each for each in tries if abs(each.unattributed_share) < 0.5)
    assert found.n >= 50
    assert found.whole.n >= 50
    assert found.whole.setup.runtime == runtime


@pytest.mark.parametrize("runtime", RUNTIMES)
def test_the_node_with_most_of_the_work_takes_most_of_the_time(runtime):
    graph = chain(("conv", {"out": 8}), ("conv", {"out": 256, "kernel": 5}), ("conv", {"out": 8, "kernel": 1}))
    found = timed(graph, (64, 64), runtime).seconds
    assert found["conv2"] > found["conv1"]
    assert found["conv2"] > found["conv3"]


@pytest.mark.parametrize("runtime", RUNTIMES)
def test_what_only_names_a_tensor_takes_no_time(runtime):
    found = timed(chain(("conv", {}), ("dropout", {})), (64, 64), runtime)
    seconds = found.seconds
    assert seconds["input1"] == seconds["output1"] == 0
    assert seconds["dropout1"] < seconds["conv1"] / 2
    assert not any(each.merged for each in found.nodes if each.block in ("input", "output", "dropout"))


def test_an_activation_that_runs_within_a_convolution_is_told_as_merged():
    graph = chain(("conv", {"out": 64, "act": "none"}), ("relu", {}))
    merged = {each.node: each.merged for each in timed(graph, (64, 64), "onnxruntime").nodes}
    assert merged == {"input1": False, "conv1": False, "relu1": True, "output1": False}
    assert not any(each.merged for each in timed(graph, (64, 64), "eager").nodes)


def test_a_fused_activation_counts_for_the_convolution():
    graph = chain(("conv", {"out": 64, "act": "none"}), ("relu", {}))
    seconds = timed(graph, (64, 64), "onnxruntime").seconds
    assert seconds["relu1"] == 0 < seconds["conv1"]


def test_operations_of_no_node_are_told_by_their_kind_and_not_spread():
    project = open_model("ShuffleNetV2 1.0x", "64")
    found = timed(project.graph, project.size, "onnxruntime")
    for kind, seconds in found.others:
        assert kind.startswith("Reorder")
        assert seconds >= 0
    assert [seconds for _, seconds in found.others] == sorted((each for _, each in found.others), reverse=True)


def test_a_pass_node_by_node_gives_what_the_network_gives():
    project = open_model("Squeeze U-Net", "32")
    network, inputs = build(project.graph, project.size), example_inputs(project.graph, project.size)
    seen: list[torch.Tensor] = []
    last = project.graph.of_block("output")[0].sources[0]
    network.get_submodule(last).register_forward_hook(lambda module, taken, made: seen.append(made))
    passes = EagerPasses(network, inputs, nullcontext)
    with torch.inference_mode():
        expected = network(*inputs)
        passes.run()
    assert torch.equal(seen[1], expected)
    (found,) = passes.found().passes
    assert set(found.nodes) == {node.id for node in project.graph} - {"input1", "output1"}


def test_a_value_dies_with_its_last_reader_as_in_a_normal_run():
    network = build(chain(("relu", {}), ("sigmoid", {}), ("relu", {})), (8, 8))
    made: list[weakref.ref[torch.Tensor]] = []
    alive: list[list[bool]] = []

    def note(module: torch.nn.Module, taken: object, result: torch.Tensor) -> None:
        alive.append([each() is not None for each in made])
        made.append(weakref.ref(result))

    for id in ("relu1", "sigmoid1", "relu2"):
        network.get_submodule(id).register_forward_hook(note)
    EagerPasses(network, (torch.rand(1, 8, 8, 8),), nullcontext).run()
    assert alive == [[], [True], [False, True]]


def test_kernels_are_joined_to_nodes_by_the_names_that_onnx_runtime_gives_them():
    owners = Owners(_fused_model())
    assert {kernel: owners.owner(kernel, kind) for kernel, kind in _KERNELS} == {
        "node_cat": "fire",
        "relu_nchwc": "conv",
        "pool_nchwc": "pool",
        "resized_nchwc": "up",
        "norm_bn_nchwc": "norm",
        "node_silu/QuickGeluFusion/": "swish",
        "fused node_linear": "head",
        "node_split": "swish",
        "ReorderOutput_token_3": "",
        "HardSigmoid_180": "",
    }
    assert owners.nodes == {"fire", "conv", "act", "pool", "up", "norm", "swish", "head"}


_KERNELS = (
    ("node_cat", "Concat"),
    ("relu_nchwc", "Conv"),
    ("pool_nchwc", "MaxPool"),
    ("resized_nchwc", "Upsample"),
    ("norm_bn_nchwc", "Conv"),
    ("node_silu/QuickGeluFusion/", "QuickGelu"),
    ("fused node_linear", "FusedGemm"),
    ("node_split", "Split"),
    ("ReorderOutput_token_3", "ReorderOutput"),
    ("HardSigmoid_180", "HardSigmoid"),
)


def _fused_model() -> bytes:
    """A model of operations as the exporter names them, each from a node of a graph; one has lost where it is from."""

    def operation(kind: str, name: str, taken: str, made: str, scope: str) -> onnx.NodeProto:
        node = helper.make_node(kind, [taken], [made], name=name)
        if scope:
            node.metadata_props.add(key=SCOPES, value=str(["", scope, f"{scope}.inner"]))
        return node

    nodes = [
        operation("Conv", "node_conv2d", "x", "conv2d", "conv"),
        operation("Relu", "node_relu", "conv2d", "relu", "act"),
        operation("MaxPool", "node_pool", "relu", "pool", "pool"),
        operation("Resize", "node_resize", "pool", "resized", "up"),
        operation("Concat", "node_cat", "resized", "cat", "fire"),
        operation("BatchNormalization", "node_bn", "cat", "norm", "norm"),
        operation("Split", "node_split", "norm", "part", ""),
        operation("Sigmoid", "node_silu", "part", "silu", "swish"),
        operation("Gemm", "node_linear", "silu", "linear", "head"),
    ]
    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in ("x", "linear")]
    return helper.make_model(helper.make_graph(nodes, "graph", ends[:1], ends[1:])).SerializeToString()


def test_a_profile_costs_time_which_is_taken_off_each_operation_and_leaves_none_below_nothing(monkeypatch):
    assert profile_cost(1) > 0
    monkeypatch.setattr(onnx_passes, "profile_cost", lambda threads: 60.0)
    found = timed(chain(("conv", {"out": 8}), ("relu", {})), runtime="onnxruntime")
    assert [each.p50 for each in found.nodes] == [0.0] * len(found.nodes)


@pytest.mark.parametrize("runtime", RUNTIMES)
@pytest.mark.parametrize("steps", [1, 2, 8, 30])
def test_a_closed_job_leaves_nothing_behind(runtime, steps, tmp_path):
    before, cores = torch.get_num_threads(), allowed_cores()
    job = measure_layers(subject(chain(("conv", {})), runtime=runtime, threads=3), 1000)
    for _ in range(steps):
        progress = next(job)
        assert 0 <= progress.share < 1
        assert progress.text
    job.close()
    assert not left_in(tmp_path)
    assert (torch.get_num_threads(), allowed_cores()) == (before, cores)
    assert gc.isenabled()


@pytest.mark.parametrize("runtime", RUNTIMES)
def test_a_model_that_cannot_run_is_told(runtime):
    with pytest.raises(BuildError, match="conv1"):
        timed(chain(("conv", {"kernel": 9, "padding": 0})), (4, 4), runtime)


def test_shares_are_of_the_whole_and_what_is_left_may_be_negative():
    where = Environment("cpu", 2, "os", "3.11", "2.13", "2026-01-01T00:00:00+00:00")
    whole = Latency("f", Setup(), (3, 8, 8), (4.0, 5.0, 9.0), 9.0, True, Load(), where)
    nodes = (NodeTime("a", "conv", 1.0, 2.0), NodeTime("b", "relu", 3.0, 4.0), NodeTime("c", "relu", 0.0, 0.0, True))
    found = LayerTimes(whole, nodes, (("ReorderOutput", 0.5),), 50)
    assert found.total == 5
    assert found.share(1.0) == 0.2
    assert found.seconds == {"a": 1.0, "b": 3.0, "c": 0.0}
    assert found.unattributed_share == pytest.approx(0.2)
    assert LayerTimes(whole, (NodeTime("a", "conv", 6.0, 6.0),), (), 50).unattributed_share == pytest.approx(-0.2)
    assert from_plain(LayerTimes, json.loads(json.dumps(to_plain(found)))) == found
