"""The whole house in one process, on real parts: PostgreSQL, Temporal, SoftHSM, certificates, revocation and time stamps."""

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding
from temporalio.client import Client
from temporalio.testing import TimeSkippingConfig, WorkflowEnvironment

from activities.desk import Desk
from activities.preserving import Preservation
from activities.signing import Room
from app import ports, wiring, worker
from app import signer as signing_process
from app.devstack import database, softhsm
from app.devstack.installation import new_key, prepare, write_once
from app.devstack.messages import MessageFile
from app.devstack.pki.authority import Authority
from app.devstack.pki.server import Server, serving
from app.devstack.temporal import DYNAMIC, SEARCH_ATTRIBUTES, binary
from app.payloads import converter
from app.settings import Settings
from domain.care import CareSettings
from domain.names import FacilityId, RequestId
from domain.policies import PolicyBook
from domain.retention import Schedule
from policies.reader import load
from services.context import Context, House
from services.people import HASHER
from signing.client import SignerClient
from signing.desk import Desk as Keys
from signing.door import Door
from signing.sheets import Printer
from store.archive_copy import ArchiveCopy
from store.engine import Sessions
from store.migrate import upgrade
from store.ocfl import Ocfl
from store.writes import people as writes
from tests.people import DEPARTMENTS, EVERYBODY, FACILITIES, HOSPITAL, PASSWORD, PIN, SIGNERS, Someone

SKIPPING = {**DYNAMIC, "frontend.WorkflowTimeSkippingEnabled": True, "system.forceSearchAttributesCacheRefreshOnRead": True}


@dataclass
class TestClock:
    """The present moment, moved on by tests that wait for days."""

    __test__ = False
    ahead: timedelta = field(default_factory=timedelta)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@dataclass(frozen=True)
class TestBook(PolicyBook):
    """The policies as shipped, with what a test lets every facility set otherwise."""

    __test__ = False
    set_otherwise: dict[str, Any] = field(default_factory=dict)
    kept_otherwise: dict[str, Any] = field(default_factory=dict)
    """Of every retention schedule."""

    def care(self, facility: FacilityId, day: date) -> CareSettings:
        return replace(super().care(facility, day), **self.set_otherwise)

    def retention(self, day: date) -> Schedule:
        return replace(super().retention(day), **self.kept_otherwise)

    def retention_edition(self, edition: str) -> Schedule:
        return replace(super().retention_edition(edition), **self.kept_otherwise)


@dataclass
class Stack:
    """What tests reach for."""

    settings: Settings
    sessions: Sessions
    house: House
    desk: Desk
    keys: Keys
    room: Room
    preserver: Preservation
    temporal: Client
    env: WorkflowEnvironment
    pki: Server
    authority: Authority
    clock: TestClock
    book: TestBook
    counter: int = 0

    def by(self, one: Someone, request: str = "") -> Context:
        """This person asks, under a new request id unless one is given."""
        self.counter += 1
        return Context(self.house, one.position, RequestId(request or f"request-{self.counter}"))


@asynccontextmanager
async def stack(data: Path, spare: int = 500) -> AsyncIterator[Stack]:
    """Brings everything up on an empty folder, with so many tokens for people of the stories, and down again."""
    settings = Settings.read({"HSBA_DATA": str(data), "HSBA_PORT": str(ports.free(set())), "HSBA_TICKETS": str(data / "tickets")})
    prepare(settings, empty=True)
    write_once(settings.master_key, new_key())  # as before there was a token: a process of its own would hold that one
    authority = Authority(data / "pki", port=ports.kept(data)["pki"])
    server, _ = await asyncio.gather(postgres(settings), softhsm.fill(settings.tokens, len(SIGNERS) + spare))
    try:
        async with serving(authority, allow_outage=True) as pki, temporal_server(data) as env:
            settings = Settings.read({"HSBA_DATA": str(data), "HSBA_TICKETS": str(data / "tickets")})
            settings.trust_roots.write_bytes(authority.root.public_bytes(Encoding.PEM))
            settings = replace(settings, temporal_address=env.client.service_client.config.target_host, temporal_namespace="default")
            async with _house(settings, env, pki, authority) as made:
                yield made
    finally:
        server.terminate()
        await asyncio.to_thread(server.wait, 20)


@asynccontextmanager
async def _house(settings: Settings, env: WorkflowEnvironment, pki: Server, authority: Authority) -> AsyncIterator[Stack]:
    clock = TestClock()
    client = Client(**{**env.client.config(), "data_converter": converter(settings.payload_keys.keys())})  # type: ignore[arg-type]
    async with wiring.database(settings) as sessions, wiring.stamping(settings, sessions) as (revocation, stamps):
        shipped = load(wiring.POLICIES)
        book = TestBook(**vars(shipped))
        desk = replace(wiring.desk(settings, sessions), clock=clock, policies=book)
        keys = signing_process.behind_the_door(settings, sessions, desk, revocation)
        door = Door(settings.signer_socket, keys.handlers)
        await door.open()
        signer = SignerClient(settings.signer_socket)
        ocfl = Ocfl(settings.archive)
        printed = Printer(wiring.POLICIES / "forms", wiring.look_up(settings), clock)
        prints = printed.pack, printed.plan, printed.report, printed.render
        house = House(sessions, desk.shelf, ocfl, book, clock, client, signer, MessageFile(settings.messages), *prints)
        await seed(sessions, signer)
        preserver = Preservation(revocation, stamps, stamps.late)
        room = signing_process.room(keys, revocation, stamps)
        async with (
            worker.worker(client, desk, sessions, preserver, ArchiveCopy(ocfl, None)),
            signing_process.worker(client, desk, room),
        ):
            yield Stack(settings, sessions, house, desk, keys, room, preserver, client, env, pki, authority, clock, book)
        await door.close()


async def postgres(settings: Settings) -> subprocess.Popen[bytes]:
    """The private server of the product itself, migrated; only its waiting for the disk is left out."""
    command = [sys.executable, "-m", "app.devstack.postgres", "--open", "--data", str(settings.data)]
    process = await asyncio.to_thread(subprocess.Popen, command, stderr=subprocess.DEVNULL)
    while not await database.answers(settings.data):  # noqa: ASYNC110 - another process tells nobody
        await asyncio.sleep(0.05)
    await asyncio.to_thread(database.make, settings.data)
    await asyncio.to_thread(upgrade, settings.migration_url, "hsba_app")
    return process


@asynccontextmanager
async def temporal_server(data: Path, settings: Mapping[str, object] | None = None) -> AsyncIterator[WorkflowEnvironment]:
    """The real server with its own time skipping, off until a test asks for days to pass; `settings`: more of its dynamic ones."""
    env = await WorkflowEnvironment.start_time_skipping_v2(
        ts_config=TimeSkippingConfig(enabled=False, max_session_skip_count=100_000),
        dev_server_existing_path=str(binary()),
        dev_server_database_filename=str(data / "temporal.db"),
        dev_server_extra_args=[
            *(
                word
                for name, value in (SKIPPING | dict(settings or {})).items()
                for word in ("--dynamic-config-value", f"{name}={json.dumps(value)}")
            ),
            *(word for name, kind in SEARCH_ATTRIBUTES.items() for word in ("--search-attribute", f"{name}={kind}")),
            *("--sqlite-pragma", "journal_mode=WAL", "--sqlite-pragma", "synchronous=OFF"),
        ],
    )
    async with env:
        yield env


async def seed(sessions: Sessions, signer: SignerClient) -> None:
    """People with positions, tokens and certificates."""
    password = HASHER.hash(PASSWORD)
    async with sessions.begin() as session:
        for which, (name, kind, parent) in FACILITIES.items():
            await writes.facility(session, which, name, kind, parent, "Hưng Yên")
        for department, name in DEPARTMENTS.items():
            await writes.department(session, department, HOSPITAL, name)
        for one in EVERYBODY:
            await writes.person(session, one.id, one.login, one.name, password)
            await writes.position(session, one.position)
    for one in SIGNERS:
        await signer.enrol(one.id, PIN, one.name, FACILITIES[one.facility][0], "person")
    await signer.enrol_organisation(HOSPITAL, FACILITIES[HOSPITAL][0], "organisation")
