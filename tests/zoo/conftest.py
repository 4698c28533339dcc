"""What tests of the command line share: asking a command, and being refused by it."""

import json

import pytest

from modelzoo.cli import main


@pytest.fixture
def ask(capsys):
    """Runs a command that must succeed and gives what it printed."""

    def run(*argv: str) -> str:
        assert main(argv) == 0
        printed = capsys.readouterr()
        assert printed.err == ""
        return printed.out

    return run


@pytest.fixture
def ask_json(ask):
    """Runs a command with --json and gives the one document it printed."""
    return lambda *argv: json.loads(ask(*argv, "--json"))


@pytest.fixture
def refuse(capsys):
    """Runs a command that must fail and gives the exit code and what it said."""

    def run(*argv: str) -> tuple[int, str]:
        code = main(argv)
        printed = capsys.readouterr()
        assert printed.out == ""
        return code, printed.err

    return run
