"""Answers of a survey as they were saved, and how a save that began from an older version joins what others saved since.

Answers of different questions join; where one question was answered otherwise meanwhile, both are shown and a person chooses.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.names import PersonId


@dataclass(frozen=True)
class Said:
    """An answer as it was saved; all of them are kept."""

    question: str
    value: object
    """None when an answer was taken back."""
    version: int
    """The survey's version that this save made."""
    by: PersonId
    at: datetime


@dataclass(frozen=True)
class Clash:
    """Two answers of one question."""

    question: str
    mine: object
    """What the save says."""
    theirs: Said
    """What stands in the survey, saved since the version from which the save began."""


@dataclass(frozen=True)
class Merged:
    """What a save changes, and what somebody has to choose."""

    changes: Mapping[str, object]
    """Question → its new answer, None to take it back."""
    clashes: tuple[Clash, ...]


def at_version(history: Iterable[Said], version: int) -> dict[str, Said]:
    """Question → what stood there at this version."""
    found: dict[str, Said] = {}
    for one in history:
        if one.version <= version and (one.question not in found or found[one.question].version < one.version):
            found[one.question] = one
    return found


def answers(said: Mapping[str, Said]) -> dict[str, object]:
    """Question → answer, of what is answered."""
    return {code: one.value for code, one in said.items() if one.value is not None}


def merge(history: Sequence[Said], base: int, sent: Mapping[str, object]) -> Merged:
    """`sent`: question → answer as the save has it, None for an emptied one; a question it does not name is as it was.

    An answer that the save left as it was at `base` changes nothing, whatever others made of it.
    """
    then, now = at_version(history, base), at_version(history, max((one.version for one in history), default=0))
    changes: dict[str, object] = {}
    clashes: list[Clash] = []
    for code, mine in sent.items():
        was, stands = _value(then.get(code)), now.get(code)
        if mine == was or mine == _value(stands):
            continue
        if stands is None or _value(stands) == was:
            changes[code] = mine
        else:
            clashes.append(Clash(code, mine, stands))
    return Merged(changes, tuple(clashes))


def _value(said: Said | None) -> object:
    return said.value if said else None
