"""Asking for signatures, refusing, preserving: hands that hold no key."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession
from temporalio import activity

from activities import shortcomings
from activities.archive import Archive
from activities.desk import Body, Desk, allowed_on_document
from activities.documents import Of, meanings
from activities.staffing import check_holds
from activities.stamps import Preserver, check_ready
from activities.turns import Turns
from domain.clock import day
from domain.errors import Incomplete, WrongState
from domain.names import PersonId, Sha256
from domain.people import Actor, Position
from domain.roles import Role
from domain.shortcomings import NewShortcoming
from domain.signature_chains import holders
from domain.signatures import BY_CANCELLING, Chain, Ended
from store.queries import certificates, records, tasks
from store.queries import signatures as queries
from store.queries.notices import told_before
from store.queries.signatures import Document, Version
from store.writes import acts, audit, notices
from store.writes import signatures as writes


@dataclass(frozen=True)
class Reminder:
    """A reminder of a version, named by its workflow's moment: told twice, it counts once, also after continue-as-new or repair."""

    of: Of
    at: datetime


@dataclass(frozen=True)
class SignRequest:
    """A person signs what they read, with the signer's ticket for it."""

    of: Of
    actor: Actor
    read: Sha256
    ticket: str = field(repr=False)


@dataclass(frozen=True)
class Refuse:
    """A person whose turn it is refuses what they read; the reason lies on the shelf."""

    of: Of
    actor: Actor
    read: Sha256
    body: Body
    code: str = ""
    """Which reason of the list (`domain/reasons.py`); its name and the words lie on the shelf."""


@dataclass(frozen=True)
class Claiming:
    """A person takes a task upon themselves, or one that somebody took is given back."""

    of: Of
    actor: Actor
    read: Sha256
    whose: PersonId
    released: bool = False


@dataclass(frozen=True)
class RefusalWords:
    reason: str
    shortcomings: tuple[NewShortcoming, ...] = ()
    """Of a closing sheet: what the record lacks."""


RIGHT = {Ended.REFUSED: "document.refuse", Ended.WITHDRAWN: "document.withdraw"}
TOLD = {Ended.REFUSED: "refused", Ended.WITHDRAWN: "taken_back"}
"""How a version ended → what those concerned are told."""


class Signatures:
    """Hands of the signature workflow that hold no key."""

    def __init__(self, desk: Desk, preserver: Preserver, turns: Turns, archive: Archive) -> None:
        self.desk = desk
        self.preserver = preserver
        self.turns = turns
        self.archive = archive

    @activity.defn(name="signature.open")
    async def open(self, of: Of) -> Chain:
        """Opens the tasks of whoever may sign now; tells the chain as the rows have it."""
        async with self.desk.act() as (session, now):
            chain = await queries.chain(session, of.document, of.version, lock=True)
            if not await tasks.stand(session, of.document, of.version, chain):
                await writes.tasks(session, of.document, of.version, chain, now)
            return chain

    @activity.defn(name="signature.remind")
    async def remind(self, late: Reminder) -> Chain:
        """Reminds whoever has an open task, tells those further up the ladder; tells the chain as the rows have it."""
        async with self.desk.act() as (session, now):
            people = await writes.remind(session, late.of.document, late.of.version, late.at)
            key = f"reminder/{late.of.document}/{late.of.version}/{late.at.isoformat()}"
            await notices.tell(session, key, people, "reminder", f"/documents/{late.of.document}", now)
            version = await queries.version(session, late.of.document, late.of.version)
            await self._escalate(session, late, version, now)
            return version.chain

    async def _escalate(self, session: AsyncSession, late: Reminder, version: Version, now: datetime) -> None:
        """Each rung is told once; the workflow's moment says which are reached."""
        chain, of = version.chain, late.of
        if not (reached := chain.rungs(late.at)):
            return
        document = await queries.document(session, of.document)
        meant = await meanings(session, document.facility, version.author, document.record, chain.departments, now)
        for rung in reached:
            told = holders(meant, rung.role, rung.department)
            key = f"escalated/{of.document}/{of.version}/{chain.step.name if chain.step else ''}/{rung.after_hours}"
            hours = {"step": chain.step.title if chain.step else "", "hours": rung.after_hours}
            await notices.tell(session, key, told, "escalated", f"/documents/{of.document}", now, **hours)

    @activity.defn(name="signature.refuse")
    async def refuse(self, act: Refuse) -> Chain:
        """Ends the version; the author and everybody who signed are told."""
        return await self._end(act, Ended.REFUSED)

    @activity.defn(name="signature.claim")
    async def claim(self, act: Claiming) -> Chain:
        """Takes a task, or gives it back: it rests for the others, or stands open for all again."""
        right, of = "document.release" if act.released else "document.claim", act.of
        async with self.desk.act() as (session, now):
            version = await queries.version(session, of.document, of.version, lock=True)
            same = [act.read, act.whose]
            if not await acts.claim(session, act.actor, right, f"{of.document}/{of.version}", same, now):
                return version.chain
            document = await queries.document(session, of.document)
            position = await allowed_on_document(session, act.actor, right, document, now)
            after = self._claimed(version.chain, act, position)
            if not act.released:
                await _check_capacity(session, version.chain, act.actor.person, now)
            await writes.move(session, of.document, of.version, after, now)
            facts = {"version": of.version, "step": after.step.name if after.step else ""}
            await audit.note_act(session, now, act.actor, position, right, ("document", of.document), document.record, **facts)
            return after

    def _claimed(self, chain: Chain, act: Claiming, position: Position) -> Chain:
        if not act.released:
            return chain.claim(act.actor.person, act.read)
        heads = position.role is Role.HEAD and position.department in chain.departments.values()
        return chain.release(act.whose, act.actor.person, heads)

    @activity.defn(name="signature.withdraw")
    async def withdraw(self, act: Refuse) -> Chain:
        """Its author ends the version; everybody who signed or was asked to is told."""
        return await self._end(act, Ended.WITHDRAWN)

    async def _end(self, act: Refuse, how: Ended) -> Chain:
        right = RIGHT[how]
        words = await self.desk.read(act.body, RefusalWords)
        async with self.desk.act() as (session, now):
            of = act.of
            version = await queries.version(session, of.document, of.version, lock=True)
            chain, same = version.chain, [act.read, act.body.sha256, *([act.code] if act.code else ())]
            if not await acts.claim(session, act.actor, right, f"{of.document}/{of.version}", same, now):
                return chain
            document = await queries.document(session, of.document)
            position = await allowed_on_document(session, act.actor, right, document, now)
            step = _check_end(how, document, version, act)
            if how is Ended.REFUSED:
                await _check_capacity(session, chain, act.actor.person, now)
            after = await writes.end(session, of.document, of.version, how, act.actor.person, words.reason, chain, now, act.code)
            await shortcomings.told(self.desk, session, document, of.version, words.shortcomings, act.actor.person, now)
            told = {version.author, *chain.waiting, *(made.person for made in chain.signatures)} - {act.actor.person}
            await notices.tell(session, f"{how}/{of.document}/{of.version}", told, TOLD[how], f"/documents/{of.document}", now)
            facts = {"version": of.version, "step": step, **({"reason": act.code} if act.code else {})}
            await audit.note_act(session, now, act.actor, position, right, ("document", of.document), document.record, **facts)
            return after

    @activity.defn(name="signature.preserve")
    async def preserve(self, of: Of) -> Chain:
        """Validation data and one archive time stamp after the last signature; safe to repeat on what it finds.

        A set just signed is told to its chains first; what came after its record was archived goes into the archive by itself.
        Raises: Unavailable (retried).
        """
        await self.turns.behind()
        async with self.desk.sessions() as session:
            document = await queries.document(session, of.document)
            chain = await queries.chain(session, of.document, of.version)
            late = bool(chain.preserved) and await _after_archiving(session, document)
        if chain.complete and not chain.preserved:
            chain, late = await self._preserved(of, document, chain)
        if late and document.record:
            await self.archive.supplement(document.record)
        return chain

    async def _preserved(self, of: Of, document: Document, chain: Chain) -> tuple[Chain, bool]:
        """The chain, and whether its record was archived before."""
        await check_ready(self.desk)
        try:
            kept = await self.preserver.preserve(await self.desk.shelf.get(document.key, chain.head), chain.size)
        except Incomplete as no:
            if "revoked" in no.facts:
                await self._tell_revoked(of, document)
            raise
        sha256 = await self.desk.shelf.put(document.key, kept)
        async with self.desk.act() as (session, now):
            newest = await queries.chain(session, of.document, of.version, lock=True)
            if not newest.preserved:
                await writes.preserve(session, of.document, of.version, sha256, len(kept), now)
                await audit.note(session, now, None, "document.preserve", ("document", of.document), document.record, version=of.version)
            return await queries.chain(session, of.document, of.version, lock=True), await _after_archiving(session, document)

    async def _tell_revoked(self, of: Of, document: Document) -> None:
        """A certificate was revoked before it signed, and nobody could say so then: the signature is worth nothing."""
        async with self.desk.act() as (session, now):
            version = await queries.version(session, of.document, of.version, lock=True)
            key = f"signed_revoked/{of.document}/{of.version}"
            if await told_before(session, key):
                return
            people = {version.author, *(made.person for made in version.chain.signatures)}
            people |= set(await certificates.administrators(session, document.facility, day(now)))
            await notices.tell(session, key, people, "signed_revoked", f"/documents/{of.document}", now)
            await audit.note(session, now, None, "document.revoked", ("document", of.document), document.record, version=of.version)


async def _check_capacity(session: AsyncSession, chain: Chain, person: PersonId, now: datetime) -> None:
    """Whoever acts in another's place still stands there. Raises: NotYourTurn."""
    if chain.step and (stands := chain.capacity(person)):
        await check_holds(session, stands[1], chain.step.name, now)


def _check_end(how: Ended, document: Document, version: Version, act: Refuse) -> str:
    """The step at which the version ends. Raises: as `Chain.check_refusal` or `check_withdrawal`; WrongState for an order's sheet."""
    if how is Ended.REFUSED:
        return version.chain.check_refusal(act.actor.person, act.read).name
    if document.subject_kind == BY_CANCELLING:
        raise WrongState("document.withdraw", document.subject_kind)
    return version.chain.check_withdrawal(version.author, act.actor.person, act.read).name


async def _after_archiving(session: AsyncSession, document: Document) -> bool:
    return bool(document.record and (await records.record(session, document.record)).archived_at)
