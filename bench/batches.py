"""A set of documents by one PIN through the durable path: ticket → workflow → signers → rows, and the chains after it."""

import asyncio
import random
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import func, select, text
from temporalio.api.enums.v1 import EventType

from activities.desk import Desk
from activities.documents import Paper, bytes_key, make
from app import wiring
from app.devstack.demo_people import HOSPITAL, PIN, person
from app.devstack.seed import person_id
from app.settings import Settings
from bench.stack import Running
from bench.steps import DATA
from domain.clock import day
from domain.names import BatchId, DepartmentId, DocumentId, RequestId, signature_workflow
from domain.people import Actor, Position
from domain.records import NewRecord
from services import batches, records
from services.context import Context, House
from signing.tickets import Reviewed
from store.queries import batches as queries
from store.queries import people, tasks
from store.queries import signatures as versions
from store.tables.batches import BatchLineRow
from store.tables.signatures import VersionRow
from store.writes import audit

DOCTOR, TECHNICIAN, APPROVER, HEAD = "bs.lan", "ktv.hung", "bs.khanh", "tk.xuan"
LAB = DepartmentId("33001/XN")
SHEET = {key: value for key, value in DATA.items() if key not in {"code", "version", "edition", "chain"}}
RECORDS = 10
LOOKED_AT = 25
"""Documents whose inbox is looked at in each sample."""


@dataclass
class Sampled:
    """What the inbox said during a run, compared with the rule."""

    looks: int = 0
    wrong: list[str] = field(default_factory=list)


@dataclass
class Ward:
    """The house as a person in it has it, and the sheets that wait."""

    house: House
    desk: Desk
    running: Running
    sheets: list[Reviewed] = field(default_factory=list)

    async def by(self, login: str) -> Context:
        async with self.house.sessions() as session:
            found = (await people.posts(session, person_id(person(login)), day(self.house.clock())))[0].position
        return Context(self.house, found, RequestId(str(uuid4())))

    async def fill(self, many: int) -> None:
        """Result sheets that wait for their first signature, each with bytes of its own."""
        author = (await self.by(TECHNICIAN)).position
        opened = [await records.open(await self.by(DOCTOR), _patient(number)) for number in range(RECORDS)]
        gate = asyncio.Semaphore(4)

        async def one(number: int) -> Reviewed:
            which, record = DocumentId(uuid4()), opened[number % RECORDS]
            paper = Paper(
                which,
                HOSPITAL,
                "lab-result",
                ("sheet", which),
                bytes_key(record),
                SHEET,
                record=record,
                departments={"performing": LAB},
                named={"performer": (person_id(person(TECHNICIAN)),)},
            )
            async with gate, self.desk.act() as (session, now):
                of = await make(self.desk, session, paper, _actor(author), now)
                return Reviewed(which, of.version, (await versions.chain(session, which, of.version)).content)

        self.sheets = list(await asyncio.gather(*(one(number) for number in range(many))))
        for login in (TECHNICIAN, APPROVER, HEAD):
            await self.opened(await self.by(login))

    async def opened(self, context: Context) -> None:
        """Who signs has read them all."""
        async with self.desk.act() as (session, now):
            for one in self.sheets:
                about = ("document", one.document)
                await audit.note(session, now, context.position, "document.read", about, version=one.version)


def _actor(position: Position) -> Actor:
    return Actor(position.person, position.id, RequestId(str(uuid4())))


def _patient(number: int) -> NewRecord:
    name = f"BENCH-{uuid4().hex[:8]}-{number}"
    return NewRecord(
        code=name,
        patient_code=name,
        patient="Nguyễn Thị Thuỳ Hạnh",
        birth=date(1970, 5, 1),
        sex="female",
        department=DepartmentId("33001/NOI"),
        doctor=person_id(person(DOCTOR)),
        reason="Mệt",
        temporary_code=name,
    )


@asynccontextmanager
async def ward(running: Running) -> AsyncIterator[Ward]:
    settings = Settings.read({"HSBA_DATA": str(running.data)})
    async with wiring.house(settings) as house:
        yield Ward(house, wiring.desk(settings, house.sessions), running)


async def measure(running: Running, many: int) -> dict[str, Any]:
    """Three sets, one after another: as technician, as approving doctor, as head, after whom every sheet is preserved."""
    async with ward(running) as here:
        await here.fill(many)
        return {login: await _set(here, login, here.sheets, login == HEAD) for login in (TECHNICIAN, APPROVER, HEAD)}


async def _set(here: Ward, login: str, sheets: Sequence[Reviewed], last: bool) -> dict[str, Any]:
    context, before = await here.by(login), here.running.cpu()
    began_at, began = here.house.clock(), time.perf_counter()
    which = await batches.begin(context, sheets, PIN)
    answered = time.perf_counter() - began
    sampled = Sampled()
    sampling = asyncio.create_task(_sample(here, sheets, sampled))
    done = await _signed(here, which, began_at)
    signed_cpu = here.running.cpu()
    followed = await _followed(here, which, sheets)
    found: dict[str, Any] = {
        "documents": len(sheets),
        "answered_ms": round(answered * 1000),
        "seconds": round(done, 2),
        "documents_per_second": round(len(sheets) / done, 1),
        "cpu_ms_per_document": _per_document(before, signed_cpu, len(sheets)),
        "told_per_second": followed["told"],
        "chains_per_second": followed["caught_up"],
    }
    if last:
        found["preserved_per_second"] = await _preserved(here, sheets)
    sampling.cancel()
    found["cpu_ms_per_document_with_chains"] = _per_document(before, here.running.cpu(), len(sheets))
    return {**found, "inbox": {"looks": sampled.looks, "wrong": len(sampled.wrong)}}


def _per_document(before: dict[str, float], after: dict[str, float], many: int) -> dict[str, float]:
    return {name: round((after[name] - before[name]) / many * 1000, 2) for name in before}


async def _signed(here: Ward, which: BatchId, began: datetime) -> float:
    """Seconds from the click to the last row."""
    async with here.house.sessions() as session:
        while await queries.waiting(session, which) or not await queries.exists(session, which):
            await asyncio.sleep(0.1)
        last = (await session.execute(select(func.max(BatchLineRow.done_at)).where(BatchLineRow.batch == which))).scalar_one()
        refused = (await queries.batch(session, which)).lines
    assert not any(line.refusal for line in refused), {line.refusal for line in refused}
    assert last
    return float((last - began).total_seconds())


async def _followed(here: Ward, which: BatchId, sheets: Sequence[Reviewed]) -> dict[str, float]:
    """Chains told, and chains that have seen their signature, a second."""
    line = BatchLineRow
    async with here.house.sessions() as session:
        while await queries.unfollowed(session, which):
            await asyncio.sleep(0.2)
        last = (await session.execute(select(func.max(line.followed_at)).where(line.batch == which))).scalar_one()
    seen = [await _seen(here, one) for one in sheets]
    begun = min(told for told, _ in seen)
    ended = max(done for _, done in seen)
    assert last
    return {
        "told": round(len(sheets) / (last - begun).total_seconds(), 1),
        "caught_up": round(len(sheets) / (ended - begun).total_seconds(), 1),
    }


async def _seen(here: Ward, one: Reviewed) -> tuple[datetime, datetime]:
    """When a signature process was told of the newest signature, and when it had dealt with that."""
    handle = here.house.temporal.get_workflow_handle(signature_workflow(one.document, one.version))
    while True:
        events = (await handle.fetch_history()).events
        told = [number for number, event in enumerate(events) if event.event_type == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED]
        done = [event for event in events[told[-1] :] if event.event_type == EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED] if told else []
        if done:
            return _moment(events[told[-1]]), _moment(done[0])
        await asyncio.sleep(0.2)


def _moment(event: Any) -> datetime:
    return event.event_time.ToDatetime(tzinfo=UTC)  # type: ignore[no-any-return]


async def _preserved(here: Ward, sheets: Sequence[Reviewed]) -> float:
    v = VersionRow
    of = v.document.in_([one.document for one in sheets])
    async with here.house.sessions() as session:
        while (await session.execute(select(func.count()).where(of, v.preserved.is_(None)))).scalar_one():
            await asyncio.sleep(0.2)
        first, last = (await session.execute(select(func.min(v.preserved_at), func.max(v.preserved_at)).where(of))).one()
    assert first
    assert last
    return round(len(sheets) / (last - first).total_seconds(), 1)


async def _sample(here: Ward, sheets: Sequence[Reviewed], sampled: Sampled) -> None:
    """Open tasks against what the rule says, of some documents at one moment of the rows, again and again."""
    dice = random.Random(1)
    while True:
        async with here.house.sessions.begin() as session:
            await session.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))
            some = [(one.document, one.version) for one in dice.sample(list(sheets), min(LOOKED_AT, len(sheets)))]
            for which, (_, version) in (await versions.with_documents(session, some)).items():
                if not await tasks.stand(session, *which, version.chain):
                    sampled.wrong.append(str(which))
                sampled.looks += 1
        await asyncio.sleep(1)
