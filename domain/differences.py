"""How two versions of a regulation differ: article by article, and inside an article word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from domain.regulation_drafts import Article, Draft

WORD = re.compile(r"\s+|[^\s]+")
ALIKE = 0.6
"""From this likeness on, two articles in one place are the same article with another title."""


class Change(StrEnum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True)
class Piece:
    """Words that stayed, came or went."""

    change: Change
    """Never `changed`."""
    words: str


@dataclass(frozen=True)
class ArticleDifference:
    """One article in both versions."""

    change: Change
    before: int | None
    """Its number in the earlier version; None where it is new."""
    after: int | None
    title: tuple[Piece, ...]
    text: tuple[Piece, ...]


def differences(earlier: Draft, later: Draft) -> tuple[ArticleDifference, ...]:
    """Every article of both, in the order of the later version; what went stands where it was."""
    before, after = [_face(one) for one in earlier.articles], [_face(one) for one in later.articles]
    found: list[ArticleDifference] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        pairs = zip(range(a, b), range(c, d), strict=True) if kind == "equal" else _paired(earlier, later, range(a, b), range(c, d))
        found += [_difference(earlier, later, old, new) for old, new in pairs]
    return tuple(found)


def opening(earlier: Draft, later: Draft) -> tuple[Piece, ...]:
    """The title, the legal bases and who carries it out."""
    return pieces(_head(earlier), _head(later))


def pieces(earlier: str, later: str) -> tuple[Piece, ...]:
    """The words of both texts, marked."""
    old, new = WORD.findall(earlier), WORD.findall(later)
    return tuple(_pieces(old, new))


def _pieces(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece(Change.SAME, "".join(new[c:d]))
            continue
        if a < b:
            yield Piece(Change.REMOVED, "".join(old[a:b]))
        if c < d:
            yield Piece(Change.ADDED, "".join(new[c:d]))


def _paired(earlier: Draft, later: Draft, old: range, new: range) -> Iterator[tuple[int | None, int | None]]:
    """Articles of a changed stretch: those that are alike stay together, in order."""
    left = list(new)
    for number in old:
        match = next((one for one in left if _alike(earlier.articles[number], later.articles[one])), None)
        if match is None:
            yield number, None
            continue
        while left[0] != match:
            yield None, left.pop(0)
        yield number, left.pop(0)
    yield from ((None, one) for one in left)


def _alike(one: Article, other: Article) -> bool:
    ratio = SequenceMatcher(None, one.text.split(), other.text.split(), autojunk=False).ratio()
    return _face(one) == _face(other) or ratio >= ALIKE


def _difference(earlier: Draft, later: Draft, old: int | None, new: int | None) -> ArticleDifference:
    before = earlier.articles[old] if old is not None else Article("", "")
    after = later.articles[new] if new is not None else Article("", "")
    if old is None or new is None:
        change = Change.ADDED if old is None else Change.REMOVED
    else:
        change = Change.SAME if (before.title, before.text, before.chapter) == (after.title, after.text, after.chapter) else Change.CHANGED
    title = pieces(_titled(before), _titled(after))
    return ArticleDifference(
        change, None if old is None else old + 1, None if new is None else new + 1, title, pieces(before.text, after.text)
    )


def _titled(one: Article) -> str:
    return f"{one.chapter} · {one.title}" if one.chapter else one.title


def _face(one: Article) -> str:
    return " ".join(one.title.casefold().split())


def _head(one: Draft) -> str:
    day = f"{one.effective_from:%d/%m/%Y}" if one.effective_from else ""
    return "\n".join(part for part in (one.title, *one.bases, one.proposer, one.carried_out_by, *one.recipients, day) if part)
