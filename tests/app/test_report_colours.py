from app.theme import DARK, LIGHT
from modelzoo.report.pictures import palette


def test_a_report_draws_blocks_in_the_colours_of_the_window():
    assert {name: palette.family(name) for name in LIGHT.hues} == dict(LIGHT.hues)


def test_also_in_the_dark():
    assert {name: palette.DARK[palette.family(name)] for name in DARK.hues} == dict(DARK.hues)
