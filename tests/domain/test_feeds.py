"""What stands in a calendar of a plan: summaries by state, one identity for ever, never more than a calendar can bear."""

from dataclasses import replace
from datetime import date, timedelta

from domain.declarations import Claim
from domain.feeds import MOST, Column, Entry, FeedKind, ToJudge, feed_of, of_columns, of_reports, of_track, within
from domain.names import PlanId, PositionId, TrackId, id_of
from domain.parts import Kind, Scope
from domain.plans import Milestone
from domain.tracks import Progress, State, Track
from tests.domain.tracks import OPENED as NOW
from tests.people import HOSPITAL, PROVINCE

TODAY = date(2026, 11, 21)
PLAN, TRACK = PlanId(id_of("plan", "thử")), TrackId(id_of("track", "thử"))
NAME, TITLE = "Bệnh viện Đa khoa", "Kế hoạch thử"


def spec(due: date | None, tentative: bool = False) -> Milestone:
    what = ("3.1-1", "3", "Khảo sát", Kind.SURVEY, Scope.FACILITY)
    return Milestone(*what, due, "trong tháng 5", None, tentative, False, "", "", (), "", "")


def entry(one: Progress, tentative: bool = False) -> Entry:
    track = Track(TRACK, PLAN, HOSPITAL, PROVINCE, NOW, NOW, (one,))
    (found,) = of_track(track, [spec(one.due, tentative)], NAME, TITLE, TODAY)
    return found


def progress(state: State, due: date, **more: object) -> Progress:
    return Progress("3.1-1", Kind.SURVEY, due, (), state, NOW, **more)  # type: ignore[arg-type]


def test_an_entry_says_how_far_its_milestone_is_and_keeps_its_identity() -> None:
    due = TODAY + timedelta(days=30)
    waits, late = entry(progress(State.OPEN, due)), entry(progress(State.OPEN, TODAY - timedelta(days=1)))
    said, done = entry(progress(State.REPORTED, due, done_on=TODAY)), entry(progress(State.ACCEPTED, due, done_on=TODAY))
    apart = entry(progress(State.ACCEPTED, due, claim=Claim.NOT_APPLICABLE))
    assert [one.summary for one in (waits, late, said, done, apart)] == [
        "Hạn: 3.1-1 Khảo sát (Bệnh viện Đa khoa)",
        "Quá hạn: 3.1-1 Khảo sát (Bệnh viện Đa khoa)",
        "Chờ nghiệm thu: 3.1-1 Khảo sát (Bệnh viện Đa khoa)",
        "Xong: 3.1-1 Khảo sát (Bệnh viện Đa khoa)",
        "Không áp dụng: 3.1-1 Khảo sát (Bệnh viện Đa khoa)",
    ]
    assert len({one.uid for one in (waits, late, said, done, apart)}) == 1
    assert len({one.digest for one in (waits, late, said, done, apart)}) == 5
    assert (done.day, done.done, waits.done) == (due, True, False), "what is done stays on its last day"


def test_what_has_no_last_day_is_in_no_calendar() -> None:
    one = Progress("3.1-1", Kind.SURVEY, None, (), State.OPEN, NOW)
    track = Track(TRACK, PLAN, HOSPITAL, PROVINCE, NOW, NOW, (one,))
    assert list(of_track(track, [spec(None)], NAME, TITLE, TODAY)) == []


def test_a_provinces_column_tells_how_many_are_done_and_that_last_days_differ() -> None:
    days = (TODAY - timedelta(days=1), TODAY + timedelta(days=9))
    one = Column(PLAN, TITLE, "3.1-1", "Khảo sát", days, 14, 16)
    (late,) = of_columns([one], TODAY)
    (done,) = of_columns([replace(one, accepted=16)], TODAY)
    assert late.summary.startswith("Quá hạn: 3.1-1")
    assert "Đã nghiệm thu 14/16 cơ sở" in late.description
    assert "20/11/2026, 30/11/2026" in late.description
    assert done.summary.startswith("Xong: ")
    assert done.done


def test_a_report_waits_from_its_day_on() -> None:
    (found,) = of_reports([ToJudge(TRACK, "3.1-1", "Khảo sát", NAME, TITLE, TODAY - timedelta(days=3), TODAY)])
    assert (found.day, found.summary) == (TODAY - timedelta(days=3), "Cần nghiệm thu: 3.1-1 Khảo sát (Bệnh viện Đa khoa)")


def test_a_calendar_too_large_keeps_what_is_not_done_and_near() -> None:
    one = entry(progress(State.OPEN, TODAY))
    done = [replace(one, uid=f"a{n}", done=True) for n in range(MOST)]
    far = [replace(one, uid=f"b{n}", day=TODAY + timedelta(days=n)) for n in range(10)]
    kept = within([*done, *far], TODAY)
    assert len(kept) == MOST
    assert {entry.uid for entry in far} <= {entry.uid for entry in kept}
    assert kept == sorted(kept, key=lambda entry: (entry.day, entry.uid))


def test_a_position_has_one_of_each_kind_and_track() -> None:
    position = PositionId(id_of("position", "ai"))
    assert feed_of(position, FeedKind.POSITION, None) == feed_of(position, FeedKind.POSITION, None)
    assert feed_of(position, FeedKind.POSITION, None).id != feed_of(position, FeedKind.TRACK, TRACK).id
