"""`hsba plans`: five provinces' plans to be held against their papers, what the linter finds in them, and each played to its end."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.app.stacks import hsba

CODES = ("bac-giang-2025", "dak-nong-2025", "ha-noi-2025", "hung-yen-2026", "quang-ngai-2025")
GOLDEN = Path(__file__).parent / "rehearsals"
each = pytest.mark.parametrize("code", CODES)


def told(*words: str, data: Path) -> Any:
    done = hsba("plans", *words, "--json", data=data)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_list_has_the_five(data: Path) -> None:
    found = {one["code"]: one for one in told("list", data=data)}
    assert set(CODES) <= found.keys()
    assert found["dak-nong-2025"]["number"] == "786/QĐ-UBND"
    assert [found[code]["number"] for code in CODES if code != "dak-nong-2025"] == [None] * 4, "no number is invented"
    assert found["dak-nong-2025"]["issued_on"] == "2025-06-09"


@each
def test_a_plan_is_shown_whole(code: str, data: Path) -> None:
    plan = told("show", code, data=data)
    parts = [part for task in plan["tasks"] for part in task["parts"]]
    assert parts
    assert all(part["quote"] and part["kind"] and part["scope"] for part in parts)
    assert all(set(task["clarity"]) == {"người", "việc", "thời gian", "trách nhiệm", "sản phẩm", "thẩm quyền"} for task in plan["tasks"])
    words = hsba("plans", "show", code, data=data).stdout
    assert all(task["title"] in words for task in plan["tasks"])


def test_words_that_lost_their_marks_are_shown_as_they_are_and_restored(data: Path) -> None:
    plan = told("show", "quang-ngai-2025", data=data)
    part = plan["tasks"][0]["parts"][0]
    assert "Cac co so kham benh" in part["quote"]
    assert "Các cơ sở khám bệnh" in part["restored"]


def test_an_article_says_null_where_it_says_nothing(data: Path) -> None:
    plan = told("show", "ha-noi-2025", data=data)
    assert (plan["sort"], plan["number"], plan["issued_on"], plan["signer"]) == ("article", None, None, None)
    assert (plan["recipients"], plan["sources"], plan["tables"]) == ([], [], [])


def test_the_annex_of_seventeen_facilities_adds_up_and_the_text_does_not(data: Path) -> None:
    plan = told("show", "bac-giang-2025", data=data)
    (table,) = plan["tables"]
    assert len(table["lines"]) == 17
    assert table["computed_totals_dong"] == ["90597000000", "12690000000", "5400000000", "72507000000"]
    found = told("lint", "bac-giang-2025", data=data)["bac-giang-2025"]
    sums = {one["severity"]: one["vi"] for one in found if "cột" in one["vi"]}
    assert "14,49 tỷ đồng" in sums["hard"]
    assert "12.690 triệu đồng" in sums["hard"]
    assert "90,5 tỷ đồng" in sums["soft"]


@each
def test_every_finding_has_both_sides_and_a_severity(code: str, data: Path) -> None:
    findings = told("lint", code, data=data)[code]
    assert len({one["key"] for one in findings}) == len(findings), "a decision is kept under the key"
    for one in findings:
        assert one["severity"] in ("hard", "soft")
        if one["severity"] == "hard":
            assert one["mend"]
            assert one["quotes"]


@each
def test_a_rehearsal_is_the_one_that_was_checked_by_hand(code: str, data: Path) -> None:
    """Made by `hsba plans rehearse CODE --csv`; a change of plan, calendar or rule shows here line by line."""
    assert hsba("plans", "rehearse", code, "--csv", data=data).stdout == (GOLDEN / f"{code}.csv").read_text(encoding="utf-8")


def test_a_scenario_says_what_goes_wrong_and_the_table_who_hears_of_it(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "nha-cung-cap.yaml"
    file.write_text(SCENARIO, encoding="utf-8")
    played = told("rehearse", "hung-yen-2026", "--scenario", str(file), data=data)
    late, without = played["outcomes"]
    assert late["live_on"] == "2027-03-01"
    assert late["late"]["3.2-2"] == 60
    assert "3.3b-1" in without["missing"]
    assert without["live_on"] is None
    escalated = [one for one in played["table"] if one["what"] == "báo cấp trên" and one["milestone"] == "3.2-2"]
    assert [(one["day"], one["unit"], one["to"]) for one in escalated] == [
        ("2027-01-03", "bv-da-khoa", "bv-da-khoa"),
        ("2027-01-07", "bv-da-khoa", "department"),
        ("2027-01-14", "bv-da-khoa", "department"),
        ("2027-01-30", "bv-da-khoa", "province"),
    ], "its own head, the officers, the department's head; then the province is to hear"
    reported = next(
        one for one in played["table"] if one["unit"] == "bv-da-khoa" and one["milestone"] == "3.2-2" and one["what"] == "báo cáo xong"
    )
    assert (reported["day"], reported["why"]) == ("2027-03-01", "Nhà cung cấp giao chậm hai tháng")


def test_a_slip_of_a_scenario_is_named_with_its_line(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "sai.yaml"
    file.write_text(SCENARIO.replace("milestones: [software]", "milestones: [softwear]"), encoding="utf-8")
    done = hsba("plans", "rehearse", "hung-yen-2026", "--scenario", str(file), data=data)
    assert done.returncode == 1
    assert "sai.yaml:8 delays[1].milestones: kế hoạch, kịch bản không có 'softwear'" in done.stderr


def test_an_unknown_plan_is_answered_with_those_there_are(data: Path) -> None:
    done = hsba("plans", "show", "ca-mau-2025", data=data)
    assert done.returncode == 2
    assert "hung-yen-2026" in done.stderr


SCENARIO = """\
title: Một nhà cung cấp chậm, một trung tâm không có cán bộ công nghệ thông tin
ends: 2027-03-31
players:
  - {code: bv-da-khoa, name: Bệnh viện Đa khoa tỉnh, kind: hospital}
  - {code: ttyt-khoai-chau, name: Trung tâm Y tế Khoái Châu, kind: health_centre}
delays:
  - {why: Nhà cung cấp giao chậm hai tháng, days: 60, facilities: [bv-da-khoa], milestones: [3.2-2]}
  - {why: Không có cán bộ công nghệ thông tin, facilities: [ttyt-khoai-chau], milestones: [software]}
"""
