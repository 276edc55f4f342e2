"""Communication and ceremony: planned, moved, proved, set aside; late when its day passed without a proof."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from domain.basis import Certainty
from domain.communications import Communication, CommunicationState, Planned, Proof, address_faults, communicated
from domain.errors import Malformed, WrongState
from domain.evidence import Evidence
from domain.names import PersonId, Sha256
from domain.readiness import CommunicationLine

TODAY = date(2026, 12, 1)
ANH, STRANGER = PersonId(UUID(int=1)), PersonId(UUID(int=2))
HERE = frozenset({ANH})
LINE = Communication(CommunicationLine("ceremony", "Lễ công bố", "Tổ chức Lễ công bố", "Kế hoạch", Certainty.READ))
PLAN = Planned(TODAY + timedelta(days=9), "Hội trường", ANH, " Lễ công bố bỏ hồ sơ giấy ")
PHOTO = Evidence("Ảnh.jpg", Sha256("a" * 64), 10)
PROOF = Proof(TODAY, "Đã tổ chức", "https://bvdk.example.vn/tin/le-cong-bo", ANH)


def faults(no: pytest.ExceptionInfo[Malformed]) -> list[str]:
    return [fact.partition(":")[0] for fact in no.value.facts]


def test_it_is_planned_moved_and_late_once_its_day_passed_without_a_proof() -> None:
    planned = LINE.plan(PLAN, HERE, TODAY)
    assert planned.planned
    assert (planned.state, planned.planned.words, planned.steps) == (CommunicationState.PLANNED, "Lễ công bố bỏ hồ sơ giấy", 1)
    assert [planned.late(PLAN.day + timedelta(days=n)) for n in (0, 1)] == [False, True]
    moved = planned.plan(replace(PLAN, day=PLAN.day + timedelta(days=5)), HERE, TODAY)
    assert not moved.late(PLAN.day + timedelta(days=1))
    assert not planned.prove(PROOF, TODAY).late(PLAN.day + timedelta(days=1))


def test_a_plan_names_somebody_of_the_house_a_day_to_come_and_what_is_done() -> None:
    with pytest.raises(Malformed) as no:
        LINE.plan(Planned(TODAY - timedelta(days=1), "x" * 201, STRANGER, " "), HERE, TODAY)
    assert faults(no) == ["place", "day", "responsible", "words"]
    with pytest.raises(Malformed) as no:
        LINE.plan(replace(PLAN, day=TODAY + timedelta(days=400)), HERE, TODAY)
    assert faults(no) == ["day"]


def test_a_proof_has_a_day_words_and_an_address_or_a_file_and_several_stand_side_by_side() -> None:
    proved = LINE.prove(PROOF, TODAY).prove(replace(PROOF, address="", files=(PHOTO,)), TODAY)
    assert (proved.state, proved.proofs) == (CommunicationState.PROVED, 2)
    for day in (TODAY + timedelta(days=1), date(1999, 12, 31)):
        with pytest.raises(Malformed) as no:
            LINE.prove(Proof(day, "", "", ANH), TODAY)
        assert faults(no) == ["day", "words", "file"]
    with pytest.raises(WrongState):
        proved.plan(PLAN, HERE, TODAY)


@pytest.mark.parametrize(
    ("address", "good"),
    [
        ("", True),
        ("https://bvdk.example.vn/tin?id=1", True),
        ("http://bvdk.vn", True),
        ("bvdk.vn", False),
        ("javascript:alert(1)", False),
        ("https://", False),
        ("https://bvdk.vn/a b", False),
        ("https://[bvdk", False),
    ],
)
def test_an_address_is_one_of_the_web(address: str, good: bool) -> None:
    assert (address_faults(address) == []) is good


def test_it_is_set_aside_with_a_reason_and_taken_up_again_by_a_plan() -> None:
    with pytest.raises(Malformed):
        LINE.set_aside(" ")
    aside = LINE.set_aside("Sở tổ chức chung")
    with pytest.raises(WrongState):
        aside.prove(PROOF, TODAY)
    for done in (aside, LINE.prove(PROOF, TODAY)):
        with pytest.raises(WrongState):
            done.set_aside("Thôi")
    again = aside.plan(PLAN, HERE, TODAY)
    assert (again.state, again.reason) == (CommunicationState.PLANNED, "")


def test_what_was_set_aside_is_not_wanted() -> None:
    planned = LINE.plan(PLAN, HERE, TODAY)
    lines = (LINE, planned, LINE.prove(PROOF, TODAY), LINE.set_aside("Sở tổ chức chung"))
    on = communicated(lines, PLAN.day + timedelta(days=1))
    assert (on.proved, on.wanted, on.late) == (1, 3, 1)
