"""Every transform is a case by itself, the day it is registered: on every architecture, with any parameters."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from modelzoo.acts import Act
from modelzoo.analysis.cost import examine
from modelzoo.analysis.preview import apply
from modelzoo.catalog import CATALOG, TransformInfo
from modelzoo.errors import ParamError, UnknownNameError, ZooError
from modelzoo.graph import Graph, Size
from modelzoo.registry import build_graph
from modelzoo.transforming import transform
from tests.zoo.test_blocks import fitting
from tests.zoo.transforms.acting import SIZE, acted, chain

TRANSFORMS = list(CATALOG.transforms.values())
BY_NAME = {"ids": lambda info: info.name}
SHRUNK = {
    "densenet": {"depth1": 1, "depth2": 2, "depth3": 1, "depth4": 1, "growth": 8},
    "nasnet": {"cells": 1, "filters": 8},
    "resnet": {"depth1": 2, "depth2": 2, "depth3": 1, "depth4": 2, "width": 0.25},
    "se_resnet": {"depth1": 2, "depth2": 2, "depth3": 1, "depth4": 2, "width": 0.25},
    "inception_v3": {"depth_a": 1, "depth_c": 1, "depth_e": 1, "width": 0.25},
    "squeezenext": {"depth1": 3, "depth2": 2, "depth3": 2},
    "unet": {"base": 8, "depth": 3},
    "fomm_hourglass": {"depth": 3, "expansion": 8},
    "efficientnet": {"width": 0.5, "depth": 0.6},
}
MODELS: dict[str, tuple[Graph, Size]] = {
    info.name: (build_graph(info.name, SHRUNK.get(info.name, {})), (info.input[1], info.input[2]))
    for info in CATALOG.architectures.values()
}


def assert_sound(name: str, act: Act) -> Graph | None:
    """The act gives a graph that can run as it is, or says in words why not."""
    graph, size = MODELS[name]
    try:
        found = apply(graph, act, size)
    except ZooError as error:
        assert str(error).strip().endswith((".", "!"))
        return None
    assert found != graph
    assert examine(found, size).problems == ()
    assert examine(found, size).cost
    return found


def assert_elsewhere_unchanged(graph: Graph, found: Graph, act: Act) -> None:
    """What was not selected has its parameters as before, and is there unless it served a dropped skip alone."""
    outside = [node for node in graph if node.id not in act.ids]
    assert all(found[node.id].params == node.params for node in outside if node.id in found)
    assert act.transform == "drop_skips" or all(node.id in found for node in outside)


@pytest.mark.parametrize("info", TRANSFORMS, **BY_NAME)
def test_a_transform_gives_a_sound_graph_or_a_reason_on_every_architecture(info):
    for name in MODELS:
        assert_sound(name, Act(info.name))


@pytest.mark.parametrize("info", TRANSFORMS, **BY_NAME)
@given(data=st.data())
@settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)
def test_it_does_so_with_any_parameters_on_any_selection_and_leaves_the_rest_alone(info, data):
    name = data.draw(st.sampled_from(sorted(MODELS)))
    graph = MODELS[name][0]
    values = {param.name: data.draw(fitting(param), label=param.name) for param in info.params}
    chosen = data.draw(st.lists(st.sampled_from([node.id for node in graph]), unique=True, min_size=1, max_size=8))
    act = Act(info.name, tuple(values.items()), tuple(chosen), opened=data.draw(st.booleans()))
    found = assert_sound(name, act)
    if found and not act.opened:
        assert_elsewhere_unchanged(graph, found, act)


@pytest.mark.parametrize("info", TRANSFORMS, **BY_NAME)
def test_a_transform_says_what_it_does_needs_and_is_called(info):
    assert len(info.doc) > 60
    assert info.title and info.group and info.needs
    assert Act(info.name).text.strip()
    assert "{" not in Act(info.name).text
    for param in info.params:
        assert param.help
        assert param.check(param.default) == param.default


def test_a_history_names_acts_by_their_parameters_and_places():
    assert Act("width", (("width", 0.5),)).text == "width 0.5"
    assert Act("separable", ids=("conv2",)).text == "dep-sep (conv2)"
    assert Act("move_blocks", (("blocks", 4),), ("a", "b")).text == "4 of stage 1 to the next (2 blocks)"


def test_a_name_can_be_registered_once():
    with pytest.raises(ValueError, match="two transforms are named width"):
        transform("width", title="", group="", needs="", brief="")(lambda graph: graph)


def test_an_unknown_transform_or_parameter_is_refused():
    with pytest.raises(UnknownNameError, match=r"There is no transform named 'widht'\. Did you mean width"):
        acted(chain("conv"), "widht")
    with pytest.raises(ParamError, match="depth is not a parameter here"):
        acted(chain("conv"), "width", depth=3)
    with pytest.raises(ZooError, match="no block named conv9"):
        acted(chain("conv"), "width", ids=["conv9"])


def test_a_graph_that_is_not_finished_can_be_transformed():
    graph = Graph((*chain("conv").nodes, CATALOG.blocks["conv"].node("loose", kernel=3)))
    found = acted(graph, "separable", stem=True)
    assert (found["conv1"].block, found["loose"].block) == ("separable_conv", "separable_conv")
    assert [problem.node for problem in examine(found, SIZE).problems] == ["loose"]


def test_the_catalog_holds_every_transform_with_its_parameters():
    for info in TRANSFORMS:
        assert isinstance(info, TransformInfo)
        assert CATALOG.transforms[info.name] == info
    assert {param.name for param in CATALOG.transforms["width"].params} == {"width", "multiple"}
