"""Archived records are seen to together, page by page: read again within the period, and no process stays open for one of them."""

import asyncio
from datetime import date, timedelta
from pathlib import Path

import pytest
from temporalio import activity
from temporalio.worker import Worker

from activities.documents import bytes_key
from activities.fixity import Fixity
from domain.archived import object_id
from domain.clock import day
from domain.cohorts import Cohort, CohortKind, PageDone, cohort_workflow
from domain.names import RecordId, record_workflow
from services import notices, records
from services.cohorts import start_cohorts
from store.archive_copy import ArchiveCopy
from store.queries import fixity
from store.queries.fixity import Kept
from tests.care import archived
from tests.people import HOSPITAL, NAM
from tests.stack import Stack
from tests.workflows.conftest import Keep
from workflows.cohorts import PAGES, CohortWorkflow
from workflows.sandbox import runner

PERIOD = timedelta(days=90)


@pytest.fixture(scope="module")
async def kept(stack: Stack) -> RecordId:
    return (await archived(stack))[0]


async def standing(stack: Stack) -> Kept:
    async with stack.sessions() as session:
        return await fixity.kept(session, HOSPITAL)


def damaged(stack: Stack, record: RecordId) -> Path:
    path = next(path for path in stack.house.ocfl.files(object_id(bytes_key(record))).values() if path.suffix == ".age")
    content = path.read_bytes()
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    return path


async def test_every_record_is_read_again_within_the_period_and_the_process_ends(stack: Stack, kept: RecordId, keep: Keep) -> None:
    before = await standing(stack)
    assert before.records >= 1
    stack.clock.ahead = PERIOD
    assert await start_cohorts(stack.sessions, stack.temporal, stack.clock) == 1
    assert await start_cohorts(stack.sessions, stack.temporal, stack.clock) == 0, "once a day"
    workflow = cohort_workflow(Cohort(CohortKind.FIXITY, HOSPITAL, day(stack.clock())))
    await stack.temporal.get_workflow_handle(workflow).result()
    await keep(workflow, "ended")
    after = await standing(stack)
    assert (after.records, after.damaged) == (before.records, 0)
    assert after.oldest
    assert before.oldest
    assert after.oldest - before.oldest > timedelta(days=80)
    described = await stack.temporal.get_workflow_handle(record_workflow(kept)).describe()
    assert described.status
    assert described.status.name == "COMPLETED", "an archived record has no open process"


async def test_a_flipped_bit_is_found_told_and_written_down(stack: Stack, kept: RecordId) -> None:
    path = damaged(stack, kept)
    whole = path.read_bytes()
    stack.clock.ahead = 2 * PERIOD
    await Fixity(stack.desk, ArchiveCopy(stack.house.ocfl, None)).page(Cohort(CohortKind.FIXITY, HOSPITAL, day(stack.clock())))
    assert (await standing(stack)).damaged == 1
    async with stack.sessions() as session:
        (found,) = await fixity.damages(session, HOSPITAL)
    assert (found.record, len(found.files)) == (kept, 1)
    assert found.files[0].endswith(path.name)
    assert "archive_damaged" in {one.kind for one in await notices.unseen(stack.by(NAM))}
    acts = [line.act for line in (await records.read(stack.by(NAM), kept)).timeline]
    assert acts.count("record.damaged") == 1
    assert path.read_bytes() == whole, "what cannot be mended is left as it is"


async def test_it_is_mended_from_the_second_copy(stack: Stack, tmp_path: Path) -> None:
    record, _ = await archived(stack)
    (tmp_path / "second").mkdir()
    copy = ArchiveCopy(stack.house.ocfl, tmp_path / "second")
    copy.prepare()
    await asyncio.to_thread(copy.keep, object_id(bytes_key(record)))
    path = damaged(stack, record)
    stack.clock.ahead = 3 * PERIOD
    await Fixity(stack.desk, copy).page(Cohort(CohortKind.FIXITY, HOSPITAL, day(stack.clock())))
    assert (await standing(stack)).mended == 1
    stack.house.ocfl.verify(object_id(bytes_key(record)))
    assert path.exists()
    acts = [line.act for line in (await records.read(stack.by(NAM), record)).timeline]
    assert acts.count("record.mended") == 1


class ManyPages:
    """An archive of so many pages."""

    def __init__(self, pages: int) -> None:
        self.left = pages

    @activity.defn(name="fixity.page")
    async def page(self, _: Cohort) -> PageDone:
        self.left -= 1
        return PageDone(50, self.left > 0)


async def test_after_a_hundred_pages_it_continues_as_new(stack: Stack, keep: Keep) -> None:
    pages = ManyPages(PAGES + 3)
    cohort = Cohort(CohortKind.FIXITY, HOSPITAL, date(2027, 3, 1))
    async with Worker(stack.temporal, task_queue="many", workflows=[CohortWorkflow], activities=[pages.page], workflow_runner=runner()):
        handle = await stack.temporal.start_workflow(CohortWorkflow.run, cohort, id=cohort_workflow(cohort), task_queue="many")
        await handle.result()
    assert pages.left == 0
    await keep(cohort_workflow(cohort), "continued")
