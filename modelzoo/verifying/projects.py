"""What a project states: all that its record holds, of the models that it still has, and what its trainings came to."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from modelzoo.candidates import Candidate
from modelzoo.errors import ZooError
from modelzoo.measurements import Latency
from modelzoo.node_times import LayerTimes
from modelzoo.project import Project
from modelzoo.report.content.swept import swept_models, swept_statements, time_statement
from modelzoo.report.document import Statement
from modelzoo.sizes import size_text
from modelzoo.verifying.checks import Check
from modelzoo.verifying.imported import imported
from modelzoo.zoo import open_candidate

_GONE = "the project has no such model any more"


@dataclass
class Claims:
    """Figures that are stated, the models that they are of, by title (or why there is none), and what was seen at once.

    A model that a figure is of at another size than its own is another one. layers: times of blocks, by model. gone:
    why models that were known by a fingerprint are not there any more.
    """

    statements: list[Statement] = field(default_factory=list)
    models: dict[str, Candidate | str] = field(default_factory=dict)
    checks: list[Check] = field(default_factory=list)
    layers: list[tuple[str, LayerTimes]] = field(default_factory=list)
    gone: dict[str, str] = field(default_factory=dict)


def claims_of(project: Project) -> Claims:
    """All that a project states of figures on paper and of times."""
    found = Claims()
    known = [*_own(project, found), *_on_board(project, found.checks)]
    for latency in project.record.latencies:
        found.statements.append(time_statement(_model_of(found, known, latency), latency))
    for layers in project.record.layers:
        found.layers.append((_model_of(found, known, layers.whole), layers))
    found.models |= swept_models(project.record.sweeps)
    found.statements += swept_statements(project.record.sweeps)
    return found


def _own(project: Project, found: Claims) -> Iterator[Candidate]:
    """Its variants and its baseline; networks from outside as far as their files are still the same."""
    for each in (*project.variants, *([project.baseline] if project.baseline else [])):
        if each.source:
            model, check = imported(each.title, each.source.origin, each.size, each.source.digest)
            found.checks.append(check)
            if isinstance(model, str):
                found.gone[each.graph.fingerprint] = model
            else:
                yield model
        elif each.graph.nodes:
            yield Candidate(each.title, each.graph, each.size)


def _on_board(project: Project, checks: list[Check]) -> Iterator[Candidate]:
    """The models of its board, which must still be there."""
    for name in project.board.models:
        try:
            yield open_candidate(name)
        except ZooError as error:
            checks.append(Check(name, "a model on the board", "there", "-", "differs", str(error)))
        else:
            checks.append(Check(name, "a model on the board", "there", "there", "holds"))


def _model_of(found: Claims, known: list[Candidate], latency: Latency) -> str:
    """What the model that was timed is called, at the size that it was timed at; the claims know it then."""
    size = latency.input[1], latency.input[2]
    same = [each for each in known if each.graph.fingerprint == latency.fingerprint]
    if not same:
        gone = f"{latency.fingerprint[:8]} at {size_text(size)}"
        found.models[gone] = found.gone.get(latency.fingerprint, _GONE)
        return gone
    first = next((each for each in same if each.size == size), same[0])
    title = first.title if first.size == size else f"{first.title} at {size_text(size)}"
    namesake = found.models.get(title)
    if isinstance(namesake, Candidate) and namesake.graph != first.graph:
        title = f"{title} ({latency.fingerprint[:8]})"
    found.models[title] = Candidate(title, first.graph, size, first.foreign)
    return title
