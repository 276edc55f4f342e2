"""Lists of what is wanted, without prices: proposed by a survey, or pasted from a spreadsheet; the beginning of a purchase."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.errors import Malformed
from domain.faults import both
from domain.procurement_items import NONE, NewItem


@dataclass(frozen=True)
class Wanted:
    """What a survey proposes, or somebody typed: without a price, and of nobody's money yet."""

    name: str
    unit: str
    quantity: int
    category: str = ""
    why: str = ""


def priced(wanted: Sequence[Wanted], category: str, fund: str) -> tuple[NewItem, ...]:
    """A list without prices as items to be completed: where it names no category, this one."""
    return tuple(NewItem(one.name, one.unit, one.quantity, NONE, one.category or category, fund, why=one.why) for one in wanted)


def pasted(text: str, categories: Mapping[str, str]) -> tuple[Wanted, ...]:
    """Lines copied from a spreadsheet: name, unit, quantity, category, why, parted by tabs; a line of headings is passed over.

    `categories`: what people call each → its code. Raises: Malformed with every line that cannot be read.
    """
    lines = [[cell.strip() for cell in line.split("\t")] for line in text.splitlines() if line.strip()]
    if lines and len(lines[0]) > 2 and not _whole(lines[0][2]):
        lines = lines[1:]
    found, faults = [], list[str]()
    for n, cells in enumerate(lines, 1):
        name, unit, quantity, category, why = (*cells, "", "", "", "", "")[:5]
        many = _whole(quantity)
        if not name or not unit or many is None:
            vi = f"pasted: dòng {n}: cần tên, đơn vị tính, số lượng cách nhau bằng tab"
            faults.append(both(vi, f"line {n}: name, unit, quantity by tabs"))
        else:
            found.append(Wanted(name, unit, many, _category(category, categories), why))
    if faults:
        raise Malformed(*faults[:20])
    return tuple(found)


def _whole(text: str) -> int | None:
    bare = text.replace(".", "").replace("\N{NO-BREAK SPACE}", "")
    return int(bare) if bare.isdecimal() and len(bare) < 10 else None


def _category(said: str, known: Mapping[str, str]) -> str:
    folded = {title.casefold(): code for title, code in known.items()} | {code: code for code in known.values()}
    return folded.get(said.casefold(), "")
