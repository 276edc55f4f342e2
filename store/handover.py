"""Everything the rows know of a facility's archived records, as JSON that another installation takes in."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, String, cast, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import FacilityId
from domain.records import OVER
from store.tables.acts import AuditRow
from store.tables.comments import CommentRow
from store.tables.copies import CopyRow
from store.tables.disposals import BallotRow, DisposalItemRow, DisposalMemberRow, DisposalRow
from store.tables.fixity import FixityRow
from store.tables.holds import ExtensionRow, HeldRow, HoldRow
from store.tables.identifiers import IdentifierRow
from store.tables.outages import BackEntryRow, OutageDepartmentRow, OutageRow, OutageSheetRow
from store.tables.patients import MovedRecordRow, PatientMoveRow
from store.tables.people import DepartmentRow, FacilityRow, PersonRow, PositionRow
from store.tables.records import PatientRow, RecordRow
from store.tables.referrals import OriginRow
from store.tables.retention import IncidentRecordRow, IncidentRow, TermRow
from store.tables.shortcomings import ShortcomingRow
from store.tables.signatures import DocumentRow, SignatureRow, VersionRow
from store.tables.table import Table

NOBODY = "!"
"""Password of a person who was taken in: nobody signs in by it, for it is no hash."""
AT_ONCE = 500
"""Rows of one statement: PostgreSQL takes 65 535 parameters."""
Chosen = Callable[[FacilityId], ColumnElement[bool]]


def _records(facility: FacilityId) -> Any:
    return select(RecordRow.id).where(RecordRow.facility == facility, RecordRow.state.in_(OVER))


def _documents(facility: FacilityId) -> Any:
    disposals = select(DisposalRow.id).where(DisposalRow.facility == facility)
    own = or_(DocumentRow.record.in_(_records(facility)), DocumentRow.subject.in_(_as_text(disposals)))
    return select(DocumentRow.id).where(own)


def _as_text(ids: Any) -> Any:
    inner = ids.subquery()
    return select(cast(inner.c.id, String))


TABLES: Sequence[tuple[type[Table], Chosen]] = (
    (FacilityRow, lambda f: FacilityRow.id == f),
    (DepartmentRow, lambda f: DepartmentRow.facility == f),
    (PersonRow, lambda f: PersonRow.id.in_(select(PositionRow.person).where(PositionRow.facility == f))),
    (PositionRow, lambda f: PositionRow.facility == f),
    (PatientRow, lambda f: PatientRow.facility == f),
    (RecordRow, lambda f: RecordRow.id.in_(_records(f))),
    (DocumentRow, lambda f: DocumentRow.id.in_(_documents(f))),
    (VersionRow, lambda f: VersionRow.document.in_(_documents(f))),
    (SignatureRow, lambda f: SignatureRow.document.in_(_documents(f))),
    (CommentRow, lambda f: CommentRow.document.in_(_documents(f))),
    (IdentifierRow, lambda f: IdentifierRow.document.in_(_documents(f))),
    (CopyRow, lambda f: CopyRow.record.in_(_records(f))),
    (ShortcomingRow, lambda f: ShortcomingRow.record.in_(_records(f))),
    (OutageRow, lambda f: OutageRow.facility == f),
    (OutageDepartmentRow, lambda f: OutageDepartmentRow.outage.in_(select(OutageRow.id).where(OutageRow.facility == f))),
    (BackEntryRow, lambda f: BackEntryRow.record.in_(_records(f))),
    (OutageSheetRow, lambda f: OutageSheetRow.record.in_(_records(f))),
    (TermRow, lambda f: TermRow.record.in_(_records(f))),
    (OriginRow, lambda f: OriginRow.record.in_(_records(f))),
    (FixityRow, lambda f: FixityRow.record.in_(_records(f))),
    (IncidentRow, lambda f: IncidentRow.facility == f),
    (IncidentRecordRow, lambda f: IncidentRecordRow.record.in_(_records(f))),
    (HoldRow, lambda f: HoldRow.facility == f),
    (HeldRow, lambda f: HeldRow.record.in_(_records(f))),
    (ExtensionRow, lambda f: ExtensionRow.hold.in_(select(HoldRow.id).where(HoldRow.facility == f))),
    (PatientMoveRow, lambda f: PatientMoveRow.facility == f),
    (MovedRecordRow, lambda f: MovedRecordRow.record.in_(_records(f))),
    (DisposalRow, lambda f: DisposalRow.facility == f),
    (DisposalItemRow, lambda f: DisposalItemRow.disposal.in_(select(DisposalRow.id).where(DisposalRow.facility == f))),
    (DisposalMemberRow, lambda f: DisposalMemberRow.disposal.in_(select(DisposalRow.id).where(DisposalRow.facility == f))),
    (BallotRow, lambda f: BallotRow.disposal.in_(select(DisposalRow.id).where(DisposalRow.facility == f))),
    (AuditRow, lambda f: AuditRow.record.in_(_records(f))),
)
"""In the order in which they can be taken in: what is pointed at comes first."""
Rows = dict[str, list[dict[str, Any]]]


async def told(session: AsyncSession, facility: FacilityId) -> Rows:
    """Table → its rows. People come without passwords, and cannot sign in where they are taken in."""
    found: Rows = {}
    for kind, chosen in TABLES:
        columns = [column for column in kind.__table__.columns if not column.computed and column.identity is None]
        rows = await session.execute(select(*columns).where(chosen(facility)))
        found[kind.__tablename__] = [dict(row._mapping) for row in rows]
    for person in found["person"]:
        person |= {"password_hash": NOBODY, "active": False, "login": f"{person['login']}@{facility}"}
    for origin in found["record_origin"]:
        origin["referral"] = None  # its package was a matter of this installation
    for place in found["facility"]:
        place["parent"] = None
    return found


async def taken_in(session: AsyncSession, rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> int:
    """Adds what is not there yet; a row that is there stays as it is. The audit comes once, with its records. How many records are new."""
    told_of = {UUID(row["id"]) for row in rows["record"]}
    fresh = told_of - await _known(session, list(told_of))
    for kind, _ in TABLES:
        values = [_typed(kind, row) for row in rows.get(kind.__tablename__, ())]
        if kind is AuditRow:
            values = [row for row in values if row["record"] in fresh]
        for start in range(0, len(values), AT_ONCE):
            await session.execute(insert(kind).values(values[start : start + AT_ONCE]).on_conflict_do_nothing())
    return len(fresh)


async def _known(session: AsyncSession, which: list[UUID]) -> set[UUID]:
    rows = await session.execute(select(RecordRow.id).where(RecordRow.id.in_(which)))
    return set(rows.scalars())


def _typed(kind: type[Table], row: Mapping[str, Any]) -> dict[str, Any]:
    """JSON's texts as the columns' types."""
    return {name: _value(kind.__table__.columns[name], value) for name, value in row.items() if name in kind.__table__.columns}


def _value(column: Any, value: Any) -> Any:
    if value is None:
        return None
    python = column.type.python_type
    if python is UUID:
        return UUID(value)
    return python.fromisoformat(value) if python in (datetime, date) else value
