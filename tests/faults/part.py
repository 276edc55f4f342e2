"""`python -m tests.faults.part NAME`: one part of the house as it runs, and what tests need of it.

The signer stops at points named in the file HSBA_STRIKE, until each is reached, and then kills the process named there.
The other parts note what they can reach of the keys in the folder of that file.
"""

import asyncio
import json
import os
import signal
import sys
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from pathlib import Path

from temporalio.worker import Worker

from activities.batch_signing import BatchSigning
from activities.signing import Job, Signing
from app import scheduler, server, wiring, worker
from app import signer as signing_process
from app.readiness import tell_ready
from app.running import Serve, run
from app.settings import Settings
from domain.errors import Refusal
from domain.names import SIGNING, Sha256
from domain.signatures import Chain, Signature
from signing.door import Door
from signing.pades import Stamper
from store.blobs import Shelf

DOCUMENT = ContextVar("document", default="")
"""What is being signed here."""
AFTER_SIGN, AFTER_FILE, AFTER_ROW = "after_sign", "after_file", "after_row"


@dataclass
class Strike:
    """`{"pid": whom, "points": {document: point}}`: when every document is at its point, the process is killed."""

    file: Path
    arrived: set[str] = field(default_factory=set)
    struck: asyncio.Event = field(default_factory=asyncio.Event)

    async def reached(self, point: str) -> None:
        if not self.file.exists():
            return
        wanted = json.loads(self.file.read_text())
        if wanted["points"].get(DOCUMENT.get()) != point:
            return
        self.arrived.add(DOCUMENT.get())
        struck = self.struck
        if len(self.arrived) == len(wanted["points"]):
            self.file.unlink()
            os.kill(wanted["pid"], signal.SIGKILL)
            self.arrived, self.struck = set(), asyncio.Event()
            struck.set()
        await struck.wait()


@dataclass
class StruckStamper:
    """Stops after C_Sign: the stamp is what comes next."""

    stamper: Stamper
    strike: Strike

    async def stamp(self, digest: bytes) -> bytes:
        await self.strike.reached(AFTER_SIGN)
        return await self.stamper.stamp(digest)


class StruckShelf(Shelf):
    """Stops after the file is on disk."""

    strike: Strike

    async def put(self, key: str, content: bytes) -> Sha256:
        digest = await super().put(key, content)
        await self.strike.reached(AFTER_FILE)
        return digest


class StruckSigning(Signing):
    """Stops after the row is committed."""

    strike: Strike

    async def make(self, found: Job | Chain | Refusal) -> Chain:
        if isinstance(found, Job):
            DOCUMENT.set(str(found.act.of.document))
        return await super().make(found)

    async def _keep(self, job: Job, made: Signature) -> Chain:
        kept = await super()._keep(job, made)
        await self.strike.reached(AFTER_ROW)
        return kept


async def signer(settings: Settings, stop: asyncio.Event) -> None:
    """As `app.signer.serve`, with the points."""
    strike = Strike(Path(os.environ["HSBA_STRIKE"]))
    async with wiring.database(settings) as sessions, wiring.stamping(settings, sessions) as (revocation, stamps):
        desk = wiring.desk(settings, sessions)
        shelf = StruckShelf(desk.shelf.folder, desk.shelf.keys, desk.shelf.archive)
        keys = signing_process.behind_the_door(settings, sessions, desk, revocation)
        room = replace(signing_process.room(keys, revocation, stamps), stamper=StruckStamper(stamps, strike))
        hands = StruckSigning(replace(desk, shelf=shelf), room)
        shelf.strike = hands.strike = strike
        door = Door(settings.signer_socket, keys.handlers)
        await door.open()
        async with Worker(await wiring.temporal(settings), task_queue=SIGNING, activities=[hands.sign, BatchSigning(hands).sign]):
            tell_ready()
            await stop.wait()
        await door.close()


def prying(serve: Serve) -> Serve:
    """The part itself; once it is fenced, it notes whether it can reach the keys: True where it can."""

    async def pry(settings: Settings) -> None:
        hidden = {"tokens": settings.tokens, "tickets": settings.tickets, "pepper": settings.data / "secrets" / "pin_pepper"}
        hidden |= {"keeper": settings.keeper_folder, "keeper_pin": settings.data / "secrets" / "keeper_pin"}
        open_ones = {"master_key": settings.data / "secrets" / "master_key", "blobs": settings.blobs}
        found = {name: await asyncio.to_thread(reaches, path) for name, path in (hidden | open_ones).items()}
        Path(os.environ["HSBA_STRIKE"]).with_name(f"{sys.argv[1]}.json").write_text(json.dumps(found))

    async def both(settings: Settings, stop: asyncio.Event) -> None:
        await asyncio.gather(serve(settings, stop), pry(settings))

    return both


def reaches(path: Path) -> bool:
    try:
        return bool(list(path.iterdir()) or True) if path.is_dir() else bool(path.read_bytes())
    except PermissionError:
        return False


PARTS: dict[str, Serve] = {
    "signer": signer,
    "worker": prying(worker.serve),
    "web": prying(server.serve),
    "scheduler": prying(scheduler.serve),
}

if __name__ == "__main__":
    run(Settings.read(), PARTS[sys.argv[1]])
