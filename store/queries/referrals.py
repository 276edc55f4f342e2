"""Reads of transfers to other facilities: of a record, of a facility that receives, and what a package holds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from domain.errors import NotFound
from domain.names import DocumentId, FacilityId, GrantId, PersonId, RecordId, ReferralId, Sha256
from domain.origins import CameFrom
from domain.referrals import Candidate, Item, Referral, Taken, Way, Why
from domain.roles import Role
from domain.signatures import Ended
from store.queries.signatures import record_documents
from store.tables.grants import GrantRow
from store.tables.people import FacilityRow, PositionRow
from store.tables.records import PatientRow, RecordRow
from store.tables.referrals import OriginRow, ReferralItemRow, ReferralRow, ReferralTakenRow
from store.tables.signatures import DocumentRow, VersionRow

PAGE = 50
"""Lines of one page."""


class Shown(StrEnum):
    """Which incoming patients a list shows."""

    WAITING = "waiting"
    """Nobody has answered, and the window is open."""
    ANSWERED = "answered"
    """A record was opened, or it was said why not."""
    OVER = "over"
    """Recalled, or never answered within the window."""


@dataclass(frozen=True)
class Sent:
    """A transfer with the words around it."""

    referral: Referral
    sender: str
    """Name of the sending facility."""
    receiver: str
    """Name of the receiving one, wherever it is."""
    code: str
    """Of the sending record."""
    patient: str
    born: date
    slip_code: str
    linked_code: str = ""
    """Of the record opened there."""
    words: Sha256 | None = None
    """Where the words of a refusal lie."""


@dataclass(frozen=True)
class Packed:
    """A document of a package with its words."""

    item: Item
    form: str
    title: str
    code: str
    state: str
    """`preserved` when the file carries its validation data and archive time stamp, else `complete`."""


@dataclass(frozen=True)
class TakenBy:
    """Who took a package, and who handed it over."""

    taken: Taken
    by: PersonId


@dataclass(frozen=True)
class Origin:
    """Where a record's patient came from."""

    came_from: CameFrom
    from_record: str
    """Code of the record there, when both facilities share this installation."""
    referral: ReferralId | None


def _referral(row: ReferralRow, grant: GrantRow, handed: int, linked: UUID | None) -> Referral:
    assert grant.until is not None
    return Referral(
        id=ReferralId(row.id),
        record=RecordId(row.record),
        facility=FacilityId(grant.facility),
        grant=GrantId(row.grant),
        slip=DocumentId(row.slip),
        receiver=FacilityId(row.receiver) if row.receiver else None,
        elsewhere=row.elsewhere,
        sent_by=PersonId(row.sent_by),
        sent_at=row.sent_at,
        until=grant.until,
        may_copy=grant.may_copy,
        ended_at=grant.ended_at,
        handed=handed > 0,
        linked=RecordId(linked) if linked else None,
        answered_by=PersonId(row.answered_by) if row.answered_by else None,
        answered_at=row.answered_at,
        declined=Why(row.declined) if row.declined else None,
    )


def _before() -> ScalarSelect[UUID | None]:
    """The record that answered an earlier package of the same transfer: to the same facility, of the same record."""
    f, earlier = ReferralRow, aliased(ReferralRow)
    same = (earlier.record == f.record, earlier.receiver == f.receiver, earlier.sent_at < f.sent_at)
    answered = select(earlier.linked).where(*same, earlier.linked.is_not(None))
    return answered.order_by(earlier.sent_at).limit(1).correlate(f).scalar_subquery()


def _sent() -> Select[ReferralRow, GrantRow, int, str, str, str, PatientRow, str, UUID, str]:
    """Transfers with the words around them; what an outer join does not find is None."""
    f, g, r, d = ReferralRow, GrantRow, RecordRow, DocumentRow
    receiver, linked = aliased(FacilityRow), aliased(RecordRow)
    there = func.coalesce(f.linked, _before())
    handed = select(func.count()).where(ReferralTakenRow.referral == f.id).scalar_subquery()
    return (
        select(f, g, handed, FacilityRow.name, receiver.name, r.code, PatientRow, d.code, linked.id, linked.code)
        .join(g, g.id == f.grant)
        .join(r, r.id == f.record)
        .join(PatientRow, PatientRow.id == r.patient)
        .join(FacilityRow, FacilityRow.id == g.facility)
        .join(d, d.id == f.slip)
        .outerjoin(receiver, receiver.id == f.receiver)
        .outerjoin(linked, linked.id == there)
    )


async def _found(session: AsyncSession, query: Select[ReferralRow, GrantRow, int, str, str, str, PatientRow, str, UUID, str]) -> list[Sent]:
    rows = await session.execute(query)
    return [
        Sent(
            _referral(row, grant, handed, there),
            sender,
            receiver or row.elsewhere,
            code,
            patient.name,
            patient.birth,
            slip,
            linked or "",
            Sha256(row.declined_reason) if row.declined_reason else None,
        )
        for row, grant, handed, sender, receiver, code, patient, slip, there, linked in rows
    ]


async def sent(session: AsyncSession, which: ReferralId) -> Sent:
    """Raises: NotFound."""
    found = await _found(session, _sent().where(ReferralRow.id == which))
    if not found:
        raise NotFound("referral", which)
    return found[0]


async def locked(session: AsyncSession, which: ReferralId) -> Sent:
    """As `sent`; until this transaction ends nobody else answers or ends it, nor archives or destroys the record that sent it.

    The record first, as in every transaction that holds both. Raises: NotFound.
    """
    f = ReferralRow
    rows = await session.execute(select(f.record, f.grant).where(f.id == which))
    for record, grant in rows.all():
        for row, one in ((RecordRow, record), (f, which), (GrantRow, grant)):
            await session.execute(select(row.id).where(row.id == one).with_for_update())
    return await sent(session, which)


async def locked_by(session: AsyncSession, grant: GrantId) -> Sent | None:
    """As `locked`, the transfer whose package this grant opens; None for a grant of another kind."""
    which = (await session.execute(select(ReferralRow.id).where(ReferralRow.grant == grant))).scalar_one_or_none()
    return await locked(session, ReferralId(which)) if which else None


async def granted(session: AsyncSession, record: RecordId) -> list[GrantId]:
    """The grants that opened the packages a record sent: their words are of this record alone."""
    rows = await session.execute(select(ReferralRow.grant).where(ReferralRow.record == record))
    return [GrantId(one) for one in rows.scalars()]


async def of_record(session: AsyncSession, record: RecordId) -> list[Sent]:
    """Those a record sent, oldest first."""
    return await _found(session, _sent().where(ReferralRow.record == record).order_by(ReferralRow.sent_at, ReferralRow.id))


async def incoming(session: AsyncSession, facility: FacilityId, now: datetime, shown: Shown, after: Referral | None = None) -> list[Sent]:
    """Patients sent to a facility, the latest first; one more than a page when there is a next."""
    f = ReferralRow
    query = _sent().where(f.receiver == facility, _those(shown, now)).order_by(f.sent_at.desc(), f.id).limit(PAGE + 1)
    if after:
        query = query.where((f.sent_at < after.sent_at) | ((f.sent_at == after.sent_at) & (f.id > after.id)))
    return await _found(session, query)


async def tallies(session: AsyncSession, facility: FacilityId, now: datetime, lists: Sequence[Shown] = tuple(Shown)) -> Mapping[Shown, int]:
    """How many each of these lists shows. Those expected are counted with every list of records: only their rows are looked at then."""
    f, g = ReferralRow, GrantRow
    counted = select(*(func.count().filter(_those(one, now)) for one in lists)).select_from(f).join(g, g.id == f.grant)
    query = counted.where(f.receiver == facility, or_(*(_those(one, now) for one in lists)))
    return dict(zip(lists, (await session.execute(query)).one(), strict=True))


def _those(shown: Shown, now: datetime) -> ColumnElement[bool]:
    f, g = ReferralRow, GrantRow
    live = and_(g.ended_at.is_(None), g.until > now)
    unanswered = and_(f.answered_at.is_(None), _before().is_(None))
    return {Shown.WAITING: unanswered & live, Shown.ANSWERED: ~unanswered, Shown.OVER: unanswered & ~live}[shown]


async def items(session: AsyncSession, which: ReferralId) -> list[Packed]:
    """What a package holds, the slip first."""
    i, d, v = ReferralItemRow, DocumentRow, VersionRow
    rows = await session.execute(
        select(i, d.form, d.title, d.code, v.preserved)
        .join(d, d.id == i.document)
        .join(v, (v.document == i.document) & (v.number == i.version))
        .where(i.referral == which)
        .order_by(i.number)
    )
    return [
        Packed(_item(row), form, title, code, "preserved" if row.sha256 == preserved else "complete")
        for row, form, title, code, preserved in rows
    ]


def _item(row: ReferralItemRow) -> Item:
    return Item(row.number, DocumentId(row.document), row.version, Sha256(row.sha256), row.size)


async def taken(session: AsyncSession, which: ReferralId) -> list[TakenBy]:
    """Who took the package, oldest first."""
    t = ReferralTakenRow
    rows = await session.execute(select(t).where(t.referral == which).order_by(t.number))
    return [TakenBy(Taken(row.name, Way(row.way), row.at, row.note), PersonId(row.by)) for row in rows.scalars()]


async def origin(session: AsyncSession, record: RecordId) -> Origin | None:
    """Where a record's patient came from; None for whoever was not transferred."""
    row = await session.get(OriginRow, record)
    if row is None:
        return None
    return Origin(CameFrom(row.facility, row.slip, row.slip_day), row.from_record, ReferralId(row.referral) if row.referral else None)


async def candidates(session: AsyncSession, record: RecordId) -> list[Candidate]:
    """Every document of a record as it can be sent: by its complete version, unless a newer one is being signed."""
    found = await record_documents(session, record)
    return [
        Candidate(one.id, one.form, one.title, 0 if _being_signed(version.completed_at, version.chain.ended) else version.standing)
        for one, version in found
    ]


def _being_signed(completed_at: datetime | None, ended: Ended | None) -> bool:
    return completed_at is None and ended is None


async def receivers(session: AsyncSession, roles: Iterable[Role], but: FacilityId, today: date) -> list[tuple[FacilityId, str]]:
    """Facilities of this installation in which somebody takes patients in, by name: others would never see a package."""
    f, p = FacilityRow, PositionRow
    staffed = exists().where(p.facility == f.id, p.role.in_(list(roles)), p.since <= today, or_(p.until.is_(None), p.until >= today))
    rows = await session.execute(select(f.id, f.name).where(staffed, f.id != but).order_by(f.name))
    return [(FacilityId(which), name) for which, name in rows]
