"""How long a record is kept: proposed at discharge, confirmed by who receives it, raised by what comes later, corrected by decision."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import delete

from domain.clock import day
from domain.errors import Malformed, NotAllowed, NotFound, OutOfReach, RequestReused
from domain.names import DocumentId, RecordId
from domain.records import Discharge, Outcome, RecordKind, RecordState
from domain.retention import Trait
from domain.retention_signs import Source
from domain.retention_terms import How, NewClass
from services import errands, records, retention, signatures
from services.retention import RetentionView
from store.queries import blobs
from store.tables.retention import TermRow
from tests.care import BETTER, opened, patient, refusal, sign, until
from tests.people import HUNG, LAN, MAI, NAM, PHUC, SON
from tests.stack import Stack

CRASH = replace(BETTER, diagnosis_code="S72.0", cause_codes=("V23.4",))
NOT_TRAFFIC = "Ngã ngựa ở nhà, không phải tai nạn giao thông"


async def discharged(stack: Stack, words: Discharge = BETTER) -> RecordId:
    record = await opened(stack)
    await records.discharge(stack.by(LAN), record, words)
    return record


async def closing(stack: Stack, record: RecordId) -> DocumentId:
    made = await records.close(stack.by(LAN), record)
    assert made
    for one in (LAN, HUNG):
        await sign(stack, one, made)
    return made


async def received(stack: Stack, words: Discharge = BETTER) -> RecordId:
    record = await discharged(stack, words)
    await sign(stack, NAM, await closing(stack, record))
    return record


async def kept(stack: Stack, record: RecordId) -> RetentionView:
    return await until(lambda: retention.read(stack.by(NAM), record), lambda view: view.page.record.state is RecordState.ARCHIVED, 40)


def years(stack: Stack, number: int) -> date:
    return date(day(stack.clock()).year + number, 12, 31)


async def test_the_class_is_proposed_from_the_codes_and_the_codes_stay_with_the_diagnosis(stack: Stack) -> None:
    record = await discharged(stack, CRASH)
    view = await retention.read(stack.by(NAM), record)
    assert [(one.term.how, one.one.code, one.term.until) for one in view.terms] == [(How.PROPOSED, "special", years(stack, 20))]
    (ground,) = view.grounds
    assert (ground.trait, ground.source, ground.code) == (Trait.TRAFFIC_ACCIDENT, Source.CAUSE, "V23.4")
    assert [one.code for one in view.others] == ["ordinary"]
    assert view.confirmed is None
    assert view.may_confirm
    assert not (await retention.read(stack.by(LAN), record)).may_confirm
    clinical = (await records.read(stack.by(LAN), record)).page.clinical or {}
    assert (clinical["diagnosis_code"], clinical["cause_codes"]) == ("S72.0", ["V23.4"])


async def test_what_cannot_be_a_code_ends_no_treatment(stack: Stack) -> None:
    record = await opened(stack)
    told = await refusal(Malformed, records.discharge(stack.by(LAN), record, replace(BETTER, cause_codes=("J18.1",))))
    assert "không phải mã nguyên nhân ngoài" in told
    assert (await records.read(stack.by(LAN), record)).page.record.state is RecordState.OPEN
    await refusal(NotFound, retention.read(stack.by(LAN), record))


async def test_whoever_receives_a_record_stands_for_its_class(stack: Stack) -> None:
    """The closing sheet tells the proposed class, and the records office signs it."""
    record = await discharged(stack, CRASH)
    made = await closing(stack, record)
    said = (await signatures.read(stack.by(NAM), made)).newest.data or {}
    assert said["retention_class"] == "Hồ sơ bệnh án tâm thần, tai nạn lao động, tai nạn giao thông"
    assert (await retention.read(stack.by(NAM), record)).confirmed is None
    await sign(stack, NAM, made)
    view = await kept(stack, record)
    assert view.confirmed
    assert (view.confirmed.term.how, view.confirmed.term.by, view.confirmed.one.code) == (How.CONFIRMED, NAM.id, "special")
    told = [one for one in (await records.read(stack.by(NAM), record)).timeline if one.act == "record.confirm_class"]
    assert [(one.person, one.facts["kept_as"]) for one in told] == [(NAM.name, "special")]
    assert [(one.trait, one.code) for one in view.grounds] == [(Trait.TRAFFIC_ACCIDENT, "")], "the codes left the rows, the trait stays"


async def test_another_class_is_chosen_freely_upwards_and_for_a_reason_downwards(stack: Stack) -> None:
    up, down = await discharged(stack), await discharged(stack, CRASH)
    await refusal(NotAllowed, retention.confirm(stack.by(HUNG), up, NewClass("death")))
    await refusal(Malformed, retention.confirm(stack.by(NAM), up, NewClass("incident")))
    await retention.confirm(stack.by(NAM), up, NewClass("death"))
    assert "cần nêu lý do" in await refusal(Malformed, retention.confirm(stack.by(NAM), down, NewClass("ordinary", " ")))
    asker = stack.by(NAM, "chọn-nhóm")
    await retention.confirm(asker, down, NewClass("ordinary", NOT_TRAFFIC))
    await retention.confirm(asker, down, NewClass("ordinary", NOT_TRAFFIC))
    await refusal(RequestReused, retention.confirm(asker, down, NewClass("ordinary", "Khác")))
    longer, shorter = await retention.read(stack.by(NAM), up), await retention.read(stack.by(NAM), down)
    assert [(one.term.how, one.term.shorter, one.reason) for one in longer.terms] == [
        (How.PROPOSED, False, ""),
        (How.CHOSEN, False, ""),
    ]
    assert (shorter.now.one.code, shorter.now.term.shorter, shorter.now.reason) == ("ordinary", True, NOT_TRAFFIC)
    assert (shorter.page.retention_class, shorter.page.keep_until) == ("ordinary", years(stack, 10))
    await sign(stack, NAM, await closing(stack, down))
    assert len((await kept(stack, down)).terms) == 2, "receiving it confirms nothing anew"
    assert (await retention.read(stack.by(NAM), down)).now.reason == NOT_TRAFFIC


async def test_the_reason_is_not_swept_from_the_shelf(stack: Stack) -> None:
    record = await discharged(stack, CRASH)
    await retention.confirm(stack.by(NAM), record, NewClass("ordinary", NOT_TRAFFIC))
    reason = (await retention.read(stack.by(NAM), record)).now.term.reason
    assert reason
    async with stack.sessions() as session:
        assert await blobs.known(session, {reason}) == {reason}


async def test_a_visit_with_a_sign_waits_for_the_records_office_and_is_archived_then(stack: Stack) -> None:
    plain = await records.open(stack.by(LAN), replace(patient("41-0001"), kind=RecordKind.VISIT))
    await records.discharge(stack.by(LAN), plain, BETTER)
    await records.close(stack.by(LAN), plain)
    view = await kept(stack, plain)
    assert view.confirmed
    assert (view.confirmed.term.by, view.equivalent) == (LAN.id, True)
    crash = await records.open(stack.by(LAN), replace(patient("41-0002"), kind=RecordKind.VISIT))
    await records.discharge(stack.by(LAN), crash, CRASH)
    await records.close(stack.by(LAN), crash)
    assert (await retention.read(stack.by(NAM), crash)).page.record.state is RecordState.RECEIVED
    mine = [one.link for one in await errands.errands(stack.by(NAM)) if one.kind == "classify"]
    assert mine == [f"/records/{crash}/retention"]
    assert not [one for one in await errands.errands(stack.by(LAN)) if one.kind == "classify"]
    await retention.confirm(stack.by(NAM), crash, NewClass())
    assert (await kept(stack, crash)).now.one.code == "special"
    assert not [one for one in await errands.errands(stack.by(NAM)) if one.kind == "classify"]


async def test_a_facility_may_want_every_visit_confirmed(stack: Stack) -> None:
    stack.book.set_otherwise["visit_class_on_closing"] = False
    try:
        visit = await records.open(stack.by(LAN), replace(patient("41-0003"), kind=RecordKind.VISIT))
        await records.discharge(stack.by(LAN), visit, BETTER)
        await records.close(stack.by(LAN), visit)
        assert (await retention.read(stack.by(NAM), visit)).confirmed is None
    finally:
        stack.book.set_otherwise.clear()
    await retention.confirm(stack.by(NAM), visit, NewClass())
    await kept(stack, visit)


async def test_what_an_older_version_discharged_is_received_and_kept(stack: Stack) -> None:
    """Two versions run beside each other while one goes over to the next: a discharge may have left no term of its own."""
    record = await discharged(stack, CRASH)
    async with stack.sessions.begin() as session:
        await session.execute(delete(TermRow).where(TermRow.record == record))
    assert (await retention.read(stack.by(NAM), record)).now.one.code == "special"
    await sign(stack, NAM, await closing(stack, record))
    view = await kept(stack, record)
    assert view.confirmed
    assert (view.confirmed.term.how, view.confirmed.one.code) == (How.CONFIRMED, "special")


async def test_who_does_not_reach_the_record_learns_nothing(stack: Stack) -> None:
    record = await discharged(stack, CRASH)
    await refusal(OutOfReach, retention.read(stack.by(PHUC), record))
    await refusal(NotAllowed, retention.read(stack.by(SON), record))
    await refusal(NotAllowed, retention.confirm(stack.by(MAI), record, NewClass()))
    await retention.read(stack.by(LAN), record)
    line = (await records.read(stack.by(NAM), record)).timeline
    assert next(one.person for one in line if one.act == "record.read") == LAN.name


async def test_death_means_this_episodes_outcome(stack: Stack) -> None:
    record = await discharged(stack, replace(BETTER, outcome=Outcome.DIED, traits=("left_dying",)))
    view = await retention.read(stack.by(NAM), record)
    assert (view.now.one.code, view.page.keep_until) == ("death", years(stack, 30))
    assert {(one.trait, one.source) for one in view.grounds} == {(Trait.DIED, Source.OUTCOME), (Trait.LEFT_DYING, Source.STATED)}


@pytest.mark.parametrize("moment", [datetime(2025, 6, 30, 17, 0, tzinfo=UTC)])
def test_the_day_of_a_schedule_is_vietnams(stack: Stack, moment: datetime) -> None:
    """17:00 UTC on 30/06 is 01/07 where the record lies."""
    assert stack.book.retention(day(moment)).edition == "TT 33/2025"
