"""The page of signatures of a version, to be printed beside it."""

from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.names import DocumentId
from domain.signatures import Signature
from services import signers
from services.signers import SignersView
from web import asking
from web.foreign import Words, foreign
from web.render import page
from web.words import ROLES, _

METHODS: dict[str, str] = {
    "digital": _("chữ ký số"),
    "organisation": _("chữ ký số của cơ quan, tổ chức"),
    "confirmed": _("xác nhận điện tử, không phải chữ ký số"),
}
"""Words for how somebody signed."""


@dataclass(frozen=True)
class SignerLine:
    name: str
    title: str
    """Of the stage, as it would stand on a sheet."""
    post: str
    method: str
    at: datetime
    stamped_at: datetime | None


@dataclass(frozen=True)
class SignersPage:
    facility: str
    title: str
    code: str
    version: int
    address: str
    content: str
    """SHA-256 of what was read."""
    newest: str
    state: str
    needed: int
    author: str
    made_at: datetime
    lines: tuple[SignerLine, ...]
    brought: tuple[str, ...]
    printed_by: str
    printed_at: datetime


async def show(request: Request) -> Response:
    """Who signed, in which post, when, over which bytes."""
    context, words = asking.context(request), asking.words(request)
    which = DocumentId(asking.uuid(request, "document"))
    view = await signers.read(context, which, request.path_params["version"])
    version, file = view.version, foreign(view.version, words)
    found = SignersPage(
        view.facility.name,
        view.document.title,
        view.document.code,
        version.number,
        f"/documents/{which}/{version.number}",
        version.chain.content,
        version.newest,
        version.state,
        sum(step.needed for step in version.chain.steps),
        view.names.get(version.author, ""),
        version.made_at,
        tuple(_line(one, view, words) for one in version.chain.signatures),
        file.signers if file else (),
        asking.visit(request).shown.name,
        context.now,
    )
    return page(request, "documents/signers.html", found)


def _line(made: Signature, view: SignersView, words: Words) -> SignerLine:
    step = next(one for one in view.version.chain.steps if one.name == made.step)
    post = view.posts.get(made.position)
    held = " · ".join(part for part in (words(ROLES[post.position.role]), post.department) if part) if post else ""
    method = METHODS.get(str(made.method), str(made.method))
    stood = words(_("ký thay %(who)s")) % {"who": view.names.get(made.absent, "")} if made.absent else ""
    return SignerLine(
        view.names.get(made.person, ""), ", ".join(one for one in (step.title, stood) if one), held, words(method), made.at, made.stamped_at
    )


ROUTES = [Route("/documents/{document}/{version:int}/signers", show)]
