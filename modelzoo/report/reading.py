"""What a written report states, whatever its form, and the text that its reader sees."""

import csv
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from modelzoo.errors import FileError
from modelzoo.report.document import Report
from modelzoo.report.sealing import digest, seal_of
from modelzoo.report.statements import NAME, read_statements

ATTACHMENT = f"{NAME}.json"
"""The file within a PDF that holds the statements."""


@dataclass(frozen=True)
class Written:
    """A report as it was found in a file: what it states, and all of its text. seal: as it is, and as it should be."""

    report: Report
    text: str
    seal: tuple[str, str]

    def shows(self, figure: str) -> bool:
        """Whether a figure stands in the text as a whole, and not as a part of a longer one."""
        return re.search(rf"(?<![\d.,]){re.escape(figure)}(?![.,]?\d)", self.text) is not None


def read_report(path: Path) -> Written:
    """The report in a file of any form. Raises FileError, and ProjectError where its statements are damaged."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise FileError(str(path), f"cannot be read: {error.strerror or error}.") from None
    line, text = _FORMS.get(path.suffix.lower(), _neither)(content, str(path))
    if not line:
        raise FileError(str(path), "is no report of Slimscope's that states its figures.")
    return Written(read_statements(line, str(path)), text, (seal_of(content), digest(content)))


def _neither(_content: bytes, path: str) -> tuple[str, str]:
    raise FileError(path, f"is neither a project nor a report: those end in .slimscope, {', '.join(_FORMS)}.")


def _html(content: bytes, path: str) -> tuple[str, str]:
    text = _decoded(content, path)
    found = re.search(rf'<script[^>]*id="{NAME}"[^>]*>(.*?)</script>', text, re.DOTALL)
    shown = re.sub(r"<(script|style)\b.*?</\1>|<[^>]*>", " ", text, flags=re.DOTALL)
    return (found[1] if found else ""), unescape(shown)


def _markdown(content: bytes, path: str) -> tuple[str, str]:
    return _cut(_decoded(content, path), rf"<!--\s*{NAME}\s+(.*?)\s*-->")


def _latex(content: bytes, path: str) -> tuple[str, str]:
    return _cut(_decoded(content, path), rf"^%\s*{NAME}\s+(.*)$")


def _cut(text: str, pattern: str) -> tuple[str, str]:
    """What a pattern finds, and the text without it."""
    found = re.search(pattern, text, re.DOTALL if pattern.startswith("<") else re.MULTILINE)
    return (found[1], text.replace(found[0], "")) if found else ("", text)


def _csv(content: bytes, path: str) -> tuple[str, str]:
    line, text = _cut(_decoded(content, path), rf'^{NAME},"((?:[^"]|"")*)"')
    try:
        return line.replace('""', '"'), "\n".join(" ".join(row) for row in csv.reader(io.StringIO(text)))
    except csv.Error as error:
        raise FileError(path, f"is no table that can be read: {error}.") from error


def _pdf(content: bytes, path: str) -> tuple[str, str]:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(content))
        line = next(iter(reader.attachments.get(ATTACHMENT, [])), b"")
        return _decoded(line, path), "\n".join(page.extract_text() for page in reader.pages)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, OSError, RecursionError) as error:
        raise FileError(path, f"is no PDF that can be read: {error}") from error


_FORMS: Mapping[str, Callable[[bytes, str], tuple[str, str]]] = {
    ".pdf": _pdf,
    ".html": _html,
    ".csv": _csv,
    ".tex": _latex,
    ".md": _markdown,
}
"""How the statements and the text are found in each form."""


def _decoded(content: bytes, path: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileError(path, "is not text.") from None
