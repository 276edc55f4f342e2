"""Outsiders let in by the director, patients who asked in writing, a glass that is broken and reviewed."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from domain.errors import Incomplete, Malformed, NotAllowed, NotFound, OutOfReach, WrongState
from domain.grants import Asker, Decision, Finding, GrantKind, GrantState, Purpose
from domain.names import DocumentId, RecordId
from services import archive, errands, granted, grants, notices, orders, records
from store.queries.grants import Shown
from tests.care import archived, opened, order_of, refusal
from tests.lending import COURT, SISTER, YES, loan, state
from tests.people import LAN, MAI, NAM, PHUC, SON
from tests.stack import Stack


@pytest.fixture(scope="module")
async def kept(stack: Stack) -> tuple[RecordId, DocumentId]:
    """An archived record and its laboratory result."""
    return await archived(stack)


@pytest.fixture
async def shut(stack: Stack, kept: tuple[RecordId, DocumentId]) -> AsyncIterator[tuple[RecordId, DocumentId]]:
    """The same after the term in which those who treated still read it."""
    stack.clock.ahead += timedelta(days=31)
    yield kept
    stack.clock.ahead -= timedelta(days=31)


async def test_an_outsider_is_let_in_by_the_director_and_shown_it_by_the_records_office(
    stack: Stack, shut: tuple[RecordId, DocumentId]
) -> None:
    record, _ = shut
    words = {"kind": GrantKind.OUTSIDER, "purpose": Purpose.COURT, "asker": COURT, "may_copy": True, "by": NAM}
    await refusal(Malformed, loan(stack, record, **(words | {"asker": Asker()})))  # type: ignore[arg-type]
    which = await loan(stack, record, **words)  # type: ignore[arg-type]
    await refusal(NotAllowed, grants.decide(stack.by(NAM), which, YES))
    await refusal(NotFound, records.read(stack.by(NAM), record, under=which))
    assert [one.link for one in await errands.errands(stack.by(SON)) if one.kind == "let_in"] == [f"/grants/{which}"]
    assert not (await granted.read(stack.by(SON), which)).choices, "titles speak of care"
    await grants.decide(stack.by(SON), which, Decision(True, days=5, may_copy=True))
    await refusal(NotAllowed, records.read(stack.by(SON), record))
    assert (await records.read(stack.by(NAM), record, under=which)).documents
    await archive.export(stack.by(NAM), record, under=which)
    lines = [one for one in (await records.read(stack.by(NAM), record)).timeline if one.facts.get("grant") == str(which)]
    assert {(one.act, one.facts["purpose"]) for one in lines} == {("record.read", "court"), ("record.export", "court")}
    stack.clock.ahead += timedelta(days=5)
    try:
        await refusal(NotFound, archive.export(stack.by(NAM), record, under=which))
        assert await archive.export(stack.by(NAM), record), "the records office itself copies by its own right"
    finally:
        stack.clock.ahead -= timedelta(days=5)
    await grants.end(stack.by(SON), which, "Đã cung cấp xong")


async def test_an_outsider_let_see_is_given_no_copy(stack: Stack, shut: tuple[RecordId, DocumentId]) -> None:
    record, _ = shut
    which = await loan(stack, record, by=NAM, kind=GrantKind.OUTSIDER, purpose=Purpose.INSPECTION, asker=COURT)
    await grants.decide(stack.by(SON), which, Decision(True, days=5))
    told = await refusal(OutOfReach, archive.export(stack.by(NAM), record, under=which))
    assert "chỉ cho đọc" in told
    await grants.end(stack.by(NAM), which, "Đã xem xong")


async def test_a_patients_written_request_is_recorded_decided_and_answered_with_a_copy(
    stack: Stack, shut: tuple[RecordId, DocumentId]
) -> None:
    record, _ = shut
    words = {"kind": GrantKind.PATIENT, "purpose": Purpose.REPRESENTED, "may_copy": True, "by": NAM}
    await refusal(Malformed, loan(stack, record, asker=Asker("Trần Thị Chị"), **words))  # type: ignore[arg-type]
    which = await loan(stack, record, asker=SISTER, **words)  # type: ignore[arg-type]
    await grants.decide(stack.by(NAM), which, Decision(True, days=10, may_copy=True))
    view = await granted.read(stack.by(NAM), which)
    assert (view.acts_for, view.grant.asker) == (True, SISTER)
    assert await archive.export(stack.by(NAM), record, under=which)
    await grants.end(stack.by(NAM), which, "Đã trao bản sao")


async def test_the_glass_is_broken_for_a_reason_told_and_reviewed(stack: Stack) -> None:
    living = await opened(stack)
    await refusal(OutOfReach, records.read(stack.by(PHUC), living))
    await refusal(Malformed, grants.emergency(stack.by(PHUC), living, " "))
    await refusal(NotAllowed, grants.emergency(stack.by(MAI), living, "Cấp cứu"))
    assert "đang xem được" in await refusal(Incomplete, grants.emergency(stack.by(LAN), living, "Cấp cứu"))
    which = await grants.emergency(stack.by(PHUC), living, "Người bệnh ngừng tim tại hành lang")
    view = await records.read(stack.by(PHUC), living)
    assert view.grant
    assert view.grant.id == which
    assert "grant_emergency" in {one.kind for one in await notices.unseen(stack.by(NAM))}
    assert [one.link for one in await errands.errands(stack.by(NAM)) if one.kind == "review_grant"] == [f"/grants/{which}"]
    await refusal(OutOfReach, orders.place(stack.by(PHUC), living, order_of(doctor=PHUC)))
    await refusal(NotAllowed, grants.review(stack.by(PHUC), which, Finding.JUSTIFIED, "Đúng"))
    stack.clock.ahead += timedelta(hours=25)
    try:
        await refusal(OutOfReach, records.read(stack.by(PHUC), living))
        assert which in {line.grant.id for line in (await granted.listing(stack.by(NAM), Shown.REVIEW)).lines}, "over, and still to review"
        await grants.review(stack.by(NAM), which, Finding.JUSTIFIED, "Có phiếu cấp cứu kèm theo")
    finally:
        stack.clock.ahead -= timedelta(hours=25)
    found = await granted.read(stack.by(NAM), which)
    assert (found.grant.finding, found.grant.reviewed_by, found.reviewed) == (Finding.JUSTIFIED, NAM.id, "Có phiếu cấp cứu kèm theo")
    await refusal(WrongState, grants.review(stack.by(NAM), which, Finding.UNJUSTIFIED, "Xem lại"))


async def test_an_unjustified_glass_is_shut_at_once(stack: Stack) -> None:
    living = await opened(stack)
    which = await grants.emergency(stack.by(PHUC), living, "Xem hộ người quen")
    await grants.review(stack.by(NAM), which, Finding.UNJUSTIFIED, "Không có tình huống cấp cứu")
    await refusal(OutOfReach, records.read(stack.by(PHUC), living))
    assert await state(stack, which) is GrantState.RECALLED
    assert "grant_unjustified" in {one.kind for one in await notices.unseen(stack.by(PHUC))}
