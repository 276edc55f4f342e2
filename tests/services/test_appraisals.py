"""An appraisal as its council and its administrator see it, up to the verdict."""

from dataclasses import dataclass

from sqlalchemy import select

from activities.staffing import follow
from domain.appraisals import Finding
from domain.councils import AppraisalState
from domain.errors import EarlierFirst, Incomplete, NotAllowed, OutOfReach, SamePerson, StaleDocument, WrongState
from domain.golive import Readiness
from domain.names import AppraisalId
from domain.roles import Role
from domain.seats import Member, Seat
from services import appraisals, evidence, golive, signatures
from store.tables.notices import NoticeRow
from tests.care import newcomer, refusal
from tests.people import Someone
from tests.rollout import DECISION, FOUNDED, Province, convened, declared, pdf, province, vote
from tests.stack import Stack


@dataclass(frozen=True)
class Council:
    there: Province
    which: AppraisalId
    chair: Someone
    secretary: Someone
    member: Someone


async def council(stack: Stack, code: str) -> Council:
    """A province whose hospital has called a council."""
    there = await province(stack, code)
    secretary = await newcomer(stack, f"kh.nam.{code}", "Vũ Văn Nam", Role.RECORDS_OFFICER, there.hospital)
    member = await newcomer(stack, f"tk.hung.{code}", "Trần Quốc Hùng", Role.HEAD, there.hospital)
    await declared(stack, there.administrator, there.track, "3.5-10")
    which = await convened(stack, there.administrator, there.track, there.officer, secretary, member)
    return Council(there, which, there.officer, secretary, member)


async def test_the_council_is_called_on_a_file_for_each_of_ten_criteria(stack: Stack) -> None:
    there = await province(stack, "A1")
    told = await refusal(WrongState, appraisals.trigger(stack.by(there.administrator), there.track))
    assert told == "Mốc này chưa được khai báo lại từ khi kế hoạch mở. Hãy khai báo lại trước."
    await declared(stack, there.administrator, there.track)
    which = await appraisals.trigger(stack.by(there.administrator), there.track)
    told = await refusal(WrongState, appraisals.trigger(stack.by(there.administrator), there.track))
    assert told == "Đang có một thẩm định chưa kết thúc. Mở thẩm định đó."
    view = await appraisals.read(stack.by(there.administrator), which)
    assert (len(view.appraisal.edition.criteria), view.appraisal.state) == (10, AppraisalState.EVIDENCE)
    await appraisals.bring(stack.by(there.administrator), which, "TC01", [pdf("Quy chế")])
    chosen = (Member(there.officer.id, Seat.CHAIR),)
    sentence = await refusal(Incomplete, appraisals.convene(stack.by(there.administrator), which, chosen, FOUNDED, "Phòng họp"))
    assert sentence.count("chưa có minh chứng") == 9


async def test_who_brought_evidence_is_no_candidate_and_no_member(stack: Stack) -> None:
    there = await province(stack, "A2")
    it = await newcomer(stack, "cntt.khanh.A2", "Đỗ Duy Khánh", Role.IT_OFFICER, there.hospital)
    head = await newcomer(stack, "tk.hung.A2", "Trần Quốc Hùng", Role.HEAD, there.hospital)
    await declared(stack, there.administrator, there.track, "3.5-10")
    which = await appraisals.trigger(stack.by(there.administrator), there.track)
    for criterion in (await appraisals.read(stack.by(it), which)).appraisal.edition.criteria:
        await appraisals.bring(stack.by(it), which, criterion.code, [pdf(f"Minh chứng {criterion.code}")])
    candidates = {post.position.person for post in await appraisals.candidates(stack.by(there.administrator), which)}
    assert candidates == {there.officer.id, there.colleague.id, head.id}
    chosen = (Member(there.officer.id, Seat.CHAIR), Member(it.id, Seat.SECRETARY), Member(head.id, Seat.MEMBER))
    await refusal(SamePerson, appraisals.convene(stack.by(there.administrator), which, chosen, FOUNDED, "Phòng họp"))


async def test_the_council_is_called_when_the_turn_of_its_milestone_has_come(stack: Stack) -> None:
    there = await province(stack, "AW")
    secretary = await newcomer(stack, "kh.nam.AW", "Vũ Văn Nam", Role.RECORDS_OFFICER, there.hospital)
    member = await newcomer(stack, "tk.hung.AW", "Trần Quốc Hùng", Role.HEAD, there.hospital)
    await declared(stack, there.administrator, there.track)
    told = await refusal(EarlierFirst, convened(stack, there.administrator, there.track, there.officer, secretary, member))
    assert "3.5-9 " in told
    assert "3.5-1 " in told


async def test_votes_are_hidden_until_the_chair_closes(stack: Stack) -> None:
    now = await council(stack, "A3")
    await vote(stack, now.chair, now.which)
    await vote(stack, now.secretary, now.which, against=("TC06",))
    seen = await appraisals.read(stack.by(now.member), now.which)
    assert (seen.votes, seen.revealed, seen.my_seat) == ((), False, Seat.MEMBER)
    assert (seen.voted, seen.cast[now.member.id]) == (frozenset({now.chair.id, now.secretary.id}), 0)
    assert not any("met" in line.facts for line in seen.timeline)
    await vote(stack, now.member, now.which)
    seen = await appraisals.read(stack.by(now.there.administrator), now.which)
    assert (seen.votes, seen.revealed) == ((), False), "each may still change their mind"
    await appraisals.close(stack.by(now.chair), now.which)
    seen = await appraisals.read(stack.by(now.there.administrator), now.which)
    assert (len(seen.votes), seen.revealed) == (30, True)


async def test_only_members_vote_and_only_the_chair_closes_with_a_quorum(stack: Stack) -> None:
    now = await council(stack, "A4")
    shown = (await appraisals.read(stack.by(now.chair), now.which)).exhibits["TC01"].sha256
    told = await refusal(NotAllowed, appraisals.vote(stack.by(now.there.colleague), now.which, "TC01", Finding.MET, shown))
    assert told.endswith("Chỉ thành viên của hội đồng này biểu quyết.")
    told = await refusal(NotAllowed, appraisals.vote(stack.by(now.there.administrator), now.which, "TC01", Finding.MET, shown))
    assert "quản trị bệnh viện" not in told, "not sent to ask themselves"
    await refusal(Incomplete, appraisals.vote(stack.by(now.chair), now.which, "TC01", Finding.NOT_MET, shown))
    told = await refusal(NotAllowed, appraisals.close(stack.by(now.secretary), now.which))
    assert told.endswith("Chủ tịch của hội đồng này kết thúc biểu quyết.")
    sentence = await refusal(Incomplete, appraisals.close(stack.by(now.chair), now.which))
    assert "chưa đủ 2 phiếu ở tiêu chí TC01, TC02" in sentence
    stranger = await province(stack, "A5")
    await refusal(OutOfReach, appraisals.read(stack.by(stranger.officer), now.which))


async def test_a_member_votes_only_on_what_they_have_opened_since_the_council_was_called(stack: Stack) -> None:
    now = await council(stack, "AO")
    shown = (await appraisals.read(stack.by(now.secretary), now.which)).exhibits["TC01"].sha256
    told = await refusal(Incomplete, appraisals.vote(stack.by(now.secretary), now.which, "TC01", Finding.MET, shown))
    assert "khai báo xung đột lợi ích" in told
    await appraisals.declare(stack.by(now.secretary), now.which, conflict=False)
    told = await refusal(Incomplete, appraisals.vote(stack.by(now.secretary), now.which, "TC01", Finding.MET, shown))
    assert "hãy mở mọi tệp minh chứng" in told
    await evidence.file(stack.by(now.member), now.there.track, shown)
    await refusal(Incomplete, appraisals.vote(stack.by(now.secretary), now.which, "TC01", Finding.MET, shown))
    await evidence.file(stack.by(now.secretary), now.there.track, shown)
    voted = await appraisals.vote(stack.by(now.secretary), now.which, "TC01", Finding.MET, shown)
    assert [vote.criterion for vote in voted.votes] == ["TC01"]


async def test_new_evidence_undoes_the_votes_that_rested_on_the_old(stack: Stack) -> None:
    now = await council(stack, "A6")
    old = (await appraisals.read(stack.by(now.chair), now.which)).exhibits["TC01"].sha256
    await vote(stack, now.chair, now.which)
    await appraisals.bring(stack.by(now.there.administrator), now.which, "TC01", [pdf("Quy chế sửa đổi")])
    seen = await appraisals.read(stack.by(now.chair), now.which)
    assert (seen.voted, seen.cast[now.chair.id]) == (frozenset(), 9)
    await refusal(StaleDocument, appraisals.vote(stack.by(now.chair), now.which, "TC01", Finding.MET, old))


async def test_a_criterion_not_met_is_in_the_minutes_and_keeps_the_hospital_from_going_live(stack: Stack) -> None:
    there = await province(stack, "A7")
    chair = await newcomer(stack, "gd.son.A7", "Nguyễn Hồng Sơn", Role.DIRECTOR, there.hospital)
    secretary = await newcomer(stack, "kh.nam.A7", "Vũ Văn Nam", Role.RECORDS_OFFICER, there.hospital)
    member = await newcomer(stack, "tk.hung.A7", "Trần Quốc Hùng", Role.HEAD, there.hospital)
    await declared(stack, there.administrator, there.track, "3.5-10")
    which = await convened(stack, there.administrator, there.track, chair, secretary, member)
    for one in (chair, secretary):
        await vote(stack, one, which, against=("TC04",))
    await appraisals.close(stack.by(chair), which, "Khắc phục trong tháng.")
    seen = await appraisals.read(stack.by(there.officer), which)
    assert seen.appraisal.verdict is not None
    assert (seen.appraisal.verdict.met, seen.appraisal.verdict.missing) == (False, ("TC04",))
    assert seen.minutes is not None
    data = seen.minutes[1].data or {}
    assert (data["verdict"], [one["present"] for one in data["members"]]) == ("not_met", [True, True, False])
    assert [step.name for step in seen.minutes[1].chain.steps] == ["recorded", "agreed", "chaired"]
    await refusal(Incomplete, appraisals.close(stack.by(chair), which))
    sentence = await refusal(Incomplete, golive.decide(stack.by(there.administrator), there.track, DECISION))
    assert "chưa có kết luận" in sentence
    now = await golive.standing(stack.by(there.administrator), there.track)
    assert (now.readiness, "verdict" in [one.code for one in now.open]) == (Readiness.NEVER, True)


async def test_whom_the_department_sends_signs_the_minutes_without_a_post_in_the_hospital(stack: Stack) -> None:
    there = await province(stack, "A9")
    member = await newcomer(stack, "tk.hung.A9", "Trần Quốc Hùng", Role.HEAD, there.hospital)
    await declared(stack, there.administrator, there.track, "3.5-10")
    which = await convened(stack, there.administrator, there.track, there.officer, there.colleague, member)
    for one in (there.officer, there.colleague):
        await vote(stack, one, which)
    document = await appraisals.close(stack.by(there.officer), which, "Đạt.")
    await follow(stack.sessions, stack.clock, there.hospital)
    view = await signatures.read(stack.by(there.officer), document)
    assert (view.newest.chain.waiting, view.left) == (frozenset({there.colleague.id}), frozenset())
    async with stack.sessions() as session:
        told = await session.execute(select(NoticeRow.key).where(NoticeRow.key.startswith(f"unfillable/{document}/")))
    assert told.all() == []
