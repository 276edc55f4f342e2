"""A disposal: its list frozen, a council that votes, minutes and the head's decision; nothing is destroyed here."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from temporalio import activity

from activities import disposal_papers as papers
from activities.councils import ROLES
from activities.desk import Body, Desk, allowed
from activities.documents import Of, make
from activities.papers import newest
from domain import disposals as rules
from domain.clock import day
from domain.destruction import check_title, sorted_out
from domain.disposals import Ballot, Disposal, DisposalState, Fate
from domain.errors import Incomplete, Malformed, NotAllowed, OutOfReach, StaleDocument
from domain.names import DisposalId, PersonId, RecordId, Sha256
from domain.people import Actor, Position
from domain.rights import COUNCIL
from domain.roles import Role
from domain.seats import Member, Seat
from store.queries import disposals as queries
from store.queries import people
from store.queries import signatures as documents
from store.queries.signatures import Document
from store.queries.treating import who_treated
from store.writes import acts, audit, notices
from store.writes import disposals as writes


@dataclass(frozen=True)
class DisposalAct:
    """An act on a disposal; its words lie on the shelf."""

    actor: Actor
    disposal: DisposalId
    body: Body


@dataclass(frozen=True)
class Proposed:
    """The list a person saw: the expired records before a day, without these, under this hash."""

    title: str
    before: str
    """ISO day."""
    without: tuple[RecordId, ...]
    list_sha256: Sha256


@dataclass(frozen=True)
class Convening:
    members: tuple[Member, ...]
    held_at: str


@dataclass(frozen=True)
class TakenOut:
    number: int
    reason: str


@dataclass(frozen=True)
class Said:
    """What a member says of the list that was read."""

    list_sha256: Sha256
    ballots: tuple[tuple[int | None, bool, str], ...]


@dataclass(frozen=True)
class Words:
    """A conclusion, or a reason."""

    text: str = ""


@dataclass(frozen=True)
class DisposalStands:
    """The disposal as its workflow needs it, and the version whose signing begins with this act."""

    disposal: DisposalId
    state: DisposalState
    destroy_at: datetime | None
    remind_days: int
    begins: Of | None = None


@dataclass(frozen=True)
class Nudge:
    """A reminder, named by its workflow's moment: told twice, it counts once."""

    disposal: DisposalId
    at: datetime


class Disposals:
    """Hands of the disposal workflow."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @activity.defn(name="disposal.stands")
    async def stands(self, which: DisposalId) -> DisposalStands | None:
        """The disposal as the rows have it; None when its proposal was refused."""
        async with self.desk.act() as (session, now):
            return self.standing(await queries.disposal(session, which), now) if await queries.exists_already(session, which) else None

    def standing(self, one: Disposal, now: datetime, begins: Of | None = None) -> DisposalStands:
        """As its workflow is told."""
        care = self.desk.policies.care(one.facility, day(now))
        return DisposalStands(one.id, one.state, one.destroy_at, care.remind_after_days, begins)

    @activity.defn(name="disposal.propose")
    async def propose(self, act: DisposalAct) -> DisposalStands:
        """Freezes the list the officer saw. Raises: Malformed, Incomplete (nothing on it), StaleDocument (it is another by now)."""
        said = await self.desk.read(act.body, Proposed)
        async with self.desk.act() as (session, now):
            if await acts.claim(session, act.actor, "disposal.propose", act.disposal, act.body.sha256, now):
                position = await allowed(session, act.actor, "disposal.propose", "*", now)
                check_title(said.title)
                one = await self._frozen(session, act, position, said, now)
                await writes.propose(session, one, await queries.next_number(session, one.facility), now)
                facts = {"records": len(one.items), "sha256": one.list_sha256}
                await audit.note_act(session, now, act.actor, position, "disposal.propose", ("disposal", one.id), None, **facts)
            return self.standing(await queries.disposal(session, act.disposal), now)

    async def _frozen(self, session: AsyncSession, act: DisposalAct, position: Position, said: Proposed, now: datetime) -> Disposal:
        care, today = self.desk.policies.care(position.facility, day(now)), day(now)
        before = min(today, date.fromisoformat(said.before))
        found = await queries.expired(session, position.facility, before)
        listed, _ = sorted_out(found, frozenset(said.without), today)
        if not listed:
            raise Incomplete("items: danh mục không có hồ sơ nào / the list is empty")
        sha256 = rules.list_hash(listed)
        if sha256 != said.list_sha256:
            raise StaleDocument(said.list_sha256, 0)
        state = DisposalState.PROPOSED if care.disposal_council else DisposalState.REVIEWED
        here = (act.disposal, position.facility, said.title.strip(), state, act.actor.person, sha256)
        treated = await who_treated(session, [one.record for one in listed])
        items = tuple(replace(one, treated_by=treated[one.record]) for one in listed)
        return Disposal(*here, items, care.disposal_seats, care.disposal_quorum)

    @activity.defn(name="disposal.convene")
    async def convene(self, act: DisposalAct) -> DisposalStands:
        """Names the council; the decision that sets it up goes to be signed, after a refusal its next version."""
        said = await self.desk.read(act.body, Convening)
        async with self.desk.act() as (session, now):
            one, position, fresh = await self.begun(session, act, "disposal.convene", now)
            if not fresh:
                return self.standing(one, now, await newest(session, papers.document(one.id, papers.COUNCIL)))
            after = one.convene(said.members)
            await self._demand_unsigned(session, one, papers.COUNCIL, DisposalState.COUNCIL)
            if not said.held_at.strip():
                raise Malformed("place: cần ghi nơi họp / say where the council meets")
            await writes.convene(session, after, await self._posts(session, after, now), said.held_at.strip())
            of = await self._drawn_up(session, after, papers.COUNCIL, act, now)
            await self._noted(session, act, position, "disposal.convene", now, version=of.version)
            return self.standing(after, now, of)

    async def _posts(self, session: AsyncSession, after: Disposal, now: datetime) -> dict[PersonId, str]:
        """Each member's post; refuses whoever holds none that may sit."""
        found = await people.colleagues(session, after.facility, day(now), COUNCIL)
        posts = {post.position.person: ROLES[post.position.role] + (f", {post.department}" if post.department else "") for post in found}
        if any(one.person not in posts for one in after.members):
            raise Malformed("members: có người không giữ vị trí được tham gia hội đồng / somebody holds no position that may sit")
        return posts

    @activity.defn(name="disposal.take_out")
    async def take_out(self, act: DisposalAct) -> DisposalStands:
        """A record leaves the list, with a reason: by the records office, or by a member."""
        said = await self.desk.read(act.body, TakenOut)
        async with self.desk.act() as (session, now):
            one, position, fresh = await self.begun(session, act, "disposal.take_out", now)
            if fresh:
                if position.role is not Role.RECORDS_OFFICER and one.seat(act.actor.person) is None:
                    raise NotAllowed(position.role, "disposal.take_out", one.state)
                after = one.take_out(said.number, said.reason)
                await writes.fates(session, after, [said.number], act.actor.person, now)
                await self._noted(session, act, position, "disposal.take_out", now, item=said.number)
                one = after
            return self.standing(one, now)

    @activity.defn(name="disposal.vote")
    async def vote(self, act: DisposalAct) -> DisposalStands:
        """A member's words on the list that was read."""
        said = await self.desk.read(act.body, Said)
        async with self.desk.act() as (session, now):
            one, position, fresh = await self.begun(session, act, "disposal.vote", now)
            if fresh:
                cast = [Ballot(act.actor.person, item, destroy, note) for item, destroy, note in said.ballots]
                after = one.vote(cast, said.list_sha256)
                await writes.ballots(session, one.id, cast, now)
                await self._noted(session, act, position, "disposal.vote", now)  # how many lines is no fact: votes are hidden
                if {member.person for member in after.members} <= after.voted:
                    chair = [member.person for member in after.members if member.seat is Seat.CHAIR]
                    await self.tell(session, "disposal_voted", after, chair, "", now)
                one = after
            return self.standing(one, now)

    @activity.defn(name="disposal.close")
    async def close(self, act: DisposalAct) -> DisposalStands:
        """The chair closes the vote; the minutes go to be signed, after a refusal their next version."""
        said = await self.desk.read(act.body, Words)
        async with self.desk.act() as (session, now):
            one, position, fresh = await self.begun(session, act, "disposal.close", now)
            if not fresh:
                return self.standing(one, now, await newest(session, papers.document(one.id, papers.MINUTES)))
            after = one.close(act.actor.person)
            await self._demand_unsigned(session, one, papers.MINUTES, DisposalState.MINUTES)
            out = [item.number for item in after.items if item.fate is Fate.VOTED_OUT]
            await writes.fates(session, after, out, None, now)
            await writes.change(session, after, conclusion=said.text.strip(), closed_vote_at=now)
            of = await self._drawn_up(session, after, papers.MINUTES, act, now)
            await self._noted(session, act, position, "disposal.close", now, version=of.version, voted_out=len(out))
            return self.standing(after, now, of)

    @activity.defn(name="disposal.decide")
    async def decide(self, act: DisposalAct) -> DisposalStands:
        """The head's decision goes to be signed and numbered, after a refusal its next version."""
        async with self.desk.act() as (session, now):
            one, position, fresh = await self.begun(session, act, "disposal.decide", now)
            if not fresh:
                return self.standing(one, now, await newest(session, papers.document(one.id, papers.DECISION)))
            await self._demand_unsigned(session, one, papers.DECISION, DisposalState.DECISION)
            after = one.decide()
            await writes.change(session, after)
            of = await self._drawn_up(session, after, papers.DECISION, act, now)
            await self._noted(session, act, position, "disposal.decide", now, version=of.version, records=len(after.listed))
            return self.standing(after, now, of)

    @activity.defn(name="disposal.withdraw")
    async def withdraw(self, act: DisposalAct) -> DisposalStands:
        """All of it is given up, before anything is destroyed."""
        said = await self.desk.read(act.body, Words)
        async with self.desk.act() as (session, now):
            one, position, fresh = await self.begun(session, act, "disposal.withdraw", now)
            if fresh:
                one = one.withdraw(said.text)
                await writes.end(session, one, act.actor.person, said.text.strip(), now)
                await self._noted(session, act, position, "disposal.withdraw", now)
            return self.standing(one, now)

    @activity.defn(name="disposal.remind")
    async def remind(self, nudge: Nudge) -> DisposalStands:
        """Reminds members who have not voted; tells how it stands by the rows."""
        async with self.desk.act() as (session, now):
            one = await queries.disposal(session, nudge.disposal)
            if one.state is DisposalState.VOTING:
                late = [member.person for member in one.members if member.person not in one.voted]
                await self.tell(session, "disposal_remind", one, late, nudge.at.isoformat(), now)
            return self.standing(one, now)

    async def begun(self, session: AsyncSession, act: DisposalAct, name: str, now: datetime) -> tuple[Disposal, Position, bool]:
        """The locked disposal, the position that may do this here, and whether the request is a new one. Raises: NotAllowed, OutOfReach."""
        one = await queries.disposal(session, act.disposal, lock=True)
        fresh = await acts.claim(session, act.actor, name, one.id, act.body.sha256, now)
        position = await (allowed(session, act.actor, name, one.state, now) if fresh else people.position(session, act.actor))
        if position.facility != one.facility:
            raise OutOfReach("disposal")
        return one, position, fresh

    async def _demand_unsigned(self, session: AsyncSession, one: Disposal, form: str, state: DisposalState) -> None:
        """A paper is drawn up again only when its version before was refused or withdrawn. Raises: Incomplete."""
        if one.state is state:
            of = await newest(session, papers.document(one.id, form))
            if not (await documents.chain(session, of.document, of.version)).ended:
                raise Incomplete("văn bản đang chờ ký / the paper is being signed")

    async def _drawn_up(self, session: AsyncSession, one: Disposal, form: str, act: DisposalAct, now: datetime) -> Of:
        return await make(self.desk, session, await papers.paper(self.desk, session, one, form, now), act.actor, now)

    async def _noted(self, session: AsyncSession, act: DisposalAct, position: Position, name: str, now: datetime, **facts: object) -> None:
        await audit.note_act(session, now, act.actor, position, name, ("disposal", act.disposal), None, **facts)

    @staticmethod
    async def tell(session: AsyncSession, kind: str, one: Disposal, told: list[PersonId], key: str, now: datetime) -> None:
        await notices.tell(session, f"{kind}/{one.id}/{key}", told, kind, f"/disposals/{one.id}", now, title=one.title)

    @staticmethod
    async def finish(desk: Desk, session: AsyncSession, document: Document, now: datetime) -> None:
        """A paper of it is signed: the course goes on."""
        one = await queries.disposal(session, DisposalId(UUID(document.subject)), lock=True)
        await papers.SIGNED[document.form](desk, session, one, now)
