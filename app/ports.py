"""Ports of one installation: chosen free once, then kept in its data folder."""

import contextlib
import json
import random
import socket
from collections.abc import Iterable
from pathlib import Path

from app.kept import read

LOWEST, HIGHEST = 20_000, 32_767
"""Below the range the kernel hands to outgoing connections, and small enough for Temporal's own tables."""


def kept(data: Path) -> dict[str, int]:
    """Ports of this installation by part; empty before its first start. Raises Broken."""
    return read(data / "ports.json") or {}


def keep(data: Path, names: Iterable[str], **fixed: int) -> dict[str, int]:
    """Chooses a port for each name that has none, writes them down, and gives them all; `fixed` ones are written as told."""
    ports = kept(data) | fixed
    for name in names:
        ports.setdefault(name, free(set(ports.values())))
    new = data / "ports.json.new"
    new.write_text(json.dumps(ports, indent=2) + "\n")
    new.rename(data / "ports.json")
    return ports


def free(taken: set[int]) -> int:
    """A port nobody on this machine listens on. Raises OSError when none is found."""
    dice = random.SystemRandom()
    for _ in range(1000):
        port = dice.randint(LOWEST, HIGHEST)
        if port not in taken and is_free(port):
            return port
    raise OSError("no free port")


def is_free(port: int, host: str = "127.0.0.1") -> bool:
    """Whether a server could listen there now."""
    return refusal(port, host) is None


def refusal(port: int, host: str = "127.0.0.1") -> OSError | None:
    """Why a server could not listen there now: taken, not for this user, no such address; None when it could."""
    with contextlib.closing(socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as refused:
            return refused
    return None
