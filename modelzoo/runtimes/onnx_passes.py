"""A session that profiles its runs, and whose kernels they are: ONNX Runtime fuses and renames what it was given."""

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import TYPE_CHECKING, Any

import onnx

from modelzoo.export.models import SCOPES
from modelzoo.runtimes.onnx_sessions import KERNEL, load_session, profile_cost, read_profile
from modelzoo.runtimes.passes import Parts, Pass

if TYPE_CHECKING:
    from modelzoo.runtimes.onnx_runtime import PreparedOnnx

RUN = "model_run"


class OnnxPasses:
    """Runs of a session of its own, whose profile lies in a folder that goes when the `with` ends.

    The profile counts whole microseconds and cuts off the rest of them, kernel by kernel. What it costs itself is taken
    off each kernel's time.
    """

    def __init__(self, prepared: "PreparedOnnx") -> None:
        self._prepared = prepared
        self._folder = TemporaryDirectory(prefix="slimscope-")
        self._file = ""

    def __enter__(self) -> "OnnxPasses":
        try:
            self._session = load_session(
                self._prepared.model, self._prepared.threads, str(Path(self._folder.name) / "profile")
            )
            self._binding = self._prepared.bind(self._session)
        except BaseException:
            self._folder.cleanup()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._end()
        self._folder.cleanup()

    def turn(self) -> AbstractContextManager[Any]:
        """What surrounds the model's own runs."""
        return self._prepared.turn()

    def run(self) -> None:
        """One forward pass."""
        self._session.run_with_iobinding(self._binding)

    def found(self) -> Parts:
        """All that was timed, its kernels joined to the graph's nodes."""
        self._end()
        owners = Owners(self._prepared.model)
        passes = tuple(_passes(read_profile(self._file), owners, profile_cost(self._prepared.threads)))
        return Parts(passes, owners.nodes.difference(*(each.nodes for each in passes)))

    def _end(self) -> None:
        if not self._file:
            self._file = self._session.end_profiling()


class Owners:
    """Which node of the graph each kernel works for, by the names that ONNX Runtime gives to what it makes of a model.

    A kernel is named after the ONNX node it comes from, or, once its layout is blocked (nchwc), after what that makes.
    A fused one bears the name of one of those fused, with some words more, or makes what the last of them made: then
    the owner is that of the operation whose kind the kernel still has, such as the convolution before an activation.
    """

    def __init__(self, model: bytes) -> None:
        graph = onnx.load_from_string(model).graph
        self._named = {node.name: node for node in graph.node}
        self._made = {output: node for node in graph.node for output in node.output}
        self._readers: dict[str, list[onnx.NodeProto]] = {}
        for node in graph.node:
            for name in node.input:
                self._readers.setdefault(name, []).append(node)
        self.nodes = frozenset(filter(None, map(self._owner, graph.node)))

    def owner(self, kernel: str, operation: str) -> str:
        """The id of the node; empty where the name tells of none."""
        plain = kernel.removeprefix("fused ").partition("/")[0]
        if plain in self._named:
            return self._owner(self._named[plain])
        made = kernel.removesuffix("_nchwc")
        if made in self._made:
            return self._owner(self._before(self._made[made], operation))
        normalised = self._made.get(made.removesuffix("_bn"))
        return self._owner(normalised) if normalised else ""

    def _before(self, last: onnx.NodeProto, operation: str) -> onnx.NodeProto:
        """The nearest operation of this kind on the way to `last`, or that one itself."""
        at: onnx.NodeProto | None = last
        while at and at.op_type != operation:
            at = self._made.get(at.input[0]) if at.input else None
        return at or last

    def _owner(self, node: onnx.NodeProto) -> str:
        """The graph's node among the scopes of an ONNX node; without scopes that of all of its readers."""
        told = next((each.value for each in node.metadata_props if each.key == SCOPES), "[]")
        for scope in filter(None, ast.literal_eval(told)):
            return str(scope).partition(".")[0]
        readers = {self._owner(reader) for output in node.output for reader in self._readers.get(output, ())}
        return readers.pop() if len(readers) == 1 else ""


def _passes(events: list[dict[str, Any]], owners: Owners, cost: float) -> Iterator[Pass]:
    """The kernels' seconds less what each cost to tell, summed by their owners, up to the end of each run."""
    nodes: defaultdict[str, float] = defaultdict(float)
    others: defaultdict[str, float] = defaultdict(float)
    for event in events:
        if event["name"].endswith(KERNEL):
            operation = event["args"]["op_name"]
            owner = owners.owner(event["name"].removesuffix(KERNEL), operation)
            (nodes if owner else others)[owner or operation] += event["dur"] - cost * 1e6
        elif event["name"] == RUN:
            yield Pass(_seconds(nodes), _seconds(others))
            nodes, others = defaultdict(float), defaultdict(float)


def _seconds(microseconds: Mapping[str, float]) -> dict[str, float]:
    return {name: max(0.0, count) / 1e6 for name, count in microseconds.items()}
