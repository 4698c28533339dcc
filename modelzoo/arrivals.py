"""What an engine does with networks from outside: brings them in, reads them anew, shows and files what they are."""

from collections.abc import Mapping

import onnx
from safetensors.torch import save_file

from modelzoo.analysis.cost import examine
from modelzoo.errors import ExportError, ZooError
from modelzoo.export.attachment import attachment
from modelzoo.export.outline import emptied
from modelzoo.exports import Outline
from modelzoo.filing import write_export
from modelzoo.foreign import Foreign
from modelzoo.imports.opening import allow_code, as_editable, located, read_foreign, reread, session_folder
from modelzoo.jobs import Job, Progress
from modelzoo.origins import kind_of
from modelzoo.variants import Arrival, arrived, as_blocks


def bring_in(origin: str, input: str = "") -> Job[Arrival]:
    """A job: a network from outside as it is, at the size that a person writes, and as blocks where it can be those.

    Who asks for this has let a person agree that its code runs, and so for all that follow here.
    """
    allow_code(origin)
    foreign = yield from read_foreign(origin, input)
    yield Progress(1.0, "making blocks of its operations")
    itself, notes = arrived(foreign), list(foreign.notes)
    try:
        graph = as_editable(foreign).graph
    except ZooError as error:
        return Arrival(itself, notes=(*notes, f"It cannot be edited: {error}"))
    opaque = graph.of_block("opaque")
    if len(graph) == len(opaque) + len(graph.of_block("input", "output")):
        return Arrival(itself, notes=(*notes, "It cannot be edited: no block does any of its operations."))
    if opaque:
        kinds = ", ".join(sorted({str(node.values["kind"]) for node in opaque}))
        notes.append(f"No block does {kinds}: such parts of the editable variant are opaque, with their figures.")
    return Arrival(itself, as_blocks(foreign, graph), examine(graph, foreign.size), tuple(notes))


def read_again(foreign: Foreign, input: str = "") -> Job[Foreign]:
    """A job: the same network at another size, or (empty) at its own, after which every engine can run it."""
    allow_code(foreign.origin)
    return (yield from reread(foreign, input)).at_rest


def import_weights(origin: str) -> Job[str]:
    """A job: a file of the numbers that the editable form of a network came with, by the names that it has for them."""
    allow_code(origin)
    foreign = yield from read_foreign(origin)
    weights = as_editable(foreign).weights
    path = session_folder() / "weights.safetensors"
    save_file({name: each.contiguous() for name, each in weights.items()}, path)
    return str(path)


def outline_foreign(foreign: Foreign) -> Outline:
    """The network's own file as a viewer draws it, without its weights; each operation is its own block."""
    model = onnx.load(located(foreign).onnx)
    owners = tuple((node.name, node.name) for node in model.graph.node if node.name in foreign.graph)
    return Outline(emptied(model), owners)


def file_foreign_attachment(foreign: Foreign, path: str, seconds: Mapping[str, float] | None = None) -> str:
    """Write our figures as Netron shows them beside the file that was imported. Raises ExportError, ZooError."""
    if kind_of(foreign.origin) != "onnx":
        raise ExportError(path, f"would belong to a file of ONNX, which {foreign.name} is none of.")
    ours, theirs = onnx.load(located(foreign).onnx).graph, onnx.load(foreign.origin, load_external_data=False).graph
    if len(ours.node) != len(theirs.node):
        raise ExportError(path, f"cannot name the operations of {foreign.name}: its functions are taken apart here.")
    pairs = zip(theirs.node, ours.node, strict=True)
    owners = [(their.name, our.name) for their, our in pairs if our.name in foreign.graph]
    write_export(path, attachment(owners, foreign.cost, seconds, theirs.name))
    return path
