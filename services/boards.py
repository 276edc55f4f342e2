"""Rows of boards: worked out from a track's milestones once, and kept until one of them changes or the day does."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from domain.boards import Cell, cells, deadline
from domain.forecasts import Forecast, Habit, forecast, slack
from domain.names import TrackId
from domain.tracks import Track
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


class Boards:
    """The rows that were asked for last, in this process."""

    def __init__(self, most: int = 4000) -> None:
        self._most = most
        self._kept: OrderedDict[tuple[BoardLine, Reading], Row] = OrderedDict()

    async def rows(self, session: AsyncSession, lines: Sequence[BoardLine], reading: Reading) -> list[Row]:
        """In the order of `lines`; a line carries its track's version, so that what is kept is what would be read."""
        missing: dict[TrackId, BoardLine] = {line.track: line for line in lines if (line, reading) not in self._kept}
        for track in await tracks.tracks(session, missing):
            line = missing[track.id]
            self._kept[line, reading] = row(line, track, reading)
        found = [self._kept[line, reading] for line in lines]
        for line in lines:
            self._kept.move_to_end((line, reading))
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return found


def row(line: BoardLine, track: Track, reading: Reading) -> Row:
    """Of a track as it stands, or as it stood."""
    expected = forecast(track, reading.usual, reading.began, reading.today)
    found = {cell.code: cell for cell in cells(track, reading.today)}
    return Row(line, found, expected, slack(track, expected), deadline(track))
