"""The calendar: reminders before, after, and escalation; never twice, never for what was over when the plan opened."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.clock import VIETNAM, day
from domain.tracks import Event, State, Told, Track, apply, next_event
from tests.domain.tracks import ANH, CALENDAR, KY, OPENED, milestone, track


def heard(begun: Track, until: datetime) -> list[Event]:
    """Everything said up to a moment by a workflow that is always awake."""
    events = []
    while (event := next_event(begun, CALENDAR, begun.heard_at)) and event.at <= until:
        events.append(event)
        begun = apply(begun, event)
    return events


def test_reminders_before_and_after_and_one_escalation() -> None:
    told = heard(track(milestone("3.1-1", date(2026, 5, 31))), CALENDAR.moment(date(2026, 6, 10)))
    assert [(day(event.at).isoformat(), reminder.kind) for event in told for reminder in event.reminders] == [
        ("2026-05-17", Told.DUE),
        ("2026-05-24", Told.DUE),
        ("2026-05-30", Told.DUE),
        ("2026-06-03", Told.LATE),
        ("2026-06-06", Told.LATE),
        ("2026-06-07", Told.ESCALATED),
        ("2026-06-09", Told.LATE),
    ]


def test_nothing_for_a_day_that_was_over_when_the_plan_opened() -> None:
    late = track(milestone("3.1-1", date(2026, 5, 9)), milestone("1-1"), milestone("3.1-2", date(2026, 5, 9), State.UNDECLARED))
    assert next_event(late, CALENDAR, OPENED + timedelta(days=300)) is None


def test_nothing_while_a_report_waits_for_who_is_above_and_again_when_it_is_sent_back() -> None:
    due = date(2026, 5, 31)
    reported = track(milestone("3.1-1", due)).report("3.1-1", due, ANH, OPENED)
    assert next_event(reported, CALENDAR, OPENED) is None
    returned = CALENDAR.moment(date(2026, 6, 7)) + timedelta(hours=1)
    event = next_event(reported.send_back("3.1-1", KY, returned), CALENDAR, returned)
    assert event is not None
    assert (day(event.at), [r.kind for r in event.reminders]) == (date(2026, 6, 9), [Told.LATE])


def test_a_workflow_that_slept_too_long_says_the_last_thing_once() -> None:
    one = track(milestone("3.1-1", date(2026, 5, 31)), milestone("3.5-1", date(2026, 12, 30)))
    awake = CALENDAR.moment(date(2026, 6, 15)) + timedelta(hours=3)
    event = next_event(one, CALENDAR, awake)
    assert event is not None
    assert {(r.code, r.kind) for r in event.reminders} == {("3.1-1", Told.LATE), ("3.1-1", Told.ESCALATED)}
    following = next_event(apply(one, event), CALENDAR, awake)
    assert following is not None
    assert following.at > awake


DUES = st.lists(st.one_of(st.none(), st.dates(date(2026, 4, 1), date(2026, 12, 31))), max_size=6)


@given(dues=DUES)
def test_events_only_go_forward_and_none_is_said_twice(dues: list[date | None]) -> None:
    begun = track(*(milestone(str(n), due) for n, due in enumerate(dues)))
    events = heard(begun, CALENDAR.moment(date(2027, 1, 31)))
    moments = [event.at for event in events]
    assert moments == sorted(set(moments))
    assert all(at > OPENED and at.astimezone(VIETNAM).hour == CALENDAR.hour for at in moments)
    said = [(event.at, r.code, r.kind) for event in events for r in event.reminders]
    assert len(said) == len(set(said))
    assert all(r.due >= day(OPENED) for event in events for r in event.reminders)
    assert all((event.at >= CALENDAR.moment(r.due)) == (r.kind is not Told.DUE) for event in events for r in event.reminders)


@given(dues=DUES, sleeps=st.lists(st.integers(0, 60), max_size=12))
def test_however_long_it_sleeps_it_goes_forward_and_catches_up(dues: list[date | None], sleeps: list[int]) -> None:
    now, begun = OPENED, track(*(milestone(str(n), due) for n, due in enumerate(dues)))
    for days in sleeps:
        now += timedelta(days=days)
        event = next_event(begun, CALENDAR, now)
        if event and event.at <= now:
            assert event.at > begun.heard_at
            assert len({(r.code, r.kind) for r in event.reminders}) == len(event.reminders)
            begun = apply(begun, event)
        following = next_event(begun, CALENDAR, now)
        assert following is None or following.at > now
