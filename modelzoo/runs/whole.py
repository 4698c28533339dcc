"""A document that is written as a whole each time: read again when it has changed."""

import json
from pathlib import Path
from typing import Any

from modelzoo.runs.json_rows import salvage


class Whole:
    """A JSON document, as often as it is written."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen: tuple[int, int] | None = None

    def new(self) -> tuple[Any, str] | None:
        """What the document holds and what is wrong with it; None where it has not changed. Raises OSError.

        Of a broken one it is a list of the whole objects in its first list.
        """
        found = self.path.stat()
        seen = found.st_size, found.st_mtime_ns
        if seen == self._seen:
            return None
        text = self.path.read_bytes().decode("utf-8-sig", errors="replace")
        self._seen = seen
        try:
            return json.loads(text), ""
        except (ValueError, RecursionError) as error:
            place = f" at character {error.pos:,}" if isinstance(error, json.JSONDecodeError) else ""
            return salvage(text), f"the document is broken{place}"
