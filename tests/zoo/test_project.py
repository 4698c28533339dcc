"""The project file: what was saved comes back, and nothing else gets in."""

import json
import os
import stat
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from modelzoo.acts import Act
from modelzoo.board import Board, Choice
from modelzoo.errors import ProjectError
from modelzoo.measurements import Setup
from modelzoo.project import Baseline, Note, Project
from modelzoo.project_file import VERSION, dumps, load, loads, salvage, save
from modelzoo.record import Record
from modelzoo.reward import Reward
from modelzoo.runs.logs import TABLE4, Logs
from modelzoo.runs.metrics import Correction, Mapping
from modelzoo.runs.pairing import Pair, Pairing
from modelzoo.zoo import open_model

DATA = Path(__file__).parent.parent / "data"
GOLDEN = DATA / "project_v1.slimscope"
MEASURED = DATA / "project_v2.slimscope"
VARIED = DATA / "project_v3.slimscope"
FILES = (GOLDEN, MEASURED, VARIED)
KINDS = ("latencies", "layers", "sweeps")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6) | st.just(10**400),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=5,
)


def paths_in(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Where each value of a JSON document stands, the document itself first."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, each in inside for found in paths_in(each, (*path, key)))]


def golden(path: Path = GOLDEN) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data


PATHS = {path: paths_in(golden(path)) for path in FILES}


@st.composite
def spoilt(draw: st.DrawFn) -> str:
    """A golden file's text with one to three values taken away or put in the place of others."""
    path = draw(st.sampled_from(FILES))
    data: Any = golden(path)
    for _ in range(draw(st.integers(1, 3))):
        *above, key = draw(st.sampled_from(PATHS[path][1:]))
        target = data
        try:
            for step in above:
                target = target[step]
            if draw(st.booleans()):
                target[key] = draw(JSON)
            else:
                del target[key]
        except (KeyError, IndexError, TypeError):
            continue
    return json.dumps(data)


def test_the_golden_file_of_version_1_still_opens_with_all_that_is_in_it():
    project = load(GOLDEN)
    assert project.title == "Golden – example"
    assert project.size == (48, 64)
    assert [node.id for node in project.graph] == ["input1", "stem", "fire1", "concat1", "conv1", "output1"]
    assert project.graph["stem"].values["kernel"] == (3, 1)
    assert project.graph["concat1"].inputs == ("fire1", "stem", "fire1")
    assert project.places == {"stem": (120.0, -40.5), "fire1": (240.0, 0.0)}
    assert project.baseline is not None
    assert (project.baseline.title, project.baseline.size) == ("Before", (32, 32))
    assert project.record == Record()


def test_the_golden_file_of_version_2_still_opens_with_all_that_was_measured():
    project = load(MEASURED)
    record = project.record
    assert not record.unread
    foreign, own = record.latencies
    assert own.setup == Setup("onnxruntime", 2, 1, "channels_last")
    assert own.samples == (0.002, 0.001, 0.003, 0.0015) and own.p50 == 0.00175
    assert own.preparation == (("export", 1.5), ("load", 0.5))
    assert (foreign.environment.cpu, foreign.environment.date) == ("Another CPU", "2026-01-02T03:04:05+00:00")
    (layers,) = record.layers
    assert layers.total == 0.02 and layers.seconds["fire1"] == 0.008
    assert layers.unattributed_share == pytest.approx(0.1)
    (swept,) = record.sweeps
    assert swept.sweep.values == (4, 8) and len(swept.points) == 4
    assert swept.points[0].latency and swept.points[0].latency.samples == (0.0004, 0.0008)
    assert swept.points[0].against[0][1].verdict == "faster"
    assert swept.points[3].latency is None and swept.points[3].problem == "The measurement was stopped."
    assert own.fingerprint == foreign.fingerprint == layers.whole.fingerprint == project.graph.fingerprint


def test_the_golden_file_of_version_3_opens_with_its_variants_notes_and_blocks():
    project = load(VARIED)
    assert [each.title for each in project.variants] == ["Golden – example", "deeper", "narrow"]
    assert project.shown == project.variants[1]
    assert (project.origin, project.acts) == ("Golden – example", (Act("separable", (), ("conv1",), True),))
    assert project.later[0].acts == (Act("width", (("factor", 0.5),)),)
    assert [each.made == each.graph.fingerprint for each in project.variants] == [False, True, False]
    assert project.earlier[0].notes == {"note1": Note("first\nµ", (0.0, -80.0))}
    assert project.notes == {"note1": Note("look here", (12.0, 34.0), 240.0)}
    assert [node.block for node in project.blocks["mine"].graph] == ["input", "basic_block", "output"]
    assert project.board == Board(
        models=("SqueezeNet 1.1", "mobilenet_v1:width=0.5"),
        choice=Choice("variant", "narrow", "It keeps the budget.\nµ"),
        budgets=(("macs", 1_500_000.0), ("p50 eager 1 1 contiguous 0123456789ab", 0.004)),
        turned=("parameters",),
        columns=("macs", "parameters"),
        axes=("macs", "val distance"),
        reward=Reward(0.01, -0.05),
    )
    assert len(project.record.latencies) == len(load(MEASURED).record.latencies) > 0
    assert loads(dumps(project)) == project


def test_the_golden_file_of_version_3_opens_with_its_run_logs_and_what_was_said_of_them():
    logs = load(VARIED).logs
    assert logs.paths == (str(DATA / "logs" / "edgesegnet"), "/elsewhere/metrics.csv", TABLE4)
    assert logs.mapping == Mapping((Correction("akd", "val distance", "min"),))
    assert logs.pairing == Pairing((Pair("edgesegnet", "deeper", "EdgeSegNet"),), "Squeeze U-Net")
    assert load(MEASURED).logs == Logs()


def test_logs_below_a_projects_folder_move_with_it_and_others_stay_where_they_are(tmp_path):
    (tmp_path / "before").mkdir()
    own, foreign = tmp_path / "before" / "logs", tmp_path / "foreign"
    save(Project(logs=Logs((str(own), str(foreign), TABLE4))), tmp_path / "before" / "mine.slimscope")
    (tmp_path / "before").rename(tmp_path / "after")
    found = load(tmp_path / "after" / "mine.slimscope").logs.paths
    assert found == (str(tmp_path / "after" / "logs"), str(foreign), TABLE4)


def test_other_logs_make_another_work_of_a_project():
    project = load(VARIED)
    assert not project.is_same_work(replace(project, logs=project.logs.closed(project.logs.paths)))


def test_the_variant_that_is_shown_can_be_exchanged_without_losing_any():
    project = load(VARIED)
    other = project.with_variants(project.variants, 0)
    assert (other.title, other.places) == ("Golden – example", {"fire1": (10.5, -20.0)})
    assert other.variants == project.variants
    assert other.with_variants(other.variants, 1) == project


@settings(deadline=None, max_examples=30)
@given(st.text(), st.tuples(st.integers(1, 8192), st.integers(1, 8192)), st.floats(-1e9, 1e9), st.booleans())
def test_a_project_reads_back_as_it_was(title, size, at, pinned):
    graph = open_model("block/fire:squeeze=8").graph
    baseline = Baseline(title, open_model("block/concat").graph, size[::-1]) if pinned else None
    project = Project(title, graph, size, {"fire1": (at, -at)}, baseline=baseline)
    assert loads(dumps(project)) == project
    assert loads(dumps(project)).graph.fingerprint == graph.fingerprint


@settings(deadline=None, max_examples=1000)
@given(spoilt())
def test_a_spoilt_file_is_refused_or_read_but_never_a_crash(text):
    try:
        project = loads(text, "spoilt")
    except ProjectError as error:
        assert str(error).startswith("spoilt: ")
    else:
        assert dumps(loads(dumps(project))) == dumps(project)
        before, after = (json.loads(each).get("record", {}) for each in (text, dumps(project)))
        assert {kind: len(before.get(kind, [])) for kind in KINDS} == {kind: len(after[kind]) for kind in KINDS}


def test_a_measurement_that_makes_no_sense_does_not_keep_the_model_from_opening_and_stays_in_the_file():
    data = golden(MEASURED)
    damaged = data["record"]["latencies"][0] | {"samples": "none", "of a later version": {"µ": [1, None]}}
    data["record"]["latencies"][0] = damaged
    project = loads(json.dumps(data))
    assert [each.n for each in project.record.latencies] == [4] and len(project.record.unread) == 1
    assert damaged in json.loads(dumps(project))["record"]["latencies"]


def test_samples_lie_in_the_file_as_whole_nanoseconds_a_measurement_a_line():
    text = dumps(load(MEASURED))
    (line,) = (line for line in text.splitlines() if '"5e551011"' in line)
    assert '"samples":[2000000,1000000,3000000,1500000]' in line


@settings(deadline=None)
@given(JSON)
def test_any_other_json_is_no_project(value):
    with pytest.raises(ProjectError, match="is not a Slimscope project"):
        loads(json.dumps(value))


@pytest.mark.parametrize("text", ["", "{", "\x00", "[" * 100_000, "9" * 5000, '{"format": "other"}'])
def test_text_that_is_no_project_is_refused(text):
    with pytest.raises(ProjectError, match="is not a Slimscope project"):
        loads(text)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("size", "64"),
        ("size", [64]),
        ("size", [64.5, 64]),
        ("size", [0, 64]),
        ("size", [64, 100_000]),
        ("places", {"stem": [1]}),
        ("places", {"stem": [float("nan"), 0]}),
        ("places", {"stem": [10**400, 0]}),
        ("nodes", [{"id": 1, "block": "conv", "params": {}, "inputs": []}]),
        ("nodes", [{"id": "a", "block": "conv", "params": {}, "inputs": "ab"}]),
        ("nodes", [{"id": "a", "block": "conv", "params": {"out": 10**400}, "inputs": [None]}]),
        ("nodes", [{"id": "a", "block": "os.system", "params": {}, "inputs": []}]),
        ("nodes", None),
        ("title", 5),
        ("baseline", []),
        ("version", "1"),
        ("record", None),
        ("record", {"latencies": [], "layers": []}),
        ("record", {"latencies": {}, "layers": [], "sweeps": []}),
    ],
)
def test_each_damaged_part_is_refused_with_the_name_of_the_file(key, value):
    with pytest.raises(ProjectError, match=r"mine\.slimscope: "):
        loads(json.dumps(golden(MEASURED) | {key: value}), "mine.slimscope")


@pytest.mark.parametrize(
    "runs",
    [
        None,
        {"paths": [5], "corrections": [], "pairs": [], "baseline": ""},
        {"paths": [], "corrections": [{"metric": "a", "role": "b", "direction": "", "run": ""}], "pairs": []},
    ],
)
def test_run_logs_that_make_no_sense_are_refused_and_all_else_is_salvaged(runs):
    text = json.dumps(golden(VARIED) | {"runs": runs})
    with pytest.raises(ProjectError, match="is damaged"):
        loads(text)
    project, (lost,) = salvage(text)
    assert lost.startswith("the run logs") and project.logs == Logs() and len(project.variants) == 3


def test_a_newer_file_says_so():
    newer = json.dumps(golden() | {"version": VERSION + 1, "nodes": "something we do not know yet"})
    with pytest.raises(ProjectError, match=f"newer Slimscope .file version {VERSION + 1}, this one reads {VERSION}"):
        loads(newer)


def test_a_node_that_does_not_fit_is_named():
    data = golden()
    data["nodes"][1]["params"]["out"] = 0
    with pytest.raises(ProjectError, match="project: stem: out cannot be 0"):
        loads(json.dumps(data))


def test_saving_and_opening_a_file_gives_the_project_back(tmp_path):
    project = load(MEASURED)
    save(project, tmp_path / "a.slimscope")
    assert load(tmp_path / "a.slimscope") == project
    assert load(tmp_path / "a.slimscope").record == project.record
    assert [file.name for file in tmp_path.iterdir()] == ["a.slimscope"]


def test_a_place_of_a_node_that_is_gone_is_not_saved():
    project = load(GOLDEN)
    assert loads(dumps(replace(project, places={"gone": (0.0, 0.0)}))).places == {}


def test_a_write_that_fails_leaves_the_old_file_whole_and_nothing_beside_it(tmp_path, monkeypatch):
    path = tmp_path / "a.slimscope"
    save(load(GOLDEN), path)
    before = path.read_bytes()

    def no_space_left(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_space_left)
    with pytest.raises(ProjectError, match="cannot be written: No space left on device"):
        save(Project("other"), path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_saving_keeps_the_rights_of_a_file_and_where_a_link_points(tmp_path):
    path, link = tmp_path / "a.slimscope", tmp_path / "link.slimscope"
    save(Project("first"), path)
    path.chmod(0o640)
    link.symlink_to(path)
    save(Project("second"), link)
    assert link.is_symlink()
    assert load(path).title == "second"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_file_that_cannot_be_read_or_written_is_told_by_name(tmp_path):
    with pytest.raises(ProjectError, match=r"nowhere\.slimscope: cannot be read: No such file"):
        load(tmp_path / "nowhere.slimscope")
    (tmp_path / "picture.slimscope").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ProjectError, match="cannot be read: it is not text"):
        load(tmp_path / "picture.slimscope")
    with pytest.raises(ProjectError, match="cannot be written: No such file"):
        save(Project(), tmp_path / "no folder" / "a.slimscope")
