"""Where a model's time went, measured again: of the blocks that take a share worth naming."""

from collections.abc import Iterator, Mapping, Sequence

from modelzoo.analysis.layer_times import measure_layers
from modelzoo.analysis.trust import doubts
from modelzoo.candidates import Candidate
from modelzoo.environment import environment
from modelzoo.errors import ZooError
from modelzoo.jobs import Job, Progress
from modelzoo.node_times import LayerTimes
from modelzoo.verifying.checks import Check, Verdict

MARGIN = 1.25
"""A profile disturbs what it times: a block's median stands unless the new one is farther off than this."""
LEAST_SHARE = 0.05
"""Of the whole, below which a block's time is too short to be held against another."""


def layers_again(
    stated: Sequence[tuple[str, LayerTimes]], models: Mapping[str, Candidate | str], seconds: float
) -> Job[tuple[Check, ...]]:
    """A job: the times of blocks, by the title of their model, against new ones. models: by title."""
    here, checks = environment().machine, list[Check]()
    for at, (title, layers) in enumerate(stated):
        yield Progress(at / len(stated), f"timing the blocks of {title}")
        model = models[title]
        if layers.whole.environment.machine != here:
            checks += _all(title, layers, "measured elsewhere", "another machine than this one")
        elif isinstance(model, str):
            checks += _all(title, layers, "not checked", model)
        else:
            try:
                now = yield from measure_layers(model.subject(layers.whole.setup), seconds)
            except ZooError as error:
                checks += _all(title, layers, "not checked", str(error))
            else:
                checks += _checks(title, layers, now)
    return tuple(checks)


def _named(layers: LayerTimes) -> dict[str, float]:
    """The blocks worth naming, with their medians."""
    return {node: each for node, each in layers.seconds.items() if layers.share(each) >= LEAST_SHARE}


def _all(title: str, layers: LayerTimes, verdict: Verdict, why: str) -> Iterator[Check]:
    for node, seconds in _named(layers).items():
        yield Check(title, _what(node, layers), _written(seconds), "-", verdict, why)


def _checks(title: str, stated: LayerTimes, now: LayerTimes) -> Iterator[Check]:
    disturbed = " ".join(doubts(now.whole))
    for node, seconds in _named(stated).items():
        found = now.seconds.get(node, 0.0)
        off = not seconds / MARGIN <= found <= seconds * MARGIN
        verdict: Verdict = "doubtful" if disturbed else "differs" if off else "holds"
        why = f"{found / seconds:.2f} times the stated. {disturbed}".rstrip()
        yield Check(title, _what(node, stated), _written(seconds), _written(found), verdict, why)


def _what(node: str, layers: LayerTimes) -> str:
    return f"p50 of {node}, {layers.whole.setup.runtime}"


def _written(seconds: float) -> str:
    return f"{1e3 * seconds:,.4g} ms"
