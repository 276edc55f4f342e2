"""Writes of documents, versions, signatures and their tasks."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ARRAY, DateTime, String, Uuid, bindparam, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.foreign import ForeignPdf
from domain.names import DocumentId, FacilityId, PersonId, Sha256
from domain.people import Actor
from domain.signatures import Chain, Ended, Signature
from store.queries.signatures import CHAIN, PDF, Document, document_of
from store.tables.signatures import DocumentRow, SignatureRow, TaskRow, VersionRow
from store.tables.table import bare
from store.writes.notices import CHANNEL, settle

ROWS_ONLY: Mapping[str, Any] = {"synchronize_session": False}
"""No task is ever loaded as an object: SQLAlchemy need not look for ones to change beside the rows."""

SIGNATURE = bare(SignatureRow).c
RIGHT_TASKS = """done AS (
        UPDATE task SET done_at = :asked_at
        WHERE document = :document AND version = :version AND done_at IS NULL AND NOT (step = :step AND person = ANY(:people))
        RETURNING person
    ), asked AS (
        INSERT INTO task (document, version, step, person, asked_at, due_at)
        SELECT :document, :version, :step, person, :asked_at, :due_at FROM unnest(:people) AS person
        ON CONFLICT (document, version, step, person) DO UPDATE SET done_at = NULL
        RETURNING person
    )
    SELECT pg_notify(:channel, person::text) FROM (SELECT person FROM done UNION SELECT person FROM asked) AS woken
"""
"""One question for the three changes: it follows every signature. A task that rested while a stamp was waited for is open again."""
TOLD = (
    bindparam("document", type_=Uuid()),
    bindparam("people", type_=ARRAY(Uuid())),
    bindparam("asked_at", type_=DateTime(timezone=True)),
    bindparam("due_at", type_=DateTime(timezone=True)),
    bindparam("step", type_=String()),
)
TASKS = text(f"WITH {RIGHT_TASKS}").bindparams(*TOLD, channel=CHANNEL)
SIGN = text(
    f"WITH made AS (INSERT INTO signature ({', '.join(one.name for one in SIGNATURE)})"
    f" VALUES ({', '.join(f':made_{one.name}' for one in SIGNATURE)})), {RIGHT_TASKS}"
).bindparams(*TOLD, *(bindparam(f"made_{one.name}", type_=one.type) for one in SIGNATURE), channel=CHANNEL)
"""The signature and what follows from it for the inbox, in one question."""


VERSION, DOCUMENT = bare(VersionRow), bare(DocumentRow)
COMPLETE = (
    update(VERSION)
    .where(VERSION.c.document == bindparam("which"), VERSION.c.number == bindparam("version"), DOCUMENT.c.id == VERSION.c.document)
    .values(completed_at=bindparam("now"))
    .returning(DOCUMENT)
)


async def document(session: AsyncSession, new: Document) -> None:
    """Keeps the document and what it belongs to, unless it is there."""
    await session.execute(insert(DocumentRow).values(vars(new)).on_conflict_do_nothing())


async def version(
    session: AsyncSession,
    which: DocumentId,
    number: int,
    facility: FacilityId,
    chain: Chain,
    boxes: list[Any],
    data: dict[str, Any],
    actor: Actor,
    now: datetime,
    note: str = "",
    series: str | None = None,
    pdf: ForeignPdf | None = None,
) -> None:
    """Opens a version: its chain begins, its tasks stand in the inbox."""
    row = {
        "document": which,
        "number": number,
        "facility": facility,
        "chain": _begun(chain),
        "boxes": boxes,
        "data": data,
        "author": actor.person,
        "position": actor.position,
        "request": actor.request,
        "made_at": now,
        "note": note,
        "series": series,
        "pdf": PDF.dump_python(pdf, mode="json"),
    }
    await session.execute(insert(VersionRow).values(row))
    await session.execute(update(DocumentRow).where(DocumentRow.id == which).values(current=number))
    await tasks(session, which, number, chain, now)


async def move(session: AsyncSession, which: DocumentId, number: int, after: Chain, now: datetime) -> None:
    """Keeps whom the steps mean now, or who took the task, and sets the inbox right."""
    await _change(session, which, number, chain=_begun(after))
    await tasks(session, which, number, after, now)


async def stands_still(session: AsyncSession, which: DocumentId, number: int, since: datetime) -> None:
    """Notes since when nobody can sign the open step."""
    await _change(session, which, number, stuck_since=since)


async def goes_on(session: AsyncSession, which: DocumentId, number: int, now: datetime) -> None:
    """Somebody can sign again, or nobody need: what was told is over, and is told anew when it stands still another time."""
    await _change(session, which, number, stuck_since=None)
    await settle(session, unfillable_key(which, number), now)


def unfillable_key(which: DocumentId, number: int) -> str:
    """What the notices of a version that stands still begin with, whatever the step and the moment."""
    return f"unfillable/{which}/{number}"


def _begun(chain: Chain) -> Any:
    """What the version's row holds of it: the rest is told by rows of their own."""
    return CHAIN.dump_python(replace(chain, signatures=(), ended=None, preserved=None), mode="json")


async def sign(session: AsyncSession, which: DocumentId, number: int, after: Chain, now: datetime) -> None:
    """Keeps the chain's newest signature and sets the inbox right. Raises IntegrityError when another was kept first."""
    row = {"document": which, "version": number, "number": len(after.signatures), **vars(after.signatures[-1])}
    made = {f"made_{one.name}": row[one.name] for one in SIGNATURE}
    await session.execute(SIGN, {**made, **_waits(which, number, after, now)})


async def stamp(session: AsyncSession, which: DocumentId, number: int, after: Chain, now: datetime) -> None:
    """Keeps the time-stamped bytes of the newest signature; the next signer's turn comes."""
    made: Signature = after.signatures[-1]
    of = (SignatureRow.document == which, SignatureRow.version == number, SignatureRow.number == len(after.signatures))
    await session.execute(update(SignatureRow).where(*of).values(sha256=made.sha256, stamped_at=made.stamped_at))
    await tasks(session, which, number, after, now)


async def complete(session: AsyncSession, which: DocumentId, number: int, now: datetime) -> Document:
    """Notes the version as complete; its document."""
    row = (await session.execute(COMPLETE, {"which": which, "version": number, "now": now})).one()
    return document_of(cast(DocumentRow, row))


async def preserve(session: AsyncSession, which: DocumentId, number: int, sha256: Sha256, size: int, now: datetime) -> None:
    await _change(session, which, number, preserved=sha256, preserved_size=size, preserved_at=now)


async def end(
    session: AsyncSession,
    which: DocumentId,
    number: int,
    how: Ended,
    by: PersonId,
    reason: str,
    chain: Chain,
    now: datetime,
    code: str = "",
) -> Chain:
    """Ends a version that will not be completed; its tasks leave the inbox, and nobody is told any more that it stands still."""
    after = replace(chain, ended=how)
    stuck_since = select(VersionRow.stuck_since).where(VersionRow.document == which, VersionRow.number == number)
    if (await session.execute(stuck_since)).scalar_one():
        await goes_on(session, which, number, now)
    await _change(session, which, number, ended=how, ended_at=now, ended_by=by, ended_reason=reason, ended_code=code)
    await tasks(session, which, number, after, now)
    return after


async def tasks(session: AsyncSession, which: DocumentId, number: int, chain: Chain, now: datetime) -> None:
    """Makes the open tasks of this version exactly those the chain waits for, and wakes the live counts of those it changed for."""
    await session.execute(TASKS, _waits(which, number, chain, now))


def _waits(which: DocumentId, number: int, chain: Chain, now: datetime) -> dict[str, Any]:
    step = chain.step
    return {
        "document": which,
        "version": number,
        "step": step.name if step else "",
        "people": sorted(chain.waiting),
        "asked_at": now,
        "due_at": now + step.remind_after if step else now,
    }


async def remind(session: AsyncSession, which: DocumentId, number: int, at: datetime) -> list[PersonId]:
    """Marks the reminder of this moment on every open task; told twice, it counts once. Gives those newly reminded."""
    of = (TaskRow.document == which, TaskRow.version == number, TaskRow.done_at.is_(None))
    earlier = TaskRow.reminded_at.is_(None) | (TaskRow.reminded_at < at)
    change = update(TaskRow).where(*of, earlier).values(reminded_at=at).returning(TaskRow.person)
    rows = await session.execute(change, execution_options=ROWS_ONLY)
    return [PersonId(person) for person in rows.scalars()]


async def _change(session: AsyncSession, which: DocumentId, number: int, **values: object) -> None:
    await session.execute(update(VersionRow).where(VersionRow.document == which, VersionRow.number == number).values(**values))
