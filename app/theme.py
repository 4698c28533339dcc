"""Colours, light and dark. A theme becomes the application's palette, so widgets learn of a change by PaletteChange."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from modelzoo.hues import HUES, hue

Role = QPalette.ColorRole


@dataclass(frozen=True)
class Theme:
    """What everything is painted in, as #rrggbb. Texts keep a contrast of 4.5 to what lies behind them, marks 3."""

    dark: bool
    window: str
    base: str
    raised: str
    text: str
    subtext: str
    mid: str
    accent: str
    on_accent: str
    canvas: str
    dots: str
    box: str
    note: str
    border: str
    wire: str
    error: str
    warning: str
    good: str
    bad: str

    @property
    def hues(self) -> Mapping[str, str]:
        """The colours of all groups of blocks."""
        return {group: hue(group, self.dark) for group in HUES}

    def hue(self, group: str) -> str:
        """The colour of a group of blocks, also of one that was not foreseen."""
        return hue(group, self.dark)


LIGHT = Theme(
    dark=False,
    window="#f3f4f6",
    base="#ffffff",
    raised="#e9ebef",
    text="#1c2430",
    subtext="#566071",
    mid="#c9ced6",
    accent="#1f63d6",
    on_accent="#ffffff",
    canvas="#f8f9fb",
    dots="#d9dde4",
    box="#ffffff",
    note="#fdf6df",
    border="#7f8894",
    wire="#7c8798",
    error="#c62f2f",
    warning="#a15700",
    good="#197942",
    bad="#c62f2f",
)

DARK = Theme(
    dark=True,
    window="#1e2228",
    base="#171a1f",
    raised="#2b3038",
    text="#e6e9ee",
    subtext="#a5aebb",
    mid="#3c434e",
    accent="#6aa5ff",
    on_accent="#0d1522",
    canvas="#14171b",
    dots="#2a2f37",
    box="#232830",
    note="#2e2a1d",
    border="#727b88",
    wire="#7f8a9b",
    error="#ff7a72",
    warning="#f0ad4e",
    good="#5cc98a",
    bad="#ff7a72",
)


def apply(application: QApplication, theme: Theme) -> None:
    """Dress the whole application: Fusion style, palette, and the little that a palette cannot say."""
    application.setStyle("Fusion")
    application.setPalette(palette(theme))
    application.setStyleSheet(_sheet(theme))


def of(palette: QPalette) -> Theme:
    """The theme that a widget's palette belongs to."""
    return DARK if palette.color(Role.Window).lightness() < 128 else LIGHT


def palette(theme: Theme) -> QPalette:
    """Every role of the palette, in its active and its disabled colours."""
    colours = {
        Role.Window: theme.window,
        Role.WindowText: theme.text,
        Role.Base: theme.base,
        Role.AlternateBase: theme.window,
        Role.ToolTipBase: theme.raised,
        Role.ToolTipText: theme.text,
        Role.PlaceholderText: theme.subtext,
        Role.Text: theme.text,
        Role.Button: theme.raised,
        Role.ButtonText: theme.text,
        Role.BrightText: theme.error,
        Role.Light: mixed(theme.raised, theme.base, 0.5),
        Role.Midlight: theme.raised,
        Role.Mid: theme.mid,
        Role.Dark: mixed(theme.mid, theme.text, 0.2),
        Role.Shadow: "#000000",
        Role.Highlight: theme.accent,
        Role.HighlightedText: theme.on_accent,
        Role.Accent: theme.accent,
        Role.Link: theme.accent,
        Role.LinkVisited: theme.hue("Joining"),
    }
    made = QPalette()
    for role, colour in colours.items():
        made.setColor(role, QColor(colour))
    faint = QColor(mixed(theme.subtext, theme.window, 0.4))
    for role in (Role.WindowText, Role.Text, Role.ButtonText, Role.PlaceholderText, Role.HighlightedText):
        made.setColor(QPalette.ColorGroup.Disabled, role, faint)
    for role in (Role.Highlight, Role.Accent):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.mid))
    return made


def mixed(one: str, other: str, share: float) -> str:
    """The first colour with a share of the second."""
    parts = [(colour.redF(), colour.greenF(), colour.blueF()) for colour in (QColor(one), QColor(other))]
    return QColor.fromRgbF(*(a + (b - a) * share for a, b in zip(*parts, strict=True))).name()


def _sheet(theme: Theme) -> str:
    icons, kind = files("assets").joinpath("icons/panels"), "dark" if theme.dark else "light"
    return f"""
        QToolTip {{ color: {theme.text}; background: {theme.raised}; border: 1px solid {theme.mid}; padding: 4px; }}
        QDockWidget {{ titlebar-close-icon: url("{icons}/close.svg"); titlebar-normal-icon: url("{icons}/float.svg"); }}
        QDockWidget::title {{ background: {theme.raised}; padding: 6px 8px; }}
        QMainWindow::separator {{ background: {theme.mid}; width: 1px; height: 1px; }}
        QMainWindow::separator:hover {{ background: {theme.accent}; }}
        QToolBar {{ border: none; border-bottom: 1px solid {theme.mid}; padding: 3px; spacing: 3px; }}
        QToolBar#Pages {{ padding: 3px 0px 0px 0px; }}
        QProgressBar {{ border: none; background: transparent; }}
        QProgressBar::chunk {{ background: {theme.accent}; }}
        QStatusBar::item {{ border: none; }}
        Surface {{ border: 2px solid {theme.canvas}; }}
        Surface:focus {{ border-color: {theme.accent}; }}
        {_fields(theme, f"{icons}/{{}}-{kind}.svg")}
        {_marks(theme, f"{icons}/check-{kind}.svg")}
    """


def _fields(theme: Theme, arrow: str) -> str:
    """Lines and numbers to write: Fusion's own frame can hardly be seen, and in the dark not at all."""
    fields = 'QLineEdit, QAbstractSpinBox, QComboBox[editable="true"]'
    return f"""
        {fields} {{ border: 1px solid {theme.border}; border-radius: 3px; background: {theme.base}; }}
        QLineEdit, QComboBox[editable="true"] {{ padding: 2px; }}
        QAbstractSpinBox {{ padding: 0px 1px 0px 4px; }}
        {_each(fields, ":focus")} {{ border: 2px solid {theme.accent}; }}
        QLineEdit:focus, QComboBox[editable="true"]:focus {{ padding: 1px; }}
        QAbstractSpinBox:focus {{ padding: 0px 0px 0px 3px; }}
        {_each(fields, ":disabled")} {{ border-color: {theme.mid}; background: {theme.window}; }}
        QAbstractSpinBox QLineEdit, QComboBox QLineEdit {{ border: none; padding: 0px; background: transparent; }}
        QAbstractSpinBox QLineEdit {{ padding-left: 2px; }}
        QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ border: none; width: 16px; }}
        QComboBox[editable="true"]::drop-down {{ border: none; width: 18px; }}
        QAbstractSpinBox::up-arrow {{ image: url("{arrow.format("up")}"); width: 8px; height: 8px; }}
        QAbstractSpinBox::down-arrow, QComboBox[editable="true"]::down-arrow {{ image: url("{arrow.format("down")}"); }}
        QAbstractSpinBox::down-arrow, QComboBox[editable="true"]::down-arrow {{ width: 8px; height: 8px; }}
    """


def _marks(theme: Theme, check: str) -> str:
    """What is ticked or picked."""
    ticked = "QCheckBox::indicator, QTableView::indicator, QListView::indicator"
    marks = f"{ticked}, QRadioButton::indicator"
    return f"""
        {marks} {{ width: 14px; height: 14px; border: 1px solid {theme.subtext}; background: {theme.base}; }}
        {ticked} {{ border-radius: 3px; }}
        QRadioButton::indicator {{ border-radius: 8px; }}
        {_each(marks, ":hover")} {{ border-color: {theme.accent}; }}
        {_each(marks, ":focus")} {{ border: 2px solid {theme.accent}; width: 12px; height: 12px; }}
        {_each(marks, ":checked")} {{ background: {theme.accent}; border-color: {theme.accent}; }}
        {_each(marks, ":checked:focus")} {{ border-color: {theme.text}; }}
        {_each(marks, ":disabled")} {{ background: {theme.mid}; border-color: {theme.mid}; }}
        {_each(ticked, ":checked")} {{ image: url("{check}"); }}
        QRadioButton::indicator:checked {{ border: 5px solid {theme.accent}; background: {theme.base}; }}
        QRadioButton::indicator:checked {{ width: 6px; height: 6px; }}
        QRadioButton::indicator:checked:focus {{ border-color: {theme.text}; }}
    """


def _each(selectors: str, state: str) -> str:
    return ", ".join(f"{selector}{state}" for selector in selectors.split(", "))
