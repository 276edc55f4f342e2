"""Mail digests: what a person chose, what the administrator sees of them, and the round that sends them.

The row of a person and day is claimed in its own transaction before the letter goes, and settled after. Whoever is killed in between
leaves a claim; the next round after its rest sends the letter again under the same Message-ID: at least once, seen once.
"""

import logging
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from domain.calendars import calendar_of
from domain.clock import Clock, day
from domain.digests import (
    Digest,
    Escalated,
    Line,
    Rhythm,
    check_mail,
    check_rhythm,
    digest,
    is_due,
    newly_above,
    of_province,
    of_unit,
    rhythm_of,
)
from domain.errors import NotFound
from domain.escalations import Level, Rise, risen, rises
from domain.feeds import MOST
from domain.names import FacilityId, PersonId, PlanId
from domain.people import Position, demand, may
from domain.plans import Plan
from domain.policies import PolicyBook
from domain.rights import ROLLOUT
from domain.roles import Role
from services.context import Context
from services.digest_letters import letter
from services.mails import Mailer, Outcome
from store.engine import Sessions
from store.queries import digests as queries
from store.queries import feeds, people, plan_editions, plans, tracks
from store.queries.digests import Letter, Mailed
from store.writes import acts, audit
from store.writes import digests as writes

KEPT = timedelta(days=14)
"""How far back the administrator sees letters."""
FIRST_SINCE = timedelta(days=7)
"""What a first letter tells as new."""
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Choice:
    """What a person has."""

    mail: str
    rhythm: Rhythm
    """Chosen, or what is usual for the roles."""


async def choice(context: Context) -> Choice:
    """One's own address and rhythm."""
    async with context.house.sessions() as session:
        found = await queries.of_person(session, context.position.person)
        held = await people.posts(session, context.position.person, context.today)
    return Choice(found.mail, rhythm_of(found.chosen, [one.position.role for one in held]))


async def choose(context: Context, mail: str, rhythm: str) -> None:
    """Sets one's own. Raises: Malformed, RequestTaken, RequestReused."""
    address, wanted = check_mail(mail), check_rhythm(rhythm)
    who = context.position.person
    async with context.house.sessions.begin() as session:
        if await acts.claim(session, context.actor, "person.digest", who, [address, wanted], context.now):
            await writes.choose(session, who, address, wanted)
            await audit.note_act(session, context.now, context.actor, context.position, "person.digest", ("person", who), rhythm=wanted)


async def listing(context: Context) -> tuple[list[Mailed], list[Letter]]:
    """People of the facility with their addresses by name, and the letters of the last two weeks. Raises: NotAllowed."""
    demand(context.position, "person.enrol", "*", context.today)
    facility, today = context.position.facility, context.today
    async with context.house.sessions() as session:
        here = {one.position.person for one in await people.colleagues(session, facility, today, ROLLOUT)}
        known = await queries.addresses(session, here)
        return sorted(known.values(), key=lambda one: one.name), await queries.letters(session, facility, today - KEPT, today)


async def address(context: Context, person: PersonId, mail: str) -> None:
    """Sets a colleague's address. Raises: NotAllowed, Malformed, NotFound (a stranger), RequestTaken, RequestReused."""
    demand(context.position, "person.enrol", "*", context.today)
    given = check_mail(mail)
    async with context.house.sessions.begin() as session:
        if person not in {one.position.person for one in await people.colleagues(session, context.position.facility, context.today)}:
            raise NotFound("person", person)
        if await acts.claim(session, context.actor, "person.mail", person, given, context.now):
            await writes.address(session, person, given)
            await audit.note_act(session, context.now, context.actor, context.position, "person.mail", ("person", person))


async def send_digests(sessions: Sessions, policies: PolicyBook, mailer: Mailer, clock: Clock, public_url: str) -> int:
    """One round: everybody whose hour has come and whose letter of today is not done. How many were sent."""
    now, sent = clock(), 0
    async with sessions() as session:
        waiting = await queries.to_write(session, ROLLOUT, day(now), now)
    for one in waiting:
        try:
            sent += await _write(sessions, policies, mailer, one, now, public_url)
        except Exception as fault:  # noqa: BLE001 - what is wrong with one letter keeps no other from being sent
            await _failed(sessions, one, fault, now)
    return sent


async def _failed(sessions: Sessions, to: Mailed, fault: Exception, now: datetime) -> None:
    """The administrator sees what was wrong; the letter is tried again as any that failed."""
    log.warning("a digest could not be written: %s", type(fault).__name__)  # its words may name a mailbox, and stand in the row
    async with sessions.begin() as session:
        await writes.claim(session, to.person, day(now), to.mail, now)
        await writes.settle(session, to.person, day(now), "failed", 0, f"{type(fault).__name__}: {fault}", now)


async def _write(sessions: Sessions, policies: PolicyBook, mailer: Mailer, to: Mailed, now: datetime, public_url: str) -> bool:
    today = day(now)
    async with sessions() as session:
        held = [one.position for one in await people.posts(session, to.person, today) if may(one.position.role, "track.read")]
    if not held or not is_due(rhythm_of(to.chosen, [one.role for one in held]), today) or not _is_hour(policies, held[0].facility, now):
        return False
    async with sessions.begin() as session:
        if not await writes.claim(session, to.person, today, to.mail, now):
            return False
    async with sessions() as session:
        made = await _digest(session, policies, to.person, held, today)
    tried = await mailer.send(letter(to, made, mailer.sender, public_url, now)) if made.lines else Outcome()
    state = ("refused" if tried.final else "failed") if tried.fault else "sent" if made.lines else "nothing"
    async with sessions.begin() as session:
        await writes.settle(session, to.person, today, state, len(made.lines), tried.fault, now)
    if tried.fault:
        log.warning("a digest was not sent: %s", tried.fault.split()[0])  # the rest may name a mailbox, and stands in the row
    return state == "sent"


def _is_hour(policies: PolicyBook, facility: FacilityId, now: datetime) -> bool:
    return calendar_of(policies.care(facility, day(now))).moment(day(now)) <= now


async def _digest(session: AsyncSession, policies: PolicyBook, person: PersonId, held: list[Position], today: date) -> Digest:
    since = await queries.last_day(session, person, today) or today - FIRST_SINCE
    lines: list[Line] = []
    for position in held:
        lines += await _lines(session, policies, position, today, since)
    return digest(lines, today)


async def _lines(session: AsyncSession, policies: PolicyBook, position: Position, today: date, since: date) -> list[Line]:
    lines: list[Line] = []
    facility = position.facility
    name = (await people.facility(session, facility)).name
    for track in await tracks.tracks(session, await feeds.tracks_of(session, facility)):
        specs = await tracks.specs(session, track.id)
        plan, ladder = await _plan(session, policies, track.plan), _ladder(policies, facility, today)
        steps = {one.code: [n for n, _ in risen(ladder, track.own, plan.accepting(one.accepted_by))] for one in specs}
        lines += of_unit(track, {one.code: one.title for one in specs}, name, today, since, steps)
    if position.role is Role.HEALTH_OFFICER:
        judge = await feeds.to_judge(session, facility, MOST)
        above = await _passed_up(session, policies, facility, today, since)
        lines += of_province(judge, await queries.late(session, facility, today), above, today)
    return lines


async def _passed_up(session: AsyncSession, policies: PolicyBook, department: FacilityId, today: date, since: date) -> list[Escalated]:
    """What came to the department or above it since the last letter, by the ladder of each unit; a unit's own head is its own matter."""
    ladders = {unit: _ladder(policies, unit, today) for unit in await queries.units(session, department)}
    days = {one.after_days for ladder in ladders.values() for one in ladder}
    found = []
    for one in await queries.long_late(session, department, days, since, today):
        accepts = (await _plan(session, policies, one.plan)).accepting(one.accepted_by)
        steps = [n for n, to in risen(ladders[one.facility], False, accepts) if to is not Level.UNIT_HEAD]
        if newly_above(one.line.due, day(one.opened_at), steps, since, today):
            found.append(one.line)
    return found


def _ladder(policies: PolicyBook, facility: FacilityId, today: date) -> tuple[Rise, ...]:
    calendar = calendar_of(policies.care(facility, today))
    return rises(calendar.ladder, calendar.escalate_after)


async def _plan(session: AsyncSession, policies: PolicyBook, which: PlanId) -> Plan:
    return await plan_editions.words(session, policies, await plans.plan(session, which))
