"""Placing an order and following its lines."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from temporalio import activity

from activities import back_entries
from activities.alerts import know
from activities.desk import Body, Desk, allowed_on_record
from activities.documents import Of, Paper, bytes_key, make
from activities.heads import episode, head
from domain.clock import clock_time, day
from domain.errors import Incomplete, Malformed, NotAllowed
from domain.faults import both
from domain.names import DocumentId, OrderId, PersonId, RecordId, id_of
from domain.orders import Line, LineState, NewOrder, Order
from domain.people import Actor, Position
from domain.roles import Role
from domain.signatures import Ended
from store.queries import orders as queries
from store.queries import people, records
from store.queries import signatures as papers
from store.writes import acts, audit, notices
from store.writes import orders as writes
from store.writes import outages as outage_writes
from store.writes import signatures as paper_writes


@dataclass(frozen=True)
class PlaceOrder:
    actor: Actor
    order: OrderId
    record: RecordId
    body: Body


@dataclass(frozen=True)
class LineAct:
    """`sample`, `reject` or `cancel` for some lines of an order; the reason lies on the shelf."""

    actor: Actor
    order: OrderId
    act: str
    body: Body


@dataclass(frozen=True)
class LineWords:
    lines: tuple[int, ...]
    reason: str = ""


@dataclass(frozen=True)
class Acknowledge:
    """The ordering doctor has seen a final result."""

    actor: Actor
    order: OrderId
    document: DocumentId


@dataclass(frozen=True)
class OrderStands:
    """The order as its workflow needs it, and the version whose signing begins with this act."""

    order: Order
    begins: Of | None = None
    alarm_at: datetime | None = None
    """When a critical value or a replacement is told again; None when none waits to be confirmed."""


async def stands_of(desk: Desk, session: AsyncSession, which: OrderId, now: datetime, begins: Of | None = None) -> OrderStands:
    """By the rows."""
    order = await queries.order(session, which)
    if not order.alarms and not order.amendments:
        return OrderStands(order, begins)
    facility = (await records.record(session, order.record)).facility
    every = desk.critical_again(facility, now)
    critical = [sheet.tell_again_at(every) for sheet in order.alarms]
    amended = [one.tell_amended_at(desk.amended_again(facility, now, one.amended_grave)) for one in order.amendments]
    return OrderStands(order, begins, min(at for at in (*critical, *amended) if at))


@dataclass(frozen=True)
class Redraw:
    """The doctor has the sheet of an order drawn up once more."""

    actor: Actor
    order: OrderId


WORDS = frozenset({"diagnosis", "urgent", "note", "ordered_at", "entered_at", "back_entry"})
"""What a doctor said of the whole order, in the data of its sheet."""
RIGHT = {"sample": "order.sample", "reject": "order.sample", "cancel": "order.cancel"}
NEEDS_REASON = frozenset({"reject", "cancel"})


def order_document(order: OrderId) -> DocumentId:
    return DocumentId(id_of("order-sheet", order))


class Orders:
    """Hands of the order workflow."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @activity.defn(name="order.stands")
    async def stands(self, order: OrderId) -> OrderStands | None:
        """The order as the rows have it; None when its placing was refused."""
        async with self.desk.act() as (session, now):
            return await stands_of(self.desk, session, order, now) if await queries.exists(session, order) else None

    @activity.defn(name="order.place")
    async def place(self, act: PlaceOrder) -> OrderStands:
        new = await self.desk.read(act.body, NewOrder)
        async with self.desk.act() as (session, now):
            if not await acts.claim(session, act.actor, "order.place", act.record, act.body.sha256, now):
                document = await papers.document(session, order_document(act.order))
                return await stands_of(self.desk, session, act.order, now, Of(document.id, document.current))
            new.check()
            record = await records.steady_record(session, act.record)
            position = await allowed_on_record(session, act.actor, "order.place", record.id, record.state, now)
            doctor = await self._doctor(session, position, new.doctor, now)
            order = self._order(act, new, doctor)
            at = new.ordered_at or now
            if fault := (await episode(self.desk, session, record, now)).fault(at, now):
                raise Malformed(f"ordered_at: {fault}")
            after = await back_entries.by_time(session, record, at, now, order.department)
            words = {"diagnosis": new.diagnosis, "urgent": new.urgent, "note": new.note, "ordered_at": clock_time(at)}
            if clock_time(at) != clock_time(now):
                words["entered_at"] = clock_time(now)
            paper = await self._paper(session, order, words | after.said)
            of = await make(self.desk, session, paper, act.actor, now)
            await back_entries.mark(session, self.desk.policies, record, after, at, of, now)
            await writes.order(session, order, of.document, at, now)
            await audit.note_act(session, now, act.actor, position, "order.place", ("order", order.id), record.id)
            return OrderStands(order, of)

    async def _doctor(self, session: AsyncSession, position: Position, named: PersonId, now: datetime) -> Position:
        """A doctor orders in their own name; a machine names the doctor who did."""
        if position.role is not Role.INTEGRATOR and named != position.person:
            raise NotAllowed(position.role, "order.place", "")
        found = await people.holder(session, named, position.facility, Role.DOCTOR, day(now))
        if found is None:
            raise Incomplete("doctor: không giữ chức danh bác sĩ tại cơ sở / holds no post of a doctor here")
        return found

    def _order(self, act: PlaceOrder, new: NewOrder, doctor: Position) -> Order:
        lines = tuple(Line(n, one.service, one.name, one.department, kind=one.kind) for n, one in enumerate(new.lines, 1))
        department = doctor.department
        if department is None:
            raise NotAllowed(doctor.role, "order.place", "")
        return Order(act.order, act.record, doctor.person, department, lines)

    @activity.defn(name="order.redraw")
    async def redraw(self, act: Redraw) -> OrderStands:
        """The sheet once more, of the lines that live: its doctor had refused it, or it was taken back, and what was done stands."""
        async with self.desk.act() as (session, now):
            order, which = await queries.order(session, act.order, lock=True), order_document(act.order)
            if not await acts.claim(session, act.actor, "order.redraw", order.id, "", now):
                made = Of(which, await papers.made_under(session, which, act.actor.request))
                return await stands_of(self.desk, session, order.id, now, made)
            record = await records.steady_record(session, order.record)
            position = await allowed_on_record(session, act.actor, "order.redraw", record.id, record.state, now)
            if act.actor.person != order.doctor:
                raise NotAllowed(position.role, "order.redraw", "")
            number = (await papers.document(session, which, lock=True)).current
            before = await papers.version(session, which, number, lock=True)
            if not before.chain.ended or order.void:
                raise Incomplete("phiếu chỉ định không bị từ chối, hoặc không còn dịch vụ nào / not refused, or nothing is left to order")
            words = {name: value for name, value in (before.data or {}).items() if name in WORDS}
            of = await make(self.desk, session, await self._paper(session, order, words), act.actor, now)
            await outage_writes.mark_again(session, of.document, number, of.version, now)
            await audit.note_act(session, now, act.actor, position, "order.redraw", ("document", which), record.id, version=of.version)
            return await stands_of(self.desk, session, order.id, now, of)

    async def _paper(self, session: AsyncSession, order: Order, words: dict[str, Any]) -> Paper:
        where = dict(await people.departments(session, (await records.record(session, order.record)).facility))
        lines = [one for one in order.lines if one.state is not LineState.CANCELLED]
        unknown = [one.department for one in lines if one.department not in where]
        if unknown:
            raise Incomplete(*(both(f"lines: không có khoa {one}", f"no department {one}") for one in unknown))
        doctor = await people.person(session, order.doctor)
        data = {
            **await head(session, order.record),
            **words,
            "ordered_in": where[order.department],
            "doctor": doctor.name,
            "lines": [
                {"number": one.number, "service": one.service, "name": one.name, "kind": one.kind, "department": where[one.department]}
                for one in lines
            ],
        }
        record = await records.record(session, order.record)
        return Paper(
            order_document(order.id),
            record.facility,
            "order",
            ("order", order.id),
            bytes_key(record.id),
            data,
            title=f"Phiếu chỉ định: {', '.join(one.name for one in lines[:3])}",
            record=record.id,
            departments={"ordering": order.department, "treating": record.department},
            named={"doctor": (order.doctor,)},
        )

    @activity.defn(name="order.line")
    async def line(self, act: LineAct) -> OrderStands:
        """Takes or rejects a sample, or cancels lines: all of them or none."""
        words = await self.desk.read(act.body, LineWords)
        async with self.desk.act() as (session, now):
            order = await queries.order(session, act.order, lock=True)
            if await acts.claim(session, act.actor, f"order.{act.act}", order.id, act.body.sha256, now):
                record = await records.steady_record(session, order.record)
                position = await allowed_on_record(session, act.actor, RIGHT[act.act], record.id, record.state, now)
                if act.act in NEEDS_REASON and not words.reason.strip():
                    raise Incomplete("reason: cần nêu lý do / give a reason")
                if act.act == "sample":
                    await self._may_execute(session, order, record.facility, now)
                after = order.move(act.act, words.lines, words.reason)
                await writes.lines(session, order, after, now)
                if after.void:
                    await self._withdraw(session, order, act.actor, words.reason, now)
                if act.act == "reject":
                    await notices.tell(
                        session, f"rejected/{act.actor.request}", [order.doctor], "sample_rejected", f"/records/{record.id}", now
                    )
                await audit.note_act(
                    session,
                    now,
                    act.actor,
                    position,
                    f"order.{act.act}",
                    ("order", order.id),
                    record.id,
                    lines=list(words.lines),
                )
            return await stands_of(self.desk, session, act.order, now)

    async def _withdraw(self, session: AsyncSession, order: Order, actor: Actor, reason: str, now: datetime) -> None:
        """The sheet of an order without a living line waits in nobody's inbox; one that everybody signed stays as it is."""
        which = order_document(order.id)
        number = (await papers.document(session, which, lock=True)).current
        chain = await papers.chain(session, which, number, lock=True)
        if chain.step and not chain.ended:
            await paper_writes.end(session, which, number, Ended.WITHDRAWN, actor.person, reason, chain, now)

    async def _may_execute(self, session: AsyncSession, order: Order, facility: str, now: datetime) -> None:
        record = await records.record(session, order.record)
        if self.desk.policies.care(record.facility, day(now)).execution_waits_for_signature:
            document = await papers.document(session, order_document(order.id))
            if not (await papers.chain(session, document.id, document.current)).complete:
                raise Incomplete("phiếu chỉ định chưa được ký / the order is not signed yet")

    @activity.defn(name="result.acknowledge")
    async def acknowledge(self, act: Acknowledge) -> OrderStands:
        async with self.desk.act() as (session, now):
            order = await queries.order(session, act.order, lock=True)
            if await acts.claim(session, act.actor, "result.acknowledge", act.document, "", now):
                record = await records.record(session, order.record)
                position = await allowed_on_record(session, act.actor, "result.acknowledge", record.id, record.state, now)
                if act.document not in order.unacknowledged:
                    raise Incomplete("kết quả chưa hoàn tất hoặc đã được xác nhận / not final, or acknowledged before")
                if act.actor.person != order.doctor:
                    raise NotAllowed(position.role, "result.acknowledge", "")
                await writes.acknowledge(session, act.document, now)
                await know(session, act.document, act.actor.person, order.doctor, now)
                await audit.note_act(session, now, act.actor, position, "result.acknowledge", ("document", act.document), record.id)
                await notices.nudge(session, [act.actor.person])
            return await stands_of(self.desk, session, act.order, now)
