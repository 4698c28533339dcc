"""Labels as all panels use them: in a tone of the theme, with digits that stand in columns."""

from typing import Literal

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QWidget

from app import theme

Tone = Literal["text", "subtext", "good", "bad", "warning", "error"]


class Label(QLabel):
    """Plain text in one of the theme's tones, which follows when the theme changes."""

    def __init__(self, text: str = "", tone: Tone = "text", scale: float = 1.0, bold: bool = False) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(_figures_font(self.font(), scale, bold))
        self._tone = tone
        self._tint()

    @property
    def tone(self) -> Tone:
        """The tone it is shown in."""
        return self._tone

    def set_tone(self, tone: Tone) -> None:
        """Show the text in another tone."""
        self._tone = tone
        self._tint()

    def changeEvent(self, event: QEvent) -> None:
        """Take the tone from the new theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._tint()

    def _tint(self) -> None:
        colour = QColor(getattr(theme.of(self.palette()), self._tone))
        if self.palette().color(QPalette.ColorRole.WindowText) != colour:
            palette = self.palette()
            palette.setColor(QPalette.ColorRole.WindowText, colour)
            self.setPalette(palette)


def note(text: str = "", tone: Tone = "subtext") -> Label:
    """A sentence or more, broken into lines, that can be copied."""
    label = Label(text, tone)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    return label


def figure(name: str, scale: float = 1.0, bold: bool = False) -> Label:
    """A number, flush right, that can be copied; `name` is what a screen reader calls it."""
    label = Label("–", scale=scale, bold=bold)
    label.setAccessibleName(name)
    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def empty_state(text: str) -> Label:
    """What a view says in its middle while it has nothing to show."""
    label = note(text)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setMargin(16)
    return label


def scrolled(content: QWidget) -> QScrollArea:
    """The content in a frameless area that scrolls up and down."""
    area = _Area()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    return area


class _Area(QScrollArea):
    """Scrolls no further than texts reach that are broken into lines.

    Qt takes the height that they would have in their narrowest form for the least, unless another is set.
    """

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Set another before the content is laid out."""
        content = self.widget()
        if watched is content and event.type() == QEvent.Type.LayoutRequest:
            content.setMinimumHeight(1 if content.hasHeightForWidth() else 0)
        return super().eventFilter(watched, event)


def _figures_font(font: QFont, scale: float, bold: bool) -> QFont:
    font.setPointSizeF(font.pointSizeF() * scale)
    font.setBold(bold)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font
