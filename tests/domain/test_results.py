"""What a laboratory delivers is checked before anything is kept."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Malformed
from domain.moments import Episode
from domain.names import PersonId, id_of
from domain.results import NewReport, NewResult, Value

NOW = datetime(2026, 11, 21, 3, tzinfo=UTC)
HOUR = timedelta(hours=1)
EPISODE = Episode(date(1970, 5, 1), NOW - HOUR, 72 * HOUR)
GOOD = NewResult((1,), (Value(1, "Glucose", "7,9"),), PersonId(id_of("person", "mai")), NOW - 3 * HOUR, NOW - 2 * HOUR, NOW - HOUR)


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({"values": ()}, ["values"]),
        ({"values": (Value(2, "Glucose", "7,9"),)}, ["values"]),
        ({"received_at": NOW}, ["resulted_at"]),
        ({"sampled_at": NOW - HOUR}, ["resulted_at"]),
        ({"resulted_at": NOW + HOUR}, ["resulted_at"]),
        ({"sampled_at": NOW.replace(year=1)}, ["sampled_at"]),
        ({"values": (), "resulted_at": NOW + HOUR}, ["values", "resulted_at"]),
    ],
)
def test_each_slip_is_named(wrong: dict[str, object], fields: list[str]) -> None:
    found = replace(GOOD, **wrong).faults(EPISODE, NOW)  # type: ignore[arg-type]
    assert [fact.split(":")[0] for fact in found] == fields


@pytest.mark.parametrize("lines", [(), (1, 1)])
def test_a_sheet_answers_lines_each_once(lines: tuple[int, ...]) -> None:
    for sheet in (replace(GOOD, lines=lines), NewReport(lines, GOOD.performer, {})):
        with pytest.raises(Malformed):
            sheet.check()


def test_a_conclusion_without_values_will_do() -> None:
    assert replace(GOOD, values=(), conclusion="Không thấy bất thường").faults(EPISODE, NOW) == ()


@given(*(st.integers(-5, 5) for _ in range(3)))
def test_times_stand_in_order_and_none_in_the_future(sampled: int, received: int, resulted: int) -> None:
    sheet = replace(GOOD, sampled_at=NOW + sampled * HOUR, received_at=NOW + received * HOUR, resulted_at=NOW + resulted * HOUR)
    assert (sheet.faults(EPISODE, NOW) == ()) is (sampled <= received <= resulted <= 0)
