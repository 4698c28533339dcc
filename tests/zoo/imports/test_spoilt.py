"""Spoilt files end in a clear error, whatever is wrong with them: nothing crashes, nothing hangs, nothing runs."""

import random

import pytest
import torch

from modelzoo.errors import FileError, ParamError, ZooError
from modelzoo.imports.child import read_apart
from modelzoo.imports.programs import load_program
from modelzoo.imports.understanding import understand
from tests.zoo.imports.making import exported, finished, model, node_chain, saved

MUTANTS = 140
PROGRAMS = 60


def spoilt(data: bytes, number: int) -> bytes:
    """The same bytes cut off, or with a few of them changed, moved or gone."""
    chance = random.Random(number)
    at = chance.randrange(len(data))
    match number % 4:
        case 0:
            return data[:at]
        case 1:
            changed = bytearray(data)
            for _ in range(chance.randrange(1, 20)):
                changed[chance.randrange(min(len(data), 6000))] = chance.randrange(256)
            return bytes(changed)
        case 2:
            return data[:at] + data[at + chance.randrange(1, 40) :]
    return data[:at] + bytes(chance.randrange(256) for _ in range(chance.randrange(1, 40))) + data[at:]


def test_mutated_and_truncated_files_of_onnx_are_read_or_refused(tmp_path):
    whole = saved(node_chain(), tmp_path).read_bytes()
    refused = 0
    for number in range(MUTANTS):
        path = tmp_path / "spoilt.onnx"
        path.write_bytes(spoilt(whole, number))
        try:
            understand(path, tmp_path / "read")
        except (FileError, ParamError) as error:
            assert len(str(error)) < 2000
            refused += 1
    assert refused > MUTANTS / 4


def test_mutated_and_truncated_programs_are_read_or_refused(tmp_path):
    torch.export.save(
        torch.export.export(torch.nn.Conv2d(3, 4, 3).eval(), (torch.rand(1, 3, 8, 8),)), tmp_path / "p.pt2"
    )
    whole = (tmp_path / "p.pt2").read_bytes()
    refused = 0
    for number in range(PROGRAMS):
        path = tmp_path / "spoilt.pt2"
        path.write_bytes(spoilt(whole, number))
        try:
            load_program(path)
        except FileError:
            refused += 1
    assert refused > PROGRAMS / 4


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_process_of_its_own_tells_of_a_spoilt_file(number, tmp_path):
    path = tmp_path / "spoilt.onnx"
    path.write_bytes(spoilt(exported("squeezenet", tmp_path).read_bytes(), number))
    try:
        found = finished(read_apart(str(path), "", tmp_path / "read"))
    except ZooError as error:
        assert "spoilt.onnx" in str(error)
    else:
        assert found.cost.parameters


def test_a_network_that_is_never_read_is_given_up(tmp_path):
    (tmp_path / "slow.py").write_text("import time\n\ndef model():\n    time.sleep(1000)\n")
    with pytest.raises(FileError, match="was given up: it was not read within 3 seconds"):
        finished(read_apart(f"{tmp_path / 'slow.py'}:model", "", tmp_path / "read", seconds=3))


def test_a_process_that_crashes_is_told(tmp_path):
    (tmp_path / "crash.py").write_text("import os, signal\n\ndef model():\n    os.kill(os.getpid(), signal.SIGSEGV)\n")
    with pytest.raises(FileError, match="the process that read it crashed"):
        finished(read_apart(f"{tmp_path / 'crash.py'}:model", "", tmp_path / "read"))


def test_giving_up_ends_the_process(tmp_path):
    (tmp_path / "slow.py").write_text("import time\n\ndef model():\n    time.sleep(1000)\n")
    job = read_apart(f"{tmp_path / 'slow.py'}:model", "", tmp_path / "read")
    next(job)
    process = job.gi_frame.f_locals["child"]
    job.close()
    assert process.poll() is not None


def test_a_picture_too_large_to_be_run_is_refused(tmp_path):
    made = model([*node_chain().graph.node], shape=(1, 3, 10**6, 10**6))
    with pytest.raises(ParamError, match="too large"):
        understand(saved(made, tmp_path), tmp_path / "read")


def test_a_file_that_is_no_model_at_all_is_refused(tmp_path):
    (tmp_path / "letter.onnx").write_text("Dear colleague,\n" * 100)
    with pytest.raises(FileError, match="is no ONNX model"):
        understand(tmp_path / "letter.onnx", tmp_path / "read")
