"""Of what people are told once: whose key it is, who is meant, and when another occasion begins."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from domain.basis import Certainty
from domain.care import CareSettings
from domain.endpoints import Endpoint, EndpointState
from domain.escalations import Level
from domain.names import PersonId
from domain.occasions import of_endpoint, of_finding
from domain.readiness import EndpointLine
from domain.security import FindingState, NewFinding, SecurityFinding, Severity
from policies.reader import load
from tests.domain.test_visits import HOSPITAL, TODAY

VINH = PersonId(UUID(int=4))
BEGAN = datetime(2026, 12, 1, 3, tzinfo=UTC)
RUNS = Endpoint(EndpointLine("prescription", "Đơn thuốc", 7, "Kế hoạch", Certainty.COMPENDIUM), EndpointState.RUNNING, BEGAN, VINH)
LATE = SecurityFinding(1, NewFinding("Tường lửa", Severity.HIGH, VINH, TODAY), FindingState.OPEN, BEGAN)


def care() -> CareSettings:
    return load().care(HOSPITAL, TODAY)


def kinds(one: Endpoint, days: int) -> list[str]:
    return [each.kind for each in of_endpoint(one, care(), BEGAN + timedelta(days=days, hours=1))]


def test_silence_counts_from_the_last_success_or_from_when_it_was_started_again() -> None:
    assert [kinds(RUNS, days) for days in (6, 7, 13, 14)] == [
        [],
        ["endpoint_silent"],
        ["endpoint_silent"],
        ["endpoint_silent", "endpoint_silent_long"],
    ]
    assert kinds(replace(RUNS, succeeded=BEGAN + timedelta(days=3)), 9) == []
    assert kinds(replace(RUNS, succeeded=BEGAN - timedelta(days=90)), 6) == [], "it was started again since"
    assert kinds(replace(RUNS, state=EndpointState.TESTING), 30) == []


def test_the_unit_and_whoever_is_responsible_hear_first_and_officers_of_what_stays_so() -> None:
    first, second = of_endpoint(RUNS, care(), BEGAN + timedelta(days=15))
    assert (first.person, first.levels, first.facts["days"]) == (VINH, (Level.UNIT,), 15)
    assert (second.person, second.levels) == (None, (Level.OFFICERS,))
    anew = next(iter(of_endpoint(replace(RUNS, succeeded=BEGAN + timedelta(days=1)), care(), BEGAN + timedelta(days=15))))
    assert anew.key != first.key


def test_a_finding_is_late_the_day_after_and_another_occasion_once_it_was_mended_in_vain() -> None:
    found = [[each.kind for each in of_finding(LATE, care(), TODAY + timedelta(days=days))] for days in (0, 1, 7, 8)]
    assert found == [[], ["finding_late"], ["finding_late"], ["finding_late", "finding_late_long"]]
    (first,) = of_finding(LATE, care(), TODAY + timedelta(days=1))
    (again,) = of_finding(replace(LATE, steps=3), care(), TODAY + timedelta(days=2))
    assert (first.person, first.key == again.key) == (VINH, False)
    assert list(of_finding(replace(LATE, state=FindingState.MENDED), care(), TODAY + timedelta(days=30))) == []
