"""What an act would change and save, told before it is done."""

import pickle
from dataclasses import replace

import pytest

from modelzoo.acts import Act
from modelzoo.analysis.cost import cost
from modelzoo.analysis.preview import apply, preview
from modelzoo.builder import Builder
from modelzoo.engine import JOBS
from modelzoo.errors import ZooError
from modelzoo.grouping import group
from modelzoo.inside import lifted
from modelzoo.project import Project
from modelzoo.project_file import dumps, loads
from modelzoo.variants import act_on
from modelzoo.zoo import open_model


@pytest.fixture
def unet():
    return open_model("Squeeze U-Net")


def test_a_preview_tells_nodes_and_figures_before_and_after(unet):
    act = Act("drop_skips")
    found = preview(unet.graph, act, unet.size)
    assert found.graph == apply(unet.graph, act, unet.size)
    assert {row.node.block for row in found.difference.of_kind("removed")} == {"concat"}
    before, after = cost(unet.graph, unet.size), cost(found.graph, unet.size)
    assert found.difference.delta.parameters == after.parameters - before.parameters < 0
    assert found.difference.delta.macs == after.macs - before.macs < 0
    assert found.difference.before.peak_activation_bytes == before.peak_activation_bytes
    assert found.difference.after.peak_activation_bytes == after.peak_activation_bytes


def test_a_preview_names_the_composites_that_stay_as_they_are(unet):
    found = preview(unet.graph, Act("activation"), unet.size)
    assert set(found.left) == {node.id for node in unet.graph.of_block("fire")}
    assert preview(unet.graph, Act("separable"), unet.size).left == ()


def test_composites_that_stay_can_be_opened_in_the_same_act(unet):
    found = preview(unet.graph, Act("activation", opened=True), unet.size)
    assert found.left == ()
    assert not found.graph.of_block("fire", "relu")
    assert not any(node.values.get("act") == "relu" for node in found.graph)
    assert found.difference.delta.parameters == 0


def test_only_composites_of_the_selection_are_opened(unet):
    found = preview(unet.graph, Act("activation", ids=("fire2", "conv2"), opened=True), unet.size)
    assert "fire2" not in found.graph
    assert "fire3" in found.graph
    assert found.graph["conv2"].values["act"] == "hardswish"


def test_where_nothing_fits_the_reason_names_what_is_needed_and_where_it_hides():
    model = open_model("ResNet-50")
    with pytest.raises(
        ZooError, match=r"nothing to change\. It needs a dense convolution.* within conv2_1.*and 13 more"
    ):
        preview(model.graph, Act("separable"), model.size)
    with pytest.raises(ZooError, match="nothing to change in the selection"):
        preview(model.graph, Act("separable", ids=("pool1",)), model.size)


def test_where_only_the_stem_fits_the_reason_says_so():
    model = open_model("SqueezeNet 1.1")
    with pytest.raises(ZooError, match="What reads the picture would fit"):
        preview(model.graph, Act("bottleneck", ids=("conv1",)), model.size)


def test_a_transform_that_would_break_the_network_is_refused_with_the_block_that_breaks():
    model = open_model("squeezenet", "24")
    with pytest.raises(ZooError, match="does not fit here: afterwards"):
        preview(model.graph, Act("kernel", (("old", 7), ("new", 31))), model.size)


def test_a_preview_crosses_processes_and_is_a_job_of_the_engine(unet):
    assert JOBS["preview"] is preview
    found = preview(unet.graph, Act("width"), unet.size)
    assert pickle.loads(pickle.dumps(found)) == found


@pytest.fixture
def paired():
    """A network that adds what a named block of an unpadded convolution makes to what another such one makes."""
    b = Builder()
    stem = b("conv", b("input"), id="stem", out=8)
    inner = b("conv", b("conv", stem, id="one", out=8, padding=0), id="two", out=8)
    b("output", b("add", inner, b("conv", stem, out=8, padding=0)))
    return group(b.graph, ["one", "two"], "pair")[0]


def test_an_act_within_a_named_block_changes_all_of_it_and_tells_what_the_whole_model_saves(paired):
    found = preview(paired, Act("separable", within=("pair",)), (32, 32))
    assert found.graph["two"].block == "separable_conv"
    assert {dict(node.params)["kernel"] for node in found.graph.of_block("conv")} == {1}
    assert found.act.text == "dep-sep in pair"
    whole = lifted(lambda part: replace(part, graph=found.graph), ("pair",))(Project(graph=paired)).graph
    before, after = cost(paired, (32, 32)), cost(whole, (32, 32))
    assert (found.difference.before.macs, found.difference.after.macs) == (before.macs, after.macs)


def test_what_reads_the_picture_within_a_block_is_still_the_stem():
    b = Builder()
    b("output", b("conv", b("conv", b("input"), id="first", out=8), id="second", out=8))
    graph, _ = group(b.graph, ["first", "second"], "start")
    found = preview(graph, Act("separable", within=("start",)), (32, 32))
    assert found.graph["first"].block == "conv" and found.graph["second"].block != "conv"


def test_an_act_within_a_block_that_would_break_the_model_around_it_is_refused(paired):
    with pytest.raises(ZooError, match="does not fit here: afterwards add1"):
        preview(paired, Act("kernel", (("old", 3), ("new", 5)), ("one",), within=("pair",)), (32, 32))


def test_an_act_remembers_in_a_file_where_it_was_done(paired):
    act = Act("separable", within=("pair",))
    project = act_on(Project("net", paired, (32, 32)), act, paired, {})
    assert loads(dumps(project)).acts == (act,)
