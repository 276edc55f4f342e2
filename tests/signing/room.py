"""The collaborators of the signer's desk, kept in memory, and how the people of these tests sign."""

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from app.devstack.pki.authority import Authority
from app.devstack.pki.profiles import Kind, Profile
from domain.errors import CertificateRefused, PinLocked
from domain.names import PersonId
from signing.credentials import Credential, open_key
from signing.desk import Desk, Subject
from signing.pades import SignatureMark, sign
from signing.pins import Cost, token_secret
from signing.timestamps import TimeStamps
from signing.trust import Trust, der

CHEAP = Cost(memory_kib=64, passes=1)
PEPPER = bytes(range(32))
PIN = "246810"


@dataclass
class Ledger:
    """Five wrong PINs, then locked."""

    tries: dict[PersonId, int] = field(default_factory=dict)

    async def check(self, person: PersonId) -> None:
        if self.tries.get(person, 5) <= 0:
            raise PinLocked("2026-11-21T12:00:00+00:00")

    async def wrong(self, person: PersonId) -> int:
        await asyncio.sleep(0)
        self.tries[person] = self.tries.get(person, 5) - 1
        return self.tries[person]

    async def right(self, person: PersonId) -> None:
        self.tries.pop(person, None)


@dataclass
class Memory:
    """Credentials by owner."""

    kept: dict[str, Credential] = field(default_factory=dict)

    async def of(self, owner: str) -> Credential:
        if owner not in self.kept:
            raise CertificateRefused("missing")
        return self.kept[owner]

    async def keep(self, credential: Credential) -> None:
        self.kept[credential.owner] = credential


@dataclass
class LocalIssuer:
    """The development authority in this process."""

    authority: Authority
    since: datetime | None = None
    days: int = 1095

    async def issue(self, request: bytes, subject: Subject) -> tuple[bytes, ...]:
        profile = Profile(Kind(subject.profile), subject.name, subject.facility, subject.owner, self.days, self.since)
        return self.authority.issue(request, profile), der(self.authority.issuing)


@dataclass
class Room:
    desk: Desk
    authority: Authority
    trust: Trust
    stamps: TimeStamps
    folder: Path

    def credential(self, owner: str) -> Credential:
        kept: dict[str, Credential] = self.desk.credentials.kept  # type: ignore[attr-defined]
        return kept[owner]

    def sign(self, head: bytes, mark: SignatureMark, person: PersonId) -> bytes:
        """`head` with this person's signature, B-B."""
        with open_key(self.desk.tokens, self.credential(str(person)), token_secret(PIN, PEPPER, str(person), CHEAP)) as key:
            return sign(head, mark, key)


def mark_of(step: str, name: str, reason: str, number: int) -> SignatureMark:
    left = 40 + 175 * number
    return SignatureMark(f"{step}-1", name, reason, "Hưng Yên", datetime.now(UTC), (left, 60, left + 165, 110), title=reason)
