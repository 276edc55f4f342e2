"""How the council voted on each line, for its minutes: lines alike in one row, with who stood aside and why."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from domain.disposals import Disposal, Fate, Item
from domain.names import PersonId
from domain.recusals import Tally, Tie, Ties, spans, tally, ties_of
from store.queries import people
from store.queries.treating import ties

WORDS = {Tie.TREATED: "là bác sĩ điều trị", Tie.WROTE: "đã lập văn bản", Tie.SIGNED: "đã ký văn bản"}
MOST = 1000
"""Rows of one paper."""
LONGEST = 4000
"""Characters of the numbers of one row; what is longer is told by how many there are."""


async def tallies(session: AsyncSession, one: Disposal) -> list[dict[str, Any]]:
    """Of the lines that were voted on, in the order of the first of each row."""
    voted = [item for item in one.items if item.fate in (Fate.LISTED, Fate.VOTED_OUT)]
    seated = {member.person for member in one.members}
    known = await ties(session, [item.record for item in voted if item.treated_by & seated])
    names = await people.names(session, seated)
    alike: defaultdict[tuple[Tally, str], list[int]] = defaultdict(list)
    for item in voted:
        found = tally(one, item)
        alike[found, _aside(item, found, known, names)].append(item.number)
    rows = alike if len(alike) <= MOST else _coarser(alike)
    return [_row(found, aside, numbers) for (found, aside), numbers in rows.items()]


def _coarser(alike: Mapping[tuple[Tally, str], list[int]]) -> dict[tuple[Tally, str], list[int]]:
    """Of too many rows for one paper: those counted alike in one row, whoever stood aside; no line is left out."""
    rows: defaultdict[tuple[Tally, str], list[int]] = defaultdict(list)
    for (found, _), numbers in alike.items():
        rows[replace(found, aside=()), "người không tính phiếu khác nhau ở từng hồ sơ, xem danh mục biểu quyết"] += numbers
    return rows


def _row(found: Tally, aside: str, numbers: list[int]) -> dict[str, Any]:
    where = spans(numbers)
    counted = {"yes": found.yes, "no": found.no, "counted": found.counted, "members": found.members}
    return {"items": where if len(where) <= LONGEST else "", "records": len(numbers), **counted, "aside": aside}


def _aside(item: Item, found: Tally, known: Ties, names: Mapping[PersonId, str]) -> str:
    """`Nguyễn Thị Lan: là bác sĩ điều trị, đã ký văn bản; …`."""
    return "; ".join(f"{names.get(who, '')}: {', '.join(WORDS[tie] for tie in ties_of(item, who, known))}" for who in found.aside)[:LONGEST]
