"""What a person decides on the board: which models stand on it besides, its limits, which one is chosen, and why."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from modelzoo.reward import Reward

Kind = Literal["variant", "import", "baseline", "zoo"]
"""What a candidate is: a variant of the project, one that is a network from outside as it is, its pinned baseline, or a
model that was put on the board by name."""
KINDS: tuple[Kind, ...] = get_args(Kind)
OWN: tuple[Kind, ...] = ("variant", "import")
"""The variants of the project."""


Range = tuple[str, float | None, float | None]
"""A figure, from where to where it should lie; None for anywhere."""


@dataclass(frozen=True)
class Choice:
    """The chosen candidate, and a note that says why."""

    kind: Kind
    title: str
    why: str = ""


@dataclass(frozen=True)
class Board:
    """Small and plain, to be kept with a project. Figures are named by the keys of their columns.

    models: by name, besides the project's own. budgets: the limits that a candidate should keep, in plain units.
    turned: the figures whose better direction is the other one than usual. columns: those that are shown, in order, and
    none for the usual ones. axes: what the plot has across and up, empty for the usual ones. logs: whether an axis is
    logarithmic, where a person said so. words, ranges: which candidates are looked for, by their titles and figures.
    """

    models: tuple[str, ...] = ()
    choice: Choice | None = None
    budgets: tuple[tuple[str, float], ...] = ()
    turned: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    axes: tuple[str, str] = ("", "")
    reward: Reward = field(default_factory=Reward)
    logs: tuple[tuple[str, bool], ...] = ()
    words: str = ""
    ranges: tuple[Range, ...] = ()

    @property
    def decided(self) -> "Board":
        """The same without how it is looked at, which is no work to be kept."""
        return replace(self, columns=(), axes=("", ""), logs=(), words="", ranges=())

    @property
    def limits(self) -> dict[str, float]:
        """The budgets by figure."""
        return dict(self.budgets)

    def with_models(self, names: Iterable[str]) -> "Board":
        """With these models behind those that are there."""
        return replace(self, models=tuple(dict.fromkeys((*self.models, *names))))

    def without_model(self, name: str) -> "Board":
        """Without a model."""
        return replace(self, models=tuple(each for each in self.models if each != name))

    def choosing(self, kind: Kind, title: str) -> "Board":
        """With this candidate chosen, and no other; what was noted of the one before is not true of it."""
        chosen = Choice(kind, title)
        return self if self.is_chosen(kind, title) else replace(self, choice=chosen)

    def is_chosen(self, kind: Kind, title: str) -> bool:
        """Whether this is the chosen candidate."""
        return self.choice is not None and (self.choice.kind, self.choice.title) == (kind, title)

    def because(self, why: str) -> "Board":
        """With another note on the choice, if there is one."""
        return replace(self, choice=replace(self.choice, why=why)) if self.choice else self

    def renamed(self, title: str, to: str) -> "Board":
        """The same after a variant has got another title."""
        if self.choice is None or self.choice.kind not in OWN or self.choice.title != title:
            return self
        return replace(self, choice=replace(self.choice, title=to))

    def with_budget(self, figure: str, limit: float | None) -> "Board":
        """With another limit of a figure, or without one."""
        others = tuple((key, each) for key, each in self.budgets if key != figure)
        return replace(self, budgets=others if limit is None else (*others, (figure, limit)))

    def with_log(self, figure: str, log: bool) -> "Board":
        """With an axis of this figure logarithmic, or not."""
        return replace(self, logs=(*((key, each) for key, each in self.logs if key != figure), (figure, log)))

    def turning(self, figure: str) -> "Board":
        """With the other direction of a figure for the better one."""
        others = tuple(each for each in self.turned if each != figure)
        return replace(self, turned=others if figure in self.turned else (*others, figure))
