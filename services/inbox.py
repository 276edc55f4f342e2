"""What waits for a signature of the person who asks, in lists; read, put into the set, put aside."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from domain.clock import VIETNAM
from domain.errors import Malformed, NotYourTurn
from domain.names import DocumentId
from domain.people import demand
from services import reviewing
from services.context import Context
from signing.tickets import Reviewed
from store.queries import inbox as lists
from store.queries import reviewing as reads
from store.queries import tasks
from store.queries.inbox import InboxLine, Shown
from store.writes import notices
from store.writes import tasks as writes

MOST_VERSIONS = 10_000
"""What an address names beyond that was never asked for, and rows cannot count so far."""
MORNING = time(7, 0)
"""When what was put aside until tomorrow comes back, in Vietnam."""


@dataclass(frozen=True)
class InboxView:
    """One page of a list, and what stands around it."""

    lines: list[InboxLine]
    more: bool
    """Whether another page follows."""
    opened: frozenset[tuple[DocumentId, int]]
    """Those of the lines that this person has opened."""
    chosen: list[Reviewed]
    """The whole set, also what other pages show."""
    tallies: dict[Shown, int]


async def view(context: Context, shown: Shown, words: str = "", after: tuple[datetime, UUID] | None = None, limit: int = 50) -> InboxView:
    """The list that is asked for, most urgent first."""
    person, now = context.position.person, context.now
    async with context.house.sessions() as session:
        lines = await lists.inbox(session, person, now, after, limit + 1, shown, words)
        opened = await reads.opened(session, person, {one.document for one in lines})
        chosen = [Reviewed(*one) for one in await lists.chosen(session, person, now)]
        return InboxView(lines[:limit], len(lines) > limit, frozenset(opened), chosen, await lists.tallies(session, person, now))


async def following(context: Context, one: Reviewed, shown: Shown, words: str = "") -> InboxLine | None:
    """What comes after it in the list and is not in the set yet."""
    person, now = context.position.person, context.now
    async with context.house.sessions() as session:
        found = await tasks.task(session, one.document, one.version, person) if one.version <= MOST_VERSIONS else None
        lines = await lists.inbox(session, person, now, (found[0], one.document), 200, shown, words) if found else []
    return next((line for line in lines if not line.reviewed_at), None)


async def review(context: Context, which: DocumentId, number: int) -> None:
    """Puts what was read into the set; put in twice it stands there once, since the first time.

    Raises: NotAllowed, NotYourTurn, Incomplete (not opened), SetRefused (signed by itself, opened too shortly).
    """
    demand(context.position, "document.sign", "*", context.today)
    async with context.house.sessions.begin() as session:
        await _mine(session, context, which, number)
        await reviewing.check_one(session, context, which, number)
        await writes.review(session, which, number, context.position.person, context.now)


async def take_out(context: Context, which: DocumentId, number: int) -> None:
    """Out of the set; nothing happens to what is not in it."""
    if number > MOST_VERSIONS:
        return
    async with context.house.sessions.begin() as session:
        await writes.review(session, which, number, context.position.person, None)


async def put_aside(context: Context, which: DocumentId, number: int, until: datetime | None = None) -> datetime:
    """Out of the way until that moment, or tomorrow morning, and at most until it is due; gives the moment.

    Raises: NotAllowed, NotYourTurn, Malformed (past its due time, or a moment that is over).
    """
    demand(context.position, "document.sign", "*", context.today)
    async with context.house.sessions.begin() as session:
        due = await _mine(session, context, which, number)
        if due <= context.now:
            raise Malformed("until: đã quá hạn ký nên không để sau được, hãy ký hoặc từ chối / it is overdue: sign it or refuse")
        wished = until or datetime.combine(context.today + timedelta(days=1), MORNING, VIETNAM)
        if wished <= context.now:
            raise Malformed("until: giờ đã qua, chọn giờ khác / that moment is over, choose another")
        await writes.put_aside(session, which, number, context.position.person, kept := min(wished, due))
        await notices.nudge(session, [context.position.person])
        return kept


async def put_back(context: Context, which: DocumentId, number: int) -> None:
    """Back into the inbox before its moment."""
    if number > MOST_VERSIONS:
        return
    async with context.house.sessions.begin() as session:
        await writes.put_aside(session, which, number, context.position.person, None)
        await notices.nudge(session, [context.position.person])


async def _mine(session: AsyncSession, context: Context, which: DocumentId, number: int) -> datetime:
    """When this person's open task is due. Raises: NotYourTurn when there is none."""
    found = await tasks.task(session, which, number, context.position.person) if number <= MOST_VERSIONS else None
    if found is None:
        raise NotYourTurn("", "past")
    return found[0]
