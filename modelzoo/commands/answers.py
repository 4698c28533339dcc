"""What answers each command of the command line: one file a command."""

from argparse import Namespace
from collections.abc import Callable

from modelzoo.commands.analyzing import analyze
from modelzoo.commands.answering import Answer
from modelzoo.commands.diffing import compare
from modelzoo.commands.exporting import export
from modelzoo.commands.layers import layers, roofline
from modelzoo.commands.listing import list_all
from modelzoo.commands.measuring import measure
from modelzoo.commands.reproducing import reproduce
from modelzoo.commands.sweeping import sweep


def answer(arguments: Namespace) -> Answer:
    """What was asked for, as JSON data and as text. Raises ZooError."""
    return _ANSWERS[arguments.command](arguments)


_ANSWERS: dict[str, Callable[[Namespace], Answer]] = {
    "list": list_all,
    "analyze": analyze,
    "measure": measure,
    "layers": layers,
    "roofline": roofline,
    "sweep": sweep,
    "diff": compare,
    "export": export,
    "reproduce": reproduce,
}
