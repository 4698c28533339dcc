"""Which kinds of networks can come in, and what reads each of them within the child."""

from pathlib import Path

from modelzoo.foreign import Foreign
from modelzoo.imports.factories import read_factory
from modelzoo.imports.programs import read_program
from modelzoo.imports.understanding import understand
from modelzoo.origins import kind_of


def read_here(origin: str, input: str, folder: Path) -> Foreign:
    """The network that a person names, read in this process: for a factory or a program that runs their code.

    Raises ZooError where there is no such network.
    """
    match kind_of(origin):
        case "onnx":
            return understand(Path(origin), folder, input)
        case "program":
            return read_program(Path(origin), folder, input)
    return read_factory(origin, folder, input)
