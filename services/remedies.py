"""Remedial tasks: reported by whoever is to do them, accepted or sent back by the department."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from activities.tracks import holders, wake
from domain.names import PersonId, VisitId
from domain.outside_papers import OutsidePaper
from domain.remedies import Done, Remedy, RemedyStep
from domain.roles import Role
from domain.visits import NO_PAPER, Visit
from services import access
from services.context import Context
from services.evidence import Upload, keep
from store.queries import people, visits
from store.queries import remedies as queries
from store.writes import acts, audit, notices
from store.writes import remedies as writes

Change = Callable[[Remedy], tuple[Remedy, RemedyStep]]


@dataclass(frozen=True)
class Reported:
    """What is said of a remedial task that is done; it needs a file or a paper."""

    done_on: date
    words: str = ""
    paper: OutsidePaper = NO_PAPER
    files: tuple[Upload, ...] = ()


async def report(context: Context, which: VisitId, number: int, said: Reported) -> None:
    """Reports it done. Raises: NotFound, NotAllowed, OutOfReach, WrongState, Malformed, Incomplete, RequestTaken, RequestReused."""
    async with context.house.sessions() as session:
        track = (await visits.visit(session, which)).track
    files = tuple([await keep(context, track, one, "remedy.report") for one in said.files])
    done = Done(said.done_on, said.words, said.paper, files)
    same = [done.done_on, done.words, done.paper.number, done.paper.day, done.paper.issuer, [one.sha256 for one in files]]
    position, now = context.position, context.now
    await stepped(context, which, number, "remedy.report", "report", same, lambda one: one.report(done, position, now))


async def accept(context: Context, which: VisitId, number: int, words: str = "") -> None:
    """Never by whoever reported it. Raises: NotFound, NotAllowed, OutOfReach, SamePerson, WrongState, RequestTaken, RequestReused."""
    by, now = context.position.person, context.now
    await stepped(context, which, number, "remedy.judge", "accept", [words], lambda one: one.accept(words, by, now))


async def send_back(context: Context, which: VisitId, number: int, reason: str) -> None:
    """Open again, with the reason. Raises: as `accept`, and Malformed."""
    by, now = context.position.person, context.now
    await stepped(context, which, number, "remedy.judge", "send_back", [reason], lambda one: one.send_back(reason, by, now))


async def stepped(context: Context, which: VisitId, number: int, right: str, how: str, same: list[object], change: Change) -> None:
    act = f"remedy.{how}"
    async with context.house.sessions.begin() as session:
        visit = await visits.visit(session, which, lock=True)
        track = await access.track(session, context, visit.track, right)
        one = await queries.remedy(session, which, number, lock=True)
        if await acts.claim(session, context.actor, act, f"{which}/{number}", same, context.now):
            after, step = change(one)
            await writes.take(session, after, step)
            await notices.settle(session, f"remedy/{which}/{number}", context.now)
            await _tell(session, context, visit, one, after, step)
            facts = {"visit": which, "name": one.what, "milestones": [one.milestone] if one.milestone else []}
            await audit.note_act(session, context.now, context.actor, context.position, act, ("track", visit.track), None, **facts)
            await wake(session, track, context.now)


async def _tell(session: AsyncSession, context: Context, visit: Visit, one: Remedy, after: Remedy, step: RemedyStep) -> None:
    """Of a report the department's officers, of a judgement whoever reported."""
    officers = await holders(session, visit.department, Role.HEALTH_OFFICER, context.now)
    told = officers if step.kind == "reported" else await _reporter(session, context, visit, one)
    facts = {"title": one.what, "facility": (await people.facility(session, visit.facility)).name}
    others = [who for who in told if who != context.position.person]
    key = f"remedy/{after.visit}/{after.number}/{after.steps}"
    await notices.tell(session, key, others, f"remedy_{step.kind}", f"/visits/{after.visit}", context.now, **facts)


async def _reporter(session: AsyncSession, context: Context, visit: Visit, one: Remedy) -> list[PersonId]:
    """Whoever reported, while they hold a post there; else those who are to do it today."""
    by = {one.reported_by} if one.reported_by else set()
    if here := by - await people.left(session, by, context.today, one.facility):
        return list(here)
    role = Role.HEALTH_OFFICER if one.facility == visit.department else Role.ADMINISTRATOR
    return await holders(session, one.facility, role, context.now)
