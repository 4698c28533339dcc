"""The catalog: what a window or a file knows of blocks and architectures without torch."""

from dataclasses import fields, replace

import pytest

from modelzoo import catalog
from modelzoo.block_info import BlockInfo
from modelzoo.catalog import CATALOG, Catalog, find_architecture, find_block, find_published
from modelzoo.errors import GraphError, ParamError, UnknownNameError
from modelzoo.zoo import open_model


@pytest.fixture
def shipped():
    """All that ships, put back afterwards."""
    open_model("squeezenet")
    kept = Catalog(*(dict(getattr(CATALOG, each.name)) for each in fields(Catalog)))
    yield kept
    catalog.install(kept)


def test_the_catalog_reads_back_from_its_text_as_it_was(shipped):
    again = Catalog.from_json(shipped.to_json())
    assert again == shipped
    assert list(again.blocks) == list(shipped.blocks)
    assert list(again.architectures) == list(shipped.architectures)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"blocks": [{}], "architectures": []}', '{"blocks": 3}'])
def test_other_text_is_no_catalog(text):
    with pytest.raises((ValueError, KeyError, TypeError)):
        Catalog.from_json(text)


def test_an_installed_catalog_is_the_one_looked_into(shipped):
    only = replace(shipped.blocks["conv"], name="only")
    catalog.install(Catalog({"only": only}))
    assert find_block("only") is only
    with pytest.raises(UnknownNameError):
        find_block("conv")


def test_an_unknown_name_brings_those_that_are_close():
    with pytest.raises(UnknownNameError, match=r"There is no block named 'convv'\. Did you mean conv"):
        find_block("convv")
    with pytest.raises(UnknownNameError, match="no architecture named 'x9'"):
        find_architecture("x9")


def test_a_published_name_is_found_in_any_case_of_letters(shipped):
    for info in shipped.architectures.values():
        for variant in info.variants:
            found, values = find_published(variant.name.upper())
            assert (found, values.name.lower()) == (info, variant.name.lower())
            assert dict(values.values).keys() <= {param.name for param in info.params}


def test_a_block_makes_nodes_with_checked_values_and_open_ports(shipped):
    node = shipped.blocks["conv"].node("stem", out=24, kernel=[3, 3])
    assert node.inputs == (None,)
    assert node.values["out"] == 24
    assert node.values["kernel"] == 3
    with pytest.raises(ParamError):
        shipped.blocks["conv"].node("stem", out=-1)
    with pytest.raises(GraphError, match="stem: convolution takes 1 inputs, not 2"):
        shipped.blocks["conv"].node("stem", ["a", "b"])


def test_a_block_with_any_number_of_inputs_has_two_ports_at_least(shipped):
    concat: BlockInfo = shipped.blocks["concat"]
    assert concat.node("c").inputs == (None, None)
    assert concat.node("c", ["a", "b", "c"]).inputs == ("a", "b", "c")
