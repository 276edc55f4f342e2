"""`python -m app.devstack.database --data DIR`: makes roles and database in the private server, when they are missing."""

import argparse
from pathlib import Path

import psycopg

from app.devstack.postgres import SUPERUSER
from app.places import sockets

HERE = Path(__file__).parent


def make(data: Path) -> None:
    """Runs `roles.sql`, the file a production server is prepared with. Raises psycopg.Error."""
    place = str(sockets(data) / "pg")
    with psycopg.connect(host=place, user=SUPERUSER, dbname="postgres", autocommit=True) as server:
        for line in (HERE / "roles.sql").read_text().splitlines():
            if line.endswith("\\gexec"):
                for (statement,) in server.execute(line.removesuffix("\\gexec").encode()).fetchall():
                    server.execute(statement.encode())


async def answers(data: Path) -> bool:
    """Whether the private server takes connections."""
    try:
        async with await psycopg.AsyncConnection.connect(
            host=str(sockets(data) / "pg"), user=SUPERUSER, dbname="postgres", connect_timeout=2
        ):
            return True
    except psycopg.OperationalError:
        return False


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m app.devstack.database", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    make(parser.parse_args().data)
