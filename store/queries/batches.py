"""Reads of batches and their lines."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import and_, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from domain.batches import Batch, Line, LineState
from domain.errors import NotFound
from domain.names import BatchId, DocumentId, FacilityId, PersonId, PositionId, RequestId, Sha256
from domain.signatures import Chain, Method
from store.queries.signatures import CHAIN
from store.tables.batches import BatchLineRow, BatchRow
from store.tables.records import PatientRow, RecordRow
from store.tables.signatures import DocumentRow, SignatureRow, TaskRow, VersionRow


async def exists(session: AsyncSession, which: BatchId) -> bool:
    return await session.get(BatchRow, which) is not None


async def ended(session: AsyncSession, which: BatchId) -> bool:
    """Whether it was ended; also False when there is none."""
    rows = await session.execute(select(BatchRow.ended_at).where(BatchRow.id == which))
    return rows.scalar_one_or_none() is not None


async def batch(
    session: AsyncSession,
    which: BatchId,
    state: LineState | None = None,
    limit: int | None = None,
    numbers: tuple[int, int] | None = None,
) -> Batch:
    """With its lines, or the first of those in a state, among these numbers. Raises: NotFound."""
    row = await session.get(BatchRow, which, populate_existing=True)
    if row is None:
        raise NotFound("batch", which)
    found = select(BatchLineRow).where(BatchLineRow.batch == which).order_by(BatchLineRow.number).limit(limit)
    found = found.where(BatchLineRow.number.between(*numbers)) if numbers else found
    lines = await session.execute(found.where(BatchLineRow.state == state) if state else found)
    person, position = PersonId(row.person), PositionId(row.position)
    told = tuple(_line(one) for one in lines.scalars())
    return Batch(BatchId(row.id), person, position, RequestId(row.request), row.begun_at, row.ended_at, told)


def _line(row: BatchLineRow) -> Line:
    return Line(
        row.number,
        DocumentId(row.document),
        row.version,
        Sha256(row.content),
        FacilityId(row.capacity) if row.capacity else None,
        LineState(row.state),
        row.refusal,
        tuple(row.facts),
    )


@dataclass(frozen=True)
class Named:
    """What a document of a batch is called, and whose it is; no patient for papers of the rollout."""

    title: str
    patient: str = ""
    birth_year: int | None = None
    record_code: str = ""


async def named(session: AsyncSession, which: BatchId) -> dict[DocumentId, Named]:
    """What each document of the batch is called that its person was asked to sign: whoever names another one learns nothing of it."""
    d, r, b, t = DocumentRow, BatchLineRow, BatchRow, TaskRow
    asked = and_(t.document == r.document, t.version == r.version, t.person == b.person)
    those = select(d.id, d.title, PatientRow.name, PatientRow.birth, RecordRow.code)
    those = those.join(r, r.document == d.id).join(b, b.id == r.batch).join(t, asked)
    those = those.outerjoin(RecordRow, RecordRow.id == d.record).outerjoin(PatientRow, PatientRow.id == RecordRow.patient)
    rows = await session.execute(those.where(r.batch == which))
    return {DocumentId(one): Named(title, name or "", birth.year if birth else None, code or "") for one, title, name, birth, code in rows}


async def waiting(session: AsyncSession, which: BatchId) -> int:
    """How many lines wait."""
    of = (BatchLineRow.batch == which, BatchLineRow.state == LineState.WAITING)
    return (await session.execute(select(func.count()).where(*of))).scalar_one()


async def size(session: AsyncSession, which: BatchId) -> int:
    """How many lines there are."""
    return (await session.execute(select(func.count()).where(BatchLineRow.batch == which))).scalar_one()


async def running(session: AsyncSession, person: PersonId) -> list[tuple[BatchId, int, int]]:
    """Sets of this person that have not ended, oldest first: how many lines are done, how many there are."""
    b, r = BatchRow, BatchLineRow
    counted = select(b.id, func.count().filter(r.state != LineState.WAITING), func.count()).join(r, r.batch == b.id)
    rows = await session.execute(counted.where(b.person == person, b.ended_at.is_(None)).group_by(b.id).order_by(b.begun_at, b.id))
    return [(BatchId(one), done, lines) for one, done, lines in rows]


async def unfollowed(session: AsyncSession, which: BatchId, limit: int | None = None) -> list[tuple[int, DocumentId, int]]:
    """Signed lines whose signature process was not told yet: line, document, version."""
    r = BatchLineRow
    of = (r.batch == which, r.state == LineState.SIGNED, r.followed_at.is_(None))
    rows = await session.execute(select(r.number, r.document, r.version).where(*of).order_by(r.number).limit(limit))
    return [(number, DocumentId(document), version) for number, document, version in rows]


async def unfinished(session: AsyncSession) -> list[BatchId]:
    rows = await session.execute(select(BatchRow.id).where(BatchRow.ended_at.is_(None)).order_by(BatchRow.id))
    return [BatchId(one) for one in rows.scalars()]


async def capacities(session: AsyncSession, chosen: Iterable[tuple[UUID, int]]) -> Mapping[tuple[UUID, int], FacilityId | None]:
    """Whose key the next signature of each version needs: an organisation's, or None for the person's own; in two questions."""
    pairs = sorted(chosen)
    v, s = VersionRow, SignatureRow
    made = select(s.document, s.version, func.array_agg(s.step)).group_by(s.document, s.version)
    signed = {(one, n): steps for one, n, steps in await session.execute(made.where(tuple_(s.document, s.version).in_(pairs)))}
    rows = await session.execute(
        select(v.document, v.number, v.chain, DocumentRow.facility)
        .join(DocumentRow, DocumentRow.id == v.document)
        .where(tuple_(v.document, v.number).in_(pairs))
    )
    return {(one, n): _capacity(CHAIN.validate_python(chain), signed.get((one, n), []), facility) for one, n, chain, facility in rows}


def _capacity(begun: Chain, signed: Sequence[str], facility: str) -> FacilityId | None:
    step = next((step for step in begun.steps if signed.count(step.name) < step.needed), None)
    return FacilityId(facility) if step and step.method is Method.ORGANISATION else None
