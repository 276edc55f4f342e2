"""Worker, signer, scheduler and web as processes of their own, beside the stack of the tests, to be killed and started again."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from httpx2 import AsyncClient
from temporalio.client import Client

from app import ports
from app.payloads import converter
from app.readiness import READY_FD
from services.context import House
from signing.client import SignerClient
from tests.api.asker import Asker, new_order, new_record, new_result
from tests.people import LAN, LIS, MAI, PIN, Someone
from tests.stack import Stack, temporal_server

ROOT = Path(__file__).parents[2]
NAMES = ("signer", "worker", "web", "scheduler")
"""A second signer is `signer-2`: the same part behind a door of its own."""


@dataclass
class Processes:
    """The parts that run, and a browser at the web's door."""

    stack: Stack
    folder: Path
    environment: dict[str, str]
    api: Asker
    house: House
    """The same parts for services that are asked without a page."""
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    counter: int = 0

    async def start(self, *names: str) -> None:
        """Returns when each says that it is ready."""
        await asyncio.gather(*(self._start(name) for name in names))

    async def _start(self, name: str) -> None:
        hears, says = os.pipe()
        with (self.folder / f"{name}.log").open("ab") as log:
            command = (sys.executable, "-m", "tests.faults.part", name.partition("-")[0])
            door = name if name.startswith("signer") else "signer"
            env = {**self.environment, "HSBA_SIGNER_SOCKET": str(self.folder / f"{door}.sock"), READY_FD: str(says)}
            self.running[name] = await asyncio.to_thread(
                subprocess.Popen, command, cwd=ROOT, env=env, stdout=log, stderr=log, pass_fds=(says,)
            )
        os.close(says)
        with os.fdopen(hears, "rb") as words:
            told = await asyncio.wait_for(asyncio.to_thread(words.readline), 60)
        assert told == b"ready\n", (self.folder / f"{name}.log").read_text()[-2000:]

    async def ended(self, name: str) -> int:
        """Its exit code, once it has ended."""
        return await asyncio.wait_for(asyncio.to_thread(self.running[name].wait), 30)

    async def stop(self) -> None:
        for process in self.running.values():
            process.send_signal(signal.SIGTERM)
        for process in self.running.values():
            await asyncio.to_thread(process.wait, 30)

    async def kill(self, name: str) -> None:
        """As the power would end it; it is started again."""
        self.running[name].kill()
        await self.ended(name)
        await self.start(name)

    def strike(self, victim: str, points: dict[str, str]) -> None:
        """The signer shall kill this part when every document is at its point."""
        told = {"pid": self.running[victim].pid, "points": points}
        Path(self.environment["HSBA_STRIKE"]).write_text(json.dumps(told))

    async def sheet(self) -> str:
        """A delivered result, which waits for its first signature."""
        self.counter += 1
        code = f"KILL-{self.counter}"
        record = (await self.api.done(LAN, "/records", **new_record(code)))["id"]
        at = (await self.api.get(LAN, f"/records/{record}"))["opened_at"]
        order = (await self.api.done(LAN, "/orders", **new_order(record, f"order-{code}")))["id"]
        return str((await self.api.done(LIS, f"/orders/{order}/results", **new_result(at, f"result-{code}")))["document"])

    async def version(self, document: str, one: Someone = MAI) -> Any:
        return (await self.api.get(one, f"/documents/{document}"))["versions"][-1]

    async def click(self, document: str, read: str, request: str) -> Any:
        """The technician signs: the answer."""
        return await self.api.done(MAI, f"/documents/{document}/versions/1/signatures", request=request, read=read, pin=PIN)


@asynccontextmanager
async def processes(
    stack: Stack, folder: Path, names: Sequence[str] = NAMES, more: Mapping[str, str] = MappingProxyType({})
) -> AsyncIterator[Processes]:
    """These parts on the stack's database, tokens and authority, with a Temporal server of their own."""
    port = ports.free(set())
    async with temporal_server(folder) as env:
        environment = {
            "PATH": os.environ["PATH"],
            "HSBA_DATA": str(stack.settings.data),
            "HSBA_TICKETS": str(stack.settings.tickets),
            "HSBA_PORT": str(port),
            "HSBA_STRIKE": str(folder / "strike"),
            "TEMPORAL_ADDRESS": env.client.service_client.config.target_host,
            "TEMPORAL_NAMESPACE": "default",
            **more,
        }
        async with AsyncClient(base_url=f"http://127.0.0.1:{port}/api", timeout=60) as client:
            signer = SignerClient(folder / "signer.sock")
            temporal = Client(**{**env.client.config(), "data_converter": converter(stack.settings.payload_keys.keys())})  # type: ignore[arg-type]
            house = replace(stack.house, temporal=temporal, signer=signer)
            made = Processes(stack, folder, environment, Asker(client), house)
            try:
                await made.start(*names)
                yield made
            finally:
                await made.stop()
