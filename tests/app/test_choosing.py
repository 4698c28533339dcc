"""What a text finds among many choices, and in which order."""

from app.choosing import Choice, found

CHOICES = (
    Choice("quit", "Quit", "File", "Close the program"),
    Choice("measure", "Measure the compared"),
    Choice("compare", "Compare models", "Model"),
    Choice("copy", "Copy", "Edit", "Put blocks on the clipboard"),
)


def keys(text: str) -> list[str]:
    return [each.key for each in found(CHOICES, text)]


def test_an_empty_text_finds_all_in_their_order() -> None:
    assert keys("") == ["quit", "measure", "compare", "copy"]


def test_every_word_must_be_in_the_title_its_place_or_its_words() -> None:
    assert keys("edit clip") == ["copy"]
    assert keys("file clip") == []


def test_titles_that_begin_with_the_text_come_before_those_that_have_it_and_these_before_other_words() -> None:
    assert keys("COMP") == ["compare", "measure"]
    assert keys("clo") == ["quit"]
    assert keys("o") == ["measure", "compare", "copy", "quit"]
