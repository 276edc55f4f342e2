"""The signing room's work that needs no key: late time stamps, and preservation."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from signing.evidence_groups import Group, Pending, renew_stamps, renew_tree, stamp_together
from signing.evidence_records import EvidenceRecord
from signing.evidence_verification import DigestOf
from signing.evidence_verification import verify as verify_evidence
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

    async def prove(self, pending: Sequence[Pending]) -> list[Group]:
        """One time stamp for new evidence groups or new trees of old ones. Raises: as `stamp_together`.

        It asks like whoever signs now: what waited for its stamp goes before.
        """
        return await stamp_together(pending, self.stamper, self.revocation)

    async def prove_again(self, groups: Sequence[Group]) -> list[Group]:
        """One further time stamp over the last ones of these groups. Raises: as `stamp_together`."""
        return await renew_stamps(groups, self.stamper, self.revocation)

    async def prove_anew(self, group: Group, algorithm: str, digests: Mapping[bytes, bytes]) -> Group:
        """A new hash tree by another algorithm. Raises: as `renew_tree`."""
        return await renew_tree(group, algorithm, digests, self.stamper, self.revocation)

    def proves(self, record: EvidenceRecord, document: DigestOf, now: datetime) -> bool:
        """Whether an evidence record proves a document now, by itself."""
        return verify_evidence(record.der, document, self.revocation.trust, now).valid

    def ends(self, group: Group) -> datetime:
        """When the group's last time stamp is believed no more."""
        return group.renew_before(self.revocation.trust)

    async def renew(self, preserved: bytes, content: int) -> bytes:
        """B-LTA → B-LTA with a further archive time stamp in the file. Raises: as `preserve`."""
        return await preserve(preserved, self.revocation, self.stamper, renew=True, content=content)

    async def judge(self, pdf: bytes) -> Verdict:
        """What a signed file is worth today, by itself: no authority is asked."""
        return await verify(pdf, self.revocation.trust)
