"""A thousand broken logs: whatever stands in a file, reading ends soon, and nothing but a RunError comes of it."""

import json
import random
import sqlite3
from argparse import Namespace
from pathlib import Path

import pytest

from modelzoo.commands.runs import runs
from modelzoo.runs.run import RunError
from tests.zoo.runs import writing

DATA = Path(__file__).parents[2] / "data" / "runs"
EACH = 80
ROWS = [{"train_loss": 1 / (step + 1), "val_loss": 1.2 / (step + 1)} for step in range(20)]


def table(home):
    (home / "log.csv").write_text("step;train_loss;val_loss\n" + "".join(f"{at};{1 / (at + 1)};\n" for at in range(20)))


def chart(home):
    (home / "chart.csv").write_text('"Step","a - val_loss","a - val_loss__MIN","b - val_loss"\n0,1,1,2\n1,0.5,,1\n')


def by_metric(home):
    (home / "long.csv").write_text("run,step,metric,value\na,0,val_loss,1\nb,0,val_loss,2\na,1,val_loss,0.5\n")


def document(home):
    (home / "history.json").write_text(json.dumps({"loss": [3, 2, 1], "val_loss": [3, 2.5, 2.4], "lr": 0.1}))


def listed(home):
    (home / "log.json").write_text(json.dumps([{"step": at, "loss": {"train": 1 / (at + 1)}} for at in range(9)]))


def store(home):
    writing.mlflow_sqlite(home, ROWS)


SOURCES = {
    **{path.name: path for path in sorted(DATA.iterdir())},
    **{each.__name__: each for each in (table, chart, by_metric, document, listed, store)},
    "json_lines": lambda home: writing.json_lines(home, ROWS),
}


def copies(source, home):
    """A source's files by their places below a folder."""
    if not callable(source):
        return {Path(source.name, path.relative_to(source)): path.read_bytes() for path in files(source)}
    source(home)
    return {path.relative_to(home): path.read_bytes() for path in files(home)}


def files(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


def broken(data, numbers):
    """The bytes with one to four accidents: cut off, flipped, doubled, taken out, or other bytes put in."""
    data = bytearray(data)
    for _ in range(numbers.randint(1, 4)):
        at = numbers.randrange(len(data) + 1)
        end = at + numbers.choice((1, 2, 7, 40))
        match numbers.randrange(6):
            case 0:
                del data[at:]
            case 1:
                data[at:end] = bytes(numbers.randrange(256) for _ in data[at:end])
            case 2:
                data[at:at] = data[at:end] * numbers.choice((1, 2, 50))
            case 3:
                del data[at:end]
            case 4:
                data[at:at] = numbers.choice(GARBAGE)
            case 5 if at < len(data):
                data[at] ^= 1 << numbers.randrange(8)
    return bytes(data)


GARBAGE = (
    b"\x00" * 9,
    b'"',
    b"\n\n,,\n",
    b"1e999",
    b"-9" * 40,
    b"nan",
    b"[[[[",
    b'{"a":' * 30,
    b"\xff\xfe\xfa",
    b"\xe2\x80\xa8",
    b"9223372036854775808",
    b"\x80" * 12,
)


@pytest.mark.parametrize("name", SOURCES)
def test_a_broken_log_gives_what_can_be_read_or_one_clear_error(name, tmp_path):
    numbers = random.Random(name)
    whole = copies(SOURCES[name], tmp_path)
    for number in range(EACH):
        home = tmp_path / f"broken{number}"
        victim = numbers.choice(list(whole))
        for place, data in whole.items():
            (home / place).parent.mkdir(parents=True, exist_ok=True)
            (home / place).write_bytes(broken(data, numbers) if place == victim else data)
        for path in (home, home / victim):
            try:
                told, text = runs(Namespace(paths=[str(path)]))
            except RunError as error:
                assert str(path) in str(error)
                continue
            json.dumps(told, allow_nan=False)
            assert text


def test_there_are_a_thousand_of_them():
    assert len(SOURCES) * EACH >= 1000


def test_a_store_that_is_no_store_is_told(tmp_path):
    path = tmp_path / "mlflow.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE runs (a)")
    with pytest.raises(RunError, match="no run log"):
        runs(Namespace(paths=[str(path)]))
