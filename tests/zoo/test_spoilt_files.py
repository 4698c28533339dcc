"""Project files whose bytes are spoilt: a clear error or what is left to read, and the file stays as it is."""

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest

from modelzoo.errors import ProjectError
from modelzoo.project_file import dumps, load, loads, salvage
from tests.zoo.test_project import FILES, GOLDEN, VARIED

TIMES = 300


def cut_off(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def bits_flipped(data: bytes, chance: random.Random) -> bytes:
    spoilt = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
    return bytes(spoilt)


def bytes_put_in(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + chance.randbytes(chance.randint(1, 16)) + data[at:]


def parts_exchanged(data: bytes, chance: random.Random) -> bytes:
    a, b, c = sorted(chance.sample(range(len(data)), 3))
    return data[:a] + data[b:c] + data[a:b] + data[c:]


def lines_doubled(data: bytes, chance: random.Random) -> bytes:
    lines = data.splitlines(keepends=True)
    at = chance.randrange(len(lines))
    return b"".join([*lines[: at + 1], *lines[at : at + chance.randint(1, 40)], *lines[at + 1 :]])


def numbers_grown(data: bytes, chance: random.Random) -> bytes:
    digits = [at for at, byte in enumerate(data) if chr(byte).isdigit()]
    at = chance.choice(digits)
    grown = chance.choice([b"9" * 30, b"9" * 5000, b"1e999", b"-0", b"NaN", b"Infinity", b"1.5", b"0"])
    return data[:at] + grown + data[at + 1 :]


SPOILERS = [cut_off, bits_flipped, bytes_put_in, parts_exchanged, lines_doubled, numbers_grown]


@pytest.mark.parametrize("spoil", SPOILERS)
def test_spoilt_bytes_are_refused_with_the_files_name_or_read_and_never_changed(spoil, tmp_path):
    chance = random.Random(spoil.__name__)
    path = tmp_path / "spoilt.slimscope"
    texts = [file.read_bytes() for file in FILES]
    for number in range(TIMES):
        spoilt = spoil(texts[number % len(texts)], chance)
        path.write_bytes(spoilt)
        try:
            project = load(path)
        except ProjectError as error:
            assert str(error).startswith(f"{path}: ") and len(str(error)) < 700
        else:
            assert dumps(project)
        assert path.read_bytes() == spoilt and list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-16-le"])
def test_a_file_in_another_encoding_is_refused(encoding, tmp_path):
    path = tmp_path / "a.slimscope"
    path.write_text(VARIED.read_text(encoding="utf-8"), encoding=encoding)
    with pytest.raises(ProjectError, match=r"a\.slimscope: (cannot be read: it is not text|is not a Slimscope)"):
        load(path)


def test_a_mark_before_the_text_as_some_editors_write_it_does_no_harm(tmp_path):
    path = tmp_path / "a.slimscope"
    path.write_text(VARIED.read_text(encoding="utf-8"), encoding="utf-8-sig")
    found = load(path)
    assert replace(found, logs=found.logs.beside(tmp_path)) == loads(VARIED.read_text(encoding="utf-8"))


@pytest.mark.parametrize("opening", ['{"a":', "[", '{"variants":[', '{"format": "slimscope project", "version": '])
def test_deep_nesting_is_refused(opening, tmp_path):
    path = tmp_path / "a.slimscope"
    path.write_text(opening * 100_000)
    with pytest.raises(ProjectError, match=r"a\.slimscope: is not a Slimscope project"):
        load(path)


def test_deep_nesting_inside_a_project_is_refused(tmp_path):
    path = tmp_path / "a.slimscope"
    deep = "[" * 900 + "]" * 900
    path.write_text(
        GOLDEN.read_text(encoding="utf-8").replace(
            ' "title": "Golden', f' "deep": {deep}, "title": {deep}, "was": "Golden'
        )
    )
    assert deep in path.read_text()
    with pytest.raises(ProjectError, match=r"a\.slimscope: is damaged"):
        load(path)


@pytest.mark.parametrize("make", [Path.mkdir, Path.touch])
def test_a_folder_or_an_empty_file_is_refused(make, tmp_path):
    path = tmp_path / "a.slimscope"
    make(path)
    with pytest.raises(ProjectError, match=r"a\.slimscope: (cannot be read: Is a directory|is not a Slimscope)"):
        load(path)


def test_of_a_name_that_stands_twice_the_later_value_counts(tmp_path):
    path, data = tmp_path / "a.slimscope", json.loads(VARIED.read_text(encoding="utf-8"))
    path.write_text(json.dumps(data)[:-1] + ', "shown": 0}')
    assert load(path).title == data["variants"][0]["title"] != data["variants"][1]["title"]


@pytest.mark.parametrize("spoil", SPOILERS)
def test_what_is_salvaged_of_spoilt_bytes_is_a_project_that_can_be_saved(spoil):
    chance = random.Random(spoil.__name__)
    salvaged = 0
    for number in range(TIMES):
        text = spoil(FILES[number % len(FILES)].read_bytes(), chance).decode("utf-8", errors="replace")
        try:
            project, lost = salvage(text)
        except ProjectError:
            continue
        salvaged += bool(lost)
        assert dumps(loads(dumps(project))) == dumps(project)
        assert lost or project == loads(text)
    assert salvaged or spoil not in (bits_flipped, numbers_grown)


def test_of_a_damaged_project_all_else_is_read_and_what_is_left_out_is_named():
    data, whole = json.loads(VARIED.read_text(encoding="utf-8")), load(VARIED)
    first = data["variants"][0]
    first["nodes"][1]["block"] = "of another program"
    data["variants"][1]["size"] = [0, 64]
    data["variants"][2]["notes"] = 5
    data["baseline"] = "none"
    project, lost = salvage(json.dumps(data))
    gone, title = first["nodes"][1]["id"], first["title"]
    cut = [at for at, row in enumerate(first["nodes"], 1) if gone in row["inputs"]]
    assert cut and [each.split(": ")[0] for each in lost] == [
        *(f"{title}, block {at}" for at in (2, *cut)),
        f"{data['variants'][1]['title']}, the input's size",
        f"{data['variants'][2]['title']}, its notes",
        "the baseline",
    ]
    left = project.variants[0].graph
    assert [node.id for node in left] == [node.id for node in whole.variants[0].graph if node.id != gone]
    assert all(gone not in node.inputs for node in left) and project.variants[1].size == (64, 64)
    assert project.variants[1].graph == whole.variants[1].graph and project.record == whole.record


def test_of_a_file_that_is_no_project_nothing_is_salvaged():
    with pytest.raises(ProjectError, match="is not a Slimscope project"):
        salvage("[]")
    with pytest.raises(ProjectError, match="none can be read"):
        salvage(json.dumps(json.loads(VARIED.read_text(encoding="utf-8")) | {"variants": [5, None]}))
