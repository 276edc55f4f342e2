"""An edition that words every part of a running plan otherwise: how long until it is answered, and how long others wait meanwhile."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta

from domain.clock import day
from domain.errors import Unavailable
from domain.names import PlanId, RequestId, TrackId
from domain.people import Position
from domain.plans import Plan
from policies.plan_written import yaml_of
from services import plan_editions, plans, tracks
from services.context import Context, House
from services.tracks import NewReport

EACH = 3
"""Reports while one edition is applied."""
PARTS = ("3.1-1", "3.1-2", "3.1-3", "3.3b-1", "3.3b-2", "3.3b-3", "3.3b-4", "3.3b-5", "3.5-1", "3.5-2")
"""Reported in an order in which nothing waits for another."""


def by(house: House, held: Position) -> Context:
    return Context(house, held, RequestId(f"bench/{time.monotonic_ns()}"))


@dataclass(frozen=True)
class Reworded:
    """An edition that words every part otherwise: seconds until it was answered, and the longest that others waited meanwhile, in ms."""

    answered: float
    board: float
    report: float


async def reworded(house: House, officer: Position, reporter: Position, track: TrackId, which: PlanId, n: int) -> Reworded:
    """While it is applied the board is read again and again, and an administrator reports one milestone after another."""
    running = (await plan_editions.read(by(house, officer), which)).words
    line = await plan_editions.enter(by(house, officer), "ban.yaml", yaml_of(_otherwise(running, f"do-{n}")).encode())
    began = time.perf_counter()
    applying = asyncio.create_task(plan_editions.apply(by(house, officer), which, line.id, "Quyết định số 1/QĐ-UBND"))
    codes = iter(PARTS[n * EACH :][:EACH])
    said = NewReport(day(house.clock()) - timedelta(days=1), paper="Báo cáo số 1/BC ngày 01/11/2026")
    boards, reports = await asyncio.gather(
        _waits(applying, lambda: plans.board(by(house, officer), which)),
        _waits(applying, lambda: tracks.report(by(house, reporter), track, next(codes), said), EACH),
    )
    await applying
    return Reworded(round(time.perf_counter() - began, 1), boards, reports)


def _otherwise(plan: Plan, edition: str) -> Plan:
    """The same days; every part has other words."""
    parts = (
        replace(task, parts=tuple(replace(part, deliverable=f"{part.deliverable} ({edition})") for part in task.parts))
        for task in plan.tasks
    )
    return replace(plan, edition=edition, tasks=tuple(parts))


async def _waits(until: asyncio.Task[None], act: Callable[[], Awaitable[object]], most: int = 1_000_000) -> float:
    """The longest of the acts begun before it is over, in milliseconds."""
    longest = 0.0
    while not until.done() and most:
        began = time.perf_counter()
        with suppress(Unavailable):  # it waited as long as anybody waits; how long stands in the figure
            await act()
        longest, most = max(longest, 1000 * (time.perf_counter() - began)), most - 1
    return round(longest)
