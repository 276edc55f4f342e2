"""A version that replaces a released one: everybody who read that one is told, and confirms to know it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from domain.alerts import Alert, Because, settled
from domain.changes import grave
from domain.errors import Incomplete
from domain.names import DocumentId, PersonId, RecordId
from domain.people import Actor
from store.queries import alerts as queries
from store.queries import signatures as papers
from store.writes import alerts as writes
from store.writes import audit, notices
from store.writes import orders as order_writes


async def alert_readers(
    session: AsyncSession, which: DocumentId, number: int, record: RecordId, data: Mapping[str, Any], actor: Actor, now: datetime
) -> None:
    """Tells at once, not when the last one has signed: what was released is known to be wrong from now on."""
    since = await queries.released_since(session, which)
    if since is None:
        return
    people = await queries.concerned(session, which, since)
    people.pop(actor.person, None)
    before = [one for one in await papers.versions(session, which) if one.completed_at][-1]
    danger = grave(before.data or {}, data)
    new = [Alert(which, number, person, because, danger, now) for person, because in people.items()]
    await writes.alert(session, new)
    await order_writes.amend(session, which, now if new else None, danger)
    await tell_replaced(session, new, f"replaced/{which}/{number}", now)
    await audit.note(session, now, None, "document.replace", ("document", which), record, version=number, told=len(new))


async def tell_replaced(session: AsyncSession, people: list[Alert], key: str, now: datetime) -> None:
    """A notice for each, in words for why they are told."""
    for one in people:
        kind = "copy_outdated" if one.because is Because.HANDED_OUT else "amended_grave" if one.grave else "amended"
        await notices.tell(session, key, [one.person], kind, f"/documents/{one.document}", now)


async def know(session: AsyncSession, which: DocumentId, person: PersonId, ordering: PersonId | None, now: datetime) -> bool:
    """This person knows; whether anything waited for that. When nobody further up need be told, that ends too."""
    knew = await writes.know(session, which, person, now)
    number = await papers.newest_number(session, which) or 0
    if knew and ordering and settled(await queries.of_version(session, which, number), ordering):
        await order_writes.amendment_known(session, which, now)
    return knew


def demand_known(knew: bool) -> None:
    """Raises: Incomplete when nothing waited for this person."""
    if not knew:
        raise Incomplete("không có bản thay thế nào chờ anh/chị xác nhận đã biết / no replacement waits for you to confirm")
