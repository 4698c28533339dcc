"""`list`: the models and the blocks there are."""

import textwrap
from argparse import Namespace
from dataclasses import asdict
from typing import Any

from modelzoo.block_info import BlockInfo
from modelzoo.catalog import CATALOG, ArchitectureInfo, offered_blocks
from modelzoo.commands.answering import Answer
from modelzoo.params import Param, value_text
from modelzoo.zoo import BLOCK_INPUT


def list_all(arguments: Namespace) -> Answer:
    """Every model or every block, with its parameters and what was published of it."""
    if arguments.what == "models":
        rows = [_listed_model(info) for info in CATALOG.architectures.values()]
    else:
        rows = [_listed_block(info) for info in offered_blocks()]
    return rows, "\n".join(_entry(row) for row in rows)


def _listed_model(info: ArchitectureInfo) -> dict[str, Any]:
    return {
        "name": info.name,
        "family": info.family,
        "title": info.title,
        "source": info.source,
        "input": list(info.input),
        "parameters": [_parameter(param) for param in info.params],
        "variants": [
            {"name": each.name, "parameters": dict(each.values), "input": list(each.input)} for each in info.variants
        ],
    }


def _listed_block(info: BlockInfo) -> dict[str, Any]:
    return {
        "name": info.name,
        "family": info.group,
        "title": info.title,
        "source": info.source,
        "input": list(BLOCK_INPUT),
        "parameters": [_parameter(param) for param in info.params],
        "variants": [],
    }


def _parameter(param: Param) -> dict[str, Any]:
    row = asdict(param)
    return {"name": row.pop("name"), "type": row.pop("kind"), **row}


def _entry(row: dict[str, Any]) -> str:
    settings = ", ".join(f"{each['name']}={value_text(each['default'])}" for each in row["parameters"])
    variants = ", ".join(each["name"] for each in row["variants"])
    lines = [f"{row['name']}  -  {row['title']} ({row['family']}), {'x'.join(map(str, row['input']))}"]
    for what, text in (("settings", settings), ("published", variants)):
        if text:
            lines.append(textwrap.fill(f"{what:<10}{text}", 100, initial_indent="    ", subsequent_indent=" " * 14))
    return "\n".join(lines)
