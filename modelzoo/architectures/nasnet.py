"""NASNet-A: two cells that a search found on small pictures, stacked for large ones."""

from typing import Annotated

from modelzoo.blocks.heads import Classes, Dropout
from modelzoo.builder import Builder
from modelzoo.graph import Graph
from modelzoo.params import Range
from modelzoo.registry import architecture

Cells = Annotated[int, Range(1, 64, "Normal cells of each of the three stages (N in the paper)")]
Filters = Annotated[int, Range(8, 4096, "Filters of a cell in the first stage; the last features are 24 times as many")]
Stem = Annotated[int, Range(1, 4096, "Channels of the first convolution")]

SkipReduction = Annotated[bool, "Whether the cell after a reduction reads, as its older input, that of the reduction"]


@architecture(
    "nasnet",
    family="NASNet",
    title="NASNet-A",
    year=2017,
    task="classification",
    input=(3, 224, 224),
    variants={
        "NASNet-A Mobile (4 @ 1056)": {},
        "NASNet-A Large (6 @ 4032)": {
            "cells": 6,
            "filters": 168,
            "stem": 96,
            "skip_reduction": True,
            "input": (3, 331, 331),
        },
    },
)
def nasnet(
    cells: Cells = 4,
    filters: Filters = 44,
    stem: Stem = 32,
    skip_reduction: SkipReduction = False,
    dropout: Dropout = 0.5,
    classes: Classes = 1000,
) -> Graph:
    """Three stages of normal cells, each cell reading the last two; reduction cells between them double the filters.

    A name like 4 @ 1056 gives the normal cells of a stage and the channels of the last features, 24 times `filters`.
    With skip_reduction the cell after a reduction reads, as its older input, what the reduction read as its older one.
    The count is a little above the paper's 564 M: rows and columns that public PyTorch code computes and cuts off again
    are in it.

    Source: Zoph and others, NASNet, arXiv 1707.07012, figures 2 and 4; public code tensorflow/models, slim.
    """
    b = Builder()
    conv0 = b(
        "conv", b("input"), id="conv0", out=stem, stride=2, padding=0, bias=False, norm="batch", eps=1e-3, act="none"
    )
    stem1 = b("nasnet_reduction_cell", conv0, conv0, id="stem1", filters=filters // 4, adjust=False, shift=False)
    older, last = stem1, b("nasnet_reduction_cell", stem1, conv0, id="stem2", filters=filters // 2)
    for stage in (1, 2, 3):
        width = filters << (stage - 1)
        if stage > 1:
            reduced = b("nasnet_reduction_cell", last, older, id=f"reduction{stage - 1}", filters=width)
            older, last = (older if skip_reduction else last), reduced
        for cell in range(1, cells + 1):
            made = b("nasnet_normal_cell", last, older, id=f"stage{stage}_{cell}", filters=width)
            older, last = last, made
    x = b("classifier_head", b("relu", last, id="relu"), id="classifier", classes=classes, dropout=dropout)
    b("output", x)
    return b.graph
