"""Classes of an episode: TT 33/2025 and TT 53/2017 as tables, what somebody states, and what is chosen."""

import pytest

from domain.errors import Malformed, NotFound
from domain.retention import Schedule, Trait, judge, stated
from policies.reader import load

BOOK = load()
NEW, OLD = BOOK.retention_edition("TT 33/2025"), BOOK.retention_edition("TT 53/2017")
TERMS = [
    (NEW, set(), "ordinary", 10),
    (NEW, {Trait.DIED}, "death", 30),
    (NEW, {Trait.LEFT_DYING}, "left-dying", 30),
    (NEW, {Trait.PSYCHIATRIC}, "special", 20),
    (NEW, {Trait.WORK_ACCIDENT}, "special", 20),
    (NEW, {Trait.TRAFFIC_ACCIDENT}, "special", 20),
    (NEW, {Trait.DOMESTIC_ACCIDENT}, "domestic-accident", 20),
    (NEW, {Trait.COSMETIC_SURGERY}, "graft", 20),
    (NEW, {Trait.ORGAN_RECIPIENT, Trait.GRAFT}, "transplant", 30),
    (NEW, {Trait.TRAFFIC_ACCIDENT, Trait.DIED}, "death", 30),
    (NEW, {Trait.INCIDENT}, "ordinary", 10),
    (OLD, set(), "ordinary", 10),
    (OLD, {Trait.DIED}, "death", 30),
    (OLD, {Trait.PSYCHIATRIC}, "psychiatric", 20),
    (OLD, {Trait.WORK_ACCIDENT}, "accident", 15),
    (OLD, {Trait.DOMESTIC_ACCIDENT}, "accident", 15),
]


@pytest.mark.parametrize(("schedule", "of", "code", "years"), TERMS, ids=[f"{t[0].edition} {t[2]} {n}" for n, t in enumerate(TERMS)])
def test_the_class_of_an_episode(schedule: Schedule, of: set[Trait], code: str, years: int) -> None:
    judged = judge(schedule, frozenset(of))
    assert (judged.code, judged.years) == (code, years)


def test_what_somebody_states_is_a_trait_of_the_schedules() -> None:
    assert stated(["psychiatric", "graft"]) == {Trait.PSYCHIATRIC, Trait.GRAFT}
    with pytest.raises(Malformed):
        stated(["nặng"])


def test_a_record_is_chosen_into_a_class_of_records_only() -> None:
    assert [one.code for one in NEW.choices][-1] == "ordinary"
    assert NEW.choice("death").years == 30
    for wrong in ("incident", "register", "no-such-class"):
        with pytest.raises(Malformed):
            NEW.choice(wrong)
    strict = Schedule(**{**vars(NEW), "incident_raises": True})
    assert strict.choice("incident").years is None


def test_an_incident_raises_the_record_only_where_policy_says_so() -> None:
    strict = Schedule(**{**vars(NEW), "incident_raises": True})
    assert judge(strict, frozenset({Trait.INCIDENT})).years is None
    assert judge(strict, frozenset({Trait.DIED})).years == 30


def test_an_unknown_class_is_refused() -> None:
    with pytest.raises(NotFound):
        NEW.of("no-such-class")
