"""What was printed of published models: every figure has its source, and belongs to a model that exists."""

import json
import re
from importlib.resources import files

import pytest

import modelzoo.zoo  # noqa: F401  fills the catalog
from modelzoo.catalog import find_published

FACTS = json.loads(files("assets").joinpath("facts.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", FACTS)
def test_known_facts_belong_to_a_published_model_and_are_shown_with_it(name):
    _, variant = find_published(name)
    assert variant.name == name
    assert [(each.name, each.value, each.source) for each in variant.facts] == [
        (row["name"], row["value"], row["source"]) for row in FACTS[name]["facts"]
    ]
    assert variant.note == FACTS[name]["note"]


@pytest.mark.parametrize("name", FACTS)
def test_every_figure_has_a_name_a_value_and_a_source_that_can_be_found(name):
    row = FACTS[name]
    assert set(row) == {"facts", "note"}
    assert row["facts"] or row["note"]
    assert not row["note"] or (len(row["note"]) > 25 and row["note"].endswith("."))
    for fact in row["facts"]:
        assert set(fact) == {"name", "value", "source"}
        assert len(fact["name"]) > 5
        assert re.search(r"\d", fact["value"])
        assert len(fact["source"]) > 15
        assert "memory" not in fact["source"]


@pytest.mark.parametrize("name", FACTS)
def test_no_two_figures_of_one_source_have_the_same_name(name):
    known = [(fact["name"], fact["source"]) for fact in FACTS[name]["facts"]]
    assert len(set(known)) == len(known)


@pytest.mark.parametrize("name", FACTS)
def test_an_accuracy_is_a_share_and_the_first_one_is_of_the_first_guess(name):
    known = [fact for fact in FACTS[name]["facts"] if "accuracy" in fact["name"]]
    for fact in known:
        assert 30 < float(re.search(r"\d+(\.\d+)?", fact["value"]).group()) < 100
    assert [fact["name"][:5] for fact in known[:1]] in ([], ["top-1"])
