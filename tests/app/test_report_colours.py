import pytest

from app.theme import DARK, LIGHT
from modelzoo.report.pictures import palette


@pytest.mark.parametrize("group", [*LIGHT.hues, "A group of tomorrow"])
def test_a_block_of_a_report_is_on_a_dark_screen_what_it_is_in_the_dark_window(group):
    assert palette.DARK[LIGHT.hue(group)] == DARK.hue(group)
