"""What proves the archive, until when, and what is to be renewed before: the planner's reckoning."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from domain.algorithms import AlgorithmTable
from domain.clock import day
from domain.names import EvidenceId, FacilityId

TOGETHER = 20
"""Groups that one time stamp renews: they are at hand together."""
AGAIN = timedelta(days=30)
"""After a stamp that would last no longer than the one before, until another is asked for: services change certificates rarely."""
MONTHS = 24
"""How far the planner shows."""


class Way(StrEnum):
    """How evidence is renewed."""

    STAMP = "stamp"
    """A further time stamp, before the last one's certificates end."""
    TREE = "tree"
    """A new hash tree over the documents, before the digest algorithm is weak."""
    LOST = "lost"
    """Not at all: the last one's certificates have ended."""


@dataclass(frozen=True)
class EvidenceGroup:
    """Archived documents with evidence in common, as the rows have it."""

    id: EvidenceId
    facility: FacilityId
    began: str
    """Digest algorithm by which its documents are named in it."""
    algorithm: str
    """Of its newest tree."""
    documents: int
    stamps: int
    sha256: str
    """Of the kept file; empty until it is stamped for the first time."""
    built_at: datetime
    renew_before: datetime | None
    """When the first certificate of its last time stamp ends; None until it is stamped."""
    tried_at: datetime | None = None
    """When a time stamp was asked for that would have lasted no longer."""
    damaged: bool = False
    """Its file is gone or changed, and no copy could mend it."""


@dataclass(frozen=True)
class Renewal:
    """What is to be done for a group."""

    group: EvidenceGroup
    way: Way
    on: date
    """From this day on."""
    until: date
    """On this day it is too late."""

    def stamps(self) -> float:
        """Its part of a time stamp."""
        return {Way.STAMP: 1 / TOGETHER, Way.TREE: 1.0, Way.LOST: 0.0}[self.way]


@dataclass(frozen=True)
class Month:
    """What a month brings."""

    first: date
    by_stamp: int
    """Groups."""
    by_tree: int
    documents: int
    stamps: int
    """Time stamps that are asked for."""
    quota: int | None
    """Time stamps that the services give in the month; None without a limit."""

    @property
    def fits(self) -> bool:
        return self.quota is None or self.stamps <= self.quota


def months_before(of: date, months: int) -> date:
    """The same day so many months before, or the month's last."""
    year, month = divmod(of.year * 12 + of.month - 1 - months, 12)
    if year < 1:
        return date.min
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(of.day, last))


def renewal(group: EvidenceGroup, table: AlgorithmTable, lead: int, now: datetime) -> Renewal | None:
    """When and how a group is renewed next, `lead` months before its end; None for one without a stamp, or that is damaged."""
    if group.renew_before is None or group.damaged:
        return None
    ends, weak = day(group.renew_before), table.weak_from(group.algorithm)
    if group.renew_before <= now:
        return Renewal(group, Way.LOST, ends, ends)
    way, until = (Way.TREE, weak) if weak and weak <= ends else (Way.STAMP, ends)
    return Renewal(group, way, months_before(until, lead), until)


def renewals(groups: Iterable[EvidenceGroup], table: AlgorithmTable, lead: int, now: datetime) -> tuple[Renewal, ...]:
    """Of all groups, the most urgent first."""
    found = (renewal(one, table, lead, now) for one in groups)
    return tuple(sorted((one for one in found if one), key=lambda one: (one.until, one.on, str(one.group.id))))


def due(planned: Iterable[Renewal], now: datetime) -> tuple[Renewal, ...]:
    """What is to be done now; what was tried in vain lately waits."""
    return tuple(
        one
        for one in planned
        if one.way is not Way.LOST
        and one.on <= day(now)
        and (one.way is Way.TREE or one.group.tried_at is None or one.group.tried_at + AGAIN <= now)
    )


def pressing(planned: Iterable[Renewal], lead: int, now: datetime) -> tuple[Renewal, ...]:
    """What somebody must hear of: it has ended, or two thirds of the lead have gone and it was not renewed."""
    return tuple(one for one in planned if one.way is Way.LOST or months_before(one.until, lead // 3) <= day(now))


def may_gather(waiting: int, oldest: datetime | None, size: int, days: int, now: datetime) -> bool:
    """Whether a new group begins: it would be full, or its oldest document has waited long enough."""
    return waiting >= size or (oldest is not None and oldest <= now - timedelta(days=days))


def calendar(planned: Iterable[Renewal], per_day: int | None, today: date, months: int = MONTHS) -> tuple[Month, ...]:
    """The coming months, this one first; what was due before is this month's. `per_day`: time stamps that all services give a day."""
    firsts = [months_before(today.replace(day=1), -n) for n in range(months + 1)]
    planned = [one for one in planned if one.way is not Way.LOST]
    return tuple(
        _month(
            first,
            [one for one in planned if first <= max(one.on, today) < after],
            per_day and per_day * (after - max(first, today)).days,
        )
        for first, after in pairwise(firsts)
    )


def _month(first: date, planned: list[Renewal], quota: int | None) -> Month:
    ways = [one.way for one in planned]
    stamps = sum(one.stamps() for one in planned)
    return Month(first, ways.count(Way.STAMP), ways.count(Way.TREE), sum(one.group.documents for one in planned), -int(-stamps // 1), quota)
