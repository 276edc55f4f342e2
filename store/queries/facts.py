"""Facts of a facility, counted from its own rows: what was signed, refused, printed and read, and who holds a certificate.

`READS` is the one list of them. Another noun adds its own there with a function of the same shape; what it asks stays its business.
Of clinical rows only numbers leave this file.
"""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from cryptography import x509
from sqlalchemy import ColumnElement, String, and_, cast, exists, func, or_, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from domain.clock import day
from domain.facts import Asked, Check, Fact, Finding, Of, asked, count, judge, role_parts, share, whether
from domain.names import DepartmentId, FacilityId
from domain.rights import RIGHTS
from domain.roles import Role
from store.queries.register_facts import regulation_in_force, restore_drilled, security_approved
from store.tables.acts import AuditRow
from store.tables.certificates import StatusAnswerRow
from store.tables.copies import CopyRow
from store.tables.people import CredentialRow, PersonRow, PositionRow
from store.tables.plans import PlanRow
from store.tables.records import RecordRow
from store.tables.signatures import DocumentRow, SignatureRow, VersionRow
from store.tables.tracks import TrackRow

Read = Callable[[AsyncSession, Asked], Awaitable[Fact]]

OPEN_SUBJECTS = ("order", "result", "closing", "sheet")
"""Kinds of clinical documents whose signing is asked about."""
LOOK_BACK = timedelta(days=60)
APPEND_ONLY = text(
    "SELECT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = 'audit'::regclass AND tgname = 'audit_only_grows' AND tgenabled IN ('O', 'A'))"
)


def page(at: Asked, code: str) -> str:
    """Where a fact is shown with what it was counted from."""
    return f"/facts/{at.facility}#{code}"


async def orders_signed(session: AsyncSession, at: Asked) -> Fact:
    """Percent of the orders of these days whose sheet is signed completely."""
    said = (f"Chỉ định đã ký đủ, {at.days} ngày qua", f"Orders signed completely, last {at.days} days")
    counted = await _signed(session, at, DocumentRow.subject_kind == "order")
    return share("orders_signed", said, counted, at, page(at, "orders_signed"))


async def documents_signed(session: AsyncSession, at: Asked) -> Fact:
    """Percent of the documents of these days, of the forms asked for, that are signed completely; those still in their hours left out."""
    said = (f"Văn bản đã ký đủ, {at.days} ngày qua", f"Documents signed completely, last {at.days} days")
    settled = DocumentRow.created_at < at.settled_before
    counted = await _signed(session, at, and_(settled, *_forms(at)))
    return share("documents_signed", said, counted, at, page(at, "documents_signed"))


async def _signed(session: AsyncSession, at: Asked, which: ColumnElement[bool]) -> Of:
    d, v = DocumentRow, VersionRow
    rows = await session.execute(
        select(func.count().filter(v.completed_at <= at.now), func.count())
        .select_from(d)
        .join(v, (v.document == d.id) & (v.number == d.current))
        .where(d.facility == at.facility, d.created_at >= at.since, d.created_at <= at.now, d.record.is_not(None), *_department(at), which)
    )
    done, every = rows.one()
    return Of(done, every)


async def documents_unsigned(session: AsyncSession, at: Asked) -> Fact:
    """Documents older than the hours asked for (24) that are not signed completely, however old; withdrawn ones ask nobody."""
    d, v = DocumentRow, VersionRow
    rows = await session.execute(
        select(func.count())
        .select_from(v)
        .join(d, d.id == v.document)
        .where(_left_then(at) if at.past else _left(), v.facility == at.facility, v.made_at < at.settled_before)
        .where(d.record.is_not(None), d.subject_kind.in_(OPEN_SUBJECTS), *_forms(at), *_department(at))
    )
    said = (f"Văn bản quá {at.hours} giờ chưa ký đủ", f"Documents older than {at.hours} h not signed completely")
    return count("documents_unsigned", said, rows.scalar_one(), at, page(at, "documents_unsigned"))


def _left() -> ColumnElement[bool]:
    """Newest versions that wait for a signature or were refused; both are found by an index of what is not finished."""
    d, v = DocumentRow, VersionRow
    return and_(d.current == v.number, or_(and_(v.ended.is_(None), v.preserved.is_(None), v.completed_at.is_(None)), v.ended == "refused"))


def _left_then(at: Asked) -> ColumnElement[bool]:
    """Those that stood so at a moment of before, of documents begun in the two months up to it."""
    d, v = DocumentRow, VersionRow
    unfinished = or_(v.completed_at.is_(None), v.completed_at > at.now)
    later = aliased(VersionRow)
    replaced = exists(
        select(later.number).where(later.document == v.document, later.number > v.number, later.made_at <= at.now).correlate(v)
    )
    stood = or_(v.ended.is_(None), v.ended_at > at.now, and_(v.ended == "refused", ~replaced))
    return and_(d.created_at >= at.now - LOOK_BACK, unfinished, stood)


async def signatures_refused(session: AsyncSession, at: Asked) -> Fact:
    """Documents that somebody refused to sign in these days."""
    d, v = DocumentRow, VersionRow
    rows = await session.execute(
        select(func.count())
        .select_from(v)
        .join(d, d.id == v.document)
        .where(v.ended == "refused", v.facility == at.facility, v.ended_at >= at.since, v.ended_at <= at.now)
        .where(d.record.is_not(None), *_forms(at), *_department(at))
    )
    said = (f"Lần từ chối ký, {at.days} ngày qua", f"Refusals to sign, last {at.days} days")
    return count("signatures_refused", said, rows.scalar_one(), at, page(at, "signatures_refused"))


async def signatures_stamped(session: AsyncSession, at: Asked) -> Fact:
    """Percent of the signatures of these days that have their time stamp: signing works, and so does the service of time stamps."""
    d, s = DocumentRow, SignatureRow
    rows = await session.execute(
        select(func.count().filter(s.stamped_at.is_not(None)), func.count())
        .select_from(s)
        .join(d, d.id == s.document)
        .where(s.at >= at.since, s.at <= at.now, s.method != "confirmed", d.facility == at.facility, *_forms(at), *_department(at))
    )
    done, every = rows.one()
    said = (f"Chữ ký số có dấu thời gian, {at.days} ngày qua", f"Digital signatures with their time stamp, last {at.days} days")
    return share("signatures_stamped", said, Of(done, every), at, page(at, "signatures_stamped"))


async def certificates_covered(session: AsyncSession, at: Asked) -> Fact:
    """Percent of the people in posts that sign who hold a certificate valid at this moment and not called revoked; per role."""
    p, c, a = PositionRow, CredentialRow, StatusAnswerRow
    today = day(at.now)
    revoked_ones = select(a.certificate).where(a.is_list.is_(False), a.revoked > 0)
    rows = await session.execute(
        select(p.role, p.person, c.certificate, c.certificate.in_(revoked_ones))
        .join(PersonRow, and_(PersonRow.id == p.person, PersonRow.active))
        .outerjoin(c, c.owner == cast(p.person, String))
        .where(p.facility == at.facility, p.since <= today, or_(p.until.is_(None), p.until >= today))
        .where(p.role.in_(at.roles or tuple(RIGHTS["document.sign"])), *((p.department == at.department,) if at.department else ()))
        .distinct()
    )
    held: defaultdict[Role, dict[object, bool]] = defaultdict(dict)
    for role, person, certificate, revoked in rows:
        held[Role(role)][person] = certificate is not None and not revoked and _valid(certificate, at)
    everybody = {person: well for people in held.values() for person, well in people.items()}
    parts = role_parts({role: Of(sum(people.values()), len(people)) for role, people in held.items()})
    said = ("Người ở vị trí phải ký có chứng thư số còn hiệu lực", "People in posts that sign with a valid certificate")
    of = Of(sum(everybody.values()), len(everybody))
    return share("certificates_covered", said, of, at, page(at, "certificates_covered"), parts)


def _valid(encoded: bytes, at: Asked) -> bool:
    pem = encoded.startswith(b"-----")
    certificate = x509.load_pem_x509_certificate(encoded) if pem else x509.load_der_x509_certificate(encoded)
    return certificate.not_valid_before_utc <= at.now <= certificate.not_valid_after_utc


async def paper_printed(session: AsyncSession, at: Asked) -> Fact:
    """Paper conversions of signed documents given out in these days."""
    c, r = CopyRow, RecordRow
    rows = await session.execute(
        select(func.count())
        .select_from(c)
        .join(r, r.id == c.record)
        .join(DocumentRow, DocumentRow.id == c.document)
        .where(c.medium == "paper", c.issued_at >= at.since, c.issued_at <= at.now, r.facility == at.facility, *_forms(at))
        .where(*((r.department == at.department,) if at.department else ()))
    )
    said = (f"Bản giấy chuyển đổi đã in, {at.days} ngày qua", f"Paper conversions printed, last {at.days} days")
    return count("paper_printed", said, rows.scalar_one(), at, page(at, "paper_printed"))


async def reads_audited(session: AsyncSession, at: Asked) -> Fact:
    """Reads written into the audit in these days: looking is written down too (CV 365 III.1.1 đ)."""
    a = AuditRow
    rows = await session.execute(
        select(func.count()).where(a.at >= at.since, a.at <= at.now, a.facility == at.facility, a.act.in_(("record.read", "document.read")))
    )
    said = (f"Lượt xem được ghi nhật ký, {at.days} ngày qua", f"Reads written to the audit, last {at.days} days")
    return count("reads_audited", said, rows.scalar_one(), at, page(at, "reads_audited"))


async def audit_whole(session: AsyncSession, at: Asked) -> Fact:
    """Whether the database refuses to change or delete a line of the audit."""
    stands = (await session.execute(APPEND_ONLY)).scalar_one()
    yes = ("Nhật ký chỉ ghi thêm: cơ sở dữ liệu từ chối mọi sửa, xoá", "The audit only grows: the database refuses any change")
    no = ("Nhật ký không còn được cơ sở dữ liệu bảo vệ khỏi sửa, xoá", "The database no longer keeps the audit from change")
    return whether("audit_whole", stands, yes, no, at, page(at, "audit_whole"))


def _forms(at: Asked) -> tuple[ColumnElement[bool], ...]:
    return (DocumentRow.form.in_(at.forms),) if at.forms else ()


def _department(at: Asked) -> tuple[ColumnElement[bool], ...]:
    """Documents of the records this department treats now."""
    if not at.department:
        return ()
    return (DocumentRow.record.in_(select(RecordRow.id).where(RecordRow.department == at.department)),)


READS: Mapping[str, Read] = {
    "orders_signed": orders_signed,
    "documents_signed": documents_signed,
    "documents_unsigned": documents_unsigned,
    "signatures_refused": signatures_refused,
    "signatures_stamped": signatures_stamped,
    "certificates_covered": certificates_covered,
    "paper_printed": paper_printed,
    "reads_audited": reads_audited,
    "audit_whole": audit_whole,
    "regulation_in_force": regulation_in_force,
    "security_approved": security_approved,
    "restore_drilled": restore_drilled,
}
"""Code of a fact → how it is read. A new one is a function here, and a row of `domain.facts.KNOWN`."""


async def findings(
    session: AsyncSession,
    facility: FacilityId,
    checks: Iterable[Check],
    now: datetime,
    department: DepartmentId | None = None,
    past: bool = False,
) -> tuple[Finding, ...]:
    """Each check held against its fact as the rows have it in this transaction; `past`: as it stood at that moment of before."""
    whole = [(one, replace(asked(one, facility, now, department), past=past)) for one in checks]
    return tuple([judge(one, await READS[one.fact](session, at)) for one, at in whole])


async def watchers(session: AsyncSession, facility: FacilityId) -> set[FacilityId]:
    """The departments of health in whose plans this facility has a track."""
    query = select(PlanRow.department).join(TrackRow, TrackRow.plan == PlanRow.id).where(TrackRow.facility == facility).distinct()
    return {FacilityId(one) for one in (await session.execute(query)).scalars()}
