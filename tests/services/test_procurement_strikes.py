"""What was typed of a purchase by mistake is taken back: it stays in the history, the sums follow, nothing later may rest on it."""

from decimal import Decimal

from domain.errors import Incomplete, Malformed, NotAllowed, NotFound, SamePerson, WrongState
from domain.names import DocumentId, ProcurementId
from domain.procurement import ProcurementState
from domain.procurement_entering import Selection
from domain.procurement_events import Did, Opinion
from domain.procurement_items import Item
from services import procurement, procurement_exports, procurement_views, tracks
from services.procurement_exports import By
from services.procurement_shown import ProcurementView
from store.queries import procurement as queries
from store.writes import procurement as writes
from tests.buying import buying, paper, purchase, server
from tests.care import refusal
from tests.people import Someone
from tests.purchases import approved, checked, contracted, judged, opened, proposed
from tests.services.test_procurement import told
from tests.stack import Stack


async def seen(stack: Stack, one: Someone, which: ProcurementId) -> ProcurementView:
    return await procurement_views.read(stack.by(one), which)


async def item(stack: Stack, one: Someone, which: ProcurementId) -> Item:
    return (await seen(stack, one, which)).one.items[0]


async def last(stack: Stack, one: Someone, which: ProcurementId, did: Did) -> int:
    """Number of the newest event of this kind that counts."""
    return max(each.number for each in (await seen(stack, one, which)).events if each.event.did is did and not each.struck)


async def test_an_amount_typed_at_approval_is_taken_back_and_entered_anew(stack: Stack) -> None:
    at = await buying(stack, "ps1")
    anh, tam = at.there.administrator, at.there.officer
    which = await opened(stack, at)
    await proposed(stack, at, which)
    await judged(stack, tam, which, "council")
    await judged(stack, anh, which, "approval-own", approved={1: Decimal(69_000_000)})
    wrong = await last(stack, anh, which, Did.JUDGED)
    assert (await seen(stack, anh, which)).strikes == {wrong}, "the council's word came before it"
    await refusal(NotAllowed, procurement.strike(stack.by(at.director), which, wrong, "Thiếu một số không"))
    await refusal(Malformed, procurement.strike(stack.by(anh), which, wrong, "  "))
    await refusal(NotFound, procurement.strike(stack.by(anh), which, 99, "Thiếu một số không"))

    await procurement.strike(stack.by(anh, "PS1-hủy"), which, wrong, "Thiếu một số không")
    await procurement.strike(stack.by(anh, "PS1-hủy"), which, wrong, "Thiếu một số không")
    await refusal(NotFound, procurement.strike(stack.by(anh), which, wrong, "Thiếu một số không"))
    view = await seen(stack, anh, which)
    assert (view.one.items[0].approved, view.one.next, view.one.state) == (None, view.one.step("approval-own"), ProcurementState.OPEN)
    assert await told(stack, tam) == ["procurement_turn", "procurement_struck"]
    council = await last(stack, anh, which, Did.JUDGED)
    assert not view.strikes
    assert (await seen(stack, tam, which)).strikes == {council}, "each what they may enter themselves"
    await refusal(NotAllowed, procurement.strike(stack.by(anh), which, council, "Không phải của cơ sở"))
    struck = next(one for one in view.events if one.struck)
    assert (struck.number, struck.event.entries[0].amount) == (wrong, Decimal(69_000_000)), "the old figure stays"
    assert (view.events[-1].event.words, view.events[-1].event.strikes) == ("Thiếu một số không", wrong)
    facts = [one.facts for one in (await tracks.read(stack.by(anh), at.there.track)).timeline if one.act == "procurement.strike"]
    assert [(one["reason"], one["amount"]) for one in facts] == [("Thiếu một số không", "69000000")]
    counted = procurement_exports.counted(await procurement_views.of_plan(stack.by(anh), at.there.plan), By.FUND)
    assert counted["own"].approved is None

    await judged(stack, anh, which, "approval-own", approved={1: Decimal(690_000_000)})
    counted = procurement_exports.counted(await procurement_views.of_plan(stack.by(anh), at.there.plan), By.FUND)
    assert counted["own"].approved == Decimal(690_000_000)


async def test_what_later_steps_rest_on_is_taken_back_after_them(stack: Stack) -> None:
    at = await buying(stack, "ps2")
    anh = at.there.administrator
    which = await opened(stack, at)
    await approved(stack, at, which)
    approval = await last(stack, anh, which, Did.JUDGED)
    await checked(stack, at, which)
    told_ = await refusal(Incomplete, procurement.strike(stack.by(anh), which, approval, "Sai số"))
    assert "văn bản của bước “Rà soát điều khoản hợp đồng” đã ký" in told_
    selection = await last(stack, anh, which, Did.SELECTED)
    await refusal(Incomplete, procurement.strike(stack.by(anh), which, selection, "Sai nhà thầu"))

    await contracted(stack, at, which, item1=(2, Decimal(34_000_000)))
    contract = await last(stack, anh, which, Did.CONTRACTED)
    await procurement.deliver(stack.by(anh), which, "delivery", {1: 1}, paper(stack), False)
    await procurement.pay(stack.by(anh), which, {1: Decimal(1_000_000)}, paper(stack))
    told_ = await refusal(Incomplete, procurement.strike(stack.by(anh), which, contract, "Thiếu một số không"))
    assert "hủy ghi nhận “Thanh toán” trước" in told_
    assert contract not in (await seen(stack, anh, which)).strikes
    await procurement.strike(stack.by(anh), which, await last(stack, anh, which, Did.PAID), "Theo hợp đồng sai")
    told_ = await refusal(Incomplete, procurement.strike(stack.by(anh), which, contract, "Thiếu một số không"))
    assert "hủy ghi nhận “Giao hàng, bàn giao” trước" in told_
    await procurement.strike(stack.by(anh), which, await last(stack, anh, which, Did.DELIVERED), "Theo hợp đồng sai")
    await procurement.strike(stack.by(anh), which, contract, "Thiếu một số không")
    assert (await item(stack, anh, which)).contract_price is None
    await contracted(stack, at, which)
    assert (await item(stack, anh, which)).committed == Decimal(680_000_000)


async def test_a_supplier_and_its_day_are_corrected_before_the_clauses_are_signed(stack: Stack) -> None:
    at = await buying(stack, "ps3")
    anh = at.there.administrator
    which = await opened(stack, at)
    await approved(stack, at, which)
    selection = Selection("Chào hàng cạnh tranh", "Công ty Minh Anh", paper(stack, "45/QĐ-BV", ago=3))
    await procurement.select(stack.by(anh), which, "selection", selection)
    await procurement.strike(stack.by(at.it), which, await last(stack, anh, which, Did.SELECTED), "Nhầm tên và ngày")
    view = await seen(stack, anh, which)
    assert (view.one.supplier, view.one.next) == ("", view.one.step("selection"))
    approval = await last(stack, anh, which, Did.JUDGED)
    assert view.strikes == {approval}, "the approval is the last that counts now"
    await checked(stack, at, which)
    assert (await seen(stack, anh, which)).one.supplier == "Công ty Minh An"


async def test_the_department_takes_back_a_refusal_until_somebody_acts_on_it(stack: Stack) -> None:
    at = await buying(stack, "ps4")
    anh, tam = at.there.administrator, at.there.officer
    which = await opened(stack, at, purchase(server(fund="state")))
    await proposed(stack, at, which)
    await judged(stack, tam, which, "council")
    await judged(stack, tam, which, "finance", Opinion.REFUSED)
    wrong = await last(stack, tam, which, Did.JUDGED)
    await refusal(NotAllowed, procurement.strike(stack.by(anh), which, wrong, "Không phải của cơ sở"))
    await procurement.strike(stack.by(tam), which, wrong, "Chọn nhầm ý kiến")
    view = await seen(stack, tam, which)
    assert (view.one.state, view.one.version, view.one.next) == (ProcurementState.OPEN, 1, view.one.step("finance"))
    assert [each.current for each in view.papers] == [True], "its proposal stands as it was signed"
    assert "procurement_struck" in await told(stack, anh)

    await judged(stack, tam, which, "finance", Opinion.REFUSED)
    again = await last(stack, tam, which, Did.JUDGED)
    await procurement.edit(stack.by(anh), which, purchase(server(3, fund="state")))
    no = await refusal(WrongState, procurement.strike(stack.by(tam), which, again, "Chọn nhầm ý kiến"))
    assert "Đã có việc làm tiếp" in no
    council = next(one.number for one in (await seen(stack, tam, which)).events if one.event.step == "council")
    await refusal(WrongState, procurement.strike(stack.by(tam), which, council, "Lần trình trước"))


async def test_nobody_takes_back_what_they_may_not_judge_and_nothing_of_a_stopped_purchase(stack: Stack) -> None:
    at = await buying(stack, "ps5")
    there = at.there
    which = await procurement.open_one(stack.by(there.officer), there.own, purchase(milestone=""))
    async with stack.sessions.begin() as session:
        was = await queries.procurement(session, which, lock=True)
        await writes.change(session, *was.sign("proposal", DocumentId(there.plan), stack.clock()))
    await judged(stack, there.colleague, which, "council")
    wrong = await last(stack, there.colleague, which, Did.JUDGED)
    await refusal(SamePerson, procurement.strike(stack.by(there.officer), which, wrong, "Nhầm"))
    assert wrong not in (await seen(stack, there.officer, which)).strikes
    await procurement.stop(stack.by(there.officer), which, "Không cần nữa")
    await refusal(WrongState, procurement.strike(stack.by(there.colleague), which, wrong, "Nhầm"))
