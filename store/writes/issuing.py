"""Numbers of outgoing papers: taken one by one in a series of a facility and year, none twice and none left out (NĐ 30/2020 Đ15)."""

from datetime import date, datetime

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from domain.clock import day
from domain.issuing import OutsideNumber, check_jump, taken
from domain.names import DocumentId, FacilityId, PersonId, RegulationId
from store.tables.issuing import OutsideNumberRow
from store.tables.signatures import VersionRow


async def issue(
    session: AsyncSession, which: DocumentId, number: int, facility: FacilityId, series: str, now: datetime
) -> tuple[int, date]:
    """The next number of this facility, year and series, and its day; a repeated call gives the same ones.

    Waits for whoever takes a number in the same series. A number that an earlier version of this very paper took and was then refused
    with is taken over: it was never issued, and would be missing.
    """
    today, v = day(now), VersionRow
    await _alone(session, facility, today.year, series)
    has, on = (await session.execute(select(v.issue_number, v.issued_on).where(v.document == which, v.number == number))).one()
    if has and on:
        return int(has), on
    given = await _given_up(session, which, facility, today.year, series) or await last(session, facility, today.year, series) + 1
    mine = (v.document == which, v.number == number)
    await session.execute(update(v).where(*mine).values(issue_number=given, issued_on=today, year=today.year, series=series))
    return given, today


async def last(session: AsyncSession, facility: FacilityId, year: int, series: str) -> int:
    """The last number of the series, given here or outside; 0 while there is none."""
    v, o = VersionRow, OutsideNumberRow
    here = select(func.coalesce(func.max(v.issue_number), 0)).where(v.facility == facility, v.year == year, v.series == series)
    outside = select(func.coalesce(func.max(o.number), 0)).where(o.facility == facility, o.year == year, o.series == series)
    found = [(await session.execute(one)).scalar_one() for one in (here, outside)]
    return max(int(one or 0) for one in found)


async def enter(
    session: AsyncSession,
    facility: FacilityId,
    one: OutsideNumber,
    regulation: RegulationId | None,
    by: PersonId,
    now: datetime,
    confirmed: bool = False,
) -> None:
    """A number given outside; the series goes on after it.

    Raises: Malformed when the register has it already, and when it lies far beyond the newest one and is not `confirmed`.
    """
    await _alone(session, facility, one.day.year, one.series)
    v, o = VersionRow, OutsideNumberRow
    here = select(v.document).where(v.facility == facility, v.year == one.day.year, v.series == one.series, v.issue_number == one.number)
    there = select(o.number).where(o.facility == facility, o.year == one.day.year, o.series == one.series, o.number == one.number)
    for known in (here, there):
        if (await session.execute(known)).first():
            raise taken(one.written)
    check_jump(one, await last(session, facility, one.day.year, one.series), confirmed)
    said = {"number": one.number, "series": one.series, "day": one.day, "title": one.title, "recipient": one.recipient}
    await session.execute(insert(o).values(facility=facility, year=one.day.year, **said, regulation=regulation, by=by, at=now))


async def _given_up(session: AsyncSession, which: DocumentId, facility: FacilityId, year: int, series: str) -> int:
    """Takes back the number of an ended version of the paper; 0 when none has one."""
    v = VersionRow
    mine = (v.document == which, v.facility == facility, v.year == year, v.series == series)
    ended = (v.ended.is_not(None), v.completed_at.is_(None), v.issue_number.is_not(None))
    found = (await session.execute(select(v.number, v.issue_number).where(*mine, *ended).order_by(v.issue_number).limit(1))).first()
    if found is None:
        return 0
    freed = update(v).where(v.document == which, v.number == found[0]).values(issue_number=None, issued_on=None, year=None)
    await session.execute(freed)
    return int(found[1] or 0)


async def _alone(session: AsyncSession, facility: FacilityId, year: int, series: str) -> None:
    """Whoever takes or enters a number of the same series waits until this transaction ends."""
    await session.execute(select(func.pg_advisory_xact_lock(func.hashtext(f"{facility}/{year}/{series}"))))
