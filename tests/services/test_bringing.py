"""Evidence is of the track, or of one purchase: nobody brings it to a council they sit on, nor while papers are signed."""

from domain.appraisals import Finding
from domain.councils import AppraisalState
from domain.errors import SamePerson, WrongState
from domain.names import AppraisalId
from domain.roles import Role
from domain.seats import Member, Seat
from services import appraisals, errands
from tests.buying import buying, purchase
from tests.care import newcomer, refusal, until
from tests.council import Council, all_sign, council_of_seven, shown, votes
from tests.people import Someone
from tests.purchases import opened, proposed
from tests.rollout import FOUNDED, declared, pdf
from tests.services.test_purchase_council import asked
from tests.services.test_purchase_council import shown as brought
from tests.stack import Stack


async def not_met(stack: Stack, now: Council) -> AppraisalId:
    """TC04 is lacking; the minutes are signed."""
    administrator = stack.by(now.there.administrator)
    which = await appraisals.trigger(stack.by(now.there.administrator), now.there.track)
    await shown(stack, now, which)
    await appraisals.convene(administrator, which, now.members, FOUNDED, "Hội trường", anyway="Đủ")
    for one in now.all:
        await votes(stack, one, which, {"TC04": Finding.NOT_MET})
    minutes = await appraisals.close(stack.by(now.chair), which)
    told = await refusal(WrongState, appraisals.bring(stack.by(now.there.administrator), which, "TC04", [pdf("Chen ngang")]))
    assert told.startswith("Biên bản thẩm định đang chờ ký")
    assert not (await appraisals.read(administrator, which)).may_bring
    await all_sign(stack, minutes, now.secretary, *now.all[2:], now.chair)
    await until(lambda: appraisals.read(administrator, which), lambda view: view.appraisal.state is AppraisalState.CLOSED)
    return which


async def waiting(stack: Stack, one: Someone, which: AppraisalId) -> list[int]:
    return [found.many for found in await errands.errands(stack.by(one)) if (found.kind, found.link) == ("vote", f"/appraisals/{which}")]


async def test_an_earlier_round_is_no_way_round_and_what_is_renewed_is_voted_on(stack: Stack) -> None:
    now = await council_of_seven(stack, "br1", "3.5-10")
    administrator = stack.by(now.there.administrator)
    first = await not_met(stack, now)
    assert (await appraisals.read(administrator, first)).may_bring
    second = await appraisals.trigger(stack.by(now.there.administrator), now.there.track, "3.5-10", "Đã khắc phục")
    await appraisals.bring(stack.by(now.there.administrator), second, "TC04", [pdf("Đã chặn sửa tờ")])
    await appraisals.convene(stack.by(now.there.administrator), second, now.members, FOUNDED, "Hội trường", anyway="Đủ")
    for one in (now.there.administrator, now.it):
        told = await refusal(WrongState, appraisals.bring(stack.by(one), first, "TC04", [pdf("Qua lần trước")]))
        assert told.startswith("Đã có lần thẩm định sau")
        assert not (await appraisals.read(stack.by(one), first)).may_bring
    await refusal(SamePerson, appraisals.bring(stack.by(now.it), second, "TC04", [pdf("Tự nộp")]))

    await votes(stack, now.first, second)
    assert await waiting(stack, now.first, second) == []
    await appraisals.bring(stack.by(now.there.administrator), second, "TC06", [pdf("Nhật ký mới")])
    view = await appraisals.read(stack.by(now.first), second)
    assert (view.appraisal.asked, await waiting(stack, now.first, second)) == (("TC04", "TC06"), [1]), "nobody found that met"


async def test_a_council_of_another_purchase_judges_by_the_same_criteria_on_other_evidence(stack: Stack) -> None:
    at = await buying(stack, "br2")
    there = at.there
    chair = await newcomer(stack, "gd.syt.br2", "Trịnh Văn Bình", Role.DIRECTOR, there.department)
    await declared(stack, there.administrator, there.track, "3.2-2")
    bought, another = await opened(stack, at), await opened(stack, at, purchase(title="Mạng nội bộ", milestone="3.2-1"))
    for one in (bought, another):
        await proposed(stack, at, one)
    which = await asked(stack, at, bought)
    await brought(stack, at, which)
    council = (Member(chair.id, Seat.CHAIR), Member(there.colleague.id, Seat.SECRETARY), Member(at.it.id, Seat.MEMBER))
    await appraisals.convene(stack.by(there.officer), which, council, FOUNDED, "Sở Khoa học và Công nghệ")
    await votes(stack, chair, which)
    assert await waiting(stack, chair, which) == []

    told = await refusal(SamePerson, appraisals.bring(stack.by(at.it), which, "MS01", [pdf("Tự nộp")]))
    assert told.startswith("Anh/chị là thành viên hội đồng đang thẩm định trên minh chứng này")
    other = await asked(stack, at, another)
    assert (await appraisals.read(stack.by(at.it), other)).may_bring, "this council judges another proposal"
    await appraisals.bring(stack.by(at.it), other, "MS01", [pdf("Thuyết minh khác")])
    assert await waiting(stack, chair, which) == []
    assert list((await appraisals.read(stack.by(chair), which)).exhibits) == ["MS01", "MS02", "MS03", "MS04"]
    assert list((await appraisals.read(stack.by(at.it), other)).exhibits) == ["MS01"]
