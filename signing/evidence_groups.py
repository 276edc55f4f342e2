"""Groups of documents with evidence records in common: one time stamp over thousands, renewed together (RFC 4998 §4–5).

A group is kept whole beside the objects; the evidence record of one document is cut out of it when somebody asks, and
then needs the group no more. A stamp may be shared by several groups: a tree of their trees.
"""

import asyncio
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property

from domain.errors import CertificateRefused, Incomplete, Malformed, NotFound
from signing.complete_stamps import complete
from signing.evidence_records import ArchiveTimeStamp, Chain, EvidenceRecord, archive_time_stamp, renewed_leaf
from signing.hash_trees import SIZES, Digests, HashTree, Reduced
from signing.pades import Stamper
from signing.revocation import Revocation
from signing.signed_data import read_time_stamp
from signing.trust import Trust

GRACE = timedelta(minutes=5)
"""How much older than its time stamp an answer about the stamper may be; a renewal adds a newer one."""


@dataclass(frozen=True)
class Stamped:
    """One time stamp of a group."""

    token: bytes
    """RFC 3161, DER, with what proves its stamper."""
    way: Reduced = ()
    """From the group to the stamped root, where several groups share the stamp."""


@dataclass(frozen=True)
class Era:
    """What one digest algorithm did for a group: a hash tree and its time stamps, one ArchiveTimeStampChain in each record."""

    algorithm: str
    digests: Digests
    """Of the documents; every era has them in the ascending order of the first. Only zeros: the document had left before."""
    stamps: tuple[Stamped, ...] = ()

    def holds(self, place: int) -> bool:
        return any(self.digests[place])

    @cached_property
    def later(self) -> Chain:
        """The archive time stamps after the first: the same for every document."""
        return tuple(archive_time_stamp(self.algorithm, one.way, one.token) for number, one in enumerate(self.stamps) if number)


@dataclass(frozen=True)
class Pending:
    """A group that waits for its next time stamp."""

    eras: tuple[Era, ...]
    trees: tuple[HashTree, ...]
    node: bytes
    """What is to be stamped, by the algorithm of the last era."""

    async def stamp(self, stamper: Stamper, revocation: Revocation) -> "Group":
        """As `stamp_together`, alone."""
        return (await stamp_together((self,), stamper, revocation))[0]

    def stamped(self, stamped: Stamped) -> "Group":
        last = self.eras[-1]
        return Group((*self.eras[:-1], replace(last, stamps=(*last.stamps, stamped))), self.trees)


class Group:
    """Documents whose evidence is renewed together."""

    def __init__(self, eras: tuple[Era, ...], trees: tuple[HashTree, ...] = ()) -> None:
        """`trees` are those of the eras, where they are known; they are made again from the digests otherwise."""
        self.eras = eras
        self._trees = trees

    @property
    def digests(self) -> Digests:
        """Of all documents, by the algorithm of the first era, ascending."""
        return self.eras[0].digests

    @property
    def algorithm(self) -> str:
        """Of the newest tree."""
        return self.eras[-1].algorithm

    @property
    def last(self) -> Stamped:
        """The newest time stamp."""
        return self.eras[-1].stamps[-1]

    @property
    def stamps(self) -> int:
        """Time stamps so far."""
        return sum(len(era.stamps) for era in self.eras)

    def renew_before(self, trust: Trust) -> datetime:
        """When the first certificate in the last stamper's chain ends: after it nobody believes the stamp. Raises: CertificateRefused."""
        data = read_time_stamp(self.last.token).data
        return min(one.not_valid_after_utc for one in trust.chain(data.signer, data.certificates))

    @property
    def members(self) -> list[bytes]:
        """Digests (of the first era) of the documents whose evidence is still renewed."""
        return [digest for place, digest in enumerate(self.digests) if self.eras[-1].holds(place)]

    def record_of(self, digest: bytes) -> EvidenceRecord:
        """The evidence record of a document, by its digest of the first era. Raises: NotFound("digest")."""
        place = self.digests.place(digest)
        if place is None:
            raise NotFound("digest", digest.hex())
        return EvidenceRecord(self._chains(place, len(self.eras)))

    def next_stamp(self) -> Pending:
        """Renewal by time stamp: the next one is over the last, in the same chain (RFC 4998 §5.2)."""
        return Pending(self.eras, self._trees, hashlib.new(self.algorithm, self.last.token).digest())

    def next_tree(self, algorithm: str, digests: Mapping[bytes, bytes]) -> Pending:
        """Renewal by hash tree: a new chain over the documents, hashed anew, and all that proved them before (RFC 4998 §5.2).

        `digests`: digest of the first era → by `algorithm`. A document that is not named is renewed no more; what proved it stays.
        Raises: Malformed for no document, or one that is not renewed any more.
        """
        if not digests or not digests.keys() <= set(self.members):
            raise Malformed("evidence group: other documents")
        size = SIZES[algorithm]
        if any(len(one) != size for one in digests.values()):
            raise Malformed(f"evidence group: digests of {algorithm} expected")
        joined = b"".join(digests.get(one, bytes(size)) for one in self.digests)
        eras = (*self.eras, Era(algorithm, Digests(joined, size)))
        grown = Group(eras, self._known(len(self.eras)))
        trees = grown._known(len(eras))
        return Pending(eras, trees, trees[-1].root)

    async def refreshed(self, revocation: Revocation) -> "Group":
        """The same, its last time stamp with an answer about the stamper from after it, before the next one covers it.

        An authority that answers no more leaves it as it is. Raises: CertificateRefused("revoked"), Malformed.
        """
        try:
            token = await complete(self.last.token, revocation, read_time_stamp(self.last.token).time)
        except CertificateRefused as refused:
            if refused.facts[0] == "revoked":
                raise
            return self
        era = self.eras[-1]
        stamps = (*era.stamps[:-1], replace(self.last, token=token))
        return Group((*self.eras[:-1], replace(era, stamps=stamps)), self._trees)

    def _chains(self, place: int, count: int) -> tuple[Chain, ...]:
        """The chains of a document in the first eras, until it left."""
        found: list[Chain] = []
        for era, tree in zip(self.eras[:count], self._known(count), strict=True):
            if not era.holds(place):
                break
            leaf = _leaf(era, place, found)
            found.append((_first(era, tree, leaf), *era.later))
        return tuple(found)

    def _known(self, count: int) -> tuple[HashTree, ...]:
        """The trees of the first eras, each made once."""
        while len(self._trees) < count:
            made = len(self._trees)
            era = self.eras[made]
            places = (place for place in range(len(era.digests)) if era.holds(place))
            self._trees += (HashTree(era.algorithm, (_leaf(era, place, self._chains(place, made)) for place in places)),)
        return self._trees[:count]


def build(digests: Iterable[bytes], algorithm: str = "sha256") -> Pending:
    """A new group over the digests of documents, in any order. Raises: Malformed."""
    tree = HashTree(algorithm, digests)
    return Pending((Era(algorithm, tree.leaves),), (tree,), tree.root)


async def stamp_together(pending: Sequence[Pending], stamper: Stamper, revocation: Revocation) -> list[Group]:
    """One time stamp for all of these groups, whose last eras have one algorithm.

    Raises: Malformed, Unavailable("timestamps"), CertificateRefused("unknown_issuer" | "revoked" | "status_unknown"), Incomplete.
    """
    algorithms = {one.eras[-1].algorithm for one in pending}
    if len(algorithms) != 1:
        raise Malformed("evidence groups: one digest algorithm expected")
    tree = await asyncio.to_thread(HashTree, algorithms.pop(), (one.node for one in pending))
    token = await stamper.stamp(tree.root)
    stamp = read_time_stamp(token)
    if not stamp.intact or (stamp.algorithm, stamp.imprint) != (tree.algorithm, tree.root):
        raise Incomplete("evidence_stamp_broken")
    token = await complete(token, revocation, stamp.time - GRACE)
    return [one.stamped(Stamped(token, tree.reduced(one.node))) for one in pending]


async def renew_stamps(groups: Iterable[Group], stamper: Stamper, revocation: Revocation) -> list[Group]:
    """Renews groups of one algorithm by one time stamp over all their last ones. Raises: as `stamp_together`."""
    fresh = [await one.refreshed(revocation) for one in groups]
    return await stamp_together([one.next_stamp() for one in fresh], stamper, revocation)


async def renew_tree(group: Group, algorithm: str, digests: Mapping[bytes, bytes], stamper: Stamper, revocation: Revocation) -> Group:
    """Renews a group by a new hash tree, see `Group.next_tree`. Raises: as that and `stamp_together`."""
    fresh = await group.refreshed(revocation)
    pending = await asyncio.to_thread(fresh.next_tree, algorithm, digests)
    return await pending.stamp(stamper, revocation)


def _leaf(era: Era, place: int, before: Sequence[Chain]) -> bytes:
    digest = era.digests[place]
    return renewed_leaf(era.algorithm, digest, before) if before else digest


def _first(era: Era, tree: HashTree, leaf: bytes) -> ArchiveTimeStamp:
    """The archive time stamp that begins a document's chain: up its own tree, then on to the stamped root."""
    below, stamped = tree.reduced(leaf), era.stamps[0]
    above = stamped.way
    if below and above:
        # The first list above names this tree's root, which whoever climbs up from below brings along.
        above = (tuple(one for one in above[0] if one != tree.root), *above[1:])
    return archive_time_stamp(era.algorithm, (*below, *above), stamped.token)
