"""What each command of the command line takes: one function a command."""

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable
from typing import TypeVar, get_args

from modelzoo.measurements import Layout
from modelzoo.report.options import SECTIONS, Paper

Number = TypeVar("Number", int, float)

_MODEL = (
    "a published name (1.0-SqNxt-23v5), an architecture (mobilenet_v1:width=0.75), a block alone "
    "(block/fire:squeeze=16,expand=64), a project file, with #title behind it for one of its variants, or a network "
    "from outside: an .onnx file, a .pt2 program or a factory (file.py:function, package.module:function), whose code "
    "then runs"
)


def _list(parser: ArgumentParser) -> None:
    parser.add_argument("what", choices=("models", "blocks"))


def _analyze(parser: ArgumentParser) -> None:
    _add_models(parser, "; several give a list of documents")
    parser.add_argument("--layers", action="store_true", help="show each block too (JSON always holds them)")


def _measure(parser: ArgumentParser) -> None:
    _add_timing(parser)
    _add_models(parser)


def _layers(parser: ArgumentParser) -> None:
    parser.add_argument("model", metavar="MODEL", help=_MODEL)
    _add_size(parser)
    _add_threads(parser)
    parser.add_argument("--runtime", default="eager", metavar="R", help="eager (PyTorch) or onnxruntime (eager)")
    _add_seconds(parser, "the whole model")
    parser.add_argument("--roofline", action="store_true", help="each block beside the time that the roofs allow")


def _roofline(parser: ArgumentParser) -> None:
    _add_threads(parser)


def _sweep(parser: ArgumentParser) -> None:
    _add_timing(parser)
    _add_models(parser)
    parser.add_argument(
        "--over",
        required=True,
        metavar="WHAT",
        help="resolution, threads, batch or a parameter that every model has (width, kernel ...)",
    )
    parser.add_argument(
        "--values",
        required=True,
        metavar="V",
        help="a list (4,8,16), a range with its step (32-512:32, 0.25-1.0:0.25), sizes (64x96) or words (relu,silu)",
    )
    parser.add_argument("--paper", action="store_true", help="figures on paper, at once, instead of measured times")


def _diff(parser: ArgumentParser) -> None:
    parser.add_argument("before", metavar="A", help=_MODEL)
    parser.add_argument("after", metavar="B", help="the model that is held against it")
    _add_size(parser)


def _runs(parser: ArgumentParser) -> None:
    parser.add_argument(
        "paths", metavar="PATH", nargs="+", help="a log or a folder of any depth; its format is found by what it holds"
    )


def _export(parser: ArgumentParser) -> None:
    parser.add_argument("model", metavar="MODEL", help=_MODEL)
    _add_size(parser)
    forms = parser.add_mutually_exclusive_group(required=True)
    forms.add_argument("--onnx", metavar="F", help="write one ONNX file, checked and compared with PyTorch")
    forms.add_argument("--python", metavar="F", help="write one Python file that needs PyTorch alone")
    forms.add_argument("--state-dict", metavar="F", help="write the weights alone, as .safetensors")
    forms.add_argument("--svg", metavar="F", help="write the drawing of the canvas as an SVG picture")
    opset = "opset of the ONNX file (20); the answer tells which one the exporter made"
    parser.add_argument("--opset", type=_number(int, 7, 99), default=20, metavar="N", help=opset)
    parser.add_argument("--fixed-batch", action="store_true", help="an ONNX file for one picture a run only")
    parser.add_argument("--any-size", action="store_true", help="an ONNX file for pictures of any height and width")
    parser.add_argument(
        "--fold-norms", action="store_true", help="make batch norms part of the convolutions before them"
    )
    parser.add_argument("--weights", metavar="F", help="a state dict (.pt or .safetensors) for what is written")
    seed = "what other weights are drawn from (0)"
    parser.add_argument("--seed", type=_number(int, 0, 2**63 - 1), default=0, metavar="N", help=seed)
    int8 = "turn the ONNX file into whole numbers: ranges found in each run (dynamic) or by pictures (static)"
    parser.add_argument("--int8", choices=("dynamic", "static"), help=int8)
    _add_pictures(parser)
    parser.add_argument("--netron", metavar="F", help="write our figures for the ONNX file too, as Netron shows them")
    parser.add_argument("--force", action="store_true", help="write over files that are there")


def _add_pictures(parser: ArgumentParser) -> None:
    """By which pictures whole numbers are made."""
    pictures = "pictures for --int8: a folder of them, or N x C x H x W in a .npy file; else random ones"
    parser.add_argument("--calibration", metavar="F", help=pictures)
    parser.add_argument(
        "--pictures", type=_number(int, 1, 100_000), default=16, metavar="N", help="at most so many (16)"
    )
    scaled = "is taken off values from 0 to 1 of a folder's pictures: one number, or one a channel (0)"
    parser.add_argument("--mean", default="0", metavar="M,M,M", help=scaled)
    parser.add_argument("--std", default="1", metavar="S,S,S", help="what they are divided by then (1)")


def _reproduce(parser: ArgumentParser) -> None:
    _add_seconds(parser)
    parser.add_argument(
        "what",
        choices=("table3", "table4", "figure1", "claims"),
        help="table3, table4 (training results, only published) or figure1 (measured, about a minute) of the article "
        "on lightweight Squeeze U-Nets, or the claims of all texts that a count decides",
    )


def _report(parser: ArgumentParser) -> None:
    models = f"a project's file, or models, the first of which the others are held against: {_MODEL}"
    parser.add_argument("models", metavar="PROJECT|MODEL", nargs="*", help=models)
    out = "the file to write: .pdf, .html (one file), .md, .csv (all tables) or .tex (tables for a paper)"
    parser.add_argument("--out", required=True, metavar="F", help=out)
    parser.add_argument("--runs", nargs="+", default=[], metavar="PATH", help="logs of trainings, files or folders")
    parser.add_argument("--paper", choices=get_args(Paper), default="A4", help="of a PDF (A4)")
    keys = ", ".join(SECTIONS)
    parser.add_argument("--sections", default="", metavar="A,B", help=f"only these of {keys} (all but claims)")
    parser.add_argument("--without", default="", metavar="A,B", help="leave these out")
    parser.add_argument("--title", default="", help="else the candidates' names")
    parser.add_argument("--author", default="", help="a line below the title")
    parser.add_argument("--force", action="store_true", help="write over a file that is no report")
    parser.add_argument("--measure", action="store_true", help="measure all candidates now, in turns, for the report")
    _add_size(parser)
    _add_timing(parser)


def _verify(parser: ArgumentParser) -> None:
    parser.epilog = (
        "Exit status: 0 where nothing differs (what was measured on another machine, or on a busy one, does not), "
        "3 where some figure no longer holds, 1 where the file is neither a project nor a report."
    )
    parser.add_argument("path", metavar="REPORT_OR_PROJECT", help="a .slimscope file, or a report that Slimscope wrote")
    paper = "count and read again, but measure nothing"
    parser.add_argument("--paper-only", "--no-measure", dest="paper_only", action="store_true", help=paper)
    _add_seconds(parser)
    quiet = "to wait at most for a quiet machine before a time that differs is taken again (10)"
    parser.add_argument("--patience", type=_number(float, 0.0, 3600.0), default=10.0, metavar="SECONDS", help=quiet)


COMMANDS: dict[str, tuple[str, Callable[[ArgumentParser], None]]] = {
    "list": ("the models or the blocks there are", _list),
    "analyze": ("what models cost on paper", _analyze),
    "measure": ("how long models take on this CPU, in turns", _measure),
    "layers": ("where a model's time goes, block by block", _layers),
    "roofline": ("how fast this machine multiplies and moves memory", _roofline),
    "sweep": ("models over resolutions, threads, batches or any parameter", _sweep),
    "diff": ("what sets two models apart, block by block", _diff),
    "runs": ("what trainings came to, by their logs", _runs),
    "export": ("a model as an ONNX file, as PyTorch code or as a drawing", _export),
    "report": ("a project or models as PDF, HTML, Markdown, CSV or LaTeX", _report),
    "verify": ("whether what a report or a project states still holds", _verify),
    "reproduce": ("published figures beside ours", _reproduce),
}
"""What each command gives, and what adds its arguments."""


def _add_models(parser: ArgumentParser, more: str = "") -> None:
    parser.add_argument("models", metavar="MODEL", nargs="+", help=f"{_MODEL}{more}")
    _add_size(parser)


def _add_size(parser: ArgumentParser) -> None:
    size = "input in pixels: 64 (square), 64x96 (height x width) or 3x64x96 (channels too); else the model's own"
    parser.add_argument("--size", default="", help=size)


def _add_timing(parser: ArgumentParser) -> None:
    """How models are run, and for how long."""
    _add_seconds(parser)
    _add_threads(parser)
    parser.add_argument("--batch", type=_number(int, 1, 4096), default=1, metavar="N", help="pictures of a run (1)")
    parser.add_argument(
        "--layout",
        choices=get_args(Layout),
        default="contiguous",
        help="how pictures lie in memory: plane by plane or pixel by pixel (contiguous)",
    )
    parser.add_argument(
        "--runtime",
        action="append",
        dest="runtimes",
        metavar="R",
        help="what runs the models, eager (PyTorch) or onnxruntime; more than one take turns (eager)",
    )


def _add_threads(parser: ArgumentParser) -> None:
    parser.add_argument("--threads", type=_number(int, 1, 256), default=1, metavar="N", help="threads of a run (1)")


def _add_seconds(parser: ArgumentParser, what: str = "each model") -> None:
    seconds = f"how long {what} is timed at least, beside its 50 runs (1)"
    parser.add_argument("--seconds", type=_number(float, 0.001, 3600), default=1.0, metavar="T", help=seconds)


def _number(kind: Callable[[str | float], Number], least: float, most: float) -> Callable[[str], Number]:
    def read(text: str) -> Number:
        try:
            value = kind(text)
        except ValueError:
            value = kind(least - 1)
        if not least <= value <= most:
            raise ArgumentTypeError(f"'{text}' is no number from {least:g} to {most:g}")
        return value

    return read
