"""Reads of the terms of records."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from domain.basis import Certainty
from domain.names import DocumentId, PersonId, RecordId, Sha256
from domain.people import Position
from domain.records import RecordState
from domain.retention import Trait
from domain.retention_signs import Ground, Source
from domain.retention_terms import How, Term
from store.queries.errands import Errand
from store.tables.records import PatientRow, RecordRow
from store.tables.retention import TermRow

MOST = 200
"""Lines of one person's inbox."""


async def terms(session: AsyncSession, which: RecordId) -> tuple[Term, ...]:
    """In the order in which they were set; the last is the record's.

    A discharge by a version of before terms had rows left the record's own columns: they are the proposal.
    """
    t, r = TermRow, RecordRow
    rows = await session.execute(select(t).where(t.record == which).order_by(t.number))
    if found := tuple(_term(row) for row in rows.scalars()):
        return found
    kept = (await session.execute(select(r.retention_class, r.retention_edition, r.keep_until, r.discharged_at).where(r.id == which))).one()
    code, edition, until, at = kept
    return (Term(1, How.PROPOSED, code, edition, until, at),) if code and edition and at else ()


async def confirmed(session: AsyncSession, which: RecordId) -> bool:
    """Whether somebody stands for the class."""
    t = TermRow
    rows = await session.execute(select(t.how).where(t.record == which).order_by(t.number.desc()).limit(1))
    return rows.scalar_one_or_none() not in (None, How.PROPOSED)


async def to_confirm(session: AsyncSession, position: Position) -> list[Errand]:
    """Records the facility's records office has whose class nobody confirmed: they are not archived before."""
    r, p, t = RecordRow, PatientRow, TermRow
    later = aliased(TermRow)
    anew = exists(select(later.number).where(later.record == r.id, later.how == How.PROPOSED, later.number > t.number))
    stood_for = exists(select(t.number).where(t.record == r.id, t.how != How.PROPOSED, ~anew))
    rows = await session.execute(
        select(r.id, r.received_at, r.code, p.name, p.birth)
        .join(p, p.id == r.patient)
        .where(r.facility == position.facility, r.state == RecordState.RECEIVED, ~stood_for)
        .order_by(r.received_at, r.id)
        .limit(MOST)
    )
    return [
        Errand("classify", f"/records/{which}/retention", "", at, patient=name, birth_year=birth.year, record=code)
        for which, at, code, name, birth in rows
        if at
    ]


def _term(row: TermRow) -> Term:
    return Term(
        row.number,
        How(row.how),
        row.retention_class,
        row.edition,
        row.until,
        row.at,
        PersonId(row.by) if row.by else None,
        row.shorter,
        Sha256(row.reason) if row.reason else None,
        DocumentId(row.decision) if row.decision else None,
        tuple(_ground(one) for one in row.grounds),
    )


def _ground(kept: Mapping[str, Any]) -> Ground:
    sure = Certainty(kept["certainty"]) if kept.get("certainty") else None
    return Ground(Trait(kept["trait"]), Source(kept["source"]), kept.get("title", ""), kept.get("basis", ""), sure)
