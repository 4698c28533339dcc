"""Hyperparameters as flat names and plain values, from JSON or YAML; no file can make them run code or grow at will."""

import contextlib
import json
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from modelzoo.runs.run import Setting

MOST = 1000
"""How many settings of a run are kept."""
_LONGEST, _DEEPEST, _LARGEST = 200, 6, 2**20

_OF_WANDB = ("_wandb", "wandb_version")
_COMPANIONS = "hparams.yaml config.yaml config.json hparams.json args.json params.json params.yaml".split()


def flat(data: Any) -> dict[str, Setting]:
    """Nested dictionaries as names with dots between them; lists of plain values as texts."""
    found: dict[str, Setting] = {}
    for name, value in _walk("", data, 0):
        if len(found) >= MOST:
            break
        found[name[:_LONGEST]] = value
    return found


def companions(folder: Path) -> dict[str, Setting]:
    """The settings that files of the usual names beside a log hold."""
    found: dict[str, Setting] = {}
    for path in (folder / name for name in _COMPANIONS):
        with contextlib.suppress(OSError, ValueError, RecursionError):
            if path.is_file() and path.stat().st_size <= _LARGEST:
                found = _read(path) | found
    return found


def plain(text: str) -> Setting:
    """A value that was written as text."""
    word = text.strip()
    if word.lower() in _WORDS:
        return _WORDS[word.lower()]
    for kind in (int, float):
        with contextlib.suppress(ValueError):
            return kind(word)
    if len(word) > 1 and word[0] == word[-1] and word[0] in "\"'":
        word = word[1:-1]
    return word[:_LONGEST]


_WORDS: dict[str, Setting] = {"true": True, "false": False, "null": None, "none": None, "~": None, "": None}


def yaml(text: str) -> dict[str, Any]:
    """The nested mappings of a YAML file; a list is a mapping of "" to it, anything else stays the text that it is."""
    root: dict[str, Any] = {}
    open_ones: list[tuple[int, dict[str, Any]]] = [(-1, root)]
    for line in text.splitlines():
        stripped = line.strip()
        indent = len(line) - len(line.lstrip())
        if stripped.startswith("- "):
            while open_ones[-1][0] > indent:
                open_ones.pop()
            open_ones[-1][1].setdefault("", []).append(plain(_without_tag(stripped[2:])))
            continue
        name, colon, rest = stripped.partition(":")
        if not colon or stripped[0] in "#-[{" or (rest and not rest.startswith(" ")):
            continue
        while open_ones[-1][0] >= indent:
            open_ones.pop()
        value, parent = _without_tag(rest), open_ones[-1][1]
        key = str(plain(name) if name[:1] in "\"'" else name)
        if value or len(open_ones) > _DEEPEST:
            parent[key] = plain(value)
        else:
            inner: dict[str, Any] = {}
            parent[key] = inner
            open_ones.append((indent, inner))
    return root


def _without_tag(text: str) -> str:
    """A value without a comment behind it and a tag or an anchor before it."""
    value = text.split(" #")[0].strip()
    while value[:1] in ("!", "&"):
        value = value.partition(" ")[2].strip()
    return value


def _read(path: Path) -> dict[str, Setting]:
    text = path.read_text(encoding="utf-8", errors="replace")
    data = json.loads(text) if path.suffix == ".json" else _unwrapped(yaml(text))
    return flat(data) if isinstance(data, Mapping) else {}


def _unwrapped(data: dict[str, Any]) -> dict[str, Any]:
    """W&B writes each setting as a mapping with a value and a description."""
    return {name: _inner(value) for name, value in data.items() if name not in _OF_WANDB}


def _inner(value: Any) -> Any:
    wrapped = isinstance(value, dict) and set(value) - {"desc"} == {"value"}
    return value["value"] if wrapped else value


def _walk(prefix: str, data: Any, depth: int) -> Iterator[tuple[str, Setting]]:
    if isinstance(data, Mapping) and set(data) == {""}:
        data = data[""]
    if isinstance(data, Mapping) and depth < _DEEPEST:
        for name, value in data.items():
            if name != "_wandb":
                yield from _walk(f"{prefix}.{name}" if prefix else str(name), value, depth + 1)
    elif prefix:
        yield prefix, _setting(data)


def _setting(value: Any) -> Setting:
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if value is None or isinstance(value, str | bool | float) or (isinstance(value, int) and abs(value) < 2**63):
        return value[:_LONGEST] if isinstance(value, str) else value
    if isinstance(value, list) and all(isinstance(each, str | int | float | bool | None) for each in value[:50]):
        return f"[{', '.join(str(each)[:50] for each in value[:50])}]"[:_LONGEST]
    return "{}" if value == {} else f"({type(value).__name__})"
