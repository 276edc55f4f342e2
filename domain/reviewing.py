"""What must have been read before it is signed, and what a reviewed set may hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.care import CareSettings
from domain.errors import Incomplete, SetRefused
from domain.faults import both

NAMED = 20
"""Documents that a refusal names one by one; more are counted."""


@dataclass(frozen=True)
class Chosen:
    """One document somebody means to sign, as the audit of reads knows it."""

    name: str
    """What a person calls it, e.g. `Tờ điều trị (TDT-26-000012)`."""
    form: str
    opened_at: datetime | None
    """When this person first opened this version; None when they never did."""
    at: datetime
    """When it was put into the set, or is signed."""
    settings: CareSettings
    """Of the facility whose document it is."""


def check_opened(chosen: Sequence[Chosen]) -> None:
    """Nothing is signed that the person never had before them. Raises: Incomplete, naming what was not opened."""
    unseen = [one.name for one in chosen if one.opened_at is None]
    if unseen:
        raise Incomplete(*_told(unseen, "chưa mở xem {name}: mở đọc rồi ký", "{name} was not opened: open and read it, then sign"))


def check_set(chosen: Sequence[Chosen], settings: CareSettings) -> None:
    """A set is small enough, leaves out what is read and signed by itself, and everything in it was read long enough.

    `settings` are those of the signer's facility. Raises: SetRefused, naming the rule and the documents; Incomplete when not opened.
    """
    if len(chosen) > settings.set_cap:
        vi = f"tập có {len(chosen)} văn bản, mỗi lần ký nhiều nhất {settings.set_cap}: chia ra ký nhiều lần"
        raise SetRefused(both(vi, f"{len(chosen)} documents, at most {settings.set_cap} at once: sign in several sets"))
    check_opened(chosen)
    single = [one.name for one in chosen if one.form in one.settings.signed_singly]
    if single:
        raise SetRefused(
            *_told(single, "{name} phải mở đọc và ký riêng: bỏ ra khỏi tập", "{name} is read and signed by itself: take it out")
        )
    if hasty := _hasty(chosen):
        vi, en = "{name} mới mở, còn phải đọc thêm {left} giây", "{name} was opened too shortly: {left} more seconds"
        raise SetRefused(*_told(list(hasty), vi, en, hasty))


def check_reviewed(one: Chosen) -> None:
    """Whether this document may be put into a set now. Raises: as `check_set`."""
    check_set((one,), one.settings)


def _hasty(chosen: Sequence[Chosen]) -> Mapping[str, int]:
    """Name → seconds it still has to be read."""
    left: dict[str, int] = {}
    for one in chosen:
        wanted = timedelta(seconds=one.settings.dwell_seconds.get(one.form, 0))
        read = one.at - (one.opened_at or one.at)
        if read < wanted:
            left[one.name] = -((read - wanted) // timedelta(seconds=1))
    return left


def _told(names: Sequence[str], vi: str, en: str, left: Mapping[str, int] | None = None) -> list[str]:
    facts = [{"name": name, "left": (left or {}).get(name, 0)} for name in names[:NAMED]]
    lines = [both(vi.format_map(one), en.format_map(one)) for one in facts]
    more = len(names) - NAMED
    return [*lines, both(f"và {more} văn bản khác", f"and {more} more")] if more > 0 else lines
