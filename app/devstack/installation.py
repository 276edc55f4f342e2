"""The first start of a data folder: its rooms, its secrets, its ports, and whether it holds demo data."""

import base64
import json
import os
import secrets
from pathlib import Path

from app import ports
from app.devstack.temporal import PORTS
from app.kept import read
from app.places import sockets
from app.secret import Secret
from app.settings import Settings
from signing.folders import own

ROOMS = ("secrets", "logs", "run", "blobs", "archive", "keys", "tokens", "keeper")


class PortRefused(Exception):
    """A port this installation needs cannot be had. Facts: what for, port, and the reason (OSError)."""


def check_ports(settings: Settings) -> None:
    """Whether every port is free that is known before anything is made. Raises PortRefused."""
    for name, port in (ports.kept(settings.data) | {"web": settings.port}).items():
        refused = ports.refusal(port, settings.host if name == "web" else "127.0.0.1")
        if refused:
            raise PortRefused(name, port, refused)


def prepare(settings: Settings, empty: bool, stories: bool = True) -> None:
    """Makes what is missing; repeating it changes nothing: `empty` and `stories` are decided by the first start.

    Raises PortRefused before anything is made, and PermissionError for a folder of sockets that others may enter.
    """
    check_ports(settings)
    data = settings.data
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    for room in ROOMS:
        (data / room).mkdir(mode=0o700, exist_ok=True)
    own(settings.signer_socket.parent)
    own(settings.keeper_socket.parent)
    own(sockets(data))
    make_secrets(settings)
    ports.keep(data, (*PORTS, "pki"), web=settings.port)
    if not marks(data):
        mark(data, demo=not empty, stories=stories)


def marks(data: Path) -> dict[str, bool]:
    """What the first start decided (`demo`, `stories`) and what was done once (`seeded`, `told`, `founded`). Raises Broken."""
    return read(data / "installation.json") or {}


def mark(data: Path, **facts: bool) -> None:
    """Writes facts down beside those known."""
    new = data / "installation.json.new"
    new.write_text(json.dumps(marks(data) | facts) + "\n")
    new.rename(data / "installation.json")


def make_secrets(settings: Settings) -> None:
    """Makes the secrets nobody gave, each once, readable by their owner only. A master key is no more made: the token wraps."""
    for secret in (settings.pin_pepper, settings.keeper_pin):
        write_once(secret, new_key())
    write_once(settings.payload_keys, f"{secrets.token_hex(4)}:{new_key()}")


def write_pin(settings: Settings) -> None:
    """The PIN of a SoftHSM token that was not given, made before the first start: by a ceremony on an empty folder."""
    if not settings.keeper_pin.given and not settings.keeper_pin.exists:
        (settings.data / "secrets").mkdir(mode=0o700, parents=True, exist_ok=True)
        write_once(settings.keeper_pin, new_key())


def new_key() -> str:
    """Base64 of 32 random bytes."""
    return base64.b64encode(secrets.token_bytes(32)).decode()


def write_once(secret: Secret, text: str) -> None:
    """Writes a secret that is neither given nor made yet, whole or not at all, readable by its owner only."""
    if secret.given or secret.path is None or secret.exists:
        return
    new = secret.path.with_suffix(".new")
    with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
    new.rename(secret.path)
