"""A program of torch.export as a foreign network. Reading its file can run code that is in it: see `runs_code`.

torch falls back to unpickling whatever a program keeps beside its tensors, and evaluates its shapes as Python.
"""

import warnings
import zipfile
from dataclasses import replace
from pathlib import Path

import torch

from modelzoo.errors import FileError
from modelzoo.export.models import file_of
from modelzoo.export.naming import name_all
from modelzoo.export.onnx import program_to_onnx
from modelzoo.foreign import Foreign
from modelzoo.imports.loading import LARGEST, UNREADABLE, first_line
from modelzoo.imports.understanding import understand

_UNREADABLE = (*UNREADABLE, zipfile.BadZipFile, NotImplementedError, EOFError, ImportError, NameError, SyntaxError)


def read_program(path: Path, folder: Path, input: str = "") -> Foreign:
    """What a program does, at the size that a person writes. Raises FileError where it is none."""
    program = load_program(path)
    made = folder / f"{path.stem}.onnx"
    made.write_bytes(named_onnx(program))
    found = understand(made, folder, input, str(path))
    notes = (*found.notes, *parameters_note(found, sum(each.numel() for each in program.parameters())))
    return replace(found, program=str(path), notes=notes)


def parameters_note(found: Foreign, own: int) -> tuple[str, ...]:
    """What a person should know whose network has another number of parameters in PyTorch than in ONNX."""
    counted = found.cost.parameters
    if own == counted:
        return ()
    folded = "the exporter has made batch norms and the like part of other operations"
    return (f"Its ONNX form is counted, with {counted:,} parameters of {own:,} in PyTorch: {folded}.",)


def named_onnx(program: torch.export.ExportedProgram) -> bytes:
    """A program as a file of ONNX, its nodes named after the modules that they come from."""
    model = program_to_onnx(program)
    name_all(model, [each.name for each in model.graph.output])
    return file_of(model)


def load_program(path: Path) -> torch.export.ExportedProgram:
    """The program in a file. Raises FileError where there is none."""
    try:
        if path.stat().st_size > LARGEST:
            raise FileError(str(path), "is larger than 2 GB.")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return torch.export.load(path)
    except OSError as error:
        raise FileError(str(path), f"cannot be read: {error.strerror or error}.") from None
    except _UNREADABLE as error:
        raise FileError(str(path), f"is no program of torch.export: {first_line(error)}") from error
