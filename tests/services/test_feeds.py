"""A calendar that Outlook reads: made, read by its address alone, changed by what is done, revoked, and over with the position."""

from datetime import timedelta

import pytest
from icalendar import Calendar, Component
from sqlalchemy import update

from domain.clock import day
from domain.errors import NotAllowed, NotFound, OutOfReach, RequestReused
from domain.feeds import MOST_READS, FeedKind
from domain.names import TrackId
from services import feeds, tracks
from store.queries import audit
from store.tables.tracks import MilestoneRow
from store.writes import people as writes
from tests.people import LAN, Someone
from tests.rollout import Province, declared, province, reported, small_track
from tests.stack import Stack

HERE = "https://hsba.test"
CODE = "3.1-1"


async def made(stack: Stack, one: Someone, kind: FeedKind = FeedKind.POSITION, track: TrackId | None = None) -> str:
    return await feeds.make(stack.by(one), kind, track)


async def read(stack: Stack, secret: str) -> tuple[bytes, dict[str, Component]]:
    """The bytes, and UID → entry as the library reads them back."""
    content = (await feeds.read(stack.house, secret, HERE)).content
    events = Calendar.from_ical(content).walk("VEVENT")
    found = {str(one["uid"]): one for one in events}
    assert len(found) == len(events)
    return content, found


def of(code: str, events: dict[str, Component]) -> Component:
    return next(one for uid, one in events.items() if uid.startswith(f"milestone.{code}."))


async def started(stack: Stack, name: str) -> Province:
    there = await province(stack, name)
    await declared(stack, there.administrator, there.track)
    return there


async def test_a_facilitys_administrator_reads_every_last_day_of_the_own_track(stack: Stack) -> None:
    there = await started(stack, "FD1")
    content, events = await read(stack, await made(stack, there.administrator))
    view = await tracks.read(stack.by(there.administrator), there.track)
    assert len(events) == sum(one.progress.due is not None for one in view.milestones)
    shown, milestone = of(CODE, events), next(one for one in view.milestones if one.spec.code == CODE)
    assert milestone.spec.title in str(shown["summary"])
    assert str(shown["summary"]).endswith("(Bệnh viện Đa khoa FD1)")
    assert shown.decoded("dtstart") == milestone.progress.due
    assert shown.decoded("dtend") == shown.decoded("dtstart") + timedelta(days=1)
    assert str(shown["url"]) == f"{HERE}/tracks/{there.track}/milestones/{CODE}"
    assert shown.decoded("dtstamp").utcoffset() == timedelta()
    assert (shown["sequence"], str(shown["transp"]), str(shown["status"])) == (0, "TRANSPARENT", "CONFIRMED")
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75, "folded at 75 octets"
    assert b"\n" not in b"".join(lines), "every line ends with CRLF"
    assert all(line.decode() or True for line in lines), "no letter is broken in two"
    head = Calendar.from_ical(content)
    assert str(head["x-wr-calname"]) == "Kế hoạch hồ sơ bệnh án điện tử: Bệnh viện Đa khoa FD1"
    assert not head.walk("VALARM")
    assert not head.errors


async def test_what_changes_is_told_under_a_new_number_and_nothing_else_moves(stack: Stack) -> None:
    there = await started(stack, "FD2")
    secret = await made(stack, there.administrator)
    first, before = await read(stack, secret)
    stack.clock.ahead = timedelta(minutes=2)
    again = await feeds.read(stack.house, secret, HERE)
    assert again.content == first, "nothing changed: the same bytes under the same mark"
    await reported(stack, there.administrator, there.track, CODE)
    _, after = await read(stack, secret)
    assert str(of(CODE, after)["summary"]).startswith("Chờ nghiệm thu: ")
    assert of(CODE, after)["sequence"] == 1
    assert of(CODE, after).decoded("last-modified") > of(CODE, before).decoded("last-modified")
    await tracks.accept(stack.by(there.officer), there.track, CODE)
    _, done = await read(stack, secret)
    assert str(of(CODE, done)["summary"]).startswith("Xong: ")
    assert of(CODE, done)["sequence"] == 2
    unmoved = [uid for uid in done if done[uid]["sequence"] == 0]
    assert len(unmoved) >= len(done) - 6, "only this one, and those that waited for it"
    await _move(stack, there, CODE, 5)
    _, moved = await read(stack, secret)
    assert of(CODE, moved).decoded("dtstart") == of(CODE, done).decoded("dtstart") + timedelta(days=5)
    assert of(CODE, moved)["sequence"] == 3


async def _move(stack: Stack, there: Province, code: str, days: int) -> None:
    """The plan's edition puts the last day off."""
    of = (MilestoneRow.track == there.track, MilestoneRow.code == code)
    async with stack.sessions.begin() as session:
        await session.execute(update(MilestoneRow).where(*of).values(due=MilestoneRow.due + days))


async def test_an_officer_reads_the_provinces_last_days_and_what_is_to_be_judged(stack: Stack) -> None:
    there = await started(stack, "FD3")
    await reported(stack, there.administrator, there.track, CODE)
    secret = await made(stack, there.officer)
    _, events = await read(stack, secret)
    column = events[f"column.{CODE}.{there.plan}@hsba"]
    assert "(các cơ sở trong tỉnh)" in str(column["summary"])
    assert "Đã nghiệm thu 0/1 cơ sở" in str(column["description"])
    judge = events[f"judge.{CODE}.{there.track}@hsba"]
    assert str(judge["summary"]).startswith(f"Cần nghiệm thu: {CODE} ")
    assert judge.decoded("dtstart") == day(stack.clock())
    assert any(uid.startswith("milestone.") and uid.endswith(f"{there.own}@hsba") for uid in events), "the department's own track too"
    await tracks.accept(stack.by(there.officer), there.track, CODE)
    _, events = await read(stack, secret)
    assert f"judge.{CODE}.{there.track}@hsba" not in events
    assert str(events[f"column.{CODE}.{there.plan}@hsba"]["summary"]).startswith("Xong: ")


async def test_a_track_has_a_calendar_of_its_own_for_whoever_reaches_it(stack: Stack) -> None:
    there = await started(stack, "FD4")
    other = await small_track(stack, there, {CODE: 10})
    secret = await made(stack, there.officer, FeedKind.TRACK, other.id)
    _, events = await read(stack, secret)
    assert [str(one["summary"]).partition("(")[2] for one in events.values()] == ["Bệnh viện Mắt)"]
    with pytest.raises(OutOfReach):
        await made(stack, there.administrator, FeedKind.TRACK, other.id)
    with pytest.raises(NotAllowed):
        await made(stack, LAN)
    with pytest.raises(NotFound):
        await made(stack, there.officer, FeedKind.TRACK)


async def test_a_renewed_address_makes_the_old_one_void_and_a_revoked_one_opens_nothing(stack: Stack) -> None:
    there = await started(stack, "FD5")
    old = await made(stack, there.administrator)
    context = stack.by(there.administrator)
    new = await feeds.make(context, FeedKind.POSITION)
    assert await feeds.make(context, FeedKind.POSITION) == "", "told once"
    with pytest.raises(RequestReused):
        await feeds.make(context, FeedKind.TRACK, there.track)
    with pytest.raises(NotFound):
        await read(stack, old)
    await read(stack, new)
    (line,) = await feeds.mine(stack.by(there.administrator))
    assert line.read_at
    assert await feeds.mine(stack.by(there.officer)) == []
    await feeds.revoke(stack.by(there.administrator), FeedKind.POSITION)
    with pytest.raises(NotFound):
        await read(stack, new)
    with pytest.raises(NotFound):
        await feeds.revoke(stack.by(there.administrator), FeedKind.POSITION)
    async with stack.sessions() as session:
        told = await audit.of_subject(session, "feed", line.feed.id)
    assert [one.act for one in told] == ["feed.make", "feed.make", "feed.revoke"]


async def test_it_ends_with_the_position_and_is_not_read_without_end(stack: Stack) -> None:
    there = await started(stack, "FD6")
    secret = await made(stack, there.administrator)
    for _ in range(MOST_READS):
        assert (await feeds.read(stack.house, secret, HERE)).content
    assert not (await feeds.read(stack.house, secret, HERE)).content
    stack.clock.ahead = timedelta(hours=1, minutes=1)
    assert (await feeds.read(stack.house, secret, HERE)).content
    async with stack.sessions.begin() as session:
        await writes.end_position(session, there.administrator.position.id, day(stack.clock()) - timedelta(days=1))
    with pytest.raises(NotFound):
        await read(stack, secret)
    with pytest.raises(NotFound):
        await read(stack, "đoán-mò")
