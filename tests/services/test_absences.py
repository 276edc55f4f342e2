"""Who is away without a substitute: entered, ended, and what they are told goes further up meanwhile."""

from datetime import timedelta

from sqlalchemy import select

from activities.tellings import heard
from domain.clock import day
from domain.errors import Malformed, NotAllowed, NotFound, WrongState
from domain.escalations import Heard, Level, Why
from domain.names import PersonId
from domain.roles import Role
from domain.substitutions import PaperKind
from services import absences, plans, substitutions, tracks
from services.absences import NewAbsence
from services.substitutions import NewSubstitution
from store.queries import people
from store.tables.notices import NoticeRow
from tests.care import newcomer, refusal, sign
from tests.people import LAN, SON, YEN, Someone
from tests.reminding import Office, drawn_up, office
from tests.stack import Stack


def days(stack: Stack, one: Someone, begins: int = 0, ends: int = 5) -> NewAbsence:
    today = day(stack.clock())
    return NewAbsence(one.id, today + timedelta(days=begins), today + timedelta(days=ends), "Nghỉ phép")


async def reaches(stack: Stack, there: Office, level: Level) -> tuple[Heard, ...]:
    async with stack.sessions() as session:
        unit = there.late.facility
        return (await heard(session, [unit], there.there.department, level, stack.clock()))[unit]


async def test_somebody_says_that_they_are_away_and_comes_back(stack: Stack) -> None:
    which = await absences.enter(stack.by(LAN), days(stack, LAN))
    (line,) = [one for one in await absences.listing(stack.by(LAN)) if one.absence.id == which]
    assert (line.person, line.mine, line.absence.reason) == (LAN.name, True, "Nghỉ phép")
    (seen,) = [one for one in await absences.listing(stack.by(await _nurse(stack))) if one.absence.id == which]
    assert not seen.mine, "everybody may know it, not everybody ends it"
    await absences.end(stack.by(YEN), which)
    assert which not in {one.absence.id for one in await absences.listing(stack.by(LAN))}
    await refusal(WrongState, absences.end(stack.by(LAN), which))


async def _nurse(stack: Stack) -> Someone:
    return await newcomer(stack, "dd.thu", "Trần Thị Thu", Role.NURSE)


async def test_only_the_person_or_who_runs_the_facility_enters_it(stack: Stack) -> None:
    await refusal(NotAllowed, absences.enter(stack.by(LAN), days(stack, YEN)))
    which = await absences.enter(stack.by(YEN), days(stack, SON, 3, 8))
    await refusal(NotAllowed, absences.end(stack.by(LAN), which))
    stranger = Someone("qt.xa", "Người Xa", Role.ADMINISTRATOR)
    await refusal(NotFound, absences.enter(stack.by(YEN), days(stack, stranger)))
    assert "đã qua" in await refusal(Malformed, absences.enter(stack.by(LAN), days(stack, LAN, -9, -3)))
    async with stack.sessions() as session:
        told = (await session.execute(select(NoticeRow.kind).where(NoticeRow.key.startswith(f"absence/{which}/")))).scalars().all()
    assert list(told) == ["absence"]


async def test_a_reminder_goes_to_the_substitute_and_up_when_there_is_none(stack: Stack) -> None:
    there = await office(stack, "AB1")
    unit, hospital = there.administrator, there.late.facility
    assert await reaches(stack, there, Level.UNIT) == (Heard(Level.UNIT, frozenset({unit.id})),)
    which = await absences.enter(stack.by(unit), days(stack, unit))
    told = await reaches(stack, there, Level.UNIT)
    officers = frozenset({there.officer.id, there.there.colleague.id})
    assert told == (Heard(Level.UNIT, frozenset({unit.id})), Heard(Level.OFFICERS, officers, Level.UNIT, Why.AWAY)), (
        "the unit has no head with an account: it goes on"
    )
    head = await newcomer(stack, "gd.mat", "Lý Văn Mật", Role.DIRECTOR, hospital)
    assert (await reaches(stack, there, Level.UNIT))[-1] == Heard(Level.UNIT_HEAD, frozenset({head.id}), Level.UNIT, Why.AWAY)
    await absences.end(stack.by(unit), which)
    today = day(stack.clock())
    new = NewSubstitution(unit.id, head.id, today, today + timedelta(days=3), PaperKind.AUTHORISATION, "12/UQ-BV", today)
    await substitutions.begin(stack.by(unit), new)
    assert await reaches(stack, there, Level.UNIT) == (Heard(Level.UNIT, frozenset({unit.id, head.id})),)


async def test_a_letter_to_a_unit_where_nobody_is_there_reaches_somebody(stack: Stack) -> None:
    there = await office(stack, "AB2")
    await absences.enter(stack.by(there.administrator), days(stack, there.administrator))
    which = await drawn_up(stack, there)
    for one in (there.head, there.clerk):
        await sign(stack, one, which)
    async with stack.sessions() as session:
        rows = (await session.execute(select(NoticeRow).where(NoticeRow.key.startswith(f"letter/{which}/")))).scalars().all()
        names = await people.names(session, {PersonId(one.person) for one in rows})
    told = {names[PersonId(one.person)]: one.facts.get("why", "") for one in rows}
    assert told == {there.administrator.name: "", there.officer.name: "away", there.there.colleague.name: "away"}


async def test_the_departments_head_hears_and_reads_what_it_is_about(stack: Stack) -> None:
    there = await office(stack, "AB3")
    assert await reaches(stack, there, Level.DEPARTMENT_HEAD) == (Heard(Level.DEPARTMENT_HEAD, frozenset({there.head.id})),)
    assert (await tracks.milestone(stack.by(there.head), there.late.id, "3.1-1")).line.cell.word == "late"
    assert (await plans.board(stack.by(there.head), there.there.plan)).total == 3
    new = tracks.NewReport(day(stack.clock()), paper="Báo cáo 1")
    await refusal(NotAllowed, tracks.report(stack.by(there.head), there.late.id, "3.1-1", new))
