"""The one word that the palette and the canvas agree on."""

BLOCK = "application/x-slimscope-block"
"""A block that is dragged from the palette; the data is its name in UTF-8."""
