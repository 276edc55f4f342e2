"""A plan begun from another's is empty where only its own paper can speak, and says what is still the old one's."""

from dataclasses import replace
from datetime import date

import pytest

from domain.plans import Plan
from policies.faults import Fault, PoliciesRefused
from policies.plan_copies import EMPTIED, copied, left_over
from policies.plan_uploads import plan_of_upload, read_upload
from policies.plan_workbooks import workbook_of
from policies.plan_written import yaml_of
from policies.reader import load

PLANS = {plan.code: plan for plan in load().plans}
HUNG_YEN = PLANS["hung-yen-2026"]


def filled(plan: Plan, **other: object) -> Plan:
    """As an office fills in the head of a copy."""
    head: dict[str, object] = {"title": "Triển khai bệnh án điện tử tỉnh Thái Bình", "province": "Thái Bình", "basis": "bản giấy"}
    head |= {"issuer": "Ủy ban nhân dân tỉnh Thái Bình", "effective_from": date(2027, 1, 1), "effective_until": date(2027, 12, 31)}
    return replace(plan, **(head | other))  # type: ignore[arg-type]


def still(plan: Plan) -> tuple[str, tuple[Fault, ...]]:
    return left_over(*read_upload("moi.yaml", yaml_of(plan).encode()), PLANS.values())


@pytest.mark.parametrize("code", PLANS)
def test_nothing_that_only_a_paper_can_say_is_copied(code: str) -> None:
    plan = copied(PLANS[code], "thai-binh-2027")
    assert {name: getattr(plan, name) for name in EMPTIED if getattr(plan, name)} == {}
    assert [task.unclear for task in plan.tasks if task.unclear] == []
    assert (plan.code, plan.edition, plan.certainty) == ("thai-binh-2027", "1", "?")
    assert [task.code for task in plan.tasks] == [task.code for task in PLANS[code].tasks]


@pytest.mark.parametrize("ending", ["yaml", "xlsx"])
def test_what_a_copy_must_have_is_demanded_all_at_once(ending: str) -> None:
    plan = copied(HUNG_YEN, "thai-binh-2027")
    content = workbook_of(plan) if ending == "xlsx" else yaml_of(plan).encode()
    with pytest.raises(PoliciesRefused) as refused:
        plan_of_upload(f"moi.{ending}", content)
    assert {one.path for one in refused.value.faults} == {"title", "province", "issuer", "basis", "effective_from", "effective_until"}
    assert all(one.line or one.cell for one in refused.value.faults)


def test_a_copy_of_a_badly_recognised_paper_has_its_words_as_they_are_read() -> None:
    plan = copied(PLANS["quang-ngai-2025"], "thai-binh-2027")
    assert plan.restored == ()
    assert "Các cơ sở khám bệnh" in plan.tasks[0].parts[0].quote


def test_a_copy_that_still_has_the_old_names_says_where() -> None:
    plan = filled(copied(HUNG_YEN, "thai-binh-2027"), issuer=HUNG_YEN.issuer)
    old, told = still(plan)
    assert old == "hung-yen-2026"
    by_path = {one.path: one for one in told}
    assert "cơ quan ban hành còn như của hung-yen-2026" in by_path["issuer"].vi
    assert "còn tên 'Hưng Yên'" in by_path["tasks[10].carries_out.words"].vi
    assert all(one.line for one in told)


def test_the_same_provinces_next_plan_may_name_it() -> None:
    plan = filled(copied(HUNG_YEN, "hung-yen-2027"), province="Hưng Yên", issuer=HUNG_YEN.issuer)
    old, told = still(plan)
    assert (old, [one.path for one in told]) == ("hung-yen-2026", ["province", "issuer"])


@pytest.mark.parametrize("code", PLANS)
def test_a_plan_of_its_own_is_no_copy(code: str) -> None:
    assert still(PLANS[code]) == ("", ())
