"""A model in whole numbers is a file like any other, smaller, and near to what it was made of."""

import json
from dataclasses import replace

import numpy as np
import onnx
import pytest
from PIL import Image

from modelzoo.cli import main
from modelzoo.errors import FileError, ZooError
from modelzoo.export.int8 import quantise
from modelzoo.export.onnx_file import export_onnx
from modelzoo.export.pictures import drawn_pictures, pictures_of, read_pictures
from modelzoo.exports import Calibration
from modelzoo.imports.understanding import understand
from modelzoo.jobs import finish
from modelzoo.zoo import open_model
from tests.zoo.asking import cost_of
from tests.zoo.imports.making import node_chain, saved

MODEL = "squeezenet:classes=10"
SMALL = ("block/conv:out=8", "3x32x32")


def export(capsys, path, *words, model=MODEL, size="32"):
    assert main(["export", model, "--size", size, "--onnx", str(path), *words, "--json"]) == 0
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
    model, size = SMALL
    assert export(capsys, tmp_path / "int8.onnx", "--int8", "static", *given, model=model, size=size)["pictures"] == 3


@pytest.fixture
def folder(tmp_path):
    """Pictures of two sizes and kinds, one of them in a folder below, and something else."""
    (tmp_path / "pictures" / "below").mkdir(parents=True)
    Image.new("RGB", (40, 20), (255, 0, 128)).save(tmp_path / "pictures" / "first.png")
    Image.new("L", (8, 64), 51).save(tmp_path / "pictures" / "below" / "second.JPG")
    (tmp_path / "pictures" / "notes.txt").write_text("none")
    return tmp_path / "pictures"


def test_the_pictures_of_a_folder_are_resized_and_scaled(folder):
    second, first = pictures_of(Calibration(str(folder), mean=(0.5, 0.0, 0.0), deviation=(0.5,)), (3, 5, 7))
    assert first.shape == second.shape == (3, 5, 7)
    np.testing.assert_allclose(first[:, 2, 3], (1.0, 0.0, 128 / 255 / 0.5), atol=1e-6)
    np.testing.assert_allclose(second[:, 2, 3], (-0.6, 0.4, 0.4), atol=1e-6)


def test_the_pictures_of_a_folder_become_grey_where_one_channel_is_read(folder):
    assert pictures_of(Calibration(str(folder), count=1), (1, 4, 4)).shape == (1, 1, 4, 4)


def test_a_folder_of_pictures_sets_the_ranges(folder, capsys, tmp_path):
    given = ("--calibration", str(folder), "--mean", "0.5", "--std", "0.25,0.25,0.5", "--pictures", "5")
    model, size = SMALL
    found = export(capsys, tmp_path / "int8.onnx", "--int8", "static", *given, model=model, size=size)
    assert found["pictures"] == 2 and found["calibration"]["deviation"] == [0.25, 0.25, 0.5]
    assert not [each for each in found["warnings"] if "random pictures" in each]


@pytest.mark.parametrize(
    ("wish", "channels", "told"),
    [
        (Calibration(), 3, "holds no picture"),
        (Calibration(), 4, "takes 4 channels"),
        (Calibration(mean=(0.0, 0.0)), 3, "must be one number, or 3"),
        (Calibration(deviation=(0.0,)), 3, "must be above zero"),
    ],
)
def test_pictures_that_cannot_be_had_are_told(wish, channels, told, tmp_path):
    wish = replace(wish, path=str(tmp_path)) if "number" not in told and "zero" not in told else wish
    with pytest.raises(ZooError, match=told):
        pictures_of(wish, (channels, 8, 8))


def test_a_spoilt_picture_is_named(folder):
    (folder / "third.png").write_bytes(b"\x89PNG\r\n\x1a\nnone")
    with pytest.raises(FileError, match=r"third\.png: is no picture"):
        pictures_of(Calibration(str(folder)), (3, 8, 8))


def test_the_same_seed_draws_the_same_pictures():
    one, other, third = (pictures_of(Calibration(seed=seed), (3, 4, 4)) for seed in (1, 1, 2))
    assert len(one) == 16 and (one == other).all() and (one != third).any()


@pytest.fixture(scope="module")
def whole():
    """A network with batch norms that ends in a product of matrices."""
    opened = open_model("mobilenet_v2:width=0.35", "32")
    return finish(export_onnx(opened.graph, opened.size, "net"))


@pytest.mark.parametrize("kind", ["dynamic", "static"])
def test_batch_norms_and_products_of_matrices_are_turned_too(whole, kind):
    made = finish(quantise(whole.model, kind, drawn_pictures((3, 32, 32), 2)))
    assert len(made.model) < len(whole.model) / 2.5
    kinds = {each.op_type for each in onnx.load_from_string(made.model).graph.node}
    assert "BatchNormalization" not in kinds and not {"Gemm", "Conv"} & dict(made.stayed).keys()


def test_what_stays_in_floating_point_is_told(capsys, tmp_path):
    found = export(capsys, tmp_path / "int8.onnx", "--int8", "dynamic")
    assert found["float"]["MaxPool"] == 3 and "Conv" not in found["float"]
    assert found["mean_difference"] <= found["max_difference"]


def test_a_file_is_quantised_with_its_own_numbers(capsys, tmp_path):
    path = saved(node_chain(), tmp_path)
    assert main(["export", str(path), "--onnx", str(tmp_path / "int8.onnx"), "--int8", "static", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert not [each for each in found["warnings"] if "weights are random" in each]
    assert main(["export", str(tmp_path / "int8.onnx"), "--onnx", str(tmp_path / "x.onnx"), "--int8", "static"]) == 1
    assert "in whole numbers already" in capsys.readouterr().err


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
