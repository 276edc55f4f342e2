"""What a failing statement says goes to the logs: never the values it was asked with."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.stack import Stack


async def test_an_error_of_the_database_names_no_value(stack: Stack) -> None:
    async with stack.sessions() as session:
        with pytest.raises(DBAPIError) as failed:
            await session.execute(text("SELECT no_such_column FROM patient WHERE name = :name"), {"name": "Nguyễn Thị Thuỳ Hạnh"})
    assert "no_such_column" in str(failed.value)
    assert "Hạnh" not in str(failed.value)
