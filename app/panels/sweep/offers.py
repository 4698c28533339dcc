"""What the chosen models can be swept over, and values to begin with."""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from modelzoo.graph import Value
from modelzoo.params import Param, value_text
from modelzoo.sizes import parse_size
from modelzoo.sweeps import BATCH, OF_A_RUN, RESOLUTION, THREADS, Sweep, common_settings

_SHARES = (0.25, 0.5, 1, 2)
_KERNELS = (1, 3, 5, 7)
_MOST_WORDS = 6


@dataclass(frozen=True)
class Offer:
    """One thing to sweep over. usual: values as a person writes them. param: what values fit, but for sizes."""

    name: str
    usual: str = ""
    help: str = ""
    param: Param | None = None

    @property
    def title(self) -> str:
        """The name in words."""
        return self.name.replace("_", " ")

    def check(self, values: Iterable[Value]) -> None:
        """Raises ParamError at the first value that cannot be."""
        for text in map(value_text, values):
            if self.param:
                self.param.parse(text)
            else:
                parse_size(text)


def offers(sweep: Sweep, measured: bool) -> list[Offer]:
    """The resolution, threads and batch where times are measured, and every parameter that all models have."""
    found = [Offer(RESOLUTION, "32-256:32", "Height and width of the input in pixels")]
    if measured:
        usually = {THREADS: _doubled(os.cpu_count() or 1), BATCH: "1,2,4,8"}
        found += [Offer(name, usually[name], param.help, param) for name, param in OF_A_RUN.items()]
    return found + [Offer(each.name, usual(each), each.help, each) for each in common_settings(sweep)]


def usual(param: Param) -> str:
    """Values of a parameter to begin with: its words, or numbers about its default."""
    if param.kind == "bool":
        return "no,yes"
    if param.kind == "choice":
        return ",".join(param.choices[:_MOST_WORDS])
    middle = param.default if isinstance(param.default, int | float) else 1
    near = _KERNELS if param.kind == "pair" else [(middle or 1) * share for share in _SHARES]
    exact: Callable[[float], float] = float if param.kind == "float" else round
    return ",".join(value_text(value) for value in dict.fromkeys(map(exact, near)) if _fits(param, value))


def _fits(param: Param, value: float) -> bool:
    least = param.minimum if param.minimum is not None else value
    most = param.maximum if param.maximum is not None else value
    return least <= value <= most


def _doubled(most: int) -> str:
    return ",".join(str(2**power) for power in range(most.bit_length()))
