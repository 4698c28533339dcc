"""What Qt cannot tell a screen reader by itself: what we paint, what is said in passing, and a button of Qt's own."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QLineEdit, QToolButton, QWidget

Role = QAccessible.Role
_ROLE = "accessible role"
_installed: list[object] = []


def give_role(widget: QWidget, role: QAccessible.Role) -> None:
    """Let a screen reader know what kind of thing a widget is that Qt does not know."""
    widget.setProperty(_ROLE, role.value)
    if not _installed:
        _installed.append(_make)
        QAccessible.installFactory(_make)


def announce(widget: QWidget, text: str) -> None:
    """Let a screen reader say this; nothing happens where none listens."""
    if text and QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


def make_clearable(line: QLineEdit) -> None:
    """Give a line the button that empties it, and the button a name."""
    line.setClearButtonEnabled(True)
    name_buttons(line, line.tr("Clear"))


def name_buttons(widget: QWidget, name: str) -> None:
    """Name the buttons that Qt has put into a line, as far as they have no name yet."""
    for button in widget.findChildren(QToolButton):
        if not button.accessibleName():
            button.setAccessibleName(name)
            button.setToolTip(name)


def _make(_class: str, object: QObject) -> QAccessibleInterface | None:
    """Qt asks for an object's interface, once for each of its classes."""
    role = object.property(_ROLE) if isinstance(object, QWidget) else None
    return QAccessibleWidget(object, Role(role)) if isinstance(object, QWidget) and role is not None else None
