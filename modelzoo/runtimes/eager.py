"""Eager PyTorch: the network as it is, one operation after another."""

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from importlib.metadata import version

import torch
from torch import fx, nn

from modelzoo.build import build
from modelzoo.catalog import RuntimeInfo
from modelzoo.errors import ZooError
from modelzoo.graph import Shape
from modelzoo.imports.running import foreign_network
from modelzoo.jobs import Job, Progress
from modelzoo.measurements import Subject
from modelzoo.runtimes.eager_passes import EagerPasses
from modelzoo.runtimes.runtime import Output, Prepared, register, seeded_inputs


@contextmanager
def torch_turn(threads: int) -> Iterator[None]:
    """torch with so many threads, and without a thought of gradients."""
    before = torch.get_num_threads()
    torch.set_num_threads(threads)
    try:
        with torch.inference_mode():
            yield
    finally:
        torch.set_num_threads(before)


class PreparedEager:
    """A network of torch modules with its inputs. whole: its modules are not the operations that its nodes are."""

    def __init__(
        self, network: nn.Module, inputs: tuple[torch.Tensor, ...], threads: int, seconds: float, whole: bool = False
    ) -> None:
        self.network, self.inputs, self.threads, self._whole = network, inputs, threads, whole
        self.input: Shape = tuple(inputs[0].shape[1:])
        self.preparation: tuple[tuple[str, float], ...] = (("build", seconds),)

    def turn(self) -> AbstractContextManager[None]:
        """With the setup's threads."""
        return torch_turn(self.threads)

    def run(self) -> object:
        """One forward pass."""
        return self.network(*self.inputs)

    def apart(self) -> AbstractContextManager[EagerPasses]:
        """The network, node by node."""
        if self._whole or not isinstance(self.network, fx.GraphModule):
            raise ZooError("PyTorch runs this network as a whole: its parts can be timed in ONNX Runtime.")
        return nullcontext(EagerPasses(self.network, self.inputs, self.turn))

    def outputs(self) -> tuple[Output, ...]:
        """What a forward pass gives."""
        with self.turn():
            found = self.network(*self.inputs)
        return tuple(each.numpy() for each in (found if isinstance(found, tuple) else (found,)))


class Eager:
    """PyTorch as it is."""

    def prepare(self, subject: Subject, seed: int = 0) -> Job[Prepared]:
        """A job: builds the network in the setup's layout."""
        yield Progress(0.0, "building")
        begin = time.perf_counter()
        layout = torch.channels_last if subject.setup.layout == "channels_last" else torch.contiguous_format
        network = _network(subject, seed).to(memory_format=layout)  # type: ignore[call-overload]
        inputs = tuple(each.contiguous(memory_format=layout) for each in seeded_inputs(subject, seed))
        seconds = time.perf_counter() - begin
        return PreparedEager(network, inputs, subject.setup.threads, seconds, whole=bool(subject.foreign))


def _network(subject: Subject, seed: int) -> nn.Module:
    return foreign_network(subject.foreign) if subject.foreign else build(subject.graph, subject.size, seed)


register(RuntimeInfo("eager", "PyTorch (eager)", version("torch"), ("contiguous", "channels_last")), Eager())
