"""What is asked for before a function of somebody's makes a network: its name, and the size of its pictures."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from app.labels import note
from modelzoo.errors import ZooError
from modelzoo.sizes import parse_size


class ImportForm(QDialog):
    """Asks for the function of a file of Python; it cannot be agreed to with a name or a size that is none."""

    def __init__(self, file: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Import from Python"))
        self._function, self._size, self._reason = QLineEdit("model"), QLineEdit(), note(tone="error")
        for field, name, tip in (
            (self._function, self.tr("Function"), self.tr("The function or class in {} that makes the network")),
            (self._size, self.tr("Input size"), self.tr("64, 96x128 or 1x96x128: channels x height x width")),
        ):
            field.setAccessibleName(name)
            field.setToolTip(tip.format(file))
            field.textChanged.connect(self._check)
        self._size.setPlaceholderText(self.tr("224, or what the function says"))
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setText(self.tr("&Import"))
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._lay_out(file)
        self._check()

    @property
    def function(self) -> str:
        """What makes the network."""
        return self._function.text().strip()

    @property
    def input(self) -> str:
        """The size as it was written; empty for the network's own."""
        return self._size.text().strip()

    def _lay_out(self, file: str) -> None:
        form = QFormLayout()
        form.addRow(self.tr("&Function"), self._function)
        form.addRow(self.tr("Input &size"), self._size)
        layout = QVBoxLayout(self)
        told = self.tr("The function or class in {} that makes the network. It is called without arguments.")
        layout.addWidget(note(told.format(file), tone="text"))
        layout.addLayout(form)
        layout.addWidget(self._reason)
        layout.addWidget(self._buttons)

    def _check(self) -> None:
        """Say what is wrong, and let only what is right be imported."""
        reason = "" if self.function.isidentifier() else self.tr("Write the name of a function or of a class.")
        if not reason and self.input:
            try:
                parse_size(self.input)
            except ZooError as error:
                reason = str(error)
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not reason)
