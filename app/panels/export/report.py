"""How an export goes, and what came of it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QProgressBar, QPushButton, QVBoxLayout, QWidget

from app import units
from app.labels import Label, Tone, note
from modelzoo.exports import Filed, Findings, Int8Filed
from modelzoo.jobs import Progress
from modelzoo.labels import sides_label


class ExportReport(QWidget):
    """Shows progress, then what was written and found, or why nothing was."""

    hint_wished = Signal(str)
    """Something to tell that is not about the export itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar, self._title, self._told = QProgressBar(), Label(bold=True), note(tone="text")
        self._warnings, self._folder = note(tone="warning"), QPushButton(self.tr("Show in &folder"))
        self._path = ""
        self._bar.setRange(0, 1000)
        self._bar.setFixedHeight(4)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("How far the export is"))
        self._folder.setToolTip(self.tr("Open the folder that holds the file"))
        self._folder.setAutoDefault(False)
        self._folder.clicked.connect(self._open_folder)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for part in (self._bar, self._title, self._told, self._warnings):
            layout.addWidget(part)
        layout.addWidget(self._folder, 0, Qt.AlignmentFlag.AlignLeft)
        self.clear()

    def clear(self) -> None:
        """Tell nothing."""
        self._tell("", "")

    def show_progress(self, progress: Progress) -> None:
        """Tell how far it is."""
        self._tell(f"{progress.text[:1].upper()}{progress.text[1:]}…", "")
        self._bar.setValue(round(1000 * progress.share))
        self._bar.show()

    def show_filed(self, filed: Filed) -> None:
        """Tell what was written, and what was found of it."""
        self._show_written(filed.path, _told(filed), filed.findings.warnings)

    def show_quantised(self, filed: Int8Filed) -> None:
        """Tell what a file of whole numbers takes, and how far it is from fp32."""
        self._show_written(filed.path, _told_of_int8(filed), filed.warnings)

    def show_failure(self, reason: str) -> None:
        """Tell why there is no file."""
        self._tell(self.tr("There is no file"), reason, "error")

    def show_cancelled(self) -> None:
        """Tell that it was given up."""
        self._tell(self.tr("Cancelled: nothing was written."), "")

    def _show_written(self, path: str, told: Sequence[str], warnings: Sequence[str]) -> None:
        self._path = path
        self._tell(self.tr("{} is written").format(Path(path).name), "\n\n".join(told))
        self._title.set_tone("good")
        self._warnings.setText("\n".join(warnings))
        self._warnings.setVisible(bool(warnings))
        self._folder.show()

    def _tell(self, title: str, told: str, tone: Tone = "text") -> None:
        self._title.setText(title)
        self._title.set_tone(tone)
        self._title.setVisible(bool(title))
        self._told.setText(told)
        self._told.setVisible(bool(told))
        for part in (self._bar, self._warnings, self._folder):
            part.hide()

    def _open_folder(self) -> None:
        folder = str(Path(self._path).resolve().parent)
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(folder)):
            self.hint_wished.emit(self.tr("The folder is {}.").format(folder))


def _told(filed: Filed) -> list[str]:
    """What was written and found, a paragraph each."""
    found = filed.findings
    written = f"ONNX opset {found.opset}, {units.size(filed.bytes)}, {found.parameters:,} parameters.\n{filed.path}"
    if filed.netron:
        written += f"\nNetron's attachment: {filed.netron}"
    if filed.numbers:
        written += f"\nState dict: {filed.numbers}"
    axes = "\n".join(f"{name}: {sides_label(each)}" for name, each in found.axes)
    return [written, axes, _checked(found)]


def _told_of_int8(filed: Int8Filed) -> list[str]:
    """Sizes, differences, and what is no whole number, a paragraph each."""
    share, apart = filed.bytes / filed.whole_bytes, filed.apart
    kind = "given" if filed.wish.calibration.path else "random"
    sizes = f"{filed.whole_bytes:,} bytes in fp32 → {filed.bytes:,} bytes in int8, {share:.0%}.\n{filed.path}"
    differences = (
        f"On {filed.pictures} {kind} pictures its outputs differ from those of fp32 by {apart.largest:.2g} at most, "
        f"{apart.relative:.2%} of the largest output, and by {apart.mean:.2g} in the mean."
    )
    stayed = ", ".join(f"{count} {kind}" for kind, count in filed.stayed)
    return [sizes, differences, f"In floating point as before: {stayed or 'nothing'}."]


def _checked(found: Findings) -> str:
    shapes = [" and ".join(sides_label(each) for each in trial) for trial in found.compared]
    within = f" What {found.blocks} blocks give inside differs by {found.in_blocks:.2g} of its largest value at most."
    return (
        f"The file is valid. In ONNX Runtime its outputs differ from PyTorch's by {found.difference:.2g} at most, "
        f"{found.relative:.2g} of the largest output, on random inputs of {', '.join(shapes)}."
        f"{within if found.blocks else ''}"
    )
