"""Reads of who needs a certificate, of the lists that ask for them, and of what the signer knows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, cast, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.certificate_requests import Issued, Line, Needs
from domain.errors import NotFound
from domain.names import CertificateRequestId, DocumentId, FacilityId, PersonId, TrackId
from domain.roles import TITLES, Role
from domain.signatures import MADE_AGAIN
from domain.steps import Method
from store.queries.signatures import Document, Version, document_of, versions_of
from store.tables.certificate_requests import CertificateLineRow, CertificateRequestRow
from store.tables.people import CredentialRow, DepartmentRow, PersonRow, PositionRow
from store.tables.signatures import DocumentRow, SignatureRow, VersionRow

L, R = CertificateLineRow, CertificateRequestRow


@dataclass(frozen=True)
class Request:
    """A list with its paper."""

    id: CertificateRequestId
    track: TrackId
    facility: FacilityId
    document: Document
    version: Version
    route: str
    to: str
    drawn_by: PersonId
    drawn_at: datetime
    sent_at: datetime | None
    people: int
    issued: int


@dataclass(frozen=True)
class Credential:
    """The newest certificate the signer has of a person, and the newest digital signature of theirs since."""

    certificate: bytes
    since: datetime
    signed_at: datetime | None


async def needs(session: AsyncSession, facility: FacilityId, roles: Iterable[Role], today: date) -> list[Needs]:
    """Who holds one of these roles in the facility today, a line for each role, by role and name."""
    p = PositionRow
    order = [str(one) for one in roles]
    rows = await session.execute(
        select(p.person, PersonRow.name, p.role, func.min(DepartmentRow.name))
        .join(PersonRow, and_(PersonRow.id == p.person, PersonRow.active))
        .outerjoin(DepartmentRow, DepartmentRow.id == p.department)
        .where(p.facility == facility, p.role.in_(order), p.since <= today, or_(p.until.is_(None), p.until >= today))
        .group_by(p.person, PersonRow.name, p.role)
        .order_by(PersonRow.name, p.person)
    )
    found = [Needs(PersonId(who), name, _title(Role(role), where), Role(role)) for who, name, role, where in rows]
    return sorted(found, key=lambda one: order.index(one.role))


def _title(role: Role, department: str | None) -> str:
    return f"{TITLES[role]}, {department}" if department else TITLES[role]


async def lines(session: AsyncSession, facility: FacilityId, person: PersonId | None = None) -> list[Line]:
    """Of lists that were neither refused nor taken back, oldest first; of one person when named."""
    whose = (R.facility == facility,) if person is None else (R.facility == facility, L.person == person)
    return await _lines(session, *whose, _standing())


async def of_request(session: AsyncSession, which: CertificateRequestId) -> list[Line]:
    """In the order of the list."""
    return await _lines(session, R.id == which)


async def line(session: AsyncSession, which: CertificateRequestId, person: PersonId) -> Line:
    """Locked. Raises: NotFound."""
    held = await session.execute(select(L.person).where(L.request == which, L.person == person).with_for_update())
    if held.scalar_one_or_none() is None:
        raise NotFound("certificate line", f"{which}/{person}")
    (found,) = await _lines(session, L.request == which, L.person == person)
    return found


def _standing() -> ColumnElement[bool]:
    v, d = VersionRow, DocumentRow
    ended = select(v.document).join(d, and_(d.id == v.document, d.current == v.number)).where(v.ended.in_([str(one) for one in MADE_AGAIN]))
    return R.document.not_in(ended)


async def _lines(session: AsyncSession, *those: ColumnElement[bool]) -> list[Line]:
    asked = select(L, R.drawn_at, R.sent_at).join(R, R.id == L.request).where(*those)
    rows = await session.execute(asked.order_by(R.drawn_at, R.id, L.number))
    return [_line(row, drawn, sent) for row, drawn, sent in rows]


def _line(row: CertificateLineRow, drawn_at: datetime, sent_at: datetime | None) -> Line:
    issued = None
    if row.serial and row.authority and row.issued_on and row.until:
        issued = Issued(row.serial, row.authority, row.issued_on, row.until)
    return Line(
        CertificateRequestId(row.request),
        PersonId(row.person),
        row.name,
        row.title,
        Role(row.role),
        drawn_at,
        sent_at,
        issued,
        PersonId(row.issued_by) if row.issued_by else None,
        row.handed_at,
        row.tested_on,
        row.tested_words,
        row.lost_at,
        row.lost_words,
    )


async def request(session: AsyncSession, which: CertificateRequestId) -> Request:
    """Raises: NotFound."""
    found = await _requests(session, R.id == which)
    if not found:
        raise NotFound("certificate request", which)
    return found[0]


async def requests(session: AsyncSession, facility: FacilityId) -> list[Request]:
    """Newest first."""
    return await _requests(session, R.facility == facility)


async def of_document(session: AsyncSession, document: DocumentId) -> Request:
    """Raises: NotFound."""
    found = await _requests(session, R.document == document)
    if not found:
        raise NotFound("certificate request", document)
    return found[0]


async def _requests(session: AsyncSession, those: ColumnElement[bool]) -> list[Request]:
    d, v = DocumentRow, VersionRow
    counted = select(func.count(), func.count(L.serial)).where(L.request == R.id).correlate(R)
    people, issued = (counted.with_only_columns(one).scalar_subquery() for one in (func.count(), func.count(L.serial)))
    rows = (
        await session.execute(
            select(d, v, R, people, issued)
            .join(d, d.id == R.document)
            .join(v, and_(v.document == d.id, v.number == d.current))
            .where(those)
            .order_by(R.drawn_at.desc(), R.id)
        )
    ).all()
    versions = await versions_of(session, [row[1] for row in rows])
    return [
        Request(
            CertificateRequestId(one.id),
            TrackId(one.track),
            FacilityId(one.facility),
            document_of(row),
            version,
            one.route,
            one.addressee,
            PersonId(one.drawn_by),
            one.drawn_at,
            one.sent_at,
            all_,
            done,
        )
        for (row, _, one, all_, done), version in zip(rows, versions, strict=True)
    ]


async def credentials(session: AsyncSession, people: Iterable[PersonId]) -> dict[PersonId, Credential]:
    """Of these people, of whom the signer has a certificate."""
    c, s, asked = CredentialRow, SignatureRow, list(people)
    signed = (
        select(func.max(s.at))
        .where(s.person == PersonRow.id, s.method == Method.DIGITAL, s.at >= c.enrolled_at)
        .correlate(PersonRow, c)
        .scalar_subquery()
    )
    rows = await session.execute(
        select(PersonRow.id, c.certificate, c.enrolled_at, signed)
        .join(c, c.owner == cast(PersonRow.id, c.owner.type))
        .where(PersonRow.id.in_(asked))
    )
    return {PersonId(who): Credential(der, since, at) for who, der, since, at in rows}
