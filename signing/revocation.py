"""Asks authorities whether certificates are still good, uses the answers kept while they are fresh, and refuses what nobody answers for.

Addresses are taken only from certificates whose chain leads to a trusted root.
"""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

import aiohttp
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID

from domain.errors import CertificateRefused, Malformed
from signing.answers import Answer, Answers, Known, Link, Memory, Place
from signing.fetching import whole
from signing.status import Status, list_status, ocsp_status
from signing.timestamps import utc_now
from signing.trust import Trust, check_days, load, may_sign

LARGEST = 16 * 1024 * 1024
"""Bytes of an answer: a national authority's list is some MiB."""
SKEW = timedelta(minutes=5)
"""How far an authority's clock may be ahead of ours."""
GLANCE = timedelta(seconds=30)
"""How long what is kept is not looked at again: a batch looks once for each certificate."""
QUIET = timedelta(seconds=30)
"""How long an address that did not answer is not asked again: a batch waits for it once."""
MOST = 4096
"""Answers held in memory before those not used of late are let go."""


class Revocation:
    """The status of certificates, with its own connections. Use it in one event loop and close it."""

    def __init__(
        self,
        trust: Trust,
        fresh: timedelta = timedelta(hours=1),
        patience: timedelta = timedelta(seconds=3),
        clock: Callable[[], datetime] = utc_now,
        answers: Answers | None = None,
    ) -> None:
        """`fresh` is how long an answer is used again without asking; `patience` is for one address, and a certificate may name two."""
        self.trust = trust
        self._fresh = fresh
        self._patience = aiohttp.ClientTimeout(total=patience.total_seconds())
        self._clock = clock
        self._answers = answers or Memory()
        self._seen: dict[Place, tuple[datetime, Known]] = {}
        self._asking: dict[Place, asyncio.Task[Answer | None]] = {}
        self._quiet: dict[str, datetime] = {}
        self._session: aiohttp.ClientSession | None = None

    async def check_certificate(
        self, certificate: bytes, chain: Iterable[bytes] = (), now: datetime | None = None, fresh: timedelta | None = None
    ) -> None:
        """Before signing: known issuer, valid today, not revoked.

        Raises: CertificateRefused("revoked" | "expired" | "not_yet_valid" | "unknown_issuer" | "usage" | "status_unknown", since).
        """
        moment = now or self._clock()
        way = self.trust.chain(load(certificate), map(load, chain))
        check_days(way, moment)
        if not may_sign(way[0]):
            raise CertificateRefused("usage", "")
        asked = (self.of(below, above, fresh=fresh) for below, above in pairwise(way))
        said = await asyncio.gather(*asked, return_exceptions=True)
        # A revocation goes first: of one certificate known to be revoked nobody is warned that another's status is unknown.
        for status in said:
            if isinstance(status, Status) and status.revoked_at and status.revoked_at <= moment:
                raise CertificateRefused("revoked", status.revoked_at.isoformat())
        for status in said:
            if isinstance(status, BaseException):
                raise status

    async def of(
        self, certificate: x509.Certificate, issuer: x509.Certificate, since: datetime | None = None, fresh: timedelta | None = None
    ) -> Status:
        """The newest status: from an answer kept that is fresh, else asked anew (OCSP first, then the list).

        Asked `since` a moment, nothing older will do; else, where nobody answers, what the authority said holds until it said it would.
        Raises: CertificateRefused("status_unknown").
        """
        link, now = (certificate, issuer), self._clock()
        oldest = max(now - (self._fresh if fresh is None else fresh), since or certificate.not_valid_before_utc)
        kept = {place: await self._kept(place) for place in places(link)}
        status = await self._newest(link, kept, oldest)
        if status is None and since is None:
            status = next((said for place in kept if (said := self._said(link, place, kept[place].answer))), None)
        status = await self._learnt(link, list(kept), status)
        if status is None:
            # By its number: a subject names a person, and a refusal travels through Temporal.
            raise CertificateRefused("status_unknown", f"{certificate.serial_number:x}")
        return status

    async def _newest(self, link: Link, kept: Mapping[Place, Known], oldest: datetime) -> Status | None:
        """Place by place: what is kept and not older, else what is told now.

        Who was silent since then is not asked while another place has an answer: a signature does not wait for it.
        """
        fresh = {
            place: said
            for place, known in kept.items()
            if known.answer and known.answer.asked_at >= oldest and (said := self._said(link, place, known.answer))
        }
        for place, known in kept.items():
            silent = fresh and known.missed_at and known.missed_at >= oldest
            status = fresh.get(place) or (None if silent else await self._told(link, place))
            if status:
                return status
        return None

    async def close(self) -> None:
        for asked in self._asking.values():
            asked.cancel()
        if self._session:
            await self._session.close()

    async def _kept(self, place: Place) -> Known:
        now = self._clock()
        looked, known = self._seen.get(place, (None, Known()))
        if looked is None or now - looked >= GLANCE:
            known = await self._answers.find(place, known.answer)
            self._see(place, known)
        return known

    def _see(self, place: Place, known: Known) -> None:
        now = self._clock()
        if len(self._seen) >= MOST:
            self._seen = {one: seen for one, seen in self._seen.items() if now - seen[0] < GLANCE}
        self._seen[place] = now, known

    def _said(self, link: Link, place: Place, answer: Answer | None) -> Status | None:
        """What this answer says, when it is of our time."""
        said = _readable(place, answer, link)
        return said if said and self._is_current(said) else None

    async def _told(self, link: Link, place: Place) -> Status | None:
        """What is answered there now."""
        if self._quiet.get(place.address, self._clock()) > self._clock():
            return None
        return self._said(link, place, await asyncio.shield(self._asking.get(place) or self._ask(place, link)))

    async def _learnt(self, link: Link, every: Sequence[Place], status: Status | None) -> Status | None:
        """A revocation that was told once stands, also where its answer has run out, until somebody says otherwise later."""
        if status and status.revoked_at:
            return status
        for place in every:
            said = _readable(place, (await self._kept(place)).answer, link)
            if said and said.revoked_at and (status is None or said.at >= status.at):
                return said
        return status

    def _ask(self, place: Place, link: Link) -> asyncio.Task[Answer | None]:
        """All who ask at once share one answer, or one silence."""
        asked = asyncio.create_task(self._asked(place, link))
        self._asking[place] = asked
        asked.add_done_callback(lambda _: self._end(place, asked))
        return asked

    def _end(self, place: Place, asked: asyncio.Task[Answer | None]) -> None:
        self._asking.pop(place, None)
        if not asked.cancelled():
            asked.exception()  # looked at once, so that nobody complains of an error that nobody waited for

    async def _asked(self, place: Place, link: Link) -> Answer | None:
        """What was said is judged before it is kept."""
        asked_at = self._clock()
        try:
            der = await self._fetch(place, link)
            status = read(place, der, link)
            if not self._is_current(status):
                raise Malformed(f"status: of {status.at.isoformat()}")
        except Malformed:
            await self._answers.missed(place, link, asked_at)
            self._see(place, Known((await self._kept(place)).answer, asked_at))
            return None
        new = Answer(der, status.at, status.until, status.revoked, asked_at)
        kept = await self._answers.keep(place, link, new)
        self._see(place, Known(kept))
        return kept if kept.until >= asked_at else new

    def _is_current(self, status: Status) -> bool:
        """Whether an answer is of our time."""
        now = self._clock()
        return status.at <= now + SKEW and now <= status.until

    async def _fetch(self, place: Place, link: Link) -> bytes:
        """Raises: Malformed, and the address is left in peace for a while."""
        self._session = self._session or aiohttp.ClientSession(timeout=self._patience)
        question = None if place.is_list else ocsp.OCSPRequestBuilder().add_certificate(*link, SHA256()).build().public_bytes(Encoding.DER)
        headers = {"Content-Type": "application/ocsp-request"} if question else None
        try:
            async with self._session.request("POST" if question else "GET", place.address, data=question, headers=headers) as answer:
                return await whole(answer, LARGEST)
        except (Malformed, aiohttp.ClientError, TimeoutError, OSError) as fault:
            self._quiet[place.address] = self._clock() + QUIET
            raise Malformed(f"silent: {place.address}") from fault


def read(place: Place, der: bytes, link: Link) -> Status:
    """What an answer from there says of the first of these certificates. Raises: Malformed."""
    return (list_status if place.is_list else ocsp_status)(der, *link)


def _readable(place: Place, answer: Answer | None, link: Link) -> Status | None:
    try:
        return read(place, answer.der, link) if answer else None
    except Malformed:
        return None


def places(link: Link) -> list[Place]:
    """Where a certificate says to ask, OCSP first; HTTP only."""
    certificate, issuer = link
    found: list[tuple[str, bool]] = []
    for extension in certificate.extensions:
        value = extension.value
        if isinstance(value, x509.AuthorityInformationAccess):
            names = [one.access_location for one in value if one.access_method == AuthorityInformationAccessOID.OCSP]
            found += [(name.value, False) for name in names if isinstance(name, x509.UniformResourceIdentifier)]
        if isinstance(value, x509.CRLDistributionPoints):
            named = [name for point in value for name in point.full_name or ()]
            found += [(name.value, True) for name in named if isinstance(name, x509.UniformResourceIdentifier)]
    asked = sorted((one for one in found if one[0].startswith("http")), key=lambda one: one[1])
    return [Place((issuer if is_list else certificate).fingerprint(SHA256()).hex(), address, is_list) for address, is_list in asked]
