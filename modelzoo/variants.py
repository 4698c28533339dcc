"""The variants of a project: what a person does with them, each a step from project to project, and how they read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace

from modelzoo.acts import AS_BLOCKS, BY_HAND, Act
from modelzoo.errors import GraphError, ZooError
from modelzoo.foreign import Foreign
from modelzoo.graph import Graph
from modelzoo.project import Baseline, Place, Project, Variant
from modelzoo.results import Examination

Steps = tuple[str, ...]


@dataclass(frozen=True)
class Arrival:
    """A network from outside: as it is, and as blocks where it can be made of them, with what those cost.

    notes: what a person should know.
    """

    itself: Variant
    editable: Variant | None = None
    figures: Examination | None = None
    notes: tuple[str, ...] = ()

    @property
    def variants(self) -> tuple[Variant, ...]:
        """Both, or the one."""
        return (self.itself, self.editable) if self.editable else (self.itself,)


def arrived(foreign: Foreign) -> Variant:
    """A network from outside as it is."""
    found = foreign.at_rest
    return Variant(found.title, found.graph, found.size, origin=found.title, made=found.graph.fingerprint, source=found)


def as_blocks(foreign: Foreign, graph: Graph) -> Variant:
    """A network from outside as this graph of blocks, which can be edited."""
    act = Act(AS_BLOCKS, (("file", foreign.origin),))
    title, made = f"{foreign.title} (editable)", graph.fingerprint
    return Variant(title, graph, foreign.size, origin=foreign.title, acts=(act,), made=made)


def imported_from(variant: Variant) -> str:
    """The file or the factory that a variant of our blocks was made of at first; "" for any other."""
    origins = (str(dict(act.values).get("file", "")) for act in variant.acts if act.transform == AS_BLOCKS)
    return next(origins, "")


def take_in(project: Project, found: Iterable[Variant]) -> Project:
    """Show the first of these as one more variant, the others right after it."""
    first, *others = found
    project = add(project, first)
    at = len(project.earlier)
    for each in others:
        project = add(project, each)
    return show(project, at)


def reread(project: Project, before: Foreign, now: Foreign) -> Project:
    """Let the variant that is shown be its network from outside as it was read at another size."""
    if project.source != before:
        raise GraphError("Another network is shown meanwhile: set its size again.")
    found = now.at_rest
    return replace(project, graph=found.graph, size=found.size, source=found, made=found.graph.fingerprint)


def history(variant: Variant) -> Steps:
    """What it was at first and what was done to it since, in order; empty where it was not derived from anything."""
    if not variant.origin:
        return ()
    return (variant.origin, *(act.text for act in _acts(variant)))


def history_text(variant: Variant) -> str:
    """The same as a person reads it: "Squeeze U-Net + dep-sep + width 0.5"."""
    return " + ".join(history(variant))


def parent(project: Project, at: int) -> int | None:
    """The variant that this one was derived from, as far as any that is here tells: the nearest in its history."""
    own = history(project.variants[at])
    known = ((history(each), index) for index, each in enumerate(project.variants))
    above = [(len(steps), -index) for steps, index in known if 0 < len(steps) < len(own) and own[: len(steps)] == steps]
    return -max(above)[1] if above else None


def act_on(project: Project, act: Act, graph: Graph, places: Mapping[str, Place]) -> Project:
    """Let the variant that is shown become what an act made of it."""
    return _with(project, _acted(project.shown, act, graph, places))


def derive(project: Project, act: Act, graph: Graph, places: Mapping[str, Place]) -> Project:
    """Show what an act made of the variant that is shown, as one of its own right after it."""
    made = _acted(project.shown, act, graph, places)
    return add(_with(project, _rooted(project.shown)), replace(made, title=history_text(made)))


def duplicate(project: Project, at: int) -> Project:
    """Show a copy of a variant, right after it."""
    rooted = _rooted(project.variants[at])
    return _inserted(_exchanged(project, at, rooted), at + 1, rooted)


def add(project: Project, variant: Variant) -> Project:
    """Show one more variant, right after the one that was shown; an empty one that is alone makes way."""
    if not (project.graph.nodes or project.earlier or project.later):
        return exchange(project, variant)
    return _inserted(project, len(project.earlier) + 1, variant)


def exchange(project: Project, variant: Variant) -> Project:
    """Put another model in place of the variant that is shown; where that was the only one, another work begins."""
    alone = not (project.earlier or project.later)
    others = (*project.earlier, *project.later)
    found = _with(project, replace(variant, title=_free(variant.title, others)))
    return replace(found, lineage=object()) if alone else found


def show(project: Project, at: int) -> Project:
    """Show another variant."""
    return project.with_variants(project.variants, at)


def rename(project: Project, at: int, title: str) -> Project:
    """Call a variant something else. Raises ZooError where it would have no name, or that of another."""
    wanted = title.strip()
    if not wanted:
        raise ZooError("A variant needs a name.")
    if any(each.title == wanted for index, each in enumerate(project.variants) if index != at):
        raise ZooError(f"There is a variant named '{wanted}' already.")
    renamed = _exchanged(project, at, replace(project.variants[at], title=wanted))
    return replace(renamed, board=project.board.renamed(project.variants[at].title, wanted))


def remove(project: Project, at: int) -> Project:
    """Take a variant away; where it was shown, the next is, or else the one before. Raises ZooError for the last."""
    if len(project.variants) == 1:
        raise ZooError("The only variant cannot be deleted.")
    left = (*project.variants[:at], *project.variants[at + 1 :])
    shown = len(project.earlier)
    return project.with_variants(left, min(shown - (at < shown), len(left) - 1))


def move(project: Project, at: int, to: int) -> Project:
    """Put a variant at another position, the first or the last at most; what is shown stays so."""
    order = list(range(len(project.variants)))
    order.insert(min(max(0, to), len(order) - 1), order.pop(at))
    variants = tuple(project.variants[each] for each in order)
    return project.with_variants(variants, order.index(len(project.earlier)))


def pin(project: Project, at: int) -> Project:
    """Compare with this variant from now on."""
    pinned = project.variants[at]
    return replace(project, baseline=Baseline(pinned.title, pinned.graph, pinned.size, pinned.source))


def find(project: Project, title: str) -> int:
    """Where the variant of this title stands. Raises ZooError, naming those that there are."""
    titles = [each.title for each in project.variants]
    if title not in titles:
        raise ZooError(f"There is no variant named '{title}', but: {', '.join(titles)}.")
    return titles.index(title)


def _acts(variant: Variant) -> tuple[Act, ...]:
    """All that was done, by acts and by hand."""
    return variant.acts if variant.graph.fingerprint == variant.made else (*variant.acts, BY_HAND)


def _rooted(variant: Variant) -> Variant:
    """The variant as one that others can be derived from: with a history, if only its title as it is now."""
    return variant if variant.origin else replace(variant, origin=variant.title, made=variant.graph.fingerprint)


def _acted(variant: Variant, act: Act, graph: Graph, places: Mapping[str, Place]) -> Variant:
    """The variant after one more act."""
    rooted = _rooted(variant)
    return replace(rooted, graph=graph, places=places, acts=(*_acts(rooted), act), made=graph.fingerprint)


def _with(project: Project, variant: Variant) -> Project:
    """The project with this in place of the variant that is shown."""
    return replace(project, **{each.name: getattr(variant, each.name) for each in fields(Variant)})


def _exchanged(project: Project, at: int, variant: Variant) -> Project:
    """The project with this in place of a variant."""
    variants = (*project.variants[:at], variant, *project.variants[at + 1 :])
    return project.with_variants(variants, len(project.earlier))


def _inserted(project: Project, at: int, variant: Variant) -> Project:
    """The project showing one variant more, under a title that no other has."""
    titled = replace(variant, title=_free(variant.title, project.variants))
    return project.with_variants((*project.variants[:at], titled, *project.variants[at:]), at)


def _free(title: str, others: tuple[Variant, ...]) -> str:
    """The title, with a number where another variant has it already."""
    taken = {each.title for each in others}
    numbered = (f"{title} {number}" for number in range(2, len(taken) + 3))
    return title if title not in taken else next(each for each in numbered if each not in taken)
