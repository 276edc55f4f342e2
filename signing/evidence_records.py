"""Evidence records as they are written: ASN.1 of RFC 4998 appendix A (implicit tags), in DER.

An evidence record proves of one document that it existed at the time of its first archive time stamp, without any other file.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from domain.errors import Malformed
from signing.cms import DIGESTS, Der, sequence, tlv
from signing.hash_trees import Reduced
from signing.signed_data import read_time_stamp

OIDS = {name: Der.of(named).body for name, named in DIGESTS.items()}
"""Digest algorithm → its object identifier, DER."""
VERSION = b"\x02\x01\x01"
SEQUENCE, OCTETS = 0x30, 0x04
ALGORITHM, ATTRIBUTES, REDUCED = 0xA0, 0xA1, 0xA2
"""Tags inside an ArchiveTimeStamp."""
CRYPTO_INFOS = 0xA0
"""Tag inside an EvidenceRecord: hints that nothing protects, not looked at. Encryption, the other optional part, is not understood."""


@dataclass(frozen=True)
class ArchiveTimeStamp:
    """A time stamp over the root of a hash tree, with one leaf's way to that root."""

    der: bytes
    algorithm: str
    """Of the tree."""
    reduced: Reduced
    """Empty when the time stamp is over the leaf itself."""
    token: bytes
    """The field `timeStamp`: what the next renewal by time stamp hashes."""


Chain = tuple[ArchiveTimeStamp, ...]
"""Archive time stamps of one algorithm, each over the time stamp before it."""


@dataclass(frozen=True)
class EvidenceRecord:
    """All archive time stamps of one document, oldest first."""

    chains: tuple[Chain, ...]
    algorithms: tuple[str, ...] = ()
    """What the record itself says it uses; those of its chains when it is made here."""

    @property
    def der(self) -> bytes:
        named = self.algorithms or tuple(dict.fromkeys(chain[0].algorithm for chain in self.chains))
        return sequence(VERSION, sequence(*(DIGESTS[one] for one in named)), sequence_of(self.chains))


def archive_time_stamp(algorithm: str, reduced: Reduced, token: bytes) -> ArchiveTimeStamp:
    """A new one over a leaf that `reduced` leads to the root."""
    partials = b"".join(sequence(*(tlv(OCTETS, one) for one in partial)) for partial in reduced)
    return ArchiveTimeStamp(
        sequence(tlv(ALGORITHM, OIDS[algorithm]), tlv(REDUCED, partials) if reduced else b"", token), algorithm, reduced, token
    )


def sequence_of(chains: Iterable[Chain]) -> bytes:
    """The ArchiveTimeStampSequence of these chains, DER."""
    return sequence(*(sequence(*(one.der for one in chain)) for chain in chains))


def renewed_leaf(algorithm: str, digest: bytes, chains: Iterable[Chain]) -> bytes:
    """The leaf of a renewal by hash tree: H(H(document) ‖ H(chains so far)), in this order (RFC 4998 §5.2 step 4).

    Figure 4 of the RFC sorts the two, against its own text; EU DSS and other validators keep to the text, and so does hsba.
    """
    before = hashlib.new(algorithm, sequence_of(chains)).digest()
    return hashlib.new(algorithm, digest + before).digest()


@lru_cache(maxsize=64)
def read(der: bytes) -> EvidenceRecord:
    """Raises: Malformed."""
    try:
        version, algorithms, *others, chains = _parts(Der.of(der))
        if len(Der.of(der).whole) != len(der) or version.whole != VERSION or any(one.tag != CRYPTO_INFOS for one in others):
            raise Malformed("evidence record: not one of version 1")
        found = tuple(tuple(map(_archive_time_stamp, _parts(chain))) for chain in _parts(chains))
        named = tuple(_algorithm(_parts(one)[0].whole) for one in _parts(algorithms))
    except (ValueError, IndexError) as fault:
        raise Malformed(f"evidence record: {fault}") from fault
    if not found or not all(found):
        raise Malformed("evidence record: an empty chain")
    return EvidenceRecord(found, named)


def _archive_time_stamp(of: Der) -> ArchiveTimeStamp:
    *optional, token = _parts(of)
    parts = {one.tag: one for one in optional}
    if len(parts) != len(optional) or not parts.keys() <= {ALGORITHM, ATTRIBUTES, REDUCED}:
        raise Malformed("evidence record: archive time stamp")
    if ATTRIBUTES in parts and not all(_parts(one) for one in parts[ATTRIBUTES].children):
        raise Malformed("evidence record: attributes")
    named = parts.get(ALGORITHM)
    algorithm = _algorithm(named.children[0].whole) if named else read_time_stamp(token.whole).algorithm
    partials = parts[REDUCED].children if REDUCED in parts else []
    reduced = tuple(tuple(_octets(one) for one in _parts(partial)) for partial in partials)
    return ArchiveTimeStamp(of.whole, algorithm, reduced, token.whole)


def _parts(of: Der) -> list[Der]:
    if of.tag != SEQUENCE:
        raise Malformed("evidence record: sequence expected")
    return of.children


def _octets(of: Der) -> bytes:
    if of.tag != OCTETS:
        raise Malformed("evidence record: hash value")
    return of.body


def _algorithm(encoded: bytes) -> str:
    for name, known in OIDS.items():
        if known == encoded:
            return name
    raise Malformed("evidence record: digest algorithm")
