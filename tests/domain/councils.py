"""A small appraisal with its council, for the tests of its rules."""

from datetime import date

from domain.appraisals import CriteriaEdition, Criterion, Vote
from domain.basis import Certainty
from domain.councils import Appraisal, AppraisalState, Member, Seat
from domain.names import AppraisalId, PersonId, Sha256, TrackId, id_of
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


ALL = (sha("a"), sha("b"))
"""Files a member has opened."""


def begun() -> Appraisal:
    return Appraisal(AppraisalId(id_of("appraisal", 1)), TrackId(id_of("track", 1)), EDITION, AppraisalState.EVIDENCE)


def convened() -> Appraisal:
    appraisal = begun()
    for code in CODES:
        appraisal = appraisal.bring(code, sha("a"), ANH)
    return appraisal.convene(COUNCIL)


def votes(appraisal: Appraisal, *people: PersonId, met: bool = True) -> Appraisal:
    for who in people:
        for code in CODES:
            appraisal = appraisal.vote(Vote(who, code, met, appraisal.evidence[code], "Thiếu minh chứng"), ALL)
    return appraisal
