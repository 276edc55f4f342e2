"""`kill -9` of the worker while a council votes: an answered vote is kept, each vote once, and the chair closes on all of them."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from domain.appraisals import Finding
from domain.errors import Refusal
from domain.names import AppraisalId
from services import appraisals
from tests.council import Council, council_of_seven, shown
from tests.faults.processes import Processes, processes
from tests.people import Someone
from tests.rollout import FOUNDED, opened
from tests.stack import Stack


@pytest.fixture(scope="module")
async def parts(stack: Stack) -> AsyncIterator[Processes]:
    with tempfile.TemporaryDirectory(prefix="hsba", ignore_cleanup_errors=True) as folder:
        async with processes(stack, Path(folder), ("signer",)) as running:
            await running.start("worker")
            yield running


async def called(here: Stack, now: Council) -> AppraisalId:
    """Everybody has declared their interests."""
    which = await appraisals.trigger(here.by(now.there.administrator), now.there.track)
    await shown(here, now, which)
    await appraisals.convene(here.by(now.there.administrator), which, now.members, FOUNDED, "Hội trường", anyway="Đủ minh chứng")
    for one in now.all:
        await appraisals.declare(here.by(one), which, conflict=False)
    return which


async def votes(here: Stack, one: Someone, which: AppraisalId, against: str) -> int:
    """On every criterion, asking again with the same request when there was no answer; gives how often that was."""
    asked_again = 0
    for code in (await appraisals.read(here.by(one), which)).appraisal.asked:
        evidence = await opened(here, one, which, code)
        finding = Finding.NOT_MET if code == against else Finding.MET
        by = here.by(one, f"vote-{one.login}-{code}")
        for _ in range(40):
            try:
                await appraisals.vote(by, which, code, finding, evidence, "Chưa đủ" if code == against else "")
                break
            except Refusal:
                asked_again += 1
                await asyncio.sleep(1)
        else:
            raise AssertionError((one.login, code))
    return asked_again


async def test_votes_survive_a_killed_worker(parts: Processes, stack: Stack) -> None:
    here = replace(stack, house=parts.house, temporal=parts.house.temporal, counter=30_000)
    now = await council_of_seven(here, "vk1", "3.5-10")
    which = await called(here, now)
    everybody = [asyncio.create_task(votes(here, one, which, "TC05" if one is now.outside else "")) for one in now.all]
    for _ in range(3):
        await asyncio.sleep(2)
        await parts.kill("worker")
    await asyncio.gather(*everybody)
    view = await appraisals.read(here.by(now.chair), which)
    assert view.tallies["TC05"] == (6, 1, 0)
    assert [line.act for line in view.timeline].count("appraisal.vote") == 70, "each vote is one act, however often it was asked"
    await appraisals.close(here.by(now.chair), which)
    view = await appraisals.read(here.by(now.chair), which)
    assert view.appraisal.verdict
    assert len(view.votes) == 70


async def test_two_who_act_at_once_lose_nothing(parts: Processes, stack: Stack) -> None:
    """Evidence comes, a substitute is named and a conflict declared in one moment: each is kept, or told why not."""
    here = replace(stack, house=parts.house, temporal=parts.house.temporal, counter=40_000)
    now = await council_of_seven(here, "vk2", "3.5-10")
    which = await called(here, now)
    answers = await asyncio.gather(
        appraisals.substitute(here.by(now.secretary), which, now.doctor.id, now.instead.id, "Giấy uỷ quyền 1/GUQ"),
        appraisals.substitute(here.by(now.chair), which, now.doctor.id, now.clerk.id, "Giấy uỷ quyền 2/GUQ"),
        appraisals.declare(here.by(now.it), which, True, ("TC02",), "Phụ trách chứng thư số"),
        appraisals.close(here.by(now.chair), which),
        return_exceptions=True,
    )
    assert [isinstance(one, Refusal) for one in answers] == [False, True, False, True], answers
    view = await appraisals.read(here.by(now.chair), which)
    assert [one.person for one in view.council if one.stands_for] == [now.instead.id]
    assert view.asked[now.it.id] == 9
