"""The pages of the window's middle: one shown at a time, each with a tab and an action that turn to it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QTabBar, QToolBar, QWidget


class Pages(QStackedWidget):
    """Pages known by name. Their tabs stand in a bar of its own, which stays in its place while panels come and go."""

    turned = Signal(str)
    """Another page is shown: its name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: list[str] = []
        self._actions = QActionGroup(self)
        self.tabs = QTabBar(documentMode=True, drawBase=False, expanding=False)
        self.tabs.setAccessibleName(self.tr("Pages"))
        self.tabs.currentChanged.connect(self._turn)

    @property
    def current(self) -> str:
        """The name of the page that is shown."""
        return self._names[self.currentIndex()]

    def add(self, name: str, page: QWidget, action: QAction) -> None:
        """Put another page behind those there are; its tab says what the action says."""
        self._names.append(name)
        self._actions.addAction(action)
        action.triggered.connect(lambda: self.turn_to(name))
        self.addWidget(page)
        at = self.tabs.addTab(action.text().replace("&", ""))
        action.changed.connect(lambda: self.tabs.setTabToolTip(at, action.toolTip()))
        self.tabs.setTabToolTip(at, action.toolTip())
        self._claim_room(at, claimed=at == self.currentIndex())

    def turn_to(self, name: str) -> None:
        """Show a page and let the keyboard work on it."""
        at = self._names.index(name)
        self.tabs.setCurrentIndex(at)
        if page := self.widget(at):
            page.setFocus(Qt.FocusReason.OtherFocusReason)
            if page.window().focusWidget() is page and page.focusPolicy() == Qt.FocusPolicy.NoFocus:
                page.focusNextChild()

    def bar(self, beside: QWidget) -> QToolBar:
        """The bar with the tabs, and what stands beside them, for the window's top."""
        bar = QToolBar(self.tr("Pages"), movable=False)
        bar.setObjectName("Pages")
        bar.toggleViewAction().setVisible(False)
        bar.addWidget(self.tabs)
        bar.addWidget(beside)
        return bar

    def _turn(self, at: int) -> None:
        self._claim_room(self.currentIndex(), claimed=False)
        self.setCurrentIndex(at)
        self._actions.actions()[at].setChecked(True)
        self.turned.emit(self._names[at])
        self._claim_room(at, claimed=True)  # only now that the panels have gone or come back

    def _claim_room(self, at: int, claimed: bool) -> None:
        """Only the page that is shown may keep the panels around it narrow."""
        if page := self.widget(at):
            policy = QSizePolicy.Policy.Preferred if claimed else QSizePolicy.Policy.Ignored
            page.setSizePolicy(policy, policy)
            self.updateGeometry()
