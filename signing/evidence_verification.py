"""Says of an evidence record whether it proves a document, since when, and what is wrong with it (RFC 4998 §4.3, §5.3)."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from cryptography.x509.oid import NameOID

from domain.errors import CertificateRefused, Malformed
from signing.complete_stamps import proof_in
from signing.evidence_records import ArchiveTimeStamp, Chain, EvidenceRecord, read, renewed_leaf
from signing.findings import Finding
from signing.hash_trees import Reduced, root_of
from signing.signed_data import TimeStamp, read_time_stamp
from signing.stampers import kept_status, stamper_trusted
from signing.trust import Trust, part_of

DigestOf = Callable[[str], bytes]
"""Gives the document's digest by an algorithm."""


@dataclass(frozen=True)
class EvidenceStamp:
    """One archive time stamp."""

    chain: int
    """Number of its chain, from 1: each but the first begins with a renewal by hash tree."""
    algorithm: str
    at: datetime | None
    stamper: str
    intact: bool
    trusted: bool


@dataclass(frozen=True)
class EvidenceVerdict:
    """What an evidence record is worth; plain values, ready for JSON."""

    valid: bool
    proven_at: datetime | None
    """The document is proved to have existed then, unchanged since; None unless valid."""
    stamps: tuple[EvidenceStamp, ...] = ()
    findings: tuple[Finding, ...] = ()


def digest_of(document: bytes) -> DigestOf:
    return lambda algorithm: hashlib.new(algorithm, document).digest()


def verify(record: bytes, document: DigestOf, trust: Trust, now: datetime) -> EvidenceVerdict:
    """Never raises for a bad record: it says so. Reaches no network: what the record does not carry is not known."""
    try:
        return _Judge(read(record), document, trust, now).verdict()
    except Malformed:
        return EvidenceVerdict(False, None, findings=(Finding("evidence_malformed"),))


class _Judge:
    """Judges one record at one moment. Archive time stamps are counted through all chains, from 1."""

    def __init__(self, record: EvidenceRecord, document: DigestOf, trust: Trust, now: datetime) -> None:
        self._record, self._document, self._trust, self._now = record, document, trust, now
        self._findings: list[Finding] = []
        self._stamps = [_stamp(one) for chain in record.chains for one in chain]

    def verdict(self) -> EvidenceVerdict:
        self._look_at_times()
        stamps: list[EvidenceStamp] = []
        for number, chain in enumerate(self._record.chains):
            self._look_at_first(chain, number, len(stamps))
            for archived, before in zip(chain, (None, *chain), strict=False):
                stamps.append(self._archived(archived, before, chain[0].algorithm, len(stamps), number + 1))
        if not {chain[0].algorithm for chain in self._record.chains} <= set(self._record.algorithms):
            self._find("evidence_algorithm", len(stamps) - 1)
        valid = not any(one.fatal for one in self._findings)
        return EvidenceVerdict(valid, stamps[0].at if valid else None, tuple(stamps), tuple(self._findings))

    def _look_at_first(self, chain: Chain, number: int, at: int) -> None:
        """The first list of a chain's first tree holds the document, and all chains before it."""
        first = chain[0]
        leaf = self._document(first.algorithm)
        if number:
            leaf = renewed_leaf(first.algorithm, leaf, self._record.chains[:number])
        if leaf not in self._covered(first):
            self._find("evidence_chain_changed" if number and self._is_of_document else "evidence_other_document", at)

    @property
    def _is_of_document(self) -> bool:
        first = self._record.chains[0][0]
        return self._document(first.algorithm) in self._covered(first)

    def _covered(self, archived: ArchiveTimeStamp) -> tuple[bytes, ...]:
        """What a time stamp is over, as its tree says; the imprint itself where there is no tree."""
        if archived.reduced:
            return archived.reduced[0]
        stamp = _stamp(archived)
        return (stamp.imprint,) if stamp else ()

    def _archived(self, archived: ArchiveTimeStamp, before: ArchiveTimeStamp | None, algorithm: str, at: int, chain: int) -> EvidenceStamp:
        stamp = self._stamps[at]
        if before and hashlib.new(algorithm, before.token).digest() not in self._covered(archived):
            self._find("evidence_link_broken", at)
        if archived.algorithm != algorithm or (stamp and stamp.algorithm != algorithm):
            self._find("evidence_algorithm", at)
        if not stamp or not stamp.intact:
            self._find("evidence_stamp_broken", at)
            return EvidenceStamp(chain, archived.algorithm, stamp.time if stamp else None, "", intact=False, trusted=False)
        if _root(archived.reduced, archived.algorithm) not in (None, stamp.imprint):
            self._find("evidence_tree_broken", at)
        name = part_of(stamp.data.signer, NameOID.COMMON_NAME)
        return EvidenceStamp(chain, archived.algorithm, stamp.time, name, True, self._trusted(stamp, archived, at))

    def _trusted(self, stamp: TimeStamp, archived: ArchiveTimeStamp, at: int) -> bool:
        """Good until the next one, or until now: only then is it renewed in time."""
        later = [one.time for one in self._stamps[at + 1 :] if one]
        try:
            proof = proof_in(archived.token)
            chain = self._trust.chain(stamp.data.signer, stamp.data.certificates)
            trusted = stamper_trusted(stamp, self._trust, proof, later[0] if later else self._now)
        except (Malformed, CertificateRefused):
            trusted = False
        if not trusted:
            self._find("evidence_stamp_untrusted", at)
        elif not all(kept_status(proof, link, stamp.time) for link in pairwise(chain)):
            self._find("evidence_status_unknown", at)
        return trusted

    def _look_at_times(self) -> None:
        for at, (earlier, later) in enumerate(pairwise(self._stamps), 1):
            if earlier and later and later.time < earlier.time:
                self._find("evidence_time_order", at)

    def _find(self, code: str, at: int) -> None:
        self._findings.append(Finding(code, (str(at + 1),)))


def _stamp(archived: ArchiveTimeStamp) -> TimeStamp | None:
    try:
        return read_time_stamp(archived.token)
    except Malformed:
        return None


def _root(reduced: Reduced, algorithm: str) -> bytes | None:
    """None where there is no tree."""
    try:
        return root_of(reduced, algorithm) if reduced else None
    except Malformed:
        return b""
