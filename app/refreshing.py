"""Fetches what authorities say of every certificate in use before the answers kept run out, so that no signature waits for them."""

import asyncio
import logging
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from domain.certificates import ask_again, try_again
from domain.clock import Clock, day
from domain.errors import CertificateRefused
from domain.names import FacilityId
from domain.policies import PolicyBook
from services.certificates import fresh, tell_revoked
from signing.answers import Link
from signing.revocation import Revocation, places
from signing.trust import der, load, may_stamp
from store.engine import Sessions
from store.queries import certificates as queries
from store.queries.certificates import Asked, Holder

AT_ONCE = 4
"""Questions in flight."""
EVERY_SECONDS = 30
MOST = 150
"""Certificates asked about in one round, those due longest first: five a second, whatever number of people there is."""
LOOK_AGAIN = timedelta(minutes=10)
"""How long the list of certificates in use is used before it is read anew."""


@dataclass(frozen=True)
class Watched:
    """A certificate in use, and for how long an answer about it is used."""

    link: Link
    fresh: timedelta


class Refresher:
    """Asks again in time; every round is safe to repeat and to miss."""

    def __init__(self, sessions: Sessions, revocation: Revocation, policies: PolicyBook, clock: Clock) -> None:
        self.sessions = sessions
        self.revocation = revocation
        self.policies = policies
        self.clock = clock
        self._watched: list[Watched] = []
        self._looked: datetime | None = None

    async def round(self) -> int:
        """Asks about whatever is due; how many."""
        now = self.clock()
        if self._looked is None or now - self._looked >= LOOK_AGAIN:
            self._watched, self._looked = await self._in_use(now), now
        due = await self._due(now)
        gate = asyncio.Semaphore(AT_ONCE)
        await asyncio.gather(*(self._ask(gate, one, now) for one in due))
        return len(due)

    async def _in_use(self, now: datetime) -> list[Watched]:
        """Everybody's newest certificate and those above it; and time stampers' once they were asked about."""
        async with self.sessions() as session:
            holders, asked = await queries.holders(session, day(now)), await queries.links(session)
        found: dict[Link, timedelta] = {}
        for holder in holders:
            shortest = fresh(self.policies, holder.facility, now)
            for link in self._links(holder):
                found[link] = min(shortest, found.get(link, shortest))
        usual = fresh(self.policies, FacilityId(""), now)
        for link in ((load(certificate), load(issuer)) for certificate, issuer in asked):
            if may_stamp(link[0]) and link[0].not_valid_after_utc > now:
                found |= {one: usual for one in self._above(link) if one not in found}
        return [Watched(link, shortest) for link, shortest in found.items()]

    def _links(self, holder: Holder) -> Iterable[Link]:
        with suppress(CertificateRefused):
            return pairwise(self.revocation.trust.chain(load(holder.certificate), map(load, holder.chain)))
        return ()

    def _above(self, link: Link) -> Iterable[Link]:
        with suppress(CertificateRefused):
            return (link, *pairwise(self.revocation.trust.chain(link[1])))
        return (link,)

    async def _due(self, now: datetime) -> list[Watched]:
        where = {(place.about, place.address) for one in self._watched for place in places(one.link)}
        async with self.sessions() as session:
            asked = await queries.asked(session, sorted(where))
        times = [(_due_at(one, asked, now), number) for number, one in enumerate(self._watched) if places(one.link)]
        return [self._watched[number] for at, number in sorted(times) if at <= now][:MOST]

    async def _ask(self, gate: asyncio.Semaphore, one: Watched, since: datetime) -> None:
        async with gate:
            try:
                status = await self.revocation.of(*one.link, since)
            except CertificateRefused:
                logging.getLogger(__name__).info("no authority answers for certificate %x", one.link[0].serial_number)
                return
            if status.revoked_at:
                await tell_revoked(self.sessions, der(one.link[0]), status.revoked_at, self.clock)


def _due_at(one: Watched, asked: dict[tuple[str, str], Asked], now: datetime) -> datetime:
    """When this certificate is to be asked about: at once when nobody ever did, later and later when nobody answers."""
    there = [found for place in places(one.link) if (found := asked.get((place.about, place.address)))]
    answered = [(found.asked_at, ask_again(found.asked_at, found.until, one.fresh)) for found in there if found.asked_at and found.until]
    last = max((at for at, _ in answered), default=None)
    missed = [try_again(found.tried_at, found.failures) for found in there if found.failures and (last is None or found.tried_at > last)]
    return max([*(again for _, again in answered), *missed], default=now)
