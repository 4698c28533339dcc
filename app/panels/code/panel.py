"""The network as PyTorch code beside the canvas: a block that is selected in one is selected in the other."""

from collections.abc import Collection

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.labels import Label, empty_state, note
from app.panels.code.view import CodeView
from modelzoo.exports import Code

_NARROWEST = 320


class CodePanel(QWidget):
    """Shows the code of one network, and which of its lines are about what is selected."""

    selection_changed = Signal(object)
    """A person put the cursor where the code is about these nodes: their ids, as a tuple."""
    save_wished = Signal()
    """A person wants the code as a file."""
    hint_wished = Signal(str)
    """What was done, in a sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code: Code | None = None
        self._selection: tuple[str, ...] = ()
        self.view, self._title, self._stale = CodeView(), Label(bold=True), note(tone="warning")
        self._nothing = empty_state(self.tr("The network's code stands here as soon as it is written."))
        self._copy, self._save = QPushButton(self.tr("&Copy")), QPushButton(self.tr("Sa&ve…"))
        self.view.setAccessibleName(self.tr("Code of the network"))
        self._copy.setToolTip(self.tr("Copy the whole file, which runs without Slimscope"))
        self._save.setToolTip(self.tr("Save the code as a Python file"))
        self._lay_out()
        self.view.line_entered.connect(self._tell_nodes)
        self._copy.clicked.connect(self._put_on_clipboard)
        self._save.clicked.connect(self.save_wished)
        self.show_reason(self._nothing.text())

    @property
    def code(self) -> Code | None:
        """What is shown, if anything."""
        return self._code

    def show_code(self, code: Code) -> None:
        """Show this; what is not another stays where it is."""
        self._code = code
        self._title.setText(code.network)
        self._title.setToolTip(self.tr("{} lines of Python").format(code.text.count("\n")))
        self._stale.hide()
        self.view.show_text(code.text)
        self._stack.setCurrentWidget(self.view)
        self._enable(True)
        self._show_selection()

    def show_reason(self, reason: str) -> None:
        """The network as it stands has no code: why. That of the network before stays, and says so."""
        if self._code is None:
            self._nothing.setText(reason)
            self._stack.setCurrentWidget(self._nothing)
        else:
            self._stale.setText(self.tr("This is the code before the last edit. {}").format(reason))
        self._stale.setVisible(self._code is not None)
        self._enable(False)

    def forget(self) -> None:
        """Another project has been opened: what is shown is of no use any more."""
        self._code = None

    def select(self, ids: Collection[str]) -> None:
        """Mark the lines of these nodes and bring one into view; `selection_changed` is not emitted."""
        if tuple(ids) != self._selection:
            self._selection = tuple(ids)
            self._show_selection()
            self.view.attend()

    def minimumSizeHint(self) -> QSize:
        """Enough to read by."""
        return QSize(_NARROWEST, super().minimumSizeHint().height())

    def _show_selection(self) -> None:
        """Mark the lines of each selected node, and a definition that is needed by exactly these."""
        if self._code is None:
            return
        code, chosen = self._code, set(self._selection)
        marked = [each for each in code.definitions if set(each.nodes) == chosen]
        self.view.mark(dict.fromkeys([*(span for id in self._selection for span in code.lines_of(id)), *marked]))

    def _tell_nodes(self, line: int) -> None:
        nodes = self._code.nodes_at(line) if self._code else ()
        if nodes:
            self._selection = nodes
            self._show_selection()
            self.selection_changed.emit(nodes)

    def _put_on_clipboard(self) -> None:
        if self._code:
            QGuiApplication.clipboard().setText(self._code.text)
            self.hint_wished.emit(self.tr("The code of {} is on the clipboard.").format(self._code.network))

    def _enable(self, current: bool) -> None:
        self._copy.setEnabled(current)
        self._save.setEnabled(current)

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(self.view)
        head = QHBoxLayout()
        head.setContentsMargins(8, 6, 6, 6)
        head.addWidget(self._title, 1)
        head.addWidget(self._copy)
        head.addWidget(self._save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        self._stale.setContentsMargins(8, 0, 8, 6)
        layout.addWidget(self._stale)
        layout.addWidget(self._stack, 1)
