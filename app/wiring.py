"""Settings → tools: the only place that chooses real parts."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from importlib.metadata import version
from pathlib import Path

from temporalio.client import Client, RetryConfig, TLSConfig

from activities.desk import Desk
from activities.quotas import Quotas
from app.keeper.client import KeeperClient
from app.payloads import converter
from app.roots import certificates_in
from app.settings import Settings
from app.status_rows import StatusRows
from policies.reader import load
from services.context import House
from services.messengers import Messenger, NoMessenger
from signing.client import SignerClient
from signing.conversions import convert
from signing.revocation import Revocation
from signing.sheets import Printer
from signing.stamping import Services
from signing.timestamps import TimeStamps
from signing.trust import Trust
from store.archive_copy import ArchiveCopy
from store.blobs import Shelf
from store.engine import Sessions
from store.key_places import KeyPlaces
from store.keys import KeyStore
from store.ocfl import Ocfl
from store.wrapping import Both, Masters, Wrapping

AWAY_AFTER = 3000
"""Milliseconds after which a person is told that Temporal is away; the client's own ten seconds look like a broken page."""
BUILD = f"hsba-{version('hsba')}"
"""What workers call themselves to Temporal; without it its library hashes every module there is, a third of a worker's start."""
LATE = timedelta(seconds=15)
"""How long a stamp is waited for that nobody waits for in person."""
POLICIES = Path(__file__).parent.parent / "policies"


def now() -> datetime:
    """The one clock of the house."""
    return datetime.now(UTC)


def key_places(settings: Settings) -> KeyPlaces:
    """The folders of the key store; no key is opened."""
    return KeyPlaces(settings.key_store, *settings.replica_folders)


def keys(settings: Settings, token: Wrapping | None = None) -> KeyStore:
    """The key store; what is in the `token` is asked of the keeper unless the token itself is given."""
    return KeyStore(settings.key_store, wrapping(settings, token or KeeperClient(settings.keeper_socket)), settings.replica_folders)


def wrapping(settings: Settings, token: Wrapping) -> Wrapping:
    """Raises: SecretMissing for a master key that was named and is not there, or wanted and not there."""
    if settings.by_token and not settings.has_master:
        return token
    masters = Masters(*settings.master_key.each())
    return Both(token, masters) if settings.by_token else masters


def archive_copy(settings: Settings) -> ArchiveCopy:
    """The archive and its second copy, where there is one."""
    return ArchiveCopy(Ocfl(settings.archive), Path(settings.archive_copy) if settings.archive_copy else None)


def shelf(settings: Settings, token: Wrapping | None = None) -> Shelf:
    return Shelf(settings.blobs, keys(settings, token), Ocfl(settings.archive))


async def temporal(settings: Settings, lazy: bool = False) -> Client:
    """A client; a `lazy` one connects at its first call, so that pages come up without Temporal."""
    return await Client.connect(
        settings.temporal_address,
        namespace=settings.temporal_namespace,
        data_converter=converter(settings.payload_keys.keys()),
        tls=_tls(settings),
        api_key=settings.temporal_api_key.text() if settings.temporal_api_key.exists else None,
        lazy=lazy,
        retry_config=RetryConfig(max_elapsed_time_millis=AWAY_AFTER),
    )


def _tls(settings: Settings) -> TLSConfig | bool:
    if not settings.temporal_tls:
        return False

    def read(path: str) -> bytes | None:
        return Path(path).read_bytes() if path else None

    return TLSConfig(
        server_root_ca_cert=read(settings.temporal_tls_ca),
        client_cert=read(settings.temporal_tls_cert),
        client_private_key=read(settings.temporal_tls_key),
    )


@asynccontextmanager
async def database(settings: Settings, pool: int = 10) -> AsyncIterator[Sessions]:
    made = Sessions(settings.database_url, pool)
    try:
        yield made
    finally:
        await made.close()


def desk(settings: Settings, of: Sessions) -> Desk:
    """What hands work with: in the worker and in the signer."""
    return Desk(of, shelf(settings), load(POLICIES), now, printer(settings).render, partial(convert, address=look_up(settings)))


def look_up(settings: Settings) -> str:
    """What the QR code of a sheet leads to, before its code."""
    return f"{settings.public_url}/look-up/"


def printer(settings: Settings) -> Printer:
    return Printer(POLICIES / "forms", look_up(settings), now)


def trust(settings: Settings) -> Trust:
    return Trust(certificates_in(settings.trust_roots.read_bytes()))


@asynccontextmanager
async def revocation(settings: Settings, of: Sessions) -> AsyncIterator[Revocation]:
    """The trust, and what authorities say of certificates, shared with the other processes."""
    asked = Revocation(trust(settings), answers=StatusRows(of))
    try:
        yield asked
    finally:
        await asked.close()


@asynccontextmanager
async def stamping(settings: Settings, of: Sessions, within: timedelta = LATE) -> AsyncIterator[tuple[Revocation, Services]]:
    """The revocation data and the time-stamp services of a process that signs or preserves.

    All services together are waited for as long as `within`.
    """
    async with revocation(settings, of) as asked:
        named = settings.stamp_services
        patience = within / max(1, len(named))
        stamps = Services([(one.name, TimeStamps(one.url, asked.trust, patience)) for one in named], Quotas(of, named))
        try:
            yield asked, stamps
        finally:
            await stamps.close()


@asynccontextmanager
async def house(settings: Settings, messenger: Messenger = NoMessenger()) -> AsyncIterator[House]:
    """What services work with: in the web process and on the command line. Only the web process sends messages."""
    printed = printer(settings)
    async with database(settings) as of:
        yield House(
            of,
            shelf(settings),
            Ocfl(settings.archive),
            load(POLICIES),
            now,
            await temporal(settings, lazy=True),
            SignerClient(settings.signer_socket),
            messenger,
            printed.pack,
            printed.plan,
            printed.report,
            printed.render,
            public_url=settings.public_url,
        )
