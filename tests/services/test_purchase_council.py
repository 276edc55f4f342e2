"""The province's IT council appraises a proposal to buy: set up and decided by the department, and the purchase goes on or back by it."""

from domain.appraisals import Finding
from domain.councils import AppraisalState
from domain.errors import Malformed, NotAllowed
from domain.names import AppraisalId
from domain.procurement import ProcurementState
from domain.procurement_events import Opinion
from domain.roles import Role
from domain.seats import Member, Seat
from domain.tracks import State
from services import appraisals, procurement_views, tracks
from tests.buying import Buying, buying
from tests.care import newcomer, refusal, sign, until
from tests.council import votes
from tests.people import PIN, Someone
from tests.purchases import opened, proposed
from tests.rollout import FOUNDED, declared, pdf
from tests.stack import Stack

CRITERIA = ("MS01", "MS02", "MS03", "MS04")


async def asked(stack: Stack, at: Buying) -> AppraisalId:
    administrator = at.there.administrator
    which = await appraisals.trigger(stack.by(administrator), at.there.track, "3.2-2")
    for code in CRITERIA:
        await appraisals.bring(stack.by(administrator), which, code, [pdf(f"Thuyết minh {code}")])
    return which


async def decided(stack: Stack, at: Buying, which: AppraisalId, people: tuple[Someone, ...], found: dict[str, Finding]) -> None:
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
    chair = await newcomer(stack, "gd.syt.pc1", "Trịnh Văn Bình", Role.DIRECTOR, there.department)
    clerk = await newcomer(stack, "vt.syt.pc1", "Lê Thị Cúc", Role.CLERK, there.department)
    member = await newcomer(stack, "tk.hung.pc1", "Trần Quốc Hùng", Role.HEAD, there.hospital)
    for one in (chair, clerk, member, there.colleague):
        await stack.house.signer.enrol(one.id, PIN, one.name, "Sở Y tế tỉnh", "person")
    await stack.house.signer.enrol_organisation(there.department, "Sở Y tế tỉnh pc1", "organisation")
    await declared(stack, there.administrator, there.track, "3.2-2")
    purchase = await opened(stack, at)
    await proposed(stack, at, purchase)

    which = await asked(stack, at)
    council = (Member(chair.id, Seat.CHAIR), Member(there.colleague.id, Seat.SECRETARY), Member(member.id, Seat.MEMBER))
    called = (which, council, FOUNDED, "Sở Khoa học và Công nghệ")
    await refusal(NotAllowed, appraisals.convene(stack.by(there.administrator), *called))
    local = (Member(member.id, Seat.CHAIR), Member(at.it.id, Seat.SECRETARY), Member(chair.id, Seat.MEMBER))
    told = await refusal(Malformed, appraisals.convene(stack.by(there.officer), which, local, FOUNDED, "Sở"))
    assert "cần ít nhất 2 người ngoài đơn vị được thẩm định" in told
    await appraisals.convene(stack.by(there.officer), *called)
    people = (chair, there.colleague, member, clerk)
    await decided(stack, at, which, people, {"MS02": Finding.NOT_MET})
    view = await procurement_views.read(stack.by(at.it), purchase)
    assert (view.one.state, view.one.version) == (ProcurementState.RETURNED, 2)
    assert "MS02" in view.events[-1].event.words

    await proposed(stack, at, purchase)
    second = await appraisals.trigger(stack.by(there.administrator), there.track, "3.2-2", "Đã bỏ hạng mục trùng")
    await appraisals.bring(stack.by(there.administrator), second, "MS02", [pdf("Bảng đối chiếu mới")])
    assert (await appraisals.read(stack.by(there.officer), second)).appraisal.asked == ("MS02",)
    await appraisals.convene(stack.by(there.officer), second, council, FOUNDED, "Sở")
    await decided(stack, at, second, people, {})
    view = await procurement_views.read(stack.by(at.it), purchase)
    assert view.events[-1].event.opinion is Opinion.AGREED
    line = (await tracks.milestone(stack.by(there.officer), there.track, "3.2-2")).line
    assert line.progress.state is State.OPEN, "a good proposal is not yet a machine that runs"
