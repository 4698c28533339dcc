"""Which kinds of networks can come in, and what reads each of them within the child.

What reads the others loads torch, which takes seconds: it is imported where such a network comes.
"""

import importlib
from pathlib import Path

from modelzoo.foreign import Foreign
from modelzoo.imports.understanding import understand
from modelzoo.origins import kind_of


def read_here(origin: str, input: str, folder: Path) -> Foreign:
    """The network that a person names, read in this process: for a factory or a program that runs their code.

    Raises ZooError where there is no such network.
    """
    kind = kind_of(origin)
    if kind == "onnx":
        return understand(Path(origin), folder, input)
    importlib.import_module("modelzoo.zoo")  # fills the registry, which stands above this package
    from modelzoo.imports.factories import read_factory
    from modelzoo.imports.programs import read_program

    return read_program(Path(origin), folder, input) if kind == "program" else read_factory(origin, folder, input)
