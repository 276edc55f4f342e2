"""The archive as those who answer for it see it: read again, proved, renewed in good time."""

from dataclasses import dataclass
from datetime import date, datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.clock import day
from domain.renewals import EvidenceGroup, Month, Renewal, Way, due
from services import renewals
from services.renewals import ArchiveView
from web import asking
from web.render import page
from web.words import WAYS_OF_RENEWAL

SHOWN = 50
"""Groups listed, the most urgent first."""


@dataclass(frozen=True)
class DamageLine:
    code: str
    files: int
    found_at: datetime


@dataclass(frozen=True)
class GroupLine:
    """One evidence group."""

    built_at: datetime
    documents: int
    stamps: int
    algorithm: str
    state: str
    until: date | None
    """Until when it proves."""
    renewal: str
    """How it is renewed next; empty when it is not."""
    renew_on: date | None


@dataclass(frozen=True)
class WeakLine:
    algorithm: str
    since: date
    basis: str


@dataclass(frozen=True)
class ArchivePage:
    records: int
    oldest: datetime | None
    period: int
    mended: int
    damaged: int
    damages: tuple[DamageLine, ...]
    proved: int
    waiting: int
    waiting_since: datetime | None
    lost: int
    groups: int
    lines: tuple[GroupLine, ...]
    lead: int
    months: tuple[Month, ...]
    """Those with something to do."""
    weak: tuple[WeakLine, ...]
    open_processes: int | None


async def show(request: Request) -> Response:
    context = asking.context(request)
    found = await renewals.read(context)
    return page(request, "archive/show.html", _page(found, context.now))


def _page(found: ArchiveView, now: datetime) -> ArchivePage:
    at_hand = {one.group.id for one in due(found.planned, now)}
    planned = {one.group.id: one for one in found.planned}
    unplanned = [one for one in found.groups if one.id not in planned]
    ordered = [*unplanned, *(one.group for one in found.planned)]
    return ArchivePage(
        found.kept.records,
        found.kept.oldest,
        found.period,
        found.kept.mended,
        found.kept.damaged,
        tuple(DamageLine(one.code, len(one.files), one.found_at) for one in found.damages),
        found.proved,
        found.waiting,
        found.waiting_since,
        found.lost,
        len(found.groups),
        tuple(_line(one, planned.get(one.id), one.id in at_hand) for one in ordered[:SHOWN]),
        found.lead,
        tuple(one for one in found.months if one.by_stamp or one.by_tree),
        tuple(WeakLine(one.algorithm, one.weak_from, one.basis) for one in found.weak),
        found.open_processes,
    )


def _line(of: EvidenceGroup, next_one: Renewal | None, at_hand: bool) -> GroupLine:
    facts = (of.built_at, of.documents, of.stamps, of.algorithm)
    if next_one is None:
        until = day(of.renew_before) if of.renew_before else None
        return GroupLine(*facts, "evidence_damaged" if of.damaged else "evidence_new", until, "", None)
    if next_one.way is Way.LOST:
        return GroupLine(*facts, "evidence_lost", next_one.until, "", None)
    state = "evidence_due" if at_hand else "evidence_good"
    return GroupLine(*facts, state, next_one.until, WAYS_OF_RENEWAL[next_one.way], next_one.on)


ROUTES = [Route("/archive", show)]
