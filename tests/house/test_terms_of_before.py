"""Records of before terms had rows: what was set at the discharge is proposed, what the records office has is confirmed."""

from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from alembic import command
from sqlalchemy import URL, Connection, text

from store.migrate import configuration
from tests.house.test_migrations import connected, database

BEFORE, AFTER = "2026_11_28_notice_key", "2026_11_28_retention"
STATES = {"open": (None, None), "discharged": ("2026-11-20T08:00Z", None), "archived": ("2025-05-20T08:00Z", "2025-05-21T08:00Z")}
"""State → discharged, received."""


@pytest.fixture
def old(server: str) -> Iterator[URL]:
    """A database as it was, with a record in each state."""
    with database(server, "terms_of_before") as url, connected(url) as connection:
        command.upgrade(configuration(connection), BEFORE)
        connection.commit()
        yield url


def record(connection: Connection, state: str) -> UUID:
    which, (left, received) = uuid4(), STATES[state]
    kept = ("special", "TT 33/2025", "2046-12-31") if left else (None, None, None)
    # The people and places around it are not asked for: only this row is read.
    connection.execute(text("SET session_replication_role = replica"))
    connection.execute(
        text(
            "INSERT INTO record (id, facility, code, patient, department, doctor, state, opened_at, discharged_at, received_at, "
            "retention_class, retention_edition, keep_until) "
            "VALUES (:id, '33001', :code, :id, 'x', :id, :state, now(), :left, :received, :kind, :edition, :until)"
        ),
        {"id": which, "code": state, "state": state, "left": left, "received": received}
        | dict(zip(("kind", "edition", "until"), kept, strict=True)),
    )
    connection.execute(text("SET session_replication_role = DEFAULT"))
    return which


def test_each_record_has_the_terms_its_state_tells(old: URL) -> None:
    with connected(old) as connection:
        those = {record(connection, state): state for state in STATES}
        connection.commit()
        command.upgrade(configuration(connection), AFTER)
        connection.commit()
        rows = connection.execute(text("SELECT record, how, retention_class, until::text FROM record_term ORDER BY record, number"))
        found = [(those[row.record], row.how, row.retention_class, row.until) for row in rows]
    assert sorted(found) == [
        ("archived", "confirmed", "special", "2046-12-31"),
        ("archived", "proposed", "special", "2046-12-31"),
        ("discharged", "proposed", "special", "2046-12-31"),
    ]
