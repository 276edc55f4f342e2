"""What the signer keeps in the database: wrong PINs, and whose key is where."""

from datetime import timedelta

from domain.clock import Clock, day
from domain.errors import CertificateRefused, PinLocked
from domain.names import FacilityId, PersonId
from domain.policies import PolicyBook
from signing.cms import Scheme
from signing.credentials import Credential
from signing.tokens import KeyKind
from store.engine import Sessions
from store.queries import people
from store.writes import people as writes


class PinRows:
    """Wrong PINs in a row; locked for a while after the policy's number of tries, also across a restart."""

    def __init__(self, sessions: Sessions, policies: PolicyBook, clock: Clock) -> None:
        self.sessions = sessions
        self.policies = policies
        self.clock = clock
        self.tried: set[PersonId] = set()
        """Who has wrong tries to forget: most people have none, and then nothing is written."""

    async def check(self, person: PersonId) -> None:
        async with self.sessions() as session:
            tried = await people.attempt(session, _key(person))
        if tried:
            self.tried.add(person)
        if tried and tried.locked_until and tried.locked_until > self.clock():
            raise PinLocked(tried.locked_until.isoformat())

    async def wrong(self, person: PersonId) -> int:
        now = self.clock()
        async with self.sessions.begin() as session:
            posts = await people.posts(session, person, day(now))
            facility = posts[0].position.facility if posts else FacilityId("")
            care = self.policies.care(facility, day(now))
            lock = timedelta(minutes=care.pin_lock_minutes)
            tried = await writes.wrong(session, _key(person), care.pin_tries, lock, now)
        if tried.locked:
            raise PinLocked(tried.locked.isoformat())
        return tried.left

    async def right(self, person: PersonId) -> None:
        if person not in self.tried:
            return
        self.tried.discard(person)
        async with self.sessions.begin() as session:
            await writes.right(session, _key(person))


def _key(person: PersonId) -> str:
    return f"pin/{person}"


class CredentialRows:
    """The newest key of each owner."""

    def __init__(self, sessions: Sessions, clock: Clock) -> None:
        self.sessions = sessions
        self.clock = clock

    async def of(self, owner: str) -> Credential:
        async with self.sessions() as session:
            row = await people.credential(session, owner)
        if row is None:
            raise CertificateRefused("missing")
        return Credential(row.owner, row.serial, row.certificate, tuple(row.chain), KeyKind(row.kind), Scheme(row.scheme))

    async def keep(self, credential: Credential) -> None:
        c = credential
        async with self.sessions.begin() as session:
            await writes.credential(session, c.owner, c.serial, c.kind, c.scheme, c.certificate, c.chain, self.clock())
