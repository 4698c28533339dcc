"""The letters of a report's pages: DejaVu Sans, which has the signs of most languages and comes with matplotlib."""

from functools import cache
from itertools import product
from pathlib import Path

from matplotlib import get_data_path
from reportlab.lib.fonts import addMapping
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont

FAMILY = "DejaVuSans"
_SUFFIXES = {(False, False): "", (True, False): "-Bold", (False, True): "-Oblique", (True, True): "-BoldOblique"}


def face(bold: bool = False, slanted: bool = False) -> str:
    """The name by which a page knows the font."""
    load()
    return FAMILY + _SUFFIXES[bold, slanted]


@cache
def load() -> None:
    """Have reportlab know the fonts."""
    folder = Path(get_data_path(), "fonts", "ttf")
    for bold, slanted in product((False, True), repeat=2):
        name = FAMILY + _SUFFIXES[bold, slanted]
        registerFont(TTFont(name, folder / f"{name}.ttf"))
        addMapping(FAMILY, int(bold), int(slanted), name)
