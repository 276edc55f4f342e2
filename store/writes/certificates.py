"""Writes of what authorities said of certificates."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from store.queries.certificates import StatusAnswer
from store.tables.certificates import StatusAnswerRow


@dataclass(frozen=True)
class StatusPlace:
    """What was asked about, and where."""

    about: str
    address: str
    is_list: bool
    certificate: bytes
    issuer: bytes


async def keep_status(session: AsyncSession, place: StatusPlace, new: StatusAnswer) -> StatusAnswer:
    """Keeps an answer unless one of a later moment is kept, or one of the same moment that calls more revoked; the one kept now."""
    a = StatusAnswerRow
    said = {"der": new.der, "sha256": new.sha256, "this_update": new.at, "next_update": new.until, "revoked": new.revoked}
    asked = {**_asked(place), "fetched_at": new.asked_at, "tried_at": new.asked_at, "failures": 0}
    wanted = insert(a).values(**asked, **said)
    its = wanted.excluded
    newer = a.this_update.is_(None) | (tuple_(its.this_update, its.revoked) >= tuple_(a.this_update, a.revoked))
    changed = {column: case((newer, its[column]), else_=getattr(a, column)) for column in said}
    times = {column: func.greatest(its[column], getattr(a, column)) for column in ("fetched_at", "tried_at")}
    made = wanted.on_conflict_do_update(index_elements=[a.about, a.address], set_={**changed, **times, "failures": 0})
    rows = await session.execute(made.returning(a.der, a.sha256, a.this_update, a.next_update, a.revoked, a.fetched_at))
    der, sha256, at, until, revoked, asked_at = rows.one()
    return StatusAnswer(der, sha256 or "", at or new.at, until or new.until, revoked, asked_at or new.asked_at)


async def miss_status(session: AsyncSession, place: StatusPlace, at: datetime) -> None:
    """Nobody answered."""
    a = StatusAnswerRow
    wanted = insert(a).values(**_asked(place), tried_at=at, failures=1, revoked=0)
    again = {"tried_at": func.greatest(a.tried_at, at), "failures": a.failures + 1}
    await session.execute(wanted.on_conflict_do_update(index_elements=[a.about, a.address], set_=again))


def _asked(place: StatusPlace) -> dict[str, object]:
    return {
        "about": place.about,
        "address": place.address,
        "is_list": place.is_list,
        "certificate": place.certificate,
        "issuer": place.issuer,
    }
