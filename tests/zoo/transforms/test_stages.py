"""The stages of any network, found by shapes and wires."""

from modelzoo.repairing import shapes_of
from modelzoo.stages import followed_stages, stages
from modelzoo.zoo import open_model


def stages_of(model):
    opened = open_model(model)
    return stages(opened.graph, shapes_of(opened.graph, opened.size))


def test_squeezenext_has_the_stages_of_its_paper():
    sizes = [len(stage) for stage in stages_of("1.0-SqNxt-23v5") if stage[0].startswith("stage")]
    assert sizes == [2, 4, 14, 1]


def test_a_stage_ends_where_size_channels_or_blocks_change():
    found = stages_of("SqueezeNet 1.1")
    assert found[:4] == (("conv1",), ("fire2", "fire3"), ("fire4", "fire5"), ("fire6", "fire7"))
    assert ("conv10",) in found


def test_every_layer_on_a_chain_is_in_one_stage():
    for model in ("ResNet-50", "VGG-16", "MobileNetV2 1.0", "Squeeze U-Net"):
        ids = [id for stage in stages_of(model) for id in stage]
        assert len(ids) == len(set(ids))


def test_a_stage_is_followed_by_the_next_of_its_kind_alone():
    opened = open_model("ResNet-50")
    found = followed_stages(opened.graph, shapes_of(opened.graph, opened.size))
    assert [(here[0], there[0]) for here, there in found] == [
        ("conv2_1", "conv3_1"),
        ("conv3_1", "conv4_1"),
        ("conv4_1", "conv5_1"),
    ]
