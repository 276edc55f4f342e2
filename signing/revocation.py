"""Asks authorities whether certificates are still good, keeps their answers while fresh, and refuses the others.

Addresses are taken only from certificates whose chain leads to a trusted root.
"""

import asyncio
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from itertools import pairwise

import aiohttp
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID

from domain.errors import CertificateRefused, Malformed
from signing.fetching import whole
from signing.status import Status, list_status, ocsp_status
from signing.timestamps import utc_now
from signing.trust import Chain, Trust, check_days, load, may_sign

LARGEST = 16 * 1024 * 1024
"""Bytes of an answer: a national authority's list is some MiB."""
SKEW = timedelta(minutes=5)
"""How far an authority's clock may be ahead of ours."""

MOST = 4096
"""Answers kept before old ones are looked for."""
Key = tuple[bytes, str]
"""Fingerprint of the certificate (empty for a list) and the address asked."""


class Revocation:
    """The status of certificates, with its own connections. Use it in one event loop and close it."""

    def __init__(
        self,
        trust: Trust,
        fresh: timedelta = timedelta(minutes=5),
        patience: timedelta = timedelta(seconds=5),
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        """`fresh` is how long an answer is used again without asking."""
        self.trust = trust
        self._fresh = fresh
        self._patience = aiohttp.ClientTimeout(total=patience.total_seconds())
        self._clock = clock
        self._asked: dict[Key, tuple[datetime, asyncio.Task[bytes]]] = {}
        self._session: aiohttp.ClientSession | None = None

    async def check_certificate(self, certificate: bytes, chain: Iterable[bytes] = (), now: datetime | None = None) -> None:
        """Before signing: known issuer, valid today, not revoked.

        Raises: CertificateRefused("revoked" | "expired" | "not_yet_valid" | "unknown_issuer" | "usage" | "status_unknown", since).
        """
        moment = now or self._clock()
        way = self.trust.chain(load(certificate), map(load, chain))
        check_days(way, moment)
        if not may_sign(way[0]):
            raise CertificateRefused("usage", "")
        for status in await self.of_chain(way):
            if status.revoked_at and status.revoked_at <= moment:
                raise CertificateRefused("revoked", status.revoked_at.isoformat())

    async def of_chain(self, chain: Chain, since: datetime | None = None) -> list[Status]:
        """What is said of each certificate below the root. Raises: CertificateRefused("status_unknown")."""
        return list(await asyncio.gather(*(self.of(below, above, since) for below, above in pairwise(chain))))

    async def of(self, certificate: x509.Certificate, issuer: x509.Certificate, since: datetime | None = None) -> Status:
        """The newest status, asked again when what is kept is older than `since` or not fresh: OCSP first, then the list.

        Raises: CertificateRefused("status_unknown").
        """
        for address, is_list in _addresses(certificate):
            try:
                return await self._from(address, is_list, certificate, issuer, since)
            except (Malformed, aiohttp.ClientError, TimeoutError, OSError):
                continue
        raise CertificateRefused("status_unknown", certificate.subject.rfc4514_string())

    async def close(self) -> None:
        for _, answer in self._asked.values():
            answer.cancel()
        if self._session:
            await self._session.close()

    async def _from(
        self, address: str, is_list: bool, certificate: x509.Certificate, issuer: x509.Certificate, since: datetime | None
    ) -> Status:
        read = list_status if is_list else ocsp_status
        key = (b"" if is_list else certificate.fingerprint(SHA256()), address)
        question = None if is_list else ocsp.OCSPRequestBuilder().add_certificate(certificate, issuer, SHA256()).build()
        oldest = max(self._clock() - self._fresh, since or certificate.not_valid_before_utc)
        try:
            answer = await self._answer(key, question.public_bytes(Encoding.DER) if question else None, oldest)
            return self._current(read(answer, certificate, issuer))
        except Malformed:
            self._asked.pop(key, None)
            raise

    async def _answer(self, key: Key, question: bytes | None, oldest: datetime) -> bytes:
        """What was asked since `oldest`, else what is asked now: all who ask at once share one answer, or one silence."""
        asked_at, answer = self._asked.get(key, (oldest, None))
        if answer is None or asked_at < oldest or _failed(answer):
            self._forget()
            answer = asyncio.create_task(self._fetch(key[1], question))
            answer.add_done_callback(_failed)
            self._asked[key] = (self._clock(), answer)
        return await asyncio.shield(answer)

    def _forget(self) -> None:
        """Lets go of what is too old to be used again."""
        if len(self._asked) >= MOST:
            oldest = self._clock() - self._fresh
            self._asked = {key: kept for key, kept in self._asked.items() if kept[0] >= oldest}

    def _current(self, status: Status) -> Status:
        """Raises: Malformed for an answer of another time."""
        now = self._clock()
        if status.at > now + SKEW or status.until < now:
            raise Malformed(f"status: of {status.at.isoformat()}")
        return status

    async def _fetch(self, address: str, question: bytes | None) -> bytes:
        self._session = self._session or aiohttp.ClientSession(timeout=self._patience)
        headers = {"Content-Type": "application/ocsp-request"} if question else None
        async with self._session.request("POST" if question else "GET", address, data=question, headers=headers) as answer:
            return await whole(answer, LARGEST)


def _failed(answer: asyncio.Task[bytes]) -> bool:
    """Whether it ended without an answer; looked at once, so that nobody complains of an error that nobody waited for."""
    return answer.done() and (answer.cancelled() or answer.exception() is not None)


def _addresses(certificate: x509.Certificate) -> list[tuple[str, bool]]:
    """Where to ask, and whether a list comes from there; HTTP only."""
    found: list[tuple[str, bool]] = []
    for extension in certificate.extensions:
        value = extension.value
        if isinstance(value, x509.AuthorityInformationAccess):
            names = [one.access_location for one in value if one.access_method == AuthorityInformationAccessOID.OCSP]
            found += [(name.value, False) for name in names if isinstance(name, x509.UniformResourceIdentifier)]
        if isinstance(value, x509.CRLDistributionPoints):
            named = [name for point in value for name in point.full_name or ()]
            found += [(name.value, True) for name in named if isinstance(name, x509.UniformResourceIdentifier)]
    return sorted((one for one in found if one[0].startswith("http")), key=lambda one: one[1])
