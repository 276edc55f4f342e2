"""Open tasks follow the people: posts, shifts, treating doctors, substitutions. Safe to repeat, and to miss until the next time."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from activities.documents import meanings
from domain.clock import VIETNAM, Clock, day
from domain.errors import NotYourTurn
from domain.names import FacilityId, PersonId
from domain.roles import Role
from domain.signature_chains import Meant, moved, unfillable
from domain.signatures import Chain
from store.engine import Sessions
from store.queries import duties, people
from store.queries import signatures as queries
from store.queries.duties import Open
from store.queries.signatures import Document, Version
from store.writes import audit, notices
from store.writes import duties as staffing
from store.writes import signatures as writes

ANYBODY = PersonId(UUID(int=0))
"""Stands where the author of each version is put."""


async def follow_all(sessions: Sessions, clock: Clock) -> int:
    """Every facility where somebody came or went since the last time; gives how many versions were moved."""
    now = clock()
    async with sessions() as session:
        places = await duties.unfollowed(session, now, datetime.combine(day(now), time(), VIETNAM))
    return sum([await follow(sessions, clock, one) for one in places])


async def follow(sessions: Sessions, clock: Clock, facility: FacilityId) -> int:
    """Brings the open tasks of a facility in line with who is there; gives how many versions were moved."""
    began, count, last = clock(), 0, None
    while True:
        async with sessions() as session:
            meant = await of_facility(session, facility, began)
            page = await duties.open_versions(session, facility, last)
            papers = {who for one in page if not one.department for who in able(one.version.chain)}
            nowhere = await people.left(session, papers, meant.today)
        for one in page:
            gone = able(one.version.chain) - meant.here if one.department else nowhere
            if needs_moving(one, meant) or unfillable(one.version.chain, gone) or one.version.stuck_since:
                count += await _move(sessions, clock, one)
        if not page:
            break
        last = page[-1].document
    async with sessions.begin() as session:
        await staffing.followed(session, facility, began)
    return count


async def check_holds(session: AsyncSession, which: UUID | None, step: str, now: datetime) -> None:
    """Ended at once means at once: also before the open tasks have followed. Raises: NotYourTurn."""
    if which and not (await duties.substitution(session, which)).holds(day(now)):
        raise NotYourTurn(step, "past")


async def of_facility(session: AsyncSession, facility: FacilityId, now: datetime) -> Meant:
    """Whom stages can mean in a facility now, whatever the document."""
    return Meant(
        ANYBODY,
        {},
        await people.holders(session, facility, day(now)),
        duties=await duties.on_duty(session, facility, now),
        substitutions=await duties.substitutions(session, facility, day(now)),
        today=day(now),
    )


def about(one: Open, meant: Meant) -> Meant:
    """The same for one document: its departments, and its patient's of the moment."""
    chain = one.version.chain
    where = {**chain.departments, "treating": one.department} if one.department else dict(chain.departments)
    return replace(meant, author=one.version.author, departments=where, treating_doctor=one.doctor)


def needs_moving(one: Open, meant: Meant) -> bool:
    """Whether somebody else is meant now than its tasks say."""
    return moved(one.version.chain, about(one, meant)) is not one.version.chain


def able(chain: Chain) -> frozenset[PersonId]:
    """Whom the open step lets sign."""
    return chain.able(chain.step) if chain.step else frozenset()


async def left(session: AsyncSession, document: Document, chain: Chain, today: date) -> frozenset[PersonId]:
    """Who of these holds no post any more in which they could.

    As `activities/desk.py: may_on_document`: a clinical document asks for one in its facility, a paper of the rollout for any.
    """
    waited_for = able(chain) if chain.waiting else ()
    return await people.left(session, waited_for, today, document.facility if document.record else None)


async def _move(sessions: Sessions, clock: Clock, one: Open) -> int:
    """One version, judged anew on its locked row by the people of this moment: what was read for many may be over by now."""
    async with sessions.begin() as session:
        now = clock()
        version = await queries.version(session, one.document, one.number, lock=True)
        document = await queries.document(session, one.document)
        meant = await meanings(session, document.facility, version.author, document.record, version.chain.departments, now)
        before, after = version.chain, moved(version.chain, meant)
        if unfillable(after, await left(session, document, after, day(now))):
            await _stands_still(session, document, version, after, meant, now)
        elif version.stuck_since and not after.pending:
            await writes.goes_on(session, document.id, version.number, now)
        if before.ended or after is before:
            return 0
        await writes.move(session, one.document, one.number, after, now)
        gone, come = sorted(map(str, before.waiting - after.waiting)), sorted(map(str, after.waiting - before.waiting))
        if gone or come:
            facts: dict[str, Any] = {"version": one.number, "step": after.step.name if after.step else "", "gone": gone, "come": come}
            await audit.note(session, now, None, "task.move", ("document", one.document), document.record, None, **facts)
        return 1


async def _stands_still(session: AsyncSession, document: Document, version: Version, chain: Chain, meant: Meant, now: datetime) -> None:
    """Nobody is left who can sign the open step: its author, the heads it concerns and the administrators are told, once each time."""
    since, step = version.stuck_since or now, chain.step
    if not version.stuck_since:
        await writes.stands_still(session, document.id, version.number, now)
    places = {one for one in chain.departments.values() if one}
    heads = {who for who, role, where in meant.holders if role is Role.HEAD and where in places}
    minders = {who for who, role, _ in meant.holders if role is Role.ADMINISTRATOR}
    key = f"{writes.unfillable_key(document.id, version.number)}/{step.name if step else ''}/{since.astimezone(UTC).isoformat()}"
    kind, words = "unfillable" if step and step.substitutable else "unfillable_own", {"step": step.title if step else ""}
    await notices.tell(session, key, {version.author, *heads, *minders}, kind, f"/documents/{document.id}", now, **words)
