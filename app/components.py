"""What Slimscope is made of: every part with its version and licence, as its own package tells them."""

import platform
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from PySide6.QtCore import qVersion

_OWN = "slimscope"
_BINDING = "PySide6-Essentials"
PARTS = (
    *("torch", "onnx", "onnxruntime", "onnxscript", "netron", _BINDING, "PySide6-Addons"),
    *("pyqtgraph", "torchinfo", "numpy", "psutil", "safetensors"),
    *("matplotlib", "pillow", "pypdf", "reportlab"),
)
"""What Slimscope requires, by the names of the packages."""
_LONGEST = 60
"""A licence field longer than this holds the licence's text and not its name."""


@dataclass(frozen=True)
class Component:
    """A part that is installed."""

    name: str
    version: str
    licence: str


def own() -> Component:
    """Slimscope itself."""
    return _component(distribution(_OWN))


def components() -> tuple[Component, ...]:
    """Slimscope, Python, Qt, and what Slimscope requires, as far as it is installed; Qt comes with its binding."""
    python = Component("Python", platform.python_version(), "PSF-2.0")
    qt = replace(_component(distribution(_BINDING)), name="Qt", version=qVersion())
    return (own(), python, qt, *_required())


def versions_text() -> str:
    """One line for a report: the program, the system and what matters of the rest."""
    named = ", ".join(f"{each.name} {each.version}" for each in components())
    return f"{named}; {platform.system()} {platform.release()} {platform.machine()}"


def _required() -> Iterator[Component]:
    for name in PARTS:
        try:
            yield _component(distribution(name))
        except PackageNotFoundError:
            continue


def _component(found: Distribution) -> Component:
    return Component(found.metadata["Name"], found.version, _licence(found))


def _licence(found: Distribution) -> str:
    named, told = _fields(found, "License-Expression"), _fields(found, "License")
    for text in (*named, *(each for each in told if len(each) <= _LONGEST)):
        return text
    classifiers = (each.split(" :: ") for each in _fields(found, "Classifier"))
    return ", ".join(parts[-1] for parts in classifiers if parts[0] == "License") or "see its package"


def _fields(found: Distribution, name: str) -> list[str]:
    return [text for text in found.metadata.get_all(name) or [] if text]
