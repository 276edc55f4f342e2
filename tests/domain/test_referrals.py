"""When a package goes, what goes with it, who reads it and until when."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from domain.errors import Incomplete, Malformed, OutOfReach, WrongState
from domain.grants import Grant, GrantKind, GrantState, Purpose
from domain.names import DepartmentId, DocumentId, FacilityId, GrantId, PatientId, PersonId, RecordId, ReferralId
from domain.origins import CameFrom
from domain.reasons import LONGEST_LINE
from domain.records import Outcome, Record, RecordState
from domain.referrals import (
    Candidate,
    Decline,
    NewReferral,
    Referral,
    ReferralState,
    Taken,
    Way,
    Why,
    check_send,
    packed,
)
from tests.people import CENTRE, HOSPITAL, LAN, VINH

NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)
DAY = timedelta(days=1)
SLIP, RESULT, BEGUN, NOTE = (DocumentId(UUID(int=n)) for n in range(1, 5))
SENT = Referral(
    id=ReferralId(UUID(int=1)),
    record=RecordId(UUID(int=2)),
    facility=HOSPITAL,
    grant=GrantId(UUID(int=3)),
    slip=SLIP,
    receiver=CENTRE,
    elsewhere="",
    sent_by=LAN.id,
    sent_at=NOW,
    until=NOW + 7 * DAY,
    may_copy=True,
)
LINKED = RecordId(UUID(int=9))
GONE = Record(
    *(SENT.record, HOSPITAL, "BA-1", PatientId(UUID(int=4)), DepartmentId("33001/NOI"), LAN.id),
    *(RecordState.DISCHARGED, NOW - 9 * DAY, NOW, Outcome.TRANSFERRED),
)
DOCUMENTS = (
    Candidate(RESULT, "lab-result", "Kết quả", 2),
    Candidate(SLIP, "transfer-slip", "Phiếu chuyển", 1),
    Candidate(BEGUN, "imaging-result", "Siêu âm", 0),
    Candidate(NOTE, "treatment-sheet", "Tờ điều trị", 1),
)
SLIPS, DEFAULTS = frozenset({"transfer-slip"}), ("imaging-result", "lab-result")


@pytest.mark.parametrize(
    ("after", "changed", "state", "open_"),
    [
        (0 * DAY, {}, ReferralState.SENT, True),
        (0 * DAY, {"receiver": None, "handed": True}, ReferralState.HANDED, True),
        (7 * DAY, {}, ReferralState.LAPSED, False),
        (1 * DAY, {"ended_at": NOW}, ReferralState.RECALLED, False),
        (1 * DAY, {"linked": LINKED}, ReferralState.ARRIVED, True),
        (9 * DAY, {"linked": LINKED}, ReferralState.ARRIVED, False),
        (1 * DAY, {"linked": LINKED, "ended_at": NOW}, ReferralState.ARRIVED, False),
        (1 * DAY, {"declined": Why.NOT_COME}, ReferralState.DECLINED, False),
    ],
)
def test_how_it_stands_follows_from_the_moments(after: timedelta, changed: dict[str, object], state: ReferralState, open_: bool) -> None:
    one = replace(SENT, **changed)  # type: ignore[arg-type]
    assert (one.state(NOW + after), one.open(NOW + after)) == (state, open_)


@pytest.mark.parametrize(
    ("changed", "reaches", "after", "refused"),
    [
        ({}, False, 0 * DAY, None),
        ({"linked": LINKED}, True, DAY, None),
        ({"linked": LINKED}, False, DAY, OutOfReach),
        ({"receiver": FacilityId("33099")}, True, 0 * DAY, OutOfReach),
        ({"receiver": None}, True, 0 * DAY, OutOfReach),
        ({"linked": LINKED}, True, 8 * DAY, WrongState),
        ({"ended_at": NOW}, True, DAY, WrongState),
    ],
)
def test_who_reads_it(changed: dict[str, object], reaches: bool, after: timedelta, refused: type[Exception] | None) -> None:
    one = replace(SENT, **changed)  # type: ignore[arg-type]
    if refused is None:
        return one.check_read(VINH.position, reaches, NOW + after)
    with pytest.raises(refused):
        one.check_read(VINH.position, reaches, NOW + after)
    return None


def test_it_is_answered_once_and_by_its_receiver() -> None:
    SENT.check_answer(VINH.position, NOW)
    for position, one in (
        (LAN.position, SENT),
        (VINH.position, replace(SENT, linked=LINKED)),
        (VINH.position, replace(SENT, declined=Why.REFUSED)),
        (VINH.position, replace(SENT, until=NOW)),
    ):
        with pytest.raises(OutOfReach if one is SENT else WrongState):
            one.check_answer(position, NOW)


@pytest.mark.parametrize("state", [RecordState.OPEN, RecordState.DISPOSED])
def test_nothing_goes_while_the_patient_is_here_or_after_disposal(state: RecordState) -> None:
    with pytest.raises(WrongState):
        check_send(replace(GONE, state=state), (), NOW)


def test_one_package_at_a_time_and_only_of_a_transferred_patient() -> None:
    check_send(GONE, (), NOW)
    with pytest.raises(Incomplete):
        check_send(replace(GONE, outcome=Outcome.IMPROVED), (), NOW)
    for before in (SENT, replace(SENT, linked=LINKED), replace(SENT, receiver=None, handed=True)):
        with pytest.raises(WrongState):
            check_send(GONE, (before,), NOW)
    check_send(GONE, (replace(SENT, declined=Why.NOT_COME), replace(SENT, ended_at=NOW), replace(SENT, until=NOW)), NOW)
    check_send(GONE, (replace(SENT, linked=LINKED, ended_at=NOW), replace(SENT, linked=LINKED, until=NOW)), NOW)


def test_the_slip_goes_first_then_what_the_facility_sends_in_its_order() -> None:
    slip, found = packed(DOCUMENTS, SLIPS, DEFAULTS, NewReferral(CENTRE))
    assert (slip.document, [one.document for one in found]) == (SLIP, [SLIP, RESULT]), "the unfinished one stays"
    _, chosen = packed(DOCUMENTS, SLIPS, DEFAULTS, NewReferral(CENTRE, documents=(NOTE, SLIP, NOTE)))
    assert [one.document for one in chosen] == [SLIP, NOTE]
    assert [one.document for one in packed(DOCUMENTS, SLIPS, DEFAULTS, NewReferral(CENTRE, documents=()))[1]] == [SLIP]


def test_what_does_not_go() -> None:
    unsigned = tuple(replace(one, version=0) if one.document == SLIP else one for one in DOCUMENTS)
    for documents, new, told in (
        (DOCUMENTS, NewReferral(CENTRE, documents=(BEGUN,)), "Siêu âm"),
        (DOCUMENTS, NewReferral(CENTRE, documents=(DocumentId(UUID(int=77)),)), "không thuộc hồ sơ này"),
        (DOCUMENTS, NewReferral(CENTRE, slip=RESULT), "chưa lập phiếu chuyển"),
        (unsigned, NewReferral(CENTRE), "Phiếu chuyển — chưa ký đủ"),
        (DOCUMENTS[:1], NewReferral(CENTRE), "chưa lập phiếu chuyển"),
    ):
        with pytest.raises(Incomplete) as no:
            packed(documents, SLIPS, DEFAULTS, new)
        assert told in "".join(map(str, no.value.facts))


@pytest.mark.parametrize(
    ("new", "field"),
    [
        (NewReferral(None), "receiver"),
        (NewReferral(CENTRE, "Bệnh viện Bạch Mai"), "receiver"),
        (NewReferral(HOSPITAL), "receiver"),
        (NewReferral(None, "x" * (LONGEST_LINE + 1)), "elsewhere"),
        (NewReferral(CENTRE, days=31), "days"),
        (NewReferral(CENTRE, days=-1), "days"),
        (NewReferral(CENTRE, note="x" * 2001), "note"),
        (NewReferral(CENTRE, documents=(SLIP,) * 201), "documents"),
    ],
)
def test_each_fault_names_its_field(new: NewReferral, field: str) -> None:
    with pytest.raises(Malformed) as no:
        new.check(HOSPITAL, 30)
    assert [fact.split(":")[0] for fact in no.value.facts] == [field]


@pytest.mark.parametrize(
    ("taken", "field"),
    [
        (Taken("", Way.ESCORT, NOW), "name"),
        (Taken("Tài", Way.ESCORT, NOW + DAY), "at"),
        (Taken("Tài", Way.ESCORT, NOW - DAY), "at"),
        (Taken("Tài", Way.ESCORT, NOW, "x" * (LONGEST_LINE + 1)), "note"),
    ],
)
def test_who_took_it_is_told_as_it_was(taken: Taken, field: str) -> None:
    with pytest.raises(Malformed) as no:
        taken.check(NOW, NOW)
    assert [fact.split(":")[0] for fact in no.value.facts] == [field]


def test_a_file_is_handed_over_only_elsewhere_and_within_the_window() -> None:
    replace(SENT, receiver=None).check_hand_over(NOW)
    for one, at in ((SENT, NOW), (replace(SENT, receiver=None), NOW + 8 * DAY), (replace(SENT, receiver=None, ended_at=NOW), NOW)):
        with pytest.raises(WrongState):
            one.check_hand_over(at)


def test_whoever_takes_nobody_in_says_why() -> None:
    Decline(Why.NOT_COME).check()
    Decline(Why.REFUSED, "Hết giường").check()
    with pytest.raises(Malformed):
        Decline(Why.REFUSED, " ").check()


def test_a_slip_from_elsewhere_has_a_facility_and_a_number() -> None:
    today = date(2026, 11, 28)
    assert CameFrom("Bệnh viện Nhi", "12/GCV", today).faults(today) == []
    found = CameFrom(" ", "x" * (LONGEST_LINE + 1), date(2026, 11, 29)).faults(today)
    assert [one.split(":")[0] for one in found] == ["came_from", "came_slip", "came_day"]


def test_of_a_package_whoever_sent_it_recalls_it_for_a_reason() -> None:
    of = (SENT.grant, HOSPITAL, GrantKind.RECEIVING, Purpose.TREATMENT, LAN.id, NOW, 7, True)
    one = Grant(*of, whole=False, decided_by=LAN.id, decided_at=NOW, granted=True, since=NOW, until=SENT.until)
    with pytest.raises(Malformed):
        one.check_end(PersonId(LAN.id), "", NOW)
    assert replace(one, ended_by=LAN.id, ended_at=NOW).state(NOW) is GrantState.RECALLED
