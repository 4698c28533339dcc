"""Every architecture and every published variant is a case by itself; figures from elsewhere carry their source."""

import json
from pathlib import Path

import pytest
import torch

from modelzoo import zoo
from modelzoo.analysis.cost import cost
from modelzoo.build import build, example_inputs
from modelzoo.catalog import CATALOG, find_published
from modelzoo.registry import build_graph
from modelzoo.walk import walk
from tests.zoo.counting import count

ARCHITECTURES = list(CATALOG.architectures.values())
PUBLISHED = [(info, variant) for info in ARCHITECTURES for variant in info.variants]
FIGURES = json.loads((Path(__file__).parent.parent / "data" / "figures.json").read_text(encoding="utf-8"))
COUNTED = ("parameters", "macs", "mult_adds", "pass_bytes")
TABLE_3 = ["Squeeze U-Net", "Squeeze U-Net with dep_sep_conv", "Squeeze Encoder Decoder", "L3U-Net", "EdgeSegNet"]


def name_of(row):
    return f"{row['model']} at {row['size'][0]} {row.get('knobs', '')}"


def as_printed(value, figure):
    """Our value as the source prints its own: 26,014,288 beside "26.01 M" is "26.01 M"."""
    if isinstance(figure, int):
        return value
    digits = len(figure.removesuffix(" M").partition(".")[2])
    return f"{value / 1e6:.{digits}f} M"


@pytest.mark.parametrize(("info", "variant"), PUBLISHED, ids=[variant.name for _, variant in PUBLISHED])
def test_the_totals_are_what_torch_and_torchinfo_count_on_the_built_network(info, variant):
    graph, size = build_graph(info.name, dict(variant.values)), variant.input[1:]
    ours = cost(graph, size)
    with torch.device("meta"):
        seen = count(build(graph, size), *example_inputs(graph, size))
    assert (ours.parameters, ours.macs) == (seen.parameters, seen.macs)
    assert (ours.mult_adds, ours.pass_bytes) == (seen.mult_adds, seen.pass_bytes)


@pytest.mark.parametrize("row", FIGURES, ids=name_of)
def test_a_figure_from_elsewhere_comes_out_exactly(row):
    info, variant = find_published(row["model"])
    graph = build_graph(info.name, dict(variant.values) | row.get("knobs", {}))
    ours = cost(graph, tuple(row["size"]))
    figures = {each: row[each] for each in COUNTED if each in row}
    assert {each: as_printed(getattr(ours, each), figure) for each, figure in figures.items()} == figures


@pytest.mark.parametrize("row", FIGURES, ids=name_of)
def test_every_figure_from_elsewhere_says_where_it_is_from(row):
    assert len(row["source"]) > 20
    assert set(row) <= {"model", "knobs", "size", "source", *COUNTED}


@pytest.mark.parametrize("info", ARCHITECTURES, ids=lambda info: info.name)
def test_every_architecture_is_documented_with_its_source(info):
    assert info.doc
    assert info.source
    assert info.variants
    assert [param.name for param in info.params if not param.help] == []


@pytest.mark.parametrize("name", TABLE_3)
def test_the_students_make_the_teacher_s_35_channels_at_full_size(name):
    model = zoo.open_model(name)
    *_, (node, _, found) = walk(model.graph, model.size)
    assert (node.block, found.shape) == ("output", (1, 35, 64, 64))


OTHER_KNOBS = {
    "bn_inception": [{"width": 0.35, "classes": 10, "pool_proj": 96, "separable_stem": True}],
    "googlenet": [{"auxiliary": 2, "auxiliary_grid": 4}, {"kernel5x5": 7, "norm": "group", "auxiliary": 1}],
    "inception_v3": [{"n": 5, "depth_c": 2, "width": 0.35}, {"auxiliary": True, "classes": 10}, {"bias": True}],
    "efficientnet": [{"width": 0.35, "depth": 0.1, "classes": 10}, {"width": 2.2, "depth": 3.6}],
    "mnasnet": [{"version": "small", "width": 0.01}, {"version": "B1", "width": 2.0, "head": 64}],
    "mobilenet_v1": [{"width": 0.01, "classes": 10}, {"width": 2.0, "depth1": 3, "depth4": 1}],
    "mobilenet_v2": [{"width": 0.01, "multiple": 1}, {"width": 2.0, "expansion": 1}, {"expansion": 0.5, "head": 64}],
    "mobilenet_v3": [{"version": "small", "width": 0.1, "hidden": 64}, {"width": 2.0, "large_kernel": 7}],
    "edgesegnet": [{"stem": 8, "inner": 16, "outer": 24, "outputs": 3}],
    "fomm_hourglass": [{"depth": 3}, {"expansion": 8, "most": 64}, {"heads": True, "keypoints": 4}],
    "l3unet": [{"fold": 4}, {"fold": 1, "outputs": 2}, {"norm": "batch", "bias": False}],
    "squeeze_unet": [{"outputs": 3, "width": 0.25}, {"convolution": "separable", "skips": False}],
    "squeeze_encoder_decoder": [{"outputs": 3, "width": 2.0}],
    "shufflenet_v1": [{"groups": 5, "width": 0.3}, {"groups": 16, "classes": 10}, {"groups": 8, "width": 0.01}],
    "shufflenet_v2": [{"width": 0.1}, {"width": 0.8, "depth3": 1}, {"width": 3.0, "projection": "half"}],
    "densenet": [{"growth": 12, "bottleneck": 0, "compression": 1.0}, {"growth": 1, "depth4": 0, "compression": 0.0}],
    "unet": [{"base": 5, "depth": 2}, {"base": 1, "up": "bilinear"}, {"depth": 1, "padding": "valid", "outputs": 9}],
    "nasnet": [{"filters": 9, "cells": 1}, {"cells": 2, "stem": 8, "skip_reduction": True, "classes": 10}],
    "squeezenet": [{"classes": 10, "width": 0.5, "version": "1.1"}],
    "alexnet": [{"groups": 5, "width": 0.1}, {"version": "one_column", "classes": 10, "dropout": 0.0}],
    "vgg": [{"depth1": 1, "depth5": 5, "width": 0.01, "classes": 10}],
    "resnet": [{"depth3": 1, "width": 0.35, "classes": 10}, {"block": "basic", "width": 0.01}],
    "se_resnet": [{"depth3": 1, "width": 0.01, "reduction": 4}],
    "darknet": [{"version": "reference", "width": 0.01, "classes": 10}],
    "squeezenext": [{"depth1": 1, "conv1_kernel": 3, "groups": 4, "width": 0.35}, {"conv1_padding": 1, "classes": 10}],
}


def simple_changes(info):
    """One change a knob, where any other value is sure to fit: words, switches and widths."""
    for param in info.params:
        for choice in param.choices:
            yield {param.name: choice}
        if param.kind == "bool":
            yield {param.name: not param.default}
        if param.name == "width":
            yield {param.name: 0.5}


CHANGES = [
    (info.name, values) for info in ARCHITECTURES for values in (*simple_changes(info), *OTHER_KNOBS.get(info.name, []))
]


@pytest.mark.parametrize(("name", "values"), CHANGES, ids=[f"{name} {values}" for name, values in CHANGES])
def test_an_architecture_builds_with_its_knobs_turned(name, values):
    info = CATALOG.architectures[name]
    assert cost(build_graph(name, values), info.input[1:]).parameters > 0


def test_less_width_costs_less():
    full, half = (cost(build_graph("squeeze_unet", {"width": width}), (64, 64)) for width in (1.0, 0.5))
    assert half.parameters < full.parameters / 3
    assert half.macs < full.macs / 3


def test_the_skips_of_squeeze_unet_can_be_dropped():
    graph = build_graph("squeeze_unet", {"skips": False})
    assert not graph.of_block("concat")
    assert len(build_graph("squeeze_unet", {}).of_block("concat")) == 5
    assert cost(graph, (64, 64)).parameters < cost(build_graph("squeeze_unet", {}), (64, 64)).parameters


def test_the_keypoint_and_jacobian_heads_of_the_hourglass_are_7x7_convolutions():
    bare, whole = (build_graph("fomm_hourglass", {"heads": heads}) for heads in (False, True))
    extra = cost(whole, (64, 64)).parameters - cost(bare, (64, 64)).parameters
    assert extra == (10 + 40) * (35 * 7 * 7 + 1)
    assert len(whole.of_block("output")) == 2


def test_padding_conv10_costs_squeezenet_two_rows_and_columns_of_classes():
    plain, padded = (build_graph("squeezenet", {"conv10_padding": padding}) for padding in (0, 1))
    extra = cost(padded, (224, 224)).macs - cost(plain, (224, 224)).macs
    assert extra == (15 * 15 - 13 * 13) * 512 * 1000
