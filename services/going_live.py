"""The steps of going live that need no signature of their own: named papers, the pilot, rehearsals, departments, the watch, the end."""

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from activities.golive_gates import Stands, stands
from activities.tracks import holders
from domain.clock import day
from domain.errors import NotFound, SamePerson
from domain.facility_states import Reached, check_reach, check_take_back
from domain.facility_states import State as FacilityState
from domain.going_live import Act, GoLive, Step
from domain.golive_policies import GolivePolicy, Subject
from domain.names import DepartmentId, TrackId
from domain.outside_papers import OutsidePaper
from domain.parts import Kind
from domain.roles import Role
from domain.tracks import Track
from services import access
from services.context import Context
from services.watch_days import WatchDay
from store.queries import facts, people, tracks
from store.queries import golive as queries
from store.writes import acts, audit, notices
from store.writes import cutovers as chosen
from store.writes import golive as writes


async def name(context: Context, which: TrackId, subject: Subject, code: str, paper: OutsidePaper) -> None:
    """Names a paper a gate asks for. Raises: NotFound, NotAllowed, OutOfReach, WrongState, Malformed, RequestTaken, RequestReused."""
    async with context.house.sessions.begin() as session:
        track = await access.track(session, context, which, "golive.name")
        now = await _begun(session, context, track, "golive.name", subject, [code, vars(paper)])
        if now is not None:
            now.golive.name(now.policy, code, paper, context.today)
            await _put(session, context, now.golive, "golive.name", replace(_step(context, now, Act.NAME), code=code, paper=paper))


async def judge_pilot(context: Context, which: TrackId, subject: Subject, well: bool, words: str, paper: OutsidePaper) -> None:
    """The department of health says whether the pilot runs well; nobody judges what they reported. Raises: as `name`, SamePerson."""
    async with context.house.sessions.begin() as session:
        track = await access.track(session, context, which, "golive.pilot")
        now = await _begun(session, context, track, "golive.pilot", subject, [well, words, vars(paper)])
        if now is not None:
            if any(one.kind is Kind.PILOT and one.reported_by == context.position.person for one in track.milestones):
                raise SamePerson("golive.pilot")
            now.golive.judge_pilot(well, words, paper, context.today)
            made = replace(_step(context, now, Act.PILOT), day=context.today, well=well, words=words, paper=paper)
            await _put(session, context, now.golive, "golive.pilot", made)


async def rehearse(context: Context, which: TrackId, subject: Subject, held_on: date, well: bool, words: str) -> None:
    """A day of rehearsal was held. Raises: as `name`."""
    async with context.house.sessions.begin() as session:
        track = await access.track(session, context, which, "golive.rehearse")
        now = await _begun(session, context, track, "golive.rehearse", subject, [held_on, well, words])
        if now is not None:
            now.golive.rehearse(held_on, words, context.today)
            made = replace(_step(context, now, Act.REHEARSE), day=held_on, well=well, words=words)
            await _put(session, context, now.golive, "golive.rehearse", made)


async def allow(context: Context, which: TrackId, subject: Subject, department: DepartmentId, on: date) -> None:
    """A department begins on a day; its head is told to choose for the inpatients. Raises: as `name`."""
    async with context.house.sessions.begin() as session:
        track = await access.track(session, context, which, "golive.allow")
        now = await _begun(session, context, track, "golive.allow", subject, [department, on])
        if now is not None:
            names = await _known(session, track, department)
            now.golive.allow(department, on, now.fallen, context.today)
            made = replace(_step(context, now, Act.ALLOW), day=on, department=department)
            await _put(session, context, now.golive, "golive.allow", made, name=names[department])
            if subject is Subject.RECORD:
                await chosen.move(session, department, now.golive.departments.get(department), on)
                await _tell_heads(session, context, department, on, names[department])


async def _tell_heads(session: AsyncSession, context: Context, department: DepartmentId, on: date, name: str) -> None:
    heads = [
        who
        for who, role, where in await people.holders(session, context.position.facility, context.today)
        if role is Role.HEAD and where == department
    ]
    facts = {"day": f"{on:%d/%m/%Y}", "title": name}
    await notices.settle(session, f"cutover/{department}", context.now)
    await notices.tell(session, f"cutover/{department}/{on}", heads, "golive_allowed", "/cutover", context.now, **facts)


async def confirm(context: Context, which: TrackId, subject: Subject, words: str) -> None:
    """After the watch: paper is gone for good. Raises: as `name`, Incomplete with everything that stands against it."""
    async with context.house.sessions.begin() as session:
        track = await access.track(session, context, which, "golive.confirm")
        now = await _begun(session, context, track, "golive.confirm", subject, [words])
        if now is not None:
            every = dict(await people.departments(session, track.facility))
            limits = [one.check for one in now.policy.watch if one.reverses]
            found = await facts.findings(session, track.facility, limits, context.now)
            now.golive.confirm(now.policy, every, found, words, context.today)
            made = replace(_step(context, now, Act.CONFIRM), day=context.today, words=words)
            await _put(session, context, now.golive, "golive.confirm", made)
            decided = now.golive.last(Act.DECIDED)
            if subject is Subject.RECORD and decided and not now.golive.gone_back:
                reached = Reached(context.today, decided.paper, context.position.person, context.now)
                await writes.reach(session, which, FacilityState.PAPER_FREE, reached, context.now)
            officers = await holders(session, track.department, Role.HEALTH_OFFICER, context.now)
            facility = (await people.facility(session, track.facility)).name
            key, link = f"golive/{which}/{subject}/{made.number}", f"/tracks/{which}/golive/{subject}"
            await notices.tell(session, key, officers, "golive_confirmed", link, context.now, facility=facility)


async def reach(context: Context, which: TrackId, state: FacilityState, on: date, paper: OutsidePaper) -> None:
    """The facility says since when it has been in a state, and by which paper. Raises: as `name`."""
    async with context.house.sessions.begin() as session:
        track = await access.track(session, context, which, "golive.name")
        if await acts.claim(session, context.actor, "golive.state", which, [state, on, vars(paper)], context.now):
            await access.running(session, track.id, "golive.name")
            check_reach(state, on, paper, day(track.opened_at), context.today)
            await writes.reach(session, which, state, Reached(on, paper, context.position.person, context.now), context.now)
            told = {"state": state, "paper": paper.number.strip()}
            await audit.note_act(session, context.now, context.actor, context.position, "golive.state", ("track", which), None, **told)


async def take_back(context: Context, which: TrackId, state: FacilityState, number: int, reason: str) -> None:
    """This entry of a state was a mistake; what was said before it stands again. Raises: as `name`."""
    async with context.house.sessions.begin() as session:
        track = await access.track(session, context, which, "golive.name")
        if await acts.claim(session, context.actor, "golive.state_withdraw", which, [state, number, reason], context.now):
            await access.running(session, track.id, "golive.name")
            found = (await queries.states(session, [which]))[which].get(state)
            check_take_back(state, found, number, day(track.opened_at), reason)
            await writes.take_back(session, which, state, context.position.person, reason, context.now)
            told = {"state": state, "reason": reason.strip()}
            await audit.note_act(
                session, context.now, context.actor, context.position, "golive.state_withdraw", ("track", which), None, **told
            )


async def watch(session: AsyncSession, context: Context, track: Track, one: GoLive, policy: GolivePolicy) -> list[WatchDay]:
    """Each day since the first department began, the newest first, at most as many as the watch has."""
    begun, today = one.begun_on, context.today
    if begun is None or begun > today:
        return []
    last = min(one.watch_ends(policy) or today, today)
    days = [last - timedelta(days=n) for n in range(min((last - begun).days, policy.watch_days + 31) + 1)]
    checks = [limit.check for limit in policy.watch]
    return await context.house.watch_days.days(session, track.facility, checks, days, today)


async def _begun(session: AsyncSession, context: Context, track: Track, act: str, subject: Subject, same: list[object]) -> Stands | None:
    """How the decision stands once the track is locked; None when this request was answered before."""
    if not await acts.claim(session, context.actor, act, f"{track.id}/{subject}", same, context.now):
        return None
    await access.running(session, track.id, act)
    locked = await tracks.track(session, track.id)
    return await stands(session, context.house.policies, locked, subject, context.now)


def _step(context: Context, now: Stands, act: Act) -> Step:
    return now.golive.step(act, context.position.person, context.now)


async def _put(session: AsyncSession, context: Context, one: GoLive, act: str, made: Step, **more: object) -> None:
    await writes.step(session, one, made)
    told = {"decision": one.subject, **({"day": f"{made.day:%d/%m/%Y}"} if made.day else {}), **more}
    await audit.note_act(session, context.now, context.actor, context.position, act, ("track", one.track), None, **told)


async def _known(session: AsyncSession, track: Track, department: DepartmentId) -> dict[DepartmentId, str]:
    """Names of the facility's departments. Raises: NotFound for another."""
    names = dict(await people.departments(session, track.facility))
    if department not in names:
        raise NotFound("department", department)
    return names
