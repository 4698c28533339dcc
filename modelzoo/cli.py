"""The command line: what can be asked for, and how a question ends. What answers is loaded only when asked."""

import argparse
import json
import os
import sys
from collections.abc import Sequence

from modelzoo.arguments import COMMANDS
from modelzoo.commands.answering import Draw
from modelzoo.errors import ZooError

DIFFERS = 3
"""The exit code of `verify` where a stated figure no longer holds, which is no mistake of whoever asks."""


def main(argv: Sequence[str], draw: Draw | None = None) -> int:
    """Answer one command on standard output. Gives the exit code: 0, 1 for a mistake in what was asked, 2 in how.

    Or DIFFERS, where `verify` has found what no longer holds.

    draw: what makes a drawing, where there is something that can.
    """
    try:
        arguments = _parser().parse_args(argv, argparse.Namespace(draw=draw))
    except SystemExit as stop:
        return int(stop.code or 0)
    try:
        return _answer(arguments)
    except ZooError as error:
        print(f"slimscope: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("slimscope: stopped", file=sys.stderr)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141


def _answer(arguments: argparse.Namespace) -> int:
    if arguments.command == "runs":
        from modelzoo.commands.runs import runs as answer
    else:
        from modelzoo.commands.answers import answer  # loads torch, which takes a second or two

    data, text = answer(arguments)
    print(json.dumps(data, indent=1, ensure_ascii=False) if arguments.json else text, flush=True)
    return DIFFERS if arguments.command == "verify" and data["differing"] else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("slimscope", description="Lightweight vision models and what they cost.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (about, add_arguments) in COMMANDS.items():
        each = commands.add_parser(name, help=about)
        each.add_argument("--json", action="store_true", help="print one JSON document and nothing else")
        add_arguments(each)
    return parser
