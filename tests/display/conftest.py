"""A whole program on a real display."""

from tests.e2e.conftest import start

__all__ = ["start"]
