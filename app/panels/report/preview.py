"""A report before it is saved: its pages, or its text, or why there is nothing to see."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QFontDatabase
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QPlainTextEdit, QStackedWidget, QWidget

from app.labels import empty_state


class ReportPreview(QStackedWidget):
    """What was shown stays until something else takes its place, at the same spot of the page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._text, self._pages = empty_state(""), QPlainTextEdit(), QPdfView()
        self._document, self._buffer = QPdfDocument(self), QBuffer(self)
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._pages.setDocument(self._document)
        self._pages.setPageMode(QPdfView.PageMode.MultiPage)
        self._pages.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self._text.setAccessibleName(self.tr("The report's text"))
        self._pages.setAccessibleName(self.tr("The report's pages"))
        for part in (self._words, self._text, self._pages):
            self.addWidget(part)

    @property
    def page_count(self) -> int:
        """How many pages are shown."""
        return self._document.pageCount() if self.currentWidget() is self._pages else 0

    @property
    def text(self) -> str:
        """The words or the text that are shown; of pages the text that could be copied from them."""
        if self.currentWidget() is self._pages:
            return "\n".join(self._document.getAllText(at).text() for at in range(self.page_count))
        return self._text.toPlainText() if self.currentWidget() is self._text else self._words.text()

    def show_pages(self, content: bytes) -> None:
        """Show a PDF."""
        bar = self._pages.verticalScrollBar()
        place = bar.value()
        self._document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray(content))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)
        self.setCurrentWidget(self._pages)
        bar.setValue(place)

    def show_text(self, text: str) -> None:
        """Show a text as its file will hold it."""
        bar = self._text.verticalScrollBar()
        place = bar.value()
        self._text.setPlainText(text)
        self.setCurrentWidget(self._text)
        bar.setValue(place)

    def show_words(self, words: str) -> None:
        """Say why there is nothing to see."""
        self._words.setText(words)
        self.setCurrentWidget(self._words)
