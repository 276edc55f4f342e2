"""What the migrations make is what the tables say: columns, keys, indexes, triggers, word for word."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import URL, create_engine, text
from sqlalchemy.engine import Connection

from store.migrate import upgrade
from store.migrations.audit import APPEND_ONLY
from store.tables import Table

QUESTIONS = {
    "column": """
        SELECT table_name, column_name, data_type, udt_name, is_nullable, column_default,
               is_identity, identity_generation, generation_expression
        FROM information_schema.columns WHERE table_schema = 'public'""",
    "constraint": """
        SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace""",
    "index": "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "trigger": "SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "function": "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND probin IS NULL",
    "extension": "SELECT extname FROM pg_extension",
}
"""What is asked of the catalogue."""
OWN = "alembic_version"


def shape(connection: Connection) -> set[str]:
    """Everything the catalogue knows of the house's tables, one line each."""
    found = {
        f"{kind}: {' | '.join(str(value) for value in row)}"
        for kind, question in QUESTIONS.items()
        for row in connection.execute(text(question))
    }
    return {line for line in found if OWN not in line}


@contextmanager
def database(server: str, name: str) -> Iterator[URL]:
    """An empty database on the server."""
    words = psycopg.conninfo.conninfo_to_dict(server)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}"'.encode())
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    yield URL.create("postgresql+psycopg", str(words["user"]), database=name, query={"host": str(words["host"])})


@contextmanager
def connected(url: URL) -> Iterator[Connection]:
    engine = create_engine(url)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


@pytest.fixture(scope="module")
def migrated(server: str) -> Iterator[URL]:
    with database(server, "migrated") as url:
        upgrade(url)
        yield url


@pytest.fixture(scope="module")
def declared(server: str) -> Iterator[set[str]]:
    """The shape of a database made from the mapped classes."""
    with database(server, "declared") as url, connected(url) as connection:
        Table.metadata.create_all(connection)
        for statement in APPEND_ONLY:
            connection.execute(text(statement))
        yield shape(connection)


def test_alembic_finds_no_difference(migrated: URL) -> None:
    with connected(migrated) as connection:
        options = {"compare_type": True, "compare_server_default": True}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), Table.metadata) == []


def test_the_catalogue_finds_no_difference(migrated: URL, declared: set[str]) -> None:
    with connected(migrated) as connection:
        made = shape(connection)
    assert sorted(made ^ declared) == []
    assert {line.split(":")[0] for line in made} >= {"column", "constraint", "index", "trigger", "function"}


def test_migrating_again_changes_nothing(migrated: URL) -> None:
    with connected(migrated) as connection:
        before = shape(connection)
    upgrade(migrated)
    with connected(migrated) as connection:
        assert shape(connection) == before


@pytest.mark.parametrize(
    "change",
    [
        "DROP INDEX task_inbox",
        "ALTER TABLE task ADD COLUMN forgotten text",
        "ALTER TABLE document ALTER COLUMN title DROP NOT NULL",
        "DROP TRIGGER audit_only_grows ON audit",
        "DROP INDEX version_issue; CREATE UNIQUE INDEX version_issue ON version (facility, year, series, issue_number)",
    ],
)
def test_a_difference_is_seen(migrated: URL, declared: set[str], change: str) -> None:
    with connected(migrated) as connection:
        connection.execute(text(change))
        assert shape(connection) ^ declared
        connection.rollback()
