"""Whether the times of a model's nodes make up its whole time: their sum beside the p50 of whole passes.

Run with `python -m tests.benchmarks.layers` on a machine that does nothing else; single models are chosen by their
names. A line is printed as each is done. What belongs to no node is told apart.
"""

import sys

from modelzoo.analysis.layer_times import measure_layers
from modelzoo.analysis.trust import doubts
from modelzoo.jobs import finish
from modelzoo.measurements import Setup, Subject
from modelzoo.tables import milliseconds
from modelzoo.zoo import open_model

MODELS = ("SqueezeNet 1.1", "1.0-SqNxt-23", "MobileNetV1 1.0 @224", "ShuffleNetV2 1.0x", "EfficientNet-B0", "ResNet-18")
RUNTIMES = ("eager", "onnxruntime")
GOAL = 0.1
"""The share of the whole that may be unattributed."""


def row(name: str, runtime: str) -> tuple[str, ...]:
    """A model in a runtime, and how far its nodes make up the whole."""
    project = open_model(name)
    found = finish(measure_layers(Subject(project.graph, project.size, Setup(runtime), name)))
    nodes, others = sum(found.seconds.values()), sum(seconds for _, seconds in found.others)
    return (
        name,
        runtime,
        f"whole {milliseconds(found.total)} ms",
        f"nodes {milliseconds(nodes)} ms",
        f"of no node {milliseconds(others)} ms",
        f"unattributed {found.unattributed_share:.1%}",
        f"{'within' if abs(found.unattributed_share) <= GOAL else 'BEYOND'} {GOAL:.0%}",
        "in doubt" if doubts(found.whole) else "not in doubt",
    )


if __name__ == "__main__":
    for model in sys.argv[1:] or MODELS:
        for runtime in RUNTIMES:
            print(" | ".join(row(model, runtime)), flush=True)
