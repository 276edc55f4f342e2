"""Purchases from the proposal to the acceptance, as pages ask for them: judged, sent back, contracted, delivered, paid, counted."""

import asyncio
from decimal import Decimal

from sqlalchemy import select

from activities.procurement import appraised
from domain.errors import Incomplete, Malformed, NotAllowed, NotFound, OutOfReach, RequestReused, SamePerson, WrongState
from domain.names import ProcurementId
from domain.outside_papers import OutsidePaper
from domain.procurement import ProcurementState
from domain.procurement_entering import Judgement
from domain.procurement_events import Did, Opinion
from domain.procurement_routes import Way
from domain.procurement_totals import Over, item_over, total
from domain.roles import Role
from domain.tracks import State
from services import procurement, procurement_views, tracks
from store.queries import procurement as queries
from store.tables.notices import NoticeRow
from store.writes import procurement as writes
from tests.acceptance import accepted
from tests.buying import PROPOSAL, buying, paper, purchase, server
from tests.care import newcomer, refusal
from tests.people import Someone
from tests.purchases import approved, at_step, checked, contracted, judged, opened, proposed, signed
from tests.rollout import declared, province
from tests.stack import Stack


async def told(stack: Stack, one: Someone) -> list[str]:
    async with stack.sessions() as session:
        wanted = (NoticeRow.person == one.id, NoticeRow.kind.startswith("procurement_"))
        return list((await session.execute(select(NoticeRow.kind).where(*wanted).order_by(NoticeRow.at))).scalars())


async def test_from_the_proposal_to_signed_acceptance_minutes_that_report_the_milestone(stack: Stack) -> None:
    at = await buying(stack, "PB1")
    anh, tam, it = at.there.administrator, at.there.officer, at.it
    await declared(stack, anh, at.there.track, "3.2-2")
    which = await opened(stack, at)
    view = await procurement_views.read(stack.by(it), which)
    assert [step.code for step in view.one.route] == [
        *("proposal", "council", "approval-own", "selection", "clauses", "contract", "delivery", "acceptance")
    ]
    assert "draw_up" in view.acts
    proposal = await proposed(stack, at, which)
    assert await told(stack, tam) == ["procurement_turn"], "the officer records the council's paper"
    await judged(stack, tam, which, "council", Opinion.CONDITIONS, words="Kết nối được với kho dữ liệu của tỉnh")
    await judged(stack, anh, which, "approval-own", approved={1: Decimal(690_000_000)})
    checklist = await checked(stack, at, which)
    await contracted(stack, at, which)
    await procurement.deliver(stack.by(anh), which, "delivery", {1: 1}, paper(stack, "01/BBGN", "Công ty Minh An"), False)
    assert (await procurement_views.read(stack.by(anh), which)).one.next == view.one.step("delivery")
    await procurement.deliver(stack.by(anh), which, "delivery", {1: 1}, paper(stack, "02/BBGN", "Công ty Minh An"), False)
    await procurement.pay(stack.by(anh), which, {1: Decimal(200_000_000)}, paper(stack, "77/UNC", "Kho bạc"), "Tạm ứng")
    minutes = await accepted(stack, at, which, item1=2)
    one = (view := await procurement_views.read(stack.by(tam), which)).one
    item = one.items[0]
    assert (one.state, item.approved, item.committed, item.delivered, item.paid, item.received) == (
        ProcurementState.ACCEPTED,
        *(Decimal(690_000_000), Decimal(680_000_000), 2, Decimal(200_000_000), Decimal(680_000_000)),
    )
    assert item_over(item) == frozenset()
    assert [paper.document.id for paper in view.papers] == [proposal, checklist, minutes]
    assert [one.event.did for one in view.events] == [
        *(Did.OPENED, Did.SIGNED, Did.JUDGED, Did.JUDGED, Did.SELECTED, Did.SIGNED, Did.CONTRACTED),
        *(Did.DELIVERED, Did.DELIVERED, Did.PAID, Did.SIGNED),
    ]
    milestone = await tracks.milestone(stack.by(tam), at.there.track, "3.2-2")
    assert (milestone.line.progress.state, milestone.reports[-1].document) == (State.REPORTED, minutes)
    await procurement.pay(stack.by(anh), which, {1: Decimal(480_000_000)}, paper(stack, "91/UNC", "Kho bạc"))
    assert (await procurement_views.read(stack.by(anh), which)).one.items[0].paid == Decimal(680_000_000)
    timeline = [one.act for one in milestone.timeline if one.act.startswith("procurement.")]
    assert (timeline[0], "procurement.contract" in timeline) == ("procurement.open", True)


async def test_who_refuses_sends_it_back_and_the_proposal_is_made_anew(stack: Stack) -> None:
    at = await buying(stack, "PB2")
    anh, tam = at.there.administrator, at.there.officer
    which = await opened(stack, at, purchase(server(fund="state")))
    await proposed(stack, at, which)
    no = await refusal(Malformed, procurement.judge(stack.by(tam), which, "council", Judgement(Opinion.REFUSED, paper(stack))))
    assert "ghi lý do" in no
    await refusal(Malformed, procurement.judge(stack.by(tam), which, "council", Judgement(Opinion.AGREED, OutsidePaper())))
    await judged(stack, tam, which, "council")
    await judged(stack, tam, which, "finance", Opinion.REFUSED, words="Chưa cân đối được nguồn")
    one = (view := await procurement_views.read(stack.by(anh), which)).one
    assert (one.state, one.version, one.next) == (ProcurementState.RETURNED, 2, one.route[0])
    assert {"edit", "draw_up", "stop"} <= view.acts
    assert not view.papers[0].current
    assert "procurement_returned" in await told(stack, anh)
    await procurement.edit(stack.by(anh), which, purchase(server(1)))
    await proposed(stack, at, which)
    one = (await procurement_views.read(stack.by(anh), which)).one
    assert ([step.code for step in one.route][1:3], one.items[0].quantity, one.version) == (["council", "approval-own"], 1, 2)


async def test_steps_come_in_their_order_and_each_is_entered_by_whose_it_is(stack: Stack) -> None:
    at, elsewhere = await buying(stack, "PB3"), await province(stack, "PB4")
    anh, tam = at.there.administrator, at.there.officer
    which = await opened(stack, at)
    no = await refusal(Incomplete, judged(stack, tam, which, "council"))
    assert "cần xong trước: Lập và ký tờ trình" in no
    await refusal(WrongState, judged(stack, anh, which, "proposal"))
    await refusal(NotFound, judged(stack, tam, which, "finance"))
    await refusal(Incomplete, procurement.pay(stack.by(anh), which, {1: Decimal(1)}, paper(stack)))
    await refusal(Incomplete, procurement.draw_up(stack.by(anh), which, "acceptance", {}))
    document = await procurement.draw_up(stack.by(anh), which, "proposal", PROPOSAL)
    await refusal(WrongState, procurement.edit(stack.by(anh), which, purchase()))
    await refusal(WrongState, procurement.draw_up(stack.by(anh), which, "proposal", PROPOSAL))
    await refusal(WrongState, procurement.stop(stack.by(anh), which, "Thôi"))
    await signed(stack, document, anh, at.director, at.clerk)
    await at_step(stack, anh, which, "council")
    await refusal(WrongState, procurement.edit(stack.by(anh), which, purchase()))
    await refusal(NotAllowed, judged(stack, anh, which, "council"))
    await refusal(OutOfReach, judged(stack, elsewhere.officer, which, "council"))
    await refusal(OutOfReach, procurement_views.read(stack.by(elsewhere.administrator), which))
    await judged(stack, tam, which, "council")
    no = await refusal(Incomplete, judged(stack, tam, which, "council"))
    assert "đã được ghi nhận" in no


async def test_the_departments_own_purchase_is_judged_by_another_officer_than_opened_or_edited_it(stack: Stack) -> None:
    there = await province(stack, "PB5")
    which = await procurement.open_one(stack.by(there.officer), there.own, purchase(server(fund="state"), milestone=""))
    third = await newcomer(stack, "cv3.PB5", "Đào Thị Nhàn", Role.HEALTH_OFFICER, there.department)
    await procurement.edit(stack.by(third), which, purchase(server(1, fund="state"), milestone=""))
    async with stack.sessions.begin() as session:
        was = await queries.procurement(session, which, lock=True)
        after, event = was.sign("proposal", there.plan, stack.clock())  # type: ignore[arg-type]
        await writes.change(session, after, event)
    await refusal(SamePerson, judged(stack, there.officer, which, "council"))
    await refusal(SamePerson, judged(stack, third, which, "council"))
    await judged(stack, there.colleague, which, "council")


async def test_two_approvals_at_once_count_once(stack: Stack) -> None:
    at = await buying(stack, "PB6")
    which = await opened(stack, at)
    await proposed(stack, at, which)
    both = (judged(stack, at.there.officer, which, "council"), judged(stack, at.there.colleague, which, "council", Opinion.REFUSED))
    answers = await asyncio.gather(*both, return_exceptions=True)
    assert sorted(type(one).__name__ for one in answers) == ["Incomplete", "NoneType"]
    view = await procurement_views.read(stack.by(at.it), which)
    assert [one.event.did for one in view.events].count(Did.JUDGED) == 1


async def test_a_councils_verdict_comes_from_a_process_of_the_house(stack: Stack) -> None:
    at = await buying(stack, "PB7")
    which = await opened(stack, at)
    document = await proposed(stack, at, which)
    async with stack.sessions.begin() as session:
        await appraised(session, which, True, document, "Tương thích sau sáp nhập", stack.clock())
    view = await procurement_views.read(stack.by(at.it), which)
    last = view.events[-1].event
    assert (last.opinion, last.document, last.by, view.one.next) == (Opinion.CONDITIONS, document, None, view.one.step("approval-own"))
    other = await opened(stack, at, purchase(title="Tường lửa"))
    await proposed(stack, at, other)
    async with stack.sessions.begin() as session:
        await appraised(session, other, False, document, "Trùng hệ thống", stack.clock())
    back = (await procurement_views.read(stack.by(at.it), other)).one
    assert (back.state, back.version) == (ProcurementState.RETURNED, 2)


async def test_what_runs_over_is_told_and_what_cannot_be_true_is_refused(stack: Stack) -> None:
    at = await buying(stack, "PB8")
    anh = at.there.administrator
    which = await opened(stack, at)
    await approved(stack, at, which)
    await checked(stack, at, which)
    no = await refusal(Malformed, contracted(stack, at, which, item1=(2, Decimal(-1))))
    assert "số tiền không được âm" in no
    await refusal(Malformed, contracted(stack, at, which, item9=(2, Decimal(1))))
    for far in ((1_000_000, Decimal(10) ** 10), (10**8, Decimal(1))):  # more than a column of money holds
        await refusal(Malformed, contracted(stack, at, which, item1=far))
    dear = purchase(server(1_000_000, 10**15), title="Gõ thừa số 0")
    assert "thành tiền quá lớn" in await refusal(Malformed, procurement.open_one(stack.by(anh), at.there.track, dear))
    dear = purchase(*[server(1, 10**15)] * 2, title="Gõ thừa số 0")
    assert "tổng dự toán quá lớn" in await refusal(Malformed, procurement.open_one(stack.by(anh), at.there.track, dear))
    await contracted(stack, at, which, item1=(2, Decimal(400_000_000)))
    bad: tuple[dict[int, Decimal], ...] = (
        {1: Decimal(-5)},
        {1: Decimal("0.5")},
        {1: Decimal("NaN")},
        {1: Decimal(10) ** 16},
        {2: Decimal(5)},
        {},
    )
    for amounts in bad:
        await refusal(Malformed, procurement.pay(stack.by(anh), which, amounts, paper(stack)))
    await refusal(Malformed, procurement.pay(stack.by(anh), which, {1: Decimal(5)}, paper(stack, ago=-1)))
    for many in ({1: -1}, {1: 0}, {4: 1}, {1: 10**9}, {1: 999_999_999_999}):
        await refusal(Malformed, procurement.deliver(stack.by(anh), which, "delivery", many, paper(stack), True))
    await procurement.deliver(stack.by(anh), which, "delivery", {1: 3}, paper(stack), True)
    await procurement.pay(stack.by(anh), which, {1: Decimal(900_000_000)}, paper(stack))
    no = await refusal(Malformed, procurement.pay(stack.by(anh), which, {1: Decimal(10) ** 15}, paper(stack, "9/UNC")))
    assert "thành tiền quá lớn" in no
    item = (await procurement_views.read(stack.by(anh), which)).one.items[0]
    assert item_over(item) == {Over.COMMITTED, Over.PAID, Over.DELIVERED}
    no = await refusal(Malformed, accepted(stack, at, which, item1=4))
    assert "nhiều hơn số đã giao" in no
    await accepted(stack, at, which, item1=3)
    assert Over.ACCEPTED in item_over((await procurement_views.read(stack.by(anh), which)).one.items[0])


async def test_what_was_entered_wrongly_is_struck_and_stays_in_the_history(stack: Stack) -> None:
    at = await buying(stack, "PB9")
    anh = at.there.administrator
    which = await opened(stack, at)
    await approved(stack, at, which)
    await checked(stack, at, which)
    await contracted(stack, at, which)
    await procurement.deliver(stack.by(anh), which, "delivery", {1: 2}, paper(stack), False)
    await procurement.pay(stack.by(anh), which, {1: Decimal(680_000)}, paper(stack))
    events = (await procurement_views.read(stack.by(anh), which)).events
    delivery, payment = events[-2].number, events[-1].number
    await refusal(Malformed, procurement.strike(stack.by(anh), which, payment, " "))
    await procurement.strike(stack.by(anh), which, payment, "Ghi thiếu ba số không")
    await refusal(NotFound, procurement.strike(stack.by(anh), which, payment, "Lại nữa"))
    await procurement.strike(stack.by(anh), which, delivery, "Ghi nhầm gói")
    await refusal(WrongState, procurement.strike(stack.by(anh), which, 1, "Mở nhầm"))
    view = await procurement_views.read(stack.by(anh), which)
    item = view.one.items[0]
    assert (item.paid, item.delivered, view.one.next) == (Decimal(0), 0, view.one.step("delivery"))
    assert [one.number for one in view.events if one.struck] == [delivery, payment]


async def test_one_act_for_one_request_and_every_fault_of_a_list_is_named(stack: Stack) -> None:
    there = await province(stack, "PBA")
    anh = there.administrator
    for _ in range(2):
        which = await procurement.open_one(stack.by(anh, "PBA-mở"), there.track, purchase())
    assert len((await procurement_views.of_track(stack.by(anh), there.track)).lines) == 1
    await refusal(RequestReused, procurement.open_one(stack.by(anh, "PBA-mở"), there.track, purchase(title="Khác")))
    wrong = purchase(server(0), server(price=-1, fund="vay"), server(name=" ", category="xe", line="1/1/x"), title=" ", milestone="9-9")
    no = await refusal(Malformed, procurement.open_one(stack.by(anh), there.track, wrong))
    named = (
        "ghi tên gói",
        "không có mốc 9-9",
        "mục 1: số lượng từ 1",
        "mục 2: số tiền không được âm",
        "mục 2: chọn nguồn",
        "mục 3: ghi tên",
    )
    for fault in named:
        assert fault in no
    unpriced = await procurement.open_one(stack.by(anh), there.track, purchase(server(price=0)))
    no = await refusal(Malformed, procurement.draw_up(stack.by(anh), unpriced, "proposal", PROPOSAL))
    assert "chưa có đơn giá" in no
    await procurement.stop(stack.by(anh), which, "Không còn nhu cầu")
    await refusal(WrongState, procurement.draw_up(stack.by(anh), which, "proposal", PROPOSAL))
    await refusal(NotFound, procurement_views.read(stack.by(anh), ProcurementId(there.plan)))


async def test_a_plan_adds_up_what_its_facilities_plan_commit_spend_and_accept(stack: Stack) -> None:
    at = await buying(stack, "PBB")
    anh, tam = at.there.administrator, at.there.officer
    which = await opened(stack, at, purchase(server(), server(3, 10_000_000, name="UPS", category="power", fund="mobilised")))
    await procurement.open_one(stack.by(tam), at.there.own, purchase(server(1, 5_000_000, fund="state"), way=Way.SERVICE, milestone=""))
    gone = await opened(stack, at, purchase(title="Bỏ"))
    await procurement.stop(stack.by(anh), gone, "Trùng")
    view = await procurement_views.of_plan(stack.by(tam), at.there.plan)
    assert view.whole
    assert total(row.amounts for row in view.rows).proposed == Decimal(735_000_000)
    assert {row.fund for row in view.rows} == {"own", "mobilised", "state"}
    mine = await procurement_views.of_plan(stack.by(anh), at.there.plan)
    assert ({row.procurement for row in mine.rows}, mine.whole) == ({which}, False)
    await approved(stack, at, which)
    summed = total(row.amounts for row in (await procurement_views.of_plan(stack.by(tam), at.there.plan)).rows)
    assert (summed.approved, summed.committed, summed.planned) == (Decimal(730_000_000), None, None)
