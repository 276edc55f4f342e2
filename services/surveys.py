"""Surveys of a facility's present state: begun and filled in by whose track it is, reviewed by the department, drawn up as a paper.

They belong to no process: a survey is a row with its answers and its history. Two people who fill in one lose nothing
(`domain/survey_answers.py`).
"""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from activities.papers import DraftWords
from activities.surveys import shown
from activities.tracks import holders, wake
from domain.errors import Malformed, NotFound
from domain.names import DocumentId, PersonId, SurveyId, TrackId, id_of
from domain.parts import Kind
from domain.policies import PolicyBook
from domain.roles import Role
from domain.survey_answers import Clash, answers, at_version, merge
from domain.survey_editions import Answers, SurveyEdition
from domain.survey_gaps import Investment, investments
from domain.surveys import Review, Survey, SurveyState, SurveyStep, check_next, check_whose
from domain.tracks import State, Track
from services import access
from services.context import Context
from services.tracks import drawn_up
from store.queries import people
from store.queries import surveys as queries
from store.writes import acts, audit, notices
from store.writes import surveys as writes
from workflows.tracks import TrackWorkflow


@dataclass(frozen=True)
class Saved:
    """What became of a save."""

    version: int
    """The survey's version now: the next save begins from it."""
    changed: int
    """Answers that this save changed."""
    clashes: tuple[Clash, ...] = ()
    """Answers that somebody else gave otherwise meanwhile: nothing of them was changed, a person chooses."""


async def begin(context: Context, which: TrackId) -> int:
    """Begins the next survey of a track; its number.

    Raises: NotFound, NotAllowed, OutOfReach, WrongState while another is open or on a closed track, RequestTaken, RequestReused.
    """
    made = SurveyId(id_of("survey", context.position.person, context.request))
    async with context.house.sessions.begin() as session:
        track = await access.track(session, context, which, "survey.fill")
        check_whose(track.facility, context.position, "survey.fill")
        if not await acts.claim(session, context.actor, "survey.begin", which, [], context.now):
            return next(one.number for one in await queries.of_track(session, which) if one.id == made)
        await access.running(session, which, "survey.fill")  # locked: two begin no survey of the same number
        survey, step = _begun(context, track, made, check_next(await queries.of_track(session, which)))
        await writes.put(session, survey, step)
        await _note(session, context, "survey.begin", survey)
        return survey.number


def _begun(context: Context, track: Track, made: SurveyId, number: int) -> tuple[Survey, SurveyStep]:
    edition, by, now = context.house.policies.survey(context.today), context.position.person, context.now
    stands = (SurveyState.DRAFT, now, 0, by, now)
    survey = Survey(made, track.id, track.plan, track.facility, track.department, number, edition.code, edition.edition, *stands)
    return survey, SurveyStep(SurveyState.DRAFT, by, now)


async def save(context: Context, which: TrackId, number: int, base: int, sent: Answers) -> Saved:
    """Keeps the answers that were changed since version `base`; None takes one back, a question that is not named is as it was.

    Raises: NotFound, NotAllowed, OutOfReach, WrongState once it was submitted, Malformed, RequestTaken, RequestReused.
    """
    async with context.house.sessions.begin() as session:
        one, edition = await _own(session, context, which, number)
        if wrong := edition.faults({code: value for code, value in sent.items() if value is not None}):
            raise Malformed(*wrong)
        after = one.saved()
        new = await acts.claim(session, context.actor, "survey.save", one.id, [base, dict(sent)], context.now)
        found = merge(await queries.history(session, one.id), base, _known(edition, sent))
        if not new or not found.changes:
            return Saved(one.version, 0, found.clashes)
        await access.running(session, which, "survey.fill")
        await writes.save(session, after, found.changes, context.position.person, context.now)
        await _note(session, context, "survey.save", after, questions=sorted(found.changes))
        return Saved(after.version, len(found.changes), found.clashes)


def _known(edition: SurveyEdition, sent: Answers) -> dict[str, object]:
    """An answer that was emptied is taken back. Raises: NotFound for a question that is not asked."""
    return {edition.question(code).code: value if value not in ("", []) else None for code, value in sent.items()}


async def submit(context: Context, which: TrackId, number: int) -> None:
    """Sends it to the department. Raises: as `save`; Malformed names every question that is missing."""
    async with context.house.sessions.begin() as session:
        one, edition = await _own(session, context, which, number)
        if await acts.claim(session, context.actor, "survey.submit", one.id, [], context.now):
            await access.running(session, which, "survey.fill")
            stand = answers(at_version(await queries.history(session, one.id), one.version))
            after, step = one.submit(edition, _asked(edition, stand), context.position.person, context.now)
            await _change(session, context, after, step, "survey.submit")
            officers = await holders(session, one.department, Role.HEALTH_OFFICER, context.now)
            await _tell(session, context, after, officers)


def _asked(edition: SurveyEdition, stand: Answers) -> dict[str, object]:
    """Without what an answer given later made needless."""
    asked = {one.code for one in edition.asked(stand)}
    return {code: value for code, value in stand.items() if code in asked}


async def review(context: Context, which: TrackId, number: int, said: Review) -> None:
    """The department takes it, with a remark, or sends it back with the reason and a remark for each question that is to be mended.

    Raises: NotFound, NotAllowed, OutOfReach, WrongState, SamePerson, Malformed, RequestTaken, RequestReused.
    """
    act = "survey.accept" if said.accepted else "survey.return"
    async with context.house.sessions.begin() as session:
        await access.track(session, context, which, "survey.review")
        one = await queries.survey(session, which, number, lock=True)
        if await acts.claim(session, context.actor, act, one.id, [said.words, dict(said.remarks)], context.now):
            edition = context.house.policies.survey_edition(one.code, one.edition)
            authors = {each.by for each in await queries.history(session, one.id)}
            after, step = one.review(said, edition, context.position.person, context.now, authors)
            await _change(session, context, after, step, act)
            administrators = await holders(session, one.facility, Role.ADMINISTRATOR, context.now)
            await _tell(session, context, after, [*administrators, *({one.submitted_by} if one.submitted_by else ())])


async def draw_up(context: Context, which: TrackId, number: int, milestone: str = "") -> DocumentId:
    """Draws up the paper of the track's survey milestone from a reviewed survey; once everybody signed, the milestone is reported.

    `milestone`: its code, the first open one of the kind when it is not given.

    Raises: WrongState, NotFound when the track has no survey milestone, Malformed, ChainUnfillable, EarlierFirst, NotAllowed, OutOfReach.
    """
    async with context.house.sessions() as session:
        track = await access.track(session, context, which, "track.draft")
        (await queries.survey(session, which, number)).check_baseline("survey.draw_up")
        code = milestone or waiting(track)
    if track.of(code).kind is not Kind.SURVEY:
        raise NotFound("milestone", code)
    return await drawn_up(context, which, "track.draft", TrackWorkflow.draft, DraftWords({}, number), code)


def waiting(track: Track) -> str:
    """Code of the survey milestone whose paper comes next. Raises: NotFound."""
    open_ = [one.code for one in track.milestones if one.kind is Kind.SURVEY and one.state is State.OPEN]
    return open_[0] if open_ else track.first(Kind.SURVEY).code


async def proposed(session: AsyncSession, policies: PolicyBook, track: Track) -> tuple[Investment, ...]:
    """What the track's newest reviewed survey proposes to invest in, none while there is no such survey: for whoever draws up a purchase.

    Each with name, unit, quantity, category, the question that falls short and why. Raises: NotFound.
    """
    one = newest_reviewed(await queries.of_track(session, track.id))
    return investments((await shown(session, policies, track, one)).findings) if one else ()


def newest_reviewed(surveys: list[Survey]) -> Survey | None:
    """The track's baseline."""
    return next((one for one in reversed(surveys) if one.state is SurveyState.REVIEWED), None)


async def _own(session: AsyncSession, context: Context, which: TrackId, number: int) -> tuple[Survey, SurveyEdition]:
    """The survey, locked, for whoever fills it in, and its edition. Raises: NotFound, NotAllowed, OutOfReach."""
    await access.track(session, context, which, "survey.fill")
    one = await queries.survey(session, which, number, lock=True)
    one.check_whose(context.position, "survey.fill")
    return one, context.house.policies.survey_edition(one.code, one.edition)


async def _change(session: AsyncSession, context: Context, after: Survey, step: SurveyStep, act: str) -> None:
    await writes.change(session, after, step)
    await notices.settle(session, f"survey/{after.id}", context.now)
    await _note(session, context, act, after)
    track = await access.track(session, context, after.track)
    await wake(session, track, context.now)


async def _tell(session: AsyncSession, context: Context, one: Survey, told: list[PersonId]) -> None:
    """Whoever is concerned and did not do it themselves."""
    others = [who for who in told if who != context.position.person]
    facts = {"facility": (await people.facility(session, one.facility)).name}
    link = f"/tracks/{one.track}/surveys/{one.number}"
    await notices.tell(session, f"survey/{one.id}/{one.steps}", others, f"survey_{one.state}", link, context.now, **facts)


async def _note(session: AsyncSession, context: Context, act: str, one: Survey, **facts: object) -> None:
    told = {"survey": one.number, **facts}
    await audit.note_act(session, context.now, context.actor, context.position, act, ("track", one.track), None, **told)
