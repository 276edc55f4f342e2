"""An appraisal: triggered from the track, shown evidence, judged by a council, closed by its signed minutes."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from temporalio import activity

from activities.desk import Body, Desk, allowed
from activities.documents import Of, make
from activities.minutes import minutes, minutes_document
from activities.papers import issued, newest, report
from activities.tracks import allowed_on_track, titles
from domain.appraisals import Vote
from domain.clock import day
from domain.councils import Appraisal, AppraisalState, Member, Seat
from domain.errors import Incomplete, Malformed, NotAllowed, WrongState
from domain.evidence import Evidence
from domain.names import AppraisalId, FacilityId, PersonId, Sha256, TrackId
from domain.parts import Kind
from domain.people import COUNCIL, Actor, Role
from domain.tracks import State, Track
from store.queries import appraisals as queries
from store.queries import audit as reads
from store.queries import people, tracks
from store.queries import signatures as documents
from store.queries.signatures import Document
from store.writes import acts, audit, notices
from store.writes import appraisals as writes
from store.writes import tracks as track_writes
from store.writes.tracks import Words

ROLES = {
    Role.DIRECTOR: "Giám đốc",
    Role.HEAD: "Trưởng khoa",
    Role.IT_OFFICER: "Cán bộ công nghệ thông tin",
    Role.RECORDS_OFFICER: "Cán bộ phòng kế hoạch tổng hợp",
    Role.HEALTH_OFFICER: "Chuyên viên Sở Y tế",
    Role.DOCTOR: "Bác sĩ",
}
"""What a member is, for the minutes: one for each role that may sit."""


@dataclass(frozen=True)
class AppraisalAct:
    """An act on an appraisal; its words lie on the shelf."""

    actor: Actor
    appraisal: AppraisalId
    track: TrackId
    body: Body


@dataclass(frozen=True)
class Brought:
    criterion: str
    file: Evidence


@dataclass(frozen=True)
class Convened:
    members: tuple[Member, ...]
    founded_by: str
    held_at: str


@dataclass(frozen=True)
class Cast:
    criterion: str
    met: bool
    evidence: Sha256
    note: str = ""


@dataclass(frozen=True)
class Closed:
    conclusion: str = ""


@dataclass(frozen=True)
class Nudge:
    """A reminder of members who have not voted, named by its workflow's moment: told twice, it counts once."""

    appraisal: AppraisalId
    at: datetime


@dataclass(frozen=True)
class AppraisalStands:
    """The appraisal as its workflow needs it, and the version whose signing begins with this act."""

    appraisal: AppraisalId
    track: TrackId
    state: AppraisalState
    remind_days: int
    begins: Of | None = None


class Appraisals:
    """Hands of the appraisal workflow."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @activity.defn(name="appraisal.stands")
    async def stands(self, which: AppraisalId) -> AppraisalStands | None:
        """The appraisal as the rows have it; None when its triggering was refused."""
        async with self.desk.act() as (session, now):
            if not await queries.exists(session, which):
                return None
            appraisal = await self._of(session, which)
            return self._stands(appraisal, await tracks.track(session, appraisal.track), now)

    async def _of(self, session: AsyncSession, which: AppraisalId, lock: bool = False) -> Appraisal:
        return await queries.appraisal(session, which, self.desk.policies, lock)

    def _stands(self, appraisal: Appraisal, track: Track, now: datetime, begins: Of | None = None) -> AppraisalStands:
        care = self.desk.policies.care(track.facility, day(now))
        return AppraisalStands(appraisal.id, appraisal.track, appraisal.state, care.remind_after_days, begins)

    @activity.defn(name="appraisal.trigger")
    async def trigger(self, act: AppraisalAct) -> AppraisalStands:
        """The hospital administrator asks for it; one at a time. Raises: NotFound, WrongState."""
        async with self.desk.act() as (session, now):
            track = await tracks.track(session, act.track, lock=True)
            if await acts.claim(session, act.actor, "appraisal.trigger", track.id, "", now):
                milestone = track.first(Kind.APPRAISAL)
                position = await allowed_on_track(session, act.actor, "appraisal.trigger", track, milestone.state, now)
                running = [a for a in await queries.of_track(session, track.id, self.desk.policies) if a.state is not AppraisalState.CLOSED]
                if running:
                    raise WrongState("appraisal.trigger", running[-1].state)
                if milestone.state is State.UNDECLARED:
                    raise WrongState("appraisal.trigger", milestone.state)
                edition = self.desk.policies.appraisal(day(now))
                await writes.appraisal(session, Appraisal(act.appraisal, track.id, edition, AppraisalState.EVIDENCE), act.actor.person, now)
                if milestone.state is State.OPEN:
                    await track_writes.change(session, track, track.begin(milestone.code, now), now)
                await audit.note_act(
                    session, now, act.actor, position, "appraisal.trigger", ("appraisal", act.appraisal), None, track=track.id
                )
            return self._stands(await self._of(session, act.appraisal), track, now)

    @activity.defn(name="appraisal.evidence")
    async def evidence(self, act: AppraisalAct) -> AppraisalStands:
        """One file for one criterion; a new one replaces it and undoes what rested on it."""
        said = await self.desk.read(act.body, Brought)
        async with self.desk.act() as (session, now):
            appraisal = await self._of(session, act.appraisal, lock=True)
            track = await tracks.track(session, appraisal.track, lock=True)
            if await acts.claim(session, act.actor, "appraisal.evidence", appraisal.id, act.body.sha256, now):
                position = await allowed_on_track(session, act.actor, "appraisal.evidence", track, appraisal.state, now)
                after = appraisal.bring(said.criterion, said.file.sha256, act.actor.person)
                await writes.exhibit(session, track.id, said.criterion, said.file, act.actor.person, now)
                facts = {"criterion": said.criterion, "sha256": said.file.sha256}
                await audit.note_act(session, now, act.actor, position, "appraisal.evidence", ("appraisal", appraisal.id), None, **facts)
                await notices.nudge(session, [one.person for one in after.members])
                appraisal = after
            return self._stands(appraisal, track, now)

    @activity.defn(name="appraisal.convene")
    async def convene(self, act: AppraisalAct) -> AppraisalStands:
        """Calls the council of the edition's size, none of whom brought evidence; not before its turn, for its minutes report it."""
        said = await self.desk.read(act.body, Convened)
        async with self.desk.act() as (session, now):
            appraisal = await self._of(session, act.appraisal, lock=True)
            track = await tracks.track(session, appraisal.track, lock=True)
            if await acts.claim(session, act.actor, "appraisal.convene", appraisal.id, act.body.sha256, now):
                position = await allowed_on_track(session, act.actor, "appraisal.convene", track, appraisal.state, now)
                faults = [] if said.founded_by.strip() else ["founded_by: ghi quyết định thành lập hội đồng / give the founding decision"]
                faults += [] if said.held_at.strip() else ["place: cần ghi nơi họp / say where the council meets"]
                if faults:
                    raise Malformed(*faults)
                after = appraisal.convene(said.members)
                track.check_turn(track.first(Kind.APPRAISAL).code, await titles(session, track.id))
                posts = await self._posts(session, track, said.members, now)
                await writes.convene(session, after, posts, said.founded_by, said.held_at, now)
                await self._tell(session, "council_called", after, [one.person for one in said.members], "", now)
                await audit.note_act(session, now, act.actor, position, "appraisal.convene", ("appraisal", appraisal.id))
                appraisal = after
            return self._stands(appraisal, track, now)

    async def _posts(self, session: AsyncSession, track: Track, members: tuple[Member, ...], now: datetime) -> dict[PersonId, str]:
        """Each member's post here or in the department of health; refuses whoever holds none that may sit."""
        posts: dict[PersonId, str] = {}
        for facility in (track.department, track.facility):
            for post in await people.colleagues(session, FacilityId(facility), day(now), COUNCIL):
                where = f", {post.department}" if post.department else ""
                posts[post.position.person] = ROLES[post.position.role] + where
        strangers = [one.person for one in members if one.person not in posts]
        if strangers:
            raise Malformed("members: có người không giữ vị trí được tham gia hội đồng / somebody holds no position that may sit")
        return posts

    @activity.defn(name="appraisal.vote")
    async def vote(self, act: AppraisalAct) -> AppraisalStands:
        """A member's finding on one criterion, on the evidence this member read."""
        said = await self.desk.read(act.body, Cast)
        async with self.desk.act() as (session, now):
            appraisal = await self._of(session, act.appraisal, lock=True)
            track = await tracks.track(session, appraisal.track)
            if await acts.claim(session, act.actor, "appraisal.vote", appraisal.id, act.body.sha256, now):
                position = await allowed(session, act.actor, "appraisal.vote", appraisal.state, now)
                cast = Vote(act.actor.person, said.criterion, said.met, said.evidence, said.note)
                after = appraisal.vote(cast, await self._opened(session, appraisal, act.actor.person, now))
                await writes.vote(session, appraisal.id, cast, now)
                # What was voted is no fact of the audit: the timeline is read while votes are hidden.
                await audit.note_act(
                    session, now, act.actor, position, "appraisal.vote", ("appraisal", appraisal.id), None, criterion=said.criterion
                )
                await notices.nudge(session, [act.actor.person])
                if after.revealed:
                    chair = [one.person for one in after.members if one.seat is Seat.CHAIR]
                    await self._tell(session, "council_voted", after, chair, "", now)
                appraisal = after
            return self._stands(appraisal, track, now)

    async def _opened(self, session: AsyncSession, appraisal: Appraisal, person: PersonId, now: datetime) -> frozenset[Sha256]:
        called = (await queries.sitting(session, appraisal.id)).convened_at
        return await reads.opened(session, appraisal.track, person, called or now)

    @activity.defn(name="appraisal.close")
    async def close(self, act: AppraisalAct) -> AppraisalStands:
        """The chair closes the vote, and the minutes go to be signed; after a refusal their next version does."""
        said = await self.desk.read(act.body, Closed)
        async with self.desk.act() as (session, now):
            appraisal = await self._of(session, act.appraisal, lock=True)
            track = await tracks.track(session, appraisal.track)
            if not await acts.claim(session, act.actor, "appraisal.close", appraisal.id, act.body.sha256, now):
                return self._stands(appraisal, track, now, await newest(session, minutes_document(appraisal.id)))
            position = await allowed(session, act.actor, "appraisal.close", appraisal.state, now)
            again = appraisal.state is AppraisalState.MINUTES and await self._refused(session, act, appraisal)
            after = appraisal if again else appraisal.close(act.actor.person)
            await writes.decide(session, after, said.conclusion, minutes_document(after.id), now)
            note = "Biên bản bị từ chối, lập lại" if again else ""
            paper = await minutes(session, after, track.facility, said.conclusion, note, now)
            of = await make(self.desk, session, paper, act.actor, now)
            verdict = "met" if after.verdict and after.verdict.met else "not_met"
            await audit.note_act(
                session, now, act.actor, position, "appraisal.close", ("appraisal", after.id), None, verdict=verdict, version=of.version
            )
            await notices.nudge(session, [one.person for one in after.members])
            return self._stands(after, track, now, of)

    async def _refused(self, session: AsyncSession, act: AppraisalAct, appraisal: Appraisal) -> bool:
        """Whether a signer refused the minutes, so that the chair draws them up again. Raises: NotAllowed, Incomplete."""
        if appraisal.seat(act.actor.person) is not Seat.CHAIR:
            raise NotAllowed("", "appraisal.close", appraisal.state)
        of = await newest(session, minutes_document(appraisal.id))
        if not (await documents.chain(session, of.document, of.version)).ended:
            raise Incomplete("biên bản đang chờ ký / the minutes are being signed")
        return True

    @activity.defn(name="appraisal.remind")
    async def remind(self, nudge: Nudge) -> AppraisalStands:
        """Reminds members who have not voted on everything; tells how it stands by the rows."""
        async with self.desk.act() as (session, now):
            appraisal = await self._of(session, nudge.appraisal)
            if appraisal.state is AppraisalState.VOTING:
                late = [one.person for one in appraisal.members if one.person not in appraisal.voted]
                await self._tell(session, "council_remind", appraisal, late, nudge.at.isoformat(), now)
            return self._stands(appraisal, await tracks.track(session, appraisal.track), now)

    async def _tell(self, session: AsyncSession, kind: str, appraisal: Appraisal, told: list[PersonId], key: str, now: datetime) -> None:
        facility = await people.facility(session, (await tracks.track(session, appraisal.track)).facility)
        name = f"{kind}/{appraisal.id}/{key}"
        await notices.tell(session, name, told, kind, f"/appraisals/{appraisal.id}", now, facility=facility.name)

    @staticmethod
    async def finish(desk: Desk, session: AsyncSession, document: Document, now: datetime) -> None:
        """The minutes are signed: the appraisal is closed; a met verdict reports the milestone."""
        appraisal = await queries.appraisal(session, AppraisalId(UUID(document.subject)), desk.policies, lock=True)
        if appraisal.state is not AppraisalState.MINUTES:
            return
        await writes.close(session, appraisal.id, now)
        await audit.note(session, now, None, "appraisal.closed", ("appraisal", appraisal.id))
        if appraisal.verdict and appraisal.verdict.met:
            track = await tracks.track(session, appraisal.track, lock=True)
            version = await documents.version(session, document.id, document.current)
            words = Words(paper=issued(document, version), document=document.id)
            milestone = next((one.code for one in track.milestones if one.kind is Kind.APPRAISAL), "")
            await report(session, track, track, milestone, words, version, now)
