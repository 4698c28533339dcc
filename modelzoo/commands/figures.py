"""`reproduce figure1`: the article's figure measured anew."""

from argparse import Namespace
from collections.abc import Sequence
from typing import Any

from modelzoo.analysis.trust import doubts
from modelzoo.commands.answering import Answer, environment_row, watched
from modelzoo.figure1 import NOT_PRINTED, SIMILAR, TREND, Figure1, SpeedUp, figure1
from modelzoo.measurements import Latency, Setup
from modelzoo.presets import figure1 as preset
from modelzoo.sweeps import setup_text
from modelzoo.tables import doubts_text, environment_text, milliseconds, table


def measured_figure1(arguments: Namespace) -> Answer:
    """Both convolutions in both runtimes, a row a size of the picture, and a row for what the article says."""
    found = watched(figure1(arguments.seconds))
    setups = [setup for setup in preset().sweep.setups if found.of(setup)]
    rows = [_row(each) for each in found.rows]
    rows += [said for setup in setups for said in (_trend(found, setup), _smallest(found, setup))]
    parts = [
        preset().about,
        _table(found),
        "\n".join(_flip(found, setup) for setup in setups),
        _said(found, setups),
        doubts_text(each for row in found.rows for each in _latencies(row)),
    ]
    where = found.rows[0].regular.environment
    data = {
        "rows": rows,
        "crossings": [_crossing(found, setup) for setup in setups],
        "environment": environment_row(where, setups[0].threads),
    }
    return data, "\n\n".join(filter(None, [*parts, environment_text(where)]))


def _row(each: SpeedUp) -> dict[str, Any]:
    return {
        "name": _name(each),
        "published": None,
        "ours": each.ratio.ratio,
        "agrees": None,
        "note": NOT_PRINTED,
        "resolution": each.side,
        "runtime": each.setup.runtime,
        "threads": each.setup.threads,
        "regular_p50_s": each.regular.p50,
        "separable_p50_s": each.separable.p50,
        "speed_up": each.ratio.ratio,
        "low": each.ratio.low,
        "high": each.ratio.high,
        "verdict": each.verdict,
        "mac_ratio": each.mac_ratio,
        "doubts": list(dict.fromkeys((*doubts(each.regular), *doubts(each.separable)))),
    }


def _latencies(each: SpeedUp) -> tuple[tuple[str, Latency], ...]:
    """Both convolutions' latencies by name."""
    return (f"regular, {_name(each)}", each.regular), (f"separable, {_name(each)}", each.separable)


def _name(each: SpeedUp) -> str:
    return f"{each.setup.runtime}, {each.side} px"


def _trend(found: Figure1, setup: Setup) -> dict[str, Any]:
    return {
        "name": f"{setup.runtime}, trend",
        "published": TREND,
        "ours": _speed_ups(found, setup),
        "agrees": found.follows(setup),
        "note": "Agrees where the interval of the speed-up at the smallest picture ends below that at the largest.",
    }


def _smallest(found: Figure1, setup: Setup) -> dict[str, Any]:
    return {
        "name": f"{setup.runtime}, smallest",
        "published": SIMILAR,
        "ours": f"{found.of(setup)[0].ratio.ratio:.2f} times as fast",
        "agrees": None,
        "note": "The article does not say how close is about as long.",
    }


def _crossing(found: Figure1, setup: Setup) -> dict[str, Any]:
    flips = [each for each in found.crossings if each.a.setup == setup]
    return {"runtime": setup.runtime, "intervals": [[each.low, each.high] for each in flips]}


def _table(found: Figure1) -> str:
    header = [
        "Runtime",
        "Size (px)",
        "Regular p50 (ms)",
        "Separable p50 (ms)",
        "Speed-up",
        "95 % interval",
        "MAC ratio",
    ]
    rows = [
        [
            each.setup.runtime,
            str(each.side),
            milliseconds(each.regular.p50),
            milliseconds(each.separable.p50),
            f"{each.ratio.ratio:.2f}",
            f"{each.ratio.low:.2f} to {each.ratio.high:.2f}",
            f"{each.mac_ratio:.2f}",
            each.verdict,
        ]
        for each in found.rows
    ]
    return table([*header, "The separable one is"], rows)


def _flip(found: Figure1, setup: Setup) -> str:
    flips = [f"between {each.low:g} and {each.high:g} px" for each in found.crossings if each.a.setup == setup]
    verdicts = " ".join(dict.fromkeys(each.verdict for each in found.of(setup)))
    where = (
        f"the verdict flips {' and '.join(flips)}" if flips else f"the verdict does not flip ({verdicts} throughout)"
    )
    return f"{setup_text(setup)}: {where}."


def _said(found: Figure1, setups: Sequence[Setup]) -> str:
    shrinks = ", ".join(f"{each.runtime} {'yes' if found.follows(each) else 'no'}" for each in setups)
    smallest = ", ".join(f"{each.runtime} {found.of(each)[0].ratio.ratio:.2f} times as fast" for each in setups)
    return f"The article: {TREND} ({shrinks}); {SIMILAR} ({smallest}).\n{NOT_PRINTED}"


def _speed_ups(found: Figure1, setup: Setup) -> str:
    return ", ".join(f"{each.ratio.ratio:.2f} at {each.side}" for each in found.of(setup))
