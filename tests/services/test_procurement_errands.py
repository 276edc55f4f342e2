"""Whom a purchase waits for, in their inbox: whoever enters the next step or draws up its paper, and nobody else."""

from datetime import timedelta
from decimal import Decimal

from domain.clock import day
from domain.names import DocumentId, ProcurementId
from domain.procurement_events import Opinion
from services import errands, procurement, procurement_views, signatures
from store.queries import procurement as queries
from store.queries.errands import Errand
from store.writes import procurement as writes
from tests.acceptance import accepted
from tests.buying import PROPOSAL, Buying, buying, paper, purchase
from tests.care import reviewed
from tests.people import Someone
from tests.purchases import approved, at_step, checked, contracted, judged, opened, proposed, signed
from tests.rollout import declared, province
from tests.services.test_closed_tracks import close
from tests.services.test_purchase_council import asked
from tests.stack import Stack


async def waits(stack: Stack, one: Someone) -> list[Errand]:
    return [each for each in await errands.errands(stack.by(one)) if each.kind.startswith("purchase_")]


async def kinds(stack: Stack, *people: Someone) -> list[str]:
    """The kind of the one line of each, or nothing."""
    return [" ".join(each.kind for each in await waits(stack, one)) for one in people]


def facility(at: Buying) -> tuple[Someone, Someone]:
    return at.there.administrator, at.it


async def refused(stack: Stack, at: Buying, which: ProcurementId) -> None:
    document = await procurement.draw_up(stack.by(at.there.administrator), which, "proposal", PROPOSAL)
    assert await kinds(stack, *facility(at)) == ["", ""], "its signatures wait by themselves"
    await signatures.refuse(stack.by(at.there.administrator), await reviewed(stack, at.there.administrator, document), "Thiếu thuyết minh")


async def test_the_facility_draws_up_what_it_signs_and_enters_what_is_its_own(stack: Stack) -> None:
    at, elsewhere = await buying(stack, "pe1"), await province(stack, "pe2")
    anh, tam = at.there.administrator, at.there.officer
    others = (tam, at.there.colleague, at.director, elsewhere.administrator, elsewhere.officer)
    before = await errands.count(stack.by(anh))
    which = await opened(stack, at)
    assert await kinds(stack, *facility(at)) == ["purchase_draw"] * 2
    assert (await kinds(stack, *others), await errands.count(stack.by(anh))) == ([""] * 5, before + 1)
    ((one,), view) = (await waits(stack, anh), await procurement_views.read(stack.by(anh), which))
    assert (one.link, one.title) == (f"/procurement/{which}", "Máy chủ và thiết bị lưu trữ: Lập và ký tờ trình")
    assert (one.since, one.facility, "draw_up" in view.acts) == (view.events[-1].event.at, view.facility, True)
    await refused(stack, at, which)
    assert await kinds(stack, *facility(at), *others) == ["purchase_redraw"] * 2 + [""] * 5
    await approved(stack, at, which)
    assert await kinds(stack, *facility(at), *others) == ["purchase_enter"] * 2 + [""] * 5
    await checked(stack, at, which)
    assert (await waits(stack, at.it))[0].title.endswith(": Ký hợp đồng")
    await contracted(stack, at, which)
    (one,) = await waits(stack, anh)
    assert (one.title.rsplit(": ")[-1], one.due) == ("Giao hàng, bàn giao", day(stack.clock()) + timedelta(days=30))
    await procurement.deliver(stack.by(anh), which, "delivery", {1: 2}, paper(stack), False)
    (one,) = await waits(stack, anh)
    await procurement.pay(stack.by(anh), which, {1: Decimal(5)}, paper(stack))
    assert (one.kind, (await waits(stack, anh))[0].since) == ("purchase_draw", one.since), "a payment is no step"
    await declared(stack, anh, at.there.track, "3.2-2")
    await accepted(stack, at, which, item1=2)
    assert await kinds(stack, *facility(at), *others) == [""] * 7


async def test_the_department_records_what_others_judge_a_line_for_each_facility(stack: Stack) -> None:
    at = await buying(stack, "pe3")
    tam, ky = at.there.officer, at.there.colleague
    which = await opened(stack, at)
    await proposed(stack, at, which)
    (one,) = await waits(stack, tam)
    assert (one.kind, one.link, one.weight, one.due) == ("purchase_judge", f"/procurement/{which}", 1, None)
    assert await kinds(stack, ky, at.director, *facility(at)) == ["purchase_judge", "", "", ""]
    other = await opened(stack, at, purchase(title="Tường lửa"))
    await proposed(stack, at, other)
    (both,) = await waits(stack, tam)
    assert (both.link, both.title, both.many, both.weight) == (f"/tracks/{at.there.track}/procurement", "", 2, 2)
    await judged(stack, tam, which, "council", Opinion.REFUSED, words="Trùng hệ thống của tỉnh")
    assert (await waits(stack, tam))[0].link == f"/procurement/{other}"
    (back,) = await waits(stack, at.it)
    assert (back.kind, back.link) == ("purchase_returned", f"/procurement/{which}")
    await procurement.stop(stack.by(at.there.administrator), which, "Không còn nhu cầu")
    assert await kinds(stack, *facility(at)) == ["", ""]
    await close(stack, at.there)
    assert await kinds(stack, tam, ky) == ["", ""], "nobody is waited for on a closed track"


async def test_who_opened_the_departments_own_purchase_does_not_judge_it(stack: Stack) -> None:
    at = await buying(stack, "pe4")
    tam, ky = at.there.officer, at.there.colleague
    which = await procurement.open_one(stack.by(tam), at.there.own, purchase(milestone=""))
    assert await kinds(stack, tam, ky, at.there.administrator) == ["purchase_draw", "purchase_draw", ""]
    async with stack.sessions.begin() as session:
        was = await queries.procurement(session, which, lock=True)
        await writes.change(session, *was.sign("proposal", DocumentId(at.there.plan), stack.clock()))
    assert await kinds(stack, tam, ky, at.there.administrator) == ["", "purchase_judge", ""]


async def test_while_a_council_of_the_house_appraises_it_the_council_is_waited_for(stack: Stack) -> None:
    at = await buying(stack, "pe5")
    await declared(stack, at.there.administrator, at.there.track, "3.2-2")
    which = await opened(stack, at)
    document = await procurement.draw_up(stack.by(at.there.administrator), which, "proposal", PROPOSAL)
    await signed(stack, document, at.there.administrator, at.director, at.clerk)
    await at_step(stack, at.it, which, "council")
    assert await kinds(stack, at.there.officer) == ["purchase_judge"]
    await asked(stack, at, which)
    assert await kinds(stack, at.there.officer) == [""]
