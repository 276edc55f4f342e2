"""Who stands above a unit whose milestone is late, by the plan's own chain; who is told when those meant are away."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.mandates import UnitKind
from domain.names import PersonId


class Level(StrEnum):
    """Levels of the chain, from below."""

    UNIT = "unit"
    """Whoever runs the unit's track: hears of what is due and late."""
    UNIT_HEAD = "unit_head"
    """Head of the unit (giám đốc)."""
    OFFICERS = "officers"
    """Officers of the department of health that watches the unit."""
    DEPARTMENT_HEAD = "department_head"
    """Head of the department of health."""
    PROVINCE = "province"
    """The province has no account: the department's head and officers are told that it is to be reported to."""


@dataclass(frozen=True)
class Rise:
    """One step of the ladder: who is told of a milestone that is so many days late, once."""

    after_days: int
    """Days over the last day."""
    to: Level
    """`unit_head`, `officers`, `department_head` or `province`."""


def rises(ladder: Sequence[Rise], officers_after: int) -> tuple[Rise, ...]:
    """The ladder; of settings older than it, the one step they knew."""
    return tuple(ladder) or (Rise(officers_after, Level.OFFICERS),)


ABOVE_THE_DEPARTMENT = frozenset({UnitKind.PROVINCE, UnitKind.MINISTRY})


def raised(ladder: Sequence[Rise], to: Level, own: bool, accepts: UnitKind | None) -> Level | None:
    """Whom a step of the ladder means for this milestone; None when an earlier step told them already.

    `own`: of the department's own track; `accepts`: what accepts the milestone by the plan. Whoever accepts stands directly above the
    unit's head: above a department's own head, and above what the province itself accepts, only the province is left.
    """
    before = {_meant(one.to, own, accepts) for one in ladder[: next(n for n, one in enumerate(ladder) if one.to is to)]}
    meant = _meant(to, own, accepts)
    return None if meant in before else meant


def risen(ladder: Sequence[Rise], own: bool, accepts: UnitKind | None) -> tuple[tuple[int, Level], ...]:
    """Days late, and whom they mean for this milestone: the steps that tell somebody."""
    found = ((one.after_days, raised(ladder, one.to, own, accepts)) for one in ladder)
    return tuple((days, level) for days, level in found if level)


def _meant(to: Level, own: bool, accepts: UnitKind | None) -> Level:
    if own:
        return Level.DEPARTMENT_HEAD if to is Level.UNIT_HEAD else Level.PROVINCE
    return Level.PROVINCE if to is Level.DEPARTMENT_HEAD and accepts in ABOVE_THE_DEPARTMENT else to


def climb(level: Level, own: bool) -> tuple[Level, ...]:
    """The level, then those that hear in its place, upwards; above the department's head nobody is left, so that its officers hear."""
    if level is Level.DEPARTMENT_HEAD:
        return (level, Level.OFFICERS)
    chain = (Level.OFFICERS, Level.DEPARTMENT_HEAD) if own else (Level.UNIT, Level.UNIT_HEAD, Level.OFFICERS, Level.DEPARTMENT_HEAD)
    begins = Level.OFFICERS if own and level in (Level.UNIT, Level.UNIT_HEAD) else level
    return chain[chain.index(begins) :] if begins in chain else (level,)


def ladder_faults(ladder: Sequence[Rise]) -> Iterator[tuple[str, str]]:
    """Vietnamese and English."""
    days = [one.after_days for one in ladder]
    levels = [list(Level).index(one.to) for one in ladder]
    if any(one < 1 for one in days) or days != sorted(set(days)):
        yield "số ngày phải tăng dần, từ 1 trở lên", "days must rise from one step to the next, from 1"
    if Level.UNIT in (one.to for one in ladder) or levels != sorted(set(levels)):
        yield (
            "các cấp phải theo thứ tự unit_head, officers, department_head, province, mỗi cấp một lần",
            "the levels must come in the order unit_head, officers, department_head, province, each once",
        )


class Why(StrEnum):
    """Why somebody above hears in place of those who were meant."""

    AWAY = "away"
    """All of them are away and nobody stands in for them."""
    NOBODY = "nobody"
    """Nobody holds the post."""


@dataclass(frozen=True)
class Heard:
    """Whom one notice reaches on one level."""

    level: Level
    people: frozenset[PersonId]
    instead_of: Level | None = None
    """Of a level that hears because the one below it did not: the lowest that did not."""
    why: Why | None = None
    appoints: bool = False
    """They run the department's accounts: nobody else is there, and it is for them to see that somebody is."""


def hear(
    climbing: Sequence[Level],
    holders: Mapping[Level, Collection[PersonId]],
    away: Collection[PersonId],
    stands_in: Mapping[PersonId, Collection[PersonId]],
    accounts: Collection[PersonId] = (),
) -> tuple[Heard, ...]:
    """Whom a notice meant for the first level reaches.

    Who is away finds it on return, and whoever stands in for them is told too; of whom nobody is there, the next level is told with
    the reason. When nobody is left to climb to, those who run the department's accounts (`accounts`) hear, and else the unit itself.
    """
    heard: list[Heard] = []
    instead_of, why = None, None
    for level in climbing:
        posts = frozenset(holders.get(level, ()))
        substitutes = frozenset(one for absent in posts & set(away) for one in stands_in.get(absent, ())) - set(away)
        if posts:
            heard.append(Heard(level, posts | substitutes, instead_of, why))
        if (posts - set(away)) | substitutes:
            break
        instead_of, why = instead_of or level, why or (Why.AWAY if posts else Why.NOBODY)
    else:
        heard += _last(climbing, holders, frozenset(accounts), frozenset(away), instead_of, why)
    return tuple(heard)


def _last(
    climbing: Sequence[Level],
    holders: Mapping[Level, Collection[PersonId]],
    accounts: frozenset[PersonId],
    away: frozenset[PersonId],
    instead_of: Level | None,
    why: Why | None,
) -> Iterator[Heard]:
    if accounts - away:
        yield Heard(climbing[-1], accounts - away, instead_of, why, appoints=True)
    elif there := frozenset(holders.get(Level.UNIT, ())) - away:
        yield Heard(Level.UNIT, there, instead_of, why)
