"""Whether a figure is to be trusted, and if not, why, in a user's words. No torch here."""

from modelzoo.measurements import PROTOCOL, Latency, Load, Setup
from modelzoo.roofs import Roofs

MOST_STEAL = 0.02
"""The share of its time that a machine may lose to others of its host."""

MOST_SPREAD = 1.25
"""How many times the median nine of ten runs may take."""

LEAST_BOUND = 0.25
"""Cores that others may keep busy even where every core is measured with."""


def doubts(latency: Latency) -> tuple[str, ...]:
    """Why the figure may be wrong; empty where nothing speaks against it."""
    spread = latency.p90 / latency.p50 if latency.p50 else 1.0
    found = disturbed(latency.load, latency.setup, latency.environment.cores)
    if latency.setup.threads > latency.environment.cores:
        shared = f"{latency.setup.threads} threads shared {latency.environment.cores} cores"
        found += (f"{shared}: they waited for one another.",)
    if not latency.steady:
        found += ("The warm-up did not become steady in time: measure again when the machine is quiet.",)
    if spread > MOST_SPREAD:
        found += (f"The runs differ: one in ten took over {spread:.2f} times the median ({MOST_SPREAD} is the bound).",)
    return found


def shortness(latency: Latency) -> str:
    """That the figure rests on less than usual, as after a stop or where a person accepted it; else empty."""
    if latency.has(PROTOCOL):
        return ""
    usual = f"{PROTOCOL.runs} runs and {PROTOCOL.seconds:g} s"
    return f"Timed for less than {usual}: {latency.n:,} runs in {latency.seconds:.2g} s."


def reservations(latency: Latency) -> tuple[str, ...]:
    """All that whoever relies on the figure has to know: why it may be wrong, and that it rests on little."""
    return tuple(filter(None, (*doubts(latency), shortness(latency))))


def roof_doubts(roofs: Roofs) -> tuple[str, ...]:
    """Why the roofs may be too low, and what is said to be efficient under them less so."""
    return disturbed(roofs.load, Setup(threads=roofs.threads), roofs.environment.cores, "this machine")


def disturbed(load: Load, setup: Setup, cores: int, what: str = "the model") -> tuple[str, ...]:
    """Why nothing measured under this load, on so many cores, is to be trusted; `what` may be faster than it seems."""
    found: tuple[str, ...] = ()
    if load.foreign_cores > busy_bound(setup, cores):
        kept = f"{load.foreign_cores:.1f} cores"
        found += (f"Other processes kept {kept} busy meanwhile: {what} may be faster than this.",)
    if load.steal_share > MOST_STEAL:
        share = f"{load.steal_share:.0%} of this machine's time"
        found += (f"The host gave {share} to other machines meanwhile: {what} may be faster than this.",)
    return found


def busy_bound(setup: Setup, cores: int) -> float:
    """Cores that others may keep busy: half of those that a run leaves free."""
    return max(LEAST_BOUND, (cores - setup.threads) / 2)
