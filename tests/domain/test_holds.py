"""A hold is looked at again by a day, extended, and lifted by another person than who placed it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.errors import Incomplete, Malformed, SamePerson, WrongState
from domain.holds import Case, CaseKind, Hold, Scope, check_lifters
from domain.names import FacilityId, HoldId, id_of
from domain.reasons import LONGEST_LINE
from domain.rights import RIGHTS
from domain.roles import Role
from tests.people import NAM, SON

TODAY = date(2026, 11, 28)
LATER = date(2027, 5, 28)
CASE = Case(CaseKind.LITIGATION, "Vụ án dân sự 12/2026/TLST-DS", "Toà án nhân dân khu vực 1", "45/CV-TA", date(2026, 11, 20))
HOLD = Hold(
    HoldId(id_of("hold", 1)),
    FacilityId("33001"),
    CASE,
    Scope.RECORD,
    NAM.id,
    datetime(2026, 11, 1, tzinfo=UTC),
    LATER,
    1,
)


def test_the_day_of_review_ends_nothing() -> None:
    assert not HOLD.review_due(LATER)
    after = LATER + timedelta(days=1)
    assert (HOLD.review_due(after), HOLD.open) == (True, True)
    assert not replace(HOLD, lifted_at=HOLD.placed_at).review_due(after)


def test_it_is_extended_to_a_later_day_for_a_reason() -> None:
    HOLD.check_extend(LATER + timedelta(1), "Vụ án chưa xét xử", TODAY)
    for day, reason in ((LATER, "Vụ án chưa xét xử"), (TODAY, "Vụ án chưa xét xử"), (LATER + timedelta(1), " ")):
        with pytest.raises(Malformed):
            HOLD.check_extend(day, reason, TODAY)
    long_past = replace(HOLD, review_by=date(2026, 1, 1))
    with pytest.raises(Malformed):
        long_past.check_extend(TODAY, "Vụ án chưa xét xử", TODAY)
    long_past.check_extend(TODAY + timedelta(1), "Vụ án chưa xét xử", TODAY)


def test_it_is_lifted_for_a_reason_by_somebody_else() -> None:
    HOLD.check_lift(SON.id, "Bản án đã có hiệu lực", "")
    with pytest.raises(SamePerson):
        HOLD.check_lift(NAM.id, "Bản án đã có hiệu lực", "")
    with pytest.raises(Malformed):
        HOLD.check_lift(SON.id, " ", "")
    with pytest.raises(Malformed):
        HOLD.check_lift(SON.id, "Bản án đã có hiệu lực", "x" * (LONGEST_LINE + 1))


def test_somebody_else_must_be_able_to_lift_it() -> None:
    check_lifters(NAM.id, [SON.id])
    check_lifters(SON.id, [SON.id, NAM.id])
    for able, what in (([], "giao vị trí đó trước"), ([SON.id, SON.id], "cho một người nữa")):
        with pytest.raises(Incomplete, match=what):
            check_lifters(SON.id, able)


def test_once_lifted_it_is_over() -> None:
    over = replace(HOLD, lifted_by=SON.id, lifted_at=HOLD.placed_at)
    with pytest.raises(WrongState):
        over.check_lift(SON.id, "Lần nữa", "")
    with pytest.raises(WrongState):
        over.check_extend(LATER + timedelta(1), "Lần nữa", TODAY)


def test_placing_and_lifting_are_rights_of_their_own() -> None:
    assert set(RIGHTS["hold.place"]) == set(RIGHTS["hold.extend"]) == {Role.RECORDS_OFFICER, Role.DIRECTOR}
    assert set(RIGHTS["hold.lift"]) == {Role.DIRECTOR}
