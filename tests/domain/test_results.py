"""What a laboratory delivers is checked before anything is kept."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Malformed
from domain.moments import Episode
from domain.names import PersonId, id_of
from domain.results import NewResult, Value

NOW = datetime(2026, 11, 21, 3, tzinfo=UTC)
HOUR = timedelta(hours=1)
EPISODE = Episode(date(1970, 5, 1), NOW - HOUR, 72 * HOUR)
GOOD = NewResult((1,), (Value(1, "Glucose", "7,9"),), PersonId(id_of("person", "mai")), NOW - 3 * HOUR, NOW - 2 * HOUR, NOW - HOUR)


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({"lines": ()}, ["lines", "values"]),
        ({"values": ()}, ["values"]),
        ({"values": (Value(2, "Glucose", "7,9"),)}, ["values"]),
        ({"received_at": NOW}, ["resulted_at"]),
        ({"sampled_at": NOW - HOUR}, ["resulted_at"]),
        ({"resulted_at": NOW + HOUR}, ["resulted_at"]),
        ({"sampled_at": NOW.replace(year=1)}, ["sampled_at"]),
    ],
)
def test_each_slip_is_named(wrong: dict[str, object], fields: list[str]) -> None:
    with pytest.raises(Malformed) as refused:
        replace(GOOD, **wrong).check(EPISODE, NOW)  # type: ignore[arg-type]
    assert [fact.split(":")[0] for fact in refused.value.facts] == fields


def test_a_conclusion_without_values_will_do() -> None:
    replace(GOOD, values=(), conclusion="Không thấy bất thường").check(EPISODE, NOW)


@given(*(st.integers(-5, 5) for _ in range(3)))
def test_times_stand_in_order_and_none_in_the_future(sampled: int, received: int, resulted: int) -> None:
    sheet = replace(GOOD, sampled_at=NOW + sampled * HOUR, received_at=NOW + received * HOUR, resulted_at=NOW + resulted * HOUR)
    if sampled <= received <= resulted <= 0:
        sheet.check(EPISODE, NOW)
    else:
        with pytest.raises(Malformed):
            sheet.check(EPISODE, NOW)
