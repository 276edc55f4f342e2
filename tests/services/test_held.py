"""What a hold reaches: a patient's later records, what a query finds now and later, and nothing of another facility."""

from dataclasses import replace

from domain.errors import Conflict, Incomplete, Malformed, NotFound
from domain.holds import Query, Scope
from domain.records import RecordKind
from domain.roles import Role
from services import held, holds, records
from store.queries import retention
from store.queries.holds import Shown
from store.writes import records as record_writes
from store.writes import retention as term_writes
from tests.care import archived, newcomer, patient, refusal
from tests.people import CENTRE, LAN, NAM, OUTSIDE, PHUC, SON
from tests.services.test_holds import CASE, hold, of, opened
from tests.stack import Stack


async def test_a_hold_on_a_patient_reaches_later_records(stack: Stack) -> None:
    first = await opened(stack, "71-0006")
    which = await holds.place(stack.by(NAM), hold(stack, "BN-71-0006", Scope.PATIENT))
    later = await opened(stack, "71-0007", patient_code="BN-71-0006", citizen_id="033170710006")
    another = await opened(stack, "71-0008")
    assert [await of(stack, one) for one in (first, later, another)] == [[CASE.name], [CASE.name], []]
    view = await held.read(stack.by(SON), which)
    assert (view.patient, view.reached, view.hold.found) == (("BN-71-0006", "Nguyễn Thị Thuỳ Hạnh"), 2, 1)
    await holds.lift(stack.by(SON), which, "Xong")
    assert [await of(stack, one) for one in (first, later)] == [[], []]
    assert (await held.read(stack.by(NAM), which)).reached == 2, "what it reached until it was lifted stays listed"


async def test_a_query_is_looked_at_before_it_is_placed(stack: Stack) -> None:
    here = Query(record_kind=RecordKind.DAY, department=OUTSIDE)
    of_day = {"kind": RecordKind.DAY, "department": OUTSIDE, "doctor": PHUC.id}
    surgeon = stack.by(PHUC)
    one = await records.open(surgeon, patient("71-0010", **of_day))
    shown = await held.preview(stack.by(NAM), here)
    assert (shown.found, [line.code for line in shown.records]) == (1, ["BA-71-0010"])
    other = await records.open(stack.by(PHUC), patient("71-0011", **of_day))
    new = hold(stack, "", Scope.QUERY, query=here)
    told = await refusal(Conflict, holds.place(stack.by(NAM), new, shown.found))
    assert "nay khớp 2 hồ sơ" in told
    which = await holds.place(stack.by(NAM), new, 2)
    later = await records.open(stack.by(PHUC), patient("71-0012", **of_day))
    assert [await of(stack, each) for each in (one, other, later)] == [[CASE.name], [CASE.name], []]
    view = await held.read(stack.by(NAM), which)
    assert (view.hold.found, view.reached, view.hold.query) == (2, 2, here)


async def test_a_standing_query_reaches_what_matches_later_and_keeps_what_it_reached(stack: Stack) -> None:
    today = stack.by(NAM).today
    here = Query(doctor=PHUC.id, admitted_from=today, admitted_to=today, record_kind=RecordKind.OUTPATIENT)
    await refusal(Incomplete, holds.place(stack.by(NAM), hold(stack, "", Scope.QUERY, query=here), 0))
    which = await holds.place(stack.by(NAM), hold(stack, "", Scope.QUERY, query=here, standing=True), 0)
    later = await records.open(stack.by(PHUC), patient("71-0020", department=OUTSIDE, doctor=PHUC.id, kind=RecordKind.OUTPATIENT))
    assert await of(stack, later) == [CASE.name]
    assert (await held.read(stack.by(NAM), which)).reached == 1
    async with stack.sessions.begin() as session:
        await record_writes.entrust(session, later, LAN.id)
    assert await of(stack, later) == [CASE.name], "another doctor treats: what was held stays held"
    await holds.lift(stack.by(SON), which, "Xong")
    assert await of(stack, later) == []


async def test_what_a_hold_by_class_found_stays_held_when_its_class_changes(stack: Stack) -> None:
    here = Query(retention_class="ordinary")
    found = (await held.preview(stack.by(NAM), here)).found
    which = await holds.place(stack.by(NAM), hold(stack, "", Scope.QUERY, query=here, standing=True), found)
    record, _ = await archived(stack)
    assert await of(stack, record) == [CASE.name]
    async with stack.sessions.begin() as session:
        term = (await retention.terms(session, record))[-1]
        await term_writes.set_term(session, record, replace(term, number=term.number + 1, code="death"))
    assert await of(stack, record) == [CASE.name]
    await holds.lift(stack.by(SON), which, "Xong")
    assert await of(stack, record) == []


async def test_what_is_not_there_is_not_held(stack: Stack) -> None:
    for new, seen in (
        (hold(stack, "BA-không-có"), None),
        (hold(stack, "BN-không-có", Scope.PATIENT), None),
        (hold(stack, "", Scope.QUERY, query=Query(retention_class="eternal")), 0),
        (hold(stack, "", Scope.QUERY, query=Query(doctor=NAM.id)), 0),
    ):
        await refusal(Incomplete, holds.place(stack.by(NAM), new, seen))
    await refusal(Malformed, holds.place(stack.by(NAM), hold(stack, "", Scope.QUERY), 0))


async def test_another_facility_sees_none_of_it(stack: Stack) -> None:
    await opened(stack, "71-0030")
    which = await holds.place(stack.by(NAM), hold(stack, "BA-71-0030"))
    stranger = await newcomer(stack, "kh.xa", "Đinh Văn Xá", Role.RECORDS_OFFICER, CENTRE)
    director = await newcomer(stack, "gd.xa", "Mai Thị Xuân", Role.DIRECTOR, CENTRE)
    await refusal(NotFound, held.read(stack.by(stranger), which))
    await refusal(NotFound, holds.lift(stack.by(director), which, "Xong"))
    await refusal(Incomplete, holds.place(stack.by(stranger), hold(stack, "BA-71-0030")))
    assert not (await held.listing(stack.by(stranger))).lines


async def test_the_list_is_by_case_and_found_without_marks(stack: Stack) -> None:
    await opened(stack, "71-0040")
    cases = [replace(CASE, name=name) for name in ("Hồ sơ Đoàn thanh tra 09", "Hồ sơ Đoàn thanh tra 08")]
    first, second = [await holds.place(stack.by(NAM), hold(stack, "BA-71-0040", case=case)) for case in cases]
    view = await held.listing(stack.by(SON), said="doan thanh tra")
    assert [(one.hold.id, one.code) for one in view.lines] == [(second, "BA-71-0040"), (first, "BA-71-0040")]
    after = await held.listing(stack.by(SON), said="doan thanh tra", after=second)
    assert [one.hold.id for one in after.lines] == [first]
    await holds.lift(stack.by(SON), first, "Xong")
    assert [one.hold.id for one in (await held.listing(stack.by(SON), Shown.LIFTED, "doan thanh tra")).lines] == [first]
    assert (await held.listing(stack.by(SON))).tallies[Shown.LIFTED] >= 1
