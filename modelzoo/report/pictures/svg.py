"""A figure as SVG within a page of HTML: its letters stay text, and its colours follow the page into the dark."""

import re
from io import StringIO
from xml.sax.saxutils import escape

from matplotlib.figure import Figure

from modelzoo.report.pictures.palette import DARK

_FONTS = "'DejaVu Sans', Verdana, sans-serif"


def svg(figure: Figure, name: str, spoken: str) -> str:
    """The figure. name: what sets its parts apart from those of the page's other figures. spoken: what it shows."""
    out = StringIO()
    figure.savefig(out, format="svg", metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")), transparent=True)
    text = out.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>", "", text, flags=re.DOTALL)
    text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    text = _named(text, name)
    for colour in DARK:
        text = text.replace(colour, f"var({variable(colour)})")
    label = escape(spoken, {'"': "&quot;"})
    box = re.search(r'viewBox="[^"]*"', text)
    width = figure.get_size_inches()[0] * figure.dpi
    opening = f'<svg {box[0] if box else ""} style="--wide: {width:.0f}" role="img" aria-label="{label}">'
    return re.sub(r"\n\s*", "\n", opening + text[text.index(">") + 1 :]).strip()


def variable(colour: str) -> str:
    """The name by which a page knows a colour."""
    return f"--c{colour[1:]}"


def _named(text: str, name: str) -> str:
    """Only what is used elsewhere in the figure keeps a name, and one that no other figure has."""
    used = set(re.findall(r"#([^\")]+)[\")]", text))
    text = re.sub(r' id="([^"]+)"', lambda found: f' id="{name}-{found[1]}"' if found[1] in used else "", text)
    text = re.sub(r'(xlink:)?href="#([^"]+)"', rf'href="#{name}-\2"', text)
    text = re.sub(r"url\(#([^)]+)\)", rf"url(#{name}-\1)", text)
    return text.replace("'DejaVu Sans'", _FONTS)
