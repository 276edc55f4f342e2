"""Records that went to another patient before that was told in their objects; lists of a disposal that knew the last doctor only."""

from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from alembic import command
from sqlalchemy import URL, Connection, text

from store.migrate import configuration
from tests.house.test_migrations import connected, database

BEFORE, AFTER = "2026_11_28_grant", "2026_11_28_conflict"
DOCTOR, TECHNICIAN, HEAD = uuid4(), uuid4(), uuid4()
RECORD = """INSERT INTO record (id, facility, code, patient, department, doctor, state, opened_at, archived_at, kind)
VALUES (:id, '33001', :code, :patient, 'x', :doctor, 'archived', now(), '2025-05-21T08:00Z', 'inpatient')"""


@pytest.fixture
def old(server: str) -> Iterator[URL]:
    """A database as it was. The people and places around its rows are not asked for."""
    with database(server, "moved_before") as url, connected(url) as connection:
        command.upgrade(configuration(connection), BEFORE)
        connection.commit()
        yield url


def record(connection: Connection, code: str) -> tuple[UUID, UUID]:
    """The record, and its patient."""
    which, patient = uuid4(), uuid4()
    connection.execute(text(RECORD), {"id": which, "code": code, "patient": patient, "doctor": DOCTOR})
    return which, patient


def moved(connection: Connection, which: UUID, on: str) -> None:
    move = uuid4()
    asked = """INSERT INTO patient_move (id, facility, source, target, whole, reason, by, at)
    VALUES (:id, '33001', :id, :id, false, '', :id, CAST(:at AS timestamptz))"""
    connection.execute(text(asked), {"id": move, "at": on})
    connection.execute(text("INSERT INTO patient_move_record (move, record) VALUES (:move, :record)"), {"move": move, "record": which})


def numbered(connection: Connection, patient: UUID) -> None:
    asked = "INSERT INTO audit (at, act, subject_kind, subject, facts) VALUES (now(), 'patient.identify', 'patient', :patient, '{}')"
    connection.execute(text(asked), {"patient": str(patient)})


def listed(connection: Connection, which: UUID) -> None:
    """On a list, with a result that a technician performed and a head approved."""
    document, chain = uuid4(), '{"content": "c", "steps": [{"name": "did"}, {"name": "headed", "substitutable": true}]}'
    posts = {person: uuid4() for person in (DOCTOR, TECHNICIAN, HEAD)}
    for person, role in ((DOCTOR, "doctor"), (TECHNICIAN, "technician"), (HEAD, "head")):
        asked = "INSERT INTO position (id, person, facility, role, since, basis) VALUES (:id, :person, '33001', :role, '2026-01-01', '')"
        connection.execute(text(asked), {"id": posts[person], "person": person, "role": role})
    asked = """INSERT INTO document (id, facility, form, title, code, subject_kind, subject, record, key, created_at, current)
    VALUES (:id, '33001', 'lab-result', '', 'C', 'result', '', :record, '', now(), 1)"""
    connection.execute(text(asked), {"id": document, "record": which})
    asked = """INSERT INTO version (document, number, chain, boxes, author, position, made_at, request, facility)
    VALUES (:id, 1, CAST(:chain AS jsonb), '[]', :author, :position, now(), '', '33001')"""
    connection.execute(text(asked), {"id": document, "chain": chain, "author": DOCTOR, "position": posts[DOCTOR]})
    for number, (person, step) in enumerate(((TECHNICIAN, "did"), (HEAD, "headed")), 1):
        asked = """INSERT INTO signature (document, version, number, person, position, step, base, sha256, size, at, request)
        VALUES (:id, 1, :number, :person, :position, :step, '', '', 1, now(), :step)"""
        values = {"id": document, "number": number, "person": person, "position": posts[person], "step": step}
        connection.execute(text(asked), values)
    asked = """INSERT INTO disposal_item (disposal, number, record, code, sha256, retention_class, keep_until, treated_by, fate)
    VALUES (:id, 1, :id, '', '', '', '2025-12-31', :doctor, 'listed')"""
    connection.execute(text(asked.replace(":id, 1, :id", ":list, 1, :id")), {"list": uuid4(), "id": which, "doctor": DOCTOR})


def test_what_was_moved_or_numbered_after_its_archiving_is_to_be_told_and_lists_know_who_treated(old: URL) -> None:
    with connected(old) as connection:
        connection.execute(text("SET session_replication_role = replica"))
        late, early, number, same = (record(connection, code) for code in ("late", "early", "number", "same"))
        moved(connection, late[0], "2026-01-01T08:00Z")
        moved(connection, early[0], "2025-01-01T08:00Z")
        numbered(connection, number[1])
        listed(connection, same[0])
        connection.execute(text("SET session_replication_role = DEFAULT"))
        connection.commit()
        command.upgrade(configuration(connection), AFTER)
        connection.commit()
        untold = connection.execute(text("SELECT code FROM record WHERE untold_since IS NOT NULL ORDER BY code")).scalars().all()
        (treated,) = connection.execute(text("SELECT treated FROM disposal_item")).scalars()
    assert untold == ["late", "number"]
    assert set(treated) == {DOCTOR, TECHNICIAN}
