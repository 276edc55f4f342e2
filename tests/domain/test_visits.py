"""Inspection visits: planned, recorded once with a finding for each milestone; and the remedial tasks they give."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from domain.errors import Malformed, NotAllowed, WrongState
from domain.evidence import Evidence
from domain.names import FacilityId, PersonId, PlanId, Sha256, TrackId, VisitId
from domain.outside_papers import OutsidePaper
from domain.visits import Looked, Minutes, NewVisit, Verdict, Visit, VisitMember, VisitState
from tests.domain.tracks import milestone, track

ANH, TAM, KY = (PersonId(UUID(int=n)) for n in (1, 2, 3))
NOW = datetime(2026, 12, 1, 3, tzinfo=UTC)
TODAY = date(2026, 12, 1)
HOSPITAL, OFFICE = FacilityId("33001"), FacilityId("SYT33")
FILE = Evidence("Biên bản.pdf", Sha256("a" * 64), 10)
MINUTES = Minutes("12/BB-SYT", TODAY, "Còn một việc", (FILE,))
FINDINGS = (Looked("3.1-1", Verdict.MET), Looked("3.2-1", Verdict.NOT_MET, " Thiếu nghiệm thu "))
TRACK = track(milestone("3.1-1"), milestone("3.2-1"))
VISIT = Visit(
    VisitId(UUID(int=7)),
    TrackId(UUID(int=8)),
    PlanId(UUID(int=9)),
    HOSPITAL,
    OFFICE,
    TODAY,
    "Hạ tầng",
    (VisitMember("Lương Thanh Tâm", TAM),),
    (Looked("3.1-1"), Looked("3.2-1")),
    OutsidePaper(),
    VisitState.PLANNED,
    TAM,
    NOW,
)
RECORDED = VISIT.record(MINUTES, FINDINGS, TODAY)


def faults(no: pytest.ExceptionInfo[Malformed]) -> list[str]:
    return [fact.partition(":")[0] for fact in no.value.facts]


def test_a_visit_has_a_subject_and_members_and_goes_to_a_facility() -> None:
    NewVisit(TODAY, "Hạ tầng", (TAM,), (), ("3.1-1",)).check(TRACK, {TAM}, TODAY)
    with pytest.raises(Malformed) as no:
        NewVisit(TODAY, " ", (), (), ("9-9",), OutsidePaper("12/QĐ")).check(TRACK, {TAM}, TODAY)
    assert faults(no) == ["subject", "paper_issuer", "paper_day", "officers", "milestones"]
    for far in (TODAY + timedelta(days=367), date(1999, 12, 31)):
        with pytest.raises(Malformed) as no:
            NewVisit(far, "Hạ tầng", (TAM,)).check(TRACK, {TAM}, TODAY)
        assert faults(no) == ["day"]
    with pytest.raises(Malformed):
        VISIT.move(TODAY + timedelta(days=367), "Mưa bão", TODAY)
    with pytest.raises(Malformed):
        NewVisit(TODAY, "Hạ tầng", (ANH,)).check(TRACK, {TAM}, TODAY)
    with pytest.raises(NotAllowed):
        NewVisit(TODAY, "Hạ tầng", (TAM,)).check(replace(TRACK, facility=TRACK.department), {TAM}, TODAY)


def test_it_is_recorded_once_with_signed_minutes_and_a_finding_for_each_milestone() -> None:
    assert (RECORDED.state, RECORDED.looked[1].words) == (VisitState.RECORDED, "Thiếu nghiệm thu")
    with pytest.raises(Malformed) as no:
        VISIT.record(Minutes("", TODAY + timedelta(days=1), "", ()), (Looked("3.2-1", Verdict.NOT_MET), Looked("9-9", Verdict.MET)), TODAY)
    assert faults(no) == ["number", "held_on", "conclusion", "file", "9-9", "3.1-1", "3.2-1"]
    with pytest.raises(WrongState):
        RECORDED.move(TODAY, "Trùng họp", TODAY)
    with pytest.raises(WrongState):
        RECORDED.call_off("Bão")
    with pytest.raises(WrongState):
        RECORDED.record(MINUTES, FINDINGS, TODAY)


def test_it_is_moved_to_a_day_to_come_and_called_off_with_a_reason() -> None:
    assert VISIT.move(TODAY + timedelta(days=3), "Trùng họp", TODAY).day == date(2026, 12, 4)
    with pytest.raises(Malformed) as no:
        VISIT.move(TODAY - timedelta(days=1), " ", TODAY)
    assert faults(no) == ["reason", "day"]
    assert VISIT.call_off(" Bão ").reason == "Bão"
    assert (VISIT.unrecorded(TODAY), VISIT.unrecorded(TODAY + timedelta(days=1))) == (False, True)
