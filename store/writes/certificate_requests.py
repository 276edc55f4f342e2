"""Writes of lists by which certificates are asked for, and of what became of each person's."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from domain.certificate_requests import Line, NewRequest, Standing
from domain.names import CertificateRequestId, DocumentId, FacilityId, PersonId, TrackId
from store.tables.certificate_requests import CertificateLineRow, CertificateRequestRow


async def alone(session: AsyncSession, facility: FacilityId) -> None:
    """Whoever else draws up a list for the facility, on whatever track, waits until this transaction ends."""
    await session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"certificate-request/{facility}", 0))))


async def put(
    session: AsyncSession,
    which: CertificateRequestId,
    of: tuple[TrackId, FacilityId],
    document: DocumentId,
    new: NewRequest,
    people: Iterable[Standing],
    by: PersonId,
    now: datetime,
) -> None:
    """A list and its lines; its document is there already."""
    track, facility = of
    row = {
        "id": which,
        "track": track,
        "facility": facility,
        "document": document,
        "route": new.route,
        "addressee": new.to.strip(),
        "reason": new.reason.strip(),
        "drawn_by": by,
        "drawn_at": now,
    }
    await session.execute(insert(CertificateRequestRow).values(row))
    lines = [
        {
            "request": which,
            "person": one.person,
            "number": number,
            "name": one.name,
            "title": one.title,
            "role": one.role,
            "tested_words": "",
            "lost_words": "",
        }
        for number, one in enumerate(people, 1)
    ]
    await session.execute(insert(CertificateLineRow), lines)


async def send(session: AsyncSession, which: CertificateRequestId, now: datetime) -> None:
    """Everybody has signed the list."""
    await session.execute(update(CertificateRequestRow).where(CertificateRequestRow.id == which).values(sent_at=now))


async def change(session: AsyncSession, after: Line) -> None:
    """What became of one person's."""
    issued = after.issued
    values = {
        "serial": issued.serial if issued else None,
        "authority": issued.authority if issued else None,
        "issued_on": issued.issued_on if issued else None,
        "until": issued.until if issued else None,
        "issued_by": after.issued_by,
        "handed_at": after.handed_at,
        "tested_on": after.tested_on,
        "tested_words": after.tested_words,
        "lost_at": after.lost_at,
        "lost_words": after.lost_words,
    }
    of = CertificateLineRow
    await session.execute(update(of).where(of.request == after.request, of.person == after.person).values(values))
