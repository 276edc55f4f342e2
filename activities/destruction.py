"""The only hands that destroy a record: each line judged again on its locked row, then its key, then its files."""

import asyncio
from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession
from temporalio import activity
from temporalio.exceptions import ApplicationError, ApplicationErrorCategory

from activities import disposal_papers as papers
from activities.desk import Desk
from activities.disposals import DisposalAct, Disposals, DisposalStands
from activities.documents import Of, bytes_key, make
from activities.papers import newest
from domain.archived import object_id
from domain.clock import day
from domain.destruction import check_destroying, still
from domain.disposals import Disposal, DisposalState, Fate
from domain.errors import Incomplete, WrongState
from domain.names import DisposalId, RecordId, RequestId, grant_key
from domain.people import Actor
from domain.roles import Role
from store.archive_copy import ArchiveCopy
from store.queries import disposals as queries
from store.queries import people, referrals
from store.queries import signatures as documents
from store.writes import audit, holds
from store.writes import disposals as writes

PAGE = 200
"""Records of one activity."""


class NotYet(ApplicationError):
    """The waiting term is not over by the clock here, or nobody is there to certify: tried again."""

    def __init__(self, which: DisposalId) -> None:
        super().__init__("NotYet", str(which), type="NotYet", category=ApplicationErrorCategory.BENIGN)


class Destruction:
    """Hands of the disposal workflow that destroy, and certify it."""

    def __init__(self, desk: Desk, copy: ArchiveCopy) -> None:
        self.desk = desk
        self.copy = copy

    @activity.defn(name="disposal.destroy")
    async def page(self, which: DisposalId) -> bool:
        """Destroys what is left of the list, a page at a time; whether there is more. Safe to repeat after a kill at any moment.

        A list that was withdrawn meanwhile is left alone. Raises: NotYet (retried), WrongState (no signed decision), Unavailable (a place
        of keys or files is away; retried).
        """
        self.desk.shelf.keys.places.demand()
        self.copy.demand()
        async with self.desk.act() as (session, now):
            one = await queries.course(session, which)
            if one.state is DisposalState.WITHDRAWN:
                return False
            if one.state is DisposalState.WAITING and one.destroy_at and one.destroy_at > now:
                raise NotYet(which)
            check_destroying(one, now)
            left = await queries.unfinished(session, which, PAGE)
        for number, record in left:
            if await self._entombed(which, number, record):
                await self._gone(which, number, record)
            if activity.in_activity():
                activity.heartbeat()
        return len(left) == PAGE

    async def _entombed(self, which: DisposalId, number: int, record: RecordId) -> bool:
        """The destroying transaction: on the locked row the line is judged once more; a tombstone, or out of the list with the reason."""
        async with self.desk.act() as (session, now):
            one = await queries.course(session, which, lock=True, line=number)
            if one.state is DisposalState.WITHDRAWN:
                return False
            check_destroying(one, now)
            await holds.still(session, one.facility)
            candidate = await queries.now(session, record, which)
            if one.item(number).fate is Fate.DESTROYED:
                return True  # its key and files may still be there
            if why := still(one.item(number), candidate, day(now)):
                await writes.fell_out(session, which, number, why, now)
                await audit.note(session, now, None, "disposal.fell_out", ("disposal", which), record, item=number, why=str(why))
                return False
            await writes.entomb(session, which, number, record, now)
            await audit.note(session, now, None, "record.destroy", ("record", record), record, disposal=which, item=number)
            return True

    async def _gone(self, which: DisposalId, number: int, record: RecordId) -> None:
        """Keys first: from then on no copy of any file, wherever it lies, can be read. Raises: Unavailable.

        What a doctor wrote with a package that went to the next facility lies under the package's own key.
        """
        async with self.desk.sessions() as session:
            packages = await referrals.granted(session, record)
        keys = [bytes_key(record), *map(grant_key, packages)]
        for key in keys:
            await asyncio.to_thread(self.desk.shelf.keys.destroy, key)
        await asyncio.to_thread(self.copy.remove, object_id(keys[0]))
        for key in keys:
            await asyncio.to_thread(self.desk.shelf.remove, key)
        async with self.desk.act() as (session, now):
            await writes.destroyed(session, which, number, now)

    @activity.defn(name="disposal.certify")
    async def certify(self, which: DisposalId) -> DisposalStands:
        """Everything is gone: the certificate is drawn up, in the name of whoever proposed the list. Safe to repeat."""
        async with self.desk.act() as (session, now):
            one = await queries.disposal(session, which, lock=True)
            if one.state is DisposalState.WITHDRAWN:
                return Disposals(self.desk).standing(one, now)
            if one.state is not DisposalState.WAITING:
                of = await newest(session, papers.document(which, papers.CERTIFICATE))
                return Disposals(self.desk).standing(one, now, of)
            if await queries.unfinished(session, which, 1):
                raise WrongState("disposal.certify", one.state)
            after = replace(one, state=DisposalState.DESTROYED)
            await writes.change(session, after, destroyed_at=now)
            actor = await self._proposer(session, one, now)
            of = await self._drawn_up(session, after, actor, now)
            await audit.note(session, now, None, "disposal.destroyed", ("disposal", which), version=of.version)
            return Disposals(self.desk).standing(after, now, of)

    @activity.defn(name="disposal.certify_again")
    async def again(self, act: DisposalAct) -> DisposalStands:
        """After a refusal of the certificate its next version goes to be signed. Raises: WrongState, Incomplete, NotAllowed."""
        hands = Disposals(self.desk)
        async with self.desk.act() as (session, now):
            one, position, fresh = await hands.begun(session, act, "disposal.certify", now)
            of = await newest(session, papers.document(one.id, papers.CERTIFICATE))
            if fresh:
                if not (await documents.chain(session, of.document, of.version)).ended:
                    raise Incomplete("văn bản đang chờ ký / the paper is being signed")
                of = await self._drawn_up(session, one, act.actor, now)
                await audit.note_act(session, now, act.actor, position, "disposal.certify", ("disposal", one.id), None, version=of.version)
            return hands.standing(one, now, of)

    async def _proposer(self, session: AsyncSession, one: Disposal, now: datetime) -> Actor:
        """Whoever proposed the list, else another records officer of the facility. Raises: NotYet, retried until there is one."""
        today = day(now)
        officers = (await people.holding(session, Role.RECORDS_OFFICER, [one.facility], today)).get(one.facility, [])
        for person in (one.proposed_by, *officers):
            if position := await people.holder(session, person, one.facility, Role.RECORDS_OFFICER, today):
                return Actor(person, position.id, RequestId(f"certificate/{one.id}"))
        raise NotYet(one.id)

    async def _drawn_up(self, session: AsyncSession, one: Disposal, actor: Actor, now: datetime) -> Of:
        return await make(self.desk, session, await papers.paper(self.desk, session, one, papers.CERTIFICATE, now), actor, now)
