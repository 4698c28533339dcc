"""Whether a run fits the memory: asked before it is tried, for the system kills what takes too much, and told after."""

from collections.abc import Iterator
from contextlib import contextmanager

import psutil

from modelzoo.analysis.cost import candidate_cost
from modelzoo.errors import ZooError
from modelzoo.measurements import Subject
from modelzoo.sizes import size_text
from modelzoo.subjects import measurement_text

COPIES = {"onnxruntime": 4}
"""How many times the weights lie in memory at once: where a model is exported, as bytes and in the session too."""


def check_memory(subject: Subject) -> None:
    """Raises ZooError where a run needs more memory than is free; BuildError or GraphError where there can be none."""
    found, free, setup = candidate_cost(subject), psutil.virtual_memory().available, subject.setup
    needed = COPIES.get(setup.runtime, 1) * found.parameter_bytes + setup.batch * found.peak_activation_bytes
    if needed > free:
        what = measurement_text([subject])
        raise ZooError(f"{what}, would take {needed / 1e9:,.1f} GB of memory, and {free / 1e9:,.1f} GB are free.")


@contextmanager
def telling_of_memory(subject: Subject) -> Iterator[None]:
    """Turns the many ways of running out of memory into a ZooError that names the subject."""
    try:
        yield
    except (MemoryError, RuntimeError, ZooError) as error:
        if not is_out_of_memory(error):
            raise
        size, batch = size_text(subject.size), subject.setup.batch
        raise ZooError(
            f"The measurement of {subject.title} was stopped: out of memory at {size} px, batch {batch}."
        ) from error


def is_out_of_memory(error: BaseException | None) -> bool:
    """Whether the error, or one that led to it, tells of too little memory: exporters wrap what they stumble over."""
    while error:
        if isinstance(error, MemoryError) or any(words in str(error).lower() for words in _OUT_OF_MEMORY):
            return True
        error = error.__cause__ or error.__context__
    return False


_OUT_OF_MEMORY = ("can't allocate memory", "not enough memory", "failed to allocate", "bad allocation", "bad_alloc")
"""What torch and ONNX Runtime say, in small letters."""
