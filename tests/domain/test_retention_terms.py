"""Who may set which term: confirmed once, raised by what comes later, corrected by decision."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from domain.errors import Malformed, WrongState
from domain.incidents import NewIncident
from domain.records import RecordState
from domain.retention import RetentionClass, Trait
from domain.retention_signs import Ground, Source
from domain.retention_terms import How, Term, check_confirm, check_correction, check_raise, confirmable_anew, confirmed, proposed_on
from policies.reader import load

NEW = load().retention_edition("TT 33/2025")
ORDINARY, SPECIAL, DEATH = NEW.of("ordinary"), NEW.of("special"), NEW.of("death")
PROPOSED = Term(1, How.PROPOSED, "special", "TT 33/2025", date(2046, 12, 31), datetime(2026, 11, 28, tzinfo=UTC))
CONFIRMED = (PROPOSED, replace(PROPOSED, number=2, how=How.CONFIRMED))
RECEIVED = RecordState.RECEIVED


def test_a_proposal_alone_is_nobodys() -> None:
    assert not confirmed([])
    assert not confirmed([PROPOSED])
    assert confirmed(CONFIRMED)


def test_the_proposed_class_or_a_longer_one_needs_no_reason_and_a_shorter_one_does() -> None:
    assert check_confirm(RECEIVED, [PROPOSED], SPECIAL, SPECIAL, "") is How.CONFIRMED
    assert check_confirm(RECEIVED, [PROPOSED], SPECIAL, DEATH, "") is How.CHOSEN
    assert check_confirm(RECEIVED, [PROPOSED], SPECIAL, ORDINARY, "Mã V80.0, không phải giao thông") is How.CHOSEN
    for empty in ("", "  "):
        with pytest.raises(Malformed):
            check_confirm(RECEIVED, [PROPOSED], SPECIAL, ORDINARY, empty)


def test_until_it_is_archived_another_class_is_confirmed_anew_for_a_reason() -> None:
    for state in (RecordState.DISCHARGED, RECEIVED):
        assert confirmable_anew(state, CONFIRMED)
        assert check_confirm(state, CONFIRMED, SPECIAL, DEATH, "Nhầm hồ sơ") is How.CHOSEN
        with pytest.raises(Malformed):
            check_confirm(state, CONFIRMED, SPECIAL, DEATH, " ")
    chosen = (*CONFIRMED, replace(PROPOSED, number=3, how=How.CHOSEN, code="death"))
    assert check_confirm(RECEIVED, chosen, SPECIAL, SPECIAL, "Nhầm hồ sơ") is How.CONFIRMED


@pytest.mark.parametrize(
    ("state", "last", "chosen", "told"),
    [
        (RECEIVED, How.CONFIRMED, SPECIAL, "confirmed"),
        (RECEIVED, How.RAISED, DEATH, "raised"),
        (RECEIVED, How.CORRECTED, DEATH, "corrected"),
        (RecordState.ARCHIVED, How.CONFIRMED, DEATH, "archived"),
    ],
)
def test_what_is_not_confirmed_anew(state: RecordState, last: How, chosen: RetentionClass, told: str) -> None:
    terms = (*CONFIRMED[:1], replace(CONFIRMED[1], how=last))
    with pytest.raises(WrongState) as refused:
        check_confirm(state, terms, SPECIAL, chosen, "Nhầm")
    assert refused.value.facts == ("record.confirm_class", told)


ON = datetime(2025, 6, 30, tzinfo=UTC)
OLD = load().retention_edition("TT 53/2017")
ACCIDENT = Term(1, How.PROPOSED, "accident", "TT 53/2017", date(2040, 12, 31), ON, grounds=(Ground(Trait.WORK_ACCIDENT, Source.CAUSE),))


def test_a_term_is_set_by_the_schedule_of_the_day_somebody_stands_for_it() -> None:
    """TT 33/2025/TT-BYT Đ2 k3: what was fixed before 01/07/2025 keeps its term; a proposal alone fixes nothing."""
    book = load()
    on = book.retention(date(2025, 6, 30)), book.retention(date(2025, 7, 1))
    found = [proposed_on(schedule, OLD, ACCIDENT) for schedule in on]
    assert [(schedule.edition, one.code, one.years) for schedule, one in found] == [
        ("TT 53/2017", "accident", 15),
        ("TT 33/2025", "special", 20),
    ]


def test_a_proposal_whose_grounds_nobody_kept_stays_as_it_was() -> None:
    schedule, one = proposed_on(NEW, OLD, replace(ACCIDENT, code="death", grounds=()))
    assert (schedule.edition, one.code) == ("TT 53/2017", "death")


def test_later_events_only_raise_and_say_why() -> None:
    check_raise(RECEIVED, CONFIRMED, SPECIAL, DEATH, "Toà án yêu cầu")
    with pytest.raises(WrongState):
        check_raise(RECEIVED, [PROPOSED], SPECIAL, DEATH, "Toà án yêu cầu")
    for chosen, reason in ((ORDINARY, "Nhầm"), (NEW.of("graft"), "Cũng 20 năm"), (DEATH, " ")):
        with pytest.raises(Malformed):
            check_raise(RECEIVED, CONFIRMED, SPECIAL, chosen, reason)


def test_an_error_is_corrected_downwards_too() -> None:
    check_correction(RecordState.ARCHIVED, CONFIRMED, SPECIAL, ORDINARY, "Mã hoá nhầm V43.5")
    check_correction(RecordState.ARCHIVED, CONFIRMED, SPECIAL, DEATH, "Sót kết quả tử vong")
    with pytest.raises(Malformed):
        check_correction(RecordState.ARCHIVED, CONFIRMED, SPECIAL, SPECIAL, "Nhầm")
    with pytest.raises(WrongState):
        check_correction(RECEIVED, [PROPOSED], SPECIAL, ORDINARY, "Nhầm")


def test_an_incident_has_a_number_a_day_and_a_title() -> None:
    today = date(2026, 11, 28)
    NewIncident("SC-01/2026", today, "Ngã tại buồng bệnh").check(today)
    with pytest.raises(Malformed) as no:
        NewIncident(" ", date(2026, 11, 29), "x" * 301).check(today)
    assert [fact.split(":")[0] for fact in no.value.facts] == ["number", "title", "happened_on"]
