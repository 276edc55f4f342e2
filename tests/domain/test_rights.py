"""Who may do what, when: the one table, and the position it is asked for."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import NotAllowed, WrongState
from domain.people import demand, may
from domain.records import RecordState
from domain.rights import RIGHTS
from domain.roles import Role
from tests.people import KHANH, LAN, SINCE, TAM

TODAY = date(2026, 11, 21)
CLINICAL = ("record.", "order.", "result.")


def test_nobody_outside_care_reads_or_changes_clinical_content() -> None:
    care = {Role.DOCTOR, Role.NURSE, Role.TECHNICIAN, Role.HEAD, Role.RECORDS_OFFICER, Role.INTEGRATOR}
    for act, roles in RIGHTS.items():
        if act.startswith(CLINICAL):
            assert set(roles) <= care, act


def test_a_machine_never_signs_and_never_refuses() -> None:
    assert not may(Role.INTEGRATOR, "document.sign")
    assert not may(Role.INTEGRATOR, "document.refuse")
    assert all(may(role, "document.sign") for role in Role if role is not Role.INTEGRATOR)


def test_nothing_is_accepted_by_whoever_reports_alone() -> None:
    assert set(RIGHTS["track.accept"]) == {Role.HEALTH_OFFICER}


def test_the_states_named_are_states_of_a_record() -> None:
    known = {str(state) for state in RecordState} | {"*"}
    for act, roles in RIGHTS.items():
        if act.startswith(CLINICAL):
            assert set().union(*roles.values()) <= known, act


@pytest.mark.parametrize(
    ("day", "until", "held"),
    [(SINCE, None, True), (date(2025, 12, 31), None, False), (TODAY, TODAY, True), (date(2026, 11, 22), TODAY, False)],
)
def test_first_and_last_day_count(day: date, until: date | None, held: bool) -> None:
    position = replace(LAN.position, until=until)
    assert position.held_on(day) is held
    if not held:
        with pytest.raises(NotAllowed):
            demand(position, "record.read", "*", day)


def test_a_wrong_state_is_told_apart_from_a_missing_right() -> None:
    with pytest.raises(WrongState):
        demand(LAN.position, "record.discharge", "archived", TODAY)
    for one in (KHANH, TAM):
        with pytest.raises(NotAllowed):
            demand(one.position, "record.discharge", "open", TODAY)


@given(st.sampled_from(Role), st.sampled_from(sorted(RIGHTS)), st.sampled_from([*map(str, RecordState), "*"]))
def test_demand_says_what_the_table_says(role: Role, act: str, state: str) -> None:
    position = replace(LAN.position, role=role)
    try:
        demand(position, act, state, TODAY)
    except (NotAllowed, WrongState):
        assert not may(role, act, state)
    else:
        assert may(role, act, state)
