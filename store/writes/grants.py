"""Writes of grants: asked, decided, ended, reviewed."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, insert, update
from sqlalchemy.ext.asyncio import AsyncSession

from domain.grants import Finding, Grant
from domain.names import DocumentId, GrantId, PersonId, RecordId, Sha256
from store.tables.grants import GrantedDocumentRow, GrantedRow, GrantRow


async def ask(session: AsyncSession, new: Grant, records: Iterable[RecordId], reason: Sha256) -> None:
    """A grant as it begins: a request, or an emergency that is open at once."""
    row = {
        "id": new.id,
        "facility": new.facility,
        "kind": new.kind,
        "purpose": new.purpose,
        "holder": new.holder,
        "name": new.asker.name.strip(),
        "body": new.asker.body.strip(),
        "paper": new.asker.paper.strip(),
        "paper_day": new.asker.paper_day,
        "whole": new.whole,
        "may_copy": new.may_copy,
        "days": new.days,
        "reason": reason,
        "asked_by": new.asked_by,
        "asked_at": new.asked_at,
        "decided_at": new.decided_at,
        "decided_by": new.decided_by,
        "granted": new.granted,
        "since": new.since,
        "until": new.until,
    }
    await session.execute(insert(GrantRow).values(row))
    await session.execute(insert(GrantedRow), [{"grant": new.id, "record": one} for one in records])


async def name_documents(session: AsyncSession, which: GrantId, these: Iterable[DocumentId]) -> None:
    """It is for these documents only, whatever was named before."""
    await session.execute(delete(GrantedDocumentRow).where(GrantedDocumentRow.grant == which))
    await session.execute(insert(GrantedDocumentRow), [{"grant": which, "document": one} for one in these])
    await _change(session, which, whole=False)


async def decide(session: AsyncSession, which: GrantId, by: PersonId, reason: Sha256 | None, now: datetime) -> None:
    await _change(session, which, decided_by=by, decided_at=now, decided_reason=reason)


async def let(session: AsyncSession, which: GrantId, since: datetime, until: datetime, days: int, may_copy: bool) -> None:
    """Its window."""
    await _change(session, which, granted=True, since=since, until=until, days=days, may_copy=may_copy)


async def end(session: AsyncSession, which: GrantId, by: PersonId, reason: Sha256 | None, now: datetime) -> None:
    await _change(session, which, ended_by=by, ended_at=now, ended_reason=reason)


async def review(session: AsyncSession, which: GrantId, by: PersonId, finding: Finding, reason: Sha256, now: datetime) -> None:
    await _change(session, which, reviewed_by=by, reviewed_at=now, finding=finding, review_reason=reason)


async def _change(session: AsyncSession, which: GrantId, **values: object) -> None:
    await session.execute(update(GrantRow).where(GrantRow.id == which).values(**values))
