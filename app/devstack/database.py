"""`python -m app.devstack.database --data DIR`: makes roles and database in the private server, when they are missing.

The server takes the application's role only. Who may write its `pg_ident.conf` can open it for the owner and the superuser for a while:
a step of the start, not the parts that run afterwards, from which Landlock hides the file (`app.confinement`).
"""

import argparse
import asyncio
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from app.devstack.postgres import EVERY, SUPERUSER, admit
from app.places import sockets

HERE = Path(__file__).parent
PATIENCE = 10.0
"""Seconds the server may take to read who may be what."""


@contextmanager
def opened(data: Path) -> Iterator[None]:
    """While the block runs, processes of this user may also be the owner and the superuser; afterwards it is as before.

    Raises TimeoutError, and FileNotFoundError when no private server runs.
    """
    files = data / "pg"
    list_of_roles = files / "pg_ident.conf"
    before = list_of_roles.read_text()
    try:
        admit(files, EVERY)
        _read_again(data, admitted=True)
        yield
    finally:
        list_of_roles.write_text(before)
        _read_again(data, any(line.split()[-1:] == [SUPERUSER] for line in before.splitlines()))


def _read_again(data: Path, admitted: bool) -> None:
    """Has the server read who may be what, and returns when it does so."""
    os.kill(int((data / "pg" / "postmaster.pid").read_text().split()[0]), signal.SIGHUP)
    until = time.monotonic() + PATIENCE
    while _takes_the_superuser(data) is not admitted:
        if time.monotonic() > until:
            raise TimeoutError("the private PostgreSQL did not read pg_ident.conf")
        time.sleep(0.02)


def _takes_the_superuser(data: Path) -> bool:
    try:
        psycopg.connect(host=str(sockets(data) / "pg"), user=SUPERUSER, dbname="postgres", connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def make(data: Path) -> None:
    """Runs `roles.sql`, the file a production server is prepared with. Raises psycopg.Error, and as `opened` does."""
    with opened(data), psycopg.connect(host=str(sockets(data) / "pg"), user=SUPERUSER, dbname="postgres", autocommit=True) as server:
        for line in (HERE / "roles.sql").read_text().splitlines():
            if line.endswith("\\gexec"):
                for (statement,) in server.execute(line.removesuffix("\\gexec").encode()).fetchall():
                    server.execute(statement.encode())


async def answers(data: Path) -> bool:
    """Whether the private server takes connections, from whomever."""
    where = os.fsencode(f"host={sockets(data) / 'pg'} dbname=postgres connect_timeout=2")
    return await asyncio.to_thread(psycopg.pq.PGconn.ping, where) == psycopg.pq.Ping.OK


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m app.devstack.database", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    make(parser.parse_args().data)
