"""What answers each command of the command line: one file a command."""

import sys
from argparse import Namespace
from collections.abc import Callable

from modelzoo.commands.analyzing import analyze
from modelzoo.commands.answering import Answer
from modelzoo.commands.diffing import compare
from modelzoo.commands.exporting import export
from modelzoo.commands.layers import layers, roofline
from modelzoo.commands.listing import list_all
from modelzoo.commands.measuring import measure
from modelzoo.commands.reporting import report
from modelzoo.commands.reproducing import reproduce
from modelzoo.commands.sweeping import sweep
from modelzoo.commands.verifying import verify
from modelzoo.imports.opening import allow_code
from modelzoo.origins import runs_code


def answer(arguments: Namespace) -> Answer:
    """What was asked for, as JSON data and as text. Raises ZooError."""
    for origin in _origins(arguments):
        print(f"slimscope: {origin} is imported: the code in it runs, in a process of its own.", file=sys.stderr)
        allow_code(origin)
    return _ANSWERS[arguments.command](arguments)


def _origins(arguments: Namespace) -> list[str]:
    """The networks that a person named whose code will run: to name one in a command is to ask for it."""
    named = [*getattr(arguments, "models", ())]
    named += [getattr(arguments, name, "") for name in ("model", "before", "after")]
    return [each for each in dict.fromkeys(named) if runs_code(each)]


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
    "report": report,
    "verify": verify,
}
