"""What a person may ask about appraisals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from activities.appraisals import AppraisalAct, Brought, Cast, Closed, Convened
from activities.tracks import track_key
from domain.appraisals import Vote
from domain.councils import Appraisal, Member, Seat
from domain.errors import OutOfReach
from domain.names import AppraisalId, DocumentId, PersonId, Sha256, TrackId, appraisal_workflow, id_of
from domain.parts import Kind
from domain.people import COUNCIL, demand
from services import access
from services.acts import body, tell
from services.context import Context
from services.evidence import Upload, keep
from store.queries import appraisals as queries
from store.queries import audit, people, signatures, tracks
from store.queries.appraisals import Seated, Shown, Sitting
from store.queries.audit import TimelineLine
from store.queries.people import Facility, Post
from store.queries.signatures import Document, Version
from workflows.appraisals import AppraisalWorkflow


@dataclass(frozen=True)
class AppraisalView:
    """Everything an appraisal's page shows to this person."""

    appraisal: Appraisal
    """Its `votes` are those this person may see; its `edition` has the criteria."""
    facility: Facility
    sitting: Sitting
    council: list[Seated]
    exhibits: Mapping[str, Shown]
    """Criterion → its newest file."""
    voted: frozenset[PersonId]
    """Members who have voted on everything."""
    cast: Mapping[PersonId, int]
    """How many criteria each member has voted on, on the evidence as it is."""
    revealed: bool
    my_seat: Seat | None
    waits_for: tuple[tuple[str, str], ...]
    """Code and title of the milestones to be reported before the council is called."""
    minutes: tuple[Document, Version] | None
    timeline: list[TimelineLine]

    @property
    def votes(self) -> tuple[Vote, ...]:
        return self.appraisal.votes


async def trigger(context: Context, track: TrackId) -> AppraisalId:
    """Asks for an appraisal of readiness. Raises: NotFound, NotAllowed, OutOfReach, WrongState, Unavailable."""
    async with context.house.sessions() as session:
        await access.track(session, context, track, "appraisal.trigger")
    which = AppraisalId(id_of("appraisal", context.position.person, context.request))
    await _act(context, which, track, AppraisalWorkflow.trigger, Closed(), opens=True)
    return which


async def read(context: Context, which: AppraisalId) -> AppraisalView:
    """An appraisal's page; votes stay hidden until all have voted or the chair closes. Raises: NotFound, NotAllowed, OutOfReach."""
    async with context.house.sessions() as session:
        whole = await _reached(session, context, which)
        sitting = await queries.sitting(session, which)
        minutes = await signatures.subject_documents(session, "appraisal", which)
        track = await tracks.track(session, whole.track)
        titles = {spec.code: spec.title for spec in await tracks.specs(session, track.id)}
        valid = [vote for vote in whole.votes if whole.evidence.get(vote.criterion) == vote.evidence]
        return AppraisalView(
            _shown(whole, context.position.person),
            await people.facility(session, track.facility),
            sitting,
            await queries.council(session, which),
            await queries.evidence(session, whole.track),
            whole.voted,
            {one.person: sum(vote.person == one.person for vote in valid) for one in whole.members},
            whole.revealed,
            whole.seat(context.position.person),
            tuple((code, titles[code]) for code in track.waits_for(track.first(Kind.APPRAISAL).code)),
            minutes[-1] if minutes else None,
            await audit.of_subject(session, "appraisal", which),
        )


def _shown(whole: Appraisal, person: PersonId) -> Appraisal:
    return replace(whole, votes=whole.seen_by(person))


async def _reached(session: AsyncSession, context: Context, which: AppraisalId) -> Appraisal:
    demand(context.position, "appraisal.read", "*", context.today)
    found = await queries.appraisal(session, which, context.house.policies)
    track = await tracks.track(session, found.track)
    if not track.reached_by(context.position) and found.seat(context.position.person) is None:
        raise OutOfReach("appraisal")
    return found


async def candidates(context: Context, which: AppraisalId) -> list[Post]:
    """Who may be named a member: may vote, here or in the department of health, and brought no evidence. Raises: as `read`."""
    async with context.house.sessions() as session:
        found = await _reached(session, context, which)
        track = await tracks.track(session, found.track)
        brought = {one.by for one in found.exhibits}
        posts = [
            post
            for facility in (track.facility, track.department)
            for post in await people.colleagues(session, facility, context.today, COUNCIL)
        ]
    return [post for post in posts if post.position.person not in brought]


async def bring(context: Context, which: AppraisalId, criterion: str, one: Upload) -> Appraisal:
    """Brings the evidence of a criterion. Raises: Malformed, NotFound, NotAllowed, OutOfReach, SamePerson, Unavailable."""
    track = await _track(context, which)
    kept = await keep(context, track, one, "appraisal.evidence")
    return await _asked(context, which, track, AppraisalWorkflow.evidence, Brought(criterion, kept))


async def convene(context: Context, which: AppraisalId, members: Sequence[Member], founded_by: str, place: str) -> Appraisal:
    """Calls the council.

    Raises: Malformed, Incomplete, SamePerson, EarlierFirst, NotFound, NotAllowed, OutOfReach, WrongState, Unavailable.
    """
    track = await _track(context, which)
    return await _asked(context, which, track, AppraisalWorkflow.convene, Convened(tuple(members), founded_by, place))


async def vote(context: Context, which: AppraisalId, criterion: str, met: bool, evidence: Sha256, note: str = "") -> Appraisal:
    """A member's vote on the evidence that was read. Raises: StaleDocument, Incomplete, NotFound, NotAllowed, WrongState, Unavailable."""
    track = await _track(context, which)
    return await _asked(context, which, track, AppraisalWorkflow.vote, Cast(criterion, met, evidence, note))


async def close(context: Context, which: AppraisalId, conclusion: str = "") -> DocumentId:
    """The chair closes the vote; gives the minutes. Raises: Incomplete (quorum), NotAllowed, WrongState, ChainUnfillable, Unavailable."""
    track = await _track(context, which)
    stands = await _act(context, which, track, AppraisalWorkflow.close, Closed(conclusion))
    made: DocumentId = stands.begins.document
    return made


async def _track(context: Context, which: AppraisalId) -> TrackId:
    async with context.house.sessions() as session:
        return (await _reached(session, context, which)).track


async def _asked(context: Context, which: AppraisalId, track: TrackId, update: object, words: object) -> Appraisal:
    """Acts, and gives the appraisal as this person may see it."""
    await _act(context, which, track, update, words)
    async with context.house.sessions() as session:
        found = await queries.appraisal(session, which, context.house.policies)
    return _shown(found, context.position.person)


async def _act(context: Context, which: AppraisalId, track: TrackId, update: object, words: object, opens: bool = False) -> Any:
    act = AppraisalAct(context.actor, which, track, await body(context, track_key(track), words))
    return await tell(context, AppraisalWorkflow.run, appraisal_workflow(which), which, update, act, opens)
