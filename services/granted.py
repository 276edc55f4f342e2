"""What a person may ask about grants: the facility's list, what they have themselves, one with its words, a record found by its code."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from domain.errors import NotAllowed, NotFound
from domain.grants import Grant, GrantKind
from domain.names import DocumentId, GrantId, PersonId, RecordId, Sha256, grant_key
from domain.people import demand, may
from domain.records import RecordState
from services.context import Context
from services.grants import DECIDES, longest, of_mine
from store.queries import audit, people, records, signatures
from store.queries import grants as queries
from store.queries.audit import TimelineLine
from store.queries.grants import GrantedRecord, GrantLine, GrantTold, Shown

PAGE = queries.PAGE
SAID = ("reason", "decided", "ended", "reviewed")
"""What lies on the shelf of a grant."""


@dataclass(frozen=True)
class GrantsView:
    """A page of a list."""

    lines: Sequence[GrantLine]
    tallies: Mapping[Shown, int]
    more: bool


@dataclass(frozen=True)
class GrantView:
    """A grant with its words and what this person may do with it now."""

    grant: Grant
    records: Sequence[GrantedRecord]
    documents: Sequence[tuple[DocumentId, str]]
    """Those it is for, when not for whole records."""
    reason: str
    decided: str
    ended: str
    reviewed: str
    names: Mapping[PersonId, str]
    choices: Sequence[tuple[DocumentId, str]]
    """Documents to which whoever decides may narrow it down."""
    longest: int
    may_decide: bool
    may_end: bool
    may_review: bool
    acts_for: bool
    """The records office opens or copies the records under it."""
    timeline: list[TimelineLine]


@dataclass(frozen=True)
class Face:
    """A record that somebody asks about by its code, and how they come to see it."""

    record: GrantedRecord
    reached: bool
    """They see it already."""
    may_borrow: bool
    may_break: bool


async def listing(
    context: Context, shown: Shown = Shown.OUT, said: str = "", kind: GrantKind | None = None, after: GrantId | None = None
) -> GrantsView:
    """Of the whole facility; `after`: the last one seen. Raises: NotAllowed, NotFound."""
    demand(context.position, "grant.read", "*", context.today)
    return await _listing(context, shown, said, kind, None, after)


async def mine(context: Context, shown: Shown = Shown.OUT, after: GrantId | None = None) -> GrantsView:
    """What this person has, asked for, or had. Raises: NotAllowed, NotFound."""
    demand(context.position, "grant.ask", "*", context.today)
    return await _listing(context, shown, "", None, context.position.person, after)


async def _listing(
    context: Context, shown: Shown, said: str, kind: GrantKind | None, holder: PersonId | None, after: GrantId | None
) -> GrantsView:
    facility = context.position.facility
    async with context.house.sessions() as session:
        last = await of_mine(session, context, after) if after else None
        found = await queries.listing(session, facility, context.now, shown, said, kind, holder, last)
        return GrantsView(found[:PAGE], await queries.tallies(session, facility, context.now, holder), len(found) > PAGE)


async def read(context: Context, which: GrantId) -> GrantView:
    """Whoever asked for it, has it, or keeps the facility's grants. Raises: NotFound, NotAllowed."""
    async with context.house.sessions() as session:
        told = await queries.grant(session, which)
        one, person, role = told.grant, context.position.person, context.position.role
        if one.facility != context.position.facility:
            raise NotFound("grant", which)
        if person not in (one.holder, one.asked_by) and not may(role, "grant.read"):
            raise NotAllowed(role, "grant.read", one.kind)
        lent = (await queries.records_of(session, [which])).get(which, [])
        # What was written with a package went with its record; other grants are the facility's own register.
        gone = one.kind is GrantKind.RECEIVING and any(line.state is RecordState.DISPOSED for line in lent)
        said = {name: "" if gone else await _said(context, which, getattr(told, name)) for name in SAID}
        waits = one.decided_at is None and one.ended_at is None
        decides = waits and may(role, DECIDES.get(one.kind, "grant.decide")) and (person != one.asked_by or one.kind is GrantKind.PATIENT)
        own = person in (one.holder, one.asked_by)
        named = {who for who in (one.holder, one.asked_by, one.decided_by, one.ended_by, one.reviewed_by) if who}
        return GrantView(
            grant=one,
            records=lent,
            documents=told.documents if not gone else (),
            **said,
            names=await people.names(session, named),
            choices=await _choices(session, context, told, lent) if decides else (),
            longest=longest(context, one.kind),
            may_decide=decides,
            may_end=(waits and own) or (one.open(context.now) and not gone and (own or may(role, "grant.read"))),
            may_review=one.to_review and may(role, "grant.review") and person != one.holder,
            acts_for=one.kind in queries.ACTED_FOR and one.open(context.now) and may(role, "grant.record"),
            timeline=await audit.of_subject(session, "grant", which),
        )


async def _choices(
    session: AsyncSession, context: Context, told: GrantTold, lent: Sequence[GrantedRecord]
) -> Sequence[tuple[DocumentId, str]]:
    """Titles speak of care: only for whoever reads records, and while it is for one whole record."""
    if len(lent) != 1 or not told.grant.whole or not may(context.position.role, "record.read"):
        return ()
    return [(document.id, document.title) for document, _ in await signatures.record_documents(session, lent[0].id)]


async def choices(context: Context, record: RecordId) -> Sequence[tuple[DocumentId, str]]:
    """Documents of a record that the records office names in a request it records; none for whoever does not reach it."""
    async with context.house.sessions() as session:
        if not await records.reaches(session, context.position, record, context.now):
            return ()
        return [(document.id, document.title) for document, _ in await signatures.record_documents(session, record)]


async def faces(context: Context, known: str) -> list[Face]:
    """What is shown of records of the facility to whoever knows exactly the code, the patient's code or the identity number, and the ways
    to them: in an emergency a card is at hand, and no code of a record.

    Raises: NotAllowed.
    """
    demand(context.position, "record.read", "*", context.today)
    async with context.house.sessions() as session:
        return [await _face(session, context, one) for one in await queries.faces(session, context.position.facility, known.strip())]


async def _face(session: AsyncSession, context: Context, found: GrantedRecord) -> Face:
    role = context.position.role
    by_grant = await queries.reading(session, context.position, found.id, context.now)
    reached = await records.reaches(session, context.position, found.id, context.now)
    archived = (await records.record(session, found.id)).archived_at is not None
    borrows = archived and not reached and may(role, "grant.ask")
    breaks = not reached and not (by_grant and by_grant.whole) and may(role, "grant.emergency")
    return Face(found, reached or by_grant is not None, borrows, breaks)


async def _said(context: Context, which: GrantId, words: Sha256 | None) -> str:
    return (await context.house.shelf.get(grant_key(which), words)).decode() if words else ""
