"""The signing room's work that needs no key: late time stamps, and preservation."""

from signing.pades import Stamper, stamp
from signing.preservation import preserve
from signing.revocation import Revocation
from signing.verdicts import Verdict
from signing.verification import verify


class Preservation:
    """Stamps and preserves with the time-stamp services and one source of revocation data."""

    def __init__(self, revocation: Revocation, stamper: Stamper, late: Stamper | None = None) -> None:
        """`late` asks for signatures that waited, which go before what comes now."""
        self.revocation = revocation
        self.stamper = stamper
        self.late = late or stamper

    async def stamp(self, pending: bytes) -> bytes:
        """B-B → B-T of the same length. Raises: Unavailable("timestamps")."""
        return await stamp(pending, self.late)

    async def preserve(self, head: bytes, content: int) -> bytes:
        """B-T → B-LTA, verified; `content`: bytes before the first signature. Raises: Unavailable, CertificateRefused, Incomplete."""
        return await preserve(head, self.revocation, self.stamper, content=content)

    async def judge(self, pdf: bytes) -> Verdict:
        """What a signed file is worth today, by itself: no authority is asked."""
        return await verify(pdf, self.revocation.trust)
