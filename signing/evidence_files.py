"""How a group is kept beside the objects: one file in DER, the digests of its documents and its time stamps.

    Group ::= SEQUENCE { version INTEGER (1), eras SEQUENCE OF Era }
    Era   ::= SEQUENCE { algorithm AlgorithmIdentifier, digests OCTET STRING, stamps SEQUENCE OF Stamp }
    Stamp ::= SEQUENCE { way SEQUENCE OF PartialHashtree, timeStamp ContentInfo }

The house's own form, because RFC 4998 knows none for a group: trees and records are made again from it, so that there is
nothing in it that could contradict them. 5,000 documents take 160 KB and 4 KB for each stamp. What is given away is a record.
"""

from domain.errors import Malformed
from signing.cms import DIGESTS, Der, sequence, tlv
from signing.evidence_groups import Era, Group, Stamped
from signing.hash_trees import SIZES, Digests

VERSION = b"\x02\x01\x01"
NAMES = {named: name for name, named in DIGESTS.items()}


def write(group: Group) -> bytes:
    return sequence(VERSION, sequence(*map(_era, group.eras)))


def read(kept: bytes) -> Group:
    """Raises: Malformed."""
    try:
        version, eras = Der.of(kept).children
        if version.whole != VERSION:
            raise Malformed("evidence group: of another version")
        found = tuple(map(_read_era, eras.children))
    except (ValueError, IndexError, KeyError) as fault:
        raise Malformed(f"evidence group: {fault}") from fault
    if not found or any(not era.stamps or len(era.digests) != len(found[0].digests) for era in found):
        raise Malformed("evidence group: incomplete")
    return Group(found)


def _era(era: Era) -> bytes:
    return sequence(DIGESTS[era.algorithm], tlv(4, era.digests.joined), sequence(*map(_stamp, era.stamps)))


def _stamp(stamped: Stamped) -> bytes:
    way = (sequence(*(tlv(4, one) for one in partial)) for partial in stamped.way)
    return sequence(sequence(*way), stamped.token)


def _read_era(of: Der) -> Era:
    algorithm, digests, stamps = of.children
    name = NAMES[algorithm.whole]
    return Era(name, Digests(digests.body, SIZES[name]), tuple(map(_read_stamp, stamps.children)))


def _read_stamp(of: Der) -> Stamped:
    way, token = of.children
    return Stamped(token.whole, tuple(tuple(one.body for one in partial.children) for partial in way.children))
