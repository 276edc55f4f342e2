"""Asks a time-stamp service for RFC 3161 tokens over HTTP, and believes none it has not checked."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from secrets import randbits

import aiohttp

from domain.errors import CertificateRefused, Malformed, Unavailable
from signing.cms import DIGESTS, Der, sequence, tlv
from signing.fetching import whole
from signing.signed_data import TimeStamp, algorithm_of, read_time_stamp
from signing.trust import Trust, check_days, may_stamp

LARGEST = 64 * 1024
"""Bytes of an answer."""
LONGEST_WISH = timedelta(days=1)
"""A service may ask to be left alone so long at most."""


class AskedTooOften(Exception):
    """The service wants to be left alone: HTTP `Retry-After`."""

    def __init__(self, rest: timedelta) -> None:
        super().__init__(f"Retry-After: {rest.total_seconds():.0f}")
        self.rest = rest


def utc_now() -> datetime:
    return datetime.now(UTC)


class TimeStamps:
    """One service; keeps its connections. Use it in one event loop and close it."""

    def __init__(
        self,
        url: str,
        trust: Trust,
        patience: timedelta = timedelta(seconds=5),
        clock: Callable[[], datetime] = utc_now,
        skew: timedelta = timedelta(minutes=5),
    ) -> None:
        """`skew` is how far the service's clock may be from ours."""
        self._url = url
        self._trust = trust
        self._patience = aiohttp.ClientTimeout(total=patience.total_seconds())
        self._clock = clock
        self._skew = skew
        self._session: aiohttp.ClientSession | None = None

    async def stamp(self, digest: bytes) -> bytes:
        """A token, DER, over a digest whose length tells its algorithm (`HASHES`). Raises: Malformed, Unavailable("timestamps")."""
        nonce = randbits(63) | 1
        answer = await self._post(request(digest, nonce))
        try:
            token = granted(answer)
            self._check(read_time_stamp(token), digest, nonce)
        except (Malformed, CertificateRefused) as fault:
            raise Unavailable("timestamps") from fault
        return token

    async def close(self) -> None:
        if self._session:
            await self._session.close()

    async def _post(self, asked: bytes) -> bytes:
        self._session = self._session or aiohttp.ClientSession(timeout=self._patience)
        try:
            async with self._session.post(self._url, data=asked, headers={"Content-Type": "application/timestamp-query"}) as said:
                if said.status in (429, 503) and (wish := said.headers.get("Retry-After", "")).isdecimal():
                    raise AskedTooOften(timedelta(seconds=min(int(wish), LONGEST_WISH.total_seconds())))
                return await whole(said, LARGEST)
        except (aiohttp.ClientError, TimeoutError, OSError, Malformed, AskedTooOften) as fault:
            raise Unavailable("timestamps") from fault

    def _check(self, stamp: TimeStamp, digest: bytes, nonce: int) -> None:
        """Raises: Malformed, CertificateRefused."""
        if stamp.nonce != nonce or stamp.imprint != digest or stamp.algorithm != algorithm_of(digest) or not stamp.intact:
            raise Malformed("time stamp: not the answer to this question")
        if abs(stamp.time - self._clock()) > self._skew:
            raise Malformed(f"time stamp: says {stamp.time.isoformat()}")
        if not may_stamp(stamp.data.signer):
            raise Malformed("time stamp: not a time stamper's certificate")
        check_days(self._trust.chain(stamp.data.signer, stamp.data.certificates), stamp.time)


def request(digest: bytes, nonce: int) -> bytes:
    """TimeStampReq over a digest, with the certificates asked for, DER. Raises: Malformed for a digest of no known length."""
    number = nonce.to_bytes(nonce.bit_length() // 8 + 1, "big")
    return sequence(b"\x02\x01\x01", sequence(DIGESTS[algorithm_of(digest)], tlv(4, digest)), tlv(2, number), b"\x01\x01\xff")


def granted(answer: bytes) -> bytes:
    """The token in a TimeStampResp. Raises: Malformed when the service refused."""
    parts = Der.of(answer).children
    status = parts[0].children[0].body if parts and parts[0].children else b""
    if status not in (b"\x00", b"\x01") or len(parts) != 2:
        raise Malformed("time stamp: refused")
    return parts[1].whole
