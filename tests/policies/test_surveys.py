"""Surveys as policy data: what ships is drawn from the plans word for word; what a file gets wrong is named with its place."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from policies.faults import PoliciesRefused
from policies.reader import SHIPPED, load

SEEDS = Path(__file__).parent / "seeds"
FILE = next((SHIPPED / "surveys").glob("*.yaml"))
ENDED = re.compile(r"\s+")


def test_every_word_drawn_from_a_plan_stands_in_that_plan() -> None:
    book = load()
    seeds = {path.stem: ENDED.sub(" ", path.read_text(encoding="utf-8")) for path in SEEDS.glob("*.txt")}
    sections = {plan.code: {place for task in plan.tasks for place in (task.section,)} for plan in book.plans}
    for edition in book.surveys:
        for one in edition.questions:
            for drawn in one.drawn:
                assert ENDED.sub(" ", drawn.words) in seeds[drawn.plan], f"{one.code}: {drawn.words}"
                assert drawn.section.partition(".")[0] in ("II", "IV", "V") or drawn.section.startswith("đoạn"), one.code
                if drawn.section.startswith("II"):
                    assert drawn.section in sections[drawn.plan], f"{one.code}: {drawn.plan} {drawn.section}"


def test_what_is_marked_as_read_names_where_and_every_word_has_its_english() -> None:
    for edition in load().surveys:
        for one in edition.questions:
            assert one.certainty != "S" or one.drawn, one.code
            for word in (one.label, one.unit, one.note, *one.choices.values()):
                assert not word or word in edition.english or word == "Mbit/s", word
        assert [section.code for section in edition.sections] == [
            *("hardware", "network", "servers", "software", "signatures", "security", "people", "budget")
        ]
        assert all(not hasattr(one.propose, "price") for one in edition.questions)


def refused(tmp_path: Path, change: Any) -> str:
    """What the reader says of the shipped survey after this change."""
    whole = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    change(whole, {one["code"]: one for section in whole["sections"] for one in section["questions"]})
    (tmp_path / "surveys").mkdir()
    (tmp_path / "surveys" / "mine.yaml").write_text(yaml.safe_dump(whole, allow_unicode=True), encoding="utf-8")
    with pytest.raises(PoliciesRefused) as faults:
        load(tmp_path)
    return str(faults.value)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda whole, _: whole.update(colour="red"), "khóa 'colour'"),
        (lambda _, one: one["beds"].update(kind="lines"), "khảo sát chỉ hỏi"),
        (lambda _, one: one["beds"].update(code="visits_per_day"), "'visits_per_day' dùng 2 lần"),
        (lambda _, one: one["beds"].update(code="facility"), "'facility' là tên hệ thống dùng"),
        (lambda _, one: one["his"].pop("choices"), "câu chọn cần danh sách"),
        (lambda _, one: one["servers"]["when"].update(field="beds"), "một câu chọn luôn được hỏi"),
        (lambda _, one: one["servers"]["when"].update(one_of=["moon"]), "một câu chọn luôn được hỏi"),
        (lambda _, one: one["workstations"]["criterion"].update(at_least=1), "chọn đúng một"),
        (lambda _, one: one["workstations"]["criterion"]["share"].update(of="his"), "không phải câu hỏi số khác"),
        (lambda _, one: one["workstations"]["criterion"]["share"].update(every=0), "ít nhất 1"),
        (lambda _, one: one["firewalls"]["criterion"].update(at_least=0), "0 thì ai cũng đạt"),
        (lambda _, one: one["beds"].update(criterion={"is_true": True, "basis": "?", "certainty": "I"}), "chỉ câu có/không"),
        (lambda _, one: one["his"]["criterion"].update(level="8"), "không có mục '8'"),
        (lambda _, one: one["backups"]["criterion"].update(system="HIS"), "cần level"),
        (lambda _, one: one["workstations"].pop("criterion"), "không bao giờ đề xuất"),
        (lambda _, one: one["his"]["propose"].pop("quantity"), "dùng one"),
        (lambda _, one: one["workstations"]["propose"].update(price=1), "khóa 'price'"),
        (lambda whole, _: whole["starts"][0].update(questions=["beds"]), "không phải câu hỏi có tiêu chí"),
        (lambda whole, _: whole["sections"][0].update(questions=[]), "không có câu hỏi nào"),
        (lambda _, one: one["beds"].update(basis=" "), "phải có câu hỏi và căn cứ"),
    ],
)
def test_a_wrong_survey_is_refused_with_file_and_path(tmp_path: Path, change: Any, said: str) -> None:
    told = refused(tmp_path, change)
    assert said in told
    assert told.startswith("surveys/mine.yaml")
