"""Refused sheets that wait to be made again: a line each, with the reason and the way to do it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domain.names import DocumentId, OrderId
from services.context import Context
from services.remaking import makes_again
from store.queries.returned import Returned
from store.queries.signatures import Document, Version
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


@dataclass(frozen=True)
class Before:
    """The version that a new one takes the place of."""

    title: str
    number: int
    address: str
    refused: str = ""
    """Why it was refused, in the words of who refused it."""


def before(document: Document, version: Version) -> Before:
    refused = (version.ended_reason or "") if version.state == "refused" else ""
    return Before(document.title, version.number, f"/documents/{document.id}/{version.number}", refused)


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
    if not makes_again(context, one):
        return ""
    match one.subject_kind:
        case "result":
            return remake(OrderId(UUID(one.subject)), one.document)
        case "order":
            return f"/documents/{one.document}"
        case "sheet":
            return rewrite(one.subject, one.document)
        case _:
            return f"/records/{one.subject}" if one.subject_kind == "closing" else ""
