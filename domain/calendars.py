"""When units of a plan are reminded, as a facility's settings have it."""

from datetime import date, datetime, timedelta

from domain.care import CareSettings
from domain.clock import day
from domain.tracks import Calendar


def calendar_of(care: CareSettings) -> Calendar:
    """The piece of the settings that governs the reminders of milestones."""
    return Calendar(care.edition, care.remind_before_days, care.remind_after_days, care.escalate_after_days, ladder=care.escalation)


def come(due: date, since: datetime, told: date | None, calendar: Calendar, now: datetime) -> date | None:
    """The last day to remind on that has come and was not told: some days before the last day, then every few days after it.

    Nothing before `since`, the moment from which it is waited for: whoever begins late is not reminded of what is over.
    """
    passed = (day(now) - due).days // calendar.late_every
    late = [due + timedelta(days=k * calendar.late_every) for k in (passed - 1, passed) if k > 0]
    days = [*(due - timedelta(days=n) for n in calendar.before), *late]
    last = max((each for each in days if since < calendar.moment(each) <= now), default=None)
    return last if last and (told is None or last > told) else None
