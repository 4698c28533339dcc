"""One editor for each kind of parameter: it shows a value and tells a valid new one."""

import math

from PySide6.QtCore import QEvent, QLocale, QObject, Qt, Signal
from PySide6.QtGui import QColor, QPalette, QValidator
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from app import theme
from app.labels import note
from app.prose import param_tip, spoken
from app.shared_params import MIXED
from modelzoo.errors import ParamError
from modelzoo.graph import Value
from modelzoo.params import Param, value_text

_MOST = 2**31 - 1
_MIXED_TEXT = "mixed"


def editor_for(param: Param, value: Value) -> "ParamEditor":
    """The editor that fits the parameter. The value may be MIXED, which a box for numbers cannot show."""
    if param.kind == "bool":
        return _BoolEditor(param, value)
    if param.kind == "choice":
        return _ChoiceEditor(param, value)
    if param.kind in ("pair", "text") or param.choices or value == MIXED:
        return _TextEditor(param, value)
    return _IntEditor(param, value) if param.kind == "int" else _FloatEditor(param, value)


class ParamEditor(QWidget):
    """Shows one parameter's value; what is being typed survives when the same value is shown again."""

    value_wished = Signal(object)
    """A person chose another value, which fits."""

    def __init__(self, param: Param, value: Value, control: QWidget) -> None:
        super().__init__()
        self.param, self.control, self._value = param, control, value
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2)
        self._layout.addWidget(control)
        self._guard = _WheelGuard(self)
        control.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        control.installEventFilter(self._guard)
        control.setAccessibleName(spoken(param.name))
        control.setToolTip(param_tip(param))

    @property
    def value(self) -> Value:
        """The value last shown or wished for."""
        return self._value

    def can_show(self, value: Value) -> bool:
        """Whether the value, which may be MIXED, can be shown by this editor."""
        return True

    def show_value(self, value: Value) -> None:
        """Show a value, or that there are several, without telling anybody."""
        if value != self._value:
            self._value = value
            self._display(value)

    def _wish(self, value: Value) -> None:
        if value != self._value:
            self._value = value
            self.value_wished.emit(value)

    def _display(self, value: Value) -> None:
        raise NotImplementedError


class _WheelGuard(QObject):
    """Lets the wheel scroll the form instead of changing a value that nobody is editing."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Pass a wheel's turn on to what lies behind, unless the control has the focus."""
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return False


class _IntEditor(ParamEditor):
    def __init__(self, param: Param, value: Value) -> None:
        self._box = QSpinBox()
        self._box.setKeyboardTracking(False)
        self._box.setRange(_bound(param.minimum, -_MOST), _bound(param.maximum, _MOST))
        super().__init__(param, value, self._box)
        self._display(value)
        self._box.valueChanged.connect(self._wish)

    def can_show(self, value: Value) -> bool:
        return value != MIXED

    def _display(self, value: Value) -> None:
        assert isinstance(value, int)
        self._box.setValue(value)


class _FloatEditor(ParamEditor):
    def __init__(self, param: Param, value: Value) -> None:
        self._box = _FloatBox()
        low, high = param.minimum, param.maximum
        self._box.setRange(-math.inf if low is None else low, math.inf if high is None else high)
        super().__init__(param, value, self._box)
        self._display(value)
        self._box.valueChanged.connect(self._wish)

    def can_show(self, value: Value) -> bool:
        return value != MIXED

    def _display(self, value: Value) -> None:
        assert isinstance(value, int | float)
        self._box.setValue(value)


class _FloatBox(QDoubleSpinBox):
    """Shows as many digits as a number has, and takes 1e-5."""

    def __init__(self) -> None:
        super().__init__()
        self.setLocale(QLocale.c())
        self.setKeyboardTracking(False)
        self.setDecimals(12)
        self.setStepType(QDoubleSpinBox.StepType.AdaptiveDecimalStepType)

    def textFromValue(self, value: float) -> str:
        """The number in short."""
        return value_text(float(value))

    def valueFromText(self, text: str) -> float:
        """The number that was typed."""
        return float(text)

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Whether the text is a number within the bounds."""
        try:
            fits = self.minimum() <= float(text) <= self.maximum()
        except ValueError:
            fits = False
        state = QValidator.State.Acceptable if fits else QValidator.State.Intermediate
        return state, text, position


class _BoolEditor(ParamEditor):
    def __init__(self, param: Param, value: Value) -> None:
        self._box = QCheckBox()
        super().__init__(param, value, self._box)
        self._display(value)
        self._box.clicked.connect(self._settle)

    def _display(self, value: Value) -> None:
        mixed = value == MIXED
        self._box.setTristate(mixed)
        self._box.setText(_MIXED_TEXT if mixed else "")
        checked = Qt.CheckState.Checked if value else Qt.CheckState.Unchecked
        self._box.setCheckState(Qt.CheckState.PartiallyChecked if mixed else checked)

    def _settle(self) -> None:
        value = self._box.isChecked()
        self._display(value)
        self._wish(value)


class _ChoiceEditor(ParamEditor):
    def __init__(self, param: Param, value: Value) -> None:
        self._box = QComboBox()
        self._box.addItems(param.choices)
        self._box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._box.setMinimumContentsLength(8)
        self._box.setPlaceholderText(_MIXED_TEXT)
        super().__init__(param, value, self._box)
        self._display(value)
        self._box.currentTextChanged.connect(self._wish)

    def _display(self, value: Value) -> None:
        self._box.setCurrentIndex(self._box.findText(str(value)))


class _TextEditor(ParamEditor):
    """For what is one number or height x width or a word: red, with the reason, while it does not fit."""

    def __init__(self, param: Param, value: Value) -> None:
        self._line, control = QLineEdit(), QComboBox()
        if param.choices:
            control.setEditable(True)
            control.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            control.addItems(param.choices)
            control.setLineEdit(self._line)
            control.textActivated.connect(self._settle)
        super().__init__(param, value, control if param.choices else self._line)
        self._line.setAccessibleName(spoken(param.name))
        self._reason = note(tone="error")
        self._reason.hide()
        self._layout.addWidget(self._reason)
        self._line.setPlaceholderText(_MIXED_TEXT)
        self._display(value)
        self._line.textEdited.connect(self._check)
        self._line.editingFinished.connect(self._settle)

    def _display(self, value: Value) -> None:
        self._line.setText(value_text(value))
        self._check()

    def _check(self) -> Value | None:
        if self._value == MIXED and not self._line.text():
            self._show_reason("")
            return None
        try:
            value = self.param.parse(self._line.text())
        except ParamError as error:
            self._show_reason(str(error))
            return None
        self._show_reason("")
        return value

    def _settle(self) -> None:
        value = self._check()
        if value is not None:
            self._line.setText(value_text(value))
            self._wish(value)

    def _show_reason(self, reason: str) -> None:
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))
        palette = QPalette()
        if reason:
            palette.setColor(QPalette.ColorRole.Text, QColor(theme.of(self.palette()).error))
        self._line.setPalette(palette)


def _bound(bound: float | None, otherwise: int) -> int:
    return otherwise if bound is None else int(bound)
