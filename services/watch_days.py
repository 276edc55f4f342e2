"""The days of a watch: counted from the rows, and a day that is over once in a process."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from domain.clock import end
from domain.facts import Check, Finding
from domain.names import FacilityId
from store.queries import facts

Key = tuple[FacilityId, tuple[Check, ...], date]


@dataclass(frozen=True)
class WatchDay:
    """One day of the watch, each limit with what was counted on it."""

    on: date
    findings: tuple[Finding, ...]


class WatchDays:
    """Of a day that is over the counts stand: how it stood when it ended is asked, and what is signed later changes nothing of it."""

    def __init__(self, most: int = 2000) -> None:
        self._most = most
        self._kept: OrderedDict[Key, WatchDay] = OrderedDict()

    async def days(
        self, session: AsyncSession, facility: FacilityId, checks: Sequence[Check], days: Sequence[date], today: date
    ) -> list[WatchDay]:
        return [await self._day(session, (facility, tuple(checks), on), today) for on in days]

    async def _day(self, session: AsyncSession, key: Key, today: date) -> WatchDay:
        if found := self._kept.get(key):
            return found
        facility, checks, on = key
        found = WatchDay(on, await facts.findings(session, facility, checks, end(on) - timedelta(seconds=1), past=True))
        if on < today:
            self._kept[key] = found
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return found
