"""What the articles and papers did by hand, done by acts: the very networks come out, to the last node and figure."""

from modelzoo.graph import Graph
from modelzoo.zoo import open_model
from tests.zoo.transforms.acting import acted, figures, figures_of, same_but_for_names

UNET = (64, 64)
SQNXT = (227, 227)


def graph_of(model: str) -> Graph:
    return open_model(model).graph


def normed_unet() -> Graph:
    """Squeeze U-Net with batch norms in place of the biases of its encoder and its fire modules."""
    graph = graph_of("Squeeze U-Net")
    chosen = ["conv1", *(node.id for node in graph.of_block("fire"))]
    return acted(graph, "norm_for_bias", UNET, chosen)


def test_the_depthwise_variant_comes_out_of_squeeze_unet():
    large = acted(normed_unet(), "upsample_conv", UNET)
    found = acted(large, "separable", UNET, padding_at="pointwise")
    assert figures(found, UNET) == figures_of("Squeeze U-Net with dep_sep_conv")
    assert same_but_for_names(found, graph_of("Squeeze U-Net with dep_sep_conv"))


def test_the_way_back_from_the_depthwise_variant_gives_the_graph_before():
    large = acted(normed_unet(), "upsample_conv", UNET)
    for padding_at in ("depthwise", "pointwise"):
        assert acted(acted(large, "separable", UNET, padding_at=padding_at), "dense", UNET) == large


def test_the_encoder_and_decoder_comes_out_of_squeeze_unet():
    bare = acted(normed_unet(), "drop_skips", UNET)
    assert bare == graph_of("squeeze_unet:skips=no,batch_norm=squeezes_and_stem")
    light = acted(bare, "squeezeseg", UNET, widths="transposed")
    short = acted(light, "drop_blocks", UNET, ["conv2"])
    found = acted(short, "pointwise_first", UNET)
    assert figures(found, UNET) == figures_of("Squeeze Encoder Decoder")
    assert found == graph_of("Squeeze Encoder Decoder")


def test_every_later_squeezenext_comes_out_of_the_first():
    v2 = acted(acted(graph_of("1.0-SqNxt-23"), "kernel", SQNXT, old=7, new=5), "sequential_entry", SQNXT)
    v3 = acted(v2, "move_blocks", SQNXT, blocks=2, stage=1)
    v4 = acted(v3, "move_blocks", SQNXT, blocks=2, stage=1)
    v5 = acted(v4, "move_blocks", SQNXT, blocks=6, stage=2)
    found = {"1.0-SqNxt-23v2": v2, "1.0-SqNxt-23v3": v3, "1.0-SqNxt-23v4": v4, "1.0-SqNxt-23v5": v5}
    assert found == {name: graph_of(name) for name in found}
    assert {name: figures(graph, SQNXT) for name, graph in found.items()} == {name: figures_of(name) for name in found}


def test_blocks_moved_at_once_or_in_steps_make_the_same_network():
    v2 = graph_of("1.0-SqNxt-23v2")
    assert acted(v2, "move_blocks", SQNXT, blocks=4) == graph_of("1.0-SqNxt-23v4")
    assert acted(acted(v2, "move_blocks", SQNXT), "move_blocks", SQNXT) == graph_of("1.0-SqNxt-23v3")


def test_the_grouped_squeezenext_comes_out_of_the_first():
    graph = graph_of("1.0-SqNxt-23")
    blocks = [node.id for node in graph.of_block("sqnxt_block")]
    assert acted(graph, "grouped", SQNXT, blocks) == graph_of("1.0-G-SqNxt-23")


def test_mobilenet_and_its_dense_twin_come_out_of_each_other():
    light, dense = graph_of("MobileNetV1 1.0 @224"), graph_of("Conv MobileNetV1")
    assert acted(light, "dense", (224, 224)) == dense
    assert acted(dense, "separable", (224, 224), form="mobilenet") == light


def test_the_separable_hourglass_comes_out_of_the_dense_one():
    dense, light = graph_of("FOMM hourglass"), graph_of("FOMM hourglass with dep_sep_conv")
    assert acted(dense, "separable", UNET, padding_at="pointwise", stem=True) == light
    assert acted(light, "dense", UNET) == dense


def test_se_resnet_comes_out_of_resnet():
    found = acted(graph_of("resnet"), "insert_se", (224, 224), reduction=16)
    assert found == graph_of("se_resnet:ceil_pools=no")


def test_inception_v3_with_two_3x3_comes_out_of_the_one_with_5x5():
    assert acted(graph_of("inception_v3"), "two_3x3", (299, 299)) == graph_of("inception_v3:five_by_five=two 3x3")


def test_half_a_mobilenet_v2_by_the_width_multiplier_has_the_widths_of_the_published_one():
    found = acted(graph_of("mobilenet_v2:head=640"), "width", (224, 224), width=0.5)
    published = graph_of("mobilenet_v2:width=0.5")
    blocks = [node.id for node in published.of_block("inverted_residual")]
    assert [found[id] for id in blocks] == [published[id] for id in blocks]
