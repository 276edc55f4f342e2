"""What a person may ask about disposals: preview, propose, set up the council, vote, decide. Nothing here destroys anything."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from activities.disposal_papers import key
from activities.disposals import Convening, DisposalAct, Proposed, Said, TakenOut, Words
from domain import disposals as rules
from domain.clock import Clock, day
from domain.destruction import sorted_out
from domain.disposals import HALTING, Candidate, Disposal, Item, Obstacle
from domain.errors import OutOfReach, StaleDocument
from domain.names import DisposalId, DocumentId, HoldId, PersonId, RecordId, Sha256, disposal_workflow, id_of
from domain.people import demand, may
from domain.recusals import Ties
from domain.rights import COUNCIL
from domain.roles import Role
from domain.seats import Member, Seat
from services.acts import body, tell
from services.context import Context
from store.engine import Sessions
from store.queries import audit, held, incidents, people, signatures, treating
from store.queries import disposals as queries
from store.queries.audit import TimelineLine
from store.queries.disposals import Line, Seated, Sitting
from store.queries.people import Post
from store.queries.signatures import Document, Version
from store.writes import notices
from workflows.disposals import DisposalWorkflow


@dataclass(frozen=True)
class Preview:
    """Exactly what would be proposed now, and what would not and why."""

    before: date
    items: tuple[Item, ...]
    list_sha256: Sha256
    hindered: tuple[tuple[Candidate, Obstacle], ...]
    classes: Mapping[tuple[str, str], str]
    """Code → words of every class."""

    def less(self, without: Collection[RecordId]) -> "Preview":
        """The same list without some of it."""
        left = set(without)
        kept = [one for one in self.items if one.record not in left]
        items = tuple(replace(one, number=number) for number, one in enumerate(kept, 1))
        return replace(self, items=items, list_sha256=rules.list_hash(items))


@dataclass(frozen=True)
class Hindrance:
    """What stands in a record's way, as far as this position may know it: addresses are the page's."""

    holds: tuple[tuple[HoldId, str], ...] = ()
    """Open holds, each with the name of its case."""
    incidents: tuple[str, ...] = ()
    """Numbers of files of incidents."""
    disposal: tuple[DisposalId, str] | None = None
    """Another disposal whose list it stands on, and its title."""


@dataclass(frozen=True)
class DisposalView:
    """Everything a disposal's page shows to this person."""

    disposal: Disposal
    """Its ballots are this person's own while others' are hidden."""
    sitting: Sitting
    council: list[Seated]
    my_seat: Seat | None
    voted: frozenset[PersonId]
    """Members who have voted on all of it, whatever they said."""
    revealed: bool
    """Whether everybody's ballots may be seen: the chair has closed."""
    papers: list[tuple[Document, Version]]
    timeline: list[TimelineLine]
    names: Mapping[PersonId, str]
    """Who proposed it, took a record out, or ended it."""
    classes: Mapping[tuple[str, str], str]
    """Code → words of every class."""
    held: frozenset[int] = frozenset()
    """Numbers of the lines on the list whose record is held now, for whoever may know of holds."""
    waiting_days: int = 0
    """Between the signed decision and the destruction, by the policy of today."""


async def preview(context: Context, before: date, without: Collection[RecordId] = ()) -> Preview:
    """The expired records whose term ended before the day, as they are now. Raises: NotAllowed."""
    demand(context.position, "disposal.propose", "*", context.today)
    until = min(before, context.today)
    async with context.house.sessions() as session:
        found = await queries.expired(session, context.position.facility, until)
    items, hindered = sorted_out(found, frozenset(without), context.today)
    return Preview(until, items, rules.list_hash(items), hindered, context.house.policies.class_titles)


async def hindrances(context: Context, records: Sequence[RecordId]) -> dict[RecordId, Hindrance]:
    """What stands in the way of a page's records. Raises: NotAllowed."""
    demand(context.position, "disposal.propose", "*", context.today)
    knows, sees = may(context.position.role, "incident.read"), may(context.position.role, "hold.read")
    async with context.house.sessions() as session:
        listed = await queries.listed_in(session, records)
        holds = await held.names(session, records) if sees else {}
        files = await incidents.numbers(session, records) if knows else {}
    return {one: Hindrance(holds.get(one, ()), files.get(one, ()), listed.get(one)) for one in records}


async def propose(
    context: Context, title: str, before: date, without: Sequence[RecordId], list_sha256: Sha256, less: Collection[RecordId] = ()
) -> DisposalId:
    """Freezes the list that was previewed under this hash; `less`: what was left out of it after it was looked at.

    Raises: NotAllowed, Malformed, Incomplete (it is empty), StaleDocument (it is another by now), RequestTaken, RequestReused, Unavailable.
    """
    demand(context.position, "disposal.propose", "*", context.today)
    which = DisposalId(id_of("disposal", context.position.person, context.request))
    if less:
        async with context.house.sessions() as session:
            if await queries.exists_already(session, which):
                return which  # the same click again: by now the list is its own
        seen = await preview(context, before, without)
        if seen.list_sha256 != list_sha256:
            raise StaleDocument(list_sha256, 0)
        without, list_sha256 = (*without, *less), seen.less(less).list_sha256
    said = Proposed(title, before.isoformat(), tuple(without), list_sha256)
    await _act(context, which, DisposalWorkflow.propose, said, opens=True)
    return which


async def listing(context: Context) -> list[Line]:
    """The facility's disposals, newest first. Raises: NotAllowed."""
    demand(context.position, "disposal.read", "*", context.today)
    async with context.house.sessions() as session:
        seated = None if may(context.position.role, "disposal.oversee") else context.position.person
        return await queries.of_facility(session, context.position.facility, seated)


async def read(context: Context, which: DisposalId) -> DisposalView:
    """Raises: NotFound, NotAllowed, OutOfReach."""
    async with context.house.sessions() as session:
        found = await _reached(session, context, which)
        sitting = await queries.sitting(session, which)
        knows = may(context.position.role, "hold.read") and found.state in HALTING
        return DisposalView(
            found.seen_by(context.position.person),
            sitting,
            await queries.council(session, which),
            found.seat(context.position.person),
            found.voted,
            found.vote_closed,
            await signatures.subject_documents(session, "disposal", which),
            await audit.of_subject(session, "disposal", which),
            await people.names(session, {found.proposed_by, *([sitting.ended_by] if sitting.ended_by else [])}),
            context.house.policies.class_titles,
            await queries.held_lines(session, which) if knows else frozenset(),
            context.house.policies.care(found.facility, context.today).disposal_waiting_days,
        )


async def ties(context: Context, view: DisposalView, items: Sequence[Item]) -> Ties:
    """By which acts members have no word on these lines of a disposal that was read."""
    seated = {member.person for member in view.disposal.members}
    async with context.house.sessions() as session:
        return await treating.ties(session, [item.record for item in items if item.treated_by & seated])


async def candidates(context: Context, which: DisposalId) -> list[Post]:
    """Who may be named a member: not whoever proposed the list. Raises: as `read`."""
    async with context.house.sessions() as session:
        found = await _reached(session, context, which)
        posts = await people.colleagues(session, found.facility, context.today, COUNCIL)
    return [post for post in posts if post.position.person != found.proposed_by]


async def convene(context: Context, which: DisposalId, members: Sequence[Member], place: str) -> DocumentId:
    """Names the council; gives the decision that is to be signed. Raises: Malformed, SamePerson, Incomplete, WrongState, …."""
    return await _paper(context, which, DisposalWorkflow.convene, Convening(tuple(members), place))


async def take_out(context: Context, which: DisposalId, number: int, reason: str) -> Disposal:
    """A record leaves the list. Raises: WrongState, NotFound, Incomplete (no reason), NotAllowed."""
    return await _asked(context, which, DisposalWorkflow.take_out, TakenOut(number, reason))


async def vote(context: Context, which: DisposalId, read_list: Sha256, ballots: Sequence[tuple[int | None, bool, str]]) -> Disposal:
    """A member's words on the list that was read: (line or None for all of it, destroy, reason).

    Raises: WrongState, NotAllowed (no member), StaleDocument, NotFound, Incomplete (a word against without a reason).
    """
    return await _asked(context, which, DisposalWorkflow.vote, Said(read_list, tuple(ballots)))


async def close(context: Context, which: DisposalId, conclusion: str = "") -> DocumentId:
    """The chair closes the vote; gives the minutes. Raises: Incomplete (quorum), NotAllowed, WrongState, ChainUnfillable."""
    return await _paper(context, which, DisposalWorkflow.close, Words(conclusion))


async def decide(context: Context, which: DisposalId) -> DocumentId:
    """Draws up the head's decision; its last signature sets the destruction going. Raises: WrongState, Incomplete, NotAllowed."""
    return await _paper(context, which, DisposalWorkflow.decide, Words())


async def certify(context: Context, which: DisposalId) -> DocumentId:
    """Draws up the certificate again after it was refused. Raises: WrongState, Incomplete, NotAllowed."""
    return await _paper(context, which, DisposalWorkflow.certify, Words())


async def withdraw(context: Context, which: DisposalId, reason: str) -> Disposal:
    """Gives all of it up, before anything is destroyed. Raises: WrongState, Incomplete (no reason), NotAllowed."""
    return await _asked(context, which, DisposalWorkflow.withdraw, Words(reason))


async def tell_of_expired(sessions: Sessions, clock: Clock) -> int:
    """The daily sweep: each records office is told once a month how many records may be disposed of. How many there are."""
    now = clock()
    async with sessions.begin() as session:
        counts = await queries.expired_counts(session, day(now))
        officers = await people.holding(session, Role.RECORDS_OFFICER, counts, day(now))
        for facility, count in counts.items():
            told = officers.get(facility, [])
            await notices.tell(session, f"expired/{facility}/{day(now):%Y-%m}", told, "expired", "/disposals", now, n=count)
    return sum(counts.values())


async def _reached(session: AsyncSession, context: Context, which: DisposalId) -> Disposal:
    demand(context.position, "disposal.read", "*", context.today)
    found = await queries.disposal(session, which)
    if found.facility != context.position.facility:
        raise OutOfReach("disposal")
    if not may(context.position.role, "disposal.oversee") and found.seat(context.position.person) is None:
        raise OutOfReach("unseated")
    return found


async def _paper(context: Context, which: DisposalId, update: object, words: object) -> DocumentId:
    stands = await _act(context, which, update, words)
    made: DocumentId = stands.begins.document
    return made


async def _asked(context: Context, which: DisposalId, update: object, words: object) -> Disposal:
    await _act(context, which, update, words)
    async with context.house.sessions() as session:
        return (await _reached(session, context, which)).seen_by(context.position.person)


async def _act(context: Context, which: DisposalId, update: object, words: object, opens: bool = False) -> Any:
    if not opens:
        async with context.house.sessions() as session:
            await _reached(session, context, which)
    act = DisposalAct(context.actor, which, await body(context, key(which), words))
    return await tell(context, DisposalWorkflow.run, disposal_workflow(which), which, update, act, opens)
