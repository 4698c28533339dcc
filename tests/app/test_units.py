import pytest

from app import units


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (950, "950"),
        (999.6, "1.00 k"),
        (12_345, "12.3 k"),
        (999_950, "1.00 M"),
        (1_250_000, "1.25 M"),
        (3.4e9, "3.40 G"),
    ],
)
def test_a_count_keeps_three_digits(number, text):
    assert units.count(number) == text


@pytest.mark.parametrize(("number", "text"), [(0, "0 MB"), (51_200, "51.20 kB"), (2_908_000, "2.91 MB")])
def test_a_size_is_in_megabytes_of_a_million_bytes(number, text):
    assert units.size(number) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(144e-6, "144 µs"), (0.9999e-3, "1.00 ms"), (2.43e-3, "2.43 ms"), (1.2, "1.20 s")],
)
def test_a_duration_takes_the_unit_that_suits_it(seconds, text):
    assert units.duration(seconds) == text


@pytest.mark.parametrize(("number", "text"), [(4.48e10, "44.8 GB/s"), (9.3e8, "930 MB/s"), (500, "500 B/s")])
def test_a_rate_has_its_prefix_before_the_unit(number, text):
    assert units.rate(number, "B/s") == text


def test_a_change_has_its_sign_and_its_percentage():
    assert units.change(900, 1000, units.count) == "−100 (−10.0 %)"
    assert units.change(1_500_000, 1_000_000, units.count) == "+500 k (+50.0 %)"


def test_no_change_is_said_in_words():
    assert units.change(7, 7, units.count) == "no change"


def test_a_change_from_nothing_has_no_percentage():
    assert units.change(5, 0, units.count) == "+5"
