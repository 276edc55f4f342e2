"""Lines that say in which administrative unit a facility lies."""

from collections.abc import Collection
from datetime import date

from domain.clock import EARLIEST, too_far
from domain.faults import both
from domain.names import FacilityId

LONGEST = 200
"""Letters of a unit's name."""


def lines_of(text: str, known: Collection[FacilityId], basis: str) -> tuple[dict[FacilityId, str], list[str]]:
    """`code; unit` on each line → unit of each facility, and every fault with its line."""
    found: dict[FacilityId, str] = {}
    faults = [] if basis.strip() else [both("basis: cần ghi số, ngày văn bản", "name the paper")]
    for number, line in enumerate(text.splitlines(), 1):
        code, mark, unit = (part.strip() for part in line.partition(";"))
        if not line.strip():
            continue
        if not mark or not unit:
            faults.append(both(f"lines: dòng {number}: viết mã cơ sở; tên xã, phường", f"line {number}: write code; unit"))
        elif len(unit) > LONGEST:
            faults.append(both(f"lines: dòng {number}: tên dài quá {LONGEST} ký tự", f"line {number}: too long a name"))
        elif FacilityId(code) not in known:
            faults.append(both(f"lines: dòng {number}: không có cơ sở {code} trực thuộc", f"line {number}: no such facility"))
        elif code in found:
            faults.append(both(f"lines: dòng {number}: cơ sở {code} ghi hai lần", f"line {number}: the facility comes twice"))
        else:
            found[FacilityId(code)] = unit
    if not found and not faults:
        faults.append(both("lines: chưa ghi dòng nào", "no line"))
    return found, faults


def day_faults(since: date, today: date) -> list[str]:
    """The first day in another administrative unit."""
    if since < EARLIEST:
        return ["since: ngày này trước năm 2000, xem lại / lies before the year 2000"]
    return too_far("since", since, today)
