"""Holds keep records from disposal: several on one record, on a patient, on what a query finds; lifted by somebody else."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import text

from domain.errors import Conflict, Incomplete, Malformed, NotAllowed, RequestReused, RequestTaken, SamePerson, WrongState
from domain.holds import Case, CaseKind, Hold, NewHold, Query, Scope
from domain.names import FacilityId, HoldId, RecordId
from domain.records import RecordKind
from domain.roles import Role
from services import held, holds, notices, records
from store.queries import held as rows
from store.queries.holds import Shown
from store.writes import holds as writes
from store.writes import people as writes_of_people
from tests.care import newcomer, patient, refusal, until
from tests.people import HOSPITAL, LAN, NAM, PHUC, PROVINCE, SON, Someone
from tests.stack import Stack

CASE = Case(CaseKind.LITIGATION, "Vụ án dân sự 12/2026/TLST-DS", "Toà án nhân dân khu vực 1")
COMPLAINT = Case(CaseKind.COMPLAINT, "Đơn khiếu nại số 7", "Sở Y tế")


def hold(stack: Stack, code: str, scope: Scope = Scope.RECORD, **other: object) -> NewHold:
    review_by = stack.by(NAM).today + timedelta(days=90)
    words: dict[str, object] = {
        "case": CASE,
        "scope": scope,
        "reason": "Toà án yêu cầu giữ nguyên hồ sơ",
        "review_by": review_by,
        "code": code,
    }
    return NewHold(**(words | other))  # type: ignore[arg-type]


async def opened(stack: Stack, number: str, **other: object) -> RecordId:
    return await records.open(stack.by(LAN), patient(number, **other))


async def of(stack: Stack, record: RecordId) -> list[str]:
    """The cases that hold the record."""
    async with stack.sessions() as session:
        found = await rows.held(session, record)
        assert (record in await rows.among(session, [record])) == bool(found), "one by one and in bulk the same is said"
    return [one.case.name for one in found]


async def kept(stack: Stack, which: HoldId) -> Hold:
    return (await held.read(stack.by(NAM), which)).hold


async def test_two_cases_hold_one_record_until_both_are_over(stack: Stack) -> None:
    record = await opened(stack, "71-0001")
    first = await holds.place(stack.by(NAM), hold(stack, "BA-71-0001"))
    second = await holds.place(stack.by(NAM), hold(stack, "BA-71-0001", case=COMPLAINT))
    assert await of(stack, record) == [CASE.name, COMPLAINT.name]
    await holds.lift(stack.by(SON), first, "Bản án đã có hiệu lực", "45/QĐ-BV")
    assert await of(stack, record) == [COMPLAINT.name]
    view = await held.read(stack.by(NAM), first)
    assert (view.hold.lifted_by, view.hold.lifted_paper, view.lifted_reason) == (SON.id, "45/QĐ-BV", "Bản án đã có hiệu lực")
    assert (view.reason, [one.code for one in view.records], view.reached) == ("Toà án yêu cầu giữ nguyên hồ sơ", ["BA-71-0001"], 1)
    await holds.lift(stack.by(SON), second, "Đã trả lời đơn")
    assert await of(stack, record) == []


async def test_its_acts_stand_in_the_records_timeline_and_its_page_says_it(stack: Stack) -> None:
    record = await opened(stack, "71-0002")
    assert not (await records.read(stack.by(LAN), record)).page.held
    which = await holds.place(stack.by(NAM), hold(stack, "BA-71-0002"))
    await holds.extend(stack.by(NAM), which, stack.by(NAM).today + timedelta(days=200), "Vụ án chưa xét xử")
    view = await records.read(stack.by(LAN), record)
    assert (view.page.held, [one.id for one in view.holds]) == (True, [which])
    listed = await records.listing(stack.by(LAN), "BA-71-0002")
    assert [one.held for one in listed] == [True]
    await holds.lift(stack.by(SON), which, "Bản án đã có hiệu lực")
    view = await records.read(stack.by(LAN), record)
    assert [line.act for line in view.timeline if line.act.startswith("hold.")] == ["hold.place", "hold.extend", "hold.lift"]
    assert not view.page.held


async def test_placing_extending_and_lifting_are_for_few(stack: Stack) -> None:
    await opened(stack, "71-0003")
    which = await holds.place(stack.by(NAM), hold(stack, "BA-71-0003"))
    later = stack.by(NAM).today + timedelta(days=120)
    await refusal(NotAllowed, holds.place(stack.by(LAN), hold(stack, "BA-71-0003")))
    await refusal(NotAllowed, holds.extend(stack.by(LAN), which, later, "Chưa xong"))
    told = await refusal(NotAllowed, holds.lift(stack.by(NAM), which, "Xong"))
    assert "giám đốc" in told
    await refusal(NotAllowed, held.read(stack.by(LAN), which))
    await refusal(NotAllowed, held.listing(stack.by(PHUC)))
    await holds.extend(stack.by(NAM), which, later, "Chưa xong")
    assert (await kept(stack, which)).review_by == later


async def test_who_placed_it_does_not_lift_it(stack: Stack) -> None:
    await opened(stack, "71-0004")
    other = await newcomer(stack, "pgd.hoa", "Trịnh Thị Hoà", Role.DIRECTOR)
    which = await holds.place(stack.by(SON), hold(stack, "BA-71-0004"))
    told = await refusal(SamePerson, holds.lift(stack.by(SON), which, "Bản án đã có hiệu lực"))
    assert "Giám đốc khác của cơ sở thôi giữ" in told
    assert other.name in (await held.read(stack.by(NAM), which)).lifters
    await refusal(Malformed, holds.lift(stack.by(other), which, " "))
    await holds.lift(stack.by(other), which, "Bản án đã có hiệu lực")
    told = await refusal(WrongState, holds.lift(stack.by(other), which, "Lần nữa"))
    assert f"đã được thôi giữ ngày {stack.by(NAM).today:%d/%m/%Y}, do {other.name}" in told
    assert (await held.read(stack.by(NAM), which)).lifters == ()
    await refusal(WrongState, holds.extend(stack.by(NAM), which, stack.by(NAM).today + timedelta(days=300), "Lần nữa"))


async def test_none_is_placed_that_nobody_could_lift(stack: Stack) -> None:
    small = FacilityId("33077")
    async with stack.sessions.begin() as session:
        await writes_of_people.facility(session, small, "Trung tâm Y tế Ân Thi", "centre", PROVINCE, "Ân Thi")
    officer = await newcomer(stack, "kh.anthi", "Đào Thị Mến", Role.RECORDS_OFFICER, small)
    director = await newcomer(stack, "gd.anthi", "Lã Văn Thọ", Role.DIRECTOR, small)
    new = hold(stack, "", Scope.QUERY, query=Query(record_kind=RecordKind.DAY), standing=True)
    assert await held.others_who_lift(stack.by(director)) == ()
    told = await refusal(Incomplete, holds.place(stack.by(director), new, 0))
    assert "để cán bộ lưu trữ hồ sơ đặt lệnh này" in told
    assert await held.others_who_lift(stack.by(officer)) == (director.name,)
    placed = await holds.place(stack.by(officer), new, 0)
    await holds.lift(stack.by(director), placed, "Xong")
    async with stack.sessions.begin() as session:
        await writes_of_people.end_position(session, director.position.id, stack.by(NAM).today - timedelta(days=1))
    told = await refusal(Incomplete, holds.place(stack.by(officer), new, 0))
    assert "chưa có ai giữ vị trí giám đốc" in told


async def test_one_case_holds_the_same_once(stack: Stack) -> None:
    await opened(stack, "71-0014")
    first = await holds.place(stack.by(NAM), hold(stack, "BA-71-0014"))
    again = hold(stack, "BA-71-0014", case=replace(CASE, name=f" {CASE.name.upper()} "))
    assert f"/holds/{first}" in await refusal(Conflict, holds.place(stack.by(NAM), again))
    await holds.place(stack.by(NAM), hold(stack, "BN-71-0014", Scope.PATIENT))
    await refusal(Conflict, holds.place(stack.by(NAM), hold(stack, "BN-71-0014", Scope.PATIENT)))
    await holds.lift(stack.by(SON), first, "Xong")
    await holds.place(stack.by(NAM), again)
    here = Query(admitted_from=date(2019, 5, 1), admitted_to=date(2019, 5, 2))
    standing = hold(stack, "", Scope.QUERY, query=here, standing=True)
    await holds.place(stack.by(NAM), standing, 0)
    await refusal(Conflict, holds.place(stack.by(NAM), standing, 0))
    await holds.place(stack.by(NAM), replace(standing, query=replace(here, admitted_to=date(2019, 5, 3))), 0)


async def test_two_directors_who_lift_it_at_once_end_it_once(stack: Stack) -> None:
    await opened(stack, "71-0009")
    which = await holds.place(stack.by(NAM), hold(stack, "BA-71-0009"))
    other = await newcomer(stack, "pgd.tan", "Hà Duy Tân", Role.DIRECTOR)
    ends = [holds.lift(stack.by(one), which, "Bản án đã có hiệu lực") for one in (SON, other)]
    answers = await asyncio.gather(*ends, return_exceptions=True)
    assert sorted(type(answer).__name__ for answer in answers) == ["NoneType", "WrongState"]


async def test_no_hold_is_placed_while_records_are_disposed_of(stack: Stack) -> None:
    record = await opened(stack, "71-0013")
    waiting = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")

    async def waits() -> int:
        async with stack.sessions() as session:
            return int((await session.execute(waiting)).scalar_one())

    async with stack.sessions.begin() as session:
        await writes.still(session, HOSPITAL)
        assert not await rows.among(session, [record])
        placing = asyncio.create_task(holds.place(stack.by(NAM), hold(stack, "BA-71-0013")))
        await until(waits, bool)
        assert not await rows.among(session, [record])
    await placing
    assert await of(stack, record) == [CASE.name]


async def test_the_same_request_counts_once(stack: Stack) -> None:
    record = await opened(stack, "71-0005")
    new = hold(stack, "BA-71-0005")
    which = await holds.place(stack.by(NAM, "hold-1"), new)
    assert await holds.place(stack.by(NAM, "hold-1"), new) == which
    assert await of(stack, record) == [CASE.name]
    await refusal(RequestReused, holds.place(stack.by(NAM, "hold-1"), replace(new, case=COMPLAINT)))
    await refusal(RequestTaken, holds.lift(stack.by(SON, "hold-1"), which, "Xong"))
    later = new.review_by + timedelta(days=1)
    for _ in range(2):
        await holds.extend(stack.by(NAM, "hold-2"), which, later, "Chưa xong")
    for _ in range(2):
        await holds.lift(stack.by(SON, "hold-3"), which, "Xong")
    view = await held.read(stack.by(NAM), which)
    assert [(one.was, one.becomes, one.reason) for one in view.extensions] == [(new.review_by, later, "Chưa xong")]
    stack.clock.ahead += timedelta(days=120)
    assert await holds.place(stack.by(NAM, "hold-1"), new) == which, "long after its day of review has passed, too"


async def test_those_who_may_lift_are_told_once_that_the_day_of_review_has_passed(stack: Stack) -> None:
    record = await opened(stack, "71-0050")
    director = await newcomer(stack, "gd.khanh", "Lưu Quốc Khánh", Role.DIRECTOR)

    async def told(who: Someone) -> list[str]:
        return [one.link for one in await notices.unseen(stack.by(who)) if one.kind == "hold_review"]

    which = await holds.place(stack.by(NAM), hold(stack, "BA-71-0050"))
    await holds.tell_of_reviews(stack.sessions, stack.clock)
    assert f"/holds/{which}" not in await told(director)
    stack.clock.ahead += timedelta(days=92)
    assert await holds.tell_of_reviews(stack.sessions, stack.clock) >= 1
    assert await holds.tell_of_reviews(stack.sessions, stack.clock) == 0
    assert (await told(director)).count(f"/holds/{which}") == 1
    assert await of(stack, record) == [CASE.name], "its day of review ends nothing"
    assert which in [one.hold.id for one in (await held.listing(stack.by(NAM), Shown.DUE)).lines]
    await holds.extend(stack.by(NAM), which, stack.by(NAM).today + timedelta(days=30), "Vụ án chưa xét xử")
    assert f"/holds/{which}" not in await told(director), "what was told is over"
