"""Hash trees over the digests of many documents, and one document's way to the root (RFC 4998 §4.2, §4.3).

Each node is the digest of the two below it, joined in binary ascending order; one without a neighbour moves up as it is.
Levels are kept as bytes: a tree over a million documents takes some 64 MB.
"""

import hashlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import chain

from domain.errors import Malformed, NotFound
from signing.signed_data import HASHES

SIZES = {name: how.digest_size for name, how in HASHES.items()}
"""Digest algorithm → octets."""
Reduced = tuple[tuple[bytes, ...], ...]
"""A reduced hash tree: the digest with its neighbour, then the neighbour on each level above; empty when the tree is one leaf."""


class Digests:
    """Digests of one length, one after the other."""

    def __init__(self, joined: bytes, size: int) -> None:
        """Raises: Malformed when the last is cut off."""
        if len(joined) % size:
            raise Malformed(f"digests: {len(joined)} octets are not digests of {size}")
        self.joined, self._size = joined, size
        self._count = len(joined) // size

    def __getitem__(self, at: int) -> bytes:
        """From 0."""
        if not 0 <= at < self._count:
            raise IndexError(at)
        return self.joined[at * self._size : (at + 1) * self._size]

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[bytes]:
        return (self[at] for at in range(self._count))

    def place(self, digest: bytes) -> int | None:
        """Where it stands among ascending digests."""
        at = bisect_left(self, digest)
        return at if at < self._count and self[at] == digest else None


class HashTree:
    """A tree over digests of one algorithm, given in any order; the same digest twice is one leaf."""

    def __init__(self, algorithm: str, leaves: Iterable[bytes]) -> None:
        """Raises: Malformed for no leaf, or one of another length."""
        size = SIZES[algorithm]
        ascending = sorted(set(leaves))
        if not ascending or any(len(one) != size for one in ascending):
            raise Malformed(f"hash tree: leaves of {algorithm} expected")
        self.algorithm = algorithm
        self._levels = [Digests(b"".join(ascending), size)]
        while len(self._levels[-1]) > 1:
            self._levels.append(Digests(_above(self._levels[-1].joined, algorithm), size))

    @property
    def leaves(self) -> Digests:
        """Ascending."""
        return self._levels[0]

    @property
    def root(self) -> bytes:
        """What the time stamp is taken over."""
        return self._levels[-1][0]

    def reduced(self, leaf: bytes) -> Reduced:
        """The way from a leaf to the root. Raises: NotFound("digest")."""
        at = self.leaves.place(leaf)
        if at is None:
            raise NotFound("digest", leaf.hex())
        neighbours: list[bytes] = []
        for level in self._levels[:-1]:
            if at ^ 1 < len(level):
                neighbours.append(level[at ^ 1])
            at //= 2
        # A first list of one digest is read in two ways (hashed again, or not): the leaf stands with its first neighbour always.
        return tuple((one,) if number else tuple(sorted((leaf, one))) for number, one in enumerate(neighbours))


def root_of(reduced: Reduced, algorithm: str) -> bytes:
    """The root that a reduced hash tree leads to (RFC 4998 §4.3); a first list of one digest is that digest (RFC 6283 §3.2.2).

    Raises: Malformed for an empty list, or a digest of another length.
    """
    node: tuple[bytes, ...] = ()
    for partial in reduced:
        if not partial or any(len(one) != SIZES[algorithm] for one in partial):
            raise Malformed(f"reduced hash tree: digests of {algorithm} expected")
        joined = sorted(chain(partial, node))
        node = (joined[0] if len(joined) == 1 else hashlib.new(algorithm, b"".join(joined)).digest(),)
    if not node:
        raise Malformed("reduced hash tree: empty")
    return node[0]


def _above(level: bytes, algorithm: str) -> bytes:
    """The next level of a tree; the loop that a million documents pass through."""
    make, size = getattr(hashlib, algorithm), SIZES[algorithm]
    nodes = [level[at : at + size] for at in range(0, len(level), size)]
    pairs = zip(nodes[::2], nodes[1::2], strict=False)
    above = [make(left + right if left < right else right + left).digest() for left, right in pairs]
    return b"".join(above) + (nodes[-1] if len(nodes) % 2 else b"")
