"""The linter says what a plan leaves open and what cannot all be kept, and nothing that is not so."""

from dataclasses import replace
from datetime import date

import pytest

from domain.parts import Named
from domain.plans import Plan
from policies.findings import Finding, Sort
from policies.lint import lint
from policies.plan_clarity import PEOPLE, RESPONSIBILITY, SIX, clarity
from policies.plan_lint import lint_plan
from policies.reader import load
from tests.policies.desk import Desk

TODAY = date(2026, 11, 21)
FOUND = lint(load(), TODAY)
PLAN = "plan hung-yen-2026"
COURSE = "plans/hung-yen-2026.yaml"


def of(about: str, sort: Sort, found: tuple[Finding, ...] = FOUND) -> list[str]:
    return [finding.vi for finding in found if (finding.about, finding.sort) == (about, sort)]


def test_two_deadlines_of_one_task_are_a_contradiction() -> None:
    assert "hai hạn khác nhau: 30/12/2026 và 31/12/2026" in of(f"{PLAN} 3.6", Sort.CONTRADICTION)


def test_a_ceremony_before_what_it_announces_is_a_contradiction() -> None:
    assert any("đến hạn 14/12/2026, trước khi mục 3.5" in told for told in of(f"{PLAN} 3.7a", Sort.CONTRADICTION))


def test_a_deadline_later_than_the_laws_is_a_contradiction() -> None:
    assert any("30/09/2025" in told and "TT 13/2025" in told for told in of(f"{PLAN} 3.6", Sort.CONTRADICTION))


def test_a_replaced_text_is_told() -> None:
    assert any("331/2026/NĐ-CP" in told for told in of(PLAN, Sort.CONTRADICTION))


def test_the_blank_number_the_blank_day_and_the_lost_section_are_told() -> None:
    told = " | ".join(of(PLAN, Sort.UNCLEAR) + of(PLAN, Sort.CONTRADICTION))
    assert "chưa có số" in told
    assert "chưa có ngày ban hành" in told
    assert "không có mục III" in told


def test_each_unclear_finding_names_one_of_the_six() -> None:
    assert {finding.aspect for finding in FOUND if finding.sort is Sort.UNCLEAR} <= set(SIX)
    assert {finding.aspect for finding in FOUND if finding.about.startswith(PLAN)} == set(SIX)


def test_a_task_without_a_time_is_told_and_one_with_a_time_is_not() -> None:
    assert "không ghi thời gian" in of(f"{PLAN} 1", Sort.UNCLEAR)
    assert "không ghi thời gian" not in of(f"{PLAN} 2", Sort.UNCLEAR)


def test_a_month_is_not_counted_from_a_day_of_issue_that_is_blank(desk: Desk) -> None:
    assert all("cách ngày ban hành" not in told for told in of(f"{PLAN} 3.1", Sort.UNCLEAR))
    desk.edit(COURSE, "issued_on: null", "issued_on: 2026-05-04")
    assert any("cách ngày ban hành không quá một tháng" in told for told in of(f"{PLAN} 3.1", Sort.UNCLEAR, lint(desk.load(), TODAY)))


@pytest.mark.parametrize("plan", load().plans, ids=lambda plan: plan.code)
def test_nobody_answers_for_what_nobody_is_named_for(plan: Plan) -> None:
    clear = clarity(plan, tuple(lint_plan(plan, load().law(TODAY))))
    for task in plan.tasks:
        if task.lead or task.carries_out or task.subject or all(part.lead or part.carries_out for part in task.parts):
            continue
        assert (clear[task.code][PEOPLE], clear[task.code][RESPONSIBILITY]) == (False, False), task.section


def test_where_the_paper_names_nobody_is_told_for_who_does_it_and_who_answers() -> None:
    plan = next(one for one in load().plans if one.code == "quang-ngai-2025")
    told = [one.task for one in lint_plan(plan, None) if one.vi == "không nêu ai, nên không rõ ai chịu trách nhiệm"]
    assert told == ["2", "3", "4", "5", "6", "9"]
    clear = clarity(plan, tuple(lint_plan(plan, None)))
    assert clear["1"][RESPONSIBILITY], "the facilities are the subject of the sentence, each for itself"


def test_who_leads_answers_and_parts_that_all_name_somebody_need_no_line_for_the_task() -> None:
    plan = next(one for one in load().plans if one.code == "bac-giang-2025")
    clear = clarity(plan, tuple(lint_plan(plan, None)))
    assert (clear["3.2"][PEOPLE], clear["3.2"][RESPONSIBILITY]) == (True, True)
    (task,) = (one for one in plan.tasks if one.code == "3.4")
    who = Named(("co-so-kcb",), "Các bệnh viện, cơ sở khám chữa bệnh trên địa bàn tỉnh")
    mended = replace(task, parts=tuple(replace(part, carries_out=who) for part in task.parts))
    found = tuple(lint_plan(replace(plan, tasks=tuple(mended if one is task else one for one in plan.tasks)), None))
    assert all(one.vi != "không ghi đơn vị thực hiện" for one in found if one.task == "3.4")


def test_a_mended_plan_is_no_longer_told_of(desk: Desk) -> None:
    desk.edit(COURSE, 'number: ""', 'number: "123/KH-UBND"')
    desk.edit(COURSE, "issued_on: null", "issued_on: 2026-05-04")
    desk.edit(COURSE, "sections: [I, II, IV, V]", "sections: [I, II, III, IV, V]")
    found = lint(desk.load(), TODAY)
    told = " | ".join(of(PLAN, Sort.UNCLEAR, found) + of(PLAN, Sort.CONTRADICTION, found))
    assert all(words not in told for words in ("chưa có số", "chưa có ngày", "không có mục"))


def test_a_day_without_an_edition_is_a_hole() -> None:
    late = lint(load(), date(2020, 1, 1))
    assert {"care", "appraisal readiness", "chain lab-result"} <= {finding.about for finding in late if finding.sort is Sort.HOLE}
    assert "care" not in {finding.about for finding in FOUND}


def test_a_case_without_a_class_is_a_hole() -> None:
    assert any("graft" in told for told in of("retention TT 53/2017", Sort.HOLE))
    assert of("retention TT 33/2025", Sort.HOLE) == []
