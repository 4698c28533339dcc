"""The roofline: formulas by hand, intensities beside those that others measured, and the roofs of this machine."""

import json
from dataclasses import replace

import pytest
import torch

from modelzoo.analysis import roofline
from modelzoo.analysis.cost import cost
from modelzoo.analysis.load import allowed_cores
from modelzoo.analysis.roofline import measure_roofs
from modelzoo.caches import Cache, find_caches
from modelzoo.catalog import CATALOG
from modelzoo.claims.counting import Layer, Model
from modelzoo.jobs import finish
from modelzoo.measurements import Environment
from modelzoo.plain import from_plain, to_plain
from modelzoo.results import Cost
from modelzoo.roofs import Roof, Roofs, bound, points
from modelzoo.zoo import open_model

HERE = Environment("cpu", 2, "os", "3.11", "2.13", "2026-01-01T00:00:00+00:00")
ROOFS = Roofs(1, Roof(40e9, "FLOP/s", "product", 7, 0.1), Roof(10e9, "B/s", "copy", 9, 0.2), None, HERE)


def priced(text: str, size: str = "") -> Cost:
    project = open_model(text, size)
    return cost(project.graph, project.size)


def test_the_ridge_is_where_arithmetic_and_memory_take_equally_long():
    assert ROOFS.ridge == 4
    assert ROOFS.attainable(4) == 40e9


@pytest.mark.parametrize(("intensity", "speed"), [(0, 0), (0.5, 5e9), (2, 20e9), (4, 40e9), (100, 40e9)])
def test_what_is_attainable_rises_with_intensity_up_to_the_compute_roof(intensity, speed):
    assert ROOFS.attainable(intensity) == speed


@pytest.mark.parametrize(
    ("flops", "moved", "seconds"), [(40e9, 1e9, 1), (4e9, 10e9, 1), (40e9, 10e9, 1), (0, 5e9, 0.5)]
)
def test_work_is_bound_by_the_slower_of_arithmetic_and_memory(flops, moved, seconds):
    assert bound(flops, moved, ROOFS) == seconds


def test_a_convolution_is_a_point_with_its_closed_form():
    found = priced("block/conv:out=16,kernel=3,bias=no,act=none", "8x10x12")
    block, model = points(found, {"input1": 0.0, "conv1": 2e-6, "output1": 0.0}, 4e-6, ROOFS)
    flops = 2 * 9 * 8 * 16 * 10 * 12
    moved = 4 * (8 * 10 * 12 + 9 * 8 * 16 + 16 * 10 * 12)
    assert (block.node, block.flops, block.bytes) == ("conv1", flops, moved)
    assert block.intensity == flops / moved
    assert block.bound == flops / 40e9
    assert block.speed == flops / 2e-6
    assert block.efficiency == block.bound / 2e-6
    assert (model.node, model.flops, model.bytes, model.bound) == ("", flops, moved, block.bound)
    assert model.efficiency == block.bound / 4e-6


def test_a_batch_moves_each_picture_but_the_weights_once():
    found = priced("block/conv:out=16,kernel=3,bias=yes,act=none", "8x10x12")
    block, model = points(found, {"conv1": 2e-6}, 4e-6, ROOFS, batch=5)
    assert block.flops == model.flops == 5 * 2 * 9 * 8 * 16 * 10 * 12
    assert block.bytes == model.bytes == 4 * (5 * (8 * 10 * 12 + 16 * 10 * 12) + 9 * 8 * 16 + 16)
    assert points(found, {"conv1": 2e-6}, 4e-6, ROOFS, batch=1) == points(found, {"conv1": 2e-6}, 4e-6, ROOFS)


def test_the_weights_of_linear_layers_are_known_apart_from_what_they_work_on():
    found = priced("block/linear:out=16,bias=yes", "8x1x1")
    assert [layer.weight_traffic_bytes for layer in found.layers if layer.macs] == [4 * (8 * 16 + 16)]


def test_bytes_alone_are_those_of_every_picture_of_a_batch():
    block, _ = points(priced("block/relu", "8x10x12"), {"relu1": 1e-6}, 1e-6, ROOFS, batch=3)
    assert block.bytes == 3 * 4 * 2 * 8 * 10 * 12


def test_a_block_without_macs_is_bytes_alone():
    found = priced("block/relu", "8x10x12")
    block, model = points(found, {"relu1": 1e-6}, 1e-6, ROOFS)
    assert (block.flops, block.bytes, block.intensity) == (0, 4 * 2 * 8 * 10 * 12, 0)
    assert block.bound == block.bytes / 10e9
    assert (model.bytes, model.intensity, model.bound) == (0, 0, block.bound)


def test_activations_within_a_block_of_macs_are_taken_as_fused():
    plain, active = (priced(f"block/conv:act={act}", "8x10x12") for act in ("none", "relu"))
    assert points(plain, {"conv1": 1.0}, 1.0, ROOFS) == points(active, {"conv1": 1.0}, 1.0, ROOFS)


def test_what_merely_passes_a_tensor_on_is_no_point():
    found = priced("block/dropout", "8x10x12")
    assert [
        each.node for each in points(found, dict.fromkeys(("input1", "dropout1", "output1"), 1e-9), 1.0, ROOFS)
    ] == [""]


def test_a_model_is_bound_by_the_sum_of_its_blocks_and_as_intense_as_on_paper():
    found = priced("SqueezeNet 1.1", "64")
    *blocks, model = points(found, {layer.node: 1e-3 for layer in found.layers}, 1.0, ROOFS)
    assert model.bound == pytest.approx(sum(each.bound for each in blocks))
    assert model.intensity == found.intensity
    assert model.flops == 2 * found.macs == sum(each.flops for each in blocks)
    order = [layer.node for layer in found.layers]
    assert [each.node for each in blocks] == sorted((each.node for each in blocks), key=order.index)


def test_a_block_that_took_no_time_has_neither_speed_nor_efficiency():
    block, _ = points(priced("block/conv", "8x10x12"), {"conv1": 0.0}, 1.0, ROOFS)
    assert (block.speed, block.efficiency) == (0, 0)


PUBLISHED = {
    "AlexNet (torchvision)": (5.8, {"first": 96, "KxK": 100, "linear": 0.5}),
    "VGG-19": (58, {"first": 13, "KxK": 232, "linear": 0.5}),
    "ResNet-50": (43, {"first": 61, "1x1": 36, "KxK": 63, "linear": 0.5}),
    "SqueezeNet 1.0": (48, {"first": 64, "1x1": 21, "KxK": 98}),
    "SqueezeNet 1.1": (31, {"first": 11, "1x1": 22, "KxK": 64}),
    "Tiny DarkNet": (44, {"first": 11, "1x1": 19, "KxK": 68}),
    "MobileNetV1 1.0 @224": (20, {"first": 9.8, "1x1": 35, "depthwise": 1.7, "linear": 0.5}),
    "MobileNetV2 1.0": (8.9, {"first": 9.8, "1x1": 15, "depthwise": 1.7, "linear": 0.5}),
    "MobileNetV3-Large 1.0": (7.5, {"first": 7.7, "1x1": 12, "depthwise": 2.4, "linear": 0.5}),
    "MnasNet-B1": (10, {"first": 9.8, "1x1": 16, "depthwise": 2.9, "linear": 0.5}),
    "ShuffleNetV2 1.0x": (12, {"first": 9.0, "1x1": 19, "depthwise": 1.6, "linear": 0.5}),
    "EfficientNet-B0": (10, {"first": 9.8, "1x1": 16, "depthwise": 2.8, "linear": 0.5}),
    "DenseNet-121": (48, {"first": 61, "1x1": 36, "KxK": 83}),
}
"""Whole network and kinds of layers, FLOP per byte at batch 1 in fp32, from hooks on independent implementations."""


@pytest.mark.parametrize("name", PUBLISHED)
def test_intensities_are_those_of_independent_counts(name):
    whole, kinds = PUBLISHED[name]
    model = Model(name)
    assert model.cost.intensity == pytest.approx(whole, rel=0.03)
    for kind, expected in kinds.items():
        layers = [each for each in (*model.convolutions, *model.linears) if _kind(each, model) == kind]
        found = 2 * sum(each.macs for each in layers) / sum(each.traffic for each in layers)
        assert found == pytest.approx(expected, rel=0.06), kind


def _kind(layer: Layer, model: Model) -> str:
    if layer is model.convolutions[0]:
        return "first"
    if layer.depthwise:
        return "depthwise"
    return {(): "linear", (1, 1): "1x1"}.get(layer.kernel, "KxK")


@pytest.fixture
def small_products(monkeypatch):
    """Matrices that are multiplied at once, for a test that is about something else than the roof's height."""
    monkeypatch.setattr(roofline, "SIDES", (64, 128))


def test_the_roofs_of_this_machine_say_how_they_were_found(small_products):
    found = finish(measure_roofs(1))
    assert found.threads == 1
    assert found.environment.cpu
    assert (found.compute.unit, found.memory.unit) == ("FLOP/s", "B/s")
    assert 0 < found.ridge < 1000
    for roof in filter(None, (found.compute, found.memory, found.cache)):
        assert roof.n > 5
        assert 0 <= roof.spread < 1
        assert roof.how
    assert (found.cache is None) == (2 not in find_caches())


def test_the_compute_roof_is_that_of_the_best_runtime(small_products, monkeypatch):
    runtimes = dict(CATALOG.runtimes)
    best = finish(measure_roofs(1)).compute
    assert any(each.title in best.how for each in runtimes.values())
    monkeypatch.setattr(CATALOG, "runtimes", {"eager": runtimes["eager"]})
    assert runtimes["eager"].title in finish(measure_roofs(1)).compute.how


def test_where_no_cache_is_told_there_is_no_cache_roof(small_products, monkeypatch):
    monkeypatch.setattr(roofline, "find_caches", dict)
    found = finish(measure_roofs(1))
    assert found.cache is None
    assert "copy of 256 MiB" in found.memory.how


def test_roofs_survive_json():
    cached = replace(ROOFS, cache=Roof(90e9, "B/s", "copy", 25, 0.0))
    for each in (ROOFS, cached):
        assert from_plain(Roofs, json.loads(json.dumps(to_plain(each)))) == each


@pytest.mark.parametrize("steps", [1, 5, 30, 50])
def test_a_closed_measurement_of_the_roofs_leaves_nothing_changed(small_products, steps):
    before, cores = torch.get_num_threads(), allowed_cores()
    job = measure_roofs(before + 1)
    shares = [next(job).share for _ in range(steps)]
    job.close()
    assert (torch.get_num_threads(), allowed_cores()) == (before, cores)
    assert shares == sorted(shares)
    assert 0 <= shares[-1] < 1


def test_the_roofs_are_measured_with_as_many_threads_as_asked_for(small_products, monkeypatch):
    asked: set[int] = set()
    before, really_set = torch.get_num_threads(), torch.set_num_threads
    monkeypatch.setattr(torch, "set_num_threads", lambda count: (asked.add(count), really_set(count)))
    assert finish(measure_roofs(before + 2)).threads == before + 2
    assert asked == {before, before + 2}


def test_caches_are_read_as_linux_tells_them(tmp_path):
    for at, (level, kind, size, shared) in enumerate(
        [
            ("1", "Data", "48K", "0"),
            ("1", "Instruction", "32K", "0"),
            ("2", "Unified", "1024K", "0,8"),
            ("3", "Unified", "32M", "0-7,16"),
        ]
    ):
        folder = tmp_path / f"index{at}"
        folder.mkdir()
        for what, text in (("level", level), ("type", kind), ("size", size), ("shared_cpu_list", shared)):
            (folder / what).write_text(text + "\n")
    assert find_caches(tmp_path) == {
        1: Cache(1, 48 * 1024, 1),
        2: Cache(2, 1024 * 1024, 2),
        3: Cache(3, 32 * 1024**2, 9),
    }


def test_where_no_caches_are_told_none_are_known(tmp_path):
    (tmp_path / "index0").mkdir()
    assert find_caches(tmp_path / "nowhere") == find_caches(tmp_path) == {}


def test_threads_reach_as_many_caches_as_their_cores_have():
    assert [Cache(2, 100, 2).within_reach(threads) for threads in (1, 2, 3, 8)] == [100, 100, 200, 400]
