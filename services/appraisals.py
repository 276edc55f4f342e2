"""What a person may ask about appraisals."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from activities.appraisal_acts import AppraisalAct
from activities.appraisal_facts import checked
from activities.appraisals import Asked, Brought, edition_for
from activities.council_hours import Rescheduled
from activities.councils import Cast, Closed, Convened, Decided, Declared, Sent
from activities.tracks import track_key
from domain.appraisals import Finding as Verdict
from domain.bringing import obstacle
from domain.councils import Appraisal, AppraisalState
from domain.errors import NotFound, OutOfReach
from domain.names import AppraisalId, DocumentId, PersonId, ProcurementId, Sha256, TrackId, appraisal_workflow, id_of
from domain.people import demand, may
from domain.rights import COUNCIL
from domain.seats import Member, Seat
from domain.shortfalls import Shortfall, changed
from domain.tracks import Track
from services import access
from services.acts import body, tell
from services.appraisals_shown import AppraisalView, Purchase
from services.context import Context
from services.evidence import Upload, keep
from services.track_views import AppraisalLine, appraisal_lines
from store.queries import appraisals as queries
from store.queries import audit, exhibits, people, plans, signatures, tracks
from store.queries import candidates as near
from store.queries import procurement as purchases
from store.queries.people import Post
from store.queries.waiting import with_others
from workflows.appraisals import AppraisalWorkflow


async def trigger(
    context: Context, track: TrackId, milestone: str = "", reason: str = "", purchase: ProcurementId | None = None
) -> AppraisalId:
    """Asks for an appraisal of a milestone: of readiness, when none is named; of the proposal of this purchase, when one is.

    After a verdict it is the next round. Raises: NotFound, NotAllowed, OutOfReach, WrongState, Incomplete, Malformed, Unavailable.
    """
    async with context.house.sessions() as session:
        await access.track(session, context, track, "appraisal.trigger")
    which = AppraisalId(id_of("appraisal", context.position.person, context.request))
    await _act(context, which, track, AppraisalWorkflow.trigger, Asked(milestone, reason, purchase), opens=True)
    return which


async def read(context: Context, which: AppraisalId) -> AppraisalView:
    """An appraisal's page; votes stay hidden until the chair closes. Raises: NotFound, NotAllowed, OutOfReach."""
    async with context.house.sessions() as session:
        whole = await _reached(session, context, which)
        sitting = await queries.sitting(session, which)
        papers = {one.form: (one, version) for one, version in await signatures.subject_documents(session, "appraisal", which)}
        track = await tracks.track(session, whole.track)
        track = await with_others(session, context.house.policies, await plans.plan(session, track.plan), track)
        titles = {spec.code: spec.title for spec in await tracks.specs(session, track.id)}
        shown = await exhibits.evidence(session, whole.track, whole.purchase)
        me = context.position.person
        judged = await queries.of_track(session, whole.track, context.house.policies)
        return AppraisalView(
            _shown(whole, me),
            await people.facility(session, track.facility),
            sitting,
            await queries.council(session, which),
            {one.code: shown[one.code] for one in whole.edition.criteria if one.code in shown},
            whole.voted,
            {one.person: sum(vote.person == one.person for vote in whole.valid) for one in whole.sitting},
            {one.person: len(whole.open_to(one.person)) for one in whole.sitting},
            {code: (one.met, one.not_met, one.not_applicable) for code in whole.asked if (one := whole.tally(code))},
            await checked(session, track.facility, whole.edition, context.now),
            whole.short,
            whole.valid if whole.seat(me) is Seat.CHAIR else (),
            whole.revealed,
            whole.seat(me),
            _first(track, whole.milestone, titles),
            papers.get("appraisal-council"),
            papers.get("council-minutes"),
            papers.get("appraisal-decision"),
            await queries.shortfalls(session, which),
            changed(whole),
            await queries.rounds_on(session, which),
            titles.get(whole.milestone, ""),
            await _purchase(session, whole),
            context.position.facility == track.department,
            may(context.position.role, "appraisal.evidence") and track.reached_by(context.position) and obstacle(whole, judged, me) is None,
            await audit.of_subject(session, "appraisal", which),
        )


async def _purchase(session: AsyncSession, one: Appraisal) -> Purchase | None:
    return Purchase(one.purchase, (await purchases.titles(session, [one.purchase]))[one.purchase]) if one.purchase else None


def _first(track: Track, milestone: str, titles: Mapping[str, str]) -> tuple[tuple[str, str, str], ...]:
    mine = [(code, titles[code], code) for code in track.waits_for(milestone)] if milestone in titles else []
    return (*mine, *((one.code, one.title, milestone) for one in track.others if one.of == milestone and one.binds))


async def of_milestone(context: Context, track: Track, code: str) -> tuple[str, list[AppraisalLine]]:
    """What a council appraises of a milestone, in words, and its appraisals, oldest first; nothing where no council does."""
    house = context.house
    async with house.sessions() as session:
        spec = next((one for one in await tracks.specs(session, track.id) if one.code == code), None)
        found = [one for one in await queries.of_track(session, track.id, house.policies) if one.milestone == code]
        bought = await purchases.titles(session, [one.purchase for one in found if one.purchase])
    try:
        subject = edition_for(house.policies, spec, context.today)[0].subject if spec else ""
    except NotFound:
        subject = ""
    return subject, appraisal_lines(found, bought)


def may_ask(context: Context, lines: Sequence[AppraisalLine]) -> bool:
    """One at a time; the next once the last was not met, or its evidence changed."""
    free = not lines or (lines[-1].state == AppraisalState.CLOSED and (not lines[-1].met or lines[-1].stale))
    return free and may(context.position.role, "appraisal.trigger")


def _shown(whole: Appraisal, person: PersonId) -> Appraisal:
    return replace(whole, votes=whole.seen_by(person))


async def _reached(session: AsyncSession, context: Context, which: AppraisalId) -> Appraisal:
    demand(context.position, "appraisal.read", "*", context.today)
    found = await queries.appraisal(session, which, context.house.policies)
    track = await tracks.track(session, found.track)
    if not track.reached_by(context.position) and found.seat(context.position.person) is None:
        raise OutOfReach("appraisal")
    return found


async def candidates(context: Context, which: AppraisalId, name: str = "") -> list[Post]:
    """Who may be named a member: may vote, here or in the department of health, and brought no evidence.

    `name`: words of the name of a person, or unit, elsewhere under that department; those are given after. Raises: as `read`.
    """
    async with context.house.sessions() as session:
        found = await _reached(session, context, which)
        track = await tracks.track(session, found.track)
        brought = frozenset().union(*(one.by for one in found.exhibits))
        posts = await near.near(session, track.facility, track.department, context.today, COUNCIL)
        if name.strip():
            posts += await near.elsewhere(session, track.facility, track.department, context.today, COUNCIL, name)
    return [post for post in posts if post.position.person not in brought]


async def bring(
    context: Context,
    which: AppraisalId,
    criterion: str,
    files: Sequence[Upload] = (),
    gone: Sequence[Sha256] = (),
    score: Verdict | None = None,
    words: str = "",
    link: bool = False,
    rests_on: str = "",
) -> Appraisal:
    """Brings evidence of a criterion, or takes some away, with what the facility finds itself, if it says so.

    `link`: what hsba knows; `rests_on`: subject of the regulation in force that the files rest on.

    Raises: Malformed, NotFound, NotAllowed, OutOfReach, SamePerson (sits on a council that judges it), WrongState, Unavailable.
    """
    track = await _track(context, which)
    kept = tuple([await keep(context, track, one, "appraisal.evidence") for one in files])
    return await _asked(context, which, AppraisalWorkflow.evidence, Brought(criterion, kept, tuple(gone), score, words, link, rests_on))


async def convene(
    context: Context,
    which: AppraisalId,
    members: Sequence[Member],
    founded_by: str,
    place: str,
    meets_at: datetime | None = None,
    anyway: str = "",
) -> Appraisal:
    """Calls the council; without a decision that set it up, the house draws that up to be signed, and the council votes afterwards.

    `anyway`: why, although earlier milestones are not reported.

    Raises: Malformed, Incomplete, SamePerson, EarlierFirst, NotFound, NotAllowed, OutOfReach, WrongState, ChainUnfillable, Unavailable.
    """
    return await _asked(context, which, AppraisalWorkflow.convene, Convened(tuple(members), founded_by, place, meets_at, anyway))


async def substitute(context: Context, which: AppraisalId, absent: PersonId, person: PersonId, paper: str) -> Appraisal:
    """Somebody sits for a member who is away.

    Raises: Malformed, Incomplete, SamePerson, NotFound, NotAllowed, WrongState (the member has voted), Unavailable.
    """
    return await _asked(context, which, AppraisalWorkflow.substitute, Sent(absent, person, paper))


async def reschedule(context: Context, which: AppraisalId, meets_at: datetime, place: str = "") -> Appraisal:
    """The council is called anew for another hour, and everybody invited is told.

    Raises: Malformed, NotFound, NotAllowed, WrongState (somebody has voted), Unavailable.
    """
    return await _asked(context, which, AppraisalWorkflow.reschedule, Rescheduled(meets_at, place))


async def declare(context: Context, which: AppraisalId, conflict: bool, criteria: Sequence[str] = (), reason: str = "") -> Appraisal:
    """A member says whether they have a conflict of interest, on which criteria (none named: on all), and which.

    Raises: Malformed, Incomplete, NotFound, NotAllowed, WrongState, Unavailable.
    """
    return await _asked(context, which, AppraisalWorkflow.declare, Declared(conflict, tuple(criteria), reason))


async def vote(context: Context, which: AppraisalId, criterion: str, finding: Verdict, evidence: Sha256, note: str = "") -> Appraisal:
    """A member's vote on the evidence that was read.

    Raises: StaleDocument, Incomplete, SamePerson (a conflict, or their own evidence), NotFound, NotAllowed, WrongState, Unavailable.
    """
    return await _asked(context, which, AppraisalWorkflow.vote, Cast(criterion, finding, evidence, note))


async def close(context: Context, which: AppraisalId, conclusion: str = "", shortfalls: Sequence[Shortfall] = ()) -> DocumentId:
    """The chair closes the vote, saying what is to be mended by when; gives the minutes.

    Raises: Incomplete (quorum), Malformed, NotFound, NotAllowed, WrongState, ChainUnfillable, Unavailable.
    """
    track = await _track(context, which)
    stands = await _act(context, which, track, AppraisalWorkflow.close, Closed(conclusion, tuple(shortfalls)))
    made: DocumentId = stands.begins.document
    return made


async def decide(context: Context, which: AppraisalId, articles: Sequence[str] = ()) -> DocumentId:
    """Draws up the decision on the verdict. Raises: NotAllowed, OutOfReach, WrongState, Incomplete, ChainUnfillable, Unavailable."""
    track = await _track(context, which)
    stands = await _act(context, which, track, AppraisalWorkflow.decide, Decided(tuple(articles)))
    made: DocumentId = stands.begins.document
    return made


async def _track(context: Context, which: AppraisalId) -> TrackId:
    async with context.house.sessions() as session:
        return (await _reached(session, context, which)).track


async def _asked(context: Context, which: AppraisalId, update: object, words: object) -> Appraisal:
    """Acts, and gives the appraisal as this person may see it."""
    await _act(context, which, await _track(context, which), update, words)
    async with context.house.sessions() as session:
        found = await queries.appraisal(session, which, context.house.policies)
    return _shown(found, context.position.person)


async def _act(context: Context, which: AppraisalId, track: TrackId, update: object, words: object, opens: bool = False) -> Any:
    act = AppraisalAct(context.actor, which, track, await body(context, track_key(track), words))
    return await tell(context, AppraisalWorkflow.run, appraisal_workflow(which), which, update, act, opens)
