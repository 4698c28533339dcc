"""The columns that every table of published models has."""

from app.columns import Column, text_column
from app.figures import Figure
from modelzoo.published import Published, leading_number


def cost_column(figure: Figure) -> Column[Published]:
    """A figure that Slimscope counts."""
    return figure.column(lambda model: model.appraisal, lambda model: model.missing)


def _accuracy(model: Published) -> float | None:
    return leading_number(model.accuracy.value) if model.accuracy else None


def _accuracy_text(model: Published) -> str:
    """The accuracy without the error that some print behind it."""
    return model.accuracy.value.partition(" (")[0] if model.accuracy else "–"


def _accuracy_in_full(model: Published) -> str:
    fact = model.accuracy
    return f"{fact.name}: {fact.value}\n{fact.source}" if fact else "No published accuracy is known for this input"


MODEL: Column[Published] = text_column("Model", "The published name", lambda model: model.name)
ACCURACY: Column[Published] = Column(
    "Top-1 (published)",
    "Accuracy as printed by others for the published input, not measured here; a figure's tooltip names its source",
    _accuracy,
    _accuracy_text,
    _accuracy_in_full,
    "Top-1 (published, %)",
)
