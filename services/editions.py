"""A facility's own editions of chains: proposed, approved by another person, in force from a day, withdrawn."""

import asyncio
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from domain.editions import ChainEdition
from domain.errors import Incomplete, Malformed, NotFound
from domain.faults import both
from domain.names import EditionId, PersonId, id_of
from domain.people import demand
from domain.roles import Role
from policies.editions import judge
from policies.faults import Fault
from services.chains import FILE, around, forms, look, of_mine
from services.context import Context
from store.queries import editions as queries
from store.queries import people
from store.writes import acts, notices
from store.writes import audit as trail
from store.writes import editions as writes


async def propose(context: Context, text: str, file: str = "") -> EditionId:
    """Keeps an edition without faults, for another person to approve; whoever may approve is told.

    Raises: NotAllowed, Malformed with every fault, RequestTaken, RequestReused.
    """
    which = EditionId(id_of("edition", context.position.facility, context.position.person, context.request))
    if await _kept(context, which):
        async with context.house.sessions.begin() as session:
            await acts.claim(session, context.actor, "chain.propose", which, text, context.now)
        return which
    checked = await look(context, text, file)
    if checked.policy is None or checked.faults:
        raise Malformed(*map(told, checked.faults))
    new = ChainEdition(which, context.position.facility, checked.policy, text, context.position.person, context.now)
    async with context.house.sessions.begin() as session:
        if await acts.claim(session, context.actor, "chain.propose", which, text, context.now):
            if not await writes.propose(session, new):
                raise Malformed("text: tên phiên bản đã dùng / the edition's name is taken")
            await _note(session, context, "chain.propose", new)
            approvers = await people.holding(session, Role.DIRECTOR, [new.facility], context.today)
            others = {one for found in approvers.values() for one in found} - {new.proposed_by}
            await _tell(session, context, "chain_proposed", others, new)
    return which


async def approve(context: Context, which: EditionId, first: date, pin: str) -> None:
    """Puts an edition in force from `first` on, with one's PIN; the one before ends the day before. Never whoever proposed it.

    Raises: NotAllowed, NotFound, WrongState, SamePerson, Malformed, Incomplete (faults of today), PinRefused, PinLocked,
    CertificateRefused, Unavailable("signer"), RequestTaken, RequestReused.
    """
    demand(context.position, "chain.approve", "*", context.today)
    if await _done(context):
        await _again(context, "chain.approve", which, first)
        return
    async with context.house.sessions() as session:
        found = await of_mine(session, context, which)
        found.approve(context.position.person, first, await queries.of_facility(session, found.facility, found.policy.form), context.now)
        beside = await around(session, context, [])
    if faults := await asyncio.to_thread(judge, FILE, found.text, found.policy, beside):
        raise Incomplete(*map(told, faults))
    await context.house.signer.ticket(context.position.person, pin, [])
    async with context.house.sessions.begin() as session:
        if await acts.claim(session, context.actor, "chain.approve", which, first, context.now):
            rivals = await queries.of_facility(session, found.facility, found.policy.form, lock=True)
            kept = next(one for one in rivals if one.id == which)
            done = kept.approve(context.position.person, first, rivals, context.now)
            await writes.approve(session, done)
            await _note(session, context, "chain.approve", done, first=first)
            await _tell(session, context, "chain_approved", {done.proposed_by}, done)


async def withdraw(context: Context, which: EditionId, why: str) -> None:
    """Takes back an edition that is not yet in force, for a reason. Raises: NotAllowed, NotFound, WrongState, Malformed, …"""
    demand(context.position, "chain.withdraw", "*", context.today)
    async with context.house.sessions.begin() as session:
        found = await of_mine(session, context, which)
        if await acts.claim(session, context.actor, "chain.withdraw", which, why.strip(), context.now):
            rivals = await queries.of_facility(session, found.facility, found.policy.form, lock=True)
            done = next(one for one in rivals if one.id == which).withdraw(context.position.person, why, context.now)
            await writes.withdraw(session, done)
            await _note(session, context, "chain.withdraw", done)
            asked = {one for one in (done.proposed_by, done.approved_by) if one} - {context.position.person}
            await _tell(session, context, "chain_withdrawn", asked, done)


async def _kept(context: Context, which: EditionId) -> bool:
    demand(context.position, "chain.propose", "*", context.today)
    try:
        async with context.house.sessions() as session:
            return bool(await queries.edition(session, which))
    except NotFound:
        return False


async def _done(context: Context) -> bool:
    async with context.house.sessions() as session:
        return await acts.claimed(session, context.request)


async def _again(context: Context, act: str, which: EditionId, same: object) -> None:
    """A repeated request is the same act, and another one under its id is refused."""
    async with context.house.sessions.begin() as session:
        await acts.claim(session, context.actor, act, which, same, context.now)


async def _note(session: AsyncSession, context: Context, act: str, one: ChainEdition, **facts: object) -> None:
    named = {"form": one.policy.form, "edition": one.policy.edition, **facts}
    await trail.note_act(session, context.now, context.actor, context.position, act, ("edition", one.id), None, **named)


async def _tell(session: AsyncSession, context: Context, kind: str, whom: set[PersonId], one: ChainEdition) -> None:
    title = f"{next((form.name for form in forms(context) if form.code == one.policy.form), one.policy.form)}, {one.policy.edition}"
    await notices.tell(session, f"{kind}/{one.id}", whom, kind, f"/chains/{one.id}", context.now, title=title)


def told(fault: Fault) -> str:
    """A fault as a fact of a refusal: line and place, then what is wrong, in both languages."""
    at = (f"dòng {fault.line}", f"line {fault.line}") if fault.line else ("", "")
    vi, en = (", ".join(part for part in (where, fault.path) if part) for where in at)
    return both(f"{vi}: {fault.vi}", f"{en}: {fault.en}") if vi else both(fault.vi, fault.en)
