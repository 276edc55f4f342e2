"""Where the parts of a data folder lie: derived from the folder alone, so that every command finds the same ones."""

import hashlib
import os
import tempfile
from pathlib import Path
from urllib.parse import quote

from app import ports

LONGEST_SOCKET = 107
"""Bytes of a Unix socket's path that Linux accepts."""
SOFTHSM = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so", "/usr/lib64/libsofthsm2.so")
"""Where distributions put SoftHSM's library."""


def sockets(data: Path) -> Path:
    """Folder of this installation's Unix sockets: in the data folder, or a short one under the temporary folder when that is too deep."""
    here = data / "run"
    longest = here / "pg" / ".s.PGSQL.5432"
    return here if len(os.fsencode(longest)) <= LONGEST_SOCKET else Path(tempfile.gettempdir()) / f"hsba-{os.getuid()}-{mark(data)}"


def mark(data: Path) -> str:
    """A short name for a data folder, for places outside it."""
    return hashlib.sha256(os.fsencode(data)).hexdigest()[:12]


def private_database(data: Path, role: str) -> str:
    """SQLAlchemy URL of the private PostgreSQL server, as `role`, over its Unix socket."""
    return f"postgresql+psycopg://{role}@/hsba?host={quote(str(sockets(data) / 'pg'), safe='/')}"


def private_temporal(data: Path) -> str:
    """host:port of the private Temporal server; empty before the first start."""
    port = ports.kept(data).get("temporal")
    return f"127.0.0.1:{port}" if port else ""


def development_tsa(data: Path) -> str:
    """Address of the development time stamp service; empty before the first start."""
    port = ports.kept(data).get("pki")
    return f"http://127.0.0.1:{port}/tsa" if port else ""


def softhsm_module() -> str:
    """SoftHSM's library on this machine; empty when it is not installed."""
    return next((path for path in SOFTHSM if Path(path).exists()), "")


def tickets(data: Path) -> Path:
    """Folder for tickets, in memory where the system offers that."""
    memory = Path("/dev/shm")  # noqa: S108 - the folder made inside is 0700 and belongs to the signer
    return memory / f"hsba-{os.getuid()}-{mark(data)}" if memory.is_dir() else data / "tickets"
