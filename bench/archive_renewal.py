"""Renewal within the file: a further archive time stamp in each archived document, as a version more of its object; and the quota."""

import asyncio
import multiprocessing
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from uuid import UUID

from httpx2 import AsyncClient

from activities.file_renewals import FileRenewals
from activities.preserving import Preservation
from app import places, wiring
from app.devstack.demo_people import HOSPITAL, person
from app.devstack.seed import person_id
from app.settings import Settings
from bench import closings
from bench.lifecycles import OFFICER, Load
from bench.stack import Running
from domain.clock import day
from domain.errors import Unavailable
from domain.names import FacilityId, RecordId, RequestId
from domain.people import Actor, Position
from domain.roles import Role
from signing.stamping import Services
from store.queries import people

RECORDS, AT_ONCE, ROUNDS = 8, 2, 4
QUOTA = 6
"""Stamps a second of the second measure: less than would be used."""
PATIENCE = 0.05
"""Seconds until a renewal that the quota held up is tried again."""


@dataclass(frozen=True)
class Renewed:
    """What one process did: when it began and ended, and when each stamp came (one clock for all processes)."""

    began: float
    ended: float
    at: tuple[float, ...]


async def measure(running: Running) -> dict[str, float]:
    """Documents a second, one in each object; and the most stamps of any second under a quota."""
    async with AsyncClient(base_url=running.url, timeout=60) as http:
        load = Load(http, "gia-han")
        await load.prepare()
        made = [await closings.close(load, str(n)) for n in range(1, RECORDS + 1)]
        for record in made:
            await closings.archive(load, record)
    free, lasted = _together(made, {"HSBA_DATA": str(running.data)})
    named = f"bench={places.development_tsa(running.data)} {QUOTA}/s"
    bound, slower = _together(made, {"HSBA_DATA": str(running.data), "HSBA_TSA_URL": named})
    return {
        "processes": AT_ONCE,
        "documents": len(free),
        "documents_per_second": round(len(free) / lasted, 1),
        "quota_per_second": QUOTA,
        "documents_per_second_within_it": round(len(bound) / slower, 1),
        "most_stamps_in_a_second": max(sum(one <= other < one + 1 for other in bound) for one in bound),
    }


def _together(records: Sequence[str], settings: dict[str, str]) -> tuple[list[float], float]:
    """When each stamp came, and the seconds that all of it took: `ROUNDS` times all records, in `AT_ONCE` processes as workers are."""
    with ProcessPoolExecutor(AT_ONCE, multiprocessing.get_context("spawn")) as pool:
        shares = [records[n::AT_ONCE] for n in range(AT_ONCE)]
        made = list(pool.map(_process, [settings] * AT_ONCE, shares))
    return [at for one in made for at in one.at], max(one.ended for one in made) - min(one.began for one in made)


def _process(settings: dict[str, str], records: Sequence[str]) -> Renewed:
    return asyncio.run(_renewed(Settings.read(settings), [RecordId(UUID(one)) for one in records]))


class Counted:
    """The services, and the moments at which stamps came."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self.at: list[float] = []

    async def stamp(self, digest: bytes) -> bytes:
        made = await self.services.stamp(digest)
        self.at.append(time.perf_counter())
        return made


async def _renewed(settings: Settings, records: list[RecordId]) -> Renewed:
    async with wiring.database(settings) as sessions, wiring.stamping(settings, sessions) as (revocation, services):
        counted, who = Counted(services), person_id(person(OFFICER))
        async with sessions() as session:
            position = await people.holder(session, who, FacilityId(HOSPITAL), Role.RECORDS_OFFICER, day(wiring.now()))
        assert position
        hands = FileRenewals(wiring.desk(settings, sessions), wiring.archive_copy(settings), Preservation(revocation, counted))
        began = time.perf_counter()
        for _ in range(ROUNDS):
            await _one_after_another(hands, records, position)
        return Renewed(began, time.perf_counter(), tuple(counted.at))


async def _one_after_another(hands: FileRenewals, records: Sequence[RecordId], position: Position) -> None:
    for record in records:
        actor = Actor(position.person, position.id, RequestId(f"bench/{record}/{time.monotonic_ns()}"))
        while not await _tried(hands, record, actor, position):
            await asyncio.sleep(PATIENCE)


async def _tried(hands: FileRenewals, record: RecordId, actor: Actor, position: Position) -> bool:
    try:
        return bool(await hands.renew(record, actor, position))
    except Unavailable:
        return False
