"""Who proposes, who sits and votes, and what may stand on a list."""

from uuid import uuid4

from sqlalchemy import update

from domain.disposals import DisposalState, Fate, Obstacle
from domain.errors import Incomplete, Malformed, NotAllowed, OutOfReach, SamePerson, StaleDocument, WrongState
from domain.names import RecordId
from domain.recusals import Tie
from domain.seats import Member, Seat
from services import disposals, holds, notices, records
from store.queries.treating import ties, who_treated
from store.tables.records import RecordRow
from tests.care import refusal
from tests.disposing import BEFORE, COUNCIL, case, decided, expired, paper, proposed, voting
from tests.people import LAN, MAI, NAM, SON, THUY
from tests.stack import Stack


async def test_only_the_records_office_proposes_and_only_the_council_votes(stack: Stack) -> None:
    (one,) = await expired(stack, 1)
    for other in (LAN, SON, MAI):
        await refusal(NotAllowed, disposals.preview(stack.by(other), BEFORE))
    which = await proposed(stack, "Một hồ sơ", [one])
    await refusal(SamePerson, disposals.convene(stack.by(NAM), which, (*COUNCIL[:4], Member(NAM.id, Seat.MEMBER)), "Phòng họp"))
    await refusal(Malformed, disposals.convene(stack.by(NAM), which, COUNCIL[:4], "Phòng họp"))
    await refusal(Malformed, disposals.convene(stack.by(NAM), which, COUNCIL, " "))
    await voting(stack, which)
    seen = (await disposals.read(stack.by(SON), which)).disposal.list_sha256
    await refusal(NotAllowed, disposals.vote(stack.by(NAM), which, seen, [(None, True, "")]))
    await refusal(NotAllowed, disposals.close(stack.by(THUY), which))
    assert "cần 3" in await refusal(Incomplete, disposals.close(stack.by(SON), which))
    await refusal(WrongState, disposals.decide(stack.by(NAM), which))
    await refusal(Incomplete, disposals.withdraw(stack.by(NAM), which, " "))
    assert (await disposals.withdraw(stack.by(SON), which, "Chờ ý kiến Sở Y tế")).state is DisposalState.WITHDRAWN
    assert one in {item.record for item in (await disposals.preview(stack.by(NAM), BEFORE)).items}, "free for another list"


async def test_a_list_that_changed_since_it_was_looked_at_is_not_proposed(stack: Stack) -> None:
    one, two = await expired(stack, 2)
    seen = await disposals.preview(stack.by(NAM), BEFORE)
    code = (await records.read(stack.by(NAM), two)).page.record.code
    await holds.place(stack.by(NAM), case(code))
    await refusal(StaleDocument, disposals.propose(stack.by(NAM), "Danh mục cũ", BEFORE, (), seen.list_sha256))
    now = await disposals.preview(stack.by(NAM), BEFORE)
    assert one in {item.record for item in now.items}
    assert {candidate.record: why for candidate, why in now.hindered}[two] is Obstacle.HELD
    which = await disposals.propose(stack.by(NAM, "propose-1"), "Danh mục mới", BEFORE, (), now.list_sha256)
    again = await disposals.propose(stack.by(NAM, "propose-1"), "Danh mục mới", BEFORE, (), now.list_sha256)
    assert again == which
    assert {why for candidate, why in (await disposals.preview(stack.by(NAM), BEFORE)).hindered if candidate.record == one} == {
        Obstacle.LISTED_ELSEWHERE
    }
    await disposals.withdraw(stack.by(NAM), which, "Thử")


async def test_a_record_is_taken_out_with_a_reason_until_the_decision(stack: Stack) -> None:
    one, two = await expired(stack, 2)
    which = await proposed(stack, "Hai hồ sơ", [one, two])
    await refusal(Incomplete, disposals.take_out(stack.by(NAM), which, 1, ""))
    told = await refusal(OutOfReach, disposals.take_out(stack.by(THUY), which, 1, "Chưa vào hội đồng"))
    assert "anh/chị không có tên trong hội đồng" in told, "the own hospital's, yet not theirs"
    seen = (await disposals.read(stack.by(NAM), which)).disposal.list_sha256
    told = await refusal(WrongState, disposals.decide(stack.by(NAM), which))
    assert told.startswith("Danh mục tiêu hủy đã chốt, chưa lập hội đồng.")
    after = await disposals.take_out(stack.by(NAM), which, 1, "Người bệnh đang khiếu nại")
    assert [(item.fate, item.reason) for item in after.items] == [(Fate.TAKEN_OUT, "Người bệnh đang khiếu nại"), (Fate.LISTED, "")]
    await voting(stack, which)
    await decided(stack, which)
    told = await refusal(WrongState, disposals.take_out(stack.by(NAM), which, 2, "Muộn"))
    assert told.startswith("Quyết định hủy đang chờ ký")
    await disposals.withdraw(stack.by(SON), which, "Thử")
    told = await refusal(WrongState, disposals.vote(stack.by(SON), which, seen, [(None, True, "")]))
    assert told.startswith("Đề nghị tiêu hủy này đã rút lại")


async def test_everybody_who_treated_has_a_conflict_and_whoever_approved_has_none(stack: Stack) -> None:
    (one,) = await expired(stack, 1)
    which = await proposed(stack, "Ai đã điều trị", [one])
    (item,) = (await disposals.read(stack.by(NAM), which)).disposal.items
    assert item.treated_by == {LAN.id, MAI.id}, "who treated and ordered, who performed; not who approved, headed or received"
    async with stack.sessions() as session:
        found = (await ties(session, [one]))[one]
    assert found == {LAN.id: set(Tie), MAI.id: {Tie.SIGNED}}, "the treating doctor ordered and signed; who performed signed"
    await disposals.withdraw(stack.by(NAM), which, "Thử")


async def test_the_records_office_is_told_once_a_month_what_may_go(stack: Stack) -> None:
    await expired(stack, 1)
    assert await disposals.tell_of_expired(stack.sessions, stack.clock) >= 1
    assert await disposals.tell_of_expired(stack.sessions, stack.clock) >= 1
    assert [one.kind for one in await notices.unseen(stack.by(NAM))].count("expired") == 1


async def test_a_class_is_called_as_its_edition_calls_it(stack: Stack) -> None:
    """Of one code, two circulars have two titles: a signed paper names the one by which the term was set."""
    new, old = await expired(stack, 2)
    async with stack.sessions.begin() as session:
        await session.execute(update(RecordRow).where(RecordRow.id == old).values(retention_edition="TT 53/2017"))
    which = await proposed(stack, "Hai ấn bản", [new, old])
    await disposals.convene(stack.by(NAM), which, COUNCIL, "Phòng họp")
    titles = [one["class"] for one in (await paper(stack, which, "disposal-council"))["classes"]]
    assert sorted(titles) == ["Hồ sơ bệnh án khác", "Hồ sơ bệnh án nội trú, ngoại trú"]
    await disposals.withdraw(stack.by(NAM), which, "Thử")


async def test_a_year_of_a_large_hospital_is_one_list(stack: Stack) -> None:
    """All terms end on one day of the year: more records than a statement has parameters."""
    (one,) = await expired(stack, 1)
    async with stack.sessions() as session:
        found = await who_treated(session, [one, *(RecordId(uuid4()) for _ in range(70_000))])
    assert set(found) == {one}
