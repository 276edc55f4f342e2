"""`python -m app.devstack.pki --data DIR --port N`: serves until SIGTERM; prints `ready URL` when it answers."""

import argparse
import asyncio
import fcntl
import os
import signal
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.devstack import DevelopmentWarning
from app.devstack.pki.authority import Authority
from app.devstack.pki.server import serving
from app.devstack.pki.vault import PortMoved


def main() -> None:
    options = _options()
    warnings.warn("development certification authority: its signatures prove nothing to anybody else", DevelopmentWarning, stacklevel=2)
    os.umask(0o077)
    try:
        with _held(options.data):
            asyncio.run(_serve(Authority(options.data, options.port), options.allow_outage))
    except (PortMoved, OSError) as fault:
        sys.exit(f"pki: {fault}")


async def _serve(authority: Authority, allow_outage: bool) -> None:
    ended = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    async with serving(authority, allow_outage):
        sys.stdout.write(f"ready {authority.url}\n")
        sys.stdout.flush()
        await ended.wait()


@contextmanager
def _held(directory: Path) -> Iterator[None]:
    """One process per folder: two would each know half of what was issued. Raises BlockingIOError."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (directory / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m app.devstack.pki")
    parser.add_argument("--data", type=Path, required=True, help="folder of keys, ledger, port and secret; 0700")
    parser.add_argument("--port", type=int, default=0, help="0: the port kept in the folder, or a free one")
    parser.add_argument("--allow-outage", action="store_true", help="development only: POST /tsa/outage stages an outage")
    return parser.parse_args()


if __name__ == "__main__":
    main()
