"""Nothing that a plan's data hold is left out where the whole plan is told: the command's words and JSON, the page, the printed copy."""

import json
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import Enum
from typing import Any

import pytest

from app.cli.plan_words import lines
from domain.plans import Plan
from policies.plan_blocks import Block, Word
from policies.plan_contents import contents
from policies.plan_sheets import plan_sheet
from policies.plan_told import told
from policies.plan_uploads import plan_of_upload
from policies.plan_workbooks import EXAMPLE
from policies.reader import load
from web.words import CONTENTS

PLANS = (*load().plans, plan_of_upload("vi-du.yaml", EXAMPLE.read_bytes()))
each = pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.code)
OTHERS = "code units unit through about accepted_by successor reporter receiver after part task counts sums column aspect"
CALLED = frozenset((*OTHERS.split(), "amount", "amounts", "printed"))
"""Fields that name another thing of the plan, or are read as numbers: what they say is told, not always in these letters."""


def texts(thing: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text of the plan with its path; a day as people write it."""
    if is_dataclass(thing):
        for one in fields(thing):
            yield from texts(getattr(thing, one.name), f"{path}.{one.name}")
    elif isinstance(thing, tuple):
        for number, one in enumerate(thing):
            yield from texts(one, f"{path}[{number}]")
    elif isinstance(thing, date):
        yield path, f"{thing:%d/%m/%Y}"
    elif isinstance(thing, str) and not isinstance(thing, Enum) and thing:
        yield path, thing


def marked(thing: Any, seen: list[str], name: str = "") -> Any:
    """The same with a mark of its own in every text, so that what is left out is missed though another place says the same."""
    if is_dataclass(thing) and not isinstance(thing, type):
        return replace(thing, **{one.name: marked(getattr(thing, one.name), seen, one.name) for one in fields(thing)})
    if isinstance(thing, tuple) and name != "restored":
        return tuple(marked(one, seen, name) for one in thing)
    if isinstance(thing, str) and not isinstance(thing, Enum) and thing and name not in CALLED:
        seen.append(f"⟨{len(seen)}⟩")
        return f"{thing.rstrip('. ')} {seen[-1]}"
    return thing


def said(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        yield f"{block.number} {block.title}"
        yield from (f"{one.words} {one.quote} {one.place} {one.reads}" for one in block.lines)
        yield from (" ".join(row) for row in block.rows)
        yield from said(block.blocks)


def strings(thing: Any) -> Iterator[str]:
    if isinstance(thing, dict):
        for key, one in thing.items():
            yield from strings(one) if key != "attached" else ()
    elif isinstance(thing, list | tuple):
        for one in thing:
            yield from strings(one)
    elif isinstance(thing, str):
        yield thing


def whole(plan: Plan) -> dict[str, str]:
    """Every way in which the whole plan is told."""
    return {
        "words": "\n".join(lines(plan, ())),
        "JSON": json.dumps(told(plan, ()), ensure_ascii=False).replace('\\"', '"').replace("\\n", "\n"),
        "page": "\n".join(said(contents(plan))),
    }


@each
def test_every_text_and_every_day_of_a_plan_is_told(plan: Plan) -> None:
    for where, words in whole(plan).items():
        asked = [(path, text) for path, text in texts(plan) if where != "JSON" or not re.fullmatch(r"\d\d/\d\d/\d{4}", text)]
        missing = [(path, text) for path, text in asked if text not in words]
        assert missing == [], where


@each
def test_what_is_said_twice_is_told_at_both_places(plan: Plan) -> None:
    marks: list[str] = []
    other = marked(replace(plan, restored=()), marks)
    for where, words in whole(other).items():
        assert [mark for mark in marks if mark not in words] == [], where


@each
def test_the_printed_copy_leaves_nothing_out(plan: Plan) -> None:
    words = "\n".join(strings(plan_sheet(plan)))
    # Of what was badly recognised the copy prints how it reads; a name stands under the capacity; the line of number and day is the head's.
    told_otherwise = {one.words for one in plan.restored} | {plan.signer, plan.number_words, plan.dated_words, plan.basis, plan.code}
    missing = [
        (path, text)
        for path, text in texts(plan)
        if text not in told_otherwise and not path.startswith(".restored") and text.rstrip(". ;") not in words
    ]
    assert missing == []
    assert all(one.reads.rstrip(". ;") in words for one in plan.restored if one.words != plan.signer), "as it is read"


def test_who_carries_out_accepts_and_when_is_told_of_the_part_whose_own_it_is() -> None:
    plan = next(one for one in PLANS if one.code == "dak-nong-2025")
    told_of = {part.number: part.lines for section in contents(plan) for task in section.blocks for part in task.blocks}
    mine = {(one.label, one.place, one.words.partition(" (")[0]) for one in told_of["5-1"]}
    assert (Word.CARRIES_OUT, "III", "cơ sở khám, chữa bệnh có giường bệnh") in mine
    assert (Word.ACCEPTS, "", "Sở Y tế") in mine
    assert {(Word.DUE, "I.2", "30/08/2025"), (Word.DUE, "III", "30/09/2025")} <= mine
    assert any(one.label is Word.CARRIES_OUT for one in told_of["3-3"])


def test_the_decision_the_aims_and_the_third_item_of_money_of_dak_nong_are_told() -> None:
    plan = next(one for one in PLANS if one.code == "dak-nong-2025")
    for where, words in {**whole(plan), "copy": "\n".join(strings(plan_sheet(plan)))}.items():
        for said_so in (
            "Phê duyệt kèm theo Quyết định này Kế hoạch",
            "Quyết định này có hiệu lực kể từ ngày ký.",
            "Tra cứu hồ sơ bệnh án nhanh chóng, chính xác.",
            "Lựa chọn hình thức phù hợp trong việc thuê dịch vụ công nghệ thông tin",
            "Tôn Thị Ngọc Hạnh",
        ):
            assert said_so in words, where
    assert [one["place"] for one in plan_sheet(plan)["articles"]] == ["Điều 1", "Điều 2", "Điều 3"]


def test_no_value_of_the_data_stands_raw_among_an_offices_words() -> None:
    raw = re.compile(r"\b(golive|beds|facility|department|by|own|month|continuous|read|thousands|decimal)\b")
    plan = next(one for one in PLANS if one.code == "bac-giang-2025")
    for section in contents(plan):
        for block in (section, *section.blocks, *(inner for one in section.blocks for inner in one.blocks)):
            assert [one.words for one in block.lines if raw.search(one.words)] == []


def test_the_page_has_a_word_for_every_line() -> None:
    assert set(Word) == CONTENTS.keys()
