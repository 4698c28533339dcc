"""The palette: every kind of block, to be searched and dragged onto the canvas."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QKeyCombination, QObject, QPoint, QRectF, Qt, Signal, SignalInstance
from PySide6.QtGui import QAction, QColor, QFontMetrics, QIcon, QKeyEvent, QKeySequence, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from app import theme
from app.grouped_entries import Entry
from app.grouped_list import GroupedList
from app.icons import icon, paint_glyph
from app.mime import BLOCK
from app.prose import block_tip, block_title
from modelzoo.block_info import BlockInfo

Key = Qt.Key


class Palette(QWidget):
    """All blocks by group."""

    block_wished = Signal(str)
    """A person wants this block on the canvas: its key."""
    rename_wished = Signal(str)
    """A person wants to call this named block otherwise."""
    forget_wished = Signal(str)
    """A person wants this named block out of the palette."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._blocks: dict[str, BlockInfo] = {}
        self._own: dict[str, BlockInfo] = {}
        self._list = GroupedList(self.tr("Search blocks"), self.tr("Loading blocks…"), self.tr("block"), BLOCK)
        self._list.set_drag_picture(self._picture)
        self._list.wished.connect(self.block_wished)
        self._add_own_actions()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(self._list)
        self.setFocusProxy(self._list)

    def show_blocks(self, blocks: Iterable[BlockInfo]) -> None:
        """Show these blocks, in their order."""
        self._blocks = {info.key: info for info in blocks}
        self._show()

    def show_own(self, blocks: Iterable[BlockInfo]) -> None:
        """Show these named blocks before all others."""
        own = {info.key: info for info in blocks}
        if own != self._own:
            self._own = own
            self._show()

    @property
    def _offers(self) -> dict[str, BlockInfo]:
        return self._own | self._blocks

    def _show(self) -> None:
        if self._blocks:
            self._list.show_entries(_entry(info) for info in self._offers.values())
            self._list.show_icons(self._icon)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the keys of a named block's line reach it before those of the window."""
        if isinstance(event, QKeyEvent) and self._list.current in self._own:
            told = self._own_keys.get(event.keyCombination())
            if told is not None and event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if told is not None and event.type() == QEvent.Type.KeyPress:
                told.trigger()
                return True
        return super().eventFilter(watched, event)

    def _add_own_actions(self) -> None:
        """What can be done with a named block: by its keys and by the menu of its line."""
        tree = self._list.tree
        renaming, forgetting = QAction(self.tr("&Rename…"), self), QAction(self.tr("&Forget"), self)
        renaming.setToolTip(self.tr("Call the block otherwise, wherever it is used"))
        forgetting.setToolTip(self.tr("Take it out of the palette; where it is used it stays"))
        renaming.triggered.connect(lambda: self._tell_own(self.rename_wished))
        forgetting.triggered.connect(lambda: self._tell_own(self.forget_wished))
        self._own_keys = {QKeyCombination(Key.Key_F2): renaming, QKeyCombination(Key.Key_Delete): forgetting}
        for key, action in self._own_keys.items():
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        tree.installEventFilter(self)
        tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        tree.customContextMenuRequested.connect(self._open_menu)

    def _tell_own(self, told: SignalInstance) -> None:
        if self._list.current in self._own:
            told.emit(self._own[self._list.current].title)

    def _open_menu(self, at: QPoint) -> None:
        """A named block's line has a menu; the others are not the person's to change."""
        if self._list.current in self._own:
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.setToolTipsVisible(True)
            menu.addActions(list(self._own_keys.values()))
            menu.popup(self._list.tree.viewport().mapToGlobal(at))

    def changeEvent(self, event: QEvent) -> None:
        """Paint the icons anew when the colours change."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._list.show_icons(self._icon)

    def _icon(self, key: str) -> QIcon:
        return icon(self._offers[key].name, self._hue(key))

    def _hue(self, key: str) -> QColor:
        return QColor(theme.of(self.palette()).hue(self._offers[key].group))

    def _picture(self, key: str) -> QPixmap:
        """The box that will stand on the canvas."""
        info, colours = self._offers[key], theme.of(self.palette())
        title = block_title(info)
        width, height, scale = QFontMetrics(self.font()).horizontalAdvance(title) + 48, 36, self.devicePixelRatioF()
        pixmap = QPixmap(round(width * scale), round(height * scale))
        pixmap.setDevicePixelRatio(scale)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._hue(key), 1.5))
        painter.setBrush(QColor(colours.box))
        painter.drawRoundedRect(QRectF(1, 1, width - 2, height - 2), 6, 6)
        paint_glyph(painter, QRectF(10, 8, 20, 20), info.name, self._hue(key))
        painter.setPen(QColor(colours.text))
        painter.setFont(self.font())
        painter.drawText(QRectF(38, 0, width - 38, height), Qt.AlignmentFlag.AlignVCenter, title)
        painter.end()
        return pixmap


def _entry(info: BlockInfo) -> Entry:
    return Entry(info.key, block_title(info), info.group, f"{info.name} {info.doc}", block_tip(info))
