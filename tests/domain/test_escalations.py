"""Who stands above a late unit, and who hears in place of those who are away."""

import pytest

from domain.escalations import Heard, Level, Rise, Why, climb, hear, ladder_faults, risen, rises
from domain.mandates import UnitKind
from domain.names import PersonId, id_of

LADDER = (Rise(3, Level.UNIT_HEAD), Rise(7, Level.OFFICERS), Rise(14, Level.DEPARTMENT_HEAD), Rise(30, Level.PROVINCE))
UNIT, HEAD, OFFICERS, ABOVE, PROVINCE = Level
ANH, HAI, SON, TAM = (PersonId(id_of("person", name)) for name in ("anh", "hai", "son", "tam"))


def chain(own: bool, accepts: UnitKind | None) -> list[tuple[int, Level]]:
    return list(risen(LADDER, own, accepts))


def test_the_ladder_climbs_along_the_plans_own_chain() -> None:
    assert chain(False, UnitKind.DEPARTMENT) == chain(False, None) == [(3, HEAD), (7, OFFICERS), (14, ABOVE), (30, PROVINCE)]
    assert chain(False, UnitKind.PROVINCE) == [(3, HEAD), (7, OFFICERS), (14, PROVINCE)], "it accepts, and stands above the officers"
    assert chain(True, UnitKind.PROVINCE) == [(3, ABOVE), (7, PROVINCE)], "the department's own head, then the province"


def test_settings_older_than_the_ladder_tell_the_officers_alone() -> None:
    assert rises((), 10) == (Rise(10, Level.OFFICERS),)
    assert rises(LADDER, 10) == LADDER


@pytest.mark.parametrize(
    ("ladder", "faults"),
    [
        (LADDER, 0),
        ((), 0),
        ((Rise(0, HEAD),), 1),
        ((Rise(7, OFFICERS), Rise(7, ABOVE)), 1),
        ((Rise(3, OFFICERS), Rise(7, HEAD)), 1),
        ((Rise(3, UNIT),), 1),
        ((Rise(7, OFFICERS), Rise(3, OFFICERS)), 2),
    ],
)
def test_a_ladder_rises(ladder: tuple[Rise, ...], faults: int) -> None:
    assert len(list(ladder_faults(ladder))) == faults


def test_who_is_there_hears_and_nobody_else() -> None:
    assert hear(climb(UNIT, own=False), {UNIT: (ANH,), HEAD: (SON,)}, (), {}) == (Heard(UNIT, frozenset({ANH})),)


def test_it_goes_to_the_substitute_too() -> None:
    assert hear(climb(UNIT, own=False), {UNIT: (ANH,)}, (ANH,), {ANH: (HAI,)}) == (Heard(UNIT, frozenset({ANH, HAI})),)


def test_nobody_there_and_it_goes_one_level_up_with_the_reason() -> None:
    holders = {UNIT: (ANH,), HEAD: (SON,), OFFICERS: (TAM,)}
    told = hear(climb(UNIT, own=False), holders, (ANH,), {})
    assert told == (Heard(UNIT, frozenset({ANH})), Heard(HEAD, frozenset({SON}), UNIT, Why.AWAY))
    told = hear(climb(UNIT, own=False), holders, (ANH, SON, HAI), {ANH: (HAI,)})
    assert told[-1] == Heard(OFFICERS, frozenset({TAM}), UNIT, Why.AWAY), "a substitute who is away is nobody"
    assert hear(climb(UNIT, own=False), {OFFICERS: (TAM,)}, (), {}) == (Heard(OFFICERS, frozenset({TAM}), UNIT, Why.NOBODY),)
    assert hear(climb(UNIT, own=False), {}, (), {}) == ()


def test_when_nobody_is_left_above_who_runs_the_accounts_hears_and_else_the_unit() -> None:
    up = climb(OFFICERS, own=False)
    assert hear(up, {UNIT: (ANH,)}, (), {}, (HAI,)) == (Heard(ABOVE, frozenset({HAI}), OFFICERS, Why.NOBODY, appoints=True),)
    assert hear(up, {UNIT: (ANH,)}, (HAI,), {}, (HAI,)) == (Heard(UNIT, frozenset({ANH}), OFFICERS, Why.NOBODY),)
    on_leave = hear(climb(PROVINCE, own=False), {PROVINCE: (TAM,)}, (TAM,), {}, (HAI,))
    assert on_leave == (Heard(PROVINCE, frozenset({TAM})), Heard(PROVINCE, frozenset({HAI}), PROVINCE, Why.AWAY, appoints=True))
    assert hear(up, {OFFICERS: (TAM,)}, (), {}, (HAI,)) == (Heard(OFFICERS, frozenset({TAM})),), "an officer is there"
    assert hear(up, {UNIT: (ANH,)}, (ANH,), {}) == ()


def test_of_the_departments_own_work_its_officers_hear_then_its_head() -> None:
    assert climb(UNIT, own=True) == (OFFICERS, ABOVE)
    assert climb(HEAD, own=False) == (HEAD, OFFICERS, ABOVE)
    assert climb(PROVINCE, own=False) == (PROVINCE,)
    assert climb(ABOVE, own=False) == climb(ABOVE, own=True) == (ABOVE, OFFICERS), "it is never said to nobody"
