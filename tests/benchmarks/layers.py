"""Whether the times of a model's nodes make up its whole time: their sum beside the p50 of whole passes.

Run with `python -m tests.benchmarks.layers` on a machine that does nothing else. What belongs to no node is told apart.
"""

from modelzoo.analysis.layer_times import measure_layers
from modelzoo.jobs import finish
from modelzoo.measurements import Setup, Subject
from modelzoo.tables import milliseconds, table
from modelzoo.zoo import open_model

MODELS = ("SqueezeNet 1.1", "1.0-SqNxt-23", "MobileNetV1 1.0 @224", "ShuffleNetV2 1.0x", "EfficientNet-B0", "ResNet-18")
RUNTIMES = ("eager", "onnxruntime")
GOAL = 0.1
"""The share of the whole that may be unattributed."""


def row(name: str, runtime: str) -> list[str]:
    """A model in a runtime, and how far its nodes make up the whole."""
    project = open_model(name)
    found = finish(measure_layers(Subject(project.graph, project.size, Setup(runtime), name)))
    nodes, others = sum(found.seconds.values()), sum(seconds for _, seconds in found.others)
    return [
        name,
        runtime,
        milliseconds(found.total),
        milliseconds(nodes),
        milliseconds(others),
        f"{found.unattributed_share:.1%}",
        "yes" if abs(found.unattributed_share) <= GOAL else "no",
    ]


if __name__ == "__main__":
    header = ["Model", "Runtime", "Whole (ms)", "Nodes (ms)", "Of no node (ms)", "Unattributed", f"Within {GOAL:.0%}"]
    print(table(header, [row(name, runtime) for name in MODELS for runtime in RUNTIMES]))
