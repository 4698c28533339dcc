"""`slimscope runs` and `slimscope reproduce table4`."""

import json
import subprocess
import sys

import pytest

from modelzoo.cli import main
from tests.zoo.runs.reading import DATA


@pytest.fixture
def ask(capsys):
    """Runs a command that must succeed and gives what it printed."""

    def run(*argv):
        assert main([str(each) for each in argv]) == 0
        printed = capsys.readouterr()
        assert printed.err == ""
        return printed.out

    return run


def test_runs_gives_best_and_last_of_every_metric(ask):
    found = json.loads(ask("runs", DATA / "wandb", "--json"))
    first, second = found["runs"]
    assert list(first)[:5] == ["name", "path", "format", "metrics", "parameters"]
    metric = first["metrics"]["val/loss"]
    assert list(metric)[:4] == ["best", "best_step", "last", "direction"]
    assert (metric["best"], metric["best_step"], metric["direction"]) == (1.5 / 12 + 0.01, 11, "min")
    assert first["parameters"]["lr"] == 5e-4
    assert first["roles"] == {"train loss": "train.loss", "val loss": "val/loss"}
    (candidate,) = found["candidates"]
    assert candidate["runs"] == [first["name"], second["name"]]
    assert candidate["best"]["val loss"]["mean"] == pytest.approx(1.5 / 12 + 0.015)


def test_runs_states_its_rule_what_differs_and_what_is_odd(ask):
    text = ask("runs", DATA / "wandb", DATA / "mlruns")
    for word in ("Best val loss", "Hyperparameters that differ", "±", "A run overfits where", "not finite", "MLflow"):
        assert word in text


def test_a_mistake_is_told_in_one_line(capsys, tmp_path):
    assert main(["runs", str(tmp_path / "nowhere")]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(f"slimscope: {tmp_path / 'nowhere'}: ")
    assert printed.err.count("\n") == 1
    assert main(["runs"]) == 2


def test_runs_are_read_without_loading_torch():
    code = (
        "import sys\nfrom modelzoo.cli import main\n"
        f"assert main(['runs', {str(DATA / 'keras')!r}]) == 0\nassert 'torch' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_reproduce_table4_marks_every_figure_as_published(ask):
    rows = json.loads(ask("reproduce", "table4", "--json"))["rows"]
    assert [list(row) for row in rows] == [["name", "figure", "published", "ours", "agrees", "note"]] * 12
    assert all(row["ours"] is None and row["agrees"] is None and row["note"] for row in rows)
    published = {(row["name"], row["figure"]): row["published"] for row in rows}
    assert published["EdgeSegNet", "val distance"] == 0.0077
    text = ask("reproduce", "table4")
    assert "12.36" in text
    assert "(published)" in text
