"""What an act would change and save, told before it is done."""

import pickle

import pytest

from modelzoo.acts import Act
from modelzoo.analysis.cost import cost
from modelzoo.analysis.preview import apply, preview
from modelzoo.engine import JOBS
from modelzoo.errors import ZooError
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
