"""Values to sweep over, as a person writes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modelzoo.errors import ParamError
from modelzoo.ranges import MOST_VALUES, parse_values, position, values_text

SIDES = st.integers(1, 10**6)


NUMBERS = SIDES | st.floats(0.001, 1e6)


PAIRS = st.tuples(SIDES, SIDES).filter(lambda pair: pair[0] != pair[1])


WORDS = st.sampled_from(["relu", "half", "yes", "none"])


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("4,8,16,32,64", (4, 8, 16, 32, 64)),
        ("32-160:32", (32, 64, 96, 128, 160)),
        ("32-100:32", (32, 64, 96)),
        ("1-4", (1, 2, 3, 4)),
        ("0.25-1.0:0.25", (0.25, 0.5, 0.75, 1.0)),
        ("0.1-0.3:0.1", (0.1, 0.2, 0.3)),
        ("64x96, 96×64, 32x32", ((64, 96), (96, 64), 32)),
        (" 8 , 4,8, 4-6:2 ,", (8, 4, 6)),
        ("relu,silu", ("relu", "silu")),
        ("7-7", (7,)),
        ("1e-3", (0.001,)),
    ],
)
def test_values_are_read_as_a_person_writes_them(text, values):
    found = parse_values(text)
    assert found == values
    assert list(map(type, found)) == list(map(type, values))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "write a list"),
        (" , ", "write a list"),
        ("64-32:8", "a range goes up"),
        ("32-64:0", "a step above 0"),
        ("0.25-1.0", "say the step"),
        ("1-999999999", "takes 512 at most"),
        (",".join(map(str, range(MOST_VALUES + 1))), f"{MOST_VALUES} at most"),
    ],
)
def test_values_that_cannot_be_are_refused_in_a_users_words(text, said):
    with pytest.raises(ParamError, match=said):
        parse_values(text)


@given(st.lists(NUMBERS | PAIRS | WORDS, min_size=1, max_size=20, unique=True))
def test_values_written_out_read_back_the_same(values):
    assert parse_values(values_text(tuple(values))) == tuple(values)


@given(st.integers(1, 9000), st.integers(1, 9000), st.integers(0, 200))
def test_a_range_of_whole_numbers_holds_both_ends_and_every_step(first, step, count):
    assert parse_values(f"{first}-{first + count * step}:{step}") == tuple(range(first, first + count * step + 1, step))


@given(st.integers(0, 400), st.integers(1, 400), st.integers(0, 100))
def test_a_range_of_decimals_gathers_no_error(first, step, count):
    text = f"{first / 100:.2f}-{(first + count * step) / 100:.2f}:{step / 100:.2f}"
    assert parse_values(text) == tuple((first + at * step) / 100 for at in range(count + 1))


@given(st.text(alphabet="0123456789.-:x, erlu", max_size=30))
def test_any_text_is_read_or_refused_and_never_more(text):
    try:
        found = parse_values(text)
    except ParamError as error:
        assert str(error).endswith(".")
    else:
        assert 1 <= len(found) <= MOST_VALUES
        assert len(set(found)) == len(found)


@pytest.mark.parametrize(("value", "at"), [(64, 64.0), (0.25, 0.25), ((16, 64), 32.0), ("relu", None)])
def test_every_value_but_a_word_has_a_place_on_an_axis(value, at):
    assert position(value) == at
