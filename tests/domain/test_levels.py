"""Missing one criterion of a level gives the next lower level (TT 54/2017/TT-BYT Đ4 k3)."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from domain.basis import Certainty
from domain.errors import Malformed
from domain.evidence import Evidence
from domain.levels import LevelCriterion, LevelDeclaration, check_declaration
from domain.names import PersonId, Sha256
from domain.outside_papers import OutsidePaper
from domain.readiness import LevelLine

TODAY = date(2026, 11, 29)
HIS = LevelLine("HIS", "HIS", ("5", "6", "7"), "TT 54/2017/TT-BYT", Certainty.INFERRED)
PAPER = OutsidePaper("412/QĐ-BV", TODAY, "Bệnh viện đa khoa tỉnh Hưng Yên")
FILE = (Evidence("QĐ.pdf", Sha256("0" * 64), 3),)


def criterion(level: str, code: str, met: bool = True) -> LevelCriterion:
    return LevelCriterion(level, code, f"Tiêu chí {code}", met)


def declared(level: str, *criteria: LevelCriterion) -> LevelDeclaration:
    return LevelDeclaration(HIS, 1, level, PAPER, criteria, PersonId(UUID(int=1)), datetime(2026, 11, 29, tzinfo=UTC), FILE)


@pytest.mark.parametrize(
    ("level", "criteria", "reached"),
    [
        ("7", (criterion("5", "1"), criterion("7", "3")), "7"),
        ("7", (criterion("5", "1"), criterion("7", "3", met=False)), "6"),
        ("7", (criterion("6", "2", met=False), criterion("7", "3", met=False)), "5"),
        ("5", (criterion("5", "1"), criterion("7", "3", met=False)), "5"),
        ("7", (criterion("5", "1", met=False),), ""),
    ],
)
def test_the_level_reached_follows_from_what_is_missing(level: str, criteria: tuple[LevelCriterion, ...], reached: str) -> None:
    one = declared(level, *criteria)
    assert one.reached == reached
    assert one.reaches("5") is (reached != "")
    assert not one.reaches("9"), "a level that is none is reached by nobody"


def test_what_is_missing_up_to_the_demanded_level_is_named() -> None:
    one = declared("7", criterion("5", "1"), criterion("6", "2", met=False), criterion("7", "3", met=False))
    assert [each.code for each in one.missing("6")] == ["2"]
    assert [each.code for each in one.missing("")] == ["2", "3"]


def test_every_fault_is_told_together() -> None:
    wrong = (criterion("8", "1"), criterion("6", "1"), LevelCriterion("6", "", "", True))
    with pytest.raises(Malformed) as no:
        check_declaration(HIS, "9", OutsidePaper(), wrong, (), TODAY)
    told = " | ".join(no.value.facts)
    for said in (
        "level: chọn một trong",
        "paper_number",
        "file: gửi kèm",
        "mức '8' không có",
        "dòng 2: mã '1' đã có",
        "dòng 3: ghi mã và tên",
    ):
        assert said in told
    with pytest.raises(Malformed) as no:
        check_declaration(HIS, "6", PAPER, (), FILE, TODAY)
    assert "mỗi tiêu chí một dòng" in no.value.facts[0]
    check_declaration(HIS, "6", PAPER, (criterion("6", "1"),), FILE, TODAY)
