"""Models to be set side by side are opened as they are named, or taken as they stand."""

import pickle

import pytest

from modelzoo.analysis.sides import open_sides
from modelzoo.diff import Side, diff
from modelzoo.engine import JOBS
from modelzoo.errors import ZooError
from modelzoo.project import Project
from modelzoo.project_file import save
from modelzoo.zoo import open_model


def test_a_name_a_file_and_a_project_are_opened_each_at_its_own_size(tmp_path):
    unet = open_model("Squeeze U-Net")
    save(Project("kept", unet.graph, (96, 64)), tmp_path / "kept.slimscope")
    found = open_sides(["SqueezeNet 1.1", str(tmp_path / "kept.slimscope"), unet])
    assert [project.size for project, _ in found] == [(224, 224), (96, 64), unet.size]
    assert found[1][0].graph == unet.graph and all(examination.cost for _, examination in found)


def test_one_size_is_that_of_all():
    found = open_sides(["SqueezeNet 1.1", open_model("Squeeze U-Net")], "128x96")
    assert [project.size for project, _ in found] == [(128, 96), (128, 96)]


def test_a_model_that_is_none_is_named():
    with pytest.raises(ZooError, match="No such"):
        open_sides(["SqueezeNet 1.1", "No such"])


def test_opening_and_aligning_are_jobs_of_the_engine_whose_answers_cross_processes():
    assert JOBS["open_sides"] is open_sides and JOBS["diff"] is diff
    (one, cost), (other, its) = open_sides(["SqueezeNet 1.0", "SqueezeNet 1.1"])
    found = diff(Side(one.graph, cost.cost), Side(other.graph, its.cost))
    assert pickle.loads(pickle.dumps(found)) == found
