"""The signer: the only process that reaches keys. Behind a Unix socket it gives tickets; on its queue it signs."""

import asyncio
import os
from contextlib import suppress
from datetime import timedelta

from temporalio.client import Client
from temporalio.worker import Worker

from activities.batch_signing import BatchSigning
from activities.desk import Desk
from activities.signing import STAMP_WITHIN, Room, Signing
from app import wiring
from app.confinement import confine_signer
from app.devstack import softhsm
from app.readiness import tell_ready
from app.running import calm_collector
from app.running import run as run_until_told
from app.settings import Settings
from app.signer.issuer import DevelopmentIssuer
from app.signer.rows import CredentialRows, PinRows
from domain.names import SIGNING
from signing import desk as behind
from signing import typefaces
from signing.door import Door
from signing.revocation import Revocation
from signing.stamping import Services
from signing.tickets import Tickets
from signing.tokens import Tokens
from store.engine import Sessions

SWEEP_SECONDS = 60
AT_ONCE = 16
"""Activities in flight: a large set's eight chunks, and as many people who sign one sheet beside it.
Keys are fast, time stamps and disk are waited for."""


def run(settings: Settings) -> None:
    run_until_told(settings, serve)


async def serve(settings: Settings, stop: asyncio.Event) -> None:
    confine_signer(settings)
    async with wiring.database(settings) as sessions, wiring.stamping(settings, sessions, STAMP_WITHIN * 0.9) as (revocation, stamps):
        desk = wiring.desk(settings, sessions)
        keys = behind_the_door(settings, sessions, desk, revocation)
        door = Door(settings.signer_socket, keys.handlers)
        await door.open()
        temporal = await wiring.temporal(settings)
        typefaces.prepare()
        async with worker(temporal, desk, room(keys, revocation, stamps)):
            calm_collector()
            tell_ready()
            await _sweep_until(stop, keys)
        await door.close()


def behind_the_door(settings: Settings, sessions: Sessions, desk: Desk, revocation: Revocation) -> behind.Desk:
    """PINs, tickets, tokens and certificates; also used by the first start's seed, before any signer runs."""
    gate = None
    if settings.pkcs11_module == softhsm.library():
        os.environ.update(softhsm.configure(settings.tokens))
        gate = softhsm.gate(settings.tokens)
    return behind.Desk(
        tokens=Tokens(settings.pkcs11_module, gate),
        tickets=Tickets(settings.tickets),
        pool=softhsm.pool(settings.tokens),
        pepper=settings.pin_pepper.key(),
        pins=PinRows(sessions, desk.policies, desk.clock),
        credentials=CredentialRows(sessions, desk.clock),
        issuer=DevelopmentIssuer(settings),
        clock=desk.clock,
        trust=revocation,
    )


def room(keys: behind.Desk, revocation: Revocation, stamps: Services) -> Room:
    return Room(keys.tickets, keys.tokens, keys.credentials, stamps, revocation)


def worker(temporal: Client, desk: Desk, of: Room) -> Worker:
    """The worker of the `signing` queue."""
    signing = Signing(desk, of)
    return Worker(
        temporal,
        task_queue=SIGNING,
        build_id=wiring.BUILD,
        activities=[signing.sign, BatchSigning(signing).sign],
        max_concurrent_activities=AT_ONCE,
        graceful_shutdown_timeout=timedelta(seconds=5),
    )


async def _sweep_until(stop: asyncio.Event, keys: behind.Desk) -> None:
    """Removes expired tickets every minute."""
    while not stop.is_set():
        keys.tickets.sweep(keys.clock())
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), SWEEP_SECONDS)
