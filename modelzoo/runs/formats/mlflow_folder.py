"""MLflow's store of files: a folder a run with `meta.yaml`, a file a parameter and a file a metric.

A line of a metric is `milliseconds value step`. Slashes in a metric's name are folders. Deleted runs are passed over.
"""

import math
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from modelzoo.runs.lines import Lines, as_text
from modelzoo.runs.numbers import read_cells
from modelzoo.runs.reading import Batch, Certainty, Format, News, folder
from modelzoo.runs.run import Series, Setting
from modelzoo.runs.settings import MOST, plain, yaml

_MOST_STEPS = 2**62


def _sniff(path: Path, head: bytes) -> Certainty:
    fits = path.name == "meta.yaml" and b"lifecycle_stage:" in head and (b"run_id:" in head or b"run_uuid:" in head)
    return Certainty.SURE if fits else Certainty.NO


class _Reader:
    def __init__(self, home: Path, patience: float) -> None:
        self._home, self._patience = home, patience
        self._metrics: dict[Path, Lines] = {}
        self._broken = 0
        self._told: tuple[str, dict[str, Setting]] | None = None

    def news(self, files: Sequence[Path]) -> News | None:
        """The points that were added to any metric. Raises OSError."""
        meta = yaml((self._home / "meta.yaml").read_text(encoding="utf-8", errors="replace"))
        if meta.get("lifecycle_stage") == "deleted":
            return None
        series, anew = self._read()
        if anew:
            self._metrics.clear()
            self._broken = 0
            series, _ = self._read()
        told = str(meta.get("run_name") or self._tag() or ""), self._settings()
        if not series and told == self._told:
            return None
        self._told = told
        problems = (f"{self._broken:,} lines of metrics are broken and were left out",) if self._broken else ()
        return News([Batch(title=told[0], series=series, hyperparameters=told[1])], problems, anew)

    def _read(self) -> tuple[list[Series], bool]:
        series: list[Series] = []
        anew = False
        top = self._home / "metrics"
        for path in sorted(_files(top)):
            found = self._metrics.setdefault(path, Lines(path, self._patience)).new(_is_point)
            if found:
                lines, again = found
                anew |= again
                series += self._points(path.relative_to(top).as_posix(), lines)
        return series, anew

    def _points(self, metric: str, lines: bytes) -> Iterator[Series]:
        found = read_cells(lines, " ", 3)
        if found is not None and len(found.values) == 3 * found.count:
            points = found.values.reshape(-1, 3)
            points = points[(np.abs(points[:, 2]) < _MOST_STEPS) & np.isfinite(points[:, 0])]
        else:
            points = np.array([point for line in as_text(lines).split("\n") if (point := _point(line))])
        self._broken += lines.count(b"\n") - len(points)
        if len(points):
            times, values, steps = points.T
            yield Series(metric, steps.astype(np.int64), values.copy(), None, times / 1e3)

    def _tag(self) -> str:
        path = self._home / "tags" / "mlflow.runName"
        return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""

    def _settings(self) -> dict[str, Setting]:
        top = self._home / "params"
        return {
            path.relative_to(top).as_posix(): plain(path.read_text(encoding="utf-8", errors="replace"))
            for path in sorted(_files(top))[:MOST]
        }


def _files(top: Path) -> list[Path]:
    return [path for path in top.rglob("*") if path.is_file()]


def _is_point(line: str) -> bool:
    return _point(line) is not None and len(line.split()) == 3


def _point(line: str) -> tuple[float, float, float] | None:
    try:
        time, value, step = (float(each) for each in (*line.split(), "0")[:3])
    except ValueError:
        return None
    return (time, value, step) if math.isfinite(time) and abs(step) < _MOST_STEPS else None


FORMAT = Format("MLflow folder", _sniff, folder, _Reader)
