"""One claim on the claims page: what was said, what we find, the verdict and what decides it."""

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app import theme
from app.accessible import Role, give_role
from app.focus_ring import marks_its_focus
from app.icons import action_picture
from app.labels import Label, Tone, note
from modelzoo.claims.finding import Finding, Verdict
from modelzoo.claims.writing import unbroken

_LOOKS: dict[Verdict, tuple[str, Tone]] = {
    "holds": ("holds", "good"),
    "does not hold": ("error", "bad"),
    "the source contradicts itself": ("contradicts", "warning"),
}
"""Each verdict's drawing and tone; its words stand beside them."""
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_VERDICT_WIDTH, _BUTTON_WIDTH = 150, 120
_ICON = 18


class ClaimCard(QFrame):
    """Takes the focus as a whole: Enter shows the models, the arrows go to the neighbours."""

    models_wished = Signal(object)
    """The published names of the models that the claim is about."""
    left = Signal(object, int)
    """An arrow key on this card: by how many cards the focus wants to move."""
    entered = Signal(object)
    """The focus is on this card."""

    def __init__(self, finding: Finding) -> None:
        super().__init__()
        self.finding = finding
        self._icon, self._verdict = QLabel(), _cell(finding.verdict, _LOOKS[finding.verdict][1])
        self._show = QPushButton(self.tr("Show models"))
        self._show.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._show.setEnabled(bool(finding.models))
        self._show.setAccessibleName(self.tr("Show the models of claim {}").format(finding.id))
        self._show.setToolTip(", ".join(finding.models))
        self._show.clicked.connect(self._wish)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(f"{finding.id}, {finding.verdict}: {finding.claim}")
        give_role(self, Role.ListItem)
        marks_its_focus(self)
        self.setAccessibleDescription(
            self.tr("Published: {}. Ours: {}. {}").format(finding.published, finding.ours, finding.reason)
        )
        self._lay_out()
        self._paint_icon()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell Enter and the arrows; leave every other key to the page."""
        if event.key() in _STEPS:
            self.left.emit(self, _STEPS[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._wish()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show and tell the focus."""
        super().focusInEvent(event)
        self.update()
        self.entered.emit(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the focus is gone."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A box, framed in the accent while it has the focus."""
        colours = theme.of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = (colours.accent, 2.0) if self.hasFocus() else (colours.border, 1.0)
        painter.setPen(QPen(QColor(frame[0]), frame[1]))
        painter.setBrush(QColor(colours.box))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        """Paint the icon anew when the colours change."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._paint_icon()

    def _lay_out(self) -> None:
        verdict = QHBoxLayout()
        verdict.setSpacing(6)
        verdict.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self._verdict.setContentsMargins(0, 2, 0, 0)
        verdict.addWidget(self._verdict, 1)
        first, said = QVBoxLayout(), QVBoxLayout()
        first.addWidget(Label(self.finding.id, bold=True))
        first.addLayout(verdict)
        first.addStretch(1)
        said.addWidget(_cell(self.finding.claim))
        said.addWidget(_cell(self.finding.reason, "subtext"))
        said.addStretch(1)
        for column in (first, said):
            column.setSpacing(4)
        row = claim_row(first, said, _cell(self.finding.published), _cell(self.finding.ours), self._show)
        row.setContentsMargins(10, 8, 10, 8)
        self.setLayout(row)

    def _paint_icon(self) -> None:
        name, tone = _LOOKS[self.finding.verdict]
        colour = QColor(getattr(theme.of(self.palette()), tone))
        self._icon.setPixmap(action_picture(name, colour, _ICON, self.devicePixelRatioF()))

    def _wish(self) -> None:
        if self.finding.models:
            self.models_wished.emit(self.finding.models)


def claim_row(first: QVBoxLayout, said: QVBoxLayout, published: QWidget, ours: QWidget, last: QWidget) -> QHBoxLayout:
    """The columns of a card, whose widths do not depend on what is in them."""
    side = QWidget()
    side.setLayout(first)
    first.setContentsMargins(0, 0, 0, 0)
    side.setFixedWidth(_VERDICT_WIDTH)
    last.setFixedWidth(_BUTTON_WIDTH)
    row = QHBoxLayout()
    row.setSpacing(14)
    row.addWidget(side)
    row.addLayout(said, 11)
    row.addWidget(published, 4)
    row.addWidget(ours, 5)
    row.addWidget(last, 0, Qt.AlignmentFlag.AlignTop)
    return row


def _cell(text: str, tone: Tone = "text") -> Label:
    """A text that begins at the top and asks for as much height as its width makes it need."""
    label = note(unbroken(text), tone)
    label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    label.setSizePolicy(policy)
    return label
