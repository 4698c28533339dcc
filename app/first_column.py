"""The first column of a wide table, kept in sight while the others are scrolled away below it."""

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPalette, QWheelEvent
from PySide6.QtWidgets import QApplication, QFrame, QTableView, QWidget

_MOST = 2
"""The table is at least this many times as wide: a long name leaves room for the figures, and is shortened."""
_MOUSE = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.MouseMove,
)


class FirstColumn(QTableView):
    """Lies over a table once that is scrolled to the right, and shows what the table has there at the far left.

    It decides nothing: model, selection, order and widths are the table's, and so is all that a person does to it.
    """

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table
        self.setModel(table.model())
        self.setSelectionModel(table.selectionModel())
        self.setAutoScroll(False)
        self.setAccessibleName(self.tr("The first column, kept in sight"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self._edge = QWidget(self)
        self._edge.setAutoFillBackground(True)
        self._edge.setBackgroundRole(QPalette.ColorRole.Mid)
        self._follow()
        self.hide()

    def place(self) -> None:
        """Lie where the table's own first column would be, as soon as that is scrolled away."""
        table, head = self._table, self._table.horizontalHeader()
        self.setVisible(table.horizontalScrollBar().value() > 0 and not table.isColumnHidden(0))
        if self.isHidden():
            return
        self.setItemDelegate(table.itemDelegate())
        self.setToolTip(table.toolTip())
        self.setIconSize(table.iconSize())
        self.setTextElideMode(table.textElideMode())
        self.verticalHeader().setDefaultSectionSize(table.verticalHeader().defaultSectionSize())
        self.horizontalHeader().setFixedHeight(head.height())
        self.horizontalHeader().setSortIndicatorShown(head.isSortIndicatorShown())
        self.horizontalHeader().setSortIndicator(head.sortIndicatorSection(), head.sortIndicatorOrder())
        width = min(table.columnWidth(0), table.viewport().width() // _MOST)
        self.setColumnWidth(0, width)
        top, height = table.frameWidth(), head.height() + table.viewport().height()
        self.setGeometry(table.frameWidth(), top, width, height)
        self._edge.setGeometry(width - 1, 0, 1, height)
        self.verticalScrollBar().setValue(table.verticalScrollBar().value())

    @property
    def covered(self) -> int:
        """Pixels of the table that it covers from the left."""
        return 0 if self.isHidden() else self.width()

    def viewportEvent(self, event: QEvent) -> bool:
        """Leave to the table what a person does to a row; tips and colours are as in every table."""
        return self._pass_on(self._table.viewport(), event) or super().viewportEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave to the table's heading what a person does to this one."""
        if watched is self.horizontalHeader().viewport():
            return self._pass_on(self._table.horizontalHeader().viewport(), event)
        return super().eventFilter(watched, event)

    def _follow(self) -> None:
        table, head = self._table, self._table.horizontalHeader()
        table.horizontalScrollBar().valueChanged.connect(self.place)
        table.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        head.sectionResized.connect(self.place)
        head.sortIndicatorChanged.connect(self.place)
        self.horizontalHeader().viewport().installEventFilter(self)

    def _pass_on(self, to: QWidget, event: QEvent) -> bool:
        """Send an event to where the table has the same place; gives whether it is one of those."""
        away = QPoint(-self._table.horizontalScrollBar().value(), 0)
        if isinstance(event, QMouseEvent) and event.type() in _MOUSE:
            there, where = event.position() + QPointF(away), event.globalPosition()
            same = QMouseEvent(event.type(), there, where, event.button(), event.buttons(), event.modifiers())
            QApplication.sendEvent(to, same)
        elif isinstance(event, QContextMenuEvent):
            at, where_to = event.pos() + away, event.globalPos()
            QApplication.sendEvent(to, QContextMenuEvent(event.reason(), at, where_to, event.modifiers()))
        elif isinstance(event, QWheelEvent):
            QApplication.sendEvent(to, event)
        else:
            return False
        return True
