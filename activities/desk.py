"""What every pair of hands works with, and the opening of an act's transaction."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from pydantic import TypeAdapter
from sqlalchemy.ext.asyncio import AsyncSession

from activities.failures import refusals_told
from domain.clock import Clock, day
from domain.cutovers import check_electronic
from domain.forms import Form
from domain.names import FacilityId, RecordId, Sha256
from domain.people import Actor, Position, beyond, demand, demand_above
from domain.policies import PolicyBook
from domain.signature_chains import ChainPolicy
from signing.conversions import Conversion
from signing.sheets import Sheet
from store.blobs import Shelf
from store.engine import Sessions
from store.queries import cutovers, editions, grants, people, records
from store.queries.signatures import Document

T = TypeVar("T")


@dataclass(frozen=True)
class Body:
    """Where an act's words lie on the shelf: they never travel through Temporal."""

    key: str
    sha256: Sha256


@dataclass(frozen=True)
class Desk:
    """The tools of the hands, chosen in `app/wiring.py`."""

    sessions: Sessions
    shelf: Shelf
    policies: PolicyBook
    clock: Clock
    render: Callable[[Form, Mapping[str, Any], Mapping[str, bytes]], Sheet]
    """Form, data, and the bytes of its pictures and files by their digests → printed sheet."""
    convert: Callable[[bytes, Conversion], bytes]
    """Signed file → the print that says it is a paper conversion of it."""

    def critical_again(self, facility: FacilityId, now: datetime) -> timedelta:
        """How long a critical value that nobody confirmed waits until it is told again."""
        return timedelta(minutes=self.policies.care(facility, day(now)).critical_again_minutes)

    def amended_again(self, facility: FacilityId, now: datetime, grave: bool) -> timedelta:
        """How long a replaced result that those concerned do not know waits until it is told further up."""
        care = self.policies.care(facility, day(now))
        return timedelta(minutes=care.critical_again_minutes if grave else care.replaced_again_minutes)

    async def chain(self, session: AsyncSession, form: str, facility: FacilityId, day: date) -> ChainPolicy:
        """The chain of a version made on the day: the facility's own as the rows have it in this very act, else the files'.

        Raises: NotFound.
        """
        return await editions.own(session, form, facility, day) or self.policies.chain(form, facility, day)

    async def read(self, body: Body, kind: type[T]) -> T:
        """The words of an act."""
        return TypeAdapter(kind).validate_json(await self.shelf.get(body.key, body.sha256))

    @asynccontextmanager
    async def act(self) -> AsyncIterator[tuple[AsyncSession, datetime]]:
        """One act, one transaction; its refusals leave as final answers."""
        with refusals_told():
            async with self.sessions.begin() as session:
                yield session, self.clock()


async def allowed(session: AsyncSession, actor: Actor, act: str, state: str, now: datetime) -> Position:
    """The acting position, which may do this in this state. Raises: NotAllowed, WrongState."""
    position = await people.position(session, actor)
    demand(position, act, state, day(now))
    return position


async def check_above(session: AsyncSession, position: Position, act: str) -> None:
    """An act of a department of health is for a post held at one, whatever the role. Raises: NotAllowed."""
    demand_above(position, act, (await people.facility(session, position.facility)).kind)


async def allowed_on_document(session: AsyncSession, actor: Actor, act: str, document: Document, now: datetime) -> Position:
    """As `allowed`, in any state; a clinical sheet only in its own facility. Raises: NotAllowed, OutOfReach."""
    position = await people.position(session, actor)
    may_on_document(position, act, document, now)
    return position


def may_on_document(position: Position, act: str, document: Document, now: datetime) -> None:
    """The same for a position that was read. Raises: NotAllowed, OutOfReach."""
    demand(position, act, "*", day(now))
    if document.record and document.facility != position.facility:
        raise beyond(position, document.facility)


async def allowed_on_record(session: AsyncSession, actor: Actor, act: str, record: RecordId, state: str, now: datetime) -> Position:
    """As `allowed`, for a record in reach; one lent for a supplement is added to. Raises: NotAllowed, WrongState, OutOfReach."""
    position = await allowed(session, actor, act, state, now)
    if act in ("sheet.write", "order.place"):
        check_electronic(await cutovers.medium(session, record), act, day(now))
    if not await records.reaches(session, position, record, now) and not (
        act == "sheet.add" and await grants.adds(session, position, record, now)
    ):
        raise beyond(position, (await records.record(session, record)).facility)
    return position
