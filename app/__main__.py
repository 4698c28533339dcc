"""The entry: a command runs without Qt, anything else opens the window. Qt is imported in `main` only, since every
engine that is spawned imports this module again."""

import argparse
import multiprocessing
import os
import sys
from collections.abc import Sequence

from app.headless import draw
from modelzoo.arguments import COMMANDS
from modelzoo.cli import main as run_command

UNSEEN_MODEL = "Squeeze U-Net"
UNSEEN_PICTURE = "slimscope.png"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what the command line asks for; gives the exit status."""
    multiprocessing.freeze_support()
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given and given[0] in COMMANDS:
        return run_command(given, draw)
    options = _parser().parse_args(given)
    if _has_no_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        if not options.screenshot:
            options.model = options.model or UNSEEN_MODEL
            options.screenshot = UNSEEN_PICTURE
            print(f"There is no display, so the window opens unseen on {options.model}.", file=sys.stderr)
    from app.gui import run

    return run(options.model, options.screenshot, options.theme)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="slimscope",
        description="Open the window, on a model or a project if one is named.",
        epilog=f"Commands that work without a window: {', '.join(COMMANDS)}. See slimscope COMMAND --help.",
    )
    parser.add_argument("model", nargs="?", default="", metavar="FILE|MODEL", help="a project file, or a model's name")
    parser.add_argument("--screenshot", default="", metavar="PNG", help="save a picture of the filled window, and exit")
    parser.add_argument("--theme", choices=("light", "dark", "system"), default=None, help="colours of the window")
    return parser


def _has_no_display() -> bool:
    seen = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform.startswith("linux") and not any(os.environ.get(name) for name in seen)


if __name__ == "__main__":
    sys.exit(main())
