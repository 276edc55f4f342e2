"""Open tasks follow the people: newcomers, who leaves, shifts, and another treating doctor."""

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import func, select

from activities.staffing import follow, follow_all
from domain.duties import DutyKind
from domain.errors import Incomplete, Malformed, NotAllowed, NotFound, OutOfReach
from domain.names import PositionId, id_of
from domain.roles import Role
from domain.signature_chains import unfillable
from services import duties, notices, people, posts, records, results, signatures
from services.duties import NewShift
from services.people import NewPerson
from services.posts import NewPost
from store.queries import duties as queries
from store.tables.notices import NoticeRow
from store.writes import people as writes
from tests.care import delivered, glucose, newcomer, opened, refusal, sign
from tests.people import CENTRE, DUC, HIS, HOSPITAL, LAB, LAN, LIS, MAI, NAM, OANH, OUTSIDE, PASSWORD, PHUC, PIN, THUY, WARD, YEN, Someone
from tests.stack import Stack


async def test_a_newcomer_sees_open_tasks_at_once_and_a_leaver_no_longer(stack: Stack) -> None:
    _, _, seen = await delivered(stack)
    await sign(stack, MAI, seen.document)
    new = NewPerson("bs.moi", "Cao Thị Mới", PASSWORD, PIN, Role.DOCTOR, LAB, "QĐ 5/QĐ-BV")
    which = await people.bring_in(stack.by(YEN), new)
    waits = {who for who, _ in (await signatures.read(stack.by(DUC), seen.document)).waits_for}
    assert {DUC.id, which} <= waits
    held = next(post.position for post in await people.colleagues(stack.by(YEN)) if post.position.person == which)
    yesterday = stack.by(YEN).today - timedelta(days=1)
    await refusal(Malformed, posts.end(stack.by(YEN), held.id, yesterday, "QĐ 6/QĐ-BV"))
    await refusal(NotAllowed, posts.end(stack.by(LAN), held.id, held.since, "QĐ 6/QĐ-BV"))


async def test_when_the_last_who_may_sign_leaves_it_is_said_at_once(stack: Stack) -> None:
    alone = await newcomer(stack, "tk.le", "Mạc Văn Lẻ", Role.HEAD, department=WARD, signs=True)
    held = next(post.position for post in await people.colleagues(stack.by(YEN)) if post.position.person == alone.id)
    today = stack.by(YEN).today
    await posts.end(stack.by(YEN), held.id, today - timedelta(days=1), "QĐ 7/QĐ-BV")
    assert alone.id not in {post.position.person for post in await people.colleagues(stack.by(YEN))}
    twice = await newcomer(stack, "bs.kep", "Lường Văn Kép", Role.DOCTOR, department=WARD)
    extra = await posts.give(stack.by(YEN), NewPost(twice.id, Role.DOCTOR, LAB, today, "QĐ 8/QĐ-BV"))
    _, _, seen = await delivered(stack)
    await sign(stack, MAI, seen.document)
    assert twice.id in {who for who, _ in (await signatures.read(stack.by(DUC), seen.document)).waits_for}
    await posts.end(stack.by(YEN), extra, today, "QĐ 9/QĐ-BV")
    await refusal(NotFound, posts.give(stack.by(YEN), NewPost(alone.id, Role.DOCTOR, LAB, today, "QĐ 8/QĐ-BV")))


async def test_when_somebody_a_paper_names_leaves_it_is_said_at_once(stack: Stack) -> None:
    """Nobody else may sign what they performed, so nothing moves; but head, administrator and author hear that it stands still."""
    gone = await newcomer(stack, "ktv.nghi", "Thạch Văn Nghỉ", Role.TECHNICIAN, department=LAB, signs=True)
    _, _, seen = await delivered(stack, gone)
    held = next(post.position for post in await people.colleagues(stack.by(YEN)) if post.position.person == gone.id)
    assert not await told(stack, f"unfillable/{seen.document}/")
    await posts.end(stack.by(YEN), held.id, stack.by(YEN).today - timedelta(days=1), "QĐ 10/QĐ-BV")
    assert {YEN.id, THUY.id} <= await told(stack, f"unfillable/{seen.document}/")
    await follow_all(stack.sessions, stack.clock)
    assert gone.id in {who for who, _ in (await signatures.read(stack.by(DUC), seen.document)).waits_for}, "back in a new post, they sign"


async def test_who_moved_to_another_facility_signs_no_sheet_here_any_more(stack: Stack) -> None:
    """Clinical documents are signed in a post of their facility: another one, elsewhere, keeps nothing from standing still."""
    gone = await newcomer(stack, "ktv.chuyen", "Khúc Thị Chuyển", Role.TECHNICIAN, department=LAB, signs=True)
    _, _, seen = await delivered(stack, gone)
    await moves_to_the_centre(stack, gone)
    assert {YEN.id, THUY.id} <= await told(stack, f"unfillable/{seen.document}/")
    view = await signatures.read(stack.by(DUC), seen.document)
    assert unfillable(view.newest.chain, view.left)
    assert not unfillable(view.newest.chain), "the paper names them still"


async def test_a_sheet_that_stands_still_again_is_said_again_and_once(stack: Stack) -> None:
    gone = await newcomer(stack, "ktv.lai", "Nghê Thị Lại", Role.TECHNICIAN, department=LAB, signs=True)
    _, _, seen = await delivered(stack, gone)
    key, yesterday = f"unfillable/{seen.document}/", stack.by(YEN).today - timedelta(days=1)
    held = next(post.position for post in await people.colleagues(stack.by(YEN)) if post.position.person == gone.id)
    await posts.end(stack.by(YEN), held.id, yesterday, "QĐ 12/QĐ-BV")
    once = await times(stack, key, THUY)
    for _ in range(2):
        await follow(stack.sessions, stack.clock, HOSPITAL)
    assert (once, await times(stack, key, THUY)) == (1, 1)
    back = replace(held, id=PositionId(id_of("back", gone.id)))
    async with stack.sessions.begin() as session:
        await writes.position(session, back)
    await follow(stack.sessions, stack.clock, HOSPITAL)
    assert not [one for one in await notices.unseen(stack.by(THUY)) if one.link == f"/documents/{seen.document}"], "what was told is over"
    await posts.end(stack.by(YEN), back.id, yesterday, "QĐ 13/QĐ-BV")
    for _ in range(2):
        await follow(stack.sessions, stack.clock, HOSPITAL)
    assert await times(stack, key, THUY) == 2
    assert [one.kind for one in await notices.unseen(stack.by(THUY)) if one.link == f"/documents/{seen.document}"] == ["unfillable_own"]


async def test_a_new_version_ends_what_was_told_of_the_one_that_stood_still(stack: Stack) -> None:
    gone = await newcomer(stack, "ktv.thoi", "Trần Văn Thời", Role.TECHNICIAN, department=LAB, signs=True)
    _, order, seen = await delivered(stack, gone)
    await moves_to_the_centre(stack, gone)
    link = f"/documents/{seen.document}"
    assert "unfillable_own" in [one.kind for one in await notices.unseen(stack.by(THUY)) if one.link == link]
    await results.deliver(stack.by(LIS), order, glucose(stack, note="Người khác thực hiện"))
    assert "unfillable_own" not in [one.kind for one in await notices.unseen(stack.by(THUY)) if one.link == link]


async def times(stack: Stack, key: str, one: Someone) -> int:
    """How often this person was told under keys that begin so."""
    n = NoticeRow
    async with stack.sessions() as session:
        found = await session.execute(select(func.count()).where(n.key.startswith(key), n.person == one.id))
    return found.scalar_one()


async def moves_to_the_centre(stack: Stack, one: Someone) -> None:
    """Ends yesterday the post here, and holds one there since."""
    held = next(post.position for post in await people.colleagues(stack.by(YEN)) if post.position.person == one.id)
    there = replace(held, id=PositionId(id_of("moved", one.id)), facility=CENTRE, department=None)
    async with stack.sessions.begin() as session:
        await writes.position(session, there)
    await posts.end(stack.by(YEN), held.id, stack.by(YEN).today - timedelta(days=1), "QĐ 11/QĐ-BV")


async def told(stack: Stack, key: str) -> set[object]:
    """Who was told under keys that begin so."""
    async with stack.sessions() as session:
        return set((await session.execute(select(NoticeRow.person).where(NoticeRow.key.startswith(key)))).scalars())


async def test_the_duty_list_is_entered_whole_or_not_at_all(stack: Stack) -> None:
    now = stack.clock()
    shift = NewShift(PHUC.id, DutyKind.LEADER, None, now - timedelta(hours=1), now + timedelta(hours=7))
    for far in (date.min, date.max):
        await refusal(Malformed, duties.week(stack.by(NAM), far))
    (which,) = await duties.enter(stack.by(NAM, "trực-1"), [shift], "Lịch trực 47 ngày 20/11/2026")
    assert await duties.enter(stack.by(NAM, "trực-1"), [shift], "Lịch trực 47 ngày 20/11/2026") == [which]
    async with stack.sessions() as session:
        found = await queries.on_duty(session, HOSPITAL, now)
    assert (PHUC.id, DutyKind.LEADER) in {(one.person, one.duty) for one in found}
    long = NewShift(PHUC.id, DutyKind.DOCTOR, WARD, now, now + timedelta(days=9))
    assert "48 giờ" in await refusal(Malformed, duties.enter(stack.by(NAM), [shift, long], "Lịch trực 48"))
    await refusal(NotAllowed, duties.enter(stack.by(MAI), [shift], "Lịch trực 48"))
    stranger = NewShift(THUY.id, DutyKind.DOCTOR, LAB, now, now + timedelta(hours=8))
    await refusal(Incomplete, duties.enter(stack.by(NAM), [NewShift(which, DutyKind.DOCTOR, None, now, stranger.until)], "L"))  # type: ignore[arg-type]
    await duties.cancel(stack.by(NAM), which)
    async with stack.sessions() as session:
        assert await queries.on_duty(session, HOSPITAL, now) == ()


async def test_nobody_is_on_a_duty_their_post_is_not_for(stack: Stack) -> None:
    """Who is on duty signs what waits for it: a nurse or technician would sign as a doctor."""
    now = stack.clock()
    shift = NewShift(MAI.id, DutyKind.DOCTOR, WARD, now, now + timedelta(hours=8))
    assert "không giữ chức danh" in await refusal(Incomplete, duties.enter(stack.by(NAM), [shift], "Lịch trực 49"))


async def test_another_doctor_takes_over(stack: Stack) -> None:
    record = await opened(stack)
    other = await newcomer(stack, "bs.hai", "Bùi Thanh Hải", Role.DOCTOR, department=WARD)
    await refusal(Incomplete, records.entrust(stack.by(LAN), record, PHUC.id, "Đi học"))
    await records.invite(stack.by(LAN), record, OUTSIDE, "Hội chẩn")
    said = await refusal(OutOfReach, records.entrust(stack.by(PHUC), record, other.id, "Tôi thấy nên đổi"))
    assert "khoa đang điều trị quyết định" in said, "who is asked for advice does not say who treats"
    await records.entrust(stack.by(LAN), record, other.id, "Đi học")
    view = await records.read(stack.by(other), record)
    assert view.page.record.doctor == other.id
    async with stack.sessions() as session:
        told = await session.execute(select(NoticeRow.person).where(NoticeRow.link == f"/records/{record}", NoticeRow.kind == "entrusted"))
        assert set(told.scalars()) == {other.id}


async def test_the_clock_follows_once_for_every_change(stack: Stack) -> None:
    await follow_all(stack.sessions, stack.clock)
    assert await follow_all(stack.sessions, stack.clock) == 0


async def test_a_duty_is_for_people_whose_post_fits_and_for_each_once_at_a_time(stack: Stack) -> None:
    now = stack.clock() + timedelta(days=90)
    shift = NewShift(LAN.id, DutyKind.DOCTOR, WARD, now, now + timedelta(hours=8))
    for one, duty in ((HIS, DutyKind.DOCTOR), (OANH, DutyKind.LEADER), (HIS, DutyKind.LEADER), (LAN, DutyKind.NURSE)):
        wrong = replace(shift, person=one.id, duty=duty)
        told = await refusal(Incomplete, duties.enter(stack.by(NAM), [wrong], "Lịch trực 50"))
        assert "duty: người này không giữ chức danh" in told, (one, duty)
    half = replace(shift, since=now + timedelta(hours=4), until=now + timedelta(hours=12), department=None)
    told = await refusal(Incomplete, duties.enter(stack.by(NAM), [shift, half], "Lịch trực 50"))
    assert "dòng 2: người này đã có ca trực cùng loại trùng giờ" in told
    (kept,) = await duties.enter(stack.by(NAM), [shift], "Lịch trực 50")
    assert "since: người này đã có ca" in await refusal(Incomplete, duties.enter(stack.by(NAM), [half], "Lịch trực 51"))
    after = replace(half, since=shift.until, until=shift.until + timedelta(hours=8))
    leads = replace(half, duty=DutyKind.LEADER)
    others = await duties.enter(stack.by(NAM), [after, leads], "Lịch trực 51")
    await duties.cancel(stack.by(NAM), kept)
    for which in (*others, *await duties.enter(stack.by(NAM), [shift], "Lịch trực 52")):
        await duties.cancel(stack.by(NAM), which)
