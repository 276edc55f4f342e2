"""The rules of purchases: the route by money and way, steps in order, what comes back, sums and what runs over, pasted lists."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Incomplete, Malformed, NotFound, WrongState
from domain.names import DocumentId, FacilityId, PersonId, PlanId, ProcurementId, TrackId
from domain.outside_papers import OutsidePaper
from domain.procurement import Procurement, ProcurementState, numbered
from domain.procurement_budget import budget_lines, line_over, lines_of, planned
from domain.procurement_entering import Contract, Judgement, Selection
from domain.procurement_events import Opinion
from domain.procurement_faults import paper_faults
from domain.procurement_items import NewItem
from domain.procurement_lists import Wanted, pasted, priced
from domain.procurement_papers import FORMS, asked
from domain.procurement_routes import StepKind, Way
from domain.procurement_said import whole
from domain.procurement_totals import Amounts, Over, Spent, grouped, item_over, of_item, total
from policies.reader import load

BOOK = load()
TODAY = date(2026, 11, 29)
NOW = datetime(2026, 11, 29, 3, tzinfo=UTC)
RULES = BOOK.procurement("bac-giang-2025", TODAY)
ANH, DOCUMENT = PersonId(UUID(int=1)), DocumentId(UUID(int=2))
PAPER = OutsidePaper("18/QĐ", TODAY, "Sở Tài chính")


def item(price: int = 350_000_000, fund: str = "own", quantity: int = 2, line: str = "") -> NewItem:
    return NewItem("Máy chủ", "chiếc", quantity, Decimal(price), "servers", fund, line)


def made(*items: NewItem, way: Way = Way.PURCHASE) -> Procurement:
    found = numbered(items or (item(),))
    route = RULES.route({one.fund for one in found}, way)
    ids = (ProcurementId(UUID(int=3)), TrackId(UUID(int=4)), PlanId(UUID(int=5)), FacilityId("24001"), FacilityId("24"))
    said = ("Máy chủ", way, "3.3-1", RULES.edition)
    return Procurement(*ids, *said, route, found, ProcurementState.OPEN, 0, 1, ANH, NOW)


def contracted(quantity: int = 2, price: int = 340_000_000) -> Procurement:
    one, _ = made().sign("proposal", DOCUMENT, NOW)
    for step in ("council", "approval-own"):
        one, _ = one.judge(step, Judgement(Opinion.AGREED, PAPER), None, NOW)
    one, _ = one.select("selection", Selection("Chào hàng", "Minh An", PAPER), ANH, NOW)
    one, _ = one.sign("clauses", DOCUMENT, NOW)
    one, _ = one.contract("contract", Contract(PAPER, TODAY, {1: (quantity, Decimal(price))}), ANH, NOW)
    return one


def test_the_route_is_by_money_and_way_and_mixed_money_asks_everybody() -> None:
    def judges(*funds: str) -> list[str]:
        return [step.code for step in RULES.route(set(funds), Way.SERVICE) if step.kind in (StepKind.OPINION, StepKind.APPROVAL)]

    assert judges("own") == ["approval-own"]
    assert judges("province") == ["finance", "approval-province"]
    assert judges("district") == ["finance", "approval-district"]
    assert judges("own", "district") == ["finance", "approval-district", "approval-own"]
    with pytest.raises(NotFound):
        RULES.route({"vay"}, Way.PURCHASE)
    assert BOOK.procurement("quang-ngai-2025", TODAY).plan == "", "a plan without rules of its own goes by the default"


def test_steps_come_one_after_the_other_and_a_refusal_begins_anew() -> None:
    one = made()
    with pytest.raises(Incomplete):
        one.judge("council", Judgement(Opinion.AGREED, PAPER), None, NOW)
    with pytest.raises(WrongState):
        one.judge("proposal", Judgement(Opinion.AGREED, PAPER), None, NOW)
    one, _ = one.sign("proposal", DOCUMENT, NOW)
    with pytest.raises(Malformed):
        one.judge("council", Judgement(Opinion.REFUSED, PAPER), None, NOW)
    one, _ = one.judge("council", Judgement(Opinion.AGREED, PAPER), None, NOW)
    one, _ = one.judge("approval-own", Judgement(Opinion.REFUSED, PAPER, "Chưa có tiền"), None, NOW)
    assert (one.state, one.version, one.passed, one.editable) == (ProcurementState.RETURNED, 2, 0, True)
    one, _ = one.stop("Thôi", ANH, NOW)
    with pytest.raises(WrongState):
        one.sign("proposal", DOCUMENT, NOW)


@pytest.mark.parametrize("amount", [Decimal(-1), Decimal("1.5"), Decimal("NaN"), Decimal("Infinity"), Decimal(10) ** 16])
def test_an_amount_that_cannot_be_is_refused_everywhere(amount: Decimal) -> None:
    one, _ = made().sign("proposal", DOCUMENT, NOW)
    one, _ = one.judge("council", Judgement(Opinion.AGREED, PAPER), None, NOW)
    with pytest.raises(Malformed):
        one.judge("approval-own", Judgement(Opinion.AGREED, PAPER, approved={1: amount}), None, NOW)
    with pytest.raises(Malformed):
        contracted().pay({1: amount}, PAPER, "", ANH, NOW)
    before = replace(contracted(), passed=5)
    with pytest.raises(Malformed):
        before.contract("contract", Contract(PAPER, TODAY, {1: (2, amount)}), ANH, NOW)


def test_more_is_not_accepted_than_was_delivered_and_what_runs_over_is_told() -> None:
    one, _ = contracted(price=400_000_000).deliver("delivery", {1: 3}, PAPER, True, ANH, NOW)
    for many in ({1: 4}, {1: -1}, {1: 0}, {7: 1}):
        with pytest.raises(Malformed):
            one.sign("acceptance", DOCUMENT, NOW, many)
    assert item_over(one.items[0]) == {Over.COMMITTED, Over.DELIVERED}
    done, event = one.sign("acceptance", DOCUMENT, NOW, {1: 3})
    assert (done.state, event.entries[0].amount) == (ProcurementState.ACCEPTED, Decimal(1_200_000_000))
    done, _ = done.pay({1: Decimal(900_000_000)}, PAPER, "", ANH, NOW)
    assert item_over(done.items[0]) == {Over.COMMITTED, Over.DELIVERED, Over.PAID, Over.ACCEPTED}


def test_the_annex_of_a_plan_is_what_purchases_are_held_against() -> None:
    lines = budget_lines(BOOK.plan("bac-giang-2025"))
    assert sum(one.amount for one in lines) == Decimal(90_597_000_000), "columns that add others up count once"
    mine = lines_of(lines, "Trung tâm Y tế huyện Lạng Giang")
    assert [(one.source, one.amount) for one in mine] == [
        ("Ngân sách tỉnh phân bổ cho huyện", Decimal(2_700_000_000)),
        ("Quỹ phát triển sự nghiệp và nguồn thu hợp pháp khác của cơ sở", Decimal(475_000_000)),
    ]
    rows = planned(mine, RULES, {})
    assert [row.fund for row in rows] == ["district", "own"]
    spent = Spent(None, "TTYT", None, None, "Máy chủ", "servers", "own", mine[1].code, Amounts(proposed=Decimal(500_000_000)))
    over = line_over([*rows, spent])
    assert list(over) == [mine[1].code]
    assert over[mine[1].code].over == {Over.PROPOSED}


SUMS = st.integers(0, 10**12).map(Decimal)
MAYBE = st.none() | SUMS
ROWS = st.lists(st.tuples(st.sampled_from("abc"), st.builds(Amounts, MAYBE, SUMS, MAYBE, MAYBE, SUMS, SUMS)), max_size=12)


@given(ROWS)
def test_groups_add_up_to_the_whole(rows: list[tuple[str, Amounts]]) -> None:
    spent = [Spent(None, key, None, None, "", "", "", "", amounts) for key, amounts in rows]
    assert total(grouped(spent, lambda one: one.name).values()) == total(one.amounts for one in spent)


def test_sums_are_exact_to_the_dong() -> None:
    one = made(*(item(price=333_333_333, quantity=3) for _ in range(3)))
    assert total(of_item(each) for each in one.items).proposed == Decimal(2_999_999_997)


def test_a_list_is_pasted_with_or_without_headings_and_every_bad_line_is_named() -> None:
    known = {"Máy chủ và lưu trữ": "servers"}
    text = "Tên\tĐVT\tSL\nMáy chủ\tchiếc\t1.200\tmáy chủ và LƯU trữ\tThiếu\n\nTủ\tchiếc\t2\tlạ"
    found = pasted(text, known)
    assert found == (Wanted("Máy chủ", "chiếc", 1200, "servers", "Thiếu"), Wanted("Tủ", "chiếc", 2))
    assert [(one.category, one.price) for one in priced(found, "other", "own")] == [("servers", Decimal(0)), ("other", Decimal(0))]
    with pytest.raises(Malformed) as no:
        pasted("Máy chủ\tchiếc\t2\nTủ\t\t3\nQuạt\tchiếc\tba", known)
    assert [fact.partition(":")[2].split(":")[0].strip() for fact in no.value.facts] == ["dòng 2", "dòng 3"]


def test_each_paper_asks_what_the_house_does_not_know_and_says_the_rest() -> None:
    one = contracted()
    form = BOOK.form(FORMS[StepKind.CLAUSES], TODAY)
    sheet = asked(StepKind.CLAUSES, form, one, RULES)
    clauses = [each.name for each in sheet.fields if each.name.startswith("found-")]
    assert "found-data-ownership" in clauses
    data = dict.fromkeys(clauses, "yes") | {"found-backup": "no", "draft": "Dự thảo 2"}
    assert any(fault.startswith("place-backup: ") for fault in paper_faults(StepKind.CLAUSES, form, one, RULES, data))
    said = whole(StepKind.CLAUSES, one, RULES, (), data | {"place-backup": "Cơ sở tự sao lưu"})
    assert (said["subject"], said["supplier"], {row["found"] for row in said["clauses"]}) == ("Máy chủ", "Minh An", {"Có", "Không có"})
    unpriced = made(item(price=0))
    proposal = BOOK.form(FORMS[StepKind.PROPOSAL], TODAY)
    assert any("chưa có đơn giá" in fault for fault in paper_faults(StepKind.PROPOSAL, proposal, unpriced, RULES, {}))
    told = whole(StepKind.PROPOSAL, made(item(), item(fund="province")), RULES, (), {})
    assert (told["kind"], told["items"][0]["price"]) == ("purchase", 350_000_000)
    assert told["funding"].endswith("Ngân sách tỉnh: 700.000.000 ₫")
