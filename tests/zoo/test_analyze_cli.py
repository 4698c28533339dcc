"""`analyze` on the command line."""

from modelzoo.project import Project
from modelzoo.project_file import save
from modelzoo.zoo import open_model


def test_analyze_gives_the_cost_on_paper(ask_json):
    found = ask_json("analyze", "block/conv:out=8,bias=no,act=none", "--size", "3x10x12")
    assert (
        list(found)
        == (
            "model fingerprint input parameters macs mult_adds_torchinfo pass_bytes_torchinfo parameter_bytes "
            "activation_bytes peak_activation_bytes uncounted layers"
        ).split()
    )
    assert found["input"] == [3, 10, 12]
    assert found["parameters"] == 3 * 8 * 9
    assert found["macs"] == found["mult_adds_torchinfo"] == 3 * 8 * 9 * 10 * 12
    assert found["pass_bytes_torchinfo"] == 2 * 4 * 8 * 10 * 12
    assert found["uncounted"] == []
    _, layer, _ = found["layers"]
    assert list(layer) == (
        "node block inputs output parameters macs mult_adds_torchinfo activation_bytes intensity".split()
    )
    assert (layer["inputs"], layer["output"]) == ([[3, 10, 12]], [8, 10, 12])


def test_analyze_names_its_conventions_and_what_it_did_not_count(ask):
    text = ask("analyze", "block/conv:norm=batch")
    assert "MACs (M)" in text
    assert "Mult-adds (torchinfo, M)" in text
    assert "Pass size (torchinfo, MB)" in text
    assert "torchinfo counts biases and norms" in text
    assert "relu (1x)" in text


def test_analyze_gives_a_reason_only_where_the_two_counts_differ(ask):
    assert "torchinfo counts" not in ask("analyze", "block/conv:bias=no")


def test_analyze_shows_each_block_on_demand(ask):
    assert "conv1" in ask("analyze", "block/conv", "--layers")
    assert "conv1" not in ask("analyze", "block/conv")


def test_a_project_file_is_a_model_too(ask_json, tmp_path):
    model = open_model("block/fire")
    save(Project("Mine", model.graph, (16, 24)), tmp_path / "mine.slimscope")
    found = ask_json("analyze", str(tmp_path / "mine.slimscope"))
    assert (found["model"], found["fingerprint"], found["input"]) == ("Mine", model.graph.fingerprint, [64, 16, 24])


def test_several_models_are_analyzed_at_once_and_give_a_list(ask, ask_json):
    names = ("block/conv", "SqueezeNet 1.1", "mobilenet_v1:width=0.25")
    assert ask_json("analyze", *names, "--size", "64") == [ask_json("analyze", name, "--size", "64") for name in names]
    text = ask("analyze", *names)
    assert text.index("block/conv, 64x32x32") < text.index("SqueezeNet 1.1, 3x224x224") < text.index("(width=0.25)")


def test_one_that_is_no_model_spoils_the_whole_question(refuse):
    code, said = refuse("analyze", "block/conv", "no_such_model")
    assert (code, said) == (1, "slimscope: There is no model named 'no_such_model'.\n")
