"""Making a version of a document: data checked, people found, sheet printed, chain and tasks opened."""

import asyncio
from base64 import b32encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from activities.alerts import alert_readers
from activities.desk import Desk
from domain.clock import day
from domain.errors import Malformed
from domain.filling import faults
from domain.foreign import ForeignPdf, beside_pdf
from domain.forms import Form, enclosed
from domain.identifiers import identifying
from domain.names import DepartmentId, DocumentId, FacilityId, PersonId, RecordId, Sha256
from domain.people import Actor
from domain.signature_chains import ChainPolicy, Meant, resolve
from domain.signatures import Chain, Ended, Step
from store.queries import duties, people, records
from store.queries import signatures as queries
from store.queries.signatures import Document
from store.writes import codes, notices
from store.writes import signatures as writes
from store.writes.identifiers import identify


@dataclass(frozen=True)
class Of:
    """One version of one document."""

    document: DocumentId
    version: int


@dataclass(frozen=True)
class Paper:
    """A version to be made."""

    document: DocumentId
    facility: FacilityId
    form: str
    subject: tuple[str, object]
    key: str
    data: dict[str, Any]
    title: str = ""
    """Words of a list; the form's name when empty."""
    record: RecordId | None = None
    departments: dict[str, DepartmentId | None] = field(default_factory=dict)
    named: dict[str, tuple[PersonId, ...]] = field(default_factory=dict)
    note: str = ""
    """Why there is a new version."""
    adds_to: Of | None = None
    """Of an addendum: the version it adds to."""
    pdf: ForeignPdf | None = None
    """The ready PDF that is its content, on the shelf already; else the sheet is printed."""
    faults: tuple[str, ...] = ()
    """What is wrong that the form cannot judge; told together with what it can."""
    series: str = ""
    """Of its number, when it is another than that of its form: the same paper is issued by offices of two kinds."""


def look_up_code(document: DocumentId) -> str:
    """What stands at the foot of the sheet: twelve letters and digits of the document's id."""
    return b32encode(document.bytes[:8]).decode()[:12]


async def make(desk: Desk, session: AsyncSession, paper: Paper, actor: Actor, now: datetime) -> Of:
    """Makes the next version; one that is still being signed is replaced by it, its signatures stay on file.

    Raises: Malformed, ChainUnfillable, NotFound.
    """
    form = desk.policies.form(paper.form, day(now))
    wrong = (*paper.faults, *faults(beside_pdf(form) if paper.pdf else form, paper.data))
    if wrong:
        raise Malformed(*wrong)
    await writes.document(session, _document(paper, form.name, now))
    number = await _retire(session, paper.document, actor, now, paper.note)
    policy = await desk.chain(session, paper.form, paper.facility, day(now))
    meant = await meanings(session, paper.facility, actor.person, paper.record, paper.departments, now, paper.named, paper.data)
    steps = resolve(policy, meant)
    content, size, boxes = await _content(desk, form, paper, number, policy, steps)
    rests_on = str(policy.regulation or "")
    chain = Chain(paper.form, policy.edition, steps, content, size, begun_at=now, departments=meant.departments, regulation=rests_on)
    series = paper.series or form.series or None
    made = (paper.document, number, paper.facility, chain, boxes, paper.data, actor, now, paper.note, series, paper.pdf)
    await writes.version(session, *made)
    await codes.enclose(session, paper.document, number, enclosed(form, paper.data))
    known_by = identifying({one.name: one.identifies for one in form.fields}, paper.data)
    if taken := await identify(session, paper.document, paper.facility, known_by):
        labels = {one.name: one.label for one in form.fields}
        raise Malformed(
            *(
                form.spot(labels[name]).says(
                    "phiếu khác của cơ sở đã dùng, xem lại / another sheet of the facility has it already, check it"
                )
                for name in taken
            )
        )
    if number > 1:  # who was told that the one before was refused or taken back has nothing more to do
        await notices.settle(session, f"{Ended.REFUSED}/{paper.document}", now)
        await notices.settle(session, f"{Ended.WITHDRAWN}/{paper.document}", now)
    if number > 1 and paper.record:
        await alert_readers(session, paper.document, number, paper.record, paper.data, actor, now)
    return Of(paper.document, number)


async def meanings(
    session: AsyncSession,
    facility: FacilityId,
    author: PersonId,
    record: RecordId | None,
    departments: Mapping[str, DepartmentId | None],
    now: datetime,
    named: Mapping[str, tuple[PersonId, ...]] | None = None,
    data: Mapping[str, Any] | None = None,
) -> Meant:
    """Whom a chain's stages can mean in this facility now; a patient's department and doctor are those of the moment."""
    found = await records.record(session, record) if record else None
    where = {**departments, "treating": found.department} if found else dict(departments)
    return Meant(
        author,
        where,
        await people.holders(session, facility, day(now)),
        named or {},
        data or {},
        found.doctor if found else None,
        await duties.on_duty(session, facility, now),
        await duties.substitutions(session, facility, day(now)),
        day(now),
    )


async def _content(
    desk: Desk, form: Form, paper: Paper, number: int, policy: ChainPolicy, steps: Sequence[Step]
) -> tuple[Sha256, int, list[list[float]]]:
    """SHA-256 and size of what will be read and signed, and where its marks go: a ready PDF has no place kept for them."""
    if paper.pdf:
        return paper.pdf.sha256, paper.pdf.size, []
    chain = [{"step": s.name, "title": s.title, "needed": s.needed, "method": str(s.method)} for s in steps]
    rules = {"edition": policy.edition, "chain_regulation": str(policy.regulation or ""), "chain": chain}
    said = {**paper.data, "code": look_up_code(paper.document), "version": number, **rules}
    files = {str(one.sha256): await desk.shelf.get(paper.key, one.sha256) for one in enclosed(form, paper.data).values()}
    sheet = await asyncio.to_thread(desk.render, form, said, files)
    return await desk.shelf.put(paper.key, sheet.pdf), len(sheet.pdf), [list(box) for box in sheet.boxes]


async def _retire(session: AsyncSession, which: DocumentId, actor: Actor, now: datetime, note: str) -> int:
    """Ends the version before, unless it ended or everybody signed it (its stamp may still be on the way); gives the next number."""
    before = (await queries.document(session, which, lock=True)).current
    if before:
        chain = await queries.chain(session, which, before, lock=True)
        if not chain.ended and chain.step:
            await writes.end(session, which, before, Ended.REPLACED, actor.person, note, chain, now)
    return before + 1


def _document(paper: Paper, name: str, now: datetime) -> Document:
    kind, subject = paper.subject
    return Document(
        paper.document,
        paper.facility,
        paper.form,
        paper.title or name,
        look_up_code(paper.document),
        kind,
        str(subject),
        paper.record,
        paper.key,
        now,
        0,
        paper.adds_to.document if paper.adds_to else None,
        paper.adds_to.version if paper.adds_to else None,
    )


def bytes_key(record: RecordId) -> str:
    """The key of everything in one record."""
    return f"record/{record}"
