"""Critical values: told at once, told again further up until somebody who treats confirms to know them."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession
from temporalio import activity

from activities.desk import Desk, allowed_on_record
from activities.orders import Acknowledge, OrderStands, stands_of
from domain.clock import day
from domain.errors import Incomplete
from domain.names import DepartmentId, DocumentId, OrderId, PersonId
from domain.orders import Order, Sheet
from domain.people import Role
from domain.records import Record
from store.queries import orders as queries
from store.queries import people, records
from store.writes import acts, audit, notices
from store.writes import orders as writes

APART = timedelta(seconds=5)
"""How far the clocks of a worker and of Temporal may differ."""


async def raise_alarm(session: AsyncSession, order: Order, which: DocumentId, record: Record, now: datetime) -> None:
    """Tells of a critical value one time more: first the ordering doctor, else the doctors there; then who treats; then the heads."""
    sheet = next(one for one in order.sheets if one.document == which)
    told = await _whom(session, order, sheet, record, now)
    key = f"critical/{which}/{sheet.critical_at}/{sheet.told}"
    await notices.tell(session, key, told, "critical", f"/documents/{which}", now)
    await writes.tell(session, which)
    await audit.note(session, now, None, "result.alarm", ("document", which), record.id, told=len(told))


async def _whom(session: AsyncSession, order: Order, sheet: Sheet, record: Record, now: datetime) -> frozenset[PersonId]:
    holders = await people.holders(session, record.facility, day(now))

    def holding(places: set[DepartmentId], *roles: Role) -> set[PersonId]:
        return {person for person, role, department in holders if role in roles and department in places}

    ordering, both = holding({order.department}, Role.DOCTOR), {order.department, record.department}
    first = {order.doctor} if order.doctor in {person for person, _, _ in holders} else ordering
    further = (first, first | holding(both, Role.DOCTOR, Role.NURSE), first | holding(both, Role.DOCTOR, Role.NURSE, Role.HEAD))
    return frozenset(further[min(sheet.told, len(further) - 1)])


class Alarms:
    """Hands of the order workflow for critical values."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @activity.defn(name="result.alarm")
    async def tell(self, which: OrderId) -> OrderStands:
        """Tells again whatever is due by the rows; a repeat finds it told."""
        async with self.desk.act() as (session, now):
            order = await queries.order(session, which, lock=True)
            record = await records.record(session, order.record)
            every = self.desk.critical_again(record.facility, now)
            for sheet in order.alarms:
                due = sheet.tell_again_at(every)
                if due and due <= now + APART:
                    await raise_alarm(session, order, sheet.document, record, now)
            return await stands_of(self.desk, session, which, now)

    @activity.defn(name="result.hear")
    async def hear(self, act: Acknowledge) -> OrderStands:
        """Somebody who treats knows the value: nobody is told any more, and who was told sees by whom."""
        async with self.desk.act() as (session, now):
            order = await queries.order(session, act.order, lock=True)
            if await acts.claim(session, act.actor, "result.hear", act.document, "", now):
                record = await records.record(session, order.record)
                position = await allowed_on_record(session, act.actor, "result.hear", record.id, record.state, now)
                if act.document not in {sheet.document for sheet in order.alarms}:
                    raise Incomplete("không có giá trị nguy hiểm chờ xác nhận / no critical value waits to be confirmed")
                await writes.hear(session, act.document, act.actor.person, now)
                await audit.note_act(session, now, act.actor, position, "result.hear", ("document", act.document), record.id)
                await notices.nudge(session, [act.actor.person, order.doctor])
            return await stands_of(self.desk, session, act.order, now)
