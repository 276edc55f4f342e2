"""Obstacles: raised by whose track it is, answered by the department or passed up by it, ended.

They belong to no process: an obstacle is a row with its history (services/obstacle_reminders.py tells of those that are unanswered).
"""

from collections.abc import Callable
from dataclasses import astuple
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from activities.tracks import holders, wake
from domain.lifters import Lifter
from domain.names import ObstacleId, PersonId, TrackId, id_of
from domain.obstacles import NewObstacle, Obstacle, ObstacleState, Passing, Step, StepKind, check_whose
from domain.outside_papers import OutsidePaper
from domain.roles import Role
from domain.tracks import Track
from services import access
from services.context import Context
from services.obstacle_views import known_lifters
from store.queries import obstacles as queries
from store.queries import people
from store.writes import acts, audit, notices
from store.writes import obstacles as writes

Change = Callable[[Obstacle], tuple[Obstacle, Step]]
RAISER = frozenset({StepKind.PASSED, StepKind.ANSWERED, StepKind.CLOSED})
"""Steps of the department: whoever raised it is told. Of all others its officers are."""


async def raise_one(context: Context, which: TrackId, new: NewObstacle) -> ObstacleId:
    """Raises: NotFound, NotAllowed, OutOfReach, WrongState on a closed track, Malformed, RequestTaken, RequestReused."""
    made = ObstacleId(id_of("obstacle", context.position.person, context.request))
    async with context.house.sessions.begin() as session:
        track = await access.track(session, context, which, "obstacle.raise")
        check_whose(track.facility, context.position, "obstacle.raise")
        if await acts.claim(session, context.actor, "obstacle.raise", which, list(astuple(new)), context.now):
            await access.running(session, which, "obstacle.raise")
            known = await known_lifters(session, context, track)
            new.check(track, known, context.today)
            lifter = Lifter(new.lifter, known[new.lifter])
            step = Step(StepKind.RAISED, context.position.person, context.now, "", new.wanted_by, lifter)
            obstacle = _raised(context, track, made, new, step)
            await writes.put(session, obstacle, step)
            await _tell(session, context, track, obstacle, step)
            await _note(session, context, "obstacle.raise", obstacle)
    return made


def _raised(context: Context, track: Track, made: ObstacleId, new: NewObstacle, step: Step) -> Obstacle:
    return Obstacle(
        made,
        track.id,
        track.plan,
        track.facility,
        track.department,
        new.title.strip(),
        new.cause.strip(),
        new.proposal.strip(),
        step.lifter or Lifter("", ""),
        tuple(sorted(set(new.milestones))),
        ObstacleState.ASKED,
        context.now,
        new.wanted_by,
        context.position.person,
        context.now,
    )


async def answer(context: Context, which: ObstacleId, words: str, paper: OutsidePaper = OutsidePaper()) -> None:
    """The department's answer, or that of whom it was passed to, with their paper. Raises: NotFound, NotAllowed, OutOfReach,
    WrongState, Malformed, RequestTaken, RequestReused; so do the others."""
    by, now = context.position.person, context.now
    await stepped(context, which, "obstacle.answer", [words, *astuple(paper)], lambda one: one.answer(words, paper, by, now))


async def pass_up(context: Context, which: ObstacleId, said: Passing) -> None:
    """Passes it to whom the department cannot answer for."""
    async with context.house.sessions() as session:
        found = await queries.obstacle(session, which)
        known = await known_lifters(session, context, await access.track(session, context, found.track, "obstacle.pass"))
    by, now = context.position.person, context.now
    await stepped(context, which, "obstacle.pass", list(astuple(said)), lambda one: one.pass_up(said, known, by, now))


async def close(context: Context, which: ObstacleId, words: str, paper: OutsidePaper) -> None:
    """The department ends it with the paper that shows it is lifted."""
    by, now = context.position.person, context.now
    await stepped(context, which, "obstacle.close", [words, *astuple(paper)], lambda one: one.close(words, paper, by, now))


async def reopen(context: Context, which: ObstacleId, reason: str, wanted_by: date) -> None:
    """Whoever raised it raises it again, for the answer does not help."""
    by, now = context.position.person, context.now
    await stepped(context, which, "obstacle.reopen", [reason, wanted_by], lambda one: one.reopen(reason, wanted_by, by, now))


async def confirm(context: Context, which: ObstacleId, words: str = "") -> None:
    """Whoever raised it says that it is lifted."""
    by, now = context.position.person, context.now
    await stepped(context, which, "obstacle.confirm", [words], lambda one: one.confirm(words, by, now))


async def withdraw(context: Context, which: ObstacleId, reason: str) -> None:
    """Whoever raised it takes it back."""
    by, now = context.position.person, context.now
    await stepped(context, which, "obstacle.withdraw", [reason], lambda one: one.withdraw(reason, by, now))


OWN = frozenset({"obstacle.reopen", "obstacle.confirm", "obstacle.withdraw"})
"""Acts of whose track it is."""
AGAIN = frozenset({"obstacle.reopen", "obstacle.pass"})
"""Acts that ask for an answer anew: none is asked for on a closed track."""


async def stepped(context: Context, which: ObstacleId, act: str, same: list[object], change: Change) -> None:
    async with context.house.sessions.begin() as session:
        one = await queries.obstacle(session, which, lock=True)
        track = await access.track(session, context, one.track, act)
        if act in OWN:
            one.check_whose(context.position, act)
        if await acts.claim(session, context.actor, act, which, same, context.now):
            if act in AGAIN:
                await access.running(session, track.id, act)
            after, step = change(one)
            await writes.change(session, after, step)
            await notices.settle(session, f"obstacle/{which}", context.now)
            await _tell(session, context, track, after, step)
            await _note(session, context, act, after)


async def _tell(session: AsyncSession, context: Context, track: Track, one: Obstacle, step: Step) -> None:
    """Whoever is concerned and did not do it themselves; open inboxes of both sides are counted again."""
    told = await _raisers(session, one, context) if step.kind in RAISER else await _officers(session, one, context)
    facility = (await people.facility(session, one.facility)).name
    facts = {"title": one.title, "facility": facility, "lifter": one.lifter.name} | ({"due": f"{step.due:%d/%m/%Y}"} if step.due else {})
    others = [who for who in told if who != context.position.person]
    key, link = f"obstacle/{one.id}/{one.steps}", f"/obstacles/{one.id}"
    await notices.tell(session, key, others, f"obstacle_{step.kind}", link, context.now, **facts)
    await wake(session, track, context.now)


async def _officers(session: AsyncSession, one: Obstacle, context: Context) -> list[PersonId]:
    return await holders(session, one.department, Role.HEALTH_OFFICER, context.now)


async def _raisers(session: AsyncSession, one: Obstacle, context: Context) -> list[PersonId]:
    """Whoever raised it, while they hold a post there, and those who run the track today."""
    role = Role.HEALTH_OFFICER if one.own else Role.ADMINISTRATOR
    left = await people.left(session, [one.raised_by], context.today, one.facility)
    return [*({one.raised_by} - left), *await holders(session, one.facility, role, context.now)]


async def _note(session: AsyncSession, context: Context, act: str, one: Obstacle) -> None:
    """In the timeline of the track, and of the milestones it blocks."""
    facts = {"obstacle": one.id, "name": one.title, "milestones": list(one.milestones)}
    await audit.note_act(session, context.now, context.actor, context.position, act, ("track", one.track), None, **facts)
