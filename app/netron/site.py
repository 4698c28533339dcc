"""What the page of Netron is made of, served from memory: the netron package's files, our bridge, and the model."""

import html
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote

from PySide6.QtCore import QObject, Signal

HOME = "index.html"
KINDS = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".json": "application/json",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".onnx": "application/octet-stream",
}
"""What is served, and as what: nothing else of the package's folder is."""


@dataclass(frozen=True)
class Sight:
    """What is to be seen on the page.

    model: the file of the model. attachment: our figures, as the text that Netron reads. colours: the ground and the
    ink of nodes, None for Netron's own. selected: the names of nodes.
    """

    model: str = ""
    attachment: str = ""
    colours: Mapping[str, tuple[str, str]] | None = field(default=None)
    selected: tuple[str, ...] = ()
    dark: bool = False

    @property
    def text(self) -> str:
        """This as JSON, which is JavaScript too."""
        return json.dumps(vars(self))


@dataclass(frozen=True)
class Answer:
    """What is at a path: its bytes, and what they are."""

    body: bytes
    kind: str


class Site(QObject):
    """Answers for every path of the page, on any thread; what is not known does not exist."""

    said = Signal(str, object)
    """The page told something: "ready", "selected" or "failed", and what of it."""

    def __init__(self, folder: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder or package_folder()
        self._model = b""
        self.sight = Sight()

    def put(self, model: bytes, sight: Sight) -> None:
        """Serve another model, and tell of another sight."""
        self._model, self.sight = model, sight

    def answer(self, path: str, query: str = "") -> Answer | None:
        """What is at this path, without the slash before it."""
        sight = self.sight
        match path:
            case "" | "index.html":
                return Answer(_index(self._folder, sight), KINDS[".html"])
            case "slimscope.js":
                return Answer(_bridge(), KINDS[".js"])
            case "sight.json":
                return Answer(sight.text.encode(), KINDS[".json"])
            case "said":
                return self._hear(query)
            case sight.model:
                return Answer(self._model, KINDS[".onnx"])
        return _file(self._folder, path)

    def _hear(self, query: str) -> Answer | None:
        try:
            kind, value = json.loads(unquote(query))
        except ValueError:
            return None
        self.said.emit(kind, value)
        return Answer(b"", KINDS[".json"])


def package_folder() -> Path | None:
    """Where the netron package's files are; None where it is not installed."""
    found = find_spec("netron")
    return Path(found.origin).parent if found and found.origin else None


@cache
def _bridge() -> bytes:
    return files("assets").joinpath("netron_bridge.js").read_bytes()


def _index(folder: Path | None, sight: Sight) -> bytes:
    """Netron's page, which starts our bridge before its own scripts and opens the model."""
    found = _file(folder, HOME)
    told = {"file": sight.model, "dark": json.dumps(sight.dark)}
    metas = "".join(f'<meta name="{name}" content="{html.escape(text)}">\n' for name, text in told.items())
    ours = f'{metas}<script src="slimscope.js"></script>\n<script'
    return found.body.replace(b"<script", ours.encode(), 1) if found else b""


@cache
def _file(folder: Path | None, name: str) -> Answer | None:
    """A file of the package; its brackets are those that fonts without Chinese signs have too."""
    kind = KINDS.get(Path(name).suffix)
    if folder is None or kind is None or Path(name).name != name or not (folder / name).is_file():
        return None
    body = (folder / name).read_bytes()
    if name == "view.js":
        body = body.replace(rb"\u3008", rb"\u27e8").replace(rb"\u3009", rb"\u27e9")
    return Answer(body, kind)
