"""What a person may ask about records."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from activities.disposal_papers import CERTIFICATE, DECISION
from activities.documents import bytes_key
from activities.orders import order_document
from activities.records import Entrusting, Invitation, RecordAct
from activities.shortcomings import Mending
from activities.staffing import follow
from domain.errors import WrongState
from domain.grants import Grant
from domain.holds import Hold
from domain.incidents import Incident
from domain.moments import Episode
from domain.names import DepartmentId, DisposalId, DocumentId, GrantId, PersonId, RecordId, ShortcomingId, id_of, record_workflow
from domain.orders import Order
from domain.outages import Outage
from domain.people import demand, may
from domain.records import OVER, Admission, Discharge, DischargeCorrection, Missing, NewRecord, Record, RecordKind, RecordState
from domain.search import Search
from domain.shortcomings import Shortcoming
from services import access, patients
from services.acts import body, tell
from services.context import Context
from store.queries import (
    audit,
    disposals,
    grants,
    held,
    incidents,
    orders,
    outages,
    people,
    records,
    referrals,
    search,
    shortcomings,
    signatures,
)
from store.queries.audit import TimelineLine
from store.queries.records import RecordPage
from store.queries.referrals import Origin, Sent
from store.queries.search import RecordLine
from store.queries.signatures import Document, Version
from workflows.records import RecordWorkflow


@dataclass(frozen=True)
class OrderView:
    """An order with the words around it."""

    order: Order
    doctor: str
    departments: dict[DepartmentId, str]
    sheet: Document


@dataclass(frozen=True)
class Gone:
    """By which disposal a record was destroyed, and when; a disposal's page says the rest."""

    disposal: DisposalId
    title: str
    number: int
    """First, second, … of the facility."""
    facility: str
    at: datetime | None
    """When key and files were gone; None while that is being done."""
    decision: str
    """Number of the decision."""
    certificate: DocumentId | None


@dataclass(frozen=True)
class RecordView:
    """Everything a record's page shows."""

    page: RecordPage
    documents: list[tuple[Document, Version]]
    orders: list[OrderView]
    missing: tuple[Missing, ...]
    guests: list[tuple[DepartmentId, str, str]]
    timeline: list[TimelineLine]
    shortcomings: tuple[Shortcoming, ...]
    """What it was returned for, mended or not."""
    holds: tuple[Hold, ...]
    """What keeps it from disposal."""
    names: dict[PersonId, str]
    incidents: tuple[Incident, ...] = field(default=(), kw_only=True)
    """Files of incidents it is linked to, for whoever may know of them."""
    gone: Gone | None = field(default=None, kw_only=True)
    """Of a destroyed record: what there was is left out, whoever asks."""
    referrals: tuple[Sent, ...] = field(default=(), kw_only=True)
    """Transfers of the patient to another facility."""
    origin: Origin | None = field(default=None, kw_only=True)
    """Where the patient was transferred from."""
    grant: Grant | None = field(default=None, kw_only=True)
    """By which it is read, when not by right: then nothing is done here, and of a part only that is shown."""
    marks: Mapping[tuple[DocumentId, int], Outage] = field(default_factory=dict, kw_only=True)
    """(document, version) → the outage after which it was entered."""


async def open(context: Context, new: NewRecord) -> RecordId:
    """Opens a record. Raises: Malformed, NotAllowed, KnownPatient, Incomplete, RequestTaken, RequestReused, Unavailable."""
    demand(context.position, "record.open", "*", context.today)
    new.check(context.now, context.house.policies.care(context.position.facility, context.today).admitted_within)
    await patients.fit(context, new)
    which = RecordId(id_of("record", context.position.person, context.request))
    await _tell(context, which, RecordWorkflow.open, new, opens=True)
    return which


async def in_reach(context: Context, which: RecordId) -> bool:
    """Whether the acting position reaches a record, which whoever opened it for another department may not."""
    async with context.house.sessions() as session:
        return await records.reaches(session, context.position, which, context.now)


async def invite(context: Context, which: RecordId, department: DepartmentId, reason: str) -> None:
    """Lets another department see and work on a record. Raises: NotFound, NotAllowed, OutOfReach, WrongState, Incomplete."""
    await _act(context, which, "record.invite", RecordWorkflow.invite, Invitation(department, reason))


async def entrust(context: Context, which: RecordId, doctor: PersonId, reason: str) -> None:
    """Another doctor takes over; open tasks of the treating doctor follow.

    Raises: NotFound, NotAllowed, OutOfReach, WrongState, Incomplete (not of the department, no reason).
    """
    record = await _act(context, which, "record.entrust", RecordWorkflow.entrust, Entrusting(doctor, reason))
    await follow(context.house.sessions, context.house.clock, record.facility)


def episode(context: Context, page: RecordPage) -> Episode:
    """What bounds the acts of a record that was read."""
    return context.house.policies.care(page.record.facility, context.today).episode(page.patient.birth, page.record.opened_at)


async def correct_admission(context: Context, which: RecordId, words: Admission) -> Record:
    """Tells anew when the patient came. Raises: NotFound, NotAllowed, OutOfReach, WrongState, Malformed."""
    return await _act(context, which, "record.correct_admission", RecordWorkflow.correct_admission, words)


async def discharge(context: Context, which: RecordId, words: Discharge) -> Record:
    """Ends the treatment. Raises: NotFound, NotAllowed, OutOfReach, WrongState, Malformed."""
    return await _act(context, which, "record.discharge", RecordWorkflow.discharge, words)


async def correct_discharge(context: Context, which: RecordId, words: DischargeCorrection) -> Record:
    """Tells anew how and when the treatment ended. Raises: as `discharge`; Incomplete while a package for another facility is out."""
    return await _act(context, which, "record.correct_discharge", RecordWorkflow.correct_discharge, words)


async def close(context: Context, which: RecordId) -> DocumentId | None:
    """The completeness check, then the closing sheet; a visit has none.

    Raises: Incomplete with what is missing and who owes it, WrongState.
    """
    record = await _act(context, which, "record.close", RecordWorkflow.close, "close")
    return None if record.kind is RecordKind.VISIT else DocumentId(id_of("closing", which))


async def mend(context: Context, which: RecordId, one: ShortcomingId) -> Record:
    """Says that what a returned record lacked is mended. Raises: NotFound, NotAllowed, OutOfReach, WrongState."""
    return await _act(context, which, "record.mend", RecordWorkflow.mend, Mending(one))


async def _act(context: Context, which: RecordId, right: str, update: object, words: object) -> Record:
    """Nothing is laid down and no process is woken for whoever may not ask."""
    async with context.house.sessions() as session:
        await access.reached(session, context, which, right)
    return await _tell(context, which, update, words)


async def _tell(context: Context, which: RecordId, update: object, words: object, opens: bool = False) -> Record:
    act = RecordAct(context.actor, which, await body(context, bytes_key(which), words))
    stands = await tell(context, RecordWorkflow.run, record_workflow(which), which, update, act, opens)
    found: Record = stands.record
    return found


async def departments(context: Context) -> list[tuple[DepartmentId, str]]:
    """Those of the facility, by which the list is narrowed."""
    async with context.house.sessions() as session:
        return await people.departments(session, context.position.facility)


async def listing(
    context: Context,
    words: str = "",
    state: RecordState | None = None,
    before: tuple[datetime, UUID] | None = None,
    limit: int = 51,
    narrowed: Search | None = None,
) -> list[RecordLine]:
    """Records this position reaches, the latest admission first; `narrowed`: by more than words and state, which it then has too.

    Raises: NotAllowed, Malformed for a diagnosis that is no beginning of a code.
    """
    demand(context.position, "record.read", "*", context.today)
    asked = narrowed or Search(words, state)
    asked.check()
    after = (before[0], RecordId(before[1])) if before else None
    seeks = asked.words.strip() or asked.diagnosis.strip()
    async with context.house.sessions.searching() if seeks else context.house.sessions() as session:
        return await search.listing(session, context.position, asked, context.now, after, limit)


async def read(context: Context, which: RecordId, under: GrantId | None = None) -> RecordView:
    """A record's page, by right or by a grant; the read is audited. `under`: as `access.read`. Raises: NotFound, NotAllowed, OutOfReach."""
    async with context.house.sessions.begin() as session:
        grant = await access.read(session, context, which, whole=False, under=under)
        page = await records.page(session, which)
        gone = await _gone(session, page) if page.record.state is RecordState.DISPOSED else None
        documents = await signatures.record_documents(session, which)
        if grant and not grant.whole and not gone:
            return await _part(session, page, documents, grant)
        ordered = await orders.of_record(session, which) if not gone else []
        sheets = {d.id: d for d, _ in documents}
        where = dict(await people.departments(session, page.record.facility))
        doctors = await people.names(session, {one.doctor for one in ordered})
        views = [OrderView(one, doctors[one.doctor], where, sheets[order_document(one.id)]) for one in ordered]
        lacks = await shortcomings.of_record(session, which) if not gone else ()
        concerned = {who for one in lacks for who in (one.owed_by, one.told_by, one.mended_by) if who}
        signed = {made.person for _, v in documents for made in v.chain.signatures} | {v.author for _, v in documents}
        knows = may(context.position.role, "incident.read") and grant is None
        return RecordView(
            page=page,
            documents=documents,
            orders=views,
            missing=await records.missing(session, which, context.house.policies.slips) if page.record.state not in OVER else (),
            guests=await records.guests(session, which) if not gone else [],
            timeline=_told(await audit.timeline(session, which), gone),
            shortcomings=lacks,
            holds=await held.held(session, which),
            names=await people.names(session, signed | concerned),
            incidents=await incidents.of_record(session, which) if knows and not gone else (),
            gone=gone,
            referrals=tuple(await referrals.of_record(session, which)) if not gone else (),
            origin=await referrals.origin(session, which),
            grant=grant,
            marks=await outages.marks(session, list(sheets)) if not gone else {},
        )


def _told(lines: list[TimelineLine], gone: Gone | None) -> list[TimelineLine]:
    """Of a destroyed record only what happened to it as a whole, and none of the facts."""
    return [replace(one, facts={}) for one in lines if one.subject_kind == "record"] if gone else lines


async def standing(context: Context, which: RecordId) -> RecordView:
    """As `read`, for whoever is going to act on it. Raises: as `read`; WrongState for a destroyed record."""
    view = await read(context, which)
    if view.gone:
        raise WrongState("record.act", RecordState.DISPOSED)
    return view


async def _gone(session: AsyncSession, page: RecordPage) -> Gone | None:
    found = await disposals.gone_of(session, page.record.id)
    if found is None:
        return None
    which, at = found
    papers = {one.form: (one, version) for one, version in await signatures.subject_documents(session, "disposal", which)}
    decision, certificate = papers.get(DECISION), papers.get(CERTIFICATE)
    number = f"{decision[1].issue_number:02}/{decision[1].series}" if decision and decision[1].issue_number else ""
    facility = (await people.facility(session, page.record.facility)).name
    title, nth = (await disposals.course(session, which)).title, (await disposals.sitting(session, which)).number
    return Gone(which, title, nth, facility, at, number, certificate[0].id if certificate else None)


async def _part(session: AsyncSession, page: RecordPage, documents: list[tuple[Document, Version]], grant: Grant) -> RecordView:
    """Of a record of which only some documents were granted: whose it is, and these."""
    named = await grants.documents(session, grant.id)
    shown = [(one, version) for one, version in documents if one.id in named]
    signed = {made.person for _, v in shown for made in v.chain.signatures} | {v.author for _, v in shown}
    names = await people.names(session, signed)
    marks = await outages.marks(session, [one.id for one, _ in shown])
    return RecordView(
        page=page,
        documents=shown,
        orders=[],
        missing=(),
        guests=[],
        timeline=[],
        shortcomings=(),
        holds=(),
        names=names,
        grant=grant,
        marks=marks,
    )
