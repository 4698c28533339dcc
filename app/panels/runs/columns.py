"""Summaries of runs as columns of a table: what each came to, what tells it apart, and what could not be read."""

from collections.abc import Callable, Sequence

from app.columns import Column, text_column
from modelzoo.runs.candidates import differing
from modelzoo.runs.figures import Rule
from modelzoo.runs.metrics import ROLES, Mapping, Role
from modelzoo.runs.pairing import Difference
from modelzoo.runs.summaries import Outcome, Summary

Shown = Column[Summary]
_NOTHING = "–"
_VERDICTS = f"{Rule().text[:-1]}. The tip of a cell says which figures tell so"


def columns(summaries: Sequence[Summary]) -> tuple[Shown, ...]:
    """The columns in which these have something to say."""
    roles = [role for role in ROLES if any(role in each.outcomes for each in summaries)]
    several = any(len(each.runs) > 1 for each in summaries)
    shown: list[Shown] = [text_column("Run", "Its name; ticked while its curve is shown", lambda row: row.name)]
    shown.append(_format())
    if several:
        shown.append(_count("Seeds", "How many runs are folded into one", lambda row: len(row.runs)))
    shown.append(_count("Steps", "The last step that was logged", lambda row: row.steps))
    shown.append(text_column("Fit", _VERDICTS, lambda row: row.verdict))
    if {"train loss", "val loss"} <= set(roles):
        shown.append(_gap())
    for role in roles:
        shown += [_best(role), _step(role), _last(role)]
    if any(each.model for each in summaries):
        shown.append(text_column("Architecture", "The network that was trained, guessed or said", _architecture))
    if any(each.teacher for each in summaries):
        shown.append(text_column("Teacher", "The run it learnt from, guessed or said", _teacher))
    shown += [_to_teacher(role) for role in roles if any(role in (each.to_teacher or {}) for each in summaries)]
    shown += [_to_baseline(role) for role in roles if any(role in (each.to_baseline or {}) for each in summaries)]
    shown += [_setting(name, summaries) for name in differing([run for each in summaries for run in each.runs])]
    if any(each.problems for each in summaries):
        shown.append(_remarks())
    return tuple(each for each in shown if not each.numeric or any(each.read(row) is not None for row in summaries))


def best_rows(summaries: Sequence[Summary], mapping: Mapping) -> dict[str, int]:
    """For the title of each column of best values, the row that has the best of all."""
    found: dict[str, int] = {}
    for role in ROLES:
        values = [(each.outcomes[role].best, at, each) for at, each in enumerate(summaries) if role in each.outcomes]
        known = [(value, at) for value, at, _ in values if value is not None]
        if len(known) > 1:
            first = values[0][2]
            low = mapping.direction(first.outcomes[role].metric.split(", ")[0], first.runs[0].name) != "max"
            found[_best(role).title] = (min if low else max)(known, key=lambda each: each[0])[1]
    return found


def tip_of_fit(row: Summary) -> str:
    """The figures that tell how well it fits."""
    told = zip(row.runs, row.fits, strict=True)
    lines = [f"{run.name}: {each.reason}" if len(row.fits) > 1 else each.reason for run, each in told]
    return "\n".join([*lines, Rule().text])


def _format() -> Shown:
    return text_column("Format", "What wrote the log; published: printed figures", lambda row: row.format)


def _architecture(row: Summary) -> str:
    return row.model or _NOTHING


def _teacher(row: Summary) -> str:
    return row.teacher or _NOTHING


def _best(role: Role) -> Shown:
    def full(row: Summary) -> str:
        found = row.outcomes.get(role)
        if not found or found.best is None:
            return "Nothing was logged"
        told = f"{found.metric}: {found.best:.10g}"
        if found.n > 1:
            return f"{told}, the mean of {found.n} seeds; sample standard deviation {found.deviation or 0:.4g}"
        return told if found.epoch is None else f"{told} in epoch {found.epoch:g}"

    return Column(
        f"Best {role}",
        f"The best {role} that was logged; over several seeds the mean of their best values ± the sample deviation",
        lambda row: _of(row, role, lambda found: found.best),
        lambda row: _spread(row.outcomes.get(role)),
        full,
    )


def _step(role: Role) -> Shown:
    def step(row: Summary) -> int | None:
        found = row.outcomes.get(role)
        return found.step if found else None

    return _count("at step", f"The step of the best {role}", step)


def _last(role: Role) -> Shown:
    return _figure(
        f"Last {role}",
        f"The last {role} that was logged; over several seeds the mean",
        lambda row: _of(row, role, lambda found: found.last),
    )


def _gap() -> Shown:
    tip = "By how much the validation loss is higher than the training loss where the former is best"
    return _figure("Val − train", tip, lambda row: row.gap)


def _to_teacher(role: Role) -> Shown:
    return _compared(
        f"{role} − teacher's",
        f"Student minus teacher: by how much the best {role} is higher; the tip tells how many times as high it is",
        lambda row: (row.to_teacher or {}).get(role),
        lambda each: each.difference,
        lambda value: f"{value:+.4g}",
    )


def _to_baseline(role: Role) -> Shown:
    return _compared(
        f"{role} / baseline's",
        f"How many times as high as the baseline's the best {role} is; the tip tells by how much it is higher",
        lambda row: (row.to_baseline or {}).get(role),
        lambda each: each.ratio,
        lambda value: f"{value:.3g}",
    )


def _compared(
    title: str,
    tip: str,
    read: Callable[[Summary], Difference | None],
    value: Callable[[Difference], float | None],
    write: Callable[[float], str],
) -> Shown:
    def shown(row: Summary) -> float | None:
        found = read(row)
        return None if found is None else value(found)

    def full(row: Summary) -> str:
        found = read(row)
        if found is None:
            return "Nothing to hold it against"
        times = "" if found.ratio is None else f", {found.ratio:.6g} times as high"
        return f"Higher by {found.difference:+.6g}{times}"

    return Column(title, tip, shown, lambda row: _NOTHING if (found := shown(row)) is None else write(found), full)


def _setting(name: str, summaries: Sequence[Summary]) -> Shown:
    """A hyperparameter, sorted as numbers where all are."""
    told = [value for each in summaries for value in [each.setting(name)] if value is not None]
    numbers = all(isinstance(value, int | float) and not isinstance(value, bool) for value in told)

    def text(row: Summary) -> str:
        value = row.setting(name)
        if isinstance(value, tuple):
            return ", ".join(_NOTHING if each is None else str(each) for each in value)
        return _NOTHING if value is None else str(value)

    if numbers:
        return Column(name, f"Hyperparameter {name}", lambda row: row.setting(name), text, text)
    return text_column(name, f"Hyperparameter {name}", text)


def _remarks() -> Shown:
    return text_column(
        "Remarks", "What could not be read, and what is odd about what could", lambda row: "; ".join(row.problems)
    )


def _count(title: str, tip: str, read: Callable[[Summary], int | None]) -> Shown:
    return _figure(title, tip, read, ",", ",")


def _figure(
    title: str, tip: str, read: Callable[[Summary], float | None], digits: str = ".4g", all_digits: str = ".10g"
) -> Shown:
    def text(row: Summary, digits: str = digits) -> str:
        value = read(row)
        return _NOTHING if value is None else f"{value:{digits}}"

    return Column(title, tip, read, text, lambda row: text(row, all_digits))


def _of(row: Summary, role: Role, read: Callable[[Outcome], float | None]) -> float | None:
    found = row.outcomes.get(role)
    return None if found is None else read(found)


def _spread(found: Outcome | None) -> str:
    if found is None or found.best is None:
        return _NOTHING
    return f"{found.best:.4g}" if found.deviation is None else f"{found.best:.4g} ± {found.deviation:.2g}"
