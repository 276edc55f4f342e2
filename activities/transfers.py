"""Moving a patient to another department: the signed hand-over moves the record, nothing else does."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from activities.desk import Desk
from domain.clock import day
from domain.errors import Incomplete, OutOfReach
from domain.faults import both
from domain.forms import Form, ids
from domain.names import DepartmentId, PersonId, RecordId
from domain.people import Position
from domain.records import Record, RecordState
from domain.roles import Role
from store.queries import people, records
from store.queries import signatures as papers
from store.queries.signatures import Document
from store.writes import audit, notices, outages
from store.writes import duties as staffing
from store.writes import records as writes

TREATS = frozenset({Role.DOCTOR, Role.HEAD})


async def check(session: AsyncSession, record: Record, form: Form, data: dict[str, object], author: Position, now: datetime) -> None:
    """Before a hand-over is drawn up: by the department that treats, to a doctor of another one. Raises: OutOfReach, Incomplete."""
    if not form.hands_over:
        return
    if not author.works_in(record.department):
        raise OutOfReach("treating")
    if await _department(session, record, _receiver(form, data), now) is None:
        label = next(one.label for one in form.fields if one.name == form.hands_over)
        raise Incomplete(form.spot(label).says(both("không phải bác sĩ của một khoa khác", "no doctor of another department")))


async def departments(session: AsyncSession, record: Record, form: Form, data: dict[str, object], now: datetime) -> dict[str, str]:
    """Where the patient goes from and to, by their fields: what both sign is what happens."""
    if not form.hands_over or not form.departments_of:
        return {}
    to, names = await _department(session, record, _receiver(form, data), now), dict(await people.departments(session, record.facility))
    return dict(zip(form.departments_of, (names[record.department], names[to] if to else ""), strict=True))


async def moved(desk: Desk, session: AsyncSession, document: Document, now: datetime) -> None:
    """Both have signed: the receiving doctor treats, in their department; the one it comes from goes on reading and ends its sheets.

    A patient who has left meanwhile, or is there already, is not moved.
    """
    version = await papers.version(session, document.id, document.current)
    form = desk.policies.form(document.form, day(version.made_at))
    if not form.hands_over or not document.record:
        return
    record = await records.record(session, RecordId(document.record), lock=True)
    receiver = _receiver(form, version.data or {})
    to = await _department(session, record, receiver, now)
    if record.state is not RecordState.OPEN or to is None:
        return
    await writes.invite(session, record.id, record.department, "Khoa chuyển người bệnh đi", version.author, now)
    await outages.owe_record(session, record.id, now)
    await writes.move(session, record.id, to, receiver)
    await staffing.changed(session, record.facility, now)
    names = dict(await people.departments(session, record.facility))
    facts: dict[str, Any] = {"from": names[record.department], "to": names[to], "doctor": receiver}
    await audit.note(session, now, None, "record.move", ("document", document.id), record.id, **facts)
    heads = {who for who, role, where in await people.holders(session, record.facility, day(now)) if role is Role.HEAD and where == to}
    told = {record.doctor, receiver, *heads}
    await notices.tell(session, f"moved/{document.id}/{document.current}", told, "moved", f"/records/{record.id}", now)


def _receiver(form: Form, data: dict[str, object]) -> PersonId:
    (who,) = ids(data.get(form.hands_over))
    return PersonId(UUID(who))


async def _department(session: AsyncSession, record: Record, receiver: PersonId, now: datetime) -> DepartmentId | None:
    """Where the receiving doctor treats, when that is another department of the facility."""
    posts = [post.position for post in await people.posts(session, receiver, day(now))]
    places = [one.department for one in posts if one.facility == record.facility and one.role in TREATS and one.department]
    return next((place for place in places if place != record.department), None)
