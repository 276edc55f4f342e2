"""What a decision of going live, or of going back, rests on as an office begins it: the laws and the facility's own regulations."""

from collections.abc import Iterable
from datetime import date

from domain.golive_policies import GolivePolicy
from domain.regulations import InForce


def bases(policy: GolivePolicy, own: Iterable[InForce]) -> tuple[str, ...]:
    """The lines that begin with `Căn cứ`, to be read and changed. `own`: regulations of the facility that are in force."""
    return (*policy.bases, *(f"Căn cứ {one.title} {_paper(one.number)} {_day(one.issued_on)}" for one in own))


def _paper(number: str) -> str:
    """A regulation is issued with a decision, unless its number says otherwise."""
    return f"ban hành kèm theo Quyết định số {number}" if "/QĐ" in number else f"số {number}"


def _day(on: date) -> str:
    """`ngày 09 tháng 01 năm 2026`, `ngày 22 tháng 6 năm 2026`: a nought before days to 9 and months 1 and 2 (NĐ 30/2020, annex I)."""
    month = f"{on.month:02}" if on.month < 3 else str(on.month)
    return f"ngày {on.day:02} tháng {month} năm {on.year}"
