"""The development authority in later years: a stand-in for time-stamp services that do not exist yet, of the same root.

Works on a copy of the authority's folder, so that nothing of a later year ever gets into the real one.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from secrets import randbits
from tempfile import TemporaryDirectory

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp

from app.devstack.pki.authority import Authority
from domain.errors import Malformed
from signing.answers import Place
from signing.revocation import Revocation
from signing.stampers import Link
from signing.timestamps import granted, request
from signing.trust import Trust, der


class NoAuthority(LookupError):
    """There is no development authority in the folder. Arguments: folder."""


class Answers(Revocation):
    """What the authorities of all years say, without a wire."""

    def __init__(self, years: "Years") -> None:
        super().__init__(years.trust, clock=years.clock)
        self._years = years

    async def _fetch(self, place: Place, link: Link) -> bytes:
        return self._years.said(place, link)


class Years:
    """One root, and under it an authority for each time that has come."""

    def __init__(self, folder: Path, now: datetime) -> None:
        self.now = now
        self._folder = folder
        self._every = [Authority(folder, clock=self.clock)]
        self.trust = Trust([der(self._every[0].root)])
        self.revocation = Answers(self)

    def clock(self) -> datetime:
        return self.now

    @property
    def authority(self) -> Authority:
        """The one at work now."""
        return self._every[-1]

    def ends(self) -> datetime:
        """When the first certificate of the present stamper's chain ends."""
        return min(one.not_valid_after_utc for one in (self.authority.stamper, self.authority.issuing, self.authority.root))

    def turn(self, moment: datetime, lasting: datetime) -> None:
        """Goes on to a moment; a stamper that does not last beyond `lasting` has a successor by then."""
        self.now = moment
        if self.ends() <= lasting:
            for name in ("stamper", "issuing", "responder"):
                (self._folder / f"{name}.pem").unlink()
            self._every.append(Authority(self._folder, clock=self.clock))

    async def stamp(self, digest: bytes) -> bytes:
        """A token of the present stamper: `signing.pades.Stamper`."""
        return granted(self.authority.stamp(request(digest, randbits(63) | 1)))

    def said(self, place: Place, link: Link) -> bytes:
        """Raises: Malformed for an issuer that is not of these years."""
        certificate, issuer = link
        if issuer == self.authority.root:
            return self.authority.root_crl()
        found = next((one for one in self._every if one.issuing == issuer), None)
        if found is None:
            raise Malformed(f"another authority: {place.address}")
        return found.crl() if place.is_list else found.ocsp(_question(certificate, issuer))


@contextmanager
def years(authority: Path, now: datetime) -> Iterator[Years]:
    """Of the development authority in this folder. Raises: NoAuthority."""
    if not (authority / "stamper.pem").exists():
        raise NoAuthority(str(authority))
    with TemporaryDirectory(prefix="hsba-years") as folder:
        shutil.copytree(authority, Path(folder) / "pki")
        yield Years(Path(folder) / "pki", now)


def _question(certificate: x509.Certificate, issuer: x509.Certificate) -> bytes:
    return ocsp.OCSPRequestBuilder().add_certificate(certificate, issuer, SHA256()).build().public_bytes(Encoding.DER)
