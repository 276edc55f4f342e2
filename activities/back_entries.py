"""What is entered after an outage, a sheet, an order or a result: whether it may carry the mark, what it says, and the mark beside the
version; and who is told that a record is to be confirmed."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from activities.documents import Of, meanings
from domain.clock import clock_time, day
from domain.errors import NotFound
from domain.forms import Form
from domain.names import DepartmentId, OutageId
from domain.outages import Outage, OutageState
from domain.people import Position
from domain.policies import PolicyBook
from domain.records import Record
from domain.sheets import NewSheet
from domain.signature_chains import holders
from store.queries import back_entries, outages
from store.queries.back_entries import Owing
from store.writes import notices
from store.writes import outages as writes

UNKNOWN = "outage: không có gián đoạn này, chọn trong danh sách của cơ sở / there is no such outage: choose one of the facility's"


@dataclass(frozen=True)
class After:
    """What the mark says on the sheet, and what is wrong with it."""

    said: dict[str, Any] = field(default_factory=dict)
    faults: tuple[str, ...] = ()
    when: str = ""
    outage: OutageId | None = None
    """Which one marks it."""

    def filled(self, form: Form, new: NewSheet) -> NewSheet:
        """With what the form asks of the outage, where nobody wrote it: the mark knows it."""
        asked = [one.name for one in form.fields if one.of_outage and (one.when is None or one.when.holds(new.data))]
        told = {name: self.when for name in asked if self.when and not new.data.get(name)}
        return replace(new, data=new.data | told)


async def outage(session: AsyncSession, record: Record, new: NewSheet, author: Position) -> After:
    """Nothing for a sheet that carries no mark.

    Until this transaction ends the outage is as the sheet says, and nobody confirms the record without this sheet.
    """
    if new.outage is None:
        return After()
    try:
        found = await outages.steady_outage(session, new.outage)
    except NotFound:
        return After(faults=(UNKNOWN,))
    if found.facility != record.facility:
        return After(faults=(UNKNOWN,))
    await back_entries.lock(session, found.id, record.id)
    # Where the patient was treated then counts, wherever they are now.
    then = await back_entries.treated_in(session, found.id, record.id)
    fault = found.fault(new.acted_at, record.department, author.department, then)
    return After(_said(found), (fault,) if fault else (), found.when, found.id)


async def by_time(
    session: AsyncSession, record: Record, acted_at: datetime | None, entered_at: datetime, *departments: DepartmentId | None
) -> After:
    """Of an order or a result, which name no outage: the one in which the act lies, when it was over before it was entered.

    Nothing for what tells of no moment. Kept as for a sheet until this transaction ends.
    """
    if acted_at is None:
        return After()
    for one in await outages.of_times(session, record.facility, acted_at, acted_at):
        then = await back_entries.treated_in(session, one.id, record.id)
        if not _after(one, acted_at, entered_at, record.department, *departments, then):
            continue
        found = await outages.steady_outage(session, one.id)
        await back_entries.lock(session, found.id, record.id)
        if _after(found, acted_at, entered_at, record.department, *departments, then):
            return After(_said(found), (), found.when, found.id)
    return After()


def _after(one: Outage, acted_at: datetime, entered_at: datetime, *departments: DepartmentId | None) -> bool:
    return one.ended_at is not None and one.ended_at < entered_at and not one.fault(acted_at, *departments)


def _said(found: Outage) -> dict[str, Any]:
    until = clock_time(found.ended_at) if found.ended_at else ""
    return {"back_entry": {"outage": str(found.id), "since": clock_time(found.started_at), "until": until}}


async def mark(
    session: AsyncSession, policies: PolicyBook, record: Record, after: After, acted_at: datetime | None, of: Of, now: datetime
) -> None:
    """The version is known to tell of the outage, also when its data left the rows; what was confirmed without it is open again."""
    which = after.outage
    if which is None or acted_at is None:
        return
    await writes.mark(session, which, record.id, (of.document, of.version), acted_at, now)
    if await back_entries.counted(session, which, of.document, of.version - 1):
        return
    if by := await back_entries.confirmed_by(session, which, record.id):
        await writes.reopen(session, which, record.id)
        key = f"{told_key(which)}/{by}/reopened/{of.document}/{of.version}"
        await notices.tell(session, key, [by], "back_entry_reopened", f"/outages/{which}", now, code=record.code)
        await _late(session, policies, await outages.outage(session, which), record, now)


async def owe_late(session: AsyncSession, policies: PolicyBook, record: Record, now: datetime) -> None:
    """A record that is opened owes for the outages in which the patient lay there already; whoever confirms it is told at once."""
    await writes.opening(session, record.facility)
    for which in await writes.owe_record(session, record.id, now):
        await _late(session, policies, await outages.outage(session, which), record, now)


async def _late(session: AsyncSession, policies: PolicyBook, one: Outage, record: Record, now: datetime) -> None:
    """This record alone: others were told of theirs, or confirmed them."""
    if one.state(now) is OutageState.OVER and one.due_at:
        again = f"{record.id}/{now.isoformat()}"
        await tell(session, policies, one, [Owing(record.doctor, record.department, 1)], now, again, f"/{again}")


def told_key(which: OutageId) -> str:
    """What the notices of what its records owe begin with."""
    return f"back_entry/{which}"


async def tell(
    session: AsyncSession, policies: PolicyBook, one: Outage, left: Sequence[Owing], now: datetime, moment: str, above: str = ""
) -> int:
    """Once for each `moment` every treating doctor how many of their records wait; once, or for each `above`, who stands above when it is
    late. How many were told."""
    if one.due_at is None:
        return 0
    term, link, due = policies.care(one.facility, day(now)).back_entry, f"/outages/{one.id}", clock_time(one.due_at)
    of_doctor = {who.doctor: sum(other.records for other in left if other.doctor == who.doctor) for who in left}
    kind = "back_entry_late" if now >= one.due_at else "back_entry_due"
    for doctor, many in of_doctor.items():
        await notices.tell(session, f"{told_key(one.id)}/{doctor}/{moment}", [doctor], kind, link, now, n=many, due=due)
    told = len(of_doctor)
    for department in sorted({who.department for who in left}):
        many = sum(who.records for who in left if who.department == department)
        meant = await meanings(session, one.facility, one.declared_by, None, {"treating": department}, now)
        for rung in term.rungs(one.due_at, now):
            who = holders(meant, rung.role, rung.department)
            key = f"{told_key(one.id)}/{rung.role}/{rung.after_hours}/{department}{above}"
            await notices.tell(session, key, who, "back_entry_late", link, now, n=many, due=due)
            told += len(who)
    return told
