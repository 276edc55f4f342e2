"""What a person may ask about surveys: those of a track, one with its answers, what it shows, how it differs from the one before."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from activities.surveys import Shown, shown
from domain.errors import NotFound, WrongState
from domain.names import DocumentId, PersonId, TrackId
from domain.parts import Kind
from domain.people import may
from domain.survey_gaps import Difference, Investment, MilestoneFacts, Suggestion, differences, gaps, investments, suggestions
from domain.surveys import OPEN, Survey, SurveyState
from domain.tracks import WAITS, State, Track
from services import access
from services.context import Context
from services.surveys import newest_reviewed
from store.queries import people, plan_editions, plans, tracks
from store.queries import surveys as queries
from store.queries.surveys import Taken


@dataclass(frozen=True)
class SurveyLine:
    """A survey in a list; gaps and proposals once it is the department's to know."""

    survey: Survey
    gaps: int
    investments: int
    paper: DocumentId | None = None


@dataclass(frozen=True)
class SurveysView:
    """The surveys of a track."""

    track: Track
    facility: str
    lines: Sequence[SurveyLine]
    """The newest first."""
    baseline: SurveyLine | None
    begins: bool
    """Whether this position may begin another now."""


@dataclass(frozen=True)
class SurveyView:
    """One survey."""

    track: Track
    facility: str
    shown: Shown
    steps: Sequence[Taken]
    names: Mapping[PersonId, str]
    """Who gave an answer."""
    before: Shown | None
    """The reviewed survey before this one, to be compared with."""
    paper: DocumentId | None
    acts: frozenset[str]
    """`fill`, `review`, `draw_up`: what this position may do now."""

    @property
    def survey(self) -> Survey:
        return self.shown.survey


@dataclass(frozen=True)
class BaselineView:
    """What a survey shows."""

    track: Track
    facility: str
    shown: Shown
    investments: tuple[Investment, ...]
    suggestions: tuple[Suggestion, ...]
    """Milestones that look done by the answers."""
    differs: bool
    """There is an earlier one to compare with."""


@dataclass(frozen=True)
class DifferenceView:
    """Two surveys, question by question."""

    track: Track
    facility: str
    before: Shown
    after: Shown
    differences: tuple[Difference, ...]


async def listing(context: Context, which: TrackId) -> SurveysView:
    """Raises: NotFound, NotAllowed, OutOfReach."""
    async with context.house.sessions() as session:
        track = await access.track(session, context, which)
        found = await queries.of_track(session, which)
        lines = [await _line(session, context, track, one) for one in reversed(found)]
        facility = (await people.facility(session, track.facility)).name
    newest = newest_reviewed(found)
    fills = may(context.position.role, "survey.fill") and context.position.facility == track.facility
    begins = fills and track.closed_on is None and not any(one.state in OPEN for one in found)
    return SurveysView(track, facility, lines, next((one for one in lines if one.survey == newest), None), begins)


async def _line(session: AsyncSession, context: Context, track: Track, one: Survey) -> SurveyLine:
    found = (await shown(session, context.house.policies, track, one)).findings
    return SurveyLine(one, len(gaps(found)), len(investments(found)), await queries.document(session, one.id))


async def read(context: Context, which: TrackId, number: int) -> SurveyView:
    """Raises: NotFound, NotAllowed, OutOfReach."""
    async with context.house.sessions() as session:
        track = await access.track(session, context, which)
        survey = await queries.survey(session, which, number)
        found = await shown(session, context.house.policies, track, survey)
        names = await people.names(session, {one.by for one in found.history} | {survey.begun_by})
        paper = await queries.document(session, survey.id)
        steps = await queries.steps(session, survey.id)
        facility = (await people.facility(session, track.facility)).name
        before = await _before(session, context, track, number)
    return SurveyView(track, facility, found, steps, names, before, paper, _acts(context, track, survey, {one.by for one in found.history}))


async def _before(session: AsyncSession, context: Context, track: Track, number: int) -> Shown | None:
    earlier = [one for one in await queries.of_track(session, track.id) if one.number < number and one.state is SurveyState.REVIEWED]
    return await shown(session, context.house.policies, track, earlier[-1]) if earlier else None


def _acts(context: Context, track: Track, survey: Survey, authors: Collection[PersonId]) -> frozenset[str]:
    position, running = context.position, track.closed_on is None
    mine = position.facility == track.facility
    can = {
        "fill": survey.filled and mine and running and may(position.role, "survey.fill"),
        "review": survey.state is SurveyState.SUBMITTED
        and track.watched_by(position)
        and position.person not in {survey.submitted_by, *authors},
        "draw_up": survey.state is SurveyState.REVIEWED and mine and running and may(position.role, "track.draft") and _drafts(track),
    }
    return frozenset(act for act, allowed in can.items() if allowed)


def _drafts(track: Track) -> bool:
    return any(one.kind is Kind.SURVEY and one.state is State.OPEN and not track.waits_for(one.code) for one in track.milestones)


async def baseline(context: Context, which: TrackId, number: int) -> BaselineView:
    """Gaps, proposed investments, and milestones that look done. Raises: NotFound, NotAllowed, OutOfReach."""
    async with context.house.sessions() as session:
        track = await access.track(session, context, which)
        found = await shown(session, context.house.policies, track, await queries.survey(session, which, number))
        facility = (await people.facility(session, track.facility)).name
        facts = await _waiting(session, context, track)
        before = await _before(session, context, track, number)
    suggested = suggestions(found.edition, found.findings, facts)
    return BaselineView(track, facility, found, investments(found.findings), suggested, before is not None)


async def _waiting(session: AsyncSession, context: Context, track: Track) -> list[MilestoneFacts]:
    """Milestones that were not reported yet, each with the level its part names."""
    words = await plan_editions.words(session, context.house.policies, await plans.plan(session, track.plan))
    named = {part.code: part.level for _, part in words.parts()}
    titles = {spec.code: spec.title for spec in await tracks.specs(session, track.id)}
    return [MilestoneFacts(one.code, titles[one.code], one.kind, named.get(one.code)) for one in track.milestones if one.state in WAITS]


async def difference(context: Context, which: TrackId, number: int) -> DifferenceView:
    """Against the reviewed survey before it. Raises: NotFound when there is none, NotAllowed, OutOfReach, WrongState of a draft."""
    async with context.house.sessions() as session:
        track = await access.track(session, context, which)
        survey = await queries.survey(session, which, number)
        if survey.state is SurveyState.DRAFT:
            raise WrongState("survey.compare", survey.state)
        after, before = await shown(session, context.house.policies, track, survey), await _before(session, context, track, number)
        facility = (await people.facility(session, track.facility)).name
    if before is None:
        raise NotFound("survey", f"{which}/{number - 1}")
    pairs = (before.edition, before.answers), (after.edition, after.answers)
    return DifferenceView(track, facility, before, after, differences(*pairs, after.levels))
