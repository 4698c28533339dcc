"""The article's tables as a project: its models are the published ones as long as nobody edits them."""

from dataclasses import replace

from modelzoo import variants
from modelzoo.entries import own_entries
from modelzoo.examples import joined_tables
from modelzoo.published import table3_input, table3_names, with_published_runtimes
from modelzoo.zoo import open_model

MODELS = [open_model(name, table3_input()).shown for name in table3_names()]


def runtimes(project):
    return {each.title: each.runtime and each.runtime.value for each in with_published_runtimes(own_entries(project))}


def test_every_model_of_table_3_stands_with_its_published_runtime_and_where_that_is_from():
    project = joined_tables(MODELS)
    assert runtimes(project) == {
        "Squeeze U-Net": 0.0142,
        "Squeeze U-Net with dep_sep_conv": 0.0119,
        "Squeeze Encoder Decoder": 0.0102,
        "L3U-Net": 0.0079,
        "EdgeSegNet": 0.0066,
    }
    (first, *_) = with_published_runtimes(own_entries(project))
    assert first.others == ("baseline",) and first.runtime.published
    assert "Table 3" in first.runtime.source and "Xeon E5-2640" in first.runtime.source


def test_another_size_or_another_graph_has_no_published_runtime():
    project = joined_tables(MODELS)
    assert runtimes(replace(project, size=(96, 96)))["Squeeze U-Net"] is None
    edited = variants.exchange(project, replace(project.shown, graph=MODELS[1].graph))
    assert runtimes(edited)[edited.title] is None
