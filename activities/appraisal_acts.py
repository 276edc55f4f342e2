"""What every act on an appraisal shares: claimed once, judged on the locked row, its open votes set right, told to the audit."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from activities.desk import Body, Desk, allowed
from activities.documents import Of
from activities.tracks import allowed_on_track
from domain.appraisals import Ground
from domain.clock import clock_time, day
from domain.councils import Appraisal, AppraisalState
from domain.errors import NotAllowed
from domain.names import AppraisalId, DocumentId, PersonId, TrackId
from domain.people import Actor, Position
from domain.roles import Role
from domain.seats import Seat
from domain.tracks import Track
from store.queries import appraisals as queries
from store.queries import people, tracks
from store.queries import signatures as documents
from store.writes import acts, audit, notices
from store.writes import appraisals as writes

T = TypeVar("T")
CALLS = frozenset({Role.ADMINISTRATOR, Role.HEALTH_OFFICER})
"""Who calls a council, each those that their own office sets up."""


@dataclass(frozen=True)
class AppraisalAct:
    """An act on an appraisal; its words lie on the shelf."""

    actor: Actor
    appraisal: AppraisalId
    track: TrackId
    body: Body


@dataclass(frozen=True)
class AppraisalStands:
    """The appraisal as its workflow needs it, and the version whose signing begins with this act."""

    appraisal: AppraisalId
    track: TrackId
    state: AppraisalState
    remind_days: int
    begins: Of | None = None


@dataclass(frozen=True)
class Acting:
    """An act while it is done."""

    session: AsyncSession
    act: AppraisalAct
    appraisal: Appraisal
    """Locked."""
    track: Track
    position: Position
    now: datetime

    @property
    def by(self) -> PersonId:
        return self.act.actor.person


@dataclass(frozen=True)
class Acted:
    """What an act made of the appraisal, for the audit and for the workflow."""

    after: Appraisal
    facts: Mapping[str, object] = field(default_factory=dict)
    begins: Of | None = None


Hand = Callable[[Acting, T], Awaitable[Acted]]


def stands_of(desk: Desk, appraisal: Appraisal, track: Track, now: datetime, begins: Of | None = None) -> AppraisalStands:
    care = desk.policies.care(track.facility, day(now))
    return AppraisalStands(appraisal.id, appraisal.track, appraisal.state, care.remind_after_days, begins)


async def act_on(
    desk: Desk, act: AppraisalAct, kind: str, words: type[T], hand: Hand[T], unit: bool = False, makes: DocumentId | None = None
) -> AppraisalStands:
    """`hand` does it, in one transaction, on the locked track: its evidence belongs to every appraisal of it.

    `unit`: it is the unit's act; else a council's, whatever the post reaches.
    `makes`: the document that a repeated act made already. Raises: NotFound, NotAllowed, OutOfReach, WrongState, and what the hand raises.
    """
    said = await desk.read(act.body, words)
    async with desk.act() as (session, now):
        track = await tracks.track(session, await queries.track_of(session, act.appraisal), lock=True)
        appraisal = await queries.appraisal(session, act.appraisal, desk.policies, lock=True)
        if not await acts.claim(session, act.actor, kind, appraisal.id, act.body.sha256, now):
            begins = await _made(session, makes, act) if makes else None
            return stands_of(desk, appraisal, track, now, begins)
        if unit:
            position = await allowed_on_track(session, act.actor, kind, track, appraisal.state, now)
        else:
            position = await allowed(session, act.actor, kind, appraisal.state, now)
        done = await hand(Acting(session, act, appraisal, track, position, now), said)
        await writes.ballots(session, done.after)
        await audit.note_act(session, now, act.actor, position, kind, ("appraisal", appraisal.id), None, **done.facts)
        return stands_of(desk, done.after, track, now, done.begins)


def check_ground(on: Acting) -> None:
    """Who sets the council up: the facility itself, or the department of health. Raises: NotAllowed."""
    province = on.appraisal.edition.ground is Ground.PROVINCE
    if (on.position.facility == on.track.department) is not province:
        raise NotAllowed(on.position.role, "appraisal.convene", "elsewhere")


def check_calls(on: Acting, act: str) -> None:
    """The chair, the secretary, or whoever calls this council. Raises: NotAllowed."""
    if on.appraisal.seat(on.by) not in (Seat.CHAIR, Seat.SECRETARY):
        if on.position.role not in CALLS or not on.track.reached_by(on.position):
            raise NotAllowed(on.position.role, act, on.appraisal.state)
        check_ground(on)


async def _made(session: AsyncSession, makes: DocumentId, act: AppraisalAct) -> Of | None:
    return Of(makes, await documents.made_under(session, makes, act.actor.request))


async def tell(
    session: AsyncSession, kind: str, appraisal: Appraisal, told: list[PersonId], key: str, now: datetime, **facts: object
) -> None:
    """Tells people of an appraisal, once for each `key`."""
    track = await tracks.track(session, appraisal.track)
    facility = await people.facility(session, track.facility)
    name = f"{kind}/{appraisal.id}/{key}"
    await notices.tell(session, name, told, kind, f"/appraisals/{appraisal.id}", now, facility=facility.name, **facts)


async def invite(
    session: AsyncSession, called: Appraisal, told: list[PersonId], meets_at: datetime | None, held_at: str, now: datetime
) -> None:
    """Members learn that they sit, when and where."""
    when = clock_time(meets_at) if meets_at else ""
    await tell(session, "council_called", called, told, "", now, when=when, where=held_at)
