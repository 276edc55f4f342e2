"""A plan as the beginning of another: what only its own paper can say is emptied, and what is still the old one's is named."""

from collections.abc import Collection, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import Enum
from typing import Any

from domain.basis import Certainty
from domain.plans import Plan
from policies.faults import Fault
from policies.plan_heads import read
from policies.plan_terms import same
from policies.sheets import Sheet

EMPTIED = {
    "title": "tên kế hoạch",
    "province": "tỉnh",
    "issuer": "cơ quan ban hành",
    "number": "số",
    "number_words": "dòng số",
    "dated_words": "dòng ngày",
    "issued_on": "ngày ban hành",
    "signer": "người ký",
    "basis": "nơi đọc được",
    "effective_from": "ngày mở được",
    "effective_until": "ngày cuối",
    "passages": "phần chung (điều của quyết định, mục đích, yêu cầu)",
    "notes": "ghi chú",
    "conflicts": "hai chỗ không khớp",
    "spellings": "tên viết nhiều cách",
    "announced": "phần nhắc mà thiếu",
}
"""Fields that a copy has empty → what an office calls them; what its tasks leave unclear is emptied too."""
ALIKE = 0.5
"""A plan with more of the parts' words than this is a copy of another."""


def copied(plan: Plan, code: str) -> Plan:
    """The plan to begin another from; words of a badly recognised source are those with their marks put back."""
    empty: dict[str, Any] = {name: () if isinstance(getattr(plan, name), tuple) else "" for name in EMPTIED}
    days = dict.fromkeys(("issued_on", "effective_from", "effective_until"))
    clear = replace(plan, tasks=tuple(replace(task, unclear=()) for task in plan.tasks), restored=())
    made: Plan = replace(_read(plan, clear), code=code, edition="1", certainty=Certainty.UNCONFIRMED, **empty | days)
    return made


def left_over(sheet: Sheet, plan: Plan, known: Collection[Plan]) -> tuple[str, tuple[Fault, ...]]:
    """Code of the plan that this one was copied from, and each place that still is that plan's; empty for what is no copy."""
    others = [one for one in known if one.code != plan.code]
    old = next((one for one in others if _share(plan, one) > ALIKE), None)
    return (old.code, tuple(_still(sheet, plan, old))) if old else ("", ())


def _share(plan: Plan, other: Plan) -> float:
    mine, theirs = ({same(read(one, part.quote)) for _, part in one.parts()} for one in (plan, other))
    return len(mine & theirs) / max(len(mine), 1)


def _still(sheet: Sheet, plan: Plan, old: Plan) -> Iterator[Fault]:
    for name, called in EMPTIED.items():
        mine, theirs = getattr(plan, name), getattr(old, name)
        # Many plans run to the same end of a year.
        if mine and mine == theirs and name != "effective_until":
            yield sheet.fault(name, f"{called} còn như của {old.code}", f"still that of {old.code}")
    if same(plan.province) == same(old.province):
        return
    for path, words in _texts(plan):
        if same(old.province) in same(words) and words != getattr(old, path, None):
            yield sheet.fault(path, f"còn tên '{old.province}': {_around(words, old.province)}", f"still names '{old.province}'")


def _around(words: str, name: str) -> str:
    """The name with the words beside it."""
    at = words.casefold().find(name.casefold())
    begins, ends = max(at - 40, 0), at + len(name) + 40
    return f"{'…' if begins else ''}{words[begins:ends]}{'…' if ends < len(words) else ''}"


def _texts(thing: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if is_dataclass(thing):
        for one in fields(thing):
            yield from _texts(getattr(thing, one.name), f"{path}.{one.name}".lstrip("."))
    elif isinstance(thing, tuple):
        for number, one in enumerate(thing):
            yield from _texts(one, f"{path}[{number}]")
    elif isinstance(thing, str) and not isinstance(thing, Enum | date):
        yield path, thing


def _read(plan: Plan, thing: Any) -> Any:
    """The same with every text as it is read."""
    if is_dataclass(thing) and not isinstance(thing, type):
        return replace(thing, **{one.name: _read(plan, getattr(thing, one.name)) for one in fields(thing)})
    if isinstance(thing, tuple):
        return tuple(_read(plan, one) for one in thing)
    return read(plan, thing) if isinstance(thing, str) and not isinstance(thing, Enum) else thing
