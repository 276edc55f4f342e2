"""The audit: every act and every read of clinical content, and nothing ever leaves it."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.ext.asyncio import create_async_engine

from domain.errors import OutOfReach
from services import archive, orders, records, signatures
from tests.care import BETTER, archived, delivered, opened, refusal, sign
from tests.people import LAN, MAI, NAM, PHUC
from tests.stack import Stack

REWRITES = ("UPDATE audit SET act = 'record.open'", "DELETE FROM audit", "TRUNCATE audit")


@pytest.mark.parametrize("statement", REWRITES)
async def test_the_application_may_not_rewrite_it(stack: Stack, statement: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        async with stack.sessions.begin() as session:
            await session.execute(text(statement))


@pytest.mark.parametrize("statement", REWRITES)
async def test_even_the_tables_owner_cannot(stack: Stack, statement: str) -> None:
    owner = create_async_engine(stack.settings.migration_url)
    try:
        with pytest.raises(ProgrammingError, match="audit is append-only"):
            async with owner.begin() as connection:
                await connection.execute(text(statement))
    finally:
        await owner.dispose()


async def test_acts_and_reads_stand_in_the_records_timeline(stack: Stack) -> None:
    record, order, seen = await delivered(stack)
    await sign(stack, MAI, seen.document)
    await signatures.pdf(stack.by(MAI), seen.document, 1)
    await orders.read(stack.by(LAN), order)
    await refusal(OutOfReach, records.read(stack.by(PHUC), record))
    timeline = (await records.read(stack.by(NAM), record)).timeline
    assert [(line.act, line.person) for line in timeline] == [
        ("record.open", "Nguyễn Thị Lan"),
        ("order.place", "Nguyễn Thị Lan"),
        ("result.deliver", "Hệ thống LIS"),
        ("document.read", "Lê Thị Mai"),
        ("document.read", "Lê Thị Mai"),
        ("document.sign", "Lê Thị Mai"),
        ("document.read", "Lê Thị Mai"),
        ("record.read", "Nguyễn Thị Lan"),
        ("record.read", "Vũ Văn Nam"),
    ]
    assert {line.role for line in timeline} == {"doctor", "integrator", "technician", "records_officer"}
    assert [line.at for line in timeline] == sorted(line.at for line in timeline)


async def test_a_repeated_act_is_noted_once(stack: Stack) -> None:
    record = await opened(stack)
    for _ in range(3):
        await records.discharge(stack.by(LAN, "ra-viện-một-lần"), record, BETTER)
    acts = [line.act for line in (await records.read(stack.by(LAN), record)).timeline]
    assert acts == ["record.open", "record.discharge", "record.read"]


async def test_what_the_house_did_and_every_export_are_noted(stack: Stack) -> None:
    record, _ = await archived(stack)
    await archive.export(stack.by(NAM), record)
    timeline = (await records.read(stack.by(NAM), record)).timeline
    acts = [(line.act, line.person) for line in timeline]
    for done in ("document.preserve", "record.receive", "record.archive"):
        assert (done, "") in acts
    assert ("record.export", "Vũ Văn Nam") in acts


async def test_facts_hold_no_clinical_values(stack: Stack) -> None:
    record, _, _ = await delivered(stack)
    timeline = (await records.read(stack.by(LAN), record)).timeline
    told = " ".join(str(line.facts) for line in timeline)
    for word in ("Hạnh", "đường", "Glucose", "7,9"):
        assert word not in told
