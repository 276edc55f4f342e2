"""A small appraisal with its council, for the tests of its rules."""

from datetime import date, datetime

from domain.appraisals import CriteriaEdition, Criterion, Finding, Vote
from domain.basis import Certainty
from domain.clock import VIETNAM
from domain.councils import Appraisal, AppraisalState
from domain.names import AppraisalId, PersonId, Sha256, TrackId, id_of
from domain.seats import Interest, Member, Seat
from tests.domain.tracks import ANH, KY, THACH, person

HOA = person("Lê Thị Hoa")
CODES = ("TC01", "TC02")
EDITION = CriteriaEdition(
    "readiness",
    "test",
    "Thẩm định",
    "",
    Certainty.INFERRED,
    date(2025, 7, 21),
    3,
    2,
    tuple(Criterion(code, code, "", "", Certainty.INFERRED) for code in CODES),
)
COUNCIL = (Member(KY, Seat.CHAIR), Member(HOA, Seat.SECRETARY), Member(THACH, Seat.MEMBER))


def sha(text: str) -> Sha256:
    return Sha256(text.ljust(64, "0"))


NOW = datetime(2026, 12, 1, 8, 0, tzinfo=VIETNAM)
ALL = (sha("a"), sha("b"))
"""Files a member has opened."""


def begun() -> Appraisal:
    return Appraisal(AppraisalId(id_of("appraisal", 1)), TrackId(id_of("track", 1)), EDITION, AppraisalState.EVIDENCE)


def called() -> Appraisal:
    """With a file for each criterion; nobody has declared their interests."""
    appraisal = begun()
    for code in CODES:
        appraisal = appraisal.bring(code, [sha("a")], ANH)
    return appraisal.convene(COUNCIL, founded=True)


def convened() -> Appraisal:
    """Everybody has declared that they have no conflict."""
    appraisal = called()
    for one in COUNCIL:
        appraisal = appraisal.declare(Interest(one.person, conflict=False))
    return appraisal


def votes(appraisal: Appraisal, *people: PersonId, finding: Finding = Finding.MET) -> Appraisal:
    for who in people:
        for code in appraisal.open_to(who):
            appraisal = appraisal.vote(Vote(who, code, finding, appraisal.evidence[code], "Thiếu minh chứng"), ALL, NOW)
    return appraisal
