"""The claims of the texts that all this starts from, each beside what a count or a formula gives."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from app.accessible import make_clearable
from app.claim_card import ClaimCard, claim_row
from app.labels import Label, empty_state, note, scrolled
from modelzoo.claims.finding import VERDICTS, Finding
from modelzoo.claims.writing import findings_table, findings_text, tally
from modelzoo.jobs import Progress
from modelzoo.tabular import as_csv, as_markdown

_WHAT = (
    "What three texts claim of lightweight models, counted anew: every claim that parameters, multiply-adds, shapes or "
    "a formula decide. It takes a few seconds."
)
_EMPTY, _FOUND, _NO_MATCH = range(3)


class ClaimsPage(QWidget):
    """A card a claim under the title of its text; a search and the verdicts narrow them down."""

    run_wished = Signal()
    cancel_wished = Signal()
    models_wished = Signal(object)
    """A person wants to see the models of a claim: a tuple of published names."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._findings: tuple[Finding, ...] = ()
        self._cards: list[ClaimCard] = []
        self._titles: dict[str, Label] = {}
        self._search, self._verdict = QLineEdit(), QComboBox()
        self._copy, self._again = QPushButton(self.tr("Copy")), QPushButton(self.tr("Check again"))
        self._start, self._cancel = QPushButton(self.tr("Check the claims")), QPushButton(self.tr("Cancel"))
        self._tally, self._at, self._said = note(), Label(tone="subtext"), note(tone="error")
        self._bar, self._running, self._tools = QProgressBar(), QWidget(), QWidget()
        self._stack, self._area = QStackedWidget(), scrolled(QWidget())
        self._lay_out()
        self._listen()
        self._settle("")

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show these claims; the filters stay as they are."""
        self._findings = tuple(findings)
        self._settle("")
        self._fill()
        self._show_matches()

    def show_progress(self, progress: Progress) -> None:
        """The claims are being worked out, and so far they have come. What is shown stays."""
        self._running.show()
        self._said.hide()
        self._bar.setValue(round(100 * progress.share))
        self._at.setText(f"{progress.text}…")
        for each in (self._start, self._again):
            each.setEnabled(False)

    def show_failure(self, text: str) -> None:
        """The claims could not be worked out: why."""
        self._settle(text)

    def _settle(self, said: str) -> None:
        """Nothing is under way."""
        self._running.hide()
        self._said.setText(said)
        self._said.setVisible(bool(said))
        for each in (self._start, self._again):
            each.setEnabled(True)
        self._tools.setVisible(bool(self._findings))

    def _fill(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(10, 4, 10, 10)
        self._cards, self._titles = [], {}
        for each in self._findings:
            if each.source not in self._titles:
                self._titles[each.source] = Label(each.source, bold=True, scale=1.1)
                column.addWidget(self._titles[each.source])
            column.addWidget(self._card(each))
        column.addStretch(1)
        self._area.setWidget(content)
        if self._cards:
            self._cards[0].setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _card(self, finding: Finding) -> ClaimCard:
        card = ClaimCard(finding)
        card.models_wished.connect(self.models_wished)
        card.left.connect(self._move)
        card.entered.connect(self._reveal)
        self._cards.append(card)
        return card

    def _show_matches(self) -> None:
        """Hide the claims that have another verdict or lack a word of the search."""
        for card in self._cards:
            card.setVisible(self._matches(card.finding))
        shown = self._shown()
        for source, title in self._titles.items():
            title.setVisible(any(each.source == source for each in shown))
        self._tally.setText(tally(shown) if shown else "")
        self._copy.setEnabled(bool(shown))
        self._stack.setCurrentIndex(_FOUND if shown else _NO_MATCH if self._findings else _EMPTY)

    def _matches(self, finding: Finding) -> bool:
        verdict = self._verdict.currentData()
        text = " ".join(findings_table([finding]).rows[0]).lower()
        words = self._search.text().lower().split()
        return verdict in ("", finding.verdict) and all(word in text for word in words)

    def _shown(self) -> list[Finding]:
        return [each for each in self._findings if self._matches(each)]

    def _move(self, here: ClaimCard, step: int) -> None:
        shown = [card for card in self._cards if not card.isHidden()]
        at = shown.index(here) + step
        if 0 <= at < len(shown):
            shown[at].setFocus(Qt.FocusReason.OtherFocusReason)

    def _reveal(self, here: ClaimCard) -> None:
        """Bring the card with the focus into view; it is the one that Tab comes back to."""
        for card in self._cards:
            card.setFocusPolicy(Qt.FocusPolicy.StrongFocus if card is here else Qt.FocusPolicy.ClickFocus)
        self._area.ensureWidgetVisible(here, 0, 8)

    def _copy_as(self, write: Callable[[list[Finding]], str]) -> Callable[[], None]:
        return lambda: QGuiApplication.clipboard().setText(write(self._shown()))

    def _lay_out(self) -> None:
        self._fill_tools()
        self._fill_running()
        self._fill_stack()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (self._tools, self._running, self._said):
            layout.addWidget(part)
        layout.addWidget(self._stack, 1)
        self._said.setMargin(10)

    def _fill_tools(self) -> None:
        hint = self.tr("Search the claims")
        self._search.setPlaceholderText(hint)
        self._search.setAccessibleName(hint)
        make_clearable(self._search)
        self._verdict.setAccessibleName(self.tr("Verdict"))
        self._verdict.addItem(self.tr("All verdicts"), "")
        for each in VERDICTS:
            self._verdict.addItem(each.capitalize(), each)
        menu = QMenu(self._copy)
        menu.addAction(self.tr("As text"), self._copy_as(findings_text))
        menu.addAction(self.tr("As CSV"), self._copy_as(lambda found: as_csv(findings_table(found))))
        menu.addAction(self.tr("As Markdown"), self._copy_as(lambda found: as_markdown(findings_table(found))))
        self._copy.setMenu(menu)
        self._copy.setToolTip(self.tr("Copy the claims that are shown"))
        bar = QHBoxLayout(self._tools)
        bar.setContentsMargins(10, 8, 10, 8)
        bar.addWidget(self._search, 2)
        bar.addWidget(self._verdict)
        bar.addWidget(self._tally, 3)
        bar.addWidget(self._copy)
        bar.addWidget(self._again)

    def _fill_running(self) -> None:
        self._bar.setAccessibleName(self.tr("Progress"))
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(6)
        row = QHBoxLayout(self._running)
        row.setContentsMargins(10, 4, 10, 4)
        row.addWidget(self._at)
        row.addWidget(self._bar, 1)
        row.addWidget(self._cancel)

    def _fill_stack(self) -> None:
        empty = QWidget()
        column = QVBoxLayout(empty)
        column.addStretch(1)
        column.addWidget(empty_state(self.tr(_WHAT)))
        column.addWidget(self._start, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        found = QWidget()
        inner = QVBoxLayout(found)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addLayout(self._heading())
        inner.addWidget(self._area, 1)
        for each in (empty, found, empty_state(self.tr("No claim matches. Clear the search or choose all verdicts."))):
            self._stack.addWidget(each)

    def _heading(self) -> QHBoxLayout:
        """The names of the columns, above them."""
        first, said = QVBoxLayout(), QVBoxLayout()
        first.addWidget(Label(self.tr("Verdict"), "subtext"))
        said.addWidget(note(self.tr("Claim, and what decides it")))
        row = claim_row(first, said, note(self.tr("Published")), note(self.tr("Ours")), QWidget())
        row.setContentsMargins(20, 0, 20 + self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent), 4)
        return row

    def _listen(self) -> None:
        self._search.textChanged.connect(self._show_matches)
        self._verdict.currentIndexChanged.connect(self._show_matches)
        self._start.clicked.connect(self.run_wished)
        self._again.clicked.connect(self.run_wished)
        self._cancel.clicked.connect(self._give_up)

    def _give_up(self) -> None:
        self._settle("")
        self.cancel_wished.emit()
