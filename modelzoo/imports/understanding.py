"""A file of ONNX as a foreign network: read, named, worked out at one size, counted."""

import hashlib
from pathlib import Path

import onnx

from modelzoo.errors import FileError, ZooError
from modelzoo.export.models import file_of
from modelzoo.foreign import Feed, Foreign
from modelzoo.imports.concrete import PICTURE, Concrete, concrete, feeds_of
from modelzoo.imports.counting import count, operations
from modelzoo.imports.loading import UNREADABLE, first_line, load_onnx
from modelzoo.sizes import parse_size

_DATA = "model.onnx"


def understand(path: Path, folder: Path, input: str = "", origin: str = "") -> Foreign:
    """What a file of ONNX holds, at the size that a person writes; what runs it lies in the folder afterwards.

    Raises FileError where it is no model that can be run, ParamError where it takes no such size.
    """
    model, size = load_onnx(path)
    feeds = feeds_of(model, parse_size(input) if input else None)
    try:
        found = _worked_out(model, feeds, origin or str(path))
    except UNREADABLE as error:
        raise FileError(str(path), f"is no ONNX model that can be run: {first_line(error)}") from error
    data = file_of(model)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _DATA).write_bytes(data)
    digest = hashlib.sha256(data).hexdigest()[:16]
    graph = operations(found, feeds, digest)
    picture = next((each.shape[2:] for each in feeds if len(each.shape) == 4), (1, 1))
    return Foreign(
        title=path.stem,
        origin=origin or str(path),
        digest=digest,
        opset=max((int(each.version) for each in model.opset_import if each.domain in ("", "ai.onnx")), default=0),
        size=(picture[0], picture[1]),
        feeds=feeds,
        graph=graph,
        cost=count(found, graph),
        file_bytes=size,
        onnx=str(folder / _DATA),
        notes=tuple(_notes(feeds, input)),
    )


def _worked_out(model: onnx.ModelProto, feeds: tuple[Feed, ...], origin: str) -> Concrete:
    if not feeds:
        raise FileError(origin, "takes no input: there is nothing to run it on.")
    try:
        found = concrete(model, feeds)
    except FileError:
        raise
    except ZooError as error:
        shapes = " and ".join("x".join(map(str, each.shape)) for each in feeds)
        raise FileError(origin, f"cannot be run on {shapes}. {error}") from error
    if not found.nodes:
        raise FileError(origin, "gives the same whatever its input: there is nothing to measure.")
    return found


def _notes(feeds: tuple[Feed, ...], input: str) -> list[str]:
    free = [each for each in feeds if len(each.axes) == 4 and any(isinstance(axis, str) for axis in each.axes[2:])]
    if free and not input:
        return [f"The file leaves the size of its input open; {PICTURE} is taken where nothing else is asked for."]
    return []
