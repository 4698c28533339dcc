"""How a project's runs are looked at: no work to be saved, but there again when the project is opened."""

from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

Axis = Literal["step", "epoch", "time"]
"""What a curve is drawn over."""


@dataclass(frozen=True)
class View:
    """What is drawn over what.

    role, metric: what the curves are of, the one or the other; the usual where both are empty. smoothing: from 0 to 1,
    as the slider stands. folded: whether the seeds of a candidate are one. hidden: runs by name. log_x, log_y: whether
    the axes are logarithmic.
    """

    role: str = ""
    metric: str = ""
    axis: Axis = "step"
    smoothing: float = 0.0
    folded: bool = False
    hidden: tuple[str, ...] = ()
    log_x: bool = False
    log_y: bool = False


def view_to_json(view: View) -> dict[str, Any]:
    """The view's fields by name."""
    return asdict(view)


def view_from_json(row: Any) -> View:
    """The view that its row holds; raises ValueError, KeyError or TypeError on anything else."""
    view = View(**{**row, "hidden": tuple(row["hidden"])})
    texts = (view.role, view.metric, *view.hidden)
    flags = (view.folded, view.log_x, view.log_y)
    if not all(isinstance(each, str) for each in texts) or not all(isinstance(each, bool) for each in flags):
        raise TypeError(f"a view of runs {row}")
    if view.axis not in get_args(Axis) or isinstance(view.smoothing, bool) or not 0 <= view.smoothing <= 1:
        raise ValueError(f"a view of runs {row}")
    return view
