"""What published models were found to cost, kept on disk so that the zoo shows it at the next start."""

import contextlib
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from modelzoo.files import write_whole
from modelzoo.results import Appraisal


class FiguresCache:
    """One file in the user's cache folder; figures of another catalog, torch or Slimscope are not taken for ours."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "figures.json"

    def load(self, catalog: str) -> dict[str, Appraisal]:
        """The kept figures of this catalog's models, by published name."""
        try:
            data = json.loads(self._file.read_text(encoding="utf-8"))
            if data["key"] != _key(catalog):
                return {}
            return {name: Appraisal(**{**row, "input": tuple(row["input"])}) for name, row in data["figures"].items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return {}

    def save(self, catalog: str, figures: Mapping[str, Appraisal]) -> None:
        """Keep these figures of this catalog's models, and no others."""
        data = {"key": _key(catalog), "figures": {name: asdict(found) for name, found in figures.items()}}
        with contextlib.suppress(OSError):  # a cache that cannot be kept costs some seconds at the next start
            self._file.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._file, json.dumps(data))


def _key(catalog: str) -> str:
    text = "\n".join([_version("torch"), _version("slimscope"), catalog])
    return hashlib.sha256(text.encode()).hexdigest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:  # a checkout that is run without being installed
        return "unknown"
