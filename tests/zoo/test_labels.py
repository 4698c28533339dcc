"""How shapes and kernels read where they are not typed."""

import pytest

from modelzoo.graph import shape_text
from modelzoo.labels import crossed, shape_label


@pytest.mark.parametrize("shape", [(1, 64, 32, 32), (2, 1000)])
def test_a_shape_reads_on_the_screen_as_in_a_sentence_of_the_zoo(shape):
    assert shape_label(shape) == crossed(shape_text(shape)) and "x" not in shape_label(shape)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("add1: add cannot take 128x32x32 and 64x64x64.", "add1: add cannot take 128×32×32 and 64×64×64."),
        ("Insert a 1x1 convolution?", "Insert a 1×1 convolution?"),
        ("expand3x3 and fire_1x1 in 0x1f", "expand3x3 and fire_1x1 in 0x1f"),
        ("height x width", "height x width"),
    ],
)
def test_numbers_get_a_cross_and_names_keep_their_letter(text, shown):
    assert crossed(text) == shown
