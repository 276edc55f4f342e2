"""A council of seven: set up by a signed decision, one conflict, one away, one dissent, one criterion missing, and a second round."""

from datetime import date, timedelta

from domain.appraisals import Finding
from domain.councils import AppraisalState
from domain.errors import Incomplete, Malformed, SamePerson, WrongState
from domain.names import AppraisalId
from domain.roles import Role
from domain.seats import Seat
from domain.shortfalls import Shortfall
from domain.tracks import State
from services import appraisals, errands, signatures, tracks
from tests.care import newcomer, refusal, until
from tests.council import Council, all_sign, council_of_seven, shown, votes
from tests.rollout import FOUNDED, in_force, pdf
from tests.stack import Stack

LATE = {"TC04": Finding.NOT_MET}
AWAY = "Giấy uỷ quyền 12/GUQ-BV ngày 02/12/2026"


async def called(stack: Stack, now: Council, milestone: str = "", founded_by: str = "") -> AppraisalId:
    which = await appraisals.trigger(stack.by(now.there.administrator), now.there.track, milestone)
    await shown(stack, now, which)
    await appraisals.convene(stack.by(now.there.administrator), which, now.members, founded_by, "Hội trường tầng 3", anyway="Đủ minh chứng")
    return which


async def state(stack: Stack, now: Council, which: AppraisalId, wanted: AppraisalState) -> None:
    by = stack.by(now.there.administrator)
    await until(lambda: appraisals.read(by, which), lambda view: view.appraisal.state is wanted)


async def test_from_the_decision_that_sets_it_up_to_a_second_round(stack: Stack) -> None:
    now = await council_of_seven(stack, "cs1", "3.5-10")
    administrator = stack.by(now.there.administrator)
    which = await called(stack, now)
    view = await appraisals.read(administrator, which)
    assert view.appraisal.state is AppraisalState.COUNCIL
    assert view.founding is not None
    await refusal(WrongState, appraisals.declare(stack.by(now.it), which, conflict=False))
    await all_sign(stack, view.founding[0].id, now.chair, now.clerk)
    await state(stack, now, which, AppraisalState.VOTING)
    assert (await appraisals.read(administrator, which)).sitting.founded_by.startswith("Quyết định thành lập Hội đồng chuyên môn")

    await appraisals.declare(stack.by(now.it), which, True, ("TC02",), "Phụ trách chứng thư số của bệnh viện")
    file = (await appraisals.read(stack.by(now.it), which)).exhibits["TC02"].sha256
    told = await refusal(SamePerson, appraisals.vote(stack.by(now.it), which, "TC02", Finding.MET, file))
    assert told.startswith("Anh/chị đã khai báo xung đột lợi ích ở tiêu chí này")
    await appraisals.substitute(stack.by(now.secretary), which, now.doctor.id, now.instead.id, AWAY)

    for one in (now.chair, now.secretary, now.it, now.first, now.second, now.instead):
        await votes(stack, one, which, LATE)
    told = await refusal(WrongState, appraisals.substitute(stack.by(now.secretary), which, now.first.id, now.doctor.id, AWAY))
    assert told == "Thành viên này đã biểu quyết nên không cử người dự thay được nữa."
    await votes(stack, now.outside, which, {"TC06": Finding.NOT_MET})

    due = in_force(stack) + timedelta(days=20)
    mend = [Shortfall("TC04", "Chặn sửa tờ đã ký; ghi lịch sử phiên bản.", due)]
    minutes = await appraisals.close(stack.by(now.chair), which, "Khắc phục rồi thẩm định lại.", mend)
    data = (await signatures.read(stack.by(now.chair), minutes)).newest.data or {}
    assert data["interests"] == [{"name": now.it.name, "on": "TC02", "reason": "Phụ trách chứng thư số của bệnh viện"}]
    seats = {one["name"]: (one["present"], one["instead"]) for one in data["members"]}
    assert seats[now.doctor.name] == (False, "")
    assert seats[now.instead.name] == (True, f"Dự thay {now.doctor.name} theo {AWAY}")
    lines = {one["code"]: one for one in data["criteria"]}
    assert (lines["TC02"]["yes"], lines["TC04"]["no"], lines["TC04"]["finding"]) == (6, 6, "not_met")
    assert lines["TC06"]["dissent"] == [f"{now.outside.name} (chưa đạt): Chưa thấy minh chứng đủ ở TC06"]
    assert data["shortfalls"] == [{"code": "TC04", "what": "Chặn sửa tờ đã ký; ghi lịch sử phiên bản.", "due": f"{due:%d/%m/%Y}"}]
    await all_sign(stack, minutes, now.secretary, now.it, now.first, now.second, now.instead, now.outside, now.chair)
    await state(stack, now, which, AppraisalState.CLOSED)

    await _second_round(stack, now, which, due)


async def _second_round(stack: Stack, now: Council, which: AppraisalId, due: date) -> None:
    """On what was not met alone; then the milestone is reported by the minutes."""
    administrator = stack.by(now.there.administrator)
    milestone = await tracks.milestone(administrator, now.there.track, "3.5-10")
    assert (milestone.line.progress.state, milestone.line.progress.mend_by) == (State.OPEN, due)
    assert [one.kind for one in await errands.errands(administrator) if one.link == f"/appraisals/{which}"] == ["make_good"]

    second = await appraisals.trigger(stack.by(now.there.administrator), now.there.track, "3.5-10", "Đã khắc phục")
    again = (await appraisals.read(administrator, second)).appraisal
    assert (again.asked, again.carried and again.carried["TC06"]) == (("TC04",), Finding.MET)
    old = (await appraisals.read(administrator, second)).exhibits["TC04"].files[0].file.sha256
    await appraisals.bring(
        stack.by(now.there.administrator), second, "TC04", [pdf("Biên bản thử sửa tờ đã ký")], [old], Finding.MET, "Đã chặn"
    )
    await appraisals.convene(stack.by(now.there.administrator), second, now.members, FOUNDED, "Hội trường tầng 3", anyway="Đủ minh chứng")
    for one in now.all:
        await votes(stack, one, second)
    minutes = await appraisals.close(stack.by(now.chair), second, "Đáp ứng.")
    assert (await signatures.read(stack.by(now.chair), minutes)).newest.data["before"].startswith("Biên bản họp")  # type: ignore[index]
    await all_sign(stack, minutes, now.secretary, *now.all[2:], now.chair)
    await state(stack, now, second, AppraisalState.CLOSED)
    milestone = await tracks.milestone(administrator, now.there.track, "3.5-10")
    assert (milestone.line.progress.state, milestone.line.progress.mend_by) == (State.REPORTED, None)
    await refusal(WrongState, appraisals.trigger(stack.by(now.there.administrator), now.there.track, "3.5-10", "Lần nữa"))


async def test_a_level_with_one_criterion_missing_is_the_next_lower_one(stack: Stack) -> None:
    now = await council_of_seven(stack, "cs2", "3.3b-2", "3.5-10")
    which = await called(stack, now, "3.3b-2", FOUNDED)
    for one in now.all:
        await votes(stack, one, which, {"87": Finding.NOT_MET})
    minutes = await appraisals.close(stack.by(now.chair), which)
    await all_sign(stack, minutes, now.secretary, *now.all[2:], now.chair)
    await state(stack, now, which, AppraisalState.REVIEWED)
    administrator = stack.by(now.there.administrator)
    decision = await appraisals.decide(stack.by(now.there.administrator), which)
    await all_sign(stack, decision, now.chair, now.clerk)
    await state(stack, now, which, AppraisalState.CLOSED)
    view = await appraisals.read(administrator, which)
    found = view.appraisal.verdict
    assert found is not None
    assert (found.met, found.grade, found.missing, view.appraisal.demanded) == (False, "basic", ("87",), "advanced")
    assert view.decision is not None
    data = view.decision[1].data or {}
    assert data["level"] == "LIS đạt mức cơ bản; mức phải đạt theo kế hoạch: nâng cao"
    assert view.decision[1].issue_number

    line = next(one for one in (await tracks.read(administrator, now.there.track)).milestones if one.spec.code == "3.3b-2")
    assert (line.progress.state, line.cell.word, line.progress.mend_by) == (State.OPEN, "short", view.shortfalls[0].due)
    done = tracks.NewReport(in_force(stack), "Xong", "Báo cáo số 12/BC-BV")
    told = await refusal(WrongState, tracks.report(stack.by(now.there.administrator), now.there.track, "3.3b-2", done))
    assert told.startswith("Hội đồng thẩm định kết luận chưa đạt")
    readiness = await appraisals.trigger(stack.by(now.there.administrator), now.there.track)
    assert (await appraisals.read(administrator, readiness)).exhibits == {}, "another council has evidence of its own"


async def test_a_council_needs_whom_its_edition_names_and_quorum_holds_on_each_criterion(stack: Stack) -> None:
    now = await council_of_seven(stack, "cs3", "3.5-10")
    administrator = stack.by(now.there.administrator)
    which = await called(stack, now, "", FOUNDED)
    for one in (now.chair, now.secretary, now.first, now.second):
        await votes(stack, one, which)
    assert (await appraisals.read(stack.by(now.chair), which)).short == ()
    await appraisals.declare(stack.by(now.second), which, True, (), "Họ hàng với người phụ trách phần mềm")
    told = await refusal(Incomplete, appraisals.close(stack.by(now.chair), which))
    assert "chưa đủ 4 phiếu" in told, "a quorum lost in the middle"
    view = await appraisals.read(stack.by(now.chair), which)
    assert (len(view.short), view.revealed, view.asked[now.second.id]) == (10, False, 0)
    await votes(stack, now.doctor, which)
    await appraisals.close(stack.by(now.chair), which)
    await refusal(WrongState, appraisals.vote(stack.by(now.outside), which, "TC01", Finding.MET, view.exhibits["TC01"].sha256))
    assert now.there.department != now.there.hospital
    stranger = await newcomer(stack, "vt.xa.cs3", "Văn Thư Xa", Role.CLERK, now.there.hospital)
    other = await council_of_seven(stack, "cs4", "3.5-10")
    begun = await appraisals.trigger(stack.by(other.there.administrator), other.there.track)
    await shown(stack, other, begun)
    wrong = (*other.members[:6], type(other.members[0])(stranger.id, Seat.MEMBER))
    by = stack.by(other.there.administrator)
    await refusal(Malformed, appraisals.convene(by, begun, wrong, FOUNDED, "Phòng họp", anyway="Đủ"))
    assert administrator.position.facility == now.there.hospital
