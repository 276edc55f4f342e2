"""When and how the treatment ended: told with its time, and told anew while the treating department still has the record."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import update

from domain.clock import day
from domain.errors import Incomplete, Malformed, NotAllowed, OutOfReach, RequestReused, WrongState
from domain.names import DocumentId, RecordId
from domain.records import Admission, DischargeCorrection, Outcome, RecordState
from domain.retention_terms import How, NewClass
from domain.search import Search
from services import discharges, errands, grants, notices, records, referred, retention, signatures
from store.tables.records import RecordRow
from tests.care import BETTER, closed, completed, opened, refusal, reviewed, sign, until
from tests.outages import down, owed, treated, ward
from tests.people import HIS, HUNG, LAN, MAI, NAM, PHUC
from tests.referring import LEAVES, left, sent
from tests.stack import Stack

HOUR = timedelta(hours=1)
DEAD = replace(BETTER, outcome=Outcome.DIED, diagnosis="Sốc nhiễm khuẩn", diagnosis_code="A41.9")
WRONG = "Ghi nhầm kết quả điều trị"


async def came(stack: Stack, before: timedelta) -> RecordId:
    """A record of a patient who came so long ago."""
    record = await opened(stack)
    await records.correct_admission(stack.by(LAN), record, Admission(stack.clock() - before, "Mở hồ sơ muộn"))
    return record


async def test_the_time_of_the_act_is_told_and_the_entry_keeps_its_own(stack: Stack) -> None:
    record = await came(stack, 10 * HOUR)
    gone = stack.clock() - 2 * HOUR
    found = await records.discharge(stack.by(LAN), record, replace(BETTER, discharged_at=gone))
    assert found.discharged_at == gone
    assert found.complete_by == gone + 24 * HOUR, "whoever types late gains no time"
    line = next(one for one in (await records.read(stack.by(LAN), record)).timeline if one.act == "record.discharge")
    assert line.at - gone >= 2 * HOUR
    late = replace(BETTER, discharged_at=None)
    now = await records.discharge(stack.by(LAN), await opened(stack), late)
    assert now.discharged_at
    assert abs(now.discharged_at - stack.clock()) < HOUR


async def test_who_types_a_discharge_after_its_term_is_told_at_once_that_it_is_late(stack: Stack) -> None:
    record = await came(stack, 40 * HOUR)
    found = await records.discharge(stack.by(LAN), record, replace(BETTER, discharged_at=stack.clock() - 30 * HOUR))
    assert found.complete_by
    assert found.complete_by < stack.clock()
    link = f"/records/{record}"
    told = await until(lambda: notices.unseen(stack.by(LAN)), lambda seen: link in {one.link for one in seen}, 20)
    assert [one.kind for one in told if one.link == link] == ["completion_late"]


async def test_nobody_leaves_before_they_came_or_in_the_future(stack: Stack) -> None:
    record = await came(stack, 10 * HOUR)
    for wrong, said in ((-11 * HOUR, "sớm hơn lúc vào viện"), (HOUR, "thời điểm ở tương lai")):
        told = replace(BETTER, discharged_at=stack.clock() + wrong)
        assert said in await refusal(Malformed, records.discharge(stack.by(LAN), record, told))
    await records.discharge(stack.by(LAN), record, replace(BETTER, discharged_at=stack.clock() - 5 * HOUR))
    after = Admission(stack.clock() - HOUR, "Nhầm")
    assert "muộn hơn lúc ra viện" in await refusal(Malformed, records.correct_admission(stack.by(LAN), record, after))


async def test_the_term_counts_from_the_year_the_patient_died_in(stack: Stack) -> None:
    """23:50 on 31/12 in Vietnam, typed in the new year."""
    this_year = day(stack.clock()).year
    died = datetime(this_year - 1, 12, 31, 16, 50, tzinfo=UTC)
    record = await came(stack, stack.clock() - died + 5 * HOUR)
    await records.discharge(stack.by(LAN), record, replace(DEAD, discharged_at=died))
    dead, alive = (await records.read(stack.by(LAN), record)).page.keep_until, (await kept_now(stack)).year
    assert dead
    assert dead.year == alive - 1


async def kept_now(stack: Stack) -> datetime:
    record = await opened(stack)
    await records.discharge(stack.by(LAN), record, DEAD)
    until_day = (await records.read(stack.by(LAN), record)).page.keep_until
    assert until_day
    return datetime(until_day.year, 12, 31, tzinfo=UTC)


async def returned(stack: Stack) -> tuple[RecordId, DocumentId]:
    """A record whose closing sheet the records office sent back: `improved`, though the patient died."""
    record, _, _ = await completed(stack)
    closing = await closed(stack, record)
    for one in (LAN, HUNG):
        await sign(stack, one, closing)
    await signatures.refuse(stack.by(NAM), await reviewed(stack, NAM, closing), "Người bệnh tử vong, phiếu ghi đỡ")
    return record, closing


async def test_a_returned_record_is_corrected_closed_again_and_kept_by_what_is_true(stack: Stack) -> None:
    record, closing = await returned(stack)
    words = DischargeCorrection(DEAD, WRONG)
    was = (await records.read(stack.by(LAN), record)).page
    found = await records.correct_discharge(stack.by(LAN, "sửa-1"), record, words)
    assert await records.correct_discharge(stack.by(LAN, "sửa-1"), record, words) == found, "asked again it is the same act"
    await refusal(RequestReused, records.correct_discharge(stack.by(LAN, "sửa-1"), record, replace(words, reason="Khác")))
    assert (found.state, found.outcome, found.discharged_at) == (RecordState.DISCHARGED, Outcome.DIED, was.record.discharged_at)
    view = await records.read(stack.by(LAN), record)
    assert (view.page.retention_class, was.retention_class) == ("death", "ordinary")
    assert (view.page.clinical or {})["diagnosis_code"] == "A41.9"
    before = (view.page.clinical or {})["told_before"]
    assert [(one["outcome"], one["diagnosis"], one["reason"], one["by"]) for one in before] == [
        ("recovered", BETTER.diagnosis, WRONG, str(LAN.id))
    ]
    line = next(one for one in view.timeline if one.act == "record.correct_discharge")
    assert line.facts == {"kept_as": "death"}, "no clinical word, and the moment stayed"
    assert record in {one.id for one in await records.listing(stack.by(NAM), narrowed=Search(diagnosis="A41"), limit=1000)}

    assert await records.close(stack.by(LAN), record) == closing
    sheet = (await signatures.read(stack.by(LAN), closing)).newest
    assert ((sheet.data or {})["outcome"], (sheet.data or {})["diagnosis"]) == ("died", "Sốc nhiễm khuẩn")
    for one in (LAN, HUNG, NAM):
        await sign(stack, one, closing)
    kept = await until(lambda: records.read(stack.by(NAM), record), lambda seen: seen.page.record.state is RecordState.ARCHIVED)
    assert (kept.page.clinical, kept.page.found_by) == (None, "A419")
    await refusal(WrongState, records.correct_discharge(stack.by(LAN), record, words))


async def test_a_closing_sheet_that_is_being_signed_is_withdrawn(stack: Stack) -> None:
    record = await came(stack, 10 * HOUR)
    await records.discharge(stack.by(LAN), record, replace(BETTER, diagnosis_code="E11.9", cause_codes=("V23.4",)))
    closing = await records.close(stack.by(LAN), record)
    assert closing
    await sign(stack, LAN, closing)
    gone = stack.clock() - 5 * HOUR
    found = await records.correct_discharge(stack.by(HUNG), record, DischargeCorrection(replace(DEAD, discharged_at=gone), WRONG))
    assert (found.discharged_at, found.complete_by) == (gone, gone + 24 * HOUR), "the head of the department, and the term moves along"
    sheet = (await signatures.read(stack.by(LAN), closing)).newest
    assert (sheet.state, sheet.ended_reason) == ("withdrawn", "Lúc ra viện được sửa sau khi lập")
    assert "cause_codes" not in ((await records.read(stack.by(LAN), record)).page.clinical or {}), "what is left out is taken back"
    assert not [one for one in await records.listing(stack.by(NAM), narrowed=Search(diagnosis="E11"), limit=1000) if one.id == record]
    facts = next(one.facts for one in (await records.read(stack.by(LAN), record)).timeline if one.act == "record.correct_discharge")
    assert facts["becomes"] == gone.isoformat()
    assert await records.close(stack.by(LAN), record) == closing


async def test_a_term_the_records_office_set_stays(stack: Stack) -> None:
    record = await came(stack, 10 * HOUR)
    await records.discharge(stack.by(LAN), record, BETTER)
    due = stack.clock() + 70 * HOUR
    async with stack.sessions.begin() as session:
        await session.execute(update(RecordRow).where(RecordRow.id == record).values(complete_by=due))
    told = replace(DEAD, discharged_at=stack.clock() - HOUR)
    assert (await records.correct_discharge(stack.by(LAN), record, DischargeCorrection(told, WRONG))).complete_by == due


async def test_whoever_confirmed_the_class_before_stands_for_none(stack: Stack) -> None:
    record = await opened(stack)
    await records.discharge(stack.by(LAN), record, BETTER)
    await retention.confirm(stack.by(NAM), record, NewClass())
    await records.correct_discharge(stack.by(LAN), record, DischargeCorrection(DEAD, WRONG))
    view = await retention.read(stack.by(NAM), record)
    assert (view.now.one.code, view.now.term.how, view.confirmed, view.may_confirm) == ("death", How.PROPOSED, None, True)
    closing = await records.close(stack.by(LAN), record)
    assert closing
    for one in (LAN, HUNG, NAM):
        await sign(stack, one, closing)
    confirmed = (await retention.read(stack.by(NAM), record)).confirmed
    assert confirmed
    assert (confirmed.one.code, confirmed.term.how) == ("death", How.CONFIRMED)
    assert f"/records/{record}/retention" not in {one.link for one in await errands.errands(stack.by(NAM))}


async def test_a_package_that_went_is_recalled_before_another_outcome_is_told(stack: Stack) -> None:
    record, _ = await left(stack)
    which = await sent(stack, record)
    told = await refusal(Incomplete, records.correct_discharge(stack.by(LAN), record, DischargeCorrection(DEAD, WRONG)))
    assert "thu hồi gói hồ sơ" in told
    mended = DischargeCorrection(replace(LEAVES, diagnosis="Đái tháo đường típ 2, nhiễm toan"), "Bổ sung chẩn đoán")
    assert (await records.correct_discharge(stack.by(LAN), record, mended)).outcome is Outcome.TRANSFERRED
    grant = (await referred.read(stack.by(LAN), which)).sent.referral.grant
    await grants.end(stack.by(LAN), grant, "Người bệnh tử vong trên đường")
    assert (await records.correct_discharge(stack.by(LAN), record, DischargeCorrection(DEAD, WRONG))).outcome is Outcome.DIED


async def test_what_came_after_the_patient_left_is_not_owed(stack: Stack) -> None:
    """An outage of an hour ago: whoever left before owes no entry, whoever left after does, however late that was told."""
    here = await ward(stack, "ra")
    record = await treated(stack, here, "90-0971")
    outage = await down(stack, here)
    assert len(await owed(stack, here.doctor, outage)) == 1
    early, late = (replace(BETTER, discharged_at=stack.clock() - n * HOUR) for n in (4, 2))
    await records.discharge(stack.by(here.doctor), record, early)
    assert await owed(stack, here.doctor, outage) == []
    await records.correct_discharge(stack.by(here.doctor), record, DischargeCorrection(late, WRONG))
    assert len(await owed(stack, here.doctor, outage)) == 1


async def test_who_may_correct_a_discharge_and_when(stack: Stack) -> None:
    record = await opened(stack)
    words = DischargeCorrection(DEAD, WRONG)
    await refusal(WrongState, records.correct_discharge(stack.by(LAN), record, words))
    await refusal(WrongState, discharges.told(stack.by(LAN), (await records.read(stack.by(LAN), record)).page))
    await records.discharge(stack.by(LAN), record, replace(BETTER, traits=("graft",), procedure_codes=("55.69",)))
    for one in (MAI, NAM, HIS):
        await refusal(NotAllowed, records.correct_discharge(stack.by(one), record, words))
    await refusal(OutOfReach, records.correct_discharge(stack.by(PHUC), record, words))
    told = await discharges.told(stack.by(LAN), (await records.read(stack.by(LAN), record)).page)
    assert (told.traits, told.procedure_codes, told.outcome) == (("graft",), ("55.69",), Outcome.RECOVERED)
    wrong = DischargeCorrection(replace(DEAD, discharged_at=stack.clock() + HOUR, diagnosis_code="?"), " ")
    said = await refusal(Malformed, records.correct_discharge(stack.by(LAN), record, wrong))
    assert [part.split(":")[0] for part in said.removeprefix("Dữ liệu chưa đúng: ").split("; ")] == [
        "discharged_at",
        "diagnosis_code",
        "reason",
    ]
