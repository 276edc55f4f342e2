"""When an outage begins and ends, what may carry its mark, and who confirms what."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Malformed, NotAllowed, WrongState
from domain.names import DepartmentId, OutageId, RecordId, id_of
from domain.outages import LONGEST, BackEntry, Entered, NewOutage, Outage, OutageState
from tests.people import HOSPITAL, HUNG, KHANH, LAB, LAN, MAI, OUTSIDE, PHUC, THUY, WARD

NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
WHICH = OutageId(id_of("outage", "thử"))
RECORD = RecordId(id_of("record", "thử"))


def outage(start: float = -3, end: float | None = -1, *departments: DepartmentId, planned: bool = False) -> Outage:
    """Hours from now."""
    until = None if end is None else NOW + end * HOUR
    return Outage(WHICH, HOSPITAL, departments, NOW + start * HOUR, until, planned, KHANH.id, NOW, NOW + 23 * HOUR)


def faults(new: NewOutage) -> list[str]:
    try:
        new.check(NOW)
    except Malformed as wrong:
        return [one.partition(": ")[0] for one in wrong.facts]
    return []


@pytest.mark.parametrize(
    ("start", "end", "planned", "reason", "wrong"),
    [
        (-3, -1, False, "Mất điện", []),
        (-3, None, False, "Mất điện", []),
        (48, 50, True, "Nâng cấp máy chủ", []),
        (48, 50, False, "Nâng cấp máy chủ", ["started_at", "ended_at"]),
        (-3, -4, False, "Mất điện", ["ended_at"]),
        (-3, 2, False, "Mất điện", ["ended_at"]),
        (-3, None, False, "  ", ["reason"]),
        (-3, None, False, "x" * 2001, ["reason"]),
        (-9000, -8999, False, "Mất điện", ["started_at"]),
        (-900, -1, False, "Mất điện", ["ended_at"]),
    ],
)
def test_what_is_wrong_with_a_declaration_is_told_by_its_field(
    start: float, end: float | None, planned: bool, reason: str, wrong: list[str]
) -> None:
    new = NewOutage(NOW + start * HOUR, reason, None if end is None else NOW + end * HOUR, planned)
    assert faults(new) == wrong


def test_a_time_without_its_offset_is_told() -> None:
    assert faults(NewOutage(NOW.replace(tzinfo=None), "Mất điện")) == ["started_at"]


@pytest.mark.parametrize(
    ("start", "end", "state"),
    [(2, None, OutageState.COMING), (-2, None, OutageState.RUNNING), (-2, 1, OutageState.RUNNING), (-2, 0, OutageState.OVER)],
)
def test_it_begins_and_ends_by_the_clock(start: float, end: float | None, state: OutageState) -> None:
    assert outage(start, end).state(NOW) is state


def test_a_withdrawn_one_stands_for_nothing() -> None:
    gone = replace(outage(), withdrawn_at=NOW, withdrawn_by=KHANH.id)
    assert (gone.state(NOW), gone.covers(NOW - 2 * HOUR)) == (OutageState.WITHDRAWN, False)
    assert "rút lại" in gone.fault(NOW - 2 * HOUR, WARD)
    with pytest.raises(WrongState):
        gone.correct(NOW - 3 * HOUR, None, NOW)
    with pytest.raises(WrongState):
        gone.check_withdraw(0, "Nhầm")


@given(st.floats(-100, 100), st.floats(-100, 100), st.floats(0, 50))
def test_what_lies_outside_does_not_carry_its_mark(at: float, start: float, long: float) -> None:
    one = outage(start, start + long)
    inside = one.started_at <= NOW + at * HOUR <= one.started_at + (NOW + (start + long) * HOUR - one.started_at)
    assert (one.fault(NOW + at * HOUR, WARD) == "") is inside


def test_the_mark_is_for_the_departments_concerned() -> None:
    act = NOW - 2 * HOUR
    assert outage().fault(act, WARD) == ""
    assert outage(-3, -1, LAB).fault(act, WARD, LAB) == ""
    assert "không liên quan" in outage(-3, -1, LAB).fault(act, WARD, None)
    told = outage().fault(NOW, WARD)
    assert "nằm ngoài gián đoạn (từ 13:00 28/11/2026 đến 15:00 28/11/2026)" in told
    assert told.startswith("outage: ")


def test_only_what_runs_is_ended_and_not_in_the_future() -> None:
    assert outage(-3, None).end(NOW, KHANH.id, NOW).ended_at == NOW
    assert outage(-3, 5, planned=True).end(NOW, KHANH.id, NOW).ended_at == NOW, "a planned one may end before its time"
    for one in (outage(-3, -1), outage(2, None, planned=True)):
        with pytest.raises(WrongState):
            one.end(NOW, KHANH.id, NOW)
    for at in (NOW + HOUR, NOW - 4 * HOUR, NOW - 3 * HOUR):
        with pytest.raises(Malformed):
            outage(-3, None).end(at, KHANH.id, NOW)


def test_times_are_corrected_within_reason() -> None:
    assert outage().correct(NOW - 5 * HOUR, None, NOW).ended_at is None
    with pytest.raises(Malformed):
        outage().correct(NOW - LONGEST - 2 * HOUR, NOW, NOW)


SHEET = Entered("Tờ điều trị", NOW - 2 * HOUR, NOW, True, WHICH)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({}, ""),
        ({"signed": False}, "chưa ký đủ"),
        ({"marked": None}, "chưa đánh dấu"),
        ({"marked": None, "signed": False}, "chưa ký đủ"),
        ({"marked": None, "entered_at": NOW - 2 * HOUR}, ""),
        ({"marked": None, "entered_at": NOW - 2 * HOUR, "signed": False}, "chưa ký đủ"),
        ({"marked": None, "acted_at": NOW - 5 * HOUR, "signed": False}, ""),
        ({"marked": None, "can_be_marked": False}, ""),
        ({"marked": OutageId(id_of("outage", "khác"))}, ""),
    ],
)
def test_before_a_confirmation_sheets_of_those_hours_are_signed_and_marked(changed: dict[str, Any], says: str) -> None:
    told = outage().lacks(replace(SHEET, **changed))
    assert (says in told, bool(told)) == (True, bool(says))


OTHER = OutageId(id_of("outage", "khác"))


@pytest.mark.parametrize(
    ("start", "end", "departments", "clash"),
    [
        (-2, -1, (WARD,), True),
        (-4, 0, (WARD, LAB), True),
        (-1, 0, (WARD,), False),
        (-5, -3, (WARD,), False),
        (-2, -1, (LAB,), False),
        (-2, -1, (), False),
        (-2, None, (WARD,), True),
        (-4, None, (WARD,), True),
        (2, 3, (WARD,), False),
    ],
)
def test_the_same_hours_in_the_same_place_are_declared_once(
    start: float, end: float | None, departments: tuple[DepartmentId, ...], clash: bool
) -> None:
    """Beside one of the ward from three hours ago to one; the other may be the whole facility's, which is another place."""
    one, other = outage(-3, -1, WARD), replace(outage(start, end, *departments), id=OTHER)
    assert (one.clashes(other, NOW), other.clashes(one, NOW)) == (clash, clash)
    assert not one.clashes(replace(other, withdrawn_at=NOW), NOW)
    assert not one.clashes(replace(one, started_at=NOW - 2 * HOUR), NOW), "it is corrected beside itself"


def test_what_nobody_ended_lasts_until_now_at_least() -> None:
    running = outage(-3, None)
    tomorrow, now = (replace(outage(start, start + 2, planned=True), id=OTHER) for start in (20, -1))
    assert (running.clashes(tomorrow, NOW), running.clashes(now, NOW)) == (False, True)
    assert replace(outage(20, None, planned=True)).clashes(replace(outage(20, None, planned=True), id=OTHER), NOW)


def test_one_that_sheets_carry_the_mark_of_is_not_withdrawn() -> None:
    with pytest.raises(WrongState, match="entered"):
        outage().check_withdraw(1, "Nhầm")
    with pytest.raises(Malformed):
        outage().check_withdraw(0, " ")
    outage().check_withdraw(0, "Khai nhầm ngày")


@pytest.mark.parametrize(
    ("who", "may"),
    [(LAN, True), (HUNG, True), (THUY, True), (PHUC, False), (MAI, False)],
)
def test_the_treating_doctor_or_a_head_confirms(who: object, may: bool) -> None:
    """Thuỳ heads the department that treats now; Hùng the one that treated then."""
    one = BackEntry(WHICH, RECORD, WARD)
    position = who.position  # type: ignore[attr-defined]
    assert one.confirmable_by(position, LAB, LAN.id) is may
    if not may:
        with pytest.raises(NotAllowed):
            one.check_confirm(outage(), position, LAB, LAN.id, True, NOW)


def test_a_confirmation_says_what_the_rows_say() -> None:
    none, some = BackEntry(WHICH, RECORD, OUTSIDE), BackEntry(WHICH, RECORD, OUTSIDE, 3)

    def confirm(one: BackEntry, nothing: bool, of: Outage | None = None) -> None:
        one.check_confirm(of or outage(), LAN.position, WARD, LAN.id, nothing, NOW)

    confirm(none, True)
    confirm(some, False)
    for one, nothing in ((none, False), (some, True)):
        with pytest.raises(Malformed):
            confirm(one, nothing)
    with pytest.raises(WrongState):
        confirm(none, True, outage(-3, None))
    with pytest.raises(WrongState):
        confirm(replace(none, confirmed_at=NOW, confirmed_by=LAN.id), True)


def test_it_is_late_only_while_nobody_confirmed() -> None:
    one = BackEntry(WHICH, RECORD, WARD)
    assert (one.late(outage(), NOW), one.late(outage(), NOW + 24 * HOUR)) == (False, True)
    assert not replace(one, confirmed_at=NOW).late(outage(), NOW + 24 * HOUR)
    assert not one.late(replace(outage(), due_at=None), NOW + 24 * HOUR)
