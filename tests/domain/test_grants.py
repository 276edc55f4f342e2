"""How a grant stands follows from its moments; who may decide, end and review it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.errors import Malformed, SamePerson, WrongState
from domain.grants import PURPOSES, Asker, Decision, Finding, Grant, GrantKind, GrantState, NewGrant, Purpose
from domain.names import DocumentId, FacilityId, GrantId, PersonId, id_of

NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)
TODAY = date(2026, 11, 28)
PHUC, NAM = (PersonId(id_of("person", one)) for one in ("bs.phuc", "kh.nam"))
ASKED = Grant(GrantId(id_of("grant", 1)), FacilityId("33001"), GrantKind.LOAN, Purpose.REVIEW, PHUC, NOW, 7, False, holder=PHUC)
LENT = replace(ASKED, decided_by=NAM, decided_at=NOW, granted=True, since=NOW, until=NOW + timedelta(days=7))
BROKEN = replace(LENT, kind=GrantKind.EMERGENCY, purpose=Purpose.TREATMENT, decided_by=PHUC)
NEW = NewGrant(GrantKind.LOAN, Purpose.REVIEW, ("BA-1",), "Bình bệnh án", 7)


def test_it_ends_by_itself_at_its_moment() -> None:
    end = NOW + timedelta(days=7)
    assert [LENT.state(at) for at in (NOW, end - timedelta(seconds=1), end)] == [
        GrantState.GRANTED,
        GrantState.GRANTED,
        GrantState.ENDED,
    ]
    assert (LENT.open(NOW), LENT.open(end), ASKED.open(NOW)) == (True, False, False)


def test_every_other_way_it_stands() -> None:
    assert ASKED.state(NOW) is GrantState.ASKED
    assert replace(ASKED, ended_by=PHUC, ended_at=NOW).state(NOW) is GrantState.WITHDRAWN
    assert replace(ASKED, decided_by=NAM, decided_at=NOW).state(NOW) is GrantState.REFUSED
    assert replace(LENT, ended_by=PHUC, ended_at=NOW).state(NOW) is GrantState.RETURNED
    assert replace(LENT, ended_by=NAM, ended_at=NOW).state(NOW) is GrantState.RECALLED


def test_nobody_lends_to_themselves_but_a_patients_request_is_recorded_and_decided_by_one() -> None:
    ASKED.check_decide(NAM, NOW)
    with pytest.raises(SamePerson):
        ASKED.check_decide(PHUC, NOW)
    replace(ASKED, kind=GrantKind.PATIENT, purpose=Purpose.OWN, holder=None, asked_by=NAM).check_decide(NAM, NOW)
    with pytest.raises(WrongState):
        LENT.check_decide(NAM, NOW)


def test_giving_back_needs_no_reason_and_recalling_does() -> None:
    LENT.check_end(PHUC, "", NOW)
    ASKED.check_end(PHUC, "", NOW)
    LENT.check_end(NAM, "Đã xong việc", NOW)
    for by, reason, kind in ((NAM, " ", Malformed), (PHUC, "x" * 2001, Malformed)):
        with pytest.raises(kind):
            LENT.check_end(by, reason, NOW)
    with pytest.raises(WrongState):
        LENT.check_end(PHUC, "", NOW + timedelta(days=8))


def test_only_emergencies_are_reviewed_once_by_another_person_with_words() -> None:
    BROKEN.check_review(NAM, "Có phiếu cấp cứu")
    assert (BROKEN.to_review, LENT.to_review) == (True, False)
    for one, by, words, kind in (
        (LENT, NAM, "Có", WrongState),
        (replace(BROKEN, reviewed_by=NAM, reviewed_at=NOW, finding=Finding.JUSTIFIED), NAM, "Có", WrongState),
        (BROKEN, PHUC, "Có", SamePerson),
        (BROKEN, NAM, " ", Malformed),
    ):
        with pytest.raises(kind):
            one.check_review(by, words)


def test_only_a_loan_for_a_supplement_lets_its_holder_add() -> None:
    assert [replace(LENT, purpose=one).adds for one in PURPOSES[GrantKind.LOAN]] == [
        one is Purpose.SUPPLEMENT for one in PURPOSES[GrantKind.LOAN]
    ]


@pytest.mark.parametrize(
    ("other", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"reason": "x" * 2001}, "reason"),
        ({"purpose": Purpose.COURT}, "purpose"),
        ({"codes": ()}, "codes"),
        ({"codes": tuple(map(str, range(201)))}, "codes"),
        ({"days": 0}, "days"),
        ({"days": 15}, "days"),
        ({"codes": ("1", "2"), "documents": (DocumentId(id_of("document", 1)),)}, "documents"),
        ({"kind": GrantKind.OUTSIDER, "purpose": Purpose.COURT, "asker": Asker("A", "", "1", TODAY)}, "body"),
        ({"kind": GrantKind.OUTSIDER, "purpose": Purpose.COURT, "asker": Asker("A", "B", "1")}, "paper_day"),
        ({"kind": GrantKind.OUTSIDER, "purpose": Purpose.COURT, "asker": Asker("A", "B", "1", date(2027, 1, 1))}, "paper_day"),
        ({"kind": GrantKind.OUTSIDER, "purpose": Purpose.COURT, "asker": Asker("A" * 201, "B", "1", TODAY)}, "name"),
        ({"kind": GrantKind.PATIENT, "purpose": Purpose.OWN, "asker": Asker("", "", "1", TODAY)}, "name"),
        ({"kind": GrantKind.PATIENT, "purpose": Purpose.REPRESENTED, "asker": Asker("A", "", "1", TODAY)}, "body"),
    ],
)
def test_what_is_wrong_with_a_request_is_told_at_its_field(other: dict[str, object], field: str) -> None:
    with pytest.raises(Malformed) as wrong:
        replace(NEW, **other).check(TODAY, 14)  # type: ignore[arg-type]
    assert [fact.partition(":")[0] for fact in wrong.value.facts] == [field]


def test_a_patient_who_asks_in_person_needs_no_relation() -> None:
    replace(NEW, kind=GrantKind.PATIENT, purpose=Purpose.OWN, asker=Asker("A", "", "CCCD 033", TODAY)).check(TODAY, 14)


def test_a_refusal_needs_words_and_a_grant_a_term() -> None:
    Decision(True, "", 14).check(ASKED, 14)
    Decision(False, "Chưa rõ mục đích").check(ASKED, 14)
    for wrong in (Decision(False), Decision(True, "", 15), Decision(True, "x" * 2001, 1)):
        with pytest.raises(Malformed):
            wrong.check(ASKED, 14)


def test_what_a_decision_does_not_name_is_granted_as_it_was_asked_for() -> None:
    copying = replace(ASKED, may_copy=True)
    assert Decision(True).check(copying, 14) == (7, True)
    assert Decision(True, days=3).check(copying, 14) == (3, True)
    assert Decision(True, may_copy=False).check(copying, 14) == (7, False)
    assert Decision(True, may_copy=True).check(ASKED, 14) == (7, True)
    with pytest.raises(Malformed):
        Decision(True).check(ASKED, 6)
