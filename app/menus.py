"""The menu bar: in which menu each action stands."""

from collections.abc import Iterable, Mapping

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar

from app.actions import ALIGNMENTS, COLOURS, PAGES, VARIANTS


def fill_menu_bar(bar: QMenuBar, actions: Mapping[str, QAction], recent: QMenu, panels: Iterable[QAction]) -> QMenu:
    """Make all menus; gives the one of edits. recent: the files last used. panels: what shows and hides each."""
    file = bar.addMenu(bar.tr("&File"))
    _fill(file, actions, "new open import")
    file.addMenu(recent)
    _fill(file, actions, "open_runs open_run_folder")
    _fill(file.addMenu(bar.tr("Exa&mples")), actions, "example_table4")
    _fill(file, actions, "save save_as |")
    outward = "export_onnx quantise export_python export_attachment | save_svg save_png"
    _fill(file.addMenu(bar.tr("&Export")), actions, outward)
    _fill(file, actions, "report | settings | quit")
    edit = bar.addMenu(bar.tr("&Edit"))
    _fill(
        edit,
        actions,
        "cut copy paste duplicate delete | add_block begin_wire add_note mend | "
        "group go_inside go_out ungroup transform | select_all find_node next_note |",
    )
    align = edit.addMenu(edit.tr("Alig&n"))
    _fill(align, actions, " ".join(ALIGNMENTS))
    for menu in (edit, align):
        menu.setToolTipsVisible(True)  # they say what is missing for those that are off
    model = bar.addMenu(bar.tr("&Model"))
    _fill(
        model,
        actions,
        "find_model find_block | compare measure_compared sweep | add_to_board choose_candidate measure_board |"
        " pin unpin compare_baseline | measure pause | verify",
    )
    _fill(model.addMenu(model.tr("&Variants")), actions, " ".join(VARIANTS))
    _fill_view(bar.addMenu(bar.tr("&View")), actions, panels)
    _fill(bar.addMenu(bar.tr("&Help")), actions, "search_actions tour | log about")
    return edit


def _fill_view(view: QMenu, actions: Mapping[str, QAction], panels: Iterable[QAction]) -> None:
    _fill(view, actions, f"{' '.join(f'page_{name}' for name in PAGES)} |")
    _fill(view, actions, "arrange fit fit_selected zoom_in zoom_out zoom_actual minimap |")
    for panel in panels:
        view.addAction(panel)
    _fill(view, actions, "show_code |")
    _fill(view.addMenu(view.tr("Colo&ur by")), actions, " ".join(COLOURS))
    _fill(view.addMenu(view.tr("&Colours")), actions, "theme_system theme_light theme_dark")
    _fill(view, actions, "| reset_layout")


def _fill(menu: QMenu, actions: Mapping[str, QAction], names: str) -> None:
    """Add actions by name; a bar draws a line."""
    for name in names.split():
        if name == "|":
            menu.addSeparator()
        else:
            menu.addAction(actions[name])
