"""Which run logs belong to a project, and what a person said of them: small and plain, to be kept in its file."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from modelzoo.runs.metrics import Mapping
from modelzoo.runs.pairing import Pairing
from modelzoo.runs.view import View

PUBLISHED = "published: "
"""What the name of printed results begins with, which stand among the paths but lie in no file of a person's."""
TABLE4 = f"{PUBLISHED}Table 4"


@dataclass(frozen=True)
class Logs:
    """Files and folders that hold runs, what their metrics mean, what each run belongs to, how one looks at them."""

    paths: tuple[str, ...] = ()
    mapping: Mapping = field(default=Mapping())
    pairing: Pairing = field(default=Pairing())
    view: View = field(default=View())

    @property
    def decided(self) -> "Logs":
        """The same without how one looks at them, which is no work to be kept."""
        return replace(self, view=View())

    def opened(self, paths: Iterable[str]) -> "Logs":
        """With these paths behind those that are open."""
        return replace(self, paths=tuple(dict.fromkeys((*self.paths, *paths))))

    def closed(self, paths: Collection[str]) -> "Logs":
        """Without these paths; what was said of their runs stays, for when they are opened again."""
        return replace(self, paths=tuple(path for path in self.paths if path not in paths))

    def beside(self, folder: Path) -> "Logs":
        """With the paths that lie in a folder told from there, so that both can be moved together."""
        return replace(self, paths=tuple(_from(folder.absolute(), path) for path in self.paths))

    def found_from(self, folder: Path) -> "Logs":
        """With every path told in full; those that are not begin in this folder."""
        paths = (path if path.startswith(PUBLISHED) else str(folder.absolute() / path) for path in self.paths)
        return replace(self, paths=tuple(paths))


def _from(folder: Path, text: str) -> str:
    path = Path(text)
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else text
