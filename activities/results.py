"""Results: delivered, versioned, and final when everybody signed."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from temporalio import activity

from activities import back_entries
from activities.alarms import raise_alarm
from activities.desk import Body, Desk, allowed_on_record
from activities.documents import Of, Paper, bytes_key, make
from activities.heads import episode, head
from activities.orders import OrderStands, stands_of
from activities.records import withdraw_closing
from domain.clock import clock_time, day
from domain.errors import Incomplete, Malformed, OutOfReach
from domain.faults import both
from domain.forms import Form
from domain.moments import Episode, happened
from domain.names import DocumentId, FacilityId, OrderId, PersonId, id_of
from domain.orders import Line, Order
from domain.people import Actor, Position
from domain.ranges import contradictions
from domain.records import Record, RecordState
from domain.results import Delivery, NewReport, NewResult
from domain.roles import Role
from store.queries import orders as queries
from store.queries import people, records
from store.queries import signatures as papers
from store.queries.alerts import released_since
from store.writes import acts, audit, notices
from store.writes import orders as writes

LABORATORY = "lab-result"
"""The form with a delivery of its own: values, each for a line, with flags and reference ranges."""


@dataclass(frozen=True)
class Deliver:
    actor: Actor
    order: OrderId
    body: Body


def result_document(order: OrderId, lines: tuple[int, ...]) -> DocumentId:
    """One sheet for one set of lines: a second delivery for the same set is its next version."""
    return DocumentId(id_of("result", order, *sorted(lines)))


class Results:
    """Hands of the order workflow that take what the laboratory sends."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @activity.defn(name="result.deliver")
    async def deliver(self, act: Deliver) -> OrderStands:
        new = (await self.desk.read(act.body, Delivery)).of
        async with self.desk.act() as (session, now):
            order = await queries.order(session, act.order, lock=True)
            which = result_document(order.id, new.lines)
            if not await acts.claim(session, act.actor, "result.deliver", order.id, act.body.sha256, now):
                made = Of(which, await papers.made_under(session, which, act.actor.request))
                return await stands_of(self.desk, session, order.id, now, made)
            record = await records.steady_record(session, order.record)
            position = await allowed_on_record(session, act.actor, "result.deliver", record.id, record.state, now)
            new.check()
            after = order.move("result", new.lines)
            self._check_place(position, order, new.lines)
            self._check_sheets(order, which, new.lines)
            form = self._form([order.line(number) for number in new.lines], new, now)
            await self._check_performer(session, record.facility, form, new.performer, now)
            paper, acted = await self._paper(session, order, record, form, new, now), new.acted_at(form)
            places = (order.department, order.line(new.lines[0]).department)
            late = await back_entries.by_time(session, record, acted, await papers.begun(session, which) or now, *places)
            bounds = await episode(self.desk, session, record, now)
            wrong = (*_own_faults(new, form, paper.data, bounds, now), *await self._no_reason(session, which, new.note))
            of = await make(self.desk, session, replace(paper, faults=wrong, data=paper.data | late.said), act.actor, now)
            await back_entries.mark(session, self.desk.policies, record, late, acted, of, now)
            if record.state is RecordState.DISCHARGED:
                await withdraw_closing(session, record.id, act.actor, "Có kết quả mới sau khi lập", now)
            await writes.lines(session, order, after, now)
            await writes.result(session, order.id, which, tuple(sorted(new.lines)), now if new.critical else None)
            if new.critical:
                await raise_alarm(session, await queries.order(session, order.id), which, record, now)
            await notices.tell(session, f"result/{which}/{of.version}", [order.doctor], "result_arrived", f"/documents/{which}", now)
            await audit.note_act(session, now, act.actor, position, "result.deliver", ("document", which), record.id, version=of.version)
            return await stands_of(self.desk, session, order.id, now, of)

    async def _no_reason(self, session: AsyncSession, which: DocumentId, note: str) -> tuple[str, ...]:
        """What was released is corrected for a reason that everybody reads who had read it (Luật KCB Đ7 k10)."""
        if note.strip() or not await released_since(session, which):
            return ()
        return ("note: bản trước đã trả, nêu lý do sửa / the version before was released: say why it is corrected",)

    def _check_place(self, position: Position, order: Order, lines: tuple[int, ...]) -> None:
        """One sheet speaks for one performing department, by its own people or by a machine."""
        places = {order.line(number).department for number in lines}
        if len(places) > 1:
            raise Incomplete("lines: một phiếu chỉ trả lời các dòng của một khoa thực hiện / one sheet, one performing department")
        if not all(position.works_in(place) for place in places):
            raise OutOfReach("performing")

    def _check_sheets(self, order: Order, which: DocumentId, lines: tuple[int, ...]) -> None:
        clash = [s for s in order.sheets if s.document != which and set(s.lines) & set(lines)]
        if clash:
            covered = ", ".join(map(str, clash[0].lines))
            raise Incomplete(both(f"lines: phiếu khác đã trả lời dòng {covered}", f"another sheet answers line {covered}"))

    def _form(self, covered: list[Line], new: NewResult | NewReport, now: datetime) -> Form:
        """The form that answers these lines. Raises: Malformed."""
        kinds = {line.kind for line in covered}
        answering = [form for kind in kinds for form in self.desk.policies.answering(kind, day(now))]
        wanted = LABORATORY if isinstance(new, NewResult) else new.form
        found = [form for form in answering if (form.code == wanted if wanted else form.code != LABORATORY)]
        if len(kinds) > 1 or len(found) != 1 or isinstance(new, NewResult) is not (found[0].code == LABORATORY):
            vi = ", ".join(f"{form.name} ({form.code})" for form in answering) or "–"
            en = ", ".join(f"{form.name_en} ({form.code})" for form in answering) or "–"
            vi = f"lines: các dòng này trả lời bằng {vi}, mỗi phiếu một loại"
            raise Malformed(both(vi, f"these lines are answered by {en}, one kind a sheet"))
        return found[0]

    async def _check_performer(self, session: AsyncSession, facility: FacilityId, form: Form, performer: PersonId, now: datetime) -> None:
        held = {one.position.role for one in await people.posts(session, performer, day(now)) if one.position.facility == facility}
        if held.isdisjoint(form.written_by or (Role.TECHNICIAN,)):
            raise Incomplete("performer: không giữ chức danh lập phiếu này tại cơ sở / holds no position here that draws up this form")

    async def _paper(
        self,
        session: AsyncSession,
        order: Order,
        record: Record,
        form: Form,
        new: NewResult | NewReport,
        now: datetime,
    ) -> Paper:
        covered = [order.line(n) for n in sorted(new.lines)]
        names = await people.names(session, {new.performer, order.doctor})
        where = dict(await people.departments(session, record.facility))
        titles = {one.number: one.name for one in covered}
        known = {
            "performed_in": where[covered[0].department],
            "ordered_in": where[order.department],
            "doctor": names[order.doctor],
            "performer": names[new.performer],
            "note": new.note,
        }
        asked = {one.name for one in form.fields}
        said = _laboratory(new, titles) if isinstance(new, NewResult) else _reported(new, titles, names[new.performer], now)
        data = {**said, **{name: told for name, told in known.items() if name in asked}, **await head(session, record.id)}
        return Paper(
            result_document(order.id, new.lines),
            record.facility,
            form.code,
            ("result", order.id),
            bytes_key(record.id),
            data,
            title=f"Kết quả: {', '.join(titles.values())}",
            record=record.id,
            departments={
                "ordering": order.department,
                "performing": covered[0].department,
                "treating": record.department,
            },
            named={"performer": (new.performer,), "doctor": (order.doctor,)},
            note=new.note,
        )

    @staticmethod
    async def finish(session: AsyncSession, document: DocumentId, now: datetime) -> None:
        """Everybody signed: the lines are approved and the ordering doctor is told."""
        order = await queries.order(session, await queries.order_of(session, document), lock=True)
        sheet = next(s for s in order.sheets if s.document == document)
        if sheet.complete_at is None:
            await writes.lines(session, order, order.move("approve", sheet.lines), now)
            await writes.finish_result(session, document, now)
            await notices.tell(
                session, f"final/{document}/{now.isoformat()}", [order.doctor], "result_final", f"/documents/{document}", now
            )


def _own_faults(new: NewResult | NewReport, form: Form, data: dict[str, Any], bounds: Episode, now: datetime) -> tuple[str, ...]:
    """What the form cannot judge."""
    if isinstance(new, NewResult):
        return (*new.faults(bounds, now), *contradictions(new.values))
    return tuple(happened(form, data, bounds, now))


def _laboratory(new: NewResult, titles: dict[int, str]) -> dict[str, Any]:
    """What a laboratory's sheet says."""
    values = [
        {"service": titles.get(v.line, ""), "name": v.name, "value": v.value, "unit": v.unit, "reference": v.reference, "flag": str(v.flag)}
        for v in new.values
    ]
    times = {name: clock_time(getattr(new, name)) for name in ("sampled_at", "received_at", "resulted_at")}
    return {**times, "conclusion": new.conclusion, "values": values}


def _reported(new: NewReport, titles: dict[int, str], performer: str, now: datetime) -> dict[str, Any]:
    """What a sheet of another form says: the service is what was ordered, unless the report names it."""
    return {"service": ", ".join(titles.values()), **new.data, "author": performer, "entered_at": clock_time(now)}
