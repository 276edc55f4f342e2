"""A track's milestones: declared, reported, accepted or sent back, and what the calendar says of them."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession
from temporalio import activity

from activities.declarations import keep, tell_head
from activities.desk import Body, Desk, allowed, check_above
from activities.documents import Of
from activities.golive_reports import check_decided
from activities.on_behalf import behalves
from activities.tellings import heard, link_of, why_of
from activities.track_councils import council_of
from activities.waiting import check_turn
from domain.calendars import calendar_of
from domain.clock import day
from domain.declarations import Claim, Declaration, check_declarations, check_report
from domain.errors import Incomplete, NotAllowed, OutOfReach
from domain.escalations import Level, raised, rises
from domain.evidence import Evidence
from domain.names import FacilityId, PersonId, TrackId
from domain.on_behalf import OWN
from domain.parts import Kind
from domain.people import Actor, Position
from domain.rights import ABOVE
from domain.roles import Role
from domain.tracks import Calendar, Reminder, Track, apply, next_event
from store.queries import people, plan_editions, plans
from store.queries import tracks as queries
from store.writes import acts, audit, notices
from store.writes import tracks as writes
from store.writes.tracks import Words


@dataclass(frozen=True)
class TrackAct:
    """An act on a track, or on one of its milestones; its words lie on the shelf."""

    actor: Actor
    track: TrackId
    body: Body
    milestone: str = ""


@dataclass(frozen=True)
class Declared:
    declarations: tuple[Declaration, ...]


@dataclass(frozen=True)
class ReportWords:
    done_on: date
    """Of what is not applicable, the day that was said."""
    note: str = ""
    paper: str = ""
    files: tuple[Evidence, ...] = ()
    claim: Claim = Claim.DONE


@dataclass(frozen=True)
class JudgeWords:
    note: str = ""
    paper: str = ""


@dataclass(frozen=True)
class Ring:
    """The calendar's moment has come, by the workflow's clock."""

    track: TrackId
    at: datetime


@dataclass(frozen=True)
class TrackStands:
    """The track as its workflow needs it, the settings that govern it, and the version whose signing begins with this act."""

    track: Track
    calendar: Calendar
    begins: Of | None = None


KINDS = {Level.UNIT_HEAD: "milestone_head", Level.PROVINCE: "milestone_province"}
"""Level → kind of notice, where it is another than the calendar's."""


def track_key(track: TrackId) -> str:
    """The key of every file and paper of one track."""
    return f"track/{track}"


def link(track: TrackId, milestone: str) -> str:
    return f"/tracks/{track}/milestones/{milestone}"


def stands_of(desk: Desk, track: Track, now: datetime, begins: Of | None = None) -> TrackStands:
    care = desk.policies.care(track.facility, day(now))
    return TrackStands(track, calendar_of(care), begins)


async def allowed_on_track(session: AsyncSession, actor: Actor, act: str, track: Track, state: str, now: datetime) -> Position:
    """As `allowed`, for a track the position reaches. Raises: NotAllowed, OutOfReach."""
    position = await allowed(session, actor, act, state, now)
    await check_reach(session, position, act, track)
    return position


async def check_reach(session: AsyncSession, position: Position, act: str, track: Track) -> None:
    """Raises: OutOfReach; NotAllowed when it is judged from elsewhere than the department of health that watches it."""
    if not track.reached_by(position):
        raise OutOfReach("track")
    if act in ABOVE:
        await check_above(session, position, act)
        if not track.watched_by(position):
            raise NotAllowed(position.role, act, "elsewhere")


async def holders(session: AsyncSession, facility: FacilityId, role: Role, now: datetime) -> list[PersonId]:
    """Who holds this role anywhere in the facility today."""
    return [who for who, held, _ in await people.holders(session, facility, day(now)) if held is role]


async def titles(session: AsyncSession, track: TrackId) -> dict[str, str]:
    """Code → what the plan calls the milestone."""
    return (await queries.titles(session, [track]))[track]


async def tell_of(
    session: AsyncSession,
    kind: str,
    track: Track,
    milestone: str,
    told: list[PersonId],
    key: str,
    now: datetime,
    leads: str = "",
    **facts: object,
) -> None:
    """Tells people of a milestone, with its title and the facility's name. `leads`: where to, if not to the milestone."""
    title = (await titles(session, track.id))[milestone]
    facility = (await people.facility(session, track.facility)).name
    named = {"title": title, "facility": facility, **facts}
    await notices.tell(session, f"{kind}/{track.id}/{milestone}/{key}", told, kind, leads or link(track.id, milestone), now, **named)


async def wake(session: AsyncSession, track: Track, now: datetime) -> None:
    """The open inboxes in which a milestone of the track may stand are counted again: the unit's, and the department's."""
    watching = await holders(session, track.department, Role.HEALTH_OFFICER, now)
    unit = [who for role in (Role.ADMINISTRATOR, Role.IT_OFFICER) for who in await holders(session, track.facility, role, now)]
    await notices.nudge(session, (*watching, *unit))


class Tracks:
    """Hands of the track workflow."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @activity.defn(name="track.stands")
    async def stands(self, track: TrackId) -> TrackStands | None:
        """The track as the rows have it; None when there is none."""
        async with self.desk.act() as (session, now):
            if not await queries.exists(session, track):
                return None
            return stands_of(self.desk, await queries.track(session, track), now)

    @activity.defn(name="track.declare")
    async def declare(self, act: TrackAct) -> TrackStands:
        """Khai báo lại: all of what is declared, or none."""
        said = (await self.desk.read(act.body, Declared)).declarations
        async with self.desk.act() as (session, now):
            track = await queries.track(session, act.track, lock=True)
            if await acts.claim(session, act.actor, "track.declare", track.id, act.body.sha256, now):
                check_declarations(said, day(now))
                position = await allowed_on_track(session, act.actor, "track.declare", track, "undeclared", now)
                after = track
                for one in said:
                    after = after.declare(one, act.actor.person, now)
                await writes.change(session, track, after, now)
                await keep(session, act.actor, after, said, await behalves(session, self.desk.policies, position, track), now)
                codes = [one.code for one in said]
                await audit.note_act(session, now, act.actor, position, "track.declare", ("track", track.id), milestones=codes)
                if after.declared:
                    await notices.settle(session, f"plan_declare/{track.plan}/{track.facility}", now)
                    await tell_head(session, after, now)
                await wake(session, track, now)
                track = after
            return stands_of(self.desk, track, now)

    @activity.defn(name="track.report")
    async def report(self, act: TrackAct) -> TrackStands:
        """Done, with a paper or a file that shows it, going live only on a met verdict; or not for this unit, with reason and paper."""
        said = await self.desk.read(act.body, ReportWords)
        async with self.desk.act() as (session, now):
            track = await queries.track(session, act.track, lock=True)
            if await acts.claim(session, act.actor, "track.report", f"{track.id}/{act.milestone}", act.body.sha256, now):
                position = await allowed_on_track(session, act.actor, "track.report", track, track.of(act.milestone).state, now)
                behalf = (await behalves(session, self.desk.policies, position, track)).get(act.milestone, OWN)
                check_report(said.claim, said.done_on, said.note, said.paper, bool(said.files), day(now))
                behalf.check(said.paper, day(now))
                if track.of(act.milestone).kind is Kind.GOLIVE and said.claim is Claim.DONE:
                    await check_decided(session, self.desk.policies, track)
                after = track.report(act.milestone, said.done_on, act.actor.person, now, said.claim)
                await check_turn(session, self.desk.policies, after, act.milestone)
                await writes.change(session, track, after, now)
                words = Words(said.note, said.paper, said.files, on_behalf_of=behalf.unit)
                await writes.report(session, after, act.milestone, words, act.actor.person, act.actor.position, now)
                await _note(session, now, act, position, "track.report", files=[file.sha256 for file in said.files], claim=said.claim)
                officers = await holders(session, track.department, Role.HEALTH_OFFICER, now)
                kind = "milestone_waived" if said.claim is Claim.NOT_APPLICABLE else "milestone_reported"
                await tell_of(session, kind, after, act.milestone, officers, str(after.of(act.milestone).reports), now)
                await wake(session, track, now)
                track = after
            return stands_of(self.desk, track, now)

    @activity.defn(name="track.accept")
    async def accept(self, act: TrackAct) -> TrackStands:
        """Verified from above, never by whoever reported it, nor by a member of the council whose minutes report it."""
        return await self._judge(act, "track.accept", "accepted")

    @activity.defn(name="track.send_back")
    async def send_back(self, act: TrackAct) -> TrackStands:
        """Open again, with the reason."""
        return await self._judge(act, "track.send_back", "sent_back")

    async def _judge(self, act: TrackAct, kind: str, how: str) -> TrackStands:
        said = await self.desk.read(act.body, JudgeWords)
        async with self.desk.act() as (session, now):
            track = await queries.track(session, act.track, lock=True)
            if await acts.claim(session, act.actor, kind, f"{track.id}/{act.milestone}", act.body.sha256, now):
                was = track.of(act.milestone)
                position = await allowed_on_track(session, act.actor, kind, track, was.state, now)
                _check_judgement(track, said, how)
                move = track.accept if how == "accepted" else track.send_back
                council = await council_of(session, self.desk.policies, track, was, how)
                after = move(act.milestone, act.actor.person, now, council)
                if how == "accepted":
                    await check_turn(session, self.desk.policies, after, act.milestone)
                await writes.change(session, track, after, now)
                await writes.judge(session, after, act.milestone, how, act.actor.person, said.note, said.paper, now)
                await _note(session, now, act, position, kind, report=was.reports)
                told = [was.reported_by] if was.reported_by else []
                waived = how == "accepted" and was.claim is Claim.NOT_APPLICABLE
                said_of = "milestone_excused" if waived else f"milestone_{how}"
                await tell_of(session, said_of, after, act.milestone, told, str(was.reports), now)
                await wake(session, track, now)
                track = after
            return stands_of(self.desk, track, now)

    @activity.defn(name="track.remind")
    async def remind(self, ring: Ring) -> TrackStands:
        """Says what the calendar says at this moment, once; a moment that was overtaken says nothing."""
        async with self.desk.act() as (session, now):
            track = await queries.track(session, ring.track, lock=True)
            calendar = stands_of(self.desk, track, now).calendar
            event = next_event(track, calendar, ring.at)
            if event and event.at <= ring.at:
                for reminder in event.reminders:
                    await self._remind(session, track, reminder, event.at, now)
                after = apply(track, event)
                await writes.change(session, track, after, now)
                track = after
            return stands_of(self.desk, track, now)

    async def _remind(self, session: AsyncSession, track: Track, reminder: Reminder, at: datetime, now: datetime) -> None:
        """Whom it means, whoever stands in for them, and further up, with the reason, when nobody of them is there.

        When nobody at all holds an account the timeline says so; the moment is over all the same, or it would ring without end.
        """
        if (level := await self._raised(session, track, reminder, now) if reminder.to else Level.UNIT) is None:
            return
        facts: dict[str, object] = {"due": reminder.due.strftime("%d/%m/%Y"), "days": (day(at) - reminder.due).days}
        found = (await heard(session, [track.facility], track.department, level, now))[track.facility]
        for one in found:
            kind, key = KINDS.get(level, reminder.kind), f"{at.isoformat()}@{level}-{one.level}"
            leads = link_of(one, link(track.id, reminder.code))
            await tell_of(session, kind, track, reminder.code, sorted(one.people), key, now, leads, **facts, **why_of(one))
        act = "track.remind" if (told := sum(len(one.people) for one in found)) else "track.unheard"
        await audit.note(session, now, None, act, ("track", track.id), milestone=reminder.code, kind=reminder.kind, level=level, told=told)

    async def _raised(self, session: AsyncSession, track: Track, reminder: Reminder, now: datetime) -> Level | None:
        """Whom a step of the ladder means by the plan's own chain; None when they heard at an earlier step."""
        calendar = stands_of(self.desk, track, now).calendar
        plan = await plan_editions.words(session, self.desk.policies, await plans.plan(session, track.plan))
        accepted_by = next(spec.accepted_by for spec in await queries.specs(session, track.id) if spec.code == reminder.code)
        assert reminder.to is not None
        return raised(rises(calendar.ladder, calendar.escalate_after), reminder.to, track.own, plan.accepting(accepted_by))


async def _note(session: AsyncSession, now: datetime, act: TrackAct, position: Position, kind: str, **facts: object) -> None:
    await audit.note_act(session, now, act.actor, position, kind, ("track", act.track), None, milestone=act.milestone, **facts)


def _check_judgement(track: Track, said: JudgeWords, how: str) -> None:
    if how == "sent_back" and not said.note.strip():
        raise Incomplete("note: cần nêu lý do trả lại / give a reason")
    if how == "accepted" and track.own and not said.paper.strip():
        raise Incomplete("paper: việc của Sở do cấp tỉnh nghiệm thu, cần ghi văn bản nghiệm thu / name the province's paper")
