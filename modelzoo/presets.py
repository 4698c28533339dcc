"""Sweeps that reproduce what was published, as data: one click, or one command, each."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from modelzoo.measurements import Setup
from modelzoo.sweeps import RESOLUTION, Sweep

ARTICLE = "Model Compression Part 8 (Lightweight variations of Squeeze U-Net)"
REGULAR, SEPARABLE = "block/conv:out=128,act=none", "block/separable_conv:out=128,act=none"
BOTH_RUNTIMES = (Setup("eager"), Setup("onnxruntime"))

Printed = tuple[tuple[str, Mapping[str, float]], ...]


@dataclass(frozen=True)
class Preset:
    """A sweep with its name, what it is about, and where it was published.

    shows: the figure that its picture is of first, by the columns of a sweep's rows (parameters, p50_s ...) or
    "speed_up". printed: for each model what the source printed, by the same columns.
    """

    name: str
    about: str
    source: str
    sweep: Sweep
    shows: str
    printed: Printed = ()


@cache
def presets() -> tuple[Preset, ...]:
    """All of them, by their order of appearance."""
    return figure1(), _table3(), _mobilenet()


def preset_of(sweep: Sweep) -> Preset | None:
    """The preset that a sweep is of, however it is measured."""
    asked = (sweep.models, sweep.over, sweep.values, sweep.size)
    of = ((each, each.sweep) for each in presets())
    return next((each for each, its in of if (its.models, its.over, its.values, its.size) == asked), None)


def figure1() -> Preset:
    """What the article's Figure 1 is of."""
    return Preset(
        "Figure 1",
        "A regular 3x3 convolution against a depthwise-separable one, 64 to 128 channels: MACs differ by a constant "
        "factor, times do not.",
        f"{ARTICLE}, Figure 1",
        Sweep((REGULAR, SEPARABLE), RESOLUTION, (4, 8, 16, 32, 64), setups=BOTH_RUNTIMES),
        "speed_up",
    )


def _table3() -> Preset:
    data = json.loads(files("assets").joinpath("published.json").read_text(encoding="utf-8"))["table3"]
    printed = tuple(
        (
            each["name"],
            {
                "parameters": each["parameters"],
                "mult_adds_torchinfo": each["mult_adds"] * 1e6,
                "pass_bytes_torchinfo": each["pass_size"] * 1e6,
                "p50_s": each["runtime"],
            },
        )
        for each in data["models"]
    )
    return Preset(
        "Table 3",
        f"The article's five models from parameters to runtime, what it printed beside ours. {data['runtime_of']}",
        f"{ARTICLE}, Table 3",
        Sweep(tuple(name for name, _ in printed), RESOLUTION, (64,), setups=BOTH_RUNTIMES),
        "p50_s",
        printed,
    )


def _mobilenet() -> Preset:
    return Preset(
        "MobileNet multipliers",
        "MobileNet's two ways to shrink: fewer channels (width 1.0, 0.75, 0.5, 0.25) and fewer pixels (224 to 128).",
        "Howard et al., MobileNets, arXiv 1704.04861, Tables 6 and 7",
        Sweep(
            tuple(f"mobilenet_v1:width={width}" for width in (1.0, 0.75, 0.5, 0.25)), RESOLUTION, (128, 160, 192, 224)
        ),
        "macs",
    )
