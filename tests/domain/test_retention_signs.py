"""From codes to a class: TT 33/2025 and TT 53/2017 with the shipped signs, as tables."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from domain.errors import Malformed
from domain.names import FacilityId
from domain.records import Discharge, Outcome, RecordKind
from domain.retention import Trait
from domain.retention_signs import Facts, Source, propose
from policies.reader import load

BOOK = load()
NEW, OLD = BOOK.retention_edition("TT 33/2025"), BOOK.retention_edition("TT 53/2017")
SIGNS = BOOK.retention_signs(FacilityId("33001"), date(2026, 11, 28))
PLAIN = Facts(RecordKind.INPATIENT, Outcome.IMPROVED, "J18.1")
PROPOSED = [
    ("an ordinary episode", PLAIN, "ordinary", "ordinary"),
    ("death here", replace(PLAIN, outcome=Outcome.DIED), "death", "death"),
    ("main diagnosis F20", replace(PLAIN, diagnosis="F20.0"), "special", "psychiatric"),
    ("written without a point", replace(PLAIN, diagnosis="f200"), "special", "psychiatric"),
    ("a car", replace(PLAIN, causes=("V43.5",)), "special", "traffic-accident"),
    ("a fall at home", replace(PLAIN, causes=("W01.0",)), "domestic-accident", "accident"),
    ("a fall at work, by the activity", replace(PLAIN, causes=("W01.52",)), "special", "accident"),
    ("a fall at work, by Y96", replace(PLAIN, causes=("W01.5", "Y96")), "special", "accident"),
    ("a fall on a building site", replace(PLAIN, causes=("W11.6",)), "special", "accident"),
    ("a donor's kidney", replace(PLAIN, diagnosis="Z52.4"), "transplant", "transplant"),
    ("a blood donor", replace(PLAIN, diagnosis="Z52.0"), "ordinary", "ordinary"),
    ("a kidney received", replace(PLAIN, procedures=("55.69",)), "transplant", "transplant"),
    ("a graft the doctor states", replace(PLAIN, stated=frozenset({Trait.GRAFT})), "graft", "ordinary"),
    ("traffic, then death", replace(PLAIN, causes=("V43.5",), outcome=Outcome.DIED), "death", "death"),
    ("an incident alone", replace(PLAIN, stated=frozenset({Trait.INCIDENT})), "ordinary", "ordinary"),
]


@pytest.mark.parametrize(("facts", "new", "old"), [row[1:] for row in PROPOSED], ids=[row[0] for row in PROPOSED])
def test_the_class_proposed_by_either_schedule(facts: Facts, new: str, old: str) -> None:
    assert (propose(NEW, SIGNS, facts).chosen.code, propose(OLD, SIGNS, facts).chosen.code) == (new, old)


def test_a_proposal_says_which_code_gave_what_and_what_else_applied() -> None:
    found = propose(NEW, SIGNS, replace(PLAIN, causes=("W01.5", "Y96"), outcome=Outcome.DIED))
    assert {(one.trait, one.source, one.code) for one in found.grounds} == {
        (Trait.DIED, Source.OUTCOME, "died"),
        (Trait.WORK_ACCIDENT, Source.CAUSE, "Y96"),
    }
    assert all(one.basis and one.certainty for one in found.grounds)
    assert [one.code for one in found.others] == ["special", "ordinary"]


def test_an_accident_at_work_is_no_domestic_one() -> None:
    traits = {one.trait for one in propose(OLD, SIGNS, replace(PLAIN, causes=("W01.5", "Y96"))).grounds}
    assert traits == {Trait.WORK_ACCIDENT}


def test_a_kind_no_row_names_follows_its_equivalent_group() -> None:
    for kind in RecordKind:
        found = propose(NEW, SIGNS, replace(PLAIN, kind=kind))
        assert found.chosen.code == "ordinary"
        assert found.equivalent is (kind in (RecordKind.DAY, RecordKind.VISIT))
    assert not propose(NEW, SIGNS, replace(PLAIN, kind=RecordKind.DAY, outcome=Outcome.DIED)).equivalent
    assert not propose(OLD, SIGNS, replace(PLAIN, kind=RecordKind.DAY)).equivalent, "its row names no kinds: hồ sơ bệnh án khác"


def test_no_code_shows_where_facts_and_grounds_are_written_down() -> None:
    """They may land in a log."""
    found = propose(NEW, SIGNS, replace(PLAIN, diagnosis="F20.0", causes=("V43.5",), procedures=("33.52",)))
    told = f"{replace(PLAIN, diagnosis='F20.0', causes=('V43.5',), procedures=('33.52',))!r} {found.grounds!r}"
    assert not any(code in told for code in ("F20.0", "V43.5", "33.52"))


def test_what_cannot_be_a_code_is_named() -> None:
    now, born = datetime(2026, 11, 21, 3, tzinfo=UTC), date(1970, 5, 1)
    Discharge(Outcome.IMPROVED, "a", "b", (), "J18.1", ("W01.02", "Y96"), ("03.1234.0567",)).check(now, born, now)
    with pytest.raises(Malformed) as no:
        Discharge(Outcome.IMPROVED, "a", "b", (), "viêm phổi", ("J18", "V43.5"), ("mổ ruột",)).check(now, born, now)
    assert [fact.split(":")[0] for fact in no.value.facts] == ["diagnosis_code", "cause_codes[0]", "procedure_codes[0]"]


def test_nobody_recovers_and_died() -> None:
    now, born = datetime(2026, 11, 21, 3, tzinfo=UTC), date(1970, 5, 1)
    Discharge(Outcome.DIED, "a", "b", (Trait.DIED,)).check(now, born, now)
    for outcome in set(Outcome) - {Outcome.DIED}:
        with pytest.raises(Malformed, match="traits: kết quả không phải tử vong"):
            Discharge(outcome, "a", "b", (Trait.DIED,)).check(now, born, now)
