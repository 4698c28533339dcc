"""The models of the zoo as rows of a table, those first that the criteria leave."""

from app.columns import Column, ColumnsModel, Index, SortedRows, text_column
from app.figures import MACS, PARAMETERS
from app.panels.zoo.criteria import Criteria
from app.prose import headline
from app.published_columns import ACCURACY, MODEL, cost_column
from modelzoo.labels import sides_label
from modelzoo.published import Published

COLUMNS: tuple[Column[Published], ...] = (
    MODEL,
    text_column("Family", "The family of architectures", lambda model: model.info.family),
    Column(
        "Year",
        "The year of the paper",
        lambda model: model.info.year,
        lambda model: str(model.info.year),
    ),
    text_column("Task", "What it was made for", lambda model: headline(model.info.task)),
    Column(
        "Input",
        "Channels x height x width of the published input",
        lambda model: model.variant.input[1:],
        lambda model: sides_label(model.variant.input),
    ),
    cost_column(PARAMETERS),
    cost_column(MACS),
    ACCURACY,
)


class ZooModel(ColumnsModel[Published]):
    """All published models."""

    def __init__(self) -> None:
        super().__init__(COLUMNS, tall=True)

    def row_of(self, name: str) -> int:
        """Where the model of this name stands."""
        return next(at for at, model in enumerate(self.rows) if model.name == name)


class FilteredModels(SortedRows):
    """The models that fit."""

    def __init__(self, source: ZooModel) -> None:
        super().__init__(source)
        self._models, self.criteria = source, Criteria()

    def look_for(self, criteria: Criteria) -> None:
        """Show only models that fit these criteria from now on."""
        self.criteria = criteria
        self.invalidate()

    def model_at(self, row: int) -> Published:
        """The model of a row as it is sorted now."""
        return self._models.rows[self.mapToSource(self.index(row, 0)).row()]

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        """Whether a model fits."""
        return self.criteria.accepts(self._models.rows[row])
