"""Texts of the catalog as a window shows them: paragraphs without the line breaks of the source code."""

import html
import re

from modelzoo.block_info import BlockInfo
from modelzoo.labels import crossed
from modelzoo.params import Param


def headline(title: str) -> str:
    """A title with its first letter large."""
    return crossed(title[:1].upper() + title[1:])


def block_title(info: BlockInfo) -> str:
    """A block's title as a heading; a name that a person gave stays as it is."""
    return info.title if info.is_made_of_graph else headline(info.title)


def spoken(name: str) -> str:
    """A parameter's name as words."""
    return name.replace("_", " ")


def paragraphs(doc: str) -> list[str]:
    """The paragraphs of a docstring, each in one line."""
    return [crossed(re.sub(r"\s+", " ", each).strip()) for each in re.split(r"\n\s*\n", doc) if each.strip()]


def block_tip(info: BlockInfo) -> str:
    """What a block does, takes and comes from, as a tooltip."""
    inputs = ", ".join(info.ports) + (" and more" if info.variadic else "")
    lines = [f"<b>{html.escape(block_title(info))}</b>", *map(html.escape, paragraphs(info.doc))]
    lines.append(f"Inputs: {html.escape(inputs) or 'none'}")
    if info.source:
        lines.append(f"<i>Source: {html.escape(info.source)}</i>")
    return "".join(f"<p>{line}</p>" for line in lines)


def param_tip(param: Param) -> str:
    """What a parameter means and which values fit."""
    fits = f"{headline(param.describe())}."
    return crossed(f"{param.help}. {fits}" if param.help else fits)


def searchable(text: str) -> str:
    """A text as it is searched: in small letters, with an x where the window has a cross, for that is what is typed."""
    return text.lower().replace("×", "x")
