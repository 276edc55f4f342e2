"""`kill -9` of signer, worker and web after C_Sign, after the file, after the row: one signature, and soon."""

import asyncio
import json
import signal
import tempfile
import time
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from httpx2 import TransportError

from app.sweeping import sweep_blobs
from signing.trust import Trust
from signing.verification import verify
from tests.faults.part import AFTER_FILE, AFTER_ROW, AFTER_SIGN
from tests.faults.processes import NAMES, Processes, processes
from tests.people import DUC, MAI, PIN, THUY
from tests.stack import Stack

POINTS = (AFTER_SIGN, AFTER_FILE, AFTER_ROW)


@pytest.fixture(scope="module")
async def parts(stack: Stack) -> AsyncIterator[Processes]:
    with tempfile.TemporaryDirectory(prefix="hsba", ignore_cleanup_errors=True) as folder:
        async with processes(stack, Path(folder)) as running:
            yield running


@pytest.mark.parametrize("victim", ["signer", "worker", "web"])
async def test_one_signature_whatever_was_killed(parts: Processes, victim: str) -> None:
    sheets = await asyncio.gather(*(parts.sheet() for _ in POINTS))
    read = {sheet: (await parts.version(sheet))["content"] for sheet in sheets}
    parts.strike(victim, dict(zip(sheets, POINTS, strict=True)))
    clicks = [asyncio.create_task(parts.click(sheet, read[sheet], f"{victim}-{sheet}")) for sheet in sheets]
    assert await parts.ended(victim) == -signal.SIGKILL
    await parts.start(victim)
    again = time.monotonic()
    answers = await asyncio.gather(*clicks, return_exceptions=True)
    if victim == "web":
        assert all(isinstance(answer, TransportError) for answer in answers), answers
        answers = [await parts.click(sheet, read[sheet], f"{victim}-{sheet}") for sheet in sheets]
    assert time.monotonic() - again < 40

    for sheet, answer in zip(sheets, answers, strict=True):
        assert not isinstance(answer, BaseException), answer
        assert await parts.click(sheet, read[sheet], f"{victim}-{sheet}") == answer
        assert [made["at"] for made in (await parts.version(sheet))["signatures"]] == [answer["at"]]
    for one in (DUC, THUY):
        await parts.api.sign(one, sheets[0], f"{victim}-after-{one.login}")
    await parts.api.until(MAI, f"/documents/{sheets[0]}", lambda found: found["versions"][-1]["state"] == "preserved")


@pytest.mark.parametrize("victim", ["signer", "worker"])
async def test_a_batch_goes_on_after_a_kill(parts: Processes, victim: str) -> None:
    """Killed with three documents in hand, at three points: one signature on each, none lost, none twice."""
    sheets = await asyncio.gather(*(parts.sheet() for _ in range(7)))
    chosen = [{"document": sheet, "version": 1, "read": (await parts.version(sheet))["content"]} for sheet in sheets]
    parts.strike(victim, dict(zip(sheets[1:], POINTS, strict=False)))
    which = (await parts.api.post(MAI, "/batches", request=f"batch-{victim}", pin=PIN, set=chosen)).json()["id"]
    assert await parts.ended(victim) == -signal.SIGKILL
    await parts.start(victim)
    ended = await parts.api.until(MAI, f"/batches/{which}", lambda found: bool(found["ended_at"]))
    assert (ended["signed"], ended["handed_back"]) == (7, 0)
    assert [len((await parts.version(sheet))["signatures"]) for sheet in sheets] == [1] * 7
    assert {(await parts.api.get(DUC, f"/documents/{sheet}"))["my_step"] for sheet in sheets} == {"approved"}, "the next signer has them"


async def test_orphans_are_swept_and_what_rows_name_stays(parts: Processes, stack: Stack) -> None:
    """Runs after the kills: files written by attempts that died have no row."""
    swept = await sweep_blobs(stack.settings.blobs, stack.sessions, stack.clock, timedelta(0))
    assert swept > 0
    sheet = await parts.sheet()
    made = await parts.api.sign(MAI, sheet, "after-the-sweep")
    pdf = await parts.api.ask(MAI, "GET", f"/documents/{sheet}/versions/1/pdf")
    verdict = await verify(pdf.content, Trust([stack.settings.trust_roots.read_bytes()]))
    assert [(one.intact, one.trusted, one.level) for one in verdict.signatures] == [(True, True, "B-T")]
    assert made["stamped_at"]


@pytest.mark.parametrize("name", [name for name in NAMES if name != "signer"])
def test_only_the_signer_reaches_keys(parts: Processes, name: str) -> None:
    """Worker, web and scheduler did their work in the tests above; none can open a token, a ticket, the pepper or the keeper's PIN."""
    found = json.loads((parts.folder / f"{name}.json").read_text())
    assert found == {
        "tokens": False,
        "tickets": False,
        "pepper": False,
        "keeper": False,
        "keeper_pin": False,
        "master_key": True,
        "blobs": True,
    }
