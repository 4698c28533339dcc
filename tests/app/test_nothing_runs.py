"""Opening a file runs no code from it, whatever it is and whoever wrote it: Python itself is asked to tell."""

import json
import pickle
import subprocess
import sys
from pathlib import Path

import pytest
import torch

from modelzoo.catalog import CATALOG
from modelzoo.project import Project
from modelzoo.project_file import dumps, save
from modelzoo.zoo import open_model

PROOF = "it_ran"
CODE = f"__import__('os').system('touch {PROOF}')"

OPEN = """
import json, os, pickle, sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
import modelzoo.zoo
from app.catalog_cache import CatalogCache
from app.figures_cache import FiguresCache
from app.roofs_cache import RoofsCache
from app.recovery import Recovery
from modelzoo.clipping import unclip
from modelzoo.errors import ZooError
from modelzoo.jobs import finish
from modelzoo.project_file import load
from modelzoo.runs.opening import open_runs
from modelzoo.weights import read_weights

OPENERS = {
    "project": load,
    "clipboard": lambda path: unclip(path.read_text()),
    "recovery": lambda path: recovered(path),
    "catalog": lambda path: CatalogCache(path.parent).load(),
    "figures": lambda path: FiguresCache(path.parent).load(""),
    "roofs": lambda path: RoofsCache(path.parent).load("a machine", 1),
    "runs": lambda path: finish(open_runs([path])),
    "weights": lambda path: read_weights(str(path)),
    "unwise": lambda path: pickle.loads(path.read_bytes()),
}
FORBIDDEN = (
    "exec compile code.__new__ marshal.loads pickle.find_class os.system os.exec os.fork os.forkpty os.posix_spawn "
    "os.spawn subprocess.Popen ctypes.dlopen ctypes.dlsym socket.connect socket.bind urllib.Request "
    "import"
).split()
seen, watching = [], False

def watch(event, args):
    if watching and event in FORBIDDEN:
        seen.append(f"{event} {args!r:.200}")

def recovered(path):
    recovery = Recovery(path.parent)
    kept = [*recovery.leftovers()]
    recovery.close()
    return kept

def opened(kind, path):
    try:
        return OPENERS[kind](Path(path)) and "opened"
    except ZooError as error:
        return f"refused: {error}"

application = QCoreApplication([])
for kind, path in json.loads(sys.argv[1]):  # honest ones, so that all is loaded that reading needs
    opened(kind, path)
sys.addaudithook(watch)
told = []
for kind, path in json.loads(sys.argv[2]):
    seen.clear()
    watching = True
    said = opened(kind, path)
    watching = False
    told.append([path, said, [*seen]])
print(json.dumps(told))
"""


class Bomb:
    """What a pickle may hold: a call that is made when it is read."""

    def __reduce__(self) -> tuple[object, ...]:
        import os

        return os.system, (f"touch {PROOF}",)


def honest(folder: Path) -> list[tuple[str, Path]]:
    """A file of each kind."""
    project, catalog = Project("honest", open_model("block/conv").graph), CATALOG.to_json()
    nodes = json.dumps({"format": "slimscope nodes", "nodes": [], "places": {}})
    work = {"path": "", "digest": "", "era": 0, "project": dumps(project)}
    rows = "".join(f'{{"step": {at}, "loss": {1 / (at + 1)}}}\n' for at in range(9))
    torch.save({"weight": torch.zeros(3)}, made(folder / "a.pt"))
    save(project, made(folder / "a.slimscope"))
    return [
        ("project", folder / "a.slimscope"),
        ("clipboard", written(folder / "clip.txt", nodes)),
        ("recovery", written(folder / "recovery" / "a.json", json.dumps(work))),
        ("catalog", written(folder / "catalog.json", catalog)),
        ("figures", written(folder / "figures.json", "{}")),
        ("roofs", written(folder / "roofs.json", "[]")),
        ("runs", written(folder / "run" / "log.jsonl", rows).parent),
        ("runs", logged(folder, "lr: 0.1\n")),
        ("weights", folder / "a.pt"),
        ("weights", written(folder / "a.safetensors", "no weights")),
    ]


def hostile(folder: Path) -> list[tuple[str, Path]]:
    """Files of each kind that try to have code run, or to be the end of another file."""
    project = dumps(Project("honest", open_model("block/conv").graph))
    titled = project.replace('"honest"', json.dumps(CODE))
    escaping = {"path": "../../etc/passwd", "digest": CODE, "era": "../../a", "project": titled}
    made(folder / "pickled.pt").write_bytes(pickle.dumps({"weight": Bomb()}))
    torch.save({"weight": Bomb(), "other": torch.zeros(3)}, folder / "zipped.pt")
    (folder / "pickled.safetensors").write_bytes(pickle.dumps(Bomb()))
    (folder / "pickled.slimscope").write_bytes(pickle.dumps(Bomb()))
    nodes = [{"id": CODE, "block": "os.system", "params": {"command": CODE}, "inputs": []}]
    clip = json.dumps({"format": "slimscope nodes", "nodes": nodes, "places": {CODE: [0, 0]}})
    catalog = json.loads(CATALOG.to_json())
    catalog["blocks"][0]["doc"] = catalog["blocks"][0]["name"] = CODE
    catalog["blocks"][0]["__class__"] = "os.system"
    return [
        ("project", written(folder / "titled.slimscope", titled)),
        ("project", written(folder / "block.slimscope", project.replace('"conv"', json.dumps(CODE)))),
        ("project", written(folder / "id.slimscope", project.replace('"conv1"', json.dumps(CODE)))),
        ("project", written(folder / "value.slimscope", project.replace("64", json.dumps(CODE)))),
        ("project", folder / "pickled.slimscope"),
        ("clipboard", written(folder / "clip.txt", clip)),
        ("recovery", written(folder / "recovery" / "a.json", json.dumps(escaping))),
        ("catalog", written(folder / "catalog.json", json.dumps(catalog))),
        ("figures", written(folder / "figures.json", json.dumps({"key": CODE, "figures": {CODE: CODE}}))),
        ("roofs", written(folder / "roofs.json", json.dumps([{"environment": CODE}]))),
        ("runs", logged(folder, f"lr: !!python/object/apply:os.system ['touch {PROOF}']\n")),
        ("runs", written(folder / "run" / "log.jsonl", f'{{"step": 0, "loss": {json.dumps(CODE)}}}\n').parent),
        *(("weights", folder / name) for name in ("pickled.pt", "zipped.pt", "pickled.safetensors")),
    ]


def written(path: Path, text: str) -> Path:
    made(path).write_text(text)
    return path


def made(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def logged(folder: Path, settings: str) -> Path:
    """A run of Lightning with these settings beside it."""
    written(folder / "lightning" / "hparams.yaml", settings)
    return written(folder / "lightning" / "metrics.csv", "epoch,step,train_loss\n0,0,1.0\n1,1,0.5\n").parent


def test_opening_a_file_of_any_kind_runs_nothing_and_loads_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path.cwd()))
    monkeypatch.chdir(tmp_path)
    first, files = honest(tmp_path / "first"), [*honest(tmp_path / "honest"), *hostile(tmp_path / "hostile")]
    bomb = tmp_path / "hostile" / "pickled.pt"
    told = opened(first, [*files, ("unwise", bomb)])
    assert [(path, did) for path, _, did in told[:-1] if did] == []
    assert {each.split()[0] for each in told[-1][2]} >= {"pickle.find_class", "os.system"}, "the watch sees nothing"
    refused = {Path(path).name for path, said, _ in told if str(said).startswith("refused")}
    assert refused >= REFUSED and len(told) == len(files) + 1


REFUSED = {"block.slimscope", "id.slimscope", "pickled.slimscope", "clip.txt", "pickled.pt", "zipped.pt"}


def opened(first: list[tuple[str, Path]], files: list[tuple[str, Path]]) -> list[tuple[str, str, list[str]]]:
    """What a process that opens these files says of each, and what Python said that it did then."""
    given = [json.dumps([(kind, str(path)) for kind, path in each]) for each in (first, files)]
    done = subprocess.run([sys.executable, "-c", OPEN, *given], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told: list[tuple[str, str, list[str]]] = json.loads(done.stdout)
    return told
