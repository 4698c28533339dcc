"""Networks from outside that figures are stated of: read again from where they came, if they are still the same."""

from modelzoo.candidates import Candidate
from modelzoo.errors import ZooError
from modelzoo.graph import Size
from modelzoo.imports.opening import open_foreign
from modelzoo.sizes import size_text
from modelzoo.verifying.checks import Check

_CHANGED = "{} holds another network now"


def imported(title: str, origin: str, size: Size, digest: str) -> tuple[Candidate | str, Check]:
    """The network, or why there is none to count or to run; and whether its file holds what it held."""
    told = title, "the file it came from", digest[:12]
    try:
        foreign = open_foreign(origin, size_text(size))
    except ZooError as error:
        return str(error), Check(*told, "-", "not checked", str(error))
    if foreign.digest != digest:
        changed = _CHANGED.format(origin)
        return changed, Check(*told, foreign.digest[:12], "differs", changed)
    return Candidate(title, foreign.graph, foreign.size, foreign), Check(*told, digest[:12], "holds")
