"""What there is to look at in the inbox, each list with how many."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from store.queries.inbox import Shown
from web.places import Place
from web.words import _


@dataclass(frozen=True)
class Filter:
    words: str
    address: str
    count: int
    current: bool = False


def filters(
    place: Place, tallies: Mapping[Shown, int], beside: int, beside_late: int, returned: int, words: Callable[[str], str]
) -> tuple[Filter, ...]:
    """What there is to look at, each with how many; empty lists are left out."""
    waiting = tallies[Shown.WAITING]
    known = (
        (_("Tất cả"), "", waiting + beside),
        (_("Chờ ký"), "sign", waiting),
        (_("Quá hạn"), "late", tallies[Shown.LATE] + beside_late),
        (_("Trong tập ký"), "set", tallies[Shown.CHOSEN]),
        (_("Để sau"), "later", tallies[Shown.LATER]),
        (_("Bị trả lại"), "returned", returned),
        (_("Việc khác"), "other", beside),
    )
    return tuple(
        Filter(words(name), Place(show, place.query).first, count, place.show == show)
        for name, show, count in known
        if count or place.show == show or show in ("", "late")
    )
