"""Where a measured number lies in the range it came with, however both are written; nothing is guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ranges import FITS, Place, place
from domain.results import Flag

B, W, A = Place.BELOW, Place.WITHIN, Place.ABOVE


@pytest.mark.parametrize(
    ("value", "reference", "lies"),
    [
        ("6,9", "3,5 – 5,0", A),
        ("6.9", "3,5 – 5,0", A),
        ("3,5", "3.5-5.0", W),
        ("5,0", "3,5 — 5,0", W),
        ("2", "3,5 đến 5,0", B),
        (" 4,1 ", "[3,5 - 5,0]", W),
        ("-3", "-2 – +2", B),
        ("5", "< 5", A),
        ("5", "≤ 5", W),
        ("5", "<=5", W),
        ("0,4", "> 0,4", B),
        ("90", "≥ 90", W),
        ("89,9", ">= 90", B),
        ("1.015", "1.005 – 1.030", W),
        ("1,035", "1,005 – 1,030", A),
        ("12.500", "4.000 – 10.000", A),
        ("1.234,5", "1.000 – 1.200", A),
    ],
)
def test_a_number_is_judged_by_its_range(value: str, reference: str, lies: Place) -> None:
    assert place(value, reference) is lies


@pytest.mark.parametrize(
    ("value", "reference"),
    [
        ("6,9", ""),
        ("", "3,5 – 5,0"),
        ("dương tính", "âm tính"),
        ("< 0,01", "0 – 0,5"),
        ("6,9", "Nam: 3,5 – 5,0"),
        ("6,9", "5,0 – 3,5"),
        ("6,9,1", "3,5 – 5,0"),
        ("150.000", "150 – 450"),
        ("1,234", "100 – 2000"),
        ("٣", "1 – 5"),
    ],
)
def test_nothing_is_guessed(value: str, reference: str) -> None:
    """Words, and numbers that are normal or high by which mark parts their thousands, are for a person to judge."""
    assert place(value, reference) is None


@given(*(st.decimals(-999, 999, places=1) for _ in range(3)))
def test_dot_or_comma_makes_no_difference(value: object, one: object, other: object) -> None:
    least, most = sorted((one, other), key=lambda number: float(str(number)))
    judged = place(str(value), f"{least} – {most}")
    assert judged is place(str(value).replace(".", ","), f"{least} – {most}".replace(".", ","))
    below, above = float(str(value)) < float(str(least)), float(str(value)) > float(str(most))
    assert judged is (B if below else A if above else W)


def test_no_flag_contradicts_its_place() -> None:
    assert all(where.flag in FITS[where] for where in Place)
    assert not {Flag.NORMAL, Flag.HIGH} & FITS[B]
    assert not {Flag.NORMAL, Flag.LOW} & FITS[A]
