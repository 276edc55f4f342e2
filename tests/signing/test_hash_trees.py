"""Every leaf's reduced tree leads to the root, and nothing else does (RFC 4998 §4.2–4.3)."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Malformed, NotFound
from signing.hash_trees import SIZES, Digests, HashTree, root_of


def digests(count: int, algorithm: str = "sha256") -> list[bytes]:
    return [hashlib.new(algorithm, b"%d" % number).digest() for number in range(count)]


def test_a_tree_of_three_is_as_written_down_by_hand() -> None:
    """The two lowest are joined in ascending order, whichever stood left; the third moves up alone."""
    low, middle, high = sorted(digests(3))
    pair = hashlib.sha256(low + middle).digest()
    tree = HashTree("sha256", (high, low, middle))
    assert tree.root == hashlib.sha256(min(pair, high) + max(pair, high)).digest()
    assert tree.reduced(middle) == ((low, middle), (high,))
    assert tree.reduced(high) == (tuple(sorted((pair, high))),)


@pytest.mark.parametrize("algorithm", SIZES)
@given(count=st.integers(1, 70))
def test_every_leaf_leads_to_the_root(algorithm: str, count: int) -> None:
    leaves = digests(count, algorithm)
    tree = HashTree(algorithm, reversed(leaves))
    for leaf in leaves:
        reduced = tree.reduced(leaf)
        assert (root_of(reduced, algorithm) if reduced else leaf) == tree.root
        assert count == 1 or leaf in reduced[0]
        assert not reduced or len(reduced[0]) == 2


def test_a_reduced_tree_of_a_large_group_is_short() -> None:
    tree = HashTree("sha256", digests(5000))
    assert max(len(tree.reduced(leaf)) for leaf in digests(100)) <= 13


def test_the_same_digest_twice_is_one_leaf() -> None:
    once = HashTree("sha256", digests(5))
    assert HashTree("sha256", digests(5) * 2).root == once.root


def test_another_digest_has_no_way_to_the_root() -> None:
    with pytest.raises(NotFound):
        HashTree("sha256", digests(5)).reduced(bytes(32))


@pytest.mark.parametrize("leaves", [[], [bytes(31)], [bytes(32), bytes(64)]])
def test_only_digests_of_its_algorithm_make_a_tree(leaves: list[bytes]) -> None:
    with pytest.raises(Malformed):
        HashTree("sha256", leaves)


@pytest.mark.parametrize("reduced", [(), ((),), ((bytes(32), bytes(32)), ()), ((bytes(64),),)])
def test_a_list_without_digests_leads_nowhere(reduced: tuple[tuple[bytes, ...], ...]) -> None:
    with pytest.raises(Malformed):
        root_of(reduced, "sha256")


def test_digests_that_are_cut_off_are_not_read() -> None:
    assert list(Digests(bytes(64), 32)) == [bytes(32)] * 2
    with pytest.raises(Malformed):
        Digests(bytes(63), 32)
