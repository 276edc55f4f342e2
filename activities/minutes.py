"""The minutes of a council: what was voted, by whom, bound to the evidence it was voted on."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from activities.documents import Paper
from activities.heads import office
from activities.papers import issued
from activities.tracks import track_key
from domain.appraisals import Criterion, Finding, Verdict
from domain.clock import clock_time, day
from domain.councils import Appraisal
from domain.names import AppraisalId, DocumentId, FacilityId, PersonId, ProcurementId, id_of
from domain.procurement_routes import StepKind
from domain.seats import Seat
from domain.shortfalls import Shortfall
from store.queries import appraisals as queries
from store.queries import procurement as purchases
from store.queries import signatures as documents
from store.queries.appraisals import Seated, Sitting

SEATS = {Seat.CHAIR: "Chủ tịch", Seat.SECRETARY: "Thư ký", Seat.MEMBER: "Ủy viên"}
FINDINGS = {Finding.MET: "đạt", Finding.NOT_MET: "chưa đạt", Finding.NOT_APPLICABLE: "không áp dụng"}


def minutes_document(appraisal: AppraisalId) -> DocumentId:
    return DocumentId(id_of("minutes", appraisal))


async def minutes(
    session: AsyncSession, decided: Appraisal, facility: FacilityId, conclusion: str, mend: Iterable[Shortfall], note: str, now: datetime
) -> Paper:
    """The paper: the secretary signs, then the members who came, then the chair; who was away does not sign."""
    sitting = await queries.sitting(session, decided.id)
    council = await queries.council(session, decided.id)
    found = decided.verdict
    assert found is not None
    here = _signers([one for one in council if not one.absent], decided)
    seats = {"secretary": Seat.SECRETARY, "members": Seat.MEMBER, "chair": Seat.CHAIR}
    named = {name: tuple(one.person for one in here if one.seat is seat) for name, seat in seats.items()}
    head = await office(session, facility)
    subject = await subject_of(session, decided)
    before = await cited(session, sitting.rests_on) if sitting.rests_on else ""
    said = _said(decided, found, sitting, council, conclusion, now)
    data = {**head, **said, "subject": subject, "appraised": head["facility"], "before": before}
    data["shortfalls"] = mending(mend)
    title = f"Biên bản họp {decided.edition.name}"
    of, key = ("appraisal", decided.id), track_key(decided.track)
    return Paper(minutes_document(decided.id), facility, "council-minutes", of, key, data, title=title, named=named, note=note)


def _signers(seated: list[Seated], decided: Appraisal) -> list[Seated]:
    """Chair, secretary and the members who came; where no member came all are asked, for somebody of them must agree."""
    came = [one for one in seated if one.seat is Seat.MEMBER and _came(one, decided)]
    return [one for one in seated if one.seat is not Seat.MEMBER or one in came or not came]


def mending(mend: Iterable[Shortfall]) -> list[dict[str, Any]]:
    """What is to be mended, as papers list it."""
    return [{"code": one.criterion, "what": one.what, "due": f"{one.due:%d/%m/%Y}"} for one in mend]


async def cited(session: AsyncSession, appraisal: AppraisalId) -> str:
    """How a later paper cites the minutes; empty while there are none."""
    sitting = await queries.sitting(session, appraisal)
    if not (sitting.minutes and sitting.decided_at):
        return ""
    document = await documents.document(session, sitting.minutes)
    return f"{issued(document, await documents.version(session, document.id, document.current))}, ngày {day(sitting.decided_at):%d/%m/%Y}"


async def subject_of(session: AsyncSession, one: Appraisal) -> str:
    """What is appraised, as papers print it; of a proposal to buy, which."""
    if one.purchase is None:
        return one.edition.subject
    title = (await purchases.titles(session, [one.purchase]))[one.purchase]
    return f"{one.edition.subject}: {title}" + await _proposal(session, one.purchase)


async def _proposal(session: AsyncSession, which: ProcurementId) -> str:
    """The number and day of the proposal that is judged, as papers cite it; nothing of one without a number."""
    one = await purchases.procurement(session, which)
    steps = {step.code for step in one.route if step.kind is StepKind.PROPOSAL}
    made = [paper.document for paper in await purchases.papers(session, which) if paper.step in steps]
    if not made:
        return ""
    version = await documents.version(session, made[0], (await documents.document(session, made[0])).current)
    if not version.issue_number or not version.issued_on:
        return ""
    return f" (Tờ trình số {version.issue_number:02}/{version.series} ngày {version.issued_on:%d/%m/%Y})"


def graded(decided: Appraisal) -> str:
    """The level reached, in words; empty where the edition has none."""
    if not decided.edition.grades or decided.verdict is None:
        return ""
    titles = {one.code: one.title for one in decided.edition.grades}
    system = decided.edition.system
    reached = titles.get(decided.verdict.grade)
    demanded = titles.get(decided.demanded, "")
    found = f"{system} đạt mức {reached}" if reached else f"{system} chưa đạt mức nào"
    return f"{found}; mức phải đạt theo kế hoạch: {demanded}" if demanded else found


def _said(decided: Appraisal, found: Verdict, sitting: Sitting, council: list[Seated], conclusion: str, now: datetime) -> dict[str, Any]:
    names = {one.person: one.name for one in council}
    return {
        "council": decided.edition.name,
        "binding": decided.edition.binding,
        "proposal": decided.purchase is not None,
        "secret": decided.edition.secret,
        "founded_by": sitting.founded_by,
        "opened_at": clock_time(_opened(sitting, now)),
        "closed_at": clock_time(sitting.decided_at or now),
        "held_at": sitting.held_at,
        "members": [_member(one, decided, names) for one in council],
        "quorum": decided.edition.fewest(len(decided.sitting)),
        "interests": [_interest(decided, one.person, one.criteria, one.reason, names) for one in decided.interests if one.conflict],
        "criteria": [_criterion(decided, one, names) for one in decided.edition.criteria],
        "verdict": "met" if found.met else "not_met",
        "level": graded(decided),
        "missing": list(found.missing),
        "advised": list(found.advised),
        "conclusion": conclusion,
        "evidence": found.evidence,
    }


def _opened(sitting: Sitting, now: datetime) -> datetime:
    """When the council was to meet; called without an hour, when it was called (and of one closed before its hour, as once could be)."""
    ended = sitting.decided_at or now
    return sitting.meets_at if sitting.meets_at and sitting.meets_at <= ended else sitting.convened_at or ended


def _member(one: Seated, decided: Appraisal, names: dict[PersonId, str]) -> dict[str, Any]:
    instead = f"Dự thay {names.get(one.stands_for, '')} theo {one.paper}" if one.stands_for else ""
    here = _came(one, decided) and not one.absent
    return {"name": one.name, "title": one.title, "role": SEATS[one.seat], "present": here, "instead": instead}


def _came(one: Seated, decided: Appraisal) -> bool:
    """Whoever voted, or declared an interest."""
    return one.person in {vote.person for vote in decided.votes} | {said.person for said in decided.interests}


def _interest(decided: Appraisal, person: PersonId, criteria: tuple[str, ...], reason: str, names: dict[PersonId, str]) -> dict[str, Any]:
    on = ", ".join(criteria) if criteria else "mọi tiêu chí"
    return {"name": names.get(person, ""), "on": on, "reason": reason}


def _criterion(decided: Appraisal, one: Criterion, names: dict[PersonId, str]) -> dict[str, Any]:
    cast = decided.tally(one.code)
    found = decided.verdict.findings.get(one.code, Finding.NOT_MET) if decided.verdict else Finding.NOT_MET
    apart = [f"{names.get(vote.person, '')} ({FINDINGS[vote.finding]}): {vote.note}".rstrip(": ") for vote in decided.dissent(one.code)]
    said = (vote.note.strip() for vote in decided.valid if vote.criterion == one.code and vote.finding is found)
    reasons = "; ".join(dict.fromkeys(note for note in said if note))
    return {
        "code": one.code,
        "title": one.title,
        "yes": cast.met,
        "no": cast.not_met,
        "aside": cast.not_applicable,
        "finding": found.value,
        "met": found is not Finding.NOT_MET,
        "carried": one.code in (decided.carried or {}),
        "note": "" if decided.edition.secret else reasons[:1000],
        "dissent": apart,
    }
