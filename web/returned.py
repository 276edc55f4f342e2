"""Refused sheets that wait to be made again: a line each, with the reason and the way to do it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domain.names import DocumentId, OrderId
from domain.people import Role
from services.context import Context
from store.queries.returned import Returned
from web.words import initials


@dataclass(frozen=True)
class ReturnedLine:
    title: str
    address: str
    about: str
    """`Đ.V.H. 1958 · BA-26-004512`."""
    why: str
    by: str
    at: datetime
    redo: str
    """Where it is made again."""


def remake(order: OrderId, sheet: DocumentId) -> str:
    """Where a result sheet is made again, filled as its newest version."""
    return f"/orders/{order}/results/new?again={sheet}"


def rewrite(record: object, sheet: DocumentId) -> str:
    """Where a sheet drawn up by its form is drawn up again."""
    return f"/records/{record}/sheets/new?again={sheet}"


def lines(found: Iterable[Returned], context: Context) -> tuple[ReturnedLine, ...]:
    """Those that this person can make again."""
    return tuple(
        ReturnedLine(
            one.title,
            f"/documents/{one.document}",
            f"{initials(one.patient)} {one.birth_year} · {one.record_code}",
            one.reason,
            one.by,
            one.at,
            redo,
        )
        for one in found
        if (redo := _redo(one, context))
    )


def _redo(one: Returned, context: Context) -> str:
    if one.subject_kind == "result" and context.position.role is Role.TECHNICIAN:
        return remake(OrderId(UUID(one.subject)), one.document)
    if one.subject_kind == "order" and context.position.role is Role.DOCTOR:
        return f"/documents/{one.document}"
    if one.subject_kind == "sheet":
        return rewrite(one.subject, one.document) if one.author == context.position.person else ""
    return f"/records/{one.subject}" if one.subject_kind == "closing" and one.author == context.position.person else ""
