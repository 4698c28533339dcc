"""Memory in MB or MiB, counts in short or in full: chosen in the settings, and true of all that is shown at once."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLabel, QListView, QTableView, QWidget
from pytestqt.qtbot import QtBot

from app.breakdown import Breakdown
from app.choices import Choices
from app.figures import FIGURES
from app.layer_display import heat
from app.panels.diff.totals import Totals
from app.panels.sweep.figures import figures_of
from app.quantities import find_quantity
from app.session import Session
from app.settings import Settings, load_settings, save_settings
from app.settings_box import SettingsBox
from app.units import CHOSEN, Scale, Units
from modelzoo.analysis.cost import examine
from modelzoo.diff import Difference, Figures
from modelzoo.presets import presets
from modelzoo.sweep_tables import SweepResult
from tests.app.desk import small
from tests.app.looking import visible_text

MIB, FULL = Units("MiB"), Units(counts="full")


@pytest.fixture(autouse=True)
def put_back() -> Iterator[None]:
    yield
    CHOSEN.choose(Units())


@pytest.fixture
def shown(session: Session, qtbot: QtBot) -> Session:
    """A window with the figures of a small model in every view."""
    found = examine(small(), (64, 64))
    window = session.window
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.costs.show_cost(found.cost, None, "")
    session.results.examined.emit(found)
    return session


def headings(view: QWidget) -> list[str]:
    model = view.findChild(QTableView).model()
    across = range(model.columnCount())
    return [model.headerData(at, Qt.Orientation.Horizontal).replace("\n", " ") for at in across]


def cell(view: QWidget, heading: str, row: int = 1) -> str:
    return str(view.findChild(QTableView).model().index(row, headings(view).index(heading)).data())


def control(box: QWidget, name: str) -> QComboBox:
    return next(each for each in box.findChildren(QComboBox) if each.accessibleName() == name)


@pytest.mark.parametrize(
    ("units", "number", "text"),
    [
        (MIB, 0, "0 MiB"),
        (MIB, 2**20, "1.00 MiB"),
        (MIB, 3 * 2**30, "3,072.00 MiB"),
        (MIB, 51_200, "50.00 KiB"),
        (MIB, -(2**20), "-1.00 MiB"),
        (Units(), 2**20, "1.05 MB"),
    ],
)
def test_memory_always_carries_its_unit(units: Units, number: int, text: str) -> None:
    assert units.size(number) == text


@pytest.mark.parametrize(("number", "text"), [(0, "0"), (950, "950"), (12_345_678, "12,345,678")])
def test_counts_in_full_have_every_digit(number: int, text: str) -> None:
    assert FULL.count(number) == text


def test_a_column_of_full_counts_has_no_unit_and_no_decimals() -> None:
    assert FULL.millions(3) == Scale("") and FULL.millions().text(1_234_567) == "1,234,567"


def test_the_settings_offer_both_and_all_figures_follow_at_once(shown: Session, qtbot: QtBot) -> None:
    window = shown.window
    assert "." in cell(window.layers, "MACs (M)")
    shown.choices.ask()
    box = window.findChild(SettingsBox)
    qtbot.keyClick(control(box, "Unit of memory"), Qt.Key.Key_Down)
    qtbot.keyClick(control(box, "How counts are written"), Qt.Key.Key_Down)
    box.close()
    cost = examine(small(), (64, 64)).cost
    assert cost
    assert f"{cost.macs:,}" in visible_text(window.costs) and " MiB" in visible_text(window.costs)
    assert " MB" not in visible_text(window.costs)
    assert cell(window.layers, "MACs") == f"{cost.layers[1].macs:,}"
    assert cell(window.layers, "Activations (KiB)") == f"{cost.layers[1].activation_bytes / 1024:,.1f}"
    shown.layers.show_bars_of("activations")
    bars = next(each for each in window.bars.findChildren(QListView) if "Blocks" in each.accessibleName())
    assert "0.25 MiB" in bars.model().index(1, 0).data()
    assert {"Parameters", "MACs"} <= set(headings(window.zoo))


def test_boxes_and_their_legend_are_written_anew(shown: Session) -> None:
    shown.layers.colour("activations")
    canvas = shown.window.canvas
    before = canvas.sheet.heat
    shown.choices.choose_units(MIB)
    now = canvas.sheet.heat
    assert before and now and (before.most, now.most) == ("0.26 MB", "0.25 MiB")
    assert now.warmths["stem"].text == "0.25 MiB"


def test_a_difference_is_written_anew(qtbot: QtBot) -> None:
    page = Totals()
    qtbot.addWidget(page)
    CHOSEN.choose(MIB)
    before, after = (Figures(many, 2, activation_bytes=2**22) for many in (1_500_000, 1_000_000))
    page.show_difference(Difference((), before, after))
    CHOSEN.choose(Units("MiB", "full"))
    text = "\n".join(label.text() for label in page.findChildren(QLabel))
    assert "1,500,000 → 1,000,000" in text and "4.00 MiB → 4.00 MiB" in text and " MB" not in text


def test_what_is_copied_is_the_same_in_any_unit(shown: Session) -> None:
    table = shown.window.layers.findChild(QTableView)
    table.copy()
    before = QGuiApplication.clipboard().text()
    shown.choices.choose_units(Units("MiB", "full"))
    table.copy()
    assert QGuiApplication.clipboard().text() == before and "Activations (bytes)" in before


def test_a_sort_outlasts_a_change_of_the_units(shown: Session) -> None:
    table = shown.window.layers.findChild(QTableView)
    table.sortByColumn(headings(shown.window.layers).index("MACs (M)"), Qt.SortOrder.DescendingOrder)
    before = table.model().index(0, 0).data()
    shown.choices.choose_units(FULL)
    assert table.model().index(0, 0).data() == before == "stem"


def test_figures_beside_published_ones_stay_as_those_are_printed() -> None:
    CHOSEN.choose(Units("MiB", "full"))
    titles = {preset.name: {each.title for each in figures_of(SweepResult(preset.sweep))} for preset in presets()}
    assert {"Pass size (torchinfo, MB)", "Parameters (M)"} <= titles["Table 3"]
    assert {"Pass size (torchinfo, MiB)", "Parameters"} <= titles["MobileNet multipliers"]


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.title)
@pytest.mark.parametrize("units", [Units(), MIB, FULL])
def test_a_column_says_what_the_figure_says(figure: object, units: Units) -> None:
    scale, value = figure.scale(units), 5_000_000.0  # type: ignore[attr-defined]
    shown = figure.write(units, value)  # type: ignore[attr-defined]
    number = float(shown.split()[0].replace(",", ""))
    assert number == pytest.approx(float(scale.text(value).replace(",", "")), rel=0.01)
    assert scale.unit in shown


def test_the_heat_is_of_the_units_in_force() -> None:
    CHOSEN.choose(FULL)
    found = examine(small(), (64, 64)).cost
    assert found and heat(Breakdown(found), find_quantity("macs")).most == f"{found.layers[1].macs:,} MACs"


def test_the_units_come_back_at_the_next_start(tmp_path: Path) -> None:
    make: Callable[[], QSettings] = lambda: QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat)  # noqa: E731
    store = make()
    save_settings(store, Settings(units=Units("MiB", "full")))
    store.sync()
    assert load_settings(make()).units == Units("MiB", "full")
    store.setValue("units/memory", "bushels")
    assert load_settings(store).units == FULL


def test_a_program_starts_in_the_units_that_were_chosen(session: Session) -> None:
    session.choices.choose_units(MIB)
    session.choices.keep()
    CHOSEN.choose(Units())
    Choices(session.store, session.window, session.measuring)
    assert CHOSEN.units == MIB
