"""The command line: what can be asked for, and how a question ends. What answers is loaded only when asked."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from typing import TypeVar

from modelzoo.errors import ZooError

COMMANDS = ("list", "analyze", "measure", "reproduce")
"""The words that ask for an answer here instead of the window."""

RUNTIMES = ("eager",)

Number = TypeVar("Number", int, float)

_MODEL = (
    "a published name (1.0-SqNxt-23v5), an architecture (mobilenet_v1:width=0.75), a block alone "
    "(block/fire:squeeze=16,expand=64) or a project file"
)
_SIZE = "input in pixels: 64 (square), 64x96 (height x width) or 3x64x96 (channels too); else the model's own"


def main(argv: Sequence[str]) -> int:
    """Answer one command on standard output. Gives the exit code: 0, 1 for a mistake in what was asked, 2 in how."""
    try:
        arguments = _parser().parse_args(argv)
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
    from modelzoo.commands import answer  # loads torch, which takes a second or two

    data, text = answer(arguments)
    print(json.dumps(data, indent=1, ensure_ascii=False) if arguments.json else text, flush=True)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("slimscope", description="Lightweight vision models and what they cost.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--json", action="store_true", help="print one JSON document and nothing else")

    each = commands.add_parser("list", parents=[common], help="the models or the blocks there are")
    each.add_argument("what", choices=("models", "blocks"))

    each = commands.add_parser("analyze", parents=[common], help="what a model costs on paper")
    each.add_argument("model", metavar="MODEL", help=_MODEL)
    each.add_argument("--size", default="", help=_SIZE)
    each.add_argument("--layers", action="store_true", help="show each block too (JSON always holds them)")

    each = commands.add_parser("measure", parents=[common], help="how long models take on this CPU, in turns")
    each.add_argument("models", metavar="MODEL", nargs="+", help=_MODEL)
    each.add_argument("--size", default="", help=_SIZE)
    each.add_argument("--threads", type=_number(int, 1, 256), default=1, metavar="N", help="threads of a run (1)")
    each.add_argument(
        "--runtime",
        action="append",
        choices=RUNTIMES,
        dest="runtimes",
        help="what runs the model: eager is PyTorch (eager)",
    )
    each.add_argument(
        "--seconds",
        type=_number(float, 0.001, 3600),
        default=1.0,
        metavar="T",
        help="how long each model is timed at least, beside its 50 runs (1)",
    )

    each = commands.add_parser("reproduce", parents=[common], help="published figures beside ours")
    each.add_argument(
        "what",
        choices=("table3", "claims"),
        help="table3 of the article on lightweight Squeeze U-Nets, or the claims of all texts that a count decides",
    )
    return parser


def _number(kind: Callable[[str], Number], least: float, most: float) -> Callable[[str], Number]:
    def read(text: str) -> Number:
        try:
            value = kind(text)
        except ValueError:
            value = kind("0")
        if not least <= value <= most:
            raise argparse.ArgumentTypeError(f"'{text}' is no number from {least:g} to {most:g}")
        return value

    return read
