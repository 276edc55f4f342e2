"""Opening, closing and archiving a record: each one transaction, safe to repeat."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession
from temporalio import activity

from activities.alerts import demand_known, know
from activities.back_entries import owe_late
from activities.desk import Body, Desk, allowed, allowed_on_document, allowed_on_record
from activities.documents import Of, Paper, bytes_key, make
from activities.heads import head
from activities.known import patient_of
from activities.referrals import keep_origin
from activities.terms import confirm_received, confirm_visit
from domain.clock import clock_time, day
from domain.errors import Incomplete, NotAllowed, OutOfReach
from domain.faults import both
from domain.names import DepartmentId, DocumentId, FacilityId, PersonId, RecordId, id_of
from domain.people import Actor, Position
from domain.records import NewRecord, Record, RecordKind, RecordState, check_close
from domain.roles import Role
from domain.signatures import Ended
from store.queries import people
from store.queries import records as queries
from store.queries import signatures as papers
from store.writes import acts, audit, notices
from store.writes import duties as staffing
from store.writes import records as writes
from store.writes import signatures as paper_writes


@dataclass(frozen=True)
class RecordAct:
    """An act on a record; its words lie on the shelf."""

    actor: Actor
    record: RecordId
    body: Body


@dataclass(frozen=True)
class KnowReplaced:
    """Somebody who was told knows that a sheet they had read was replaced."""

    actor: Actor
    record: RecordId
    document: DocumentId


@dataclass(frozen=True)
class Invitation:
    """What an invitation says."""

    department: DepartmentId
    reason: str


@dataclass(frozen=True)
class Entrusting:
    """Who treats from now on, and why."""

    doctor: PersonId
    reason: str


@dataclass(frozen=True)
class RecordStands:
    """The record as its workflow needs it, and the version whose signing begins with this act."""

    record: Record
    begins: Of | None = None


def closing_document(record: RecordId) -> DocumentId:
    return DocumentId(id_of("closing", record))


async def _demand_unsigned(session: AsyncSession, record: RecordId) -> None:
    """A closing sheet on its way is refused or withdrawn first: a second one would throw its signatures away. Raises: Incomplete."""
    which = closing_document(record)
    if (number := await papers.newest_number(session, which)) and not (await papers.version(session, which, number)).chain.ended:
        vi = "closing: phiếu tổng kết đang chờ ký; muốn lập lại thì rút lại phiếu, hoặc người ký từ chối"
        raise Incomplete(both(vi, "the closing sheet waits for its signatures; to draw it up again withdraw it, or have it refused"))


async def withdraw_closing(session: AsyncSession, record: RecordId, actor: Actor, why: str, now: datetime) -> None:
    """A closing sheet that is being signed says that nothing is missing; what comes now makes it untrue, and it is drawn up again."""
    which = closing_document(record)
    number = await papers.newest_number(session, which)
    if number is None:
        return
    version = await papers.version(session, which, number, lock=True)
    if version.chain.ended:
        return
    await paper_writes.end(session, which, number, Ended.WITHDRAWN, actor.person, why, version.chain, now)
    told = {version.author, *(made.person for made in version.chain.signatures)}
    await notices.tell(session, f"withdrawn/{which}/{number}", told, "withdrawn", f"/documents/{which}", now)


async def treating(session: AsyncSession, act: RecordAct, right: str, record: Record, now: datetime) -> Position:
    """Others read and order; the department that treats decides of the record. Raises: as `allowed_on_record`."""
    position = await allowed_on_record(session, act.actor, right, record.id, record.state, now)
    if not position.works_in(record.department):
        raise OutOfReach("treating")
    return position


class Records:
    """Hands of the record workflow."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @activity.defn(name="record.stands")
    async def stands(self, record: RecordId) -> RecordStands | None:
        """The record as the rows have it; None when its opening was refused."""
        async with self.desk.act() as (session, _):
            return RecordStands(await queries.record(session, record)) if await queries.exists(session, record) else None

    @activity.defn(name="record.open")
    async def open(self, act: RecordAct) -> RecordStands:
        new = await self.desk.read(act.body, NewRecord)
        async with self.desk.act() as (session, now):
            if await acts.claim(session, act.actor, "record.open", act.record, act.body.sha256, now):
                position = await allowed(session, act.actor, "record.open", "*", now)
                new.check(now, self.desk.policies.care(position.facility, day(now)).admitted_within)
                if new.department.split("/")[0] != position.facility:
                    raise NotAllowed(position.role, "record.open", new.department)
                await self._check_department(session, position.facility, new.department)
                await self._check_treating(session, position, new, day(now))
                if await writes.code_taken(session, position.facility, new.code):
                    raise Incomplete(both(f"code: số hồ sơ {new.code} đã có", f"record {new.code} is there already"))
                patient = await patient_of(self.desk, session, act.record, new, act.actor, position, now)
                came = new.admitted_at or now
                here = (act.record, position.facility, new.code, patient, new.department, new.doctor)
                record = Record(*here, RecordState.OPEN, came, kind=new.kind)
                await writes.record(session, record, {"reason": new.reason, "diagnosis": new.diagnosis, "address": new.address})
                await keep_origin(session, new, record, act.actor, position, now)
                await owe_late(session, self.desk.policies, record, now)
                await audit.note_act(session, now, act.actor, position, "record.open", ("record", act.record), act.record)
            return RecordStands(await queries.record(session, act.record))

    async def _check_department(self, session: AsyncSession, facility: FacilityId, department: DepartmentId) -> None:
        if department not in dict(await people.departments(session, facility)):
            raise Incomplete(both(f"department: không có khoa {department}", f"no department {department}"))

    async def _check_treating(self, session: AsyncSession, position: Position, new: NewRecord, today: date) -> None:
        """Else nobody who treats would reach the record: whoever opens is of a department, and the doctor of the treating one."""
        if position.department is None and position.role is not Role.INTEGRATOR:
            raise Incomplete("department: vị trí đang dùng không thuộc khoa nào, không mở hồ sơ / your post is in no department")
        await self._check_doctor(session, new.doctor, new.department, today)

    async def _check_doctor(self, session: AsyncSession, doctor: PersonId, department: DepartmentId, today: date) -> None:
        held = {(post.position.role, post.position.department) for post in await people.posts(session, doctor, today)}
        if held.isdisjoint({(Role.DOCTOR, department), (Role.HEAD, department)}):
            raise Incomplete("doctor: không phải bác sĩ của khoa điều trị / not a doctor of the treating department")

    @activity.defn(name="record.invite")
    async def invite(self, act: RecordAct) -> RecordStands:
        words = await self.desk.read(act.body, Invitation)
        async with self.desk.act() as (session, now):
            record = await queries.record(session, act.record, lock=True)
            if await acts.claim(session, act.actor, "record.invite", act.record, act.body.sha256, now):
                position = await treating(session, act, "record.invite", record, now)
                await self._check_department(session, record.facility, words.department)
                await writes.invite(session, record.id, words.department, words.reason, act.actor.person, now)
                await audit.note_act(
                    session,
                    now,
                    act.actor,
                    position,
                    "record.invite",
                    ("record", record.id),
                    record.id,
                    department=words.department,
                )
            return RecordStands(record)

    @activity.defn(name="record.entrust")
    async def entrust(self, act: RecordAct) -> RecordStands:
        """Another doctor of the treating department takes over; tasks meant for the treating doctor go along."""
        words = await self.desk.read(act.body, Entrusting)
        async with self.desk.act() as (session, now):
            record = await queries.record(session, act.record, lock=True)
            if await acts.claim(session, act.actor, "record.entrust", act.record, act.body.sha256, now):
                position = await treating(session, act, "record.entrust", record, now)
                await self._check_doctor(session, words.doctor, record.department, day(now))
                if not words.reason.strip():
                    raise Incomplete("reason: cần nêu lý do / give a reason")
                await writes.entrust(session, record.id, words.doctor)
                await staffing.changed(session, record.facility, now)
                await audit.note_act(
                    session, now, act.actor, position, "record.entrust", ("record", record.id), record.id, doctor=words.doctor
                )
                told = {record.doctor, words.doctor} - {act.actor.person}
                await notices.tell(session, f"entrusted/{act.actor.request}", told, "entrusted", f"/records/{record.id}", now)
            return RecordStands(await queries.record(session, act.record))

    @activity.defn(name="record.close")
    async def close(self, act: RecordAct) -> RecordStands:
        """The completeness check, then the closing sheet: treating doctor → head of department → records office.

        A visit has no closing sheet: what it holds is complete, and the records office has it.
        """
        async with self.desk.act() as (session, now):
            record = await queries.record(session, act.record, lock=True)
            if not await acts.claim(session, act.actor, "record.close", record.id, act.body.sha256, now):
                which = closing_document(record.id)
                if record.kind is RecordKind.VISIT:
                    return RecordStands(record)
                return RecordStands(record, Of(which, await papers.made_under(session, which, act.actor.request)))
            position = await treating(session, act, "record.close", record, now)
            check_close(record, await queries.missing(session, record.id, self.desk.policies.slips))
            if record.kind is RecordKind.VISIT:
                await audit.note_act(session, now, act.actor, position, "record.close", ("record", record.id), record.id)
                await confirm_visit(self.desk, session, record, position, now)
                await self.receive(self.desk, session, record.id)
                return RecordStands(await queries.record(session, record.id, lock=True))
            await _demand_unsigned(session, record.id)
            paper = await self._closing_paper(session, record)
            of = await make(self.desk, session, paper, act.actor, now)
            await audit.note_act(session, now, act.actor, position, "record.close", ("document", of.document), record.id)
            return RecordStands(record, of)

    @activity.defn(name="record.know_replaced")
    async def know_replaced(self, act: KnowReplaced) -> RecordStands:
        """Somebody who was told that a sheet of the record was replaced knows it."""
        async with self.desk.act() as (session, now):
            if await acts.claim(session, act.actor, "document.know", act.document, "", now):
                document = await papers.document(session, act.document)
                position = await allowed_on_document(session, act.actor, "document.know", document, now)
                demand_known(await know(session, act.document, act.actor.person, None, now))
                await audit.note_act(session, now, act.actor, position, "document.know", ("document", act.document), act.record)
                await notices.nudge(session, [act.actor.person])
            return RecordStands(await queries.record(session, act.record))

    async def _closing_paper(self, session: AsyncSession, record: Record) -> Paper:
        page = await queries.page(session, record.id)
        clinical = page.clinical or {}
        data = {
            **await head(session, record.id),
            "opened_at": clock_time(record.opened_at),
            "discharged_at": clock_time(record.discharged_at or record.opened_at),
            "outcome": str(record.outcome),
            "reason": clinical.get("reason", ""),
            "diagnosis": clinical.get("diagnosis", ""),
            "summary": clinical.get("summary", ""),
            "retention_class": self._class_title(page.retention_edition, page.retention_class),
            "keep_until": page.keep_until.strftime("%d/%m/%Y") if page.keep_until else "vĩnh viễn",
        }
        return Paper(
            closing_document(record.id),
            record.facility,
            "closing",
            ("closing", record.id),
            bytes_key(record.id),
            data,
            record=record.id,
            departments={"treating": record.department},
            named={"doctor": (record.doctor,)},
        )

    def _class_title(self, edition: str | None, code: str | None) -> str:
        """The class in the words of the schedule by which it was set."""
        return self.desk.policies.retention_edition(edition).of(code).title if edition and code else ""

    @staticmethod
    async def receive(desk: Desk, session: AsyncSession, record: RecordId, by: Position | None = None) -> None:
        """The records office has the record; `by`: who received it, and with it the class the closing sheet tells."""
        now = desk.clock()
        was = await queries.record(session, record, lock=True)
        if was.state is RecordState.DISCHARGED:
            hours = desk.policies.care(was.facility, day(now)).archive_after_hours
            await writes.receive(session, record, now + timedelta(hours=hours), now)
            await audit.note(session, now, None, "record.receive", ("record", record), record)
            if by:
                await confirm_received(desk, session, was, by, now)
