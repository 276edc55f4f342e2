"""Sessions: those that read cannot write, and a failing statement never tells the values it was asked with."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from store.engine import Sessions
from tests.stack import Stack


async def test_an_error_of_the_database_names_no_value(stack: Stack) -> None:
    async with stack.sessions() as session:
        with pytest.raises(DBAPIError) as failed:
            await session.execute(text("SELECT no_such_column FROM patient WHERE name = :name"), {"name": "Nguyễn Thị Thuỳ Hạnh"})
    assert "no_such_column" in str(failed.value)
    assert "Hạnh" not in str(failed.value)


async def test_who_only_reads_is_refused_every_write(stack: Stack) -> None:
    async with stack.sessions() as session:
        with pytest.raises(DBAPIError, match="read-only transaction"):
            await session.execute(text("UPDATE person SET name = name"))


async def test_a_reading_opens_no_transaction_and_what_was_prepared_stays(stack: Stack) -> None:
    alone = Sessions(stack.settings.database_url, pool=1)
    for _ in range(3):
        async with alone() as session:
            await session.execute(text("SELECT count(*) FROM facility"))
    async with alone() as session:
        kept = await session.execute(text("SELECT statement FROM pg_prepared_statements"))
        since = await session.execute(text("SELECT xact_start = query_start FROM pg_stat_activity WHERE pid = pg_backend_pid()"))
    await alone.close()
    assert "SELECT count(*) FROM facility" in kept.scalars().all()
    assert since.scalar_one() is True
