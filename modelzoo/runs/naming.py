"""What a run is called: where it lies below what was opened, without the folders that every logger makes."""

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

GENERIC = frozenset(
    "metrics log logs history results result progress training training_log train_log trainer_state mlflow".split()
)
"""Stems of files that say nothing of the run; their folder does."""

_SCAFFOLD = frozenset("lightning_logs wandb mlruns mlartifacts tb_logs tensorboard".split())
_WEAK = "version_"
_AT_END = re.compile(rf"/{_WEAK}\d+$")


def owns_folder(path: Path) -> bool:
    """Whether a file's name says nothing, so that its folder is the run's."""
    return path.stem.lower() in GENERIC


def name_of(home: Path, root: Path) -> str:
    """A run's name by its place below the root that was opened."""
    parts = list(home.relative_to(root).parts) if home.is_relative_to(root) and home != root else []
    parts = [part for part in _without_suffix(parts, home) if part not in _SCAFFOLD]
    return "/".join(parts) if parts else _own_name(home)


def _own_name(home: Path) -> str:
    """The end of a path that tells it from others."""
    parts = [part for part in _without_suffix(list(home.absolute().parts[1:]), home) if part not in _SCAFFOLD]
    return "/".join(parts[-2:] if parts and parts[-1].startswith(_WEAK) else parts[-1:]) or str(home)


def _without_suffix(parts: list[str], home: Path) -> list[str]:
    if not parts or not home.is_file():
        return parts
    return parts[:-1] if owns_folder(home) else [*parts[:-1], home.stem]


def without_lone_versions(names: Sequence[str]) -> list[str]:
    """The names without a version at their ends, where that tells none from another."""
    bare = [_AT_END.sub("", name) for name in names]
    seen = Counter(bare)
    return [short if seen[short] == 1 else name for name, short in zip(names, bare, strict=True)]


def told_apart(names: Sequence[str]) -> list[str]:
    """The names, with a number behind each that stands there again."""
    seen: Counter[str] = Counter()
    apart = []
    for name in names:
        seen[name] += 1
        apart.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return apart
