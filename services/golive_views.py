"""What a person sees of going live: a decision with its gates, papers, departments and watch; the states of a facility."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from activities.golive_evaluations import evaluated
from activities.golive_gates import Stands, stands
from domain.evaluations import Compared
from domain.facility_states import Reached
from domain.facility_states import State as FacilityState
from domain.going_live import SIGNED, Act, State
from domain.golive_bases import bases as begun_with
from domain.golive_evaluations import ran_from
from domain.golive_policies import Subject
from domain.names import DepartmentId, PersonId, TrackId
from domain.people import may
from domain.tracks import Track
from services import access
from services.context import Context
from services.going_live import watch
from services.watch_days import WatchDay
from store.queries import golive as queries
from store.queries import people, regulations, signatures
from store.queries.signatures import Document, Version


@dataclass(frozen=True)
class DepartmentLine:
    id: DepartmentId
    name: str
    begins: date | None
    gone_back: date | None


@dataclass(frozen=True)
class GoliveView:
    """One decision as this position sees it."""

    track: Track
    facility: str
    stands: Stands
    state: State
    today: date
    departments: Sequence[DepartmentLine]
    watched: Sequence[WatchDay]
    evaluated: Sequence[Compared]
    """Each indicator before and now; none before a department has begun."""
    papers: Mapping[Act, tuple[Document, Version]]
    """The newest paper of each kind, in this turn or, after the whole was reversed, of the turn before."""
    names: Mapping[PersonId, str]
    runs: bool
    """This position runs the facility's track."""
    watches: bool
    """This position is an officer of the department of health that watches it."""


@dataclass(frozen=True)
class SubjectLine:
    subject: Subject
    title: str
    title_en: str
    state: State
    first_day: date | None
    lacking: int


@dataclass(frozen=True)
class GoliveOverview:
    """The three decisions of a facility, and the states it has come to."""

    track: Track
    facility: str
    subjects: Sequence[SubjectLine]
    states: Mapping[FacilityState, Reached]
    runs: bool


async def read(context: Context, which: TrackId, subject: Subject) -> GoliveView:
    """Raises: NotFound, NotAllowed, OutOfReach."""
    async with context.house.sessions() as session:
        track = await access.track(session, context, which)
        now = await stands(session, context.house.policies, track, subject, context.now)
        from_ = ran_from(now.golive)
        begun = from_ if from_ and from_ <= context.today else None
        people_of = {one.by for one in now.golive.steps if one.by}
        return GoliveView(
            track,
            (await people.facility(session, track.facility)).name,
            now,
            now.golive.state(context.today),
            context.today,
            await _departments(session, track, now),
            await watch(session, context, track, now.golive, now.policy),
            await evaluated(session, context.house.policies, track, now.policy, begun, context.now) if begun else (),
            await _papers(session, now),
            await people.names(session, people_of),
            may(context.position.role, "golive.decide") and context.position.facility == track.facility,
            track.watched_by(context.position),
        )


async def bases(context: Context, view: GoliveView) -> tuple[str, ...]:
    """What a decision of the facility is begun with: the laws of its policy, its own regulations in force."""
    async with context.house.sessions() as session:
        return begun_with(view.stands.policy, await regulations.all_in_force(session, view.track.facility, context.today))


async def _departments(session: AsyncSession, track: Track, now: Stands) -> list[DepartmentLine]:
    begins, back = now.golive.departments, now.golive.gone_back
    return [
        DepartmentLine(one, name, begins.get(one), back[one].paper.day if one in back else None)
        for one, name in await people.departments(session, track.facility)
    ]


async def _papers(session: AsyncSession, now: Stands) -> dict[Act, tuple[Document, Version]]:
    found: dict[Act, tuple[Document, Version]] = {}
    for step in now.golive.steps:
        if step.document and step.act in SIGNED:
            document = await signatures.document(session, step.document)
            found[step.act] = (document, await signatures.version(session, document.id, document.current))
    return found


async def overview(context: Context, which: TrackId) -> GoliveOverview:
    """Raises: NotFound, NotAllowed, OutOfReach."""
    async with context.house.sessions() as session:
        track = await access.track(session, context, which)
        found = [await stands(session, context.house.policies, track, subject, context.now) for subject in Subject]
        lines = [
            SubjectLine(
                one.policy.subject,
                one.policy.title,
                one.policy.title_en,
                one.golive.state(context.today),
                one.golive.first_day,
                len(one.open),
            )
            for one in found
        ]
        runs = may(context.position.role, "golive.name") and context.position.facility == track.facility
        states = (await queries.states(session, [which]))[which]
        return GoliveOverview(track, (await people.facility(session, track.facility)).name, lines, states, runs)
