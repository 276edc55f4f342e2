"""Critical values and replaced results: told at once, told again further up until somebody confirms to know them."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession
from temporalio import activity

from activities.alerts import demand_known, know, tell_replaced
from activities.desk import Desk, allowed_on_document, allowed_on_record
from activities.orders import Acknowledge, OrderStands, stands_of
from domain.alerts import Alert, Because
from domain.clock import day
from domain.duties import DutyKind
from domain.errors import Incomplete
from domain.names import DepartmentId, DocumentId, OrderId, PersonId
from domain.orders import Order, Sheet
from domain.records import Record
from domain.roles import Role
from store.queries import alerts, duties, people, records
from store.queries import orders as queries
from store.queries import signatures as papers
from store.writes import acts, audit, notices
from store.writes import alerts as alert_writes
from store.writes import orders as writes

APART = timedelta(seconds=5)
"""How far the clocks of a worker and of Temporal may differ."""


async def raise_alarm(session: AsyncSession, order: Order, which: DocumentId, record: Record, now: datetime) -> None:
    """Tells of a critical value one time more: first the ordering doctor, else the doctors there; then who treats; then the heads."""
    sheet = next(one for one in order.sheets if one.document == which)
    told = await _whom(session, order, sheet.told, record, now)
    key = f"critical/{which}/{sheet.critical_at}/{sheet.told}"
    await notices.tell(session, key, told, "critical", f"/documents/{which}", now)
    await writes.tell(session, which)
    await audit.note(session, now, None, "result.alarm", ("document", which), record.id, told=len(told))


async def escalate_replaced(session: AsyncSession, order: Order, sheet: Sheet, record: Record, now: datetime) -> None:
    """Tells those who had read a replaced result once more, and the ordering doctor; then who is on duty and treats; then the heads."""
    version = await papers.newest_number(session, sheet.document) or 0
    told = {one.person: one for one in await alerts.of_version(session, sheet.document, version)}
    further = await _whom(session, order, sheet.amended_told - 1, record, now)
    new = [Alert(sheet.document, version, one, Because.ESCALATED, sheet.amended_grave, now) for one in sorted(further - told.keys())]
    await alert_writes.alert(session, new)
    again = [one for one in told.values() if not one.known_at]
    await tell_replaced(session, [*again, *new], f"replaced/{sheet.document}/{version}/{sheet.amended_told}", now)
    await writes.tell_amended(session, sheet.document)
    many = len(again) + len(new)
    await audit.note(session, now, None, "document.replace", ("document", sheet.document), record.id, version=version, told=many)


async def _whom(session: AsyncSession, order: Order, rung: int, record: Record, now: datetime) -> frozenset[PersonId]:
    """First the ordering doctor, else the doctor on duty, else the doctors there; then who is on duty and treats; then the heads."""
    holders = await people.holders(session, record.facility, day(now))

    def holding(places: set[DepartmentId], *roles: Role) -> set[PersonId]:
        return {person for person, role, department in holders if role in roles and department in places}

    both = {order.department, record.department}
    shifts = await duties.on_duty(session, record.facility, now)
    duty = {one.person for one in shifts if one.duty is DutyKind.DOCTOR and one.department in {*both, None}}
    here = {person for person, _, _ in holders}
    first = {order.doctor} & here or duty & here or holding({order.department}, Role.DOCTOR)
    treats = first | duty | holding(both, Role.DOCTOR, Role.NURSE)
    further = (first, treats, treats | holding(both, Role.HEAD))
    return frozenset(further[min(rung, len(further) - 1)])


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
            for sheet in order.amendments:
                due = sheet.tell_amended_at(self.desk.amended_again(record.facility, now, sheet.amended_grave))
                if due and due <= now + APART:
                    await escalate_replaced(session, order, sheet, record, now)
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

    @activity.defn(name="result.know_replaced")
    async def know_replaced(self, act: Acknowledge) -> OrderStands:
        """Somebody who was told that a result was replaced knows it."""
        async with self.desk.act() as (session, now):
            order = await queries.order(session, act.order, lock=True)
            if await acts.claim(session, act.actor, "document.know", act.document, "", now):
                document = await papers.document(session, act.document)
                position = await allowed_on_document(session, act.actor, "document.know", document, now)
                demand_known(await know(session, act.document, act.actor.person, order.doctor, now))
                await audit.note_act(session, now, act.actor, position, "document.know", ("document", act.document), order.record)
                await notices.nudge(session, [act.actor.person])
            return await stands_of(self.desk, session, act.order, now)
