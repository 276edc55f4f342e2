"""`python -m bench.rollout`: a plan for 1,500 facilities: opened, its board, reports, a rehearsal; writes `bench-out/rollout.json`."""

import argparse
import asyncio
import json
import os
import statistics
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
from rich.console import Console
from rich.table import Table
from temporalio.service import RPCError

from app import wiring
from app.devstack.demo_people import HEALTH_DEPARTMENT, PASSWORD, person
from app.devstack.seed import person_id
from app.settings import Settings
from bench.__main__ import OUT
from bench.rewording import PARTS, by, reworded
from bench.stack import Running, machine, stack
from domain.clock import day
from domain.declarations import Claim, Declaration
from domain.names import FacilityId, PersonId, PlanId, PositionId, TrackId, id_of, plan_workflow, track_workflow
from domain.people import Position
from domain.plans import FacilityKind
from domain.rehearsal import rehearse
from domain.roles import Role
from domain.scenarios import Player, Scenario
from domain.tracks import Calendar, Track
from services import plan_editions, plans, tracks
from services.context import House
from services.tracks import NewReport
from store.queries import people
from store.queries import plans as open_plans
from store.queries import tracks as queries
from store.writes import people as writes

CODE, OFFICER = "hung-yen-2026", "syt.thao"
BOARDS, REPORTERS, EACH, MOVES, MOVED = 100, 50, 10, 40, "3.2-2"
REWORDS = 1
QUIET = 30
"""Seconds after the last act until the board is measured again."""
KINDS = ("hospital", "centre", "clinic")


@dataclass(frozen=True)
class Administrator:
    """Who reports for one facility."""

    facility: FacilityId
    position: Position


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.rollout", description=__doc__)
    parser.add_argument("--facilities", type=int, default=1500)
    parser.add_argument("--moves", type=int, default=MOVES, help="moved last days at most; the default turns the plan's history over")
    parser.add_argument("--rewords", type=int, default=REWORDS, help="editions that word every part otherwise; 0 for none")
    options = parser.parse_args()
    with stack() as running:
        figures = asyncio.run(measure(running, options.facilities, options.moves, options.rewords))
    found = {"at": datetime.now(UTC).isoformat(), "machine": machine(), "load": os.getloadavg(), **figures}
    OUT.mkdir(exist_ok=True)
    (OUT / "rollout.json").write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n")
    table = Table(title=f"{found['machine']['cores']} cores · {found['machine']['cpu']} · load {found['load'][0]:.1f}", show_header=False)
    for name, figure in figures.items():
        table.add_row(name, str(figure))
    Console().print(table)


async def measure(running: Running, facilities: int, moves: int, rewords: int) -> dict[str, Any]:
    """The aims are those of the rollout: all tracks running in 2 min, board p95 50 ms, 500 reports a minute, a rehearsal in 10 s."""
    settings = Settings.read({"HSBA_DATA": str(running.data)})
    async with wiring.house(settings) as house:
        reporters = await _facilities(house, facilities)
        officer = await _officer(house)
        opened, answered, running_after = await _opened(house, officer, facilities)
        first, boards = await _boards(house, officer, opened)
        pages = await _pages(running, opened)
        declared = await _declared(house, reporters, opened)
        reported = await _reported(house, reporters[1:], opened)
        track = await _one(house, reporters[0], opened)
        heard, turned, kept = await _moved(house, officer, opened, facilities, moves)
        editions = [await reworded(house, officer, reporters[0].position, track.id, opened, n) for n in range(rewords)]
    async with wiring.house(settings) as house:  # once Temporal has worked through everything: what an officer meets on an ordinary day
        await asyncio.sleep(QUIET)
        _, quiet = await _boards(house, officer, opened)
        quiet_pages = await _pages(running, opened)
    return {
        "facilities": facilities,
        "milestones_of_a_hospital": len(track.milestones),
        "opening_answered_s": answered,
        "all_tracks_running_s": running_after,
        "board_first_ms": first,
        **_spread("board", boards),
        **_spread("board_page", pages),
        **_spread("board_warm", quiet),
        **_spread("board_page_warm", quiet_pages),
        "edition_answered_s": [one.answered for one in editions],
        "board_waited_at_most_ms": [one.board for one in editions],
        "report_waited_at_most_ms": [one.report for one in editions],
        "moved_day_reaches_all_s": round(statistics.median(heard), 1) if heard else None,
        "moved_days": len(heard),
        "plan_continued_as_new": turned,
        "tracks_open_after_it": kept,
        "declarations_per_minute": declared,
        "reports_per_minute": reported,
        "rehearsal_s": _rehearsed(house, facilities),
    }


def _spread(name: str, found: list[float]) -> dict[str, float]:
    return {f"{name}_p50_ms": round(statistics.median(found), 1), f"{name}_p95_ms": round(statistics.quantiles(found, n=20)[-1], 1)}


async def _facilities(house: House, count: int) -> list[Administrator]:
    """The facilities, and an administrator for each of the first `REPORTERS`."""
    found = []
    async with house.sessions.begin() as session:
        for n in range(count):
            which = FacilityId(f"RO{n:05}")
            await writes.facility(session, which, f"Cơ sở khám bệnh, chữa bệnh số {n:05}", KINDS[n % 3], HEALTH_DEPARTMENT, "Hưng Yên")
            if n < REPORTERS:
                who = PersonId(id_of("person", "rollout", n))
                await writes.person(session, who, f"qt.{n:05}", f"Quản trị số {n:05}", "!")
                held = Position(
                    PositionId(id_of("position", "rollout", n)), who, which, None, Role.ADMINISTRATOR, day(house.clock()), None, "QĐ 1"
                )
                await writes.position(session, held)
                found.append(Administrator(which, held))
    return found


async def _officer(house: House) -> Position:
    async with house.sessions() as session:
        held = await people.holder(session, person_id(person(OFFICER)), HEALTH_DEPARTMENT, Role.HEALTH_OFFICER, day(house.clock()))
    assert held
    return held


async def _opened(house: House, officer: Position, facilities: int) -> tuple[PlanId, float, float]:
    """The plan; seconds until the opening was answered, and until Temporal counts every track as running."""
    began = time.perf_counter()
    which = await plans.open_plan(by(house, officer), CODE)
    answered = round(time.perf_counter() - began, 1)
    while await _running(house) < facilities:
        await asyncio.sleep(0.5)
    return which, answered, round(time.perf_counter() - began, 1)


async def _running(house: House) -> int:
    try:
        return (await house.temporal.count_workflows('WorkflowType = "Track" AND ExecutionStatus = "Running"')).count
    except RPCError:
        return 0


async def _boards(house: House, officer: Position, which: PlanId) -> tuple[float, list[float]]:
    """Milliseconds of the first page of 50, asked again and again; and of the very first time."""
    found = []
    for _ in range(BOARDS + 1):
        began = time.perf_counter()
        await plans.board(by(house, officer), which)
        found.append(1000 * (time.perf_counter() - began))
    return round(found[0], 1), found[1:]


async def _pages(running: Running, which: PlanId) -> list[float]:
    """Milliseconds of the whole page over HTTP, signed in, once it was seen."""
    found = []
    async with httpx2.AsyncClient(base_url=running.url, follow_redirects=True, timeout=30) as client:
        said = {"request": "bench", "name": OFFICER, "password": PASSWORD}
        (await client.post("/session", data=said, headers={"sec-fetch-site": "same-origin"})).raise_for_status()
        for _ in range(BOARDS + 5):
            began = time.perf_counter()
            answer = await client.get(f"/plans/{which}")
            found.append(1000 * (time.perf_counter() - began))
            assert answer.status_code == 200
            assert "Cơ sở khám bệnh, chữa bệnh số 00000" in answer.text
    return found[5:]


async def _moved(house: House, officer: Position, which: PlanId, facilities: int, most: int) -> tuple[list[float], bool, int]:
    """Seconds until every track has heard of a moved last day, one move after the other until the plan has continued as new.

    Then how many tracks are still open: it must be all.
    """
    plan = house.temporal.get_workflow_handle(plan_workflow(which))
    heard: list[float] = []
    first, to = (await plan.describe()).run_id, day(house.clock()) + timedelta(days=25)
    while (await plan.describe()).run_id == first and len(heard) < most:
        before = await _lengths(house, which, facilities)
        began = time.perf_counter()
        to -= timedelta(days=1 if len(heard) % 2 else -1)
        await plan_editions.move(by(house, officer), which, MOVED, to, "Đo kiểm", "Công văn số 1/UBND")
        while any(after <= was for was, after in zip(before, await _lengths(house, which, facilities), strict=True)):
            await asyncio.sleep(0.5)
        heard.append(time.perf_counter() - began)
        await asyncio.sleep(2)
    await asyncio.sleep(10)
    return heard, (await plan.describe()).run_id != first, await _running(house)


async def _lengths(house: House, which: PlanId, facilities: int) -> list[int]:
    """How long the history of each track is."""
    async with house.sessions() as session:
        tracks_ = await open_plans.unfinished_tracks(session, which, limit=facilities)
    few = asyncio.Semaphore(30)

    async def length(track: TrackId) -> int:
        async with few:
            return (await house.temporal.get_workflow_handle(track_workflow(track)).describe()).history_length

    return await asyncio.gather(*(length(track) for track in tracks_))


async def _declared(house: House, reporters: list[Administrator], which: PlanId) -> int:
    """Tracks declared a minute, all by their own administrators at once."""
    began = time.perf_counter()
    await asyncio.gather(*(_declares(house, one, which) for one in reporters))
    return round(60 * len(reporters) / (time.perf_counter() - began))


async def _declares(house: House, one: Administrator, which: PlanId) -> None:
    track = await _one(house, one, which)
    said = tuple(Declaration(milestone.code, Claim.DOING) for milestone in track.milestones)
    await tracks.declare(by(house, one.position), track.id, said)


async def _reported(house: House, reporters: list[Administrator], which: PlanId) -> int:
    """Reports kept a minute: each administrator one after another, all at once."""
    began = time.perf_counter()
    await asyncio.gather(*(_reports(house, one, which) for one in reporters))
    return round(60 * len(reporters) * EACH / (time.perf_counter() - began))


async def _reports(house: House, one: Administrator, which: PlanId) -> None:
    track = await _one(house, one, which)
    for code in PARTS[:EACH]:
        said = NewReport(day(house.clock()) - timedelta(days=1), paper="Báo cáo số 1/BC ngày 01/11/2026")
        await tracks.report(by(house, one.position), track.id, code, said)


async def _one(house: House, one: Administrator, which: PlanId) -> Track:
    async with house.sessions() as session:
        return await queries.track(session, TrackId(id_of("track", which, one.facility)))


def _rehearsed(house: House, count: int) -> float:
    plan, kinds = house.policies.plan(CODE), (FacilityKind.HOSPITAL, FacilityKind.HEALTH_CENTRE, FacilityKind.CLINIC)
    scenario = Scenario("Đúng hạn", tuple(Player(f"c{n}", f"Cơ sở {n}", kinds[n % 3]) for n in range(count)))
    began = time.perf_counter()
    rehearse(plan, scenario, Calendar("bench", (30, 14, 7, 3, 1)))
    return round(time.perf_counter() - began, 1)


if __name__ == "__main__":
    main()
