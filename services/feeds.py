"""Calendar feeds: a person makes, renews and revokes a secret address; whoever knows it reads that one calendar and nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from secrets import token_urlsafe

from sqlalchemy.ext.asyncio import AsyncSession

from activities.tracks import check_reach
from domain.clock import day
from domain.errors import NotFound, Refusal
from domain.feeds import MOST, MOST_READS, Column, Entry, Feed, FeedKind, Stamped, feed_of, of_columns, of_reports, of_track, within
from domain.names import TrackId
from domain.people import Position, demand
from domain.policies import PolicyBook
from domain.roles import Role
from services import access
from services import tracks as track_services
from services.context import Context, House
from services.ical import calendar
from services.people import hashed
from store.queries import feeds as queries
from store.queries import people, plans, tracks
from store.queries.feeds import FeedLine
from store.queries.waiting import with_others
from store.writes import acts, audit
from store.writes import feeds as writes


@dataclass(frozen=True)
class Read:
    """A calendar as it was asked for."""

    content: bytes
    """Empty when it was read too often."""
    etag: str = ""


async def mine(context: Context) -> list[FeedLine]:
    """The calendars of the acting position that can be read. Raises: NotAllowed."""
    demand(context.position, "track.read", "*", context.today)
    async with context.house.sessions() as session:
        return await queries.of_position(session, context.position.id)


async def subjects(context: Context, asked: TrackId | None = None) -> list[tuple[TrackId, str, str]]:
    """Tracks a calendar can be made of, the one asked for among them: with facility and title of the plan. Raises: as `access.track`."""
    found = [(one.track, one.facility_name, one.plan_title) for one in await track_services.mine(context)]
    async with context.house.sessions() as session:
        if asked and asked not in {one for one, _, _ in found}:
            track = await access.track(session, context, asked)
            plan = (await plans.plan(session, track.plan)).title
            found.insert(0, (asked, (await people.facility(session, track.facility)).name, plan))
    return found


async def make(context: Context, kind: FeedKind, track: TrackId | None = None) -> str:
    """A new secret for the calendar; the one before is void. Empty for a repeated request: it is told once and not kept.

    Raises: NotAllowed, OutOfReach, NotFound, RequestTaken, RequestReused.
    """
    feed, secret = await _mine(context, kind, track), token_urlsafe(32)
    async with context.house.sessions.begin() as session:
        if not await acts.claim(session, context.actor, "feed.make", feed.id, "", context.now):
            return ""
        await writes.make(session, feed, hashed(secret), context.now)
        await _note(session, context, "feed.make", feed)
    return secret


async def revoke(context: Context, kind: FeedKind, track: TrackId | None = None) -> None:
    """From now on nobody reads it. Raises: NotAllowed, NotFound, RequestTaken, RequestReused."""
    feed = feed_of(context.position.id, kind, track)
    async with context.house.sessions.begin() as session:
        if await acts.claim(session, context.actor, "feed.revoke", feed.id, "", context.now):
            if not await writes.revoke(session, feed.id, context.now):
                raise NotFound("feed", feed.id)
            await _note(session, context, "feed.revoke", feed)


async def _mine(context: Context, kind: FeedKind, track: TrackId | None) -> Feed:
    """Raises: NotAllowed, OutOfReach, NotFound."""
    demand(context.position, "track.read", "*", context.today)
    if kind is FeedKind.TRACK:
        if track is None:
            raise NotFound("track", "")
        async with context.house.sessions() as session:
            await access.track(session, context, track)
    return feed_of(context.position.id, kind, track if kind is FeedKind.TRACK else None)


async def _note(session: AsyncSession, context: Context, act: str, feed: Feed) -> None:
    of = ("feed", feed.id)
    await audit.note_act(session, context.now, context.actor, context.position, act, of, None, of=feed.kind, track=feed.track or "")


async def read(house: House, secret: str, address: str) -> Read:
    """The calendar of this secret. `address` is what the house is reached by.

    Raises: NotFound for a secret that is unknown, revoked, or of a position that is held no more.
    """
    now = house.clock()
    async with house.sessions.begin() as session:
        feed = await queries.known(session, hashed(secret), now)
        if feed is None:
            raise NotFound("feed", "")
        if not await writes.read(session, feed.id, MOST_READS, now):
            return Read(b"")
        try:
            name, entries = await _shown(session, house.policies, feed, day(now))
        except Refusal as no:
            raise NotFound("feed", "") from no  # the position lost its right since; whoever holds the address is told no more
        content = calendar(name, await _stamped(session, feed, entries, now), house.public_url or address)
    return Read(content, sha256(content).hexdigest())


async def _shown(session: AsyncSession, policies: PolicyBook, feed: Feed, today: date) -> tuple[str, list[Entry]]:
    position, which = await people.post(session, feed.position), feed.track
    demand(position, "track.read", "*", today)
    if which:
        track = await tracks.track(session, which)
        await check_reach(session, position, "track.read", track)
        facility = (await people.facility(session, track.facility)).name
        return f"Lộ trình: {facility}", within(await _of_tracks(session, policies, [which], today), today)
    entries = await _of_tracks(session, policies, await queries.tracks_of(session, position.facility), today)
    if position.role is Role.HEALTH_OFFICER:
        entries += await _of_province(session, position, today)
    unit = (await people.facility(session, position.facility)).name
    return f"Kế hoạch hồ sơ bệnh án điện tử: {unit}", within(entries, today)


async def _of_tracks(session: AsyncSession, policies: PolicyBook, which: list[TrackId], today: date) -> list[Entry]:
    found: list[Entry] = []
    for track in await tracks.tracks(session, which):
        specs = await tracks.specs(session, track.id)
        facility = (await people.facility(session, track.facility)).name
        plan = await plans.plan(session, track.plan)
        found += of_track(await with_others(session, policies, plan, track), specs, facility, plan.title, today)
    return found


async def _of_province(session: AsyncSession, position: Position, today: date) -> list[Entry]:
    columns = [
        Column(one.plan, one.plan_title, one.code, one.title, one.days, one.accepted, one.total)
        for one in await queries.columns(session, position.facility)
    ]
    reports = await queries.to_judge(session, position.facility, MOST)
    return [*of_columns(columns, today), *of_reports(reports)]


async def _stamped(session: AsyncSession, feed: Feed, entries: Iterable[Entry], now: datetime) -> list[Stamped]:
    """Each with the number of its changes: one more where it reads otherwise than it was last told."""
    before, moment = await queries.told(session, feed.id), now.replace(microsecond=0)
    found, changed = [], []
    for one in entries:
        digest, sequence, at = before.get(one.uid, ("", -1, moment))
        same = digest == one.digest
        found.append(Stamped(one, sequence if same else sequence + 1, at if same else moment))
        changed += [] if same else [found[-1]]
    await writes.tell(session, feed.id, changed)
    return found
