"""Opening composites in place: the layers do what the composite did."""

import pytest

from modelzoo.analysis.cost import cost
from modelzoo.build import build, example_inputs
from modelzoo.catalog import CATALOG, find_block
from modelzoo.errors import BuildError
from modelzoo.graph import Graph
from modelzoo.project import Project
from modelzoo.registry import build_module
from modelzoo.ungroup import ungroup
from modelzoo.zoo import open_model
from tests.zoo.carrying import assert_agree, unsettle
from tests.zoo.test_blocks import usual_shapes

FULL = ("parameters", "macs", "mult_adds")


def weighted(name):
    info = CATALOG.blocks[name]
    module = build_module(name, info.node("n").params, usual_shapes(info))
    return [each for each in module.modules() if list(each.parameters(recurse=False))]


COMPOSITES = [name for name in CATALOG.blocks if name not in ("input", "output") and len(weighted(name)) > 1]


def composite_of(model):
    return next(node.id for node in model.graph if node.block not in ("input", "output", "global_avg_pool"))


def assert_same(model, opened):
    """The opened graph has the same weights, work and outputs, its weights taken over from where they came."""
    before, after = build(model.graph, model.size), build(opened.graph, model.size)
    unsettle(before)
    kept = after.state_dict()
    for id, paths in opened.origins.items():
        names = [name for name in kept if name.startswith(f"{id}.")]
        values = [value for path in paths for value in before.get_submodule(path).state_dict().values()]
        kept |= dict(zip(names, values, strict=True))
    kept |= {name: value for name, value in before.state_dict().items() if name in kept}
    after.load_state_dict(kept)
    assert_agree(before, after, example_inputs(model.graph, model.size))
    one, other = cost(model.graph, model.size), cost(opened.graph, model.size)
    assert {each: getattr(one, each) for each in FULL} == {each: getattr(other, each) for each in FULL}


@pytest.mark.parametrize("name", COMPOSITES)
def test_every_composite_opens_into_layers_that_do_the_same(name):
    model = open_model(f"block/{name}", "24x16x16")
    id = composite_of(model)
    opened = ungroup(model.graph, [id], model.size)
    assert len(opened.parts[id]) > 1
    assert id not in opened.graph
    assert {opened.graph[each].block for each in opened.parts[id]}.isdisjoint(COMPOSITES)
    assert_same(model, opened)


def test_a_whole_network_opens_down_to_its_layers():
    model = open_model("Squeeze Encoder Decoder")
    opened = ungroup(model.graph, [node.id for node in model.graph if "fire" in node.block], model.size)
    assert {node.block for node in opened.graph} == {
        "input", "conv", "max_pool", "concat", "relu", "transposed_conv", "crop", "upsample", "output"
    }  # fmt: skip
    assert_same(model, opened)


def test_the_layers_are_named_as_in_the_composite():
    opened = ungroup(open_model("SqueezeNet 1.1").graph, ["fire2"], (224, 224))
    assert opened.parts["fire2"] == ("fire2_squeeze", "fire2_expand1", "fire2_expand3", "fire2_concat", "fire2_act")
    squeeze = opened.graph["fire2_squeeze"]
    assert (squeeze.block, squeeze.values["act"], squeeze.inputs) == ("conv", "relu", ("pool1",))
    assert opened.graph["fire3"].inputs == ("fire2_act",)


def test_a_convolution_with_a_norm_opens_into_its_steps():
    graph = open_model("block/conv:norm=batch,act=silu").graph
    opened = ungroup(graph, ["conv1"], (32, 32))
    assert [opened.graph[id].block for id in opened.parts["conv1"]] == ["conv", "batch_norm", "silu"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("block/conv:act=none", "conv1: conv cannot be opened: it is a single layer."),
        ("block/flatten", "flatten1: flatten cannot be opened: it is a single layer."),
        (
            "block/auxiliary_classifier:runs=training",
            "auxiliary_classifier1: auxiliary_classifier cannot be opened: it runs only while training: let it run "
            "always to open it.",
        ),
    ],
)
def test_a_block_that_cannot_be_opened_says_why(text, why):
    model = open_model(text)
    with pytest.raises(BuildError) as told:
        ungroup(model.graph, [composite_of(model)], model.size)
    assert str(told.value) == why


def test_a_block_that_cannot_work_says_why_it_cannot_be_opened():
    graph = Graph((find_block("fire").node("fire1"),))
    with pytest.raises(BuildError, match="fire1: its input is not wired"):
        ungroup(graph, ["fire1"], (32, 32))


def test_what_stands_around_is_left_alone():
    model: Project = open_model("SqueezeNet 1.1")
    opened = ungroup(model.graph, ["fire4", "fire9"], model.size)
    untouched = [node for node in model.graph if node.id not in ("fire4", "fire5", "fire9", "drop9")]
    assert [node for node in opened.graph if node.id in {each.id for each in untouched}] == untouched
    assert set(opened.parts) == {"fire4", "fire9"}
