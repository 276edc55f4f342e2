"""How two versions of a regulation differ: article by article, and inside an article word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from domain.regulation_drafts import Article, Draft

WORD = re.compile(r"\s*\S+\s*|\s+")
"""A syllable with the blanks around it: blanks are never compared by themselves."""
ALIKE = 0.6
"""From this likeness on, two articles in one place are the same article with another title."""
NEAR = 5
"""How many of the articles that follow are held against one: further down nothing is looked for."""


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
    """The words of both texts, marked; blanks alone are no change, a new line is one."""
    old, new = WORD.findall(earlier), WORD.findall(later)
    return tuple(_pieces(old, new))


def _pieces(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    tail = ""
    for kind, a, b, c, d in _matcher(old, new).get_opcodes():
        gone, come = "".join(old[a:b]), "".join(new[c:d])
        if kind == "equal":
            yield Piece(Change.SAME, tail + come)
            tail = ""
            continue
        if tail:
            yield Piece(Change.SAME, tail)
        tail = ""
        if kind == "replace" and "\n" not in gone + come:  # the blank after both stays
            tail = come[len(come.rstrip()) :]
            gone, come = gone.rstrip(), come.rstrip()
        if gone:
            yield Piece(Change.REMOVED, gone)
        if come:
            yield Piece(Change.ADDED, come)
    if tail:
        yield Piece(Change.SAME, tail)


def _matcher(old: Sequence[str], new: Sequence[str]) -> "SequenceMatcher[str]":
    """Of texts of 200 syllables and more the commonest are no place to begin a match: each pair of them would be held against another."""
    return SequenceMatcher(None, [_said(one) for one in old], [_said(one) for one in new], autojunk=True)


def _said(word: str) -> str:
    return word.strip() + "\n" * word.count("\n")


def _paired(earlier: Draft, later: Draft, old: range, new: range) -> Iterator[tuple[int | None, int | None]]:
    """Articles of a changed stretch: those that are alike and near stay together, in order."""
    left = list(new)
    for number in old:
        match = next((one for one in left[:NEAR] if _alike(earlier.articles[number], later.articles[one])), None)
        if match is None:
            yield number, None
            continue
        while left[0] != match:
            yield None, left.pop(0)
        yield number, left.pop(0)
    yield from ((None, one) for one in left)


def _alike(one: Article, other: Article) -> bool:
    if _face(one) == _face(other):
        return True
    matcher = _matcher(one.text.split(), other.text.split())
    return matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


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
