"""Input sizes as a person writes them."""

from modelzoo.errors import ParamError
from modelzoo.graph import Size

MOST_PIXELS = 8192
"""The largest height or width."""


def parse_size(text: str) -> tuple[int | None, int, int]:
    """ "64", "64x96" or "3x64x96" as channels (None: the model's own), height and width. Raises ParamError."""
    try:
        sides = [int(side) for side in text.lower().replace("×", "x").split("x")]
    except ValueError:
        sides = []
    if not 1 <= len(sides) <= 3 or any(not 1 <= side <= MOST_PIXELS for side in sides):
        how = f"64, 64x96 or 3x64x96 (channels x height x width), each from 1 to {MOST_PIXELS}"
        raise ParamError("size", f"cannot be '{text}': write {how}.")
    channels = sides[0] if len(sides) == 3 else None
    return channels, sides[-2] if len(sides) > 1 else sides[0], sides[-1]


def size_text(size: Size) -> str:
    """A height and width as a person writes them: 64 for a square, else 64x96."""
    height, width = size
    return str(height) if height == width else f"{height}x{width}"
