"""What the signer does behind its door: checks PINs, issues tickets, gives people tokens and certificates."""

import asyncio
from base64 import b64encode
from collections import defaultdict
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from domain.errors import CertificateRefused, PinRefused, StatusUnchecked, WrongState
from domain.names import DocumentId, FacilityId, PersonId, Sha256
from signing.cms import Scheme
from signing.credentials import Credential
from signing.door import Handler
from signing.pins import STANDARD, Cost, organisation_secret, token_secret, well_formed
from signing.pool import Pool
from signing.tickets import Capacity, Reviewed, Tickets, Unchecked
from signing.tokens import KeyKind, SecretRefused, Tokens


class PinLedger(Protocol):
    """Counts wrong PINs, across restarts: tokens themselves never lock."""

    async def check(self, person: PersonId) -> None:
        """Raises: PinLocked."""
        ...

    async def wrong(self, person: PersonId) -> int:
        """Notes a wrong PIN; how many tries are left. Raises: PinLocked when it was the last."""
        ...

    async def right(self, person: PersonId) -> None: ...


class Credentials(Protocol):
    """Remembers whose key is where."""

    async def of(self, owner: str) -> Credential:
        """The newest credential of a person's id or an organisation's code. Raises: CertificateRefused("missing")."""
        ...

    async def keep(self, credential: Credential) -> None: ...


@dataclass(frozen=True)
class Subject:
    """Whom a certificate shall name."""

    owner: str
    """The person's id, or the organisation's code."""
    name: str
    facility: str
    """The facility's name."""
    profile: str
    """Which kind of certificate; the authority's word."""


class Issuer(Protocol):
    """The certificate authority."""

    async def issue(self, request: bytes, subject: Subject) -> tuple[bytes, ...]:
        """The certificate for a PKCS#10 request, then the authorities above it without the root; all DER. Raises: Unavailable."""
        ...


class Trust(Protocol):
    async def check_certificate(self, certificate: bytes, chain: tuple[bytes, ...], now: datetime) -> None:
        """Raises: CertificateRefused."""
        ...


@dataclass
class Desk:
    """The handlers of the door."""

    tokens: Tokens
    tickets: Tickets
    pool: Pool
    pepper: bytes
    pins: PinLedger
    credentials: Credentials
    issuer: Issuer
    clock: Callable[[], datetime]
    trust: Trust
    lifetime: timedelta = timedelta(minutes=5)
    """How long a ticket is good."""
    cost: Cost = STANDARD
    threads: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(4, "pins"))
    one_at_a_time: defaultdict[str, asyncio.Lock] = field(default_factory=lambda: defaultdict(asyncio.Lock))
    """Per owner: else ten guesses at once would count as one, and who enrols twice at once would get two keys."""

    @property
    def handlers(self) -> dict[str, Handler]:
        return {
            "ticket": self.ticket,
            "enrol": self.enrol,
            "enrol_organisation": self.enrol_organisation,
            "change_pin": self.change_pin,
            "status": self.status,
        }

    async def ticket(self, asked: Mapping[str, Any]) -> str:
        """`person, pin, set: [[document, version, content], …], organisation?, unchecked?` → ticket.

        Raises: Malformed for what can be nobody's PIN (no try is lost), PinRefused, PinLocked, CertificateRefused, StatusUnchecked.
        """
        person, unchecked = PersonId(UUID(str(asked["person"]))), Unchecked(asked.get("unchecked", Unchecked.REFUSE))
        reviewed = [
            Reviewed(DocumentId(UUID(str(document))), int(version), Sha256(str(content))) for document, version, content in asked["set"]
        ]
        capacity = await self._open(person, well_formed(asked["pin"]))
        if organisation := str(asked.get("organisation") or ""):
            kept = await self.credentials.of(organisation)
            capacity = Capacity(kept.serial, organisation_secret(self.pepper, organisation), FacilityId(organisation))
        if unchecked is Unchecked.WARN:
            await self._check_known(organisation or str(person))
        capacity = replace(capacity, warned=unchecked is Unchecked.WARNED)
        return self.tickets.issue(person, capacity, reviewed, self.clock() + self.lifetime)

    async def enrol(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """`person, pin, name, facility, profile, kind?, scheme?` → `serial, certificate, chain` (base64).

        Raises: Unavailable, Malformed.
        """
        person, pin = str(UUID(str(asked["person"]))), well_formed(asked["pin"])
        return await self._enrol(person, await self._secret(pin, person), asked)

    async def enrol_organisation(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """`organisation, name, facility, profile, kind?, scheme?` → as enrol. Raises: Unavailable."""
        owner = str(asked["organisation"])
        return await self._enrol(owner, organisation_secret(self.pepper, owner), asked)

    async def change_pin(self, asked: Mapping[str, Any]) -> None:
        """`person, old, new`. Raises: PinRefused, PinLocked, CertificateRefused, Malformed."""
        person, new = PersonId(UUID(str(asked["person"]))), well_formed(asked["new"], "new")
        async with self.one_at_a_time[str(person)]:
            opened = await self._opened(person, well_formed(asked["old"], "old"))
            secret = await self._secret(new, str(person))
            await asyncio.to_thread(self._change, opened.serial, opened.secret, secret)

    async def status(self, _: Mapping[str, Any]) -> dict[str, int]:
        """→ `tokens, spare`."""
        return {"tokens": len(self.tokens.serials), "spare": self.pool.count()}

    async def _open(self, person: PersonId, pin: str) -> Capacity:
        """The person's own key, once the PIN opened it."""
        async with self.one_at_a_time[str(person)]:
            return await self._opened(person, pin)

    async def _opened(self, person: PersonId, pin: str) -> Capacity:
        await self.pins.check(person)
        kept = await self.credentials.of(str(person))
        secret = await self._secret(pin, str(person))
        if not await asyncio.to_thread(self._opens, kept.serial, secret):
            raise PinRefused(await self.pins.wrong(person))
        await self.pins.right(person)
        return Capacity(kept.serial, secret)

    async def _check_known(self, owner: str) -> None:
        """Raises: StatusUnchecked when nobody can say whether the certificate is still good; what is known is the signer's to judge."""
        kept = await self.credentials.of(owner)
        try:
            await self.trust.check_certificate(kept.certificate, kept.chain, self.clock())
        except CertificateRefused as no:
            if no.facts[0] == "status_unknown":
                raise StatusUnchecked(*no.facts[1:]) from no

    async def _check_new(self, owner: str) -> None:
        """Nobody who reaches the door may put another key in the place of one that is there. Raises: WrongState."""
        try:
            await self.credentials.of(owner)
        except CertificateRefused:
            return
        raise WrongState("person.enrol", "enrolled")

    async def _enrol(self, owner: str, secret: str, asked: Mapping[str, Any]) -> dict[str, Any]:
        async with self.one_at_a_time[owner]:
            return await self._enrolled(owner, secret, asked)

    async def _enrolled(self, owner: str, secret: str, asked: Mapping[str, Any]) -> dict[str, Any]:
        kind, scheme = KeyKind(asked.get("kind", KeyKind.P256)), Scheme(asked.get("scheme", Scheme.ECDSA))
        subject = Subject(owner, str(asked["name"]), str(asked["facility"]), str(asked["profile"]))
        await self._check_new(owner)
        spare = self.pool.take(kind)
        try:
            request = await asyncio.to_thread(self._request, spare.serial, spare.secret, subject, scheme)
            certificate, *chain = await self.issuer.issue(request, subject)
        except BaseException:
            self.pool.add([spare])
            raise
        await asyncio.to_thread(self._change, spare.serial, spare.secret, secret)
        await self.credentials.keep(Credential(owner, spare.serial, certificate, tuple(chain), kind, scheme))
        return {"serial": spare.serial, "certificate": _text(certificate), "chain": [_text(above) for above in chain]}

    async def _secret(self, pin: str, person: str) -> str:
        """Derived in threads of its own: slow ones hold up neither the door nor the tokens."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.threads, token_secret, pin, self.pepper, person, self.cost)

    def _opens(self, serial: str, secret: str) -> bool:
        try:
            with self.tokens.open(serial, secret):
                return True
        except SecretRefused:
            return False

    def _request(self, serial: str, secret: str, subject: Subject, scheme: Scheme) -> bytes:
        with self.tokens.open(serial, secret) as token:
            return token.request(subject.name, subject.facility, scheme)

    def _change(self, serial: str, old: str, new: str) -> None:
        with self.tokens.open(serial, old, alone=True) as token:
            token.change_secret(new)


def _text(der: bytes) -> str:
    return b64encode(der).decode()
