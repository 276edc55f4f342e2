"""Sessions from a URL that is given, never read from the environment: some to read with, some to act in."""

import logging
import select
from contextlib import AbstractAsyncContextManager
from typing import Any

import psycopg
from sqlalchemy import event
from sqlalchemy.engine import URL, ExceptionContext, make_url
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from domain.errors import Malformed

log = logging.getLogger(__name__)
READ_ONLY = "-c default_transaction_read_only=on"
SEEKERS = 2
"""Connections of a process that search, and two more at need."""


class Sessions:
    """`sessions()` reads and cannot write; `sessions.begin()` opens the transaction of one act.

    A reading needs no transaction: in READ COMMITTED every question sees its own moment anyway. Without one there is no BEGIN, and
    no ROLLBACK, after which psycopg forgets every prepared statement (measured: 120 of 385 round trips of a lifecycle, and the plans).
    """

    def __init__(self, url: str | URL, pool: int = 10) -> None:
        """Two pools of up to `pool` connections and two more at need, and a small one: three processes stay below PostgreSQL's 100."""
        self.acting = engine(url, pool)
        self.reading = engine(url, pool, reads=True)
        self.seeking = engine(url, min(pool, SEEKERS), reads=True, prepares=False)
        self._act = async_sessionmaker(self.acting, expire_on_commit=False)
        self._read = async_sessionmaker(self.reading, expire_on_commit=False)
        self._seek = async_sessionmaker(self.seeking, expire_on_commit=False)

    def __call__(self) -> AsyncSession:
        return self._read()

    def searching(self) -> AsyncSession:
        """Reads what is planned for its values each time: a prepared plan for any words found nobody's name by its index (1 → 600 ms)."""
        return self._seek()

    def begin(self) -> AbstractAsyncContextManager[AsyncSession]:
        return self._act.begin()

    async def close(self) -> None:
        await self.acting.dispose()
        await self.reading.dispose()
        await self.seeking.dispose()


def engine(url: str | URL, pool: int = 10, reads: bool = False, prepares: bool = True) -> AsyncEngine:
    """An engine for one process; `postgresql://…` means psycopg 3. One that `reads` is refused every write by the server."""
    where = make_url(url).set(drivername="postgresql+psycopg")
    told: dict[str, Any] = {"application_name": "hsba", "connect_timeout": 5, "keepalives_idle": 60}
    told["prepare_threshold"] = 1 if prepares else None
    if reads:
        told["options"] = f"{where.query.get('options', '')} {READ_ONLY}".strip()
    made = create_async_engine(
        where,
        pool_size=pool,
        max_overflow=2,
        pool_use_lifo=True,
        hide_parameters=True,
        connect_args=told,
        **({"isolation_level": "AUTOCOMMIT", "skip_autocommit_rollback": True} if reads else {}),
    )
    event.listen(made.sync_engine, "checkout", _check)
    event.listen(made.sync_engine, "handle_error", _unkept, retval=True)
    return made


def _unkept(failed: ExceptionContext) -> Exception | None:
    """What no column keeps (NUL in a text, a number or day out of range) came from whoever asked, however it got past their door."""
    if not isinstance(failed.original_exception, psycopg.DataError):
        return None
    log.warning("a value that cannot be kept: %s", type(failed.original_exception).__name__)
    return Malformed("có ký tự, số hoặc ngày không lưu được, xem lại nội dung đã nhập / a character, number or day that cannot be kept")


def _check(connection: Any, *_: object) -> None:
    """A server that went away has closed its end, and the socket tells without a question. Raises: InvalidatePoolError."""
    driver = connection.driver_connection
    if driver.closed:
        raise InvalidatePoolError()
    socket = select.poll()
    socket.register(driver.fileno(), select.POLLIN)
    if socket.poll(0):
        raise InvalidatePoolError()
