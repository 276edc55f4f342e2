"""Each shipped plan says what its paper says: every quote is verbatim, nothing that binds is lost, nothing is added."""

import re
from datetime import date

import pytest

from domain.deadlines import DATED
from domain.plans import Plan
from policies.plan_heads import dated
from policies.reader import load
from tests.policies.papers import PAPERS, close, dues, verbatim, whole

PLANS = {plan.code: plan for plan in load().plans if plan.code in PAPERS}
LEADS = re.compile("chủ trì|chu tri", re.IGNORECASE)
each = pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS.keys())


def test_every_paper_is_a_plan() -> None:
    assert PLANS.keys() == PAPERS.keys()


@each
def test_every_quote_is_verbatim(plan: Plan) -> None:
    paper = whole(plan.code)
    missing = [(path, text) for path, text in verbatim(plan) if close(text) not in paper]
    assert missing == []


@each
def test_nothing_that_binds_is_lost(plan: Plan) -> None:
    """Without every quote and heading, numbering and labels are left."""
    said = PAPERS[plan.code]
    known = [close(text) for _, text in verbatim(plan)]
    known += [close(text) for text in (*said.labels, *(task.title for task in plan.tasks), *(unit.name for unit in plan.units))]
    known += [close(one.words) for one in plan.restored]
    rest = said.region(whole(plan.code))
    for text in sorted(filter(None, known), key=len, reverse=True):
        rest = rest.replace(text, "|")
    rest = re.sub(r"(?<![^\W\d_])[a-eđ]\)|\d|[-–:;,.+|()…•¹]", "", rest)
    assert rest == ""


@each
def test_every_number_of_a_cited_text_is_listed_with_its_date(plan: Plan) -> None:
    for text in plan.cites:
        if text.dated:
            day = rf"0?{text.dated.day}\s*/\s*0?{text.dated.month}\s*/\s*{text.dated.year}"
            long = rf"ngày 0?{text.dated.day} tháng 0?{text.dated.month} năm {text.dated.year}"
            assert re.search(rf"{day}|{long}", text.quote), text.number


@each
def test_no_date_that_binds_is_missing(plan: Plan) -> None:
    """Days of the tasks are days of deadlines; days of cited texts are listed with them."""
    told = {due.day for due in dues(plan)} | {text.dated for text in plan.cites} | {one.day for one in plan.indicators}
    region = PAPERS[plan.code].region(whole(plan.code))
    for day, month, year in re.findall(r"(?<!\d)(\d{1,2})/(\d{1,2})/(\d{4})", region):
        assert date(int(year), int(month), int(day)) in told


@each
def test_a_deadline_is_the_day_its_words_name(plan: Plan) -> None:
    for due in dues(plan):
        for day, month, year in re.findall(r"(\d{1,2})/(\d{1,2})/(\d{4})", due.words) if due.form in DATED else ():
            assert due.day == date(int(year), int(month), int(day)), due.words


@each
def test_what_leads_is_named_by_the_words(plan: Plan) -> None:
    """`Chủ trì` stands in the words of every lead, and of every duty to lead, and of no other role."""
    for task in plan.tasks:
        for lead in filter(None, (task.lead, *(part.lead for part in task.parts))):
            assert LEADS.search(lead.words), lead.words
        for other in filter(None, (task.carries_out, *(part.carries_out for part in task.parts))):
            assert not LEADS.search(other.words), other.words
    for duty in plan.duties:
        assert duty.lead is bool(LEADS.match(duty.quote.removeprefix("giao Sở Y tế "))), duty.quote


@each
def test_whose_words_are_restored_has_them_all_restored(plan: Plan) -> None:
    if plan.restored:
        told = {text for path, text in verbatim(plan) if not path.endswith(("forms", "number_words"))}
        assert told - {one.words for one in plan.restored} == set()
    for one in plan.restored:
        assert one.words != one.reads


@each
def test_every_line_of_a_table_stands_in_the_paper(plan: Plan) -> None:
    for table in plan.tables:
        for line in table.lines:
            assert close("".join((line.number, line.facility, *line.amounts))) in whole(plan.code), line
        assert close("".join(column.printed for column in table.columns)) in whole(plan.code)


def test_the_date_line_has_the_provinces_name_with_its_marks() -> None:
    for plan in load().plans:
        said = dated(plan)
        assert said.startswith((plan.province, "…")), said
