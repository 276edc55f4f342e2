"""What follows when everybody has signed a regulation: it is in force from its day, the one before ends, whoever rests on it is told."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from activities.desk import Desk
from activities.papers import issued, report
from activities.regulation_subjects import subject_of, titled
from domain.clock import day
from domain.names import DocumentId, RegulationId, id_of
from domain.regulation_drafts import of_paper
from domain.regulations import Regulation, RegulationState
from domain.roles import Role
from domain.signature_chains import Regulation as Cited
from store.queries import editions, people, tracks
from store.queries import regulations as queries
from store.queries import signatures as documents
from store.queries.signatures import Document, Version
from store.writes import audit, notices
from store.writes import regulations as writes
from store.writes.tracks import Words

HEARS = (Role.ADMINISTRATOR, Role.IT_OFFICER, Role.RECORDS_OFFICER, Role.DIRECTOR, Role.HEAD)
"""Who is told that a regulation of theirs was issued."""


def regulation_document(which: RegulationId) -> DocumentId:
    """One document for one regulation: what is submitted again is its next version."""
    return DocumentId(id_of("regulation-document", which))


def regulation_key(which: RegulationId) -> str:
    """The key of its papers on the shelf."""
    return f"regulation/{which}"


class Regulations:
    """What the signer does with a regulation that has every signature."""

    @staticmethod
    async def finish(desk: Desk, session: AsyncSession, document: Document, now: datetime) -> None:
        """Numbered and issued: in force from its day; the milestone that asks for it is reported."""
        one = await queries.of_document(session, document.id)
        if one is None or one.state is not RegulationState.SIGNING:
            return
        version = await documents.version(session, document.id, document.current)
        draft = await queries.words(session, one.id, one.version)
        after = one.issue(_number(document, version), version.issued_on or day(now), draft.effective_from)
        after = await put_in_force(session, after, now)
        await tell_issued(session, after, now)
        if one.track:
            track = await tracks.track(session, one.track, lock=True)
            await report(session, track, track, one.milestone, Words(paper=issued(document, version), document=document.id), version, now)

    @staticmethod
    async def drawn_up_at_once(desk: Desk, session: AsyncSession, document: Document, now: datetime) -> None:
        """One that was drawn up from the milestone without drafting: it stands in the register of regulations all the same."""
        if document.form != "regulation" or await queries.of_document(session, document.id):
            return
        found = await tracks.milestone_document(session, document.id)
        version = await documents.version(session, document.id, document.current)
        code = subject_of(desk.policies, found.track, found.milestone, await titled(session, found.track, found.milestone))
        draft = of_paper(version.data or {})
        new = Regulation(
            RegulationId(id_of("regulation", document.id)),
            document.facility,
            code,
            draft.title,
            RegulationState.SIGNING,
            version.author,
            version.made_at,
            document=document.id,
            track=found.track,
            milestone=found.milestone,
        )
        one = new.issue(_number(document, version), version.issued_on or day(now), None)
        await writes.put(session, one)
        await writes.version(session, one, draft, "", version.author, now)
        await tell_issued(session, await put_in_force(session, one, now), now)


async def put_in_force(session: AsyncSession, one: Regulation, now: datetime) -> Regulation:
    """Keeps an issued one; those of its subject that began before it end on its first day, and it ends where a later one begins."""
    begins = one.begins or day(now)
    for other in await queries.ruling(session, one.facility, one.code, begins, lock=True):
        if other.id == one.id or other.begins is None:
            continue
        if other.begins > begins:
            one = one.supersede(other) if one.ends is None else one
            continue
        ended = other.supersede(one)
        await writes.change(session, ended)
        await _note(session, "regulation.superseded", ended, now, by=one.number)
        await tell_unfounded(session, ended, one, now)
    await writes.change(session, one)
    await _note(session, "regulation.issued", one, now)
    return one


async def tell_issued(session: AsyncSession, one: Regulation, now: datetime) -> None:
    told = [who for who, role, _ in await people.holders(session, one.facility, day(now)) if role in HEARS]
    facts = {"number": one.number, "day": f"{one.begins:%d/%m/%Y}", "title": one.title}
    await notices.tell(session, f"regulation_issued/{one.id}", told, "regulation_issued", f"/regulations/{one.id}", now, **facts)


async def tell_unfounded(session: AsyncSession, ended: Regulation, by: Regulation | None, now: datetime) -> None:
    """Whoever answers for a chain of the facility that cites the ended one."""
    known = await editions.of_facility(session, ended.facility)
    mine = [one for one in known if _cites(one.policy.regulation, ended) and not one.withdrawn_at]
    if not mine:
        return
    held = await people.holders(session, ended.facility, day(now))
    here = {who for who, _, _ in held}
    told = [who for who, role, _ in held if role is Role.ADMINISTRATOR] + [one.proposed_by for one in mine if one.proposed_by in here]
    for one in mine:
        facts = {"number": ended.number, "by": by.number if by else "–", "title": one.policy.edition}
        key = f"chain_unfounded/{one.id}/{ended.id}"
        await notices.tell(session, key, told, "chain_unfounded", f"/chains/{one.id}", now, **facts)


def _cites(paper: Cited | None, one: Regulation) -> bool:
    return paper is not None and (paper.number, paper.issued) == (one.number, one.issued_on)


async def _note(session: AsyncSession, act: str, one: Regulation, now: datetime, by: str = "") -> None:
    facts = {"by": by} if by else {}
    await audit.note(session, now, None, act, ("regulation", one.id), None, None, number=one.number, **facts)


def _number(document: Document, version: Version) -> str:
    return f"{version.issue_number:02}/{version.series}" if version.issue_number else document.code
