"""The command line: what can be asked for, and how a question ends. What answers is loaded only when asked."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from typing import TypeVar, get_args

from modelzoo.errors import ZooError
from modelzoo.measurements import Layout

COMMANDS = ("list", "analyze", "measure", "layers", "roofline", "sweep", "diff", "runs", "export", "reproduce")
"""The words that ask for an answer here instead of the window."""

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
    if arguments.command == "runs":
        from modelzoo.commands.runs import runs as answer
    else:
        from modelzoo.commands.answers import answer  # loads torch, which takes a second or two

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

    each = commands.add_parser("analyze", parents=[common], help="what models cost on paper")
    each.add_argument("models", metavar="MODEL", nargs="+", help=f"{_MODEL}; several give a list of documents")
    each.add_argument("--size", default="", help=_SIZE)
    each.add_argument("--layers", action="store_true", help="show each block too (JSON always holds them)")

    each = commands.add_parser(
        "measure", parents=[common, _timing()], help="how long models take on this CPU, in turns"
    )
    each.add_argument("models", metavar="MODEL", nargs="+", help=_MODEL)
    each.add_argument("--size", default="", help=_SIZE)

    each = commands.add_parser("layers", parents=[common], help="where a model's time goes, block by block")
    each.add_argument("model", metavar="MODEL", help=_MODEL)
    each.add_argument("--size", default="", help=_SIZE)
    each.add_argument("--threads", type=_number(int, 1, 256), default=1, metavar="N", help="threads of a run (1)")
    each.add_argument("--runtime", default="eager", metavar="R", help="eager (PyTorch) or onnxruntime (eager)")
    each.add_argument(
        "--seconds",
        type=_number(float, 0.001, 3600),
        default=1.0,
        metavar="T",
        help="how long the whole model is timed at least, beside its 50 runs (1)",
    )
    each.add_argument("--roofline", action="store_true", help="each block beside the time that the roofs allow")

    each = commands.add_parser("roofline", parents=[common], help="how fast this machine multiplies and moves memory")
    each.add_argument("--threads", type=_number(int, 1, 256), default=1, metavar="N", help="threads that do it (1)")

    each = commands.add_parser(
        "sweep", parents=[common, _timing()], help="models over resolutions, threads, batches or any parameter"
    )
    each.add_argument("models", metavar="MODEL", nargs="+", help=_MODEL)
    each.add_argument(
        "--over",
        required=True,
        metavar="WHAT",
        help="resolution, threads, batch or a parameter that every model has (width, kernel ...)",
    )
    each.add_argument(
        "--values",
        required=True,
        metavar="V",
        help="a list (4,8,16), a range with its step (32-512:32, 0.25-1.0:0.25), sizes (64x96) or words (relu,silu)",
    )
    each.add_argument("--size", default="", help=_SIZE)
    each.add_argument("--paper", action="store_true", help="figures on paper, at once, instead of measured times")

    each = commands.add_parser("diff", parents=[common], help="what sets two models apart, block by block")
    each.add_argument("before", metavar="A", help=_MODEL)
    each.add_argument("after", metavar="B", help="the model that is held against it")
    each.add_argument("--size", default="", help=_SIZE)

    each = commands.add_parser("runs", parents=[common], help="what trainings came to, by their logs")
    each.add_argument(
        "paths", metavar="PATH", nargs="+", help="a log or a folder of any depth; its format is found by what it holds"
    )

    _add_export(commands.add_parser("export", parents=[common], help="a model as an ONNX file or as PyTorch code"))

    each = commands.add_parser("reproduce", parents=[common, _seconds()], help="published figures beside ours")
    each.add_argument(
        "what",
        choices=("table3", "table4", "figure1", "claims"),
        help="table3, table4 (training results, only published) or figure1 (measured, about a minute) of the article "
        "on lightweight Squeeze U-Nets, or the claims of all texts that a count decides",
    )
    return parser


def _add_export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("model", metavar="MODEL", help=_MODEL)
    parser.add_argument("--size", default="", help=_SIZE)
    forms = parser.add_mutually_exclusive_group(required=True)
    forms.add_argument("--onnx", metavar="F", help="write one ONNX file, checked and compared with PyTorch")
    forms.add_argument("--python", metavar="F", help="write one Python file that needs PyTorch alone")
    parser.add_argument(
        "--opset",
        type=_number(int, 7, 99),
        default=20,
        metavar="N",
        help="opset of the ONNX file (20); the answer tells which one the exporter made",
    )
    parser.add_argument("--fixed-batch", action="store_true", help="an ONNX file for one picture a run only")
    parser.add_argument("--any-size", action="store_true", help="an ONNX file for pictures of any height and width")
    parser.add_argument("--weights", metavar="F", help="a state dict (.pt or .safetensors) for the ONNX file")
    parser.add_argument(
        "--seed", type=_number(int, 0, 2**63 - 1), default=0, metavar="N", help="what other weights are drawn from (0)"
    )
    parser.add_argument("--netron", metavar="F", help="write our figures for the ONNX file too, as Netron shows them")
    parser.add_argument("--force", action="store_true", help="write over files that are there")


def _timing() -> argparse.ArgumentParser:
    """How models are run, and for how long."""
    options = argparse.ArgumentParser(add_help=False, parents=[_seconds()])
    options.add_argument("--threads", type=_number(int, 1, 256), default=1, metavar="N", help="threads of a run (1)")
    options.add_argument("--batch", type=_number(int, 1, 4096), default=1, metavar="N", help="pictures of a run (1)")
    options.add_argument(
        "--layout",
        choices=get_args(Layout),
        default="contiguous",
        help="how pictures lie in memory: plane by plane or pixel by pixel (contiguous)",
    )
    options.add_argument(
        "--runtime",
        action="append",
        dest="runtimes",
        metavar="R",
        help="what runs the models, eager (PyTorch) or onnxruntime; more than one take turns (eager)",
    )
    return options


def _seconds() -> argparse.ArgumentParser:
    """How long models are timed."""
    options = argparse.ArgumentParser(add_help=False)
    options.add_argument(
        "--seconds",
        type=_number(float, 0.001, 3600),
        default=1.0,
        metavar="T",
        help="how long each model is timed at least, beside its 50 runs (1)",
    )
    return options


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
