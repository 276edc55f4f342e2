"""The Hưng Yên plan as data says what the paper says: nothing added, nothing of its tasks lost."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from domain.deadlines import Due
from domain.parts import Kind
from policies.reader import load

PLAN = load().plan("hung-yen-2026")


def plain(text: str) -> str:
    """White space as one blank; the copy's asterisks (bold, italics) are no words of the plan."""
    return " ".join(text.replace("*", "").split())


PAPER = plain((Path(__file__).parent / "seeds" / "hung-yen-2026.txt").read_text(encoding="utf-8"))
TASKS = PAPER[PAPER.index("II. NHIỆM VỤ, GIẢI PHÁP") : PAPER.index("IV. KINH PHÍ")]
MONEY = PAPER[PAPER.index("IV. KINH PHÍ") : PAPER.index("V. TỔ CHỨC THỰC HIỆN")]
UNITS = PAPER[PAPER.index("V. TỔ CHỨC THỰC HIỆN") :]
VERBATIM = ("quote", "words", "lead_words", "coordinate_words", "number_words", "dated_words", "signer")


def verbatim(thing: Any, path: str = "plan") -> Iterator[tuple[str, str]]:
    """Every text of the data that claims to be the paper's own."""
    for one in fields(thing):
        value = getattr(thing, one.name)
        if one.name in VERBATIM and value:
            yield from ((f"{path}.{one.name}", text) for text in ([value] if isinstance(value, str) else value))
        for number, inner in enumerate(value if isinstance(value, tuple) else [value]):
            if is_dataclass(inner):
                yield from verbatim(inner, f"{path}.{one.name}[{number}]")


QUOTES = list(verbatim(PLAN))
DUES: list[Due] = [due for task in PLAN.tasks for due in (task.due, *task.also_due, *(part.due for part in task.parts)) if due]


@pytest.mark.parametrize(("path", "text"), QUOTES, ids=[path for path, _ in QUOTES])
def test_every_quote_is_verbatim(path: str, text: str) -> None:
    assert plain(text) in PAPER


def test_quotes_of_tasks_stand_in_the_section_of_tasks() -> None:
    for task in PLAN.tasks:
        for path, text in verbatim(task, task.code):
            assert plain(text) in TASKS, path


def test_money_and_duties_stand_in_their_sections() -> None:
    assert all(plain(budget.quote) in MONEY for budget in PLAN.budget)
    assert all(plain(duty.quote) in UNITS for duty in PLAN.duties)


def test_nothing_of_the_tasks_is_lost() -> None:
    """What is left of section II without every quote and heading is numbering and labels."""
    known = [plain(text) for task in PLAN.tasks for _, text in verbatim(task)]
    known += [plain(task.title) for task in PLAN.tasks]
    rest = TASKS
    for text in sorted(known, key=len, reverse=True):
        rest = rest.replace(text, " ")
    labels = (
        "II. NHIỆM VỤ, GIẢI PHÁP",
        "Duy trì, cập nhật và triển khai hồ sơ bệnh án điện tử",
        "Thời gian thực hiện",
        "Thời gian hoàn thành",
    )
    for label in labels:
        rest = rest.replace(label, " ")
    rest = re.sub(r"\b\d(\.\d)?\.? |\b[ab]\)|[-:;,.+]", " ", rest)
    assert rest.split() == []


def test_nothing_of_the_duties_is_lost() -> None:
    rest = UNITS[: UNITS.index("Nhận Kế hoạch này")]
    for duty in sorted(PLAN.duties, key=lambda duty: -len(duty.quote)):
        rest = rest.replace(plain(duty.quote), " ")
    for unit in PLAN.units:
        rest = rest.replace(unit.name, " ")
    assert re.sub(r"V\. TỔ CHỨC THỰC HIỆN|\b\d\. |[-+]", " ", rest).split() == []


def test_no_date_of_the_tasks_is_missing() -> None:
    told = {due.day for due in DUES}
    for day, month, year in re.findall(r"(\d{1,2})/(\d{1,2})/(\d{4})", TASKS):
        assert date(int(year), int(month), int(day)) in told


def test_no_month_of_the_tasks_is_missing() -> None:
    told = {(due.first.month, due.first.year, due.day.month) for due in DUES if due.first}
    for month, year in re.findall(r"trong tháng (\d{1,2})/(\d{4})", TASKS):
        assert (int(month), int(year), int(month)) in told
    for first, last, year in re.findall(r"tháng (\d{1,2})-(\d{1,2})/(\d{4})", TASKS):
        assert (int(first), int(year), int(last)) in told


def test_every_deadline_that_the_paper_names_is_the_day_of_its_words() -> None:
    for due in DUES:
        for day, month, year in re.findall(r"(\d{1,2})/(\d{1,2})/(\d{4})", due.words):
            assert due.day == date(int(year), int(month), int(day)), due.words


def test_every_text_the_paper_cites_is_listed_with_its_date() -> None:
    cited = {text.number for text in PLAN.cites}
    numbers = set(re.findall(r"\d+(?:/\d{4})?[-/][A-ZĐ][\w/-]*\w", PAPER))
    assert numbers - {"06/CP", "72-NQ/TW"} <= cited  # "Đề án 06/CP" is the scheme that 06/QĐ-TTg approved
    for text in PLAN.cites:
        if text.dated:
            assert re.search(rf"0?{text.dated.day}/0?{text.dated.month}/{text.dated.year}", text.quote), text.number


def test_what_the_law_replaced_is_marked() -> None:
    assert {text.number: text.replaced_by for text in PLAN.cites if text.replaced_by} == {"85/2016/NĐ-CP": "NĐ 331/2026"}


def test_the_paper_has_no_number_and_none_is_invented() -> None:
    assert (PLAN.number, PLAN.number_words) == ("", "Số: /KH-UBND")
    assert any("để trống số" in note for note in PLAN.notes)


def test_the_eight_regulations_are_eight_parts() -> None:
    regulations = [part for _, part in PLAN.parts() if part.kind is Kind.REGULATION]
    assert [part.code for part in regulations] == [f"3.5-{number}" for number in range(1, 9)]


def test_every_task_of_the_paper_is_there() -> None:
    codes = [task.code for task in PLAN.tasks]
    assert codes == ["1", "2", "3.1", "3.2", "3.3a", "3.3b", "3.4", "3.5", "3.6", "3.7a", "3.7b"]
