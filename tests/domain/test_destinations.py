"""Which words of a slip mean which facility."""

import pytest

from domain.destinations import disagreement, same_place
from domain.faults import halves


@pytest.mark.parametrize(
    ("said", "same"),
    [
        ("trung tam y te khoai chau", True),
        ("trung  tam y te  khoai chau.", True),
        ("trung tam y te khoai chau (33012)", True),
        ("33012 - trung tam y te khoai chau", True),
        ("33012", True),
        ("trung tam y te", False),
        ("trung tam y te khoai chau 2", False),
        ("trung tam y te an thi (33012)", False),
        ("330120", False),
        ("", False),
    ],
)
def test_a_name_a_code_or_both_mean_it_and_no_part_of_a_name(said: str, same: bool) -> None:
    assert same_place(said, "trung tam y te khoai chau", "33012") is same


def test_one_elsewhere_has_no_code() -> None:
    assert same_place("benh vien bach mai", "benh vien bach mai")
    assert not same_place("benh vien bach mai", "benh vien viet duc")


def test_both_places_are_named_in_both_languages() -> None:
    for half in halves(disagreement("receiver", "Bệnh viện A / B", "Bệnh viện C")):
        assert half.startswith("receiver: ")
        assert all(name in half.replace("\u00a0", " ") for name in ("“Bệnh viện A / B”", "“Bệnh viện C”"))
