"""Parts of a network under a name: they do what they did, cost what they cost, and change wherever they are used."""

from dataclasses import replace

import pytest
import torch

from modelzoo.analysis.cost import cost, examine
from modelzoo.build import build, example_inputs
from modelzoo.builder import Builder
from modelzoo.catalog import info_of
from modelzoo.edits import add_node, connect, disconnect, rename, set_param
from modelzoo.errors import BuildError, GraphError, ProjectError
from modelzoo.graph import Graph
from modelzoo.grouping import group, inner_graph, named_block, offers, redefined, taken_apart
from modelzoo.inside import as_far_as_it_goes, dressed, inside, lifted, renamed, without_block
from modelzoo.project import Note, Project, UserBlock
from modelzoo.project_file import dumps, loads
from modelzoo.stages import stages
from modelzoo.ungroup import ungroup
from modelzoo.walk import walk
from modelzoo.zoo import open_model

SIZE = (64, 64)
TOTALS = ("parameters", "macs", "mult_adds", "pass_bytes", "parameter_bytes", "activation_bytes", "uncounted")


def outputs(graph: Graph, size: tuple[int, int] = SIZE) -> torch.Tensor:
    torch.manual_seed(5)
    with torch.no_grad():
        return build(graph, size)(*example_inputs(graph, size))


def grouped_by_stages(graph: Graph, size: tuple[int, int]) -> Graph:
    found = [stage for stage in stages(graph, examine(graph, size).shapes) if len(stage) > 1]
    assert found
    for at, stage in enumerate(found):
        graph, _ = group(graph, stage, f"stage {at}")
    return graph


@pytest.mark.parametrize("name", ["SqueezeNet 1.1", "Squeeze U-Net", "MobileNetV1 0.5 @128", "ResNet-18"])
def test_a_model_of_named_stages_costs_and_gives_what_it_did(name):
    model = open_model(name, "96")
    grouped = grouped_by_stages(model.graph, model.size)
    assert len(grouped) < len(model.graph)
    before, after = cost(model.graph, model.size), cost(grouped, model.size)
    assert [getattr(after, each) for each in TOTALS] == [getattr(before, each) for each in TOTALS]
    torch.testing.assert_close(outputs(grouped, model.size), outputs(model.graph, model.size), rtol=0, atol=1e-5)
