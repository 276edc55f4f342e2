"""Who is told of work that waits: whoever is there, above them with the reason, and never nobody without a word."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from sqlalchemy import select, update

from activities.tellings import heard
from activities.tracks import Ring, Tracks
from domain.clock import day
from domain.escalations import Heard, Level, Why
from domain.names import ObstacleId, TrackId
from domain.roles import Role
from domain.substitutions import PaperKind
from services import absences, obstacle_views, obstacles, remedies, substitutions, visit_views, visits
from services.absences import NewAbsence
from services.obstacle_reminders import tell_of_obstacles
from services.remedy_reminders import tell_of_remedies
from services.substitutions import NewSubstitution
from store.queries import audit
from store.tables.notices import NoticeRow
from store.tables.people import PersonRow, PositionRow
from tests.care import newcomer
from tests.people import Someone
from tests.rollout import Province, declared, province, small_track
from tests.services.test_obstacles import new as new_obstacle
from tests.services.test_visits import done, recorded, task
from tests.services.test_visits import new as new_visit
from tests.stack import Stack


@contextmanager
def later(stack: Stack, days: int) -> Iterator[None]:
    was = stack.clock.ahead
    stack.clock.ahead = was + timedelta(days=days)
    try:
        yield
    finally:
        stack.clock.ahead = was


async def remind(stack: Stack) -> None:
    await tell_of_obstacles(stack.sessions, stack.house.policies, stack.clock)
    await tell_of_remedies(stack.sessions, stack.house.policies, stack.clock)


async def on_leave(stack: Stack, *these: Someone) -> None:
    today = day(stack.clock())
    for one in these:
        await absences.enter(stack.by(one), NewAbsence(one.id, today, today + timedelta(days=30), "Nghỉ phép"))


async def locked_out(stack: Stack, active: bool, *these: Someone) -> None:
    async with stack.sessions.begin() as session:
        await session.execute(update(PersonRow).where(PersonRow.id.in_([one.id for one in these])).values(active=active))


async def left(stack: Stack, one: Someone) -> None:
    """Their last day here was yesterday."""
    async with stack.sessions.begin() as session:
        ended = day(stack.clock()) - timedelta(days=1)
        await session.execute(update(PositionRow).where(PositionRow.person == one.id).values(until=ended))


async def told(stack: Stack, one: Someone, kind: str) -> list[tuple[str, str]]:
    """Whom they stand in for and why, of each notice of this kind."""
    async with stack.sessions() as session:
        rows = await session.execute(select(NoticeRow.facts).where(NoticeRow.person == one.id, NoticeRow.kind == kind))
        return [(facts.get("instead_of", ""), facts.get("why", "")) for facts in rows.scalars()]


async def waiting(stack: Stack, there: Province) -> ObstacleId:
    """An obstacle that wants an answer, a remedial task, and a visit of tomorrow."""
    await task(stack, there, await recorded(stack, there), days=3)
    await visits.plan(stack.by(there.officer), there.track, new_visit(stack, there, 1))
    return await obstacles.raise_one(stack.by(there.administrator), there.track, new_obstacle(stack, 3))


async def test_with_every_officer_on_leave_the_departments_head_hears_and_why(stack: Stack) -> None:
    there = await province(stack, "TL1")
    head = await newcomer(stack, "gd.tl1", "Trịnh Văn Bình", Role.DIRECTOR, there.department)
    await declared(stack, there.administrator, there.track, "3.2-1")
    await waiting(stack, there)
    await on_leave(stack, there.officer, there.colleague, there.administrator)
    with later(stack, 3):
        for _ in range(2):
            await remind(stack)
        assert await told(stack, head, "obstacle_due") == [("officers", "away")]
        assert await told(stack, head, "visit_unrecorded") == [("officers", "away")]
        assert await told(stack, head, "remedy_due") == [("unit", "away")], "neither the unit nor an officer is there"
        assert await told(stack, there.officer, "obstacle_due") == [("", "")], "found on return"


async def test_what_reached_nobody_is_told_once_somebody_is_there(stack: Stack) -> None:
    there = await province(stack, "TL2")
    await declared(stack, there.administrator, there.track, "3.2-1")
    which = await waiting(stack, there)
    everybody = (there.officer, there.colleague, there.administrator)
    await locked_out(stack, False, *everybody)
    with later(stack, 3):
        await remind(stack)
        assert [await told(stack, one, "obstacle_due") for one in everybody] == [[], [], []]
        await locked_out(stack, True, *everybody)
        assert (await obstacle_views.read(stack.by(there.officer), which)).obstacle.told is None
        for _ in range(2):
            await remind(stack)
        for kind in ("obstacle_due", "visit_unrecorded"):
            assert await told(stack, there.officer, kind) == [("", "")]
        assert await told(stack, there.administrator, "remedy_due") == [("", "")]


async def reaches(stack: Stack, there: Province, level: Level) -> tuple[Heard, ...]:
    async with stack.sessions() as session:
        return (await heard(session, [there.hospital], there.department, level, stack.clock()))[there.hospital]


async def test_where_a_department_has_nobody_who_runs_its_accounts_hears_else_the_unit(stack: Stack) -> None:
    there = await province(stack, "TL3")
    await locked_out(stack, False, there.officer, there.colleague)
    unit = frozenset({there.administrator.id})
    assert await reaches(stack, there, Level.PROVINCE) == (Heard(Level.UNIT, unit, Level.PROVINCE, Why.NOBODY),)
    accounts = await newcomer(stack, "qt.tl3", "Lê Văn Quản", Role.ADMINISTRATOR, there.department)
    (found,) = await reaches(stack, there, Level.OFFICERS)
    assert (found.people, found.instead_of, found.appoints) == (frozenset({accounts.id}), Level.OFFICERS, True)
    which = await obstacles.raise_one(stack.by(there.administrator), there.track, new_obstacle(stack, 3))
    with later(stack, 3):
        await remind(stack)
    async with stack.sessions() as session:
        here = NoticeRow.key.startswith(f"obstacle/{which}/")
        rows = [(one.person, one.link) for one in (await session.execute(select(NoticeRow).where(here))).scalars()]
    assert rows == [(accounts.id, "/people")], "it is for them to appoint an officer; the track is not theirs to read"


async def said_of(stack: Stack, track: TrackId) -> dict[str, int]:
    """Level → how many heard; of what nobody heard, the level and 0."""
    async with stack.sessions() as session:
        lines = await audit.of_subject(session, "track", track)
    return {str(one.facts["level"]): int(str(one.facts["told"])) for one in lines if one.act in ("track.remind", "track.unheard")}


async def test_a_late_milestone_that_nobody_can_hear_of_says_so_in_its_timeline(stack: Stack) -> None:
    there = await province(stack, "TL4")
    track = await small_track(stack, there, {"3.1-1": 1})
    await locked_out(stack, False, there.officer, there.colleague)
    hands = Tracks(stack.desk)
    with later(stack, 9):
        await hands.remind(Ring(track.id, stack.clock()))
    assert (await said_of(stack, track.id))["officers"] == 1, "the unit's own administrator, for want of an officer"
    async with stack.sessions.begin() as session:
        await session.execute(update(PersonRow).where(PersonRow.login == f"qt.hai.{there.department}").values(active=False))
    with later(stack, 16):
        await hands.remind(Ring(track.id, stack.clock()))
        async with stack.sessions() as session:
            lines = await audit.of_subject(session, "track", track.id)
    unheard = {str(one.facts["level"]) for one in lines if one.act == "track.unheard"}
    assert unheard == {"unit", "department_head"}


async def test_a_substitute_who_has_left_stands_in_for_nobody(stack: Stack) -> None:
    there = await province(stack, "TL5")
    today = day(stack.clock())
    other = await newcomer(stack, "pgd.tl5", "Đào Thị Lan", Role.DIRECTOR, there.hospital)
    stands_in = await newcomer(stack, "qt.tl5", "Ngô Văn Thay", Role.ADMINISTRATOR, there.hospital)
    new = NewSubstitution(
        there.administrator.id, stands_in.id, today, today + timedelta(days=9), PaperKind.AUTHORISATION, "12/UQ-BV", today
    )
    await substitutions.begin(stack.by(there.administrator), new)
    both = frozenset({there.administrator.id, stands_in.id})
    assert await reaches(stack, there, Level.UNIT) == (Heard(Level.UNIT, both),)
    await locked_out(stack, False, stands_in)
    gone = (Heard(Level.UNIT, both - {stands_in.id}), Heard(Level.UNIT_HEAD, frozenset({other.id}), Level.UNIT, Why.AWAY))
    assert await reaches(stack, there, Level.UNIT) == gone
    await locked_out(stack, True, stands_in)
    await left(stack, stands_in)
    assert await reaches(stack, there, Level.UNIT) == gone


async def test_whoever_raised_or_reported_and_has_left_is_not_told(stack: Stack) -> None:
    there = await province(stack, "TL6")
    await declared(stack, there.administrator, there.track, "3.2-1")
    gone = await newcomer(stack, "qt.tl6", "Phan Văn Đi", Role.ADMINISTRATOR, there.hospital)
    which = await obstacles.raise_one(stack.by(gone), there.track, new_obstacle(stack))
    visit = await recorded(stack, there)
    n = await task(stack, there, visit)
    await remedies.report(stack.by(gone), visit, n, done(stack))
    await left(stack, gone)
    await obstacles.answer(stack.by(there.officer), which, "Bệnh viện tự cân đối")
    await remedies.send_back(stack.by(there.officer), visit, n, "Biên bản thiếu chữ ký")
    for kind in ("obstacle_answered", "remedy_sent_back"):
        assert (await told(stack, gone, kind), await told(stack, there.administrator, kind)) == ([], [("", "")])
    (one,) = (await visit_views.read(stack.by(there.administrator), visit)).remedies
    assert one.remedy.sent_back
