"""What is asked before work or a file could be lost."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from app.claim import Holder

Answer = QMessageBox.StandardButton

_MOST = 6
"""Things that are named in a question; of more only their number is told."""


def ask_unsaved(window: QWidget, title: str) -> Answer:
    """Whether to save work that is about to go: Save, Discard or Cancel."""
    box = _box(window, _tr("Unsaved work"), _tr("Save the changes to “{}”?").format(title))
    box.setInformativeText(_tr("What is not saved is lost."))
    box.setStandardButtons(Answer.Save | Answer.Discard | Answer.Cancel)
    return _answer(box, Answer.Save)


def ask_shared(window: QWidget, path: Path, holder: Holder) -> Answer:
    """What to do with a file that another window works on: Open it all the same, Apply for a copy, or Cancel."""
    box = _box(window, _tr("Open twice"), _tr("{} is open in another window already.").format(path.name))
    when = holder.since.strftime("%d %B %Y, %H:%M")
    box.setInformativeText(
        _tr("Process {} on {} has worked on it since {}. A copy is a project of its own, without a file yet.").format(
            holder.pid, holder.host, when
        )
    )
    box.setStandardButtons(Answer.Open | Answer.Apply | Answer.Cancel)
    box.button(Answer.Open).setText(_tr("Open &anyway"))
    box.button(Answer.Apply).setText(_tr("Open a &copy"))
    return _answer(box, Answer.Apply)


def ask_salvage(window: QWidget, path: Path, lost: Sequence[str]) -> Answer:
    """Whether to Open what can be read of a damaged file, or Cancel."""
    box = _box(window, _tr("Damaged file"), _tr("{} is damaged.").format(path.name))
    said = _tr(
        "The rest can be opened as a project of its own. It lacks what cannot be read:\n{}\nThe file stays as it is."
    )
    named = [*lost[:_MOST], *([_tr("and {} more.").format(len(lost) - _MOST)] if len(lost) > _MOST else [])]
    box.setInformativeText(said.format("\n".join(named)))
    box.setStandardButtons(Answer.Open | Answer.Cancel)
    box.button(Answer.Open).setText(_tr("&Open the rest"))
    return _answer(box, Answer.Open)


def ask_save_over(window: QWidget, path: Path) -> Answer:
    """What to do where another program wrote the file meanwhile: Save over it, SaveAll for another place, or Cancel."""
    box = _box(window, _tr("Changed on the disk"), _tr("{} was changed by another program.").format(path.name))
    box.setInformativeText(_tr("Saving puts your work in the place of what is there now, which is lost then."))
    box.setStandardButtons(Answer.Save | Answer.SaveAll | Answer.Cancel)
    box.button(Answer.Save).setText(_tr("Save &over it"))
    box.button(Answer.SaveAll).setText(_tr("Save &elsewhere…"))
    return _answer(box, Answer.SaveAll)


def ask_run_code(window: QWidget, origin: str) -> Answer:
    """Whether the code that makes a network may run: Yes or Cancel."""
    box = _box(window, _tr("Import"), _tr("Importing {} runs the code in it.").format(origin))
    box.setIcon(QMessageBox.Icon.Warning)
    box.setInformativeText(
        _tr("It can do whatever you can on this machine. It runs in a process of its own. Import what you trust alone.")
    )
    box.setStandardButtons(Answer.Yes | Answer.Cancel)
    box.button(Answer.Yes).setText(_tr("&Run and import"))
    return _answer(box, Answer.Cancel)


def ask_replace(window: QWidget, path: Path) -> bool:
    """Whether a file may go that the dialog did not know of: the suffix was added to what was typed."""
    text = _tr("{} exists already. Replace it?").format(path.name)
    return QMessageBox.question(window, _tr("Save the project"), text) == Answer.Yes


def _box(window: QWidget, title: str, text: str) -> QMessageBox:
    box = QMessageBox(window)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(title)
    box.setText(text)
    return box


def _answer(box: QMessageBox, usual: Answer) -> Answer:
    box.setDefaultButton(usual)
    return Answer(box.exec())


def _tr(text: str) -> str:
    return QCoreApplication.translate("Questions", text)
