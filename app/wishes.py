"""What each action of the window leads to."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, get_args

from app import log_file
from app.actions import connect_actions
from app.canvas.aligning import Edge, Way

if TYPE_CHECKING:
    from app.session import Session


def connect_wishes(session: "Session") -> None:
    """Let every action of the session's window do its deed; undo and redo come from the document."""
    window, undo = session.window, session.document.undo
    for wishes in (_of_files, _of_canvas, _of_models, _of_late_ones):
        connect_actions(window.actions_by_name, wishes(session))
    window.add_undo(undo.createUndoAction(window, window.tr("Undo")), undo.createRedoAction(window, window.tr("Redo")))


def _of_files(session: "Session") -> dict[str, Callable[[], object]]:
    """The actions on files and on the window itself."""
    window, files, choices = session.window, session.files, session.choices
    return {
        "new": files.new,
        "open": files.ask_open,
        "save": files.save,
        "save_as": files.save_as,
        "settings": choices.ask,
        "quit": window.close,
        "theme_system": partial(choices.choose_theme, "system"),
        "theme_light": partial(choices.choose_theme, "light"),
        "theme_dark": partial(choices.choose_theme, "dark"),
        "reset_layout": window.reset_layout,
        "search_actions": window.action_search.open_here,
        "log": partial(_show_log, session),
        "about": partial(_show_about, session),
    }


def _of_canvas(session: "Session") -> dict[str, Callable[[], object]]:
    """The actions on boxes and wires."""
    canvas = session.window.canvas
    edges, ways = get_args(Edge), get_args(Way)
    return {
        **{f"align_{edge}": partial(canvas.align, edge) for edge in edges},
        **{f"distribute_{way}": partial(canvas.distribute, way) for way in ways},
        "cut": canvas.cut_selected,
        "copy": canvas.copy_selected,
        "paste": canvas.paste_nodes,
        "duplicate": canvas.duplicate_selected,
        "delete": canvas.delete_selected,
        "ungroup": session.opening.open_selected,
        "select_all": canvas.select_all,
        "add_block": canvas.quick_add.open_here,
        "begin_wire": canvas.begin_wire,
        "add_note": canvas.add_note,
        "next_note": canvas.next_note,
        "find_node": canvas.node_search.open_here,
        "arrange": canvas.arrange_all,
        "fit": canvas.fit,
        "fit_selected": canvas.fit_selected,
        "minimap": lambda: session.choices.show_minimap(session.window.actions_by_name["minimap"].isChecked()),
        "zoom_in": canvas.zoom_in,
        "zoom_out": canvas.zoom_out,
        "zoom_actual": canvas.zoom_actual,
    }


def _of_models(session: "Session") -> dict[str, Callable[[], object]]:
    """The actions on the model and on those of the zoo."""
    window, choices = session.window, session.choices
    return {
        "pin": session.pin,
        "unpin": session.unpin,
        "find_block": window.search_blocks,
        "find_model": window.search_models,
        "compare": lambda: window.zoo.wish_comparison(),
        "measure_compared": lambda: session.comparing.measure(),
        "measure": session.measuring.measure_again,
        "pause": lambda: choices.pause(window.actions_by_name["pause"].isChecked()),
    }


def _of_late_ones(session: "Session") -> dict[str, Callable[[], object]]:
    """The actions on what stands behind a page or a dialog: it is made no sooner than it is wished."""
    return {
        "sweep": lambda: session.sweeping.sweep_shown(),
        "add_to_board": lambda: session.boarding.add_from_zoo(session.window.zoo.selected),
        "compare_baseline": lambda: session.differing.show_baseline(),
        "open_runs": lambda: session.run_logs.ask_files(),
        "open_run_folder": lambda: session.run_logs.ask_folder(),
        "example_table4": lambda: session.examples.open_table4(),
        "transform": lambda: session.transforming.open(),
        "export_onnx": lambda: session.exporting.open(),
        "quantise": lambda: session.quantising.open(),
        "export_python": lambda: session.exporting.save_code(),
        "export_attachment": lambda: session.exporting.save_attachment(),
        "report": lambda: session.reporting.open(),
        "verify": lambda: session.verifying.open(),
        "save_svg": lambda: session.picturing.save_svg(),
        "save_png": lambda: session.picturing.save_png(),
        "tour": lambda: session.touring.begin(),
    }


def _show_log(session: "Session") -> None:
    from app.about import LogBox  # as late as everything that a start does not show

    LogBox(session.data / log_file.NAME, session.window).open()


def _show_about(session: "Session") -> None:
    from app.about import AboutBox

    AboutBox(session.window).open()
