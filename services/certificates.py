"""Certificates in use: who is warned of their end or revocation, and how they stand."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.care import UnknownStatus
from domain.certificates import threshold
from domain.clock import Clock, day
from domain.names import FacilityId, PersonId
from domain.policies import PolicyBook
from services.context import Context
from signing.tickets import Unchecked
from signing.trust import load
from store.engine import Sessions
from store.queries import certificates as queries
from store.queries.certificates import Holder
from store.writes import notices

NAMED = 3
"""Holders an administrator is told by name in one notice; more are counted."""
MINE, THEIRS = "/me", "/people"


@dataclass(frozen=True)
class Ending:
    """A certificate whose end is told: `due` days before it, or 0 once it is over."""

    holder: Holder
    ends: date
    due: int


@dataclass(frozen=True)
class Census:
    """How the certificates in use stand."""

    people: int
    organisations: int
    ending: int
    """End within the first warning of their facility's settings."""
    ended: int
    revoked: int
    silent: int
    """Addresses of authorities that did not answer when last asked."""


def ends(certificate: bytes) -> datetime:
    return load(certificate).not_valid_after_utc


async def warn_of_endings(sessions: Sessions, policies: PolicyBook, clock: Clock) -> int:
    """Tells holders and administrators of every end that is near or past; told twice, it counts once. How many ends."""
    now = clock()
    async with sessions.begin() as session:
        found = _endings(await queries.holders(session, day(now)), policies, now)
        together: dict[tuple[FacilityId, date, int], set[str]] = defaultdict(set)
        for one in found:
            holder, facts = one.holder, _facts(one, day(now))
            together[holder.facility, one.ends, one.due].add(holder.name)
            if holder.person:
                key = f"certificate/{load(holder.certificate).serial_number:x}/{one.due}"
                await notices.tell(session, key, [holder.person], _kind(one.due), MINE, now, **facts)
        for (facility, last, due), names in together.items():
            told = await queries.administrators(session, facility, day(now))
            facts = {"day": f"{last:%d/%m/%Y}", "n": (last - day(now)).days, "who": _named(names)}
            await notices.tell(session, f"certificates/{facility}/{last}/{due}", told, f"{_kind(due)}_of", THEIRS, now, **facts)
    return len(found)


def _endings(holders: Iterable[Holder], policies: PolicyBook, now: datetime) -> list[Ending]:
    found = []
    for holder in holders:
        until = ends(holder.certificate)
        due = threshold(day(until), day(now), policies.care(holder.facility, day(now)).certificate_warn_days)
        if until < now or due is not None:
            found.append(Ending(holder, day(until), 0 if until < now else due or 0))
    return found


def _kind(due: int) -> str:
    return "certificate_ending" if due else "certificate_ended"


def _facts(one: Ending, today: date) -> dict[str, object]:
    return {"day": f"{one.ends:%d/%m/%Y}", "n": (one.ends - today).days}


def _named(names: Iterable[str]) -> str:
    """`Lê Thị Thu Hương, Trần Văn Bình (+2)`."""
    every = sorted(names)
    return ", ".join(every[:NAMED]) + (f" (+{len(every) - NAMED})" if len(every) > NAMED else "")


async def tell_revoked(sessions: Sessions, certificate: bytes, since: datetime, clock: Clock) -> None:
    """Tells whoever holds this certificate, and their administrators, that it is revoked."""
    now = clock()
    async with sessions.begin() as session:
        for holder in await queries.holders(session, day(now)):
            if holder.certificate != certificate:
                continue
            key, facts = f"certificate_revoked/{load(certificate).serial_number:x}", {"day": f"{day(since):%d/%m/%Y}"}
            if holder.person:
                await notices.tell(session, key, [holder.person], "certificate_revoked", MINE, now, **facts)
            told = await queries.administrators(session, holder.facility, day(now))
            await notices.tell(session, f"{key}/{holder.facility}", told, "certificate_revoked_of", THEIRS, now, **facts, who=holder.name)


async def census(sessions: Sessions, policies: PolicyBook, clock: Clock) -> Census:
    """Counts each certificate once."""
    now = clock()
    async with sessions() as session:
        holders = {one.owner: one for one in await queries.holders(session, day(now))}
        revoked, silent = await queries.answered(session)
    found = _endings(holders.values(), policies, now)
    people: set[PersonId] = {one.person for one in holders.values() if one.person}
    over = sum(not one.due for one in found)
    return Census(len(people), len(holders) - len(people), len(found) - over, over, revoked, silent)


async def own(context: Context) -> datetime | None:
    """When one's own certificate ends; None when there is none."""
    async with context.house.sessions() as session:
        certificate = await queries.own(session, context.position.person)
    return ends(certificate) if certificate else None


def unchecked(context: Context, warned: bool) -> Unchecked:
    """What the acting facility wants when nobody can say whether a certificate is still good."""
    care = context.house.policies.care(context.position.facility, context.today)
    if care.unknown_status is UnknownStatus.REFUSE:
        return Unchecked.REFUSE
    return Unchecked.WARNED if warned else Unchecked.WARN


def fresh(policies: PolicyBook, facility: FacilityId, now: datetime) -> timedelta:
    """How long an authority's answer is used there without asking again."""
    return timedelta(minutes=policies.care(facility, day(now)).status_fresh_minutes)
