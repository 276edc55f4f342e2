"""Whether stages that must be signed by different people can all be signed: an exact answer, not a guess from counting."""

from collections.abc import Hashable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from typing import Protocol


class Seated(Protocol):
    """What is asked of a stage here; `domain.signatures.Step` has it."""

    @property
    def name(self) -> str: ...
    @property
    def people(self) -> Set[Hashable]: ...
    @property
    def needed(self) -> int: ...
    @property
    def unlike(self) -> Set[str]: ...


@dataclass(frozen=True)
class Seats:
    """A stage by those who can sign it."""

    name: str
    people: frozenset[Hashable]
    needed: int = 1
    unlike: frozenset[str] = frozenset()
    """Stages whose signers may not sign here."""


def stuck(stages: Sequence[Seated]) -> str:
    """Name of the first stage that nobody is left for, however the ones up to it are signed; empty when the chain can be completed."""
    seats = [Seats(one.name, frozenset(one.people), max(one.needed, 1), frozenset(one.unlike)) for one in stages]
    return next((one.name for number, one in enumerate(seats, 1) if not _fits(seats[:number])), "")


def _fits(stages: Sequence[Seats]) -> bool:
    """Seats the scarcest stage in every way that differs, then the rest with whom that leaves."""
    left = _scarce(stages)
    if not left:
        return True
    first = min(left, key=lambda one: len(one.people) - one.needed)
    rest = [one for one in left if one is not first]
    return any(_fits([_without(one, first, chosen) for one in rest]) for chosen in _choices(first, rest))


def _scarce(stages: Sequence[Seats]) -> list[Seats]:
    """Without the stages that have people enough for themselves and for every stage they must differ from: those never get stuck."""
    left = list(stages)
    while enough := next((one for one in left if len(one.people) >= one.needed + sum(o.needed for o in left if _apart(one, o))), None):
        left.remove(enough)
    return left


def _apart(one: Seats, other: Seats) -> bool:
    return one.name in other.unlike or other.name in one.unlike


def _without(one: Seats, signed: Seats, by: Sequence[Hashable]) -> Seats:
    return replace(one, people=one.people.difference(by)) if _apart(one, signed) else one


def _choices(one: Seats, rest: Sequence[Seats]) -> Iterator[tuple[Hashable, ...]]:
    """Who may sign it: of people who can do the same in the rest, it does not matter which."""
    alike: dict[tuple[bool, ...], list[Hashable]] = {}
    for person in sorted(one.people, key=str):
        alike.setdefault(tuple(person in other.people for other in rest), []).append(person)
    return _picks(list(alike.values()), one.needed)


def _picks(groups: Sequence[Sequence[Hashable]], needed: int) -> Iterator[tuple[Hashable, ...]]:
    if not groups:
        yield from [()] if needed == 0 else []
        return
    first, *others = groups
    for number in range(min(len(first), needed) + 1):
        yield from ((*first[:number], *more) for more in _picks(others, needed - number))
