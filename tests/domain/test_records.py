"""A record's opening, completeness and archiving, by the rule alone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest

from domain.errors import Incomplete, Malformed, WrongState
from domain.names import DepartmentId, FacilityId, PatientId, PersonId, RecordId, id_of
from domain.records import (
    Admission,
    Discharge,
    DischargeCorrection,
    Missing,
    NewRecord,
    Outcome,
    Record,
    RecordState,
    check_archive,
    check_close,
    check_discharge,
)

NOW = datetime(2026, 11, 21, 3, tzinfo=UTC)
YEARS = timedelta(days=1000)
WARD, DOCTOR = DepartmentId("33001/NOI"), PersonId(id_of("person", "lan"))
OPEN = Record(
    RecordId(id_of("record", 1)), FacilityId("33001"), "BA-1", PatientId(id_of("patient", 1)), WARD, DOCTOR, RecordState.OPEN, NOW
)
GOOD = NewRecord("BA-1", "BN-1", "Nguyễn Thị Hạnh", date(1970, 5, 1), "female", WARD, DOCTOR, "Sốt", citizen_id="033170000001")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"code": " "}, "code"),
        ({"patient_code": " "}, "patient_code"),
        ({"patient": ""}, "patient"),
        ({"reason": "\t"}, "reason"),
        ({"citizen_id": None}, "citizen_id"),
        ({"citizen_id": "03317000000"}, "citizen_id"),
        ({"citizen_id": "03317000000x"}, "citizen_id"),
        ({"sex": "nữ"}, "sex"),
        ({"birth": date(2026, 11, 22)}, "birth"),
        ({"birth": date(1, 1, 1)}, "birth"),
        ({"birth": date(1895, 12, 31)}, "birth"),
        ({"admitted_at": NOW + timedelta(minutes=6)}, "admitted_at"),
        ({"admitted_at": NOW.replace(year=2016)}, "admitted_at"),
        ({"admitted_at": NOW.replace(tzinfo=None)}, "admitted_at"),
        ({"admitted_at": datetime(1970, 4, 30, tzinfo=UTC)}, "admitted_at"),
    ],
)
def test_each_slip_is_named(wrong: dict[str, object], field: str) -> None:
    with pytest.raises(Malformed) as refused:
        replace(GOOD, **wrong).check(NOW, YEARS)  # type: ignore[arg-type]
    assert [fact.split(":")[0] for fact in refused.value.facts] == [field]


def test_a_temporary_code_will_do() -> None:
    replace(GOOD, citizen_id=None, temporary_code="T-1").check(NOW, YEARS)
    replace(GOOD, birth=date(2026, 11, 21)).check(NOW, YEARS)
    replace(GOOD, birth=date(1896, 1, 1)).check(NOW, YEARS)
    replace(GOOD, admitted_at=NOW - timedelta(days=21)).check(NOW, YEARS)


@pytest.mark.parametrize("state", RecordState)
def test_each_step_has_its_state(state: RecordState) -> None:
    record = replace(OPEN, state=state, archive_at=NOW)
    steps: tuple[tuple[RecordState, Callable[[], None]], ...] = (
        (RecordState.OPEN, partial(check_discharge, record)),
        (RecordState.DISCHARGED, partial(check_close, record, ())),
        (RecordState.RECEIVED, partial(check_archive, record, 0, NOW)),
    )
    for begins, check in steps:
        if state is begins:
            check()
        else:
            with pytest.raises(WrongState):
                check()


DIED = Discharge(Outcome.DIED, "Viêm phổi", "Hồi sức không kết quả", diagnosis_code="J18.1", discharged_at=NOW + timedelta(hours=1))
LATER = NOW + timedelta(days=1)


def test_a_discharge_ends_when_it_says_else_now_and_never_before_the_admission() -> None:
    assert DIED.left_at(NOW, LATER) == NOW + timedelta(hours=1)
    assert replace(DIED, discharged_at=None).left_at(NOW, LATER) == LATER
    assert replace(DIED, discharged_at=NOW - timedelta(seconds=20)).left_at(NOW, LATER) == NOW


def test_a_correction_names_every_fault() -> None:
    left = replace(OPEN, state=RecordState.DISCHARGED, discharged_at=LATER)
    DischargeCorrection(DIED, "Nhầm kết quả").check(left, LATER, GOOD.birth)
    wrong = replace(DIED, discharged_at=NOW - timedelta(hours=1), diagnosis_code="viêm")
    with pytest.raises(Malformed) as refused:
        DischargeCorrection(wrong, " ").check(left, LATER, GOOD.birth)
    assert [fact.split(":")[0] for fact in refused.value.facts] == ["discharged_at", "diagnosis_code", "reason"]


def test_a_correction_in_the_same_minute_moves_nothing() -> None:
    was = LATER.replace(second=41)
    for told, left in ((None, was), (LATER, was), (NOW, NOW), (was - timedelta(minutes=1), was - timedelta(minutes=1))):
        assert DischargeCorrection(replace(DIED, discharged_at=told), "Nhầm").left_at(NOW, was) == left


def test_nobody_comes_after_they_left() -> None:
    Admission(NOW, "Nhầm").check(LATER, GOOD.birth, YEARS, NOW)
    with pytest.raises(Malformed) as refused:
        Admission(NOW + timedelta(minutes=1), "Nhầm").check(LATER, GOOD.birth, YEARS, NOW)
    assert [fact.split(":")[0] for fact in refused.value.facts] == ["admitted_at"]


def test_what_is_missing_is_told_with_who_owes_it() -> None:
    owed = (Missing("line", "Chỉ định chưa xong: Glucose", "Khoa Xét nghiệm"), Missing("document", "Văn bản chưa ký đủ: X", "Lan"))
    with pytest.raises(Incomplete) as refused:
        check_close(replace(OPEN, state=RecordState.DISCHARGED), owed)
    assert refused.value.facts == ("Chỉ định chưa xong: Glucose — Khoa Xét nghiệm", "Văn bản chưa ký đủ: X — Lan")


def test_nothing_is_archived_whose_class_nobody_stands_for() -> None:
    received = replace(OPEN, state=RecordState.RECEIVED, archive_at=NOW)
    check_archive(received, 0, NOW, classified=True)
    with pytest.raises(Incomplete) as refused:
        check_archive(received, 0, NOW, classified=False)
    assert "nhóm thời hạn lưu trữ chưa được xác nhận" in str(refused.value)


def test_the_archive_waits_for_its_term_and_for_preservation() -> None:
    received = replace(OPEN, state=RecordState.RECEIVED, archive_at=NOW)
    with pytest.raises(WrongState):
        check_archive(received, 0, NOW - timedelta(seconds=1))
    with pytest.raises(WrongState):
        check_archive(replace(received, archive_at=None), 0, NOW)
    with pytest.raises(Incomplete, match="2 văn bản chưa được bảo toàn"):
        check_archive(received, 2, NOW)


def test_a_patient_is_named_by_code_or_number() -> None:
    replace(GOOD, patient_code="").check(NOW, YEARS)
