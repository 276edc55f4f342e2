"""A calendar as other programs read it (RFC 5545), with what Outlook and Google add to it (`X-WR-CALNAME`, `X-PUBLISHED-TTL`)."""

from collections.abc import Iterable
from datetime import timedelta

from icalendar import Calendar, Event

from domain.feeds import Stamped

PRODUCER = "-//hsba//lich ke hoach//VI"
"""ASCII: some readers take no other."""
AGAIN = timedelta(hours=4)
"""How often a calendar is asked to look."""


def calendar(name: str, entries: Iterable[Stamped], address: str) -> bytes:
    """All-day entries without alarms; `address` is what the house is reached by."""
    made = Calendar()
    made.add("prodid", PRODUCER)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    made.add("x-wr-timezone", "Asia/Ho_Chi_Minh")
    made.add("refresh-interval", AGAIN, {"VALUE": "DURATION"})
    made.add("x-published-ttl", AGAIN)
    for one in entries:
        made.add_component(_event(one, address))
    content: bytes = made.to_ical()
    return content


def _event(one: Stamped, address: str) -> Event:
    made, entry = Event(), one.entry
    made.add("uid", entry.uid)
    made.add("dtstamp", one.changed_at)
    made.add("last-modified", one.changed_at)
    made.add("sequence", one.sequence)
    made.add("dtstart", entry.day)
    made.add("dtend", entry.day + timedelta(days=1))
    made.add("summary", entry.summary)
    made.add("description", f"{entry.description}\n{address}{entry.path}")
    made.add("url", f"{address}{entry.path}")
    made.add("status", "TENTATIVE" if entry.tentative and not entry.done else "CONFIRMED")
    made.add("categories", ["Kế hoạch hồ sơ bệnh án điện tử", entry.category])
    made.add("transp", "TRANSPARENT")  # a last day takes up nobody's day
    return made
