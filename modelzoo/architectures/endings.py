"""How networks end that look at the whole picture by fully connected layers: AlexNet's way, which VGG took over."""

from typing import Annotated

from modelzoo.blocks.layers import scaled
from modelzoo.builder import Builder

AdaptivePool = Annotated[bool, "Whether every picture is brought to one size before the first fully connected layer"]


def fully_connected_end(b: Builder, x: str, side: int, width: float, classes: int, dropout: float) -> None:
    """Layers fc6 and fc7 of 4096 values times the width, then the scores fc8; side 0 takes the features as they are."""
    x = b("flatten", b("adaptive_avg_pool", x, size=side) if side else x)
    for number in (6, 7):
        x = b("linear", x, id=f"fc{number}", out=scaled(4096, width), act="relu")
        x = b("dropout", x, id=f"drop{number}", share=dropout)
    b("output", b("linear", x, id="fc8", out=classes))
