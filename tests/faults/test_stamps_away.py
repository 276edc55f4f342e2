"""The time-stamp service is down for an hour while people sign and correct: everything completes by itself, in order, once."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import func, select, update

from domain.names import DocumentId
from domain.signatures import Ended
from domain.stamps import Quota
from services import results, sheets, signatures
from signing.trust import Trust
from signing.verification import verify
from store.queries import signatures as queries
from store.queries import stamps
from store.queries.signatures import Version
from store.tables.acts import AuditRow
from store.tables.stamps import StampServiceRow
from store.writes import stamps as writes
from tests.care import delivered, glucose, opened, reviewed, sign, until
from tests.faults.outage import ROWS_ONLY, outage, services
from tests.people import DUC, LAN, LIS, MAI, PIN, THUY
from tests.services.test_sheets import treatment
from tests.stack import Stack

HOUR = timedelta(hours=1)
MANY = 10
"""Stamps a second that the service allows."""
Which = tuple[DocumentId, int]


@pytest.fixture
async def rationed(stack: Stack) -> AsyncIterator[None]:
    """The stack's service has a quota, told to its row after the processes named it."""
    own = stack.settings.stamp_services
    _, _, seen = await delivered(stack)
    await sign(stack, MAI, seen.document)
    async with stack.sessions.begin() as session:
        await writes.name(session, [replace(one, quota=Quota(MANY, 1)) for one in own])
    yield
    stack.clock.ahead = timedelta()
    async with stack.sessions.begin() as session:
        await writes.name(session, own)


async def version(stack: Stack, which: Which) -> Version:
    async with stack.sessions() as session:
        return await queries.version(session, *which)


async def level(stack: Stack, which: Which, of: str) -> str:
    async with stack.sessions() as session:
        document = await queries.document(session, which[0])
    pdf = await stack.house.shelf.get(document.key, getattr((await version(stack, which)).chain, of))
    return (await verify(pdf, Trust([stack.settings.trust_roots.read_bytes()]))).level


async def stamped(stack: Stack, those: Sequence[Which]) -> list[Which]:
    """The late stamps of these versions, in the order in which they were kept."""
    a = AuditRow
    wanted = {(str(which), number) for which, number in those}
    async with stack.sessions() as session:
        rows = await session.execute(select(a.subject, a.facts["version"].as_integer()).where(a.act == "document.stamp").order_by(a.id))
    names = {(str(which), number): (which, number) for which, number in those}
    return [names[one] for row in rows if (one := (row[0], row[1])) in wanted]


async def an_hour_passes(stack: Stack) -> None:
    """By the row's clock as the probes of an hour leave it, the last some while ago, and by everybody's own."""
    s = StampServiceRow
    async with stack.sessions.begin() as session:
        longest = {s.failures: s.failures + 120, s.resting_until: func.now() + timedelta(seconds=5)}
        await session.execute(update(s).where(s.resting_until.is_not(None)).values(longest), execution_options=ROWS_ONLY)
    stack.clock.ahead += HOUR


async def depth(stack: Stack) -> int:
    async with stack.sessions() as session:
        return (await stamps.queue(session)).depth


async def complete_and_preserved(stack: Stack, those: Sequence[Which]) -> None:
    for each in those:
        assert (await version(stack, each)).completed_at
        assert await level(stack, each, "head") == "B-T"
    for each in those:
        await until(partial(version, stack, each), lambda found: found.preserved_at is not None, 60)
        assert await level(stack, each, "preserved") == "B-LTA"


async def test_an_hour_without_stamps(stack: Stack, rationed: None) -> None:
    record = await opened(stack)
    entries = [(await sheets.write(stack.by(LAN), record, treatment(stack))).document for _ in range(48)]
    _, last_order, last = await delivered(stack)
    for one in (MAI, DUC):
        await sign(stack, one, last.document)
    _, first_order, first = await delivered(stack)

    async with outage(stack):
        await sign(stack, THUY, last.document)
        await sign(stack, MAI, first.document)
        seen = [await reviewed(stack, LAN, one) for one in entries]
        began = time.monotonic()
        outcomes = await signatures.sign(stack.by(LAN), seen, PIN)
        assert all(one.signature and one.signature.stamped_at is None for one in outcomes)
        assert time.monotonic() - began < 20, "a service known to be away is not waited for"
        assert await depth(stack) == 50

        await results.deliver(stack.by(LIS), last_order, glucose(stack, "6,1"))
        await results.deliver(stack.by(LIS), first_order, glucose(stack, "6,2"))
        asked = len(stack.pki.asked)
        await asyncio.sleep(6)
        assert len(stack.pki.asked) - asked <= 4, "fifty who wait ask no more often than one"
        assert await depth(stack) == 50
        assert [one.state for one in await services(stack)] == ["resting"]
        await an_hour_passes(stack)
        stack.pki.down = False
        back = time.monotonic()
        # Several of a set are signed at once: what counts is when each was.
        signed = sorted((one.signature.at, one.reviewed.document) for one in outcomes if one.signature)
        queue = [(last.document, 1), (first.document, 1), *((one, 1) for _, one in signed)]
        await until(lambda: depth(stack), lambda left: left == 0, 45)
    assert time.monotonic() - back < 45
    assert await stamped(stack, queue) == queue, "in the order of signing, each once"
    asked_at = [at for at in stack.pki.asked if at > back]
    assert max(sum(begin <= at < begin + 1 for at in asked_at) for begin in asked_at) <= MANY

    await complete_and_preserved(stack, [one for one in queue if one != (first.document, 1)])

    superseded, replaced = await version(stack, (last.document, 1)), await version(stack, (first.document, 1))
    assert (superseded.chain.ended, superseded.state) == (None, "preserved")
    assert (replaced.chain.ended, replaced.chain.pending, replaced.completed_at) == (Ended.REPLACED, None, None)
    assert await level(stack, (first.document, 1), "head") == "B-T"
    for document in (last.document, first.document):
        newest = (await signatures.read(stack.by(MAI), document)).newest
        assert (newest.number, newest.state, newest.chain.waiting) == (2, "waiting", frozenset({MAI.id}))
