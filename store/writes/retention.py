"""Writes of the terms of records, and of the files of incidents."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.incidents import Incident
from domain.names import IncidentId, PersonId, RecordId
from domain.retention_signs import Ground
from domain.retention_terms import Term
from store.tables.retention import IncidentRecordRow, IncidentRow, TermRow
from store.writes import records


async def set_term(session: AsyncSession, which: RecordId, term: Term) -> None:
    """The record's term from now on; those before stay on file."""
    await session.execute(insert(TermRow).values(_row(which, term)))
    await records.keep_as(session, which, term.code, term.edition, term.until)


async def keep(session: AsyncSession, which: RecordId, term: Term) -> None:
    """A term of before terms had rows; nothing when it has one."""
    await session.execute(insert(TermRow).values(_row(which, term)).on_conflict_do_nothing())


def _row(which: RecordId, term: Term) -> dict[str, Any]:
    return {
        "record": which,
        "number": term.number,
        "how": term.how,
        "retention_class": term.code,
        "edition": term.edition,
        "until": term.until,
        "at": term.at,
        "by": term.by,
        "shorter": term.shorter,
        "reason": term.reason,
        "decision": term.decision,
        "grounds": [_kept(one) for one in term.grounds],
    }


def _kept(one: Ground) -> dict[str, Any]:
    """Without the code, which is clinical."""
    return {key: value for key, value in asdict(one).items() if key != "code"}


async def open_incident(session: AsyncSession, new: Incident) -> None:
    await session.execute(insert(IncidentRow).values(asdict(new)))


async def link(session: AsyncSession, which: IncidentId, record: RecordId, by: PersonId, now: datetime) -> None:
    """A record the incident is about."""
    row = {"incident": which, "record": record, "linked_by": by, "linked_at": now}
    await session.execute(insert(IncidentRecordRow).values(row))
