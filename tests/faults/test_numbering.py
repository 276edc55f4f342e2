"""`kill -9` while the clerk's signature takes a number: each paper has one, and none is missing in the series."""

import asyncio
import signal
import tempfile
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from domain.errors import Refusal
from domain.names import DocumentId
from services import register, signatures
from services.regulations import NewRegulation
from tests.care import sign
from tests.faults.part import AFTER_FILE, AFTER_ROW, AFTER_SIGN
from tests.faults.processes import Processes, processes
from tests.people import Someone
from tests.regulating import Drafting, drafting, signed, submitted
from tests.stack import Stack

SUBJECTS = {"camera": AFTER_SIGN, "backup": AFTER_FILE, "incidents": AFTER_ROW}
"""Regulation → where its signature stands when the part dies; its number is kept before all three."""


@pytest.fixture(scope="module")
async def parts(stack: Stack) -> AsyncIterator[Processes]:
    with tempfile.TemporaryDirectory(prefix="hsba", ignore_cleanup_errors=True) as folder:
        async with processes(stack, Path(folder), ("signer",)) as running:
            await running.start("worker")
            yield running


async def waiting(here: Stack, there: Drafting) -> dict[DocumentId, str]:
    """Three regulations the director has signed, each with the point at which its number is kept and nothing else."""
    made = {(await submitted(here, there, NewRegulation(code)))[1]: point for code, point in SUBJECTS.items()}
    for document in made:
        await signed(here, document, there.director)
    return made


async def at_last(here: Stack, one: Someone, document: DocumentId) -> None:
    """Whoever was told to ask again looks whether it is signed, and asks again."""
    for _ in range(40):
        if (await signatures.read(here.by(one), document)).newest.completed_at:
            return
        try:
            await sign(here, one, document)
        except (Refusal, AssertionError):
            await asyncio.sleep(1)
    raise AssertionError(document)


@pytest.mark.parametrize("victim", ["signer", "worker"])
async def test_no_number_is_lost_doubled_or_left_out(parts: Processes, stack: Stack, victim: str) -> None:
    here = replace(stack, house=parts.house, temporal=parts.house.temporal, counter=10_000 if victim == "signer" else 20_000)
    there = await drafting(here, f"NK{victim[:2].upper()}")
    papers = await waiting(here, there)
    parts.strike(victim, {str(document): point for document, point in papers.items()})
    clicks = [asyncio.create_task(sign(here, there.clerk, document)) for document in papers]
    assert await parts.ended(victim) == -signal.SIGKILL
    await parts.start(victim)
    answers = await asyncio.gather(*clicks, return_exceptions=True)
    for document, answer in zip(papers, answers, strict=True):
        if isinstance(answer, BaseException):
            await at_last(here, there.clerk, document)
    view = await register.register(here.by(there.clerk))
    assert [(one.number, one.state) for one in reversed(view.lines)] == [(1, "issued"), (2, "issued"), (3, "issued")]
    assert {one.document for one in view.lines} == set(papers)
