"""Around a complete document: its addenda, what it adds to, and the way to add or to make a new version."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.errors import NotFound
from domain.people import may
from domain.policies import PolicyBook
from domain.roles import Role
from domain.sheets import ADDENDUM
from services import addenda, remaking
from services.context import Context
from services.signatures import DocumentView
from web.returned import remake, rewrite

BY_ACT: Mapping[str, str] = {"order": "order.place", "result": "result.deliver"}
"""Kind of document that comes by an act of its own → the act: who may do that may add to it."""


@dataclass(frozen=True)
class AddendumLine:
    address: str
    title: str
    author: str
    state: str


@dataclass(frozen=True)
class Around:
    base: AddendumLine | None = None
    """Of an addendum: the version it adds to."""
    addenda: tuple[AddendumLine, ...] = ()
    add: str = ""
    """Where this person adds to the document."""
    anew: str = ""
    """Where this person makes a new version of the complete sheet."""


async def around(context: Context, view: DocumentView) -> Around:
    document = view.document
    found = await addenda.around(context, document)
    base = AddendumLine(f"/documents/{found.base.id}/{document.adds_to_version}", found.base.title, "", "") if found.base else None
    lines = tuple(
        AddendumLine(f"/documents/{one.id}", one.title, view.names.get(version.author, ""), version.state) for one, version in found.addenda
    )
    add, anew = _ways(context, view)
    return Around(base, lines, add, anew or await _result_anew(context, view))


async def _result_anew(context: Context, view: DocumentView) -> str:
    """Where the department that performed it makes a new version of a result, signed or not."""
    frozen = view.newest.data is None or view.newest.chain.ended
    order = None if frozen else await remaking.order_of(context, view.document)
    return remake(order, view.document.id) if order else ""


def _ways(context: Context, view: DocumentView) -> tuple[str, str]:
    """To add to what is complete, and to make a new version of it while the record is not archived: by who draws it up."""
    document, newest, role = view.document, view.newest, context.position.role
    if document.record is None or not newest.stands or document.form == ADDENDUM or not may(role, "sheet.add", "archived"):
        return "", ""
    if view.grant and not view.grant.adds:
        return "", ""
    writes = role in _written_by(context.house.policies, view)
    own = (
        writes
        if document.subject_kind == "sheet"
        else may(role, {"order": "order.place", "result": "result.deliver"}.get(document.subject_kind, "person.enrol"))
    )
    add = f"/documents/{document.id}/addenda/new" if own else ""
    anew = newest.data is not None and writes and document.subject_kind == "sheet"
    return add, rewrite(document.record, document.id) if anew else ""


def _written_by(book: PolicyBook, view: DocumentView) -> tuple[Role, ...]:
    try:
        return book.form(view.document.form, view.newest.made_at.date()).written_by
    except NotFound:
        return ()
