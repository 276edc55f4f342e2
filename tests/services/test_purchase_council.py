"""The province's IT council appraises a proposal to buy: set up and decided by the department, and that purchase goes on or back by it."""

from domain.appraisals import Finding
from domain.councils import AppraisalState
from domain.errors import Incomplete, Malformed, NotAllowed, WrongState
from domain.names import AppraisalId, ProcurementId
from domain.procurement import ProcurementState
from domain.procurement_events import Opinion
from domain.roles import Role
from domain.seats import Member, Seat
from domain.tracks import State
from services import appraisals, errands, procurement, procurement_views, tracks
from services.procurement_shown import ProcurementView
from tests.buying import Buying, buying, purchase
from tests.care import newcomer, refusal, sign, until
from tests.council import votes
from tests.people import PIN, Someone
from tests.purchases import at_step, judged, opened, proposed
from tests.rollout import FOUNDED, declared, pdf
from tests.stack import Stack

CRITERIA = ("MS01", "MS02", "MS03", "MS04")
LONG = ("Mạng nội bộ các khoa, " * 10)[:198] + "./"
"""As long as a name may be: papers cite it whole."""
People = tuple[Someone, Someone, Someone, Someone]
"""Chair, secretary, member, clerk of the department."""


async def council(stack: Stack, at: Buying, code: str) -> People:
    """Who sits for the province, with their keys, and the seal of the department."""
    there = at.there
    chair = await newcomer(stack, f"gd.syt.{code}", "Trịnh Văn Bình", Role.DIRECTOR, there.department)
    clerk = await newcomer(stack, f"vt.syt.{code}", "Lê Thị Cúc", Role.CLERK, there.department)
    member = await newcomer(stack, f"tk.hung.{code}", "Trần Quốc Hùng", Role.HEAD, there.hospital)
    for one in (chair, clerk, member, there.colleague):
        await stack.house.signer.enrol(one.id, PIN, one.name, "Sở Y tế tỉnh", "person")
    await stack.house.signer.enrol_organisation(there.department, f"Sở Y tế tỉnh {code}", "organisation")
    return chair, there.colleague, member, clerk


def seats(people: People) -> tuple[Member, ...]:
    chair, secretary, member, _ = people
    return (Member(chair.id, Seat.CHAIR), Member(secretary.id, Seat.SECRETARY), Member(member.id, Seat.MEMBER))


async def asked(stack: Stack, at: Buying, which: ProcurementId, reason: str = "") -> AppraisalId:
    by = stack.by(at.there.administrator)
    return await appraisals.trigger(by, at.there.track, reason=reason, purchase=which)


async def seen(stack: Stack, at: Buying, which: ProcurementId) -> ProcurementView:
    return await procurement_views.read(stack.by(at.it), which)


async def shown(stack: Stack, at: Buying, which: AppraisalId, *codes: str, said: str = "Thuyết minh") -> None:
    for code in codes or CRITERIA:
        await appraisals.bring(stack.by(at.there.administrator), which, code, [pdf(f"{said} {code}")])


async def before_a_council(stack: Stack, code: str) -> tuple[Buying, People, ProcurementId, AppraisalId]:
    """A signed proposal with its evidence, which the province is to judge."""
    at = await buying(stack, code)
    people = await council(stack, at, code)
    await declared(stack, at.there.administrator, at.there.track, "3.2-2")
    bought = await opened(stack, at)
    await proposed(stack, at, bought)
    which = await asked(stack, at, bought)
    await shown(stack, at, which)
    return at, people, bought, which


async def decided(stack: Stack, at: Buying, which: AppraisalId, people: People, found: dict[str, Finding], anyway: str = "") -> None:
    """The department calls the council, which judges; `anyway`: why, although an earlier milestone is not reported."""
    by = stack.by(at.there.officer)
    await appraisals.convene(by, which, seats(people), FOUNDED, "Sở Khoa học và Công nghệ", anyway=anyway)
    await judges(stack, at, which, people, found)


async def judges(stack: Stack, at: Buying, which: AppraisalId, people: People, found: dict[str, Finding]) -> None:
    """The council votes and signs; the head of the department decides, its clerk numbers it."""
    chair, secretary, member, clerk = people
    for one in (chair, secretary, member):
        await votes(stack, one, which, found)
    minutes = await appraisals.close(stack.by(chair), which)
    for one in (secretary, member, chair):
        await sign(stack, one, minutes)
    by = stack.by(at.there.officer)
    await until(lambda: appraisals.read(by, which), lambda view: view.appraisal.state is AppraisalState.REVIEWED)
    decision = await appraisals.decide(stack.by(at.there.officer), which)
    for one in (chair, clerk):
        await sign(stack, one, decision)
    await until(lambda: appraisals.read(by, which), lambda view: view.appraisal.state is AppraisalState.CLOSED)


async def test_a_proposal_goes_on_or_back_by_the_provinces_council(stack: Stack) -> None:
    at = await buying(stack, "pc1")
    there = at.there
    people = await council(stack, at, "pc1")
    chair, _, member, _ = people
    await declared(stack, there.administrator, there.track, "3.2-2")
    bought = await opened(stack, at)
    told = await refusal(Incomplete, asked(stack, at, bought))
    assert "chưa đến bước thẩm định, cần xong trước: Lập và ký tờ trình" in told
    await proposed(stack, at, bought)
    told = await refusal(Incomplete, appraisals.trigger(stack.by(there.administrator), there.track, "3.2-2"))
    assert "mở trang của gói mua sắm" in told, "which proposal is judged is never guessed"

    ((number, series),) = [(one.version.issue_number, one.version.series) for one in (await seen(stack, at, bought)).papers]
    assert (number, series) == (1, "TTr-BV")

    which = await asked(stack, at, bought)
    await refusal(WrongState, asked(stack, at, bought))
    await shown(stack, at, which)
    called = (which, seats(people), FOUNDED, "Sở Khoa học và Công nghệ")
    await refusal(NotAllowed, appraisals.convene(stack.by(there.administrator), *called))
    local = (Member(member.id, Seat.CHAIR), Member(at.it.id, Seat.SECRETARY), Member(chair.id, Seat.MEMBER))
    told = await refusal(Malformed, appraisals.convene(stack.by(there.officer), which, local, FOUNDED, "Sở"))
    assert "cần ít nhất 2 người ngoài đơn vị được thẩm định" in told
    await decided(stack, at, which, people, {"MS02": Finding.NOT_MET})
    minutes = (await appraisals.read(stack.by(there.officer), which)).minutes
    assert minutes
    assert "Máy chủ và thiết bị lưu trữ (Tờ trình số 01/TTr-BV ngày" in str((minutes[1].data or {})["subject"])
    view = await seen(stack, at, bought)
    assert (view.one.state, view.one.version) == (ProcurementState.RETURNED, 2)
    assert "MS02" in view.events[-1].event.words

    await proposed(stack, at, bought)
    second = await asked(stack, at, bought, "Đã bỏ hạng mục trùng")
    await shown(stack, at, second, "MS02", said="Bảng đối chiếu mới")
    assert (await appraisals.read(stack.by(there.officer), second)).appraisal.asked == ("MS02",)
    await decided(stack, at, second, people, {})
    view = await procurement_views.read(stack.by(at.it), bought)
    assert view.events[-1].event.opinion is Opinion.AGREED
    assert [(one.id, one.met) for one in view.appraisals] == [(which, False), (second, True)]
    line = (await tracks.milestone(stack.by(there.officer), there.track, "3.2-2")).line
    assert line.progress.state is State.OPEN, "a good proposal is not yet a machine that runs"


async def test_a_verdict_goes_to_the_purchase_it_judged_and_to_no_other(stack: Stack) -> None:
    at = await buying(stack, "pc2")
    there = at.there
    people = await council(stack, at, "pc2")
    await declared(stack, there.administrator, there.track, "3.2-2")
    first = await opened(stack, at)
    second = await opened(stack, at, purchase(title=LONG, milestone="3.2-1"))
    for one in (first, second):
        await proposed(stack, at, one)

    of_second, of_first = await asked(stack, at, second), await asked(stack, at, first)
    view = await appraisals.read(stack.by(there.officer), of_second)
    assert view.purchase
    assert (view.purchase.id, view.purchase.title) == (second, LONG)
    await shown(stack, at, of_second)
    assert not (await appraisals.read(stack.by(there.officer), of_first)).exhibits, "each proposal is judged on its own evidence"
    await decided(stack, at, of_second, people, {"MS01": Finding.NOT_MET}, "Khảo sát báo cáo sau")
    states = [(await procurement_views.read(stack.by(at.it), one)).one.state for one in (first, second)]
    assert states == [ProcurementState.OPEN, ProcurementState.RETURNED], "the one opened first was not judged"

    await shown(stack, at, of_first, said="Cấu hình")
    assert not (await appraisals.read(stack.by(there.officer), of_second)).appraisal.stale, "evidence of another purchase changes nothing"
    await decided(stack, at, of_first, people, {})
    await at_step(stack, at.it, first, "approval-own")
    assert (await procurement_views.read(stack.by(at.it), second)).one.state is ProcurementState.RETURNED


async def test_nobody_enters_by_hand_what_a_council_is_judging(stack: Stack) -> None:
    at, people, bought, which = await before_a_council(stack, "pc3")
    there = at.there
    assert "judge" in (await procurement_views.read(stack.by(there.officer), bought)).acts
    await appraisals.convene(stack.by(there.officer), which, seats(people), FOUNDED, "Sở")
    assert "judge" not in (await procurement_views.read(stack.by(there.officer), bought)).acts
    told = await refusal(WrongState, judged(stack, there.officer, bought, "council"))
    assert "Hội đồng đang thẩm định" in told

    await procurement.stop(stack.by(there.administrator), bought, "Không còn nhu cầu")
    await judges(stack, at, which, people, {"MS03": Finding.NOT_MET})
    view = await procurement_views.read(stack.by(at.it), bought)
    assert (view.one.state, view.one.version) == (ProcurementState.STOPPED, 1), "the papers of the council stand for themselves"


async def test_what_was_judged_by_hand_meanwhile_calls_no_council(stack: Stack) -> None:
    at = await buying(stack, "pc4")
    there = at.there
    people = await council(stack, at, "pc4")
    bought = await opened(stack, at, purchase(milestone=""))
    await proposed(stack, at, bought)
    which = await asked(stack, at, bought)
    await shown(stack, at, which)
    await judged(stack, there.officer, bought, "council")
    told = await refusal(Incomplete, appraisals.convene(stack.by(there.officer), which, seats(people), FOUNDED, "Sở"))
    assert "không chờ thẩm định nữa" in told


async def test_a_proposal_sent_back_after_its_council_is_judged_anew_whatever_evidence_came_since(stack: Stack) -> None:
    at, people, bought, which = await before_a_council(stack, "pc5")
    there = at.there
    await decided(stack, at, which, people, {})
    await judged(stack, there.administrator, bought, "approval-own", Opinion.REFUSED)
    assert (await seen(stack, at, bought)).one.state is ProcurementState.RETURNED
    await shown(stack, at, which, "MS02", said="Dự toán lần hai")
    assert (await appraisals.read(stack.by(there.officer), which)).appraisal.stale
    again = [one.kind for one in await errands.errands(stack.by(there.administrator)) if one.link == f"/appraisals/{which}"]
    assert again == ["appraise_again"]
    await proposed(stack, at, bought)
    second = await asked(stack, at, bought, "Đề xuất đã sửa")
    view = await appraisals.read(stack.by(there.officer), second)
    assert set(view.appraisal.asked) == set(CRITERIA), "another proposal: nothing is carried over"
    assert (await appraisals.read(stack.by(there.officer), which)).next_round == second
    await decided(stack, at, second, people, {})
    await judged(stack, there.administrator, bought, "approval-own")
    await shown(stack, at, second, "MS03", said="Sau khi đã duyệt")
    assert (await appraisals.read(stack.by(there.officer), second)).appraisal.stale
    lines = [one.kind for one in await errands.errands(stack.by(there.administrator)) if one.link == f"/appraisals/{second}"]
    assert lines == [], "a purchase that went on waits for no council: nothing is asked that cannot be done"
