"""Every action, declared once: text, key, icon and tip; menus and the tool bar only name them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

Standard = QKeySequence.StandardKey


@dataclass(frozen=True)
class Deed:
    """What an action is called, does and looks like."""

    name: str
    text: str
    tip: str
    key: str | QKeySequence.StandardKey = ""
    icon: str = ""
    checkable: bool = False
    other: str = ""
    """A second key."""
    local: bool = False
    """Whether its key works only while the canvas has the keyboard: elsewhere the letter is for typing."""


DEEDS = (
    Deed("new", "&New", "Start with an empty canvas", Standard.New, "new"),
    Deed("open", "&Open…", "Open a project file", Standard.Open, "open"),
    Deed("open_runs", "Open run &logs…", "Open log files of trainings, whatever wrote them", "Ctrl+Shift+L"),
    Deed("open_run_folder", "Open a &folder of run logs…", "Open all logs of trainings below a folder", "Ctrl+Alt+L"),
    Deed("example_table4", "Table &4", "The published results of four distilled networks, side by side"),
    Deed("import", "&Import…", "Bring in a network from an ONNX file, torch.export or a Python function", "Ctrl+I"),
    Deed("save", "&Save", "Save the project to its file", Standard.Save, "save"),
    Deed("save_as", "Save &as…", "Save the project to another file", Standard.SaveAs),
    Deed("export_onnx", "&ONNX…", "Write the network as an ONNX file that is checked and compared", "Ctrl+E"),
    Deed(
        "quantise",
        "&Quantise to int8…",
        "Write the network in whole numbers of eight bits, and compare it",
        "Ctrl+Alt+Q",
    ),
    Deed("export_python", "P&ython code…", "Write the network as PyTorch code that needs nothing else", "Ctrl+Alt+E"),
    Deed("export_attachment", "&Netron's attachment file…", "Write our figures of each block as Netron shows them"),
    Deed("show_code", "&Live code", "The network as PyTorch code beside the canvas, after each edit", "Ctrl+Alt+C"),
    Deed("save_svg", "Drawing as &SVG…", "Save the whole drawing as lines and texts", "Ctrl+Alt+S"),
    Deed("save_png", "Drawing as &PNG…", "Save the whole drawing in pixels", "Ctrl+Alt+P"),
    Deed("report", "Re&port…", "Put all that is known of the candidates into a PDF, a web page or tables", "Ctrl+R"),
    Deed("settings", "Se&ttings…", "The theme, the input size, measuring and the keys", "Ctrl+,"),
    Deed("quit", "&Quit", "Close Slimscope", Standard.Quit),
    Deed("cut", "Cu&t", "Move the selected blocks to the clipboard", Standard.Cut),
    Deed("copy", "&Copy", "Copy the selected blocks to the clipboard", Standard.Copy, "copy"),
    Deed("paste", "&Paste", "Add the blocks that are on the clipboard", Standard.Paste, "paste"),
    Deed("duplicate", "D&uplicate", "Add copies of the selected blocks", "Ctrl+D"),
    Deed("delete", "&Delete", "Take the selected blocks and wires away", Standard.Delete, "delete", other="Backspace"),
    Deed("group", "&Group…", "Make one named block of the selected ones, to be used again", "Ctrl+G", "group"),
    Deed("go_inside", "Go &inside", "Show what the selected named block is made of", "Ctrl+Down", local=True),
    Deed("go_out", "Go &out", "Show what this block stands in", "Ctrl+Up", local=True),
    Deed("ungroup", "Open in p&lace", "Replace the selected blocks by the layers they are made of", "Ctrl+Shift+G"),
    Deed("transform", "T&ransform…", "Try a whole experiment: what it would change and save, then do it", "Ctrl+T"),
    Deed("select_all", "Select &all", "Select every block", Standard.SelectAll),
    Deed("add_block", "Add a &block…", "Type a block's name; it is wired behind the selected one", "A", local=True),
    Deed(
        "begin_wire", "&Wire from here", "Lead a wire from the selected block to another by the arrows", "W", local=True
    ),
    Deed("mend", "&Mend", "Do what takes the selected block's problem away", "M", local=True),
    Deed("add_note", "Add a not&e", "Write a note on the canvas, at the mouse", "N", local=True),
    Deed("next_note", "Ne&xt note", "Select the next note on the canvas; Enter writes on it", "Shift+N", local=True),
    Deed("find_node", "&Find a node…", "Type a name, and its box is selected and shown", "Ctrl+Shift+F"),
    Deed("pin", "&Pin as baseline", "Keep the present model to compare with", "Ctrl+B", "pin"),
    Deed("unpin", "&Unpin the baseline", "Stop comparing", "Ctrl+Shift+B"),
    Deed("variant_duplicate", "&Duplicate variant", "Go on with a copy of the variant that is shown", "Ctrl+Shift+V"),
    Deed("variant_rename", "&Rename variant…", "Give the variant that is shown another title", "Ctrl+Shift+R"),
    Deed("variant_delete", "D&elete variant", "Take the variant that is shown out of the project"),
    Deed("variant_previous", "&Previous variant", "Show the variant before this one", "Ctrl+PgUp"),
    Deed("variant_next", "&Next variant", "Show the variant after this one", "Ctrl+PgDown"),
    Deed("compare_baseline", "&Diff with the baseline", "Set the present model beside the baseline", "Ctrl+Shift+D"),
    Deed("arrange", "&Arrange", "Lay all blocks out anew, from top to bottom", "Ctrl+L", "arrange"),
    Deed("align_left", "&Left", "Put the selected blocks in line with the leftmost", "Alt+Shift+Left"),
    Deed("align_centre", "&Centre", "Put the selected blocks into one column, in their middle", "Alt+Shift+C"),
    Deed("align_right", "&Right", "Put the selected blocks in line with the rightmost", "Alt+Shift+Right"),
    Deed("align_top", "&Top", "Put the selected blocks in line with the topmost", "Alt+Shift+Up"),
    Deed("align_middle", "&Middle", "Put the selected blocks into one row, in their middle", "Alt+Shift+M"),
    Deed("align_bottom", "&Bottom", "Put the selected blocks in line with the lowest", "Alt+Shift+Down"),
    Deed("distribute_across", "Spread &across", "Put the selected blocks equally far apart in a row", "Alt+Shift+H"),
    Deed("distribute_down", "Spread &down", "Put the selected blocks equally far apart in a column", "Alt+Shift+V"),
    Deed("fit", "&Fit", "Show the whole network", "F", "fit"),
    Deed("fit_selected", "Fit s&election", "Show the selected blocks as large as there is room", "Shift+F", local=True),
    Deed("minimap", "Mi&nimap", "An overview in the corner while some is out of sight", "Ctrl+M", checkable=True),
    Deed("zoom_in", "Zoom &in", "Make the boxes larger", Standard.ZoomIn, "zoom-in"),
    Deed("zoom_out", "Zoom &out", "Make the boxes smaller", Standard.ZoomOut, "zoom-out"),
    Deed("zoom_actual", "&100 %", "Show the boxes at their natural size", "Ctrl+0"),
    Deed("find_block", "&Find a block", "Type to search the palette", Standard.Find),
    Deed("find_model", "Find a mod&el", "Turn to the zoo and type to search it", "Ctrl+Shift+O"),
    Deed("compare", "&Compare models", "Put the models selected in the zoo in one table", "Ctrl+Shift+C"),
    Deed("sweep", "S&weep models", "Sweep the models selected in the zoo, compared, or drawn", "Ctrl+Shift+E"),
    Deed("measure_compared", "Measure the c&ompared", "Time all models of the comparison in turns", "Shift+F5"),
    Deed("add_to_board", "Add to the &board", "Put the models selected in the zoo on the board", "Ctrl+Shift+K"),
    Deed("choose_candidate", "C&hoose the candidate", "Let the board's current candidate be the chosen one", "Ctrl+K"),
    Deed("measure_board", "Measure the boa&rd", "Time in turns what no time on the board is known of", "Ctrl+F5"),
    Deed("measure", "&Measure again", "Take the model's latency anew", "F5", "play"),
    Deed("verify", "Verif&y figures…", "Count and measure again what this project states", "Ctrl+Alt+V"),
    Deed("pause", "P&ause measuring", "Measure nothing until this is switched off", "F6", "pause", checkable=True),
    Deed(
        "page_welcome",
        "&Welcome",
        "What to begin with: new, recent files, the zoo, examples",
        "Alt+Home",
        checkable=True,
    ),
    Deed("page_canvas", "Can&vas", "The model, block by block, and what it costs", "Ctrl+1", checkable=True),
    Deed("page_zoo", "&Zoo", "Every published model with its figures", "Ctrl+2", checkable=True),
    Deed("page_claims", "Clai&ms", "What texts claim of models, and what counting gives", "Ctrl+3", checkable=True),
    Deed("page_comparison", "Com&parison", "Several models of the zoo in one table", "Ctrl+4", checkable=True),
    Deed("page_sweeps", "&Sweeps", "Models over resolutions, widths, threads and more", "Ctrl+5", checkable=True),
    Deed("page_diff", "&Diff", "What sets two models apart, block by block", "Ctrl+6", checkable=True),
    Deed("page_netron", "Ne&tron", "The model's ONNX, as Netron draws it, with our figures", "Ctrl+7", checkable=True),
    Deed("page_runs", "&Runs", "Logs of trainings side by side, and what they came to", "Ctrl+8", checkable=True),
    Deed("page_board", "&Board", "Every candidate on one board, and which is chosen", "Ctrl+9", checkable=True),
    Deed("colour_kind", "Block &kind", "Colour the boxes by their kinds of blocks", checkable=True),
    Deed("colour_time", "&Time", "Colour the boxes by the time that each takes on this CPU", checkable=True),
    Deed("colour_macs", "&MACs", "Colour the boxes by their multiply-adds", checkable=True),
    Deed("colour_parameters", "&Parameters", "Colour the boxes by how much training changes in them", checkable=True),
    Deed("colour_activations", "&Activation memory", "Colour the boxes by the bytes that they write", checkable=True),
    Deed("colour_intensity", "&Intensity", "Colour the boxes by their arithmetic per byte", checkable=True),
    Deed("colour_next", "&Next colouring", "Colour the boxes by the next of these", "H"),
    Deed("theme_system", "As the &system", "Light or dark as the system is", checkable=True),
    Deed("theme_light", "&Light", "Dark on light", checkable=True),
    Deed("theme_dark", "&Dark", "Light on dark", checkable=True),
    Deed("search_actions", "&Search actions…", "Type what you want to do, and do it", "Ctrl+Shift+P"),
    Deed("tour", "&Tour", "The window in five steps, to be left at any moment", "Ctrl+F1"),
    Deed("log", "Show the &log file", "See what went wrong, for a report of a fault"),
    Deed("about", "&About Slimscope", "The version, what it is made of, and the licences"),
    Deed("reset_layout", "Reset t&he panels", "Put all panels back where they first were"),
)

ALIGNMENTS = [deed.name for deed in DEEDS if deed.name.startswith(("align_", "distribute_"))]
LOCAL = [deed.name for deed in DEEDS if deed.local]
PAGES = [deed.name.removeprefix("page_") for deed in DEEDS if deed.name.startswith("page_")]
VARIANTS = [deed.name for deed in DEEDS if deed.name.startswith("variant_")]
COLOURS = [deed.name for deed in DEEDS if deed.name.startswith("colour_")]

ONLY_ON = {
    "canvas": (
        "cut copy paste duplicate delete group go_inside go_out ungroup transform select_all add_block begin_wire "
        "mend add_note next_note find_node arrange fit fit_selected zoom_in zoom_out zoom_actual"
    ).split()
    + ALIGNMENTS
    + COLOURS,
    "zoo": ["compare", "add_to_board"],
    "board": ["choose_candidate", "measure_board"],
    "comparison": ["measure_compared"],
    "netron": COLOURS,
}
"""The actions that work on what some pages show; while others are shown they are off."""


def make_actions(parent: QWidget) -> dict[str, QAction]:
    """An action for every deed, by name."""
    actions: dict[str, QAction] = {}
    for deed in DEEDS:
        action = QAction(deed.text, parent, checkable=deed.checkable)
        action.setObjectName(deed.name)
        if deed.local:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.setStatusTip(deed.tip)
        actions[deed.name] = action
    give_keys(actions, {})
    return actions


def give_keys(actions: Mapping[str, QAction], chosen: Mapping[str, str]) -> None:
    """Give every action its usual key, or the one that a person chose for it; an empty text is none."""
    for deed in DEEDS:
        action = actions[deed.name]
        key = QKeySequence(chosen[deed.name]) if deed.name in chosen else usual_key(deed)
        action.setShortcuts([each for each in (key, QKeySequence(deed.other)) if not each.isEmpty()])
        action.setToolTip(usual_tip(action))


def usual_tip(action: QAction) -> str:
    """What an action does, and its key."""
    return f"{action.statusTip()}{told_key(action)}"


def told_key(action: QAction) -> str:
    """An action's key as it stands behind words, in brackets; nothing where it has none."""
    told = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return f" ({told})" if told else ""


def usual_key(deed: Deed) -> QKeySequence:
    """The key that does it unless a person chose another."""
    return QKeySequence(deed.key)


def without_mark(text: str) -> str:
    """The text of an action or a menu without the mark of its letter."""
    return text.replace("&", "")


def connect_actions(actions: Mapping[str, QAction], wishes: Mapping[str, Callable[[], object]]) -> None:
    """Let each named action do its deed."""
    for name, wish in wishes.items():
        actions[name].triggered.connect(lambda _checked=False, wish=wish: wish())
