"""Files without a row are swept after a day; what a row names stays."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from sqlalchemy import delete

from app.sweeping import AT_ONCE, sweep_blobs
from domain.names import Sha256, id_of
from store.queries import blobs
from store.tables.appraisals import ExhibitRow
from store.tables.plans import PlanRow
from store.tables.tracks import MilestoneRow, ReportFileRow, ReportRow, TrackRow
from tests.people import HOSPITAL, PROVINCE, SON
from tests.stack import Stack

NOW = datetime(2026, 11, 21, 3, tzinfo=UTC)
SUBJECT = "sweeping"


async def laid(stack: Stack, words: str, age: timedelta) -> Sha256:
    """A file on the shelf, as old as told."""
    digest = await stack.house.shelf.put(SUBJECT, f"{words} {uuid4()}".encode())
    at = (NOW - age).timestamp()
    os.utime(stack.house.shelf.path(SUBJECT, digest), (at, at))
    return digest


@asynccontextmanager
async def named(stack: Stack, exhibit: Sha256, report: Sha256) -> AsyncIterator[None]:
    """A track with one exhibit and one reported file, for a while: no other test shall see this plan."""
    plan, track = id_of("plan", SUBJECT), id_of("track", SUBJECT)
    async with stack.sessions.begin() as session:
        session.add(PlanRow(id=plan, code=SUBJECT, edition="1", department=PROVINCE, opened_on=NOW.date(), opened_at=NOW, opened_by=SON.id))
        await session.flush()
        session.add(TrackRow(id=track, plan=plan, facility=HOSPITAL, opened_at=NOW, heard_at=NOW))
        await session.flush()
        session.add(MilestoneRow(track=track, code="1", number=1, spec={}, state="accepted", since=NOW))
        session.add(ExhibitRow(track=track, criterion="TC01", number=1, sha256=exhibit, name="qc.pdf", size=9, person=SON.id, at=NOW))
        await session.flush()
        at = {"track": track, "milestone": "1"}
        session.add(ReportRow(**at, number=1, claim="done", person=SON.id, position=SON.position.id, at=NOW))
        await session.flush()
        session.add(ReportFileRow(**at, report=1, sha256=report, name="bc.pdf", size=9))
    yield
    async with stack.sessions.begin() as session:
        for rows in (ReportFileRow, ReportRow, ExhibitRow, MilestoneRow):
            await session.execute(delete(rows).where(rows.track == track))
        await session.execute(delete(TrackRow).where(TrackRow.id == track))
        await session.execute(delete(PlanRow).where(PlanRow.id == plan))


async def test_evidence_stays_and_orphans_of_yesterday_go(stack: Stack) -> None:
    week, hour = timedelta(days=7), timedelta(hours=1)
    exhibit, report = await laid(stack, "exhibit", week), await laid(stack, "report", week)
    orphan, fresh = await laid(stack, "orphan", week), await laid(stack, "fresh", hour)
    async with named(stack, exhibit, report):
        await sweep_blobs(stack.settings.blobs, stack.sessions, lambda: NOW, timedelta(days=1))
    shelf = stack.house.shelf
    there = [shelf.path(SUBJECT, one).exists() for one in (exhibit, report, orphan, fresh)]
    assert there == [True, True, False, True]


async def test_a_shelf_with_more_files_than_one_question_asks_for(stack: Stack, tmp_path: Path) -> None:
    many = 2 * AT_ONCE + 1
    (tmp_path / SUBJECT).mkdir()
    for number in range(many):
        (tmp_path / SUBJECT / f"{number:064x}.age").touch()
    tomorrow = datetime.now(UTC) + timedelta(days=2)
    assert await sweep_blobs(tmp_path, stack.sessions, lambda: tomorrow, timedelta(days=1)) == many
    assert not list((tmp_path / SUBJECT).iterdir())


async def test_a_question_takes_more_digests_than_there_may_be_parameters(stack: Stack) -> None:
    """PostgreSQL takes 65 535 parameters at once; a hospital lays as many files in a week."""
    exhibit, report = Sha256("e" * 64), Sha256("f" * 64)
    async with named(stack, exhibit, report), stack.sessions() as session:
        assert await blobs.known(session, {exhibit, report, *(f"{number:064x}" for number in range(66_000))}) == {exhibit, report}
