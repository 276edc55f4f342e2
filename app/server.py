"""The web process: pages at `/`, the API under `/api`."""

import asyncio
import socket
import warnings
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.routing import Mount

import api.app
import web.app
from app import wiring
from app.confinement import confine
from app.devstack import DevelopmentWarning
from app.devstack.facts import stand_ins
from app.devstack.installation import marks
from app.devstack.messages import MessageFile
from app.devstack.welcome import USEFUL
from app.messaging import messenger
from app.readiness import tell_ready
from app.running import calm_collector
from app.running import run as run_until_told
from app.settings import Settings
from services.messengers import NoMessenger


def run(settings: Settings) -> None:
    run_until_told(settings, serve)


async def serve(settings: Settings, stop: asyncio.Event) -> None:
    to_file = not (settings.production or settings.message_url)
    if to_file:
        MessageFile(settings.messages).prepare()
    confine(settings)
    async with application(settings) as served:
        if to_file:
            warnings.warn(f"one-time codes are written to {settings.messages} and reach no phone", DevelopmentWarning, stacklevel=2)
        config = uvicorn.Config(
            served,
            host=settings.host,
            port=settings.port,
            log_level=settings.log_level,
            access_log=False,
            timeout_graceful_shutdown=3,
            server_header=False,
        )
        server = Server(config)
        running = asyncio.create_task(server.serve())
        told = asyncio.create_task(stop.wait())
        await asyncio.wait({told, running}, return_when=asyncio.FIRST_COMPLETED)
        told.cancel()
        server.should_exit = True
        await running


class Server(uvicorn.Server):
    """Says when it serves, and leaves the signals to the process that runs it."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        calm_collector()
        tell_ready()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Nothing: `app.running` listens."""
        yield


@asynccontextmanager
async def application(settings: Settings) -> AsyncIterator[Starlette]:
    """Both faces of the house on one set of services."""
    otherwise = NoMessenger() if settings.production else MessageFile(settings.messages)
    async with messenger(settings, otherwise) as messages, wiring.house(settings, messages) as house:
        machines = api.app.build(house)
        instead = tuple((one["vi"], one["en"]) for one in stand_ins(settings))
        demo = tuple(USEFUL.items()) if marks(settings.data).get("demo") else ()
        async with web.app.build(house, settings.public_url.startswith("https://"), settings.production, instead, demo) as people:
            yield Starlette(routes=[Mount("/api", machines), Mount("/", people)])
