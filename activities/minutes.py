"""The minutes of a council: what was voted, bound to the evidence it was voted on."""

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from activities.documents import Paper
from activities.heads import office
from activities.tracks import track_key
from domain.appraisals import Criterion, Verdict
from domain.clock import clock_time
from domain.councils import Appraisal, Seat, counts
from domain.names import AppraisalId, DocumentId, FacilityId, id_of
from store.queries import appraisals as queries
from store.queries.appraisals import Seated, Sitting

COUNCILS = {
    "readiness": "Hội đồng chuyên môn thẩm định hồ sơ bệnh án điện tử",
    "purchase": "Hội đồng thẩm định đề xuất ứng dụng công nghệ thông tin",
}
SEATS = {Seat.CHAIR: "Chủ tịch", Seat.SECRETARY: "Thư ký", Seat.MEMBER: "Ủy viên"}


def minutes_document(appraisal: AppraisalId) -> DocumentId:
    return DocumentId(id_of("minutes", appraisal))


async def minutes(session: AsyncSession, decided: Appraisal, facility: FacilityId, conclusion: str, note: str, now: datetime) -> Paper:
    """The paper: the secretary signs, then the members, then the chair."""
    sitting = await queries.sitting(session, decided.id)
    council = await queries.council(session, decided.id)
    found = decided.verdict
    assert found is not None
    named = {
        "secretary": tuple(one.person for one in council if one.seat is Seat.SECRETARY),
        "members": tuple(one.person for one in council if one.seat is Seat.MEMBER),
        "chair": tuple(one.person for one in council if one.seat is Seat.CHAIR),
    }
    head = await office(session, facility)
    data = {**head, **_said(decided, found, sitting, council, conclusion, now), "appraised": head["facility"]}
    title = f"Biên bản họp {COUNCILS[decided.edition.council]}"
    subject = ("appraisal", decided.id)
    key = track_key(decided.track)
    return Paper(minutes_document(decided.id), facility, "council-minutes", subject, key, data, title=title, named=named, note=note)


def _said(decided: Appraisal, found: Verdict, sitting: Sitting, council: list[Seated], conclusion: str, now: datetime) -> dict[str, Any]:
    lacking = {*found.missing, *found.advised}
    return {
        "council": COUNCILS[decided.edition.council],
        "founded_by": sitting.founded_by,
        "opened_at": clock_time(sitting.convened_at or now),
        "closed_at": clock_time(sitting.decided_at or now),
        "held_at": sitting.held_at,
        "members": [
            {"name": one.name, "title": one.title, "role": SEATS[one.seat], "present": one.person in decided.voted} for one in council
        ],
        "quorum": decided.edition.quorum,
        "criteria": [_criterion(decided, one, one.code not in lacking) for one in decided.edition.criteria],
        "verdict": "met" if found.met else "not_met",
        "missing": list(found.missing),
        "advised": list(found.advised),
        "conclusion": conclusion,
        "evidence": found.evidence,
    }


def _criterion(decided: Appraisal, one: Criterion, met: bool) -> dict[str, Any]:
    yes, no = counts(decided, one.code)
    reasons = "; ".join(vote.note for vote in decided.votes if vote.criterion == one.code and vote.note.strip())
    return {"code": one.code, "title": one.title, "yes": yes, "no": no, "met": met, "note": reasons[:1000]}
