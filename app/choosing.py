"""What can be chosen by typing, and which of it a text finds; Qt-free."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.prose import searchable


@dataclass(frozen=True)
class Choice:
    """One line: the key it is known by, what it shows, and the further words it is found by.

    aside: where it belongs. shortcut: the key that does it without a search. enabled: whether it can be chosen now.
    """

    key: str
    title: str
    aside: str = ""
    words: str = ""
    tip: str = ""
    shortcut: str = ""
    enabled: bool = True


def found(choices: Iterable[Choice], text: str) -> list[Choice]:
    """The choices that contain every word of the text; first those whose title begins with it or has it."""
    wanted = searchable(text).split()
    kept = [each for each in choices if all(word in _words(each) for word in wanted)]
    return sorted(kept, key=lambda each: _rank(searchable(each.title), " ".join(wanted)))


def _words(choice: Choice) -> str:
    return searchable(f"{choice.title} {choice.aside} {choice.words}")


def _rank(title: str, text: str) -> int:
    if title.startswith(text):
        return 0
    return 1 if f" {text}" in title else 2 if text in title else 3
