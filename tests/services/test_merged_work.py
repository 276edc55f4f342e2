"""What is under way at a merged department of health goes on at the new one: letters, tasks, absences, shifts, calendars, tracks."""

from datetime import timedelta

from icalendar import Calendar
from sqlalchemy import update

from activities.staffing import follow
from domain.clock import day
from domain.digests import Rhythm
from domain.duties import DutyKind
from domain.errors import OutOfReach
from domain.feeds import FeedKind
from domain.remedies import NewRemedy, RemedyState
from domain.substitutions import PaperKind
from domain.visits import Looked, NewVisit, Verdict
from services import absences, digests, duties, feeds, letters, remedies, signatures, substitutions, tracks, visit_views, visits
from services.absences import NewAbsence
from services.duties import NewShift
from services.remedies import Reported
from services.substitutions import NewSubstitution
from services.visits import Recorded
from store.tables.tracks import TrackRow
from store.writes import people as writes
from tests.care import refusal, sign, until
from tests.people import Someone
from tests.reminding import Office, drawn_up, issued, office
from tests.rollout import Province, declared, pdf, province
from tests.services.test_mergers import BASIS, gone_over, merged
from tests.stack import Stack


async def test_letters_are_read_by_the_new_department_and_signed_there(stack: Stack) -> None:
    """One that was sent stays the old one's paper; one that is being signed is numbered by whoever is there now."""
    old, new = await office(stack, "NG1"), await office(stack, "NG2")
    sent = await issued(stack, old)
    waits = await drawn_up(stack, old, besides=[sent])
    await sign(stack, old.head, waits)
    await refusal(OutOfReach, signatures.read(stack.by(new.officer), sent))
    await merged(stack, old.there, new.there)
    for one in (sent, waits):
        assert (await signatures.read(stack.by(new.officer), one)).document.id == one
    assert (await signatures.read(stack.by(new.officer), sent)).document.facility == old.there.department
    await _leaves(stack, old.clerk, new)
    await follow(stack.sessions, stack.clock, new.there.department)
    waits_for = {who for who, _ in (await signatures.read(stack.by(new.officer), waits)).waits_for}
    assert waits_for == {new.clerk.id}, "its clerk left, and the new department has one"
    await sign(stack, new.clerk, waits)
    shown = await until(
        lambda: letters.listing(stack.by(new.officer), old.there.plan), lambda view: all(one.sent_at for one in view.letters)
    )
    numbers = {one.document.id: (one.version.issue_number, one.document.facility) for one in shown.letters}
    assert numbers == {waits: (1, new.there.department), sent: (1, old.there.department)}
    assert (await signatures.read(stack.by(old.administrator), waits)).newest.completed_at


async def _leaves(stack: Stack, one: Someone, to: Office) -> None:
    held = (await gone_over(stack, one, to.there)).position
    async with stack.sessions.begin() as session:
        await writes.end_position(session, held.id, day(stack.clock()) - timedelta(days=1))


async def test_who_is_away_who_stands_in_and_who_is_on_duty_is_known_at_the_new_one(stack: Stack) -> None:
    old, new = await office(stack, "NH1"), await office(stack, "NH2")
    today, now = day(stack.clock()), stack.clock()
    last = today + timedelta(days=5)
    away = await absences.enter(stack.by(old.officer), NewAbsence(old.officer.id, today, last, "Nghỉ phép"))
    over = await absences.enter(stack.by(old.there.colleague), NewAbsence(old.there.colleague.id, today, last, "Nghỉ ốm"))
    await absences.end(stack.by(old.there.colleague), over)
    paper = (PaperKind.AUTHORISATION, "12/GUQ-SYT", today)
    stands_in = await substitutions.begin(stack.by(old.head), NewSubstitution(old.head.id, old.officer.id, today, last, *paper))
    shift = NewShift(old.head.id, DutyKind.LEADER, None, now, now + timedelta(hours=12))
    (led,) = await duties.enter(stack.by(old.head), [shift], "Lịch trực tuần 48")
    await merged(stack, old.there, new.there)
    assert [one.absence.id for one in await absences.listing(stack.by(new.officer))] == [away]
    assert [one.substitution.id for one in await substitutions.listing(stack.by(new.officer))] == [stands_in]
    await absences.end(await gone_over(stack, old.officer, new.there), away)
    await substitutions.end(await gone_over(stack, old.head, new.there), stands_in)
    assert [one.shift.id for one in await duties.week(stack.by(new.head), today - timedelta(days=today.weekday()))] == [led]


async def test_what_the_department_itself_was_to_mend_is_the_new_ones(stack: Stack) -> None:
    old, new = await province(stack, "NI1"), await province(stack, "NI2")
    today = day(stack.clock())
    planned = NewVisit(today, "Hạ tầng", (old.officer.id,), (), ("3.2-1",))
    which = await visits.plan(stack.by(old.officer), old.track, planned)
    found = (Looked("3.2-1", Verdict.NOT_MET, "Chưa có biên bản nghiệm thu"),)
    await visits.record(stack.by(old.officer), which, Recorded("12/BB-SYT", today, "Phải khắc phục", found, (pdf("Biên bản 12"),)))
    said = NewRemedy("Cấp kinh phí đường truyền", today + timedelta(days=9), "3.2-1", by_department=True)
    number = await visits.give_remedy(stack.by(old.officer), which, said)
    await merged(stack, old, new)
    view = await visit_views.read(stack.by(new.officer), which)
    assert [one.doer for one in view.remedies] == ["Sở Y tế tỉnh NI2"]
    await remedies.report(stack.by(new.officer), which, number, Reported(today, "Đã cấp", files=(pdf("Quyết định cấp"),)))
    await remedies.accept(stack.by(new.colleague), which, number)
    (done,) = (await visit_views.read(stack.by(new.officer), which)).remedies
    assert done.remedy.state is RemedyState.ACCEPTED


async def test_a_calendar_goes_on_under_its_address_and_is_revoked_in_the_new_post(stack: Stack) -> None:
    old, new = await province(stack, "NJ1"), await province(stack, "NJ2")
    await declared(stack, old.administrator, old.track)
    secret = await feeds.make(stack.by(old.officer), FeedKind.POSITION)
    track = await feeds.make(stack.by(old.officer), FeedKind.TRACK, old.track)
    before = await _uids(stack, secret)
    await digests.choose(stack.by(old.officer), "tam@nj1.example", Rhythm.WEEKLY)
    await merged(stack, old, new)
    assert before <= await _uids(stack, secret), "the address in the calendar programme stays as it is"
    assert await _uids(stack, track)
    again = await gone_over(stack, old.officer, new)
    assert {one.feed.kind for one in await feeds.mine(again)} == {FeedKind.POSITION, FeedKind.TRACK}
    await feeds.revoke(again, FeedKind.TRACK, old.track)
    assert [one.feed.kind for one in await feeds.mine(again)] == [FeedKind.POSITION]
    assert (await digests.choice(again)).rhythm is Rhythm.WEEKLY, "letters are a person's choice, whatever the post"


async def _uids(stack: Stack, secret: str) -> set[str]:
    content = (await feeds.read(stack.house, secret, "https://hsba.test")).content
    return {str(one["uid"]) for one in Calendar.from_ical(content).walk("VEVENT")}


async def test_its_own_track_in_another_plan_moves_unless_the_new_one_has_one_there(stack: Stack) -> None:
    above, old, new = await province(stack, "NK1"), await province(stack, "NK2"), await province(stack, "NK3")
    await _stands(stack, above.track, old)
    await merged(stack, old, new)
    moved = await tracks.read(stack.by(new.officer), above.track)
    assert (moved.track.facility, moved.track.plan) == (new.department, above.plan)
    next_one = await province(stack, "NK4")
    second = await tracks.read(stack.by(above.officer), above.own)
    await _stands(stack, second.track.id, next_one)
    await merged(stack, next_one, new)
    left = await tracks.read(stack.by(above.officer), above.own)
    assert left.closed
    assert (left.closed.successor, left.closed.paper) == ("Sở Y tế tỉnh NK3", BASIS), "two tracks of one unit in one plan are one too many"


async def _stands(stack: Stack, track: object, there: Province) -> None:
    """The track is this department's own, in the plan of somebody above it."""
    async with stack.sessions.begin() as session:
        await session.execute(update(TrackRow).where(TrackRow.id == track).values(facility=there.department))
