"""What changed between two versions, in the form's words; when it is dangerous; when nobody further up need be told."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from domain.alerts import Alert, Because, settled
from domain.changes import changes, grave
from domain.forms import Field, Kind
from domain.names import DocumentId, PersonId
from policies.reader import load

LABORATORY = load().form("lab-result", datetime(2026, 11, 27, tzinfo=UTC).date())
ANN, BOB, DOC = PersonId(UUID(int=1)), PersonId(UUID(int=2)), DocumentId(UUID(int=3))
NOW = datetime(2026, 11, 27, tzinfo=UTC)


def value(name: str, told: str, flag: str = "", unit: str = "mmol/L") -> dict[str, str]:
    return {"service": "Sinh hoá máu", "name": name, "value": told, "unit": unit, "reference": "3,5 – 5,0", "flag": flag}


def test_a_value_is_compared_with_the_one_of_its_name() -> None:
    before = {"values": [value("Kali", "6,9", "H"), value("Natri", "140"), value("Clo", "101")], "conclusion": "Tăng kali"}
    after = {"values": [value("Natri", "140"), value("Kali", "5,1", "H"), value("Urê", "7,0")], "conclusion": "Tăng kali nhẹ"}
    found = [(one.where, one.was, one.now) for one in changes(LABORATORY, before, after)]
    assert ("Kali: Giá trị", "6,9", "5,1") in found
    assert ("Urê: Giá trị", None, "7,0") in found
    assert ("Clo: Giá trị", "101", None) in found
    assert ("Kết luận", "Tăng kali", "Tăng kali nhẹ") in found
    assert not [one for one in found if "Natri" in one[0]]
    assert changes(LABORATORY, after, after) == ()


def test_a_nought_is_something_and_an_unticked_box_is_nothing() -> None:
    form = replace(LABORATORY, fields=(Field("pain", "Mức đau", Kind.INTEGER), Field("fever", "Sốt", Kind.FLAG)))
    assert [(one.was, one.now) for one in changes(form, {"pain": 0, "fever": False}, {"pain": 7})] == [(0, 7)]
    assert [(one.was, one.now) for one in changes(form, {"pain": 0}, {})] == [(0, None)]


@pytest.mark.parametrize(
    ("before", "after", "dangerous"),
    [
        ({"values": [value("Kali", "6,9", "H")]}, {"values": [value("Kali", "5,1", "H")]}, False),
        ({"values": [value("Kali", "7,9", "critical")]}, {"values": [value("Kali", "5,1", "H")]}, True),
        ({"values": [value("Kali", "5,1")]}, {"values": [value("Kali", "7,9", "critical")]}, True),
        ({"values": [value("Kali", "7,9", "critical")]}, {"values": [value("Kali", "8,4", "critical")]}, True),
        ({"values": [value("Kali", "7,9", "critical")]}, {"values": [value("Kali", "7,9", "critical"), value("Clo", "99")]}, False),
        ({"critical": True, "conclusion": "Tràn khí"}, {"conclusion": "Bình thường"}, True),
        ({"conclusion": "Bình thường"}, {"conclusion": "Viêm"}, False),
    ],
)
def test_when_a_change_is_dangerous(before: dict[str, object], after: dict[str, object], dangerous: bool) -> None:
    assert grave(before, after) is dangerous


def test_nobody_further_up_is_told_once_all_know_or_somebody_who_answers_does() -> None:
    def alert(person: PersonId, because: Because = Because.READ, known: bool = False) -> Alert:
        return Alert(DOC, 2, person, because, False, NOW, NOW if known else None)

    assert not settled((alert(ANN), alert(BOB, known=True)), None)
    assert settled((alert(ANN, known=True), alert(BOB, known=True)), None)
    assert settled((alert(ANN), alert(BOB, known=True)), BOB), "the ordering doctor knows"
    assert settled((alert(ANN), alert(BOB, Because.ESCALATED, known=True)), None)
