"""Parameters: one canonical value for each meaning, wherever it comes from."""

from typing import Annotated, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from modelzoo.catalog import CATALOG
from modelzoo.errors import ParamError
from modelzoo.params import Channels, Padding, Pair, Param, Range, Stride, check_all, read_params, value_text
from modelzoo.zoo import open_model

COUNT = Param("out", "int", 64, 1, 65536)
SHARE = Param("share", "float", 0.5, 0.0, 1.0)
WIDTH = Param("width", "float", 1.0)
BIAS = Param("bias", "bool", True)
PAIR = Param("padding", "pair", 1, 0, 255, ("half",))
ACT = Param("act", "choice", "relu", choices=("none", "relu"))

VALUES = st.one_of(
    st.tuples(st.just(COUNT), st.integers(1, 65536)),
    st.tuples(st.just(SHARE), st.floats(0, 1)),
    st.tuples(st.just(WIDTH), st.floats(allow_nan=False)),
    st.tuples(st.just(BIAS), st.booleans()),
    st.tuples(st.just(PAIR), st.integers(0, 255) | st.tuples(st.integers(0, 255), st.integers(0, 255))),
    st.tuples(st.just(PAIR), st.just("half")),
    st.tuples(st.just(ACT), st.sampled_from(ACT.choices)),
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)


@settings(deadline=None)
@given(VALUES)
def test_a_value_reads_back_as_itself_from_its_text(case):
    param, value = case
    checked = param.check(value)
    assert param.check(checked) == checked
    assert param.parse(value_text(checked)) == checked
    assert type(param.parse(value_text(checked))) is type(checked)


@settings(deadline=None)
@given(st.sampled_from([COUNT, SHARE, BIAS, PAIR, ACT]), ANYTHING)
def test_anything_else_is_refused_with_what_would_fit(param, value):
    try:
        checked = param.check(value)
    except ParamError as error:
        assert param.describe() in str(error)
    else:
        assert param.check(checked) == checked


@settings(deadline=None)
@given(st.sampled_from([COUNT, SHARE, BIAS, PAIR, ACT]), st.text(max_size=12))
def test_any_text_is_read_or_refused(param, text):
    try:
        checked = param.parse(text)
    except ParamError as error:
        assert str(error)
    else:
        assert param.check(checked) == checked


@pytest.mark.parametrize(
    ("param", "text", "value"),
    [
        (COUNT, " 16 ", 16),
        (SHARE, "1", 1.0),
        (BIAS, "Off", False),
        (PAIR, "3x1", (3, 1)),
        (PAIR, "3×3", 3),
        (PAIR, "half", "half"),
        (ACT, "none", "none"),
    ],
)
def test_what_a_person_types_becomes_the_canonical_value(param, text, value):
    assert param.parse(text) == value
    assert type(param.parse(text)) is type(value)


def test_equal_sides_are_one_number_so_that_one_meaning_has_one_fingerprint():
    assert PAIR.check([3, 3]) == PAIR.check((3, 3)) == PAIR.check(3) == 3


@pytest.mark.parametrize("value", [0, 65537, 1.5, True, "16", None, float("nan"), 10**400])
def test_a_count_takes_whole_numbers_within_its_bounds_alone(value):
    with pytest.raises(ParamError, match="a whole number from 1 to 65536"):
        COUNT.check(value)


def test_defaults_fill_in_and_unknown_names_are_refused():
    assert check_all((COUNT, BIAS), {"bias": False}) == (("out", 64), ("bias", False))
    with pytest.raises(ParamError, match="there are out, bias"):
        check_all((COUNT, BIAS), {"width": 2})


def test_a_signature_is_read_with_its_bounds_words_and_help():
    def form(
        in_channels: int,
        out: Channels = 32,
        stride: Stride = (2, 1),
        padding: Padding = "half",
        share: Annotated[float, Range(0, 1, "A share")] = 0.25,
        bias: bool = True,
        act: Literal["none", "relu"] = "relu",
    ) -> None: ...

    params = {param.name: param for param in read_params(form, ["in_channels"])}
    assert list(params) == ["out", "stride", "padding", "share", "bias", "act"]
    assert [param.kind for param in params.values()] == ["int", "pair", "pair", "float", "bool", "choice"]
    assert params["padding"].choices == ("half",)
    assert params["share"] == Param("share", "float", 0.25, 0, 1, (), "A share")


def test_a_signature_without_a_default_or_with_another_type_is_a_mistake_of_ours():
    def bare(out: Channels) -> None: ...

    def odd(out: bytes = b"") -> None: ...

    for form in (bare, odd):
        with pytest.raises(TypeError):
            read_params(form)


def test_every_parameter_that_ships_takes_its_own_default_and_says_what_fits():
    assert open_model("squeezenet")
    shipped = [*CATALOG.blocks.values(), *CATALOG.architectures.values()]
    for param in (param for info in shipped for param in info.params):
        assert param.check(param.default) == param.default
        assert param.describe()


def test_a_pair_may_stand_as_one_number_or_two():
    def form(kernel: Annotated[Pair, Range(1, 9)] = 3) -> None: ...

    (kernel,) = read_params(form)
    assert kernel.check((1, 9)) == (1, 9)
    with pytest.raises(ParamError):
        kernel.check((1, 10))
