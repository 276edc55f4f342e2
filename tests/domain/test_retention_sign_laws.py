"""From codes to a class as properties: the longest of all that applies, death never below its own row."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from domain.names import FacilityId
from domain.records import Outcome, RecordKind
from domain.retention import Schedule, Trait
from domain.retention_signs import Facts, propose
from policies.reader import load

BOOK = load()
NEW, OLD = BOOK.retention_edition("TT 33/2025"), BOOK.retention_edition("TT 53/2017")
SIGNS = BOOK.retention_signs(FacilityId("33001"), date(2026, 11, 28))
codes = st.sampled_from(["V43.5", "W01.0", "W01.62", "X09", "Y96", "Y60.1", "Y92.0"])
facts = st.builds(
    Facts,
    st.sampled_from(RecordKind),
    st.sampled_from(Outcome),
    st.sampled_from(["", "J18.1", "F20.0", "Z52.4", "Z41.1"]),
    st.lists(codes, max_size=3).map(tuple),
    st.lists(st.sampled_from(["55.69", "11.60", "47.0"]), max_size=2).map(tuple),
    st.frozensets(st.sampled_from(Trait)),
)


@given(st.sampled_from([NEW, OLD]), facts)
def test_the_proposed_class_is_kept_longest_of_all_that_applies(schedule: Schedule, of: Facts) -> None:
    found = propose(schedule, SIGNS, of)
    assert all(found.chosen.rank >= one.rank for one in found.others)
    assert found.chosen.rank >= schedule.of(schedule.ordinary).rank


@given(st.sampled_from([NEW, OLD]), facts)
def test_death_is_never_kept_shorter_than_by_its_own_row(schedule: Schedule, of: Facts) -> None:
    found = propose(schedule, SIGNS, replace(of, outcome=Outcome.DIED))
    assert found.chosen.rank >= schedule.of("death").rank
