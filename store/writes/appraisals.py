"""Writes of appraisals: evidence, council, interests, votes, verdict."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import delete, func, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.appraisals import Vote
from domain.councils import Appraisal, AppraisalState
from domain.evidence import Evidence
from domain.evidence_bases import NO_BASIS, EvidenceBasis
from domain.names import AppraisalId, DocumentId, PersonId, Sha256
from domain.seats import Interest, Member
from domain.shortfalls import Shortfall
from store.queries.exhibits import kept_of
from store.tables.appraisals import (
    AppraisalRow,
    BallotRow,
    CriterionEvidenceRow,
    ExhibitRow,
    InterestRow,
    MemberRow,
    ShortfallRow,
    VoteRow,
)


async def appraisal(
    session: AsyncSession, new: Appraisal, by: PersonId, now: datetime, reason: str = "", rests_on: AppraisalId | None = None
) -> None:
    """The next appraisal of the track, whose row the caller has locked."""
    a = AppraisalRow
    last = (await session.execute(select(func.max(a.number)).where(a.track == new.track))).scalar_one()
    row = {
        "id": new.id,
        "track": new.track,
        "number": (last or 0) + 1,
        "milestone": new.milestone,
        "purchase": new.purchase,
        "council": new.edition.council,
        "edition": new.edition.edition,
        "ground": new.edition.ground,
        "demanded": new.demanded,
        "state": new.state,
        "triggered_by": by,
        "triggered_at": now,
        "reason": reason,
        "rests_on": rests_on,
        "carried": dict(new.carried) if new.carried is not None else None,
    }
    await session.execute(insert(a).values(row))


async def exhibit(
    session: AsyncSession,
    shown: Appraisal,
    criterion: str,
    file: Evidence,
    by: PersonId,
    now: datetime,
    fact: str = "",
    basis: EvidenceBasis = NO_BASIS,
) -> None:
    """One more file, or link to a fact, of a criterion; the track's row is locked by the caller.

    One that is shown already is not added; the file brought again on another basis rests on that.
    """
    e = ExhibitRow
    of = (e.track == shown.track, e.purchase == kept_of(shown.purchase), e.criterion == criterion)
    same = (*of, e.sha256 == file.sha256, e.fact == fact, e.removed_at.is_(None))
    rests = {"rests_on": basis.code, "basis_sha256": basis.sha256, "basis": basis.words}
    if (await session.execute(select(e.number).where(*same))).first():
        if basis.code:
            await session.execute(update(e).where(*same).values(**rests))
        return
    last = (await session.execute(select(func.max(e.number)).where(*of))).scalar_one()
    row = {
        "track": shown.track,
        "purchase": kept_of(shown.purchase),
        "criterion": criterion,
        "number": (last or 0) + 1,
        "sha256": file.sha256,
        "name": file.name,
        "size": file.size,
        "fact": fact,
        **rests,
        "person": by,
        "at": now,
    }
    await session.execute(insert(e).values(row))


async def take_away(
    session: AsyncSession, shown: Appraisal, criterion: str, files: Iterable[Sha256], by: PersonId | None, now: datetime
) -> None:
    """These are shown no more; the rows stay."""
    e = ExhibitRow
    here = (e.track == shown.track, e.purchase == kept_of(shown.purchase), e.criterion == criterion)
    of = (*here, e.sha256.in_(list(files)), e.removed_at.is_(None))
    await session.execute(update(e).where(*of).values(removed_by=by, removed_at=now))


async def stands(session: AsyncSession, after: Appraisal, criterion: str, score: str, words: str, by: PersonId, now: datetime) -> None:
    """What is shown for a criterion as it is now, and what the facility finds itself; without a score what it found before stays."""
    newest: dict[str, object] = {"sha256": after.evidence.get(criterion), "person": by, "at": now}
    newest |= {"score": score, "words": words} if score else {"words": words} if words else {}
    key = {"track": after.track, "purchase": kept_of(after.purchase), "criterion": criterion}
    row = insert(CriterionEvidenceRow).values(key | newest)
    await session.execute(row.on_conflict_do_update(index_elements=list(key), set_=newest))


async def relink(session: AsyncSession, shown: Appraisal, criterion: str, was: Sha256, now_is: Evidence) -> None:
    """A link names what it rests on now."""
    e = ExhibitRow
    here = (e.track == shown.track, e.purchase == kept_of(shown.purchase), e.criterion == criterion)
    of = (*here, e.sha256 == was, e.fact != "", e.removed_at.is_(None))
    await session.execute(update(e).where(*of).values(sha256=now_is.sha256, name=now_is.name))


async def rest(session: AsyncSession, shown: Appraisal, criterion: str, was: Sha256, now_is: EvidenceBasis) -> None:
    """Files of a criterion rest on what is in force now."""
    e = ExhibitRow
    here = (e.track == shown.track, e.purchase == kept_of(shown.purchase), e.criterion == criterion)
    of = (*here, e.rests_on == now_is.code, e.basis_sha256 == was, e.removed_at.is_(None))
    await session.execute(update(e).where(*of).values(basis_sha256=now_is.sha256, basis=now_is.words))


async def restand(session: AsyncSession, after: Appraisal, criterion: str, now: datetime) -> None:
    """What is shown for a criterion as it is now; what the facility found itself stays."""
    c = CriterionEvidenceRow
    of = (c.track == after.track, c.purchase == kept_of(after.purchase), c.criterion == criterion)
    await session.execute(update(c).where(*of).values(sha256=after.evidence.get(criterion), at=now))


async def convene(session: AsyncSession, after: Appraisal, titles: Mapping[PersonId, str], **said: object) -> None:
    """The council as it is called; one called again before its decision was signed is another council."""
    await session.execute(delete(MemberRow).where(MemberRow.appraisal == after.id))
    rows = [{"appraisal": after.id, "person": one.person, "seat": one.seat, "title": titles[one.person]} for one in after.members]
    await session.execute(insert(MemberRow).values(rows))
    await change(session, after.id, state=after.state, **said)


async def substitute(session: AsyncSession, which: AppraisalId, absent: PersonId, came: Member, title: str) -> None:
    m = MemberRow
    await session.execute(update(m).where(m.appraisal == which, m.person == absent).values(absent=True))
    row = {"person": came.person, "seat": came.seat, "title": title, "stands_for": came.stands_for, "paper": came.paper}
    await session.execute(insert(m).values(appraisal=which, **row))


async def interest(session: AsyncSession, after: Appraisal, said: Interest, now: datetime) -> None:
    """Keeps the declaration; votes on what it bars are votes no more."""
    newest = {"conflict": said.conflict, "criteria": list(said.criteria), "reason": said.reason.strip(), "at": now}
    row = {"appraisal": after.id, "person": said.person, **newest}
    await session.execute(insert(InterestRow).values(row).on_conflict_do_update(index_elements=["appraisal", "person"], set_=newest))
    v, kept = VoteRow, {one.criterion for one in after.votes if one.person == said.person}
    await session.execute(delete(v).where(v.appraisal == after.id, v.person == said.person, v.criterion.not_in(kept)))


async def vote(session: AsyncSession, which: AppraisalId, cast: Vote, now: datetime) -> None:
    """Keeps the vote; a member's later one replaces it."""
    newest = {"finding": cast.finding, "note": cast.note, "evidence": cast.evidence, "at": now}
    row = {"appraisal": which, "person": cast.person, "criterion": cast.criterion, **newest}
    of = ["appraisal", "person", "criterion"]
    await session.execute(insert(VoteRow).values(row).on_conflict_do_update(index_elements=of, set_=newest))


async def ballots(session: AsyncSession, after: Appraisal) -> None:
    """Makes the open votes exactly those the rule waits for."""
    b = BallotRow
    wanted = [(person, code) for person, codes in sorted(after.waits_for.items()) for code in codes]
    await session.execute(delete(b).where(b.appraisal == after.id, tuple_(b.person, b.criterion).not_in(wanted)))
    if wanted:
        rows = [{"appraisal": after.id, "person": person, "criterion": code} for person, code in wanted]
        await session.execute(insert(b).values(rows).on_conflict_do_nothing())


async def decide(
    session: AsyncSession, after: Appraisal, conclusion: str, shortfalls: Iterable[Shortfall], minutes: DocumentId, now: datetime
) -> None:
    """Keeps the verdict and the evidence it was found on, and what is to be mended."""
    found = after.verdict
    if found is None:
        return
    await change(
        session,
        after.id,
        state=after.state,
        met=found.met,
        missing=list(found.missing),
        advised=list(found.advised),
        findings=dict(found.findings),
        grade=found.grade,
        evidence=found.evidence,
        judged=dict(after.judged),
        decided_at=now,
        conclusion=conclusion,
        minutes=minutes,
    )
    rows = [{"appraisal": after.id, "criterion": one.criterion, "what": one.what, "due": one.due} for one in shortfalls]
    if rows:
        await session.execute(insert(ShortfallRow).values(rows).on_conflict_do_nothing())


async def close(session: AsyncSession, which: AppraisalId, now: datetime) -> None:
    await change(session, which, state=AppraisalState.CLOSED, closed_at=now)


async def change(session: AsyncSession, which: AppraisalId, **values: object) -> None:
    """Sets columns of the appraisal's own row."""
    await session.execute(update(AppraisalRow).where(AppraisalRow.id == which).values(**values))
