"""A model in whole numbers is a file like any other, smaller, and near to what it was made of."""

import json

import numpy as np
import pytest

from modelzoo.cli import main
from modelzoo.errors import FileError
from modelzoo.export.pictures import read_pictures
from modelzoo.imports.understanding import understand
from tests.zoo.asking import cost_of

MODEL = "squeezenet:classes=10"


def export(capsys, path, *words):
    assert main(["export", MODEL, "--size", "32", "--onnx", str(path), *words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("kind", ["dynamic", "static"])
def test_whole_numbers_take_a_third_of_the_bytes_and_as_many_macs(kind, capsys, tmp_path):
    found = export(capsys, tmp_path / "int8.onnx", "--int8", kind)
    assert found["bytes"] == (tmp_path / "int8.onnx").stat().st_size < found["fp32_bytes"] / 2.5
    assert 0 < found["max_relative_difference"] < 0.5
    again = understand(tmp_path / "int8.onnx", tmp_path / "read")
    assert again.cost.macs == cost_of(MODEL, "32").macs
    assert again.cost.parameter_bytes < cost_of(MODEL, "32").parameter_bytes / 3


def test_given_pictures_set_the_ranges(capsys, tmp_path):
    np.save(tmp_path / "pictures.npy", np.full((3, 3, 32, 32), 0.5, np.float32))
    given = ("--calibration", str(tmp_path / "pictures.npy"))
    assert export(capsys, tmp_path / "int8.onnx", "--int8", "static", *given)["pictures"] == 3


def test_pictures_of_another_shape_are_refused(tmp_path):
    np.save(tmp_path / "pictures.npy", np.zeros((3, 1, 8, 8), np.float32))
    with pytest.raises(FileError, match="must hold pictures of 3x32x32"):
        read_pictures(str(tmp_path / "pictures.npy"), (3, 32, 32))


def test_a_file_that_holds_no_pictures_is_refused(tmp_path):
    (tmp_path / "pictures.npy").write_text("none")
    with pytest.raises(FileError, match=r"neither a folder nor a \.npy file of pictures"):
        read_pictures(str(tmp_path / "pictures.npy"), (3, 32, 32))


def test_whole_numbers_go_with_an_onnx_file_alone(capsys, tmp_path):
    assert main(["export", MODEL, "--python", str(tmp_path / "net.py"), "--int8", "static"]) == 1
    assert "goes with an ONNX file" in capsys.readouterr().err
