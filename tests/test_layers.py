"""What import-linter cannot see: what is loaded once a module has been imported in a fresh interpreter."""

import pkgutil
import subprocess
import sys

import pytest

import app

HEAVY = ("torch", "torchinfo", "PySide6", "pyqtgraph")

TORCH_FREE = (
    "modelzoo.acts modelzoo.alignment modelzoo.arguments modelzoo.diff modelzoo.rewriting modelzoo.stages "
    "modelzoo.analysis.allocation modelzoo.analysis.compare modelzoo.analysis.load modelzoo.analysis.pinning "
    "modelzoo.analysis.trust "
    "modelzoo.catalog modelzoo.claims.finding modelzoo.claims.writing "
    "modelzoo.cli modelzoo.clipping modelzoo.crossings modelzoo.edits modelzoo.engine_client "
    "modelzoo.environment modelzoo.errors modelzoo.export.attachment modelzoo.exports "
    "modelzoo.files modelzoo.graph modelzoo.jobs "
    "modelzoo.kept_latencies modelzoo.kept_measurements modelzoo.measurements modelzoo.record modelzoo.subjects "
    "modelzoo.params modelzoo.plain modelzoo.presets modelzoo.project modelzoo.ranges modelzoo.results modelzoo.sizes "
    "modelzoo.block_info modelzoo.grouping modelzoo.hues modelzoo.inside modelzoo.project_file modelzoo.project_json "
    "modelzoo.graph_json modelzoo.variants modelzoo.board modelzoo.board_json modelzoo.entries modelzoo.pareto "
    "modelzoo.reward modelzoo.verifying.checks "
    "modelzoo.examples modelzoo.labels modelzoo.layout.arranging modelzoo.published "
    "modelzoo.report.document modelzoo.report.options "
    "modelzoo.sweep_tables modelzoo.sweeps modelzoo.tables modelzoo.tabular modelzoo.commands.runs "
    "modelzoo.runs.candidates modelzoo.runs.curves modelzoo.runs.figures modelzoo.runs.metrics modelzoo.runs.opening "
    "modelzoo.runs.pairing modelzoo.runs.run modelzoo.runs.table4 modelzoo.runs.following modelzoo.runs.logs_json "
    "modelzoo.runs.summaries "
).split()


def loaded_after(*modules: str) -> set[str]:
    code = "import sys, importlib\nfor name in sys.argv[1:]: importlib.import_module(name)\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code, *modules], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


@pytest.mark.parametrize("module", TORCH_FREE)
def test_what_both_processes_share_loads_neither_torch_nor_qt(module):
    loaded = loaded_after(module)
    assert module in loaded
    assert loaded.isdisjoint(HEAVY)


def test_the_zoo_with_all_its_blocks_loads_no_qt():
    loaded = loaded_after("modelzoo.zoo", "modelzoo.engine", "modelzoo.commands.answers")
    assert "torch" in loaded
    assert loaded.isdisjoint({"PySide6", "pyqtgraph", "app"})


def test_no_module_of_the_window_loads_torch():
    modules = [found.name for found in pkgutil.walk_packages(app.__path__, "app.")]
    assert "app.main_window" in modules
    assert loaded_after(*modules).isdisjoint({"torch", "torchinfo"})


def test_the_entry_point_loads_qt_only_when_it_runs():
    assert loaded_after("app.__main__").isdisjoint(HEAVY)
