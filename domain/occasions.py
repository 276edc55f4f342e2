"""Of what in a track's registers people are told once: a connection that became silent, a finding that is late, a day without a proof."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from domain.care import CareSettings
from domain.communications import Communication
from domain.endpoints import Endpoint
from domain.escalations import Level
from domain.names import PersonId
from domain.security import SecurityFinding


@dataclass(frozen=True)
class Occasion:
    """Told once under its key."""

    key: str
    """Without the track; another occasion of the same thing has another one."""
    kind: str
    """Of the notice."""
    register: str
    """Of the track, where it leads."""
    facts: Mapping[str, object]
    person: PersonId | None = None
    """Who answers for it."""
    levels: tuple[Level, ...] = ()
    """Who is told beside them; the unit when there are none and the person is not there."""


def of_endpoint(one: Endpoint, care: CareSettings, now: datetime) -> Iterator[Occasion]:
    """The unit and whoever is responsible when it became silent; the department's officers when it stays so."""
    if one.last is None or not one.stale(now):
        return
    key, facts = f"endpoint/{one.line.code}/{one.last.isoformat()}", {"title": one.line.title, "days": (now - one.last).days}
    yield Occasion(f"{key}/silent", "endpoint_silent", "endpoints", facts, one.responsible, (Level.UNIT,))
    if one.stale(now, care.silent_officers_times):
        yield Occasion(f"{key}/long", "endpoint_silent_long", "endpoints", facts, levels=(Level.OFFICERS,))


def of_finding(one: SecurityFinding, care: CareSettings, today: date) -> Iterator[Occasion]:
    """Whoever mends it and the unit once it is late, the department's officers later; anew when it was mended in vain."""
    late = one.days_late(today)
    key = f"finding/{one.number}/{one.steps}/{one.said.due}"
    facts = {"title": one.said.words, "due": f"{one.said.due:%d/%m/%Y}", "days": late}
    if late >= care.finding_late_days:
        yield Occasion(f"{key}/late", "finding_late", "security", facts, one.said.owner, (Level.UNIT,))
    if late >= care.finding_late_days + care.finding_officers_days:
        yield Occasion(f"{key}/long", "finding_late_long", "security", facts, levels=(Level.OFFICERS,))


def of_communication(one: Communication, today: date) -> Iterator[Occasion]:
    """Whoever is responsible, once for each day it was planned for."""
    if one.planned and one.late(today):
        key, facts = f"communication/{one.line.code}/{one.planned.day}", {"title": one.line.title, "due": f"{one.planned.day:%d/%m/%Y}"}
        yield Occasion(key, "communication_late", "communications", facts, one.planned.responsible)
