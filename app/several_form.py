"""Several selected blocks: the parameters common to all of them, to be changed in one act."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.labels import Label, note
from app.param_rows import ParamRows
from app.prose import headline
from app.shared_params import shared_params, shared_values
from modelzoo.catalog import find_block
from modelzoo.graph import Node

_MOST_NAMED = 12


class SeveralForm(QWidget):
    """Shows how many blocks there are, which, and the parameters that all have."""

    value_wished = Signal(str, object)
    """A person chose another value for all of them: the parameter's name and the value."""

    def __init__(self) -> None:
        super().__init__()
        self._title, self._names, self._common = Label(scale=1.15, bold=True), note(tone="text"), note()
        self._rows = ParamRows(self)
        self._rows.value_wished.connect(self.value_wished)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 10, 10)
        layout.setSpacing(10)
        for part in (self._title, self._names, self._common, self._rows):
            layout.addWidget(part)
        layout.addStretch(1)

    def show_nodes(self, nodes: Sequence[Node]) -> None:
        """Show what these have in common; the editors stay the same while the nodes and their blocks do."""
        blocks = dict.fromkeys(node.block for node in nodes)
        infos = [find_block(name) for name in blocks]
        params = shared_params(infos)
        kind = headline(infos[0].title) if len(infos) == 1 else self.tr("{} kinds").format(len(infos))
        self._title.setText(self.tr("{} blocks selected").format(len(nodes)))
        self._names.setText(f"{kind}: {_listed([node.id for node in nodes])}")
        self._common.setText(
            self.tr("A change is one for all of them.")
            if params
            else self.tr("They have no parameter in common. Select blocks of one kind to change them together.")
        )
        owner = " ".join(node.id for node in nodes)
        self._rows.show_params(owner, params, shared_values(nodes, params))


def _listed(ids: Sequence[str]) -> str:
    more = len(ids) - _MOST_NAMED
    return ", ".join(ids[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
