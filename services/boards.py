"""Rows of boards: worked out from a track's milestones once, and kept until one of them changes or the day does."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from domain.boards import Cell, cells, deadline
from domain.forecasts import Forecast, Habit, forecast, habitual, slack
from domain.standings import beside
from domain.tracks import Track
from domain.waiting import Held
from store.queries import tracks
from store.queries.plans import BoardLine


@dataclass(frozen=True)
class Row:
    """One facility's line of the board."""

    line: BoardLine
    cells: dict[str, Cell]
    """Milestone → cell; a milestone that is not this facility's has none."""
    forecast: Forecast | None
    slack: int | None
    deadline: date | None


@dataclass(frozen=True)
class Reading:
    """What a row is read with, besides its track."""

    usual: Habit
    """Of the whole plan."""
    began: date
    today: date
    elsewhere: tuple[Held, ...] = ()
    """What milestones wait for in other tracks of the plan."""


class Boards:
    """The rows that were asked for last, in this process."""

    def __init__(self, most: int = 6000) -> None:
        self._most = most
        self._kept: OrderedDict[object, tuple[Row, tuple[Held, ...]]] = OrderedDict()
        """With what the row's own milestones waited for elsewhere: what others wait for changes it no more than their own acts do."""

    async def rows(self, session: AsyncSession, lines: Sequence[BoardLine], reading: Reading) -> list[Row]:
        """In the order of `lines`; a line carries its track's version, so that what is kept is what would be read."""
        found = {line.track: kept for line in lines if (kept := self._of(line, reading))}
        missing = {line.track: line for line in lines if line.track not in found}
        for track in await tracks.tracks(session, missing):
            line, track = missing[track.id], beside(track, reading.elsewhere)
            found[track.id] = row = row_of(line, track, reading)
            own = habitual(track, reading.today)
            self._keep((line, None if own else _usual(reading), reading.began, reading.today), (row, _of_row(row, reading)))
        return [found[line.track] for line in lines]

    def _of(self, line: BoardLine, reading: Reading) -> Row | None:
        """By the track's own habit, else by everybody's: what others do changes no row that has its own."""
        for usual in (None, _usual(reading)):
            row, waited = self._kept.get(key := (line, usual, reading.began, reading.today), (None, ()))
            if row and waited == _of_row(row, reading):
                self._kept.move_to_end(key)
                return row if usual is None or row.forecast is None else replace(row, forecast=replace(row.forecast, habit=reading.usual))
        return None

    def _keep(self, key: object, row: tuple[Row, tuple[Held, ...]]) -> None:
        self._kept[key] = row
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)


def _usual(reading: Reading) -> tuple[int, int, int]:
    """What a forecast is made of; from how many milestones it was read changes nothing."""
    return reading.usual.near, reading.usual.middle, reading.usual.far


def _of_row(row: Row, reading: Reading) -> tuple[Held, ...]:
    return tuple(one for one in reading.elsewhere if one.of in row.cells)


def row_of(line: BoardLine, track: Track, reading: Reading) -> Row:
    """Of a track as it stands, or as it stood."""
    expected = forecast(track, reading.usual, reading.began, reading.today)
    found = {cell.code: cell for cell in cells(track, reading.today)}
    return Row(line, found, expected, slack(track, expected), deadline(track))
