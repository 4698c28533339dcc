"""The parameters of a block or an architecture, one row each."""

from collections.abc import Mapping
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QVBoxLayout, QWidget

from app.labels import Label
from app.param_editors import ParamEditor, editor_for
from app.prose import headline, param_tip, spoken
from modelzoo.graph import Value
from modelzoo.params import Param


class ParamRows(QWidget):
    """Editors of some parameters; they stay the same widgets for as long as the same thing is shown."""

    value_wished = Signal(str, object)
    """A person chose another value: the parameter's name and the value."""

    def __init__(self, before: QWidget, *after: QWidget) -> None:
        """Tab goes from `before` through the editors to `after`; else they, made late, would be reached last."""
        super().__init__()
        self._before, self._after = before, after
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._rows = QWidget()
        self._layout.addWidget(self._rows)
        self._editors: dict[str, ParamEditor] = {}
        self._shown: tuple[str, tuple[Param, ...]] | None = None

    def show_params(self, owner: str, params: tuple[Param, ...], values: Mapping[str, Value]) -> None:
        """Show the parameters of `owner`; only its values change while owner and parameters are the same.

        A value may be MIXED.
        """
        fitting = all(editor.can_show(values[name]) for name, editor in self._editors.items() if name in values)
        if (owner, params) != self._shown or not fitting:
            self._shown = (owner, params)
            self._build(params, values)
        for name, editor in self._editors.items():
            editor.show_value(values[name])

    @property
    def values(self) -> dict[str, Value]:
        """What the editors show."""
        return {name: editor.value for name, editor in self._editors.items()}

    def _build(self, params: tuple[Param, ...], values: Mapping[str, Value]) -> None:
        old, self._rows = self._rows, QWidget()
        self._layout.replaceWidget(old, self._rows)
        old.hide()
        old.deleteLater()  # one of its editors may be telling its value just now
        form = QFormLayout(self._rows)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(4)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._editors = {param.name: self._editor(param, values[param.name]) for param in params}
        for param in params:
            label = Label(headline(spoken(param.name)))
            label.setToolTip(param_tip(param))
            label.setBuddy(self._editors[param.name].control)
            form.addRow(label, self._editors[param.name])
        controls = (editor.control for editor in self._editors.values())
        for before, after in pairwise((self._before, *controls, *self._after)):
            self.setTabOrder(before, after)
        self._rows.show()

    def _editor(self, param: Param, value: Value) -> ParamEditor:
        editor = editor_for(param, value)
        editor.value_wished.connect(lambda wished, name=param.name: self.value_wished.emit(name, wished))
        return editor
