"""A network that a function of somebody's makes: the one place where a user's code runs, and only within the child."""

import importlib
import importlib.util
import inspect
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import torch
from safetensors.torch import save_file
from torch import Tensor, nn

from modelzoo.errors import FileError, ParamError, ZooError
from modelzoo.export.onnx import OPEN
from modelzoo.foreign import Foreign
from modelzoo.graph_json import graph_text
from modelzoo.imports.concrete import PICTURE
from modelzoo.imports.loading import first_line
from modelzoo.imports.programs import named_onnx, parameters_note
from modelzoo.imports.recorded import record_module
from modelzoo.imports.understanding import understand
from modelzoo.origins import factory_parts
from modelzoo.sizes import parse_size

_PROGRAM = "program.pt2"
_WEIGHTS = "weights.safetensors"


def read_factory(origin: str, folder: Path, input: str = "") -> Foreign:
    """The network that `file.py:function` or `package.module:function` makes, with its picture of the size written.

    The function returns a torch module, or a pair of one and the tensors to run it on. Raises FileError where it does
    neither, ParamError where the module takes no such size.
    """
    network, inputs = _made(origin, _function(origin))
    network.eval()
    if not inputs:
        inputs = (_picture(network, input),)
    elif input and tuple(inputs[0].shape[-2:]) != parse_size(input)[1:]:
        inputs = (_resized(inputs[0], input), *inputs[1:])
    program = _exported(origin, network, inputs)
    made = folder / f"{factory_parts(origin)[1]}.onnx"
    made.write_bytes(named_onnx(program))
    found = understand(made, folder, "x".join(map(str, inputs[0].shape[1:])) if inputs[0].dim() == 4 else "", origin)
    return _with_module(
        replace(found, notes=parameters_note(found, sum(each.numel() for each in network.parameters()))),
        network,
        inputs,
        program,
        folder,
    )


def _function(origin: str) -> Callable[[], Any]:
    where, name = factory_parts(origin)
    try:
        module = _file_module(Path(where)) if where.endswith(".py") else _module(where)
    except OSError as error:
        raise FileError(where, f"cannot be read: {error.strerror or error}.") from None
    function = getattr(module, name, None)
    if not callable(function):
        raise FileError(where, f"has no function named {name}.")
    needed = _needed(function)
    if needed:
        raise FileError(origin, f"cannot be called without {', '.join(needed)}: write a function that takes nothing.")
    return function  # type: ignore[no-any-return]


def _file_module(path: Path) -> ModuleType:
    path = path.resolve()
    if not path.is_file():
        raise FileError(str(path), "is not there.")
    sys.path.insert(0, str(path.parent))
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


def _module(name: str) -> ModuleType:
    sys.path.insert(0, str(Path.cwd()))
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        raise FileError(name, f"cannot be imported: {error}.") from None


def _needed(function: Callable[..., Any]) -> list[str]:
    try:
        arguments = inspect.signature(function).parameters.values()
    except ValueError:
        return []
    kinds = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    return [each.name for each in arguments if each.default is inspect.Parameter.empty and each.kind not in kinds]


def _made(origin: str, function: Callable[[], Any]) -> tuple[nn.Module, tuple[Tensor, ...]]:
    torch.manual_seed(0)
    made = function()
    network, *rest = made if isinstance(made, tuple) else (made,)
    inputs = tuple(rest[0]) if len(rest) == 1 and isinstance(rest[0], list | tuple) else tuple(rest)
    if not isinstance(network, nn.Module) or not all(isinstance(each, Tensor) for each in inputs):
        raise FileError(
            origin,
            f"gives something of the type {type(made).__name__}, not a torch module or one with its input tensors.",
        )
    return network, inputs


def _picture(network: nn.Module, input: str) -> Tensor:
    """A picture that the network may take: as many channels as its first convolution reads."""
    channels, height, width = parse_size(input) if input else (None, PICTURE, PICTURE)
    first = next((each for each in network.modules() if isinstance(each, nn.Conv2d)), None)
    return torch.rand(1, channels or (first.in_channels if first else 3), height, width)


def _resized(given: Tensor, input: str) -> Tensor:
    channels, height, width = parse_size(input)
    if given.dim() != 4:
        raise ParamError("size", f"means nothing here: the network takes {'x'.join(map(str, given.shape))}.")
    return torch.rand(1, channels or given.shape[1], height, width)


def _exported(origin: str, network: nn.Module, inputs: Sequence[Tensor]) -> torch.export.ExportedProgram:
    """The network as a program, its batch left open if it allows that."""
    doubled = tuple(torch.cat([each, each]) for each in inputs)
    with torch.no_grad():
        try:
            network(*inputs)
            return torch.export.export(network, doubled, dynamic_shapes=tuple({0: OPEN} for _ in inputs))
        except (RuntimeError, ValueError, TypeError, IndexError, AttributeError) as error:
            shapes = " and ".join("x".join(map(str, each.shape)) for each in inputs)
            raise FileError(origin, f"cannot run on {shapes}: {first_line(error)}") from error


def _with_module(
    found: Foreign,
    network: nn.Module,
    inputs: Sequence[Tensor],
    program: torch.export.ExportedProgram,
    folder: Path,
) -> Foreign:
    """What is known of the network beyond its ONNX form: its layers, if it is made of none but the palette's."""
    torch.export.save(program, folder / _PROGRAM)
    found = found.with_program(str(folder / _PROGRAM))
    try:
        recorded = record_module(network, inputs)
    except ZooError:
        return found
    save_file({name: each.contiguous() for name, each in recorded.weights.items()}, folder / _WEIGHTS)
    return replace(found, recorded=graph_text(recorded.graph), weights=str(folder / _WEIGHTS))
