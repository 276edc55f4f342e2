"""What a record lacks: told on the page of its closing sheet by who returns it, mended on the record's page."""

from dataclasses import replace

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import Malformed, Refusal
from domain.faults import both
from domain.names import PersonId, ShortcomingId
from domain.roles import Role
from domain.shortcomings import NewShortcoming
from services import people, records
from services.context import Context
from services.signatures import DocumentView
from web import asking
from web.errors import status_of
from web.forms import Option
from web.i18n import locale_of
from web.records import record_page, which
from web.render import page

ASKED = (
    ("lacks", "ghi điều phải bổ sung", "say what is to be mended"),
    ("mender", "chọn người bổ sung", "choose who mends it"),
    ("due", "chọn ngày và giờ", "choose day and time"),
)
"""What each line tells."""
LINES = range(1, 7)
"""Lines that the page of a closing sheet offers; more go in by a second return, or through the API."""


async def menders(context: Context, view: DocumentView) -> tuple[Option, ...]:
    """Who may be named to mend what a record lacks, when its closing sheet is refused: those of the treating department first."""
    if view.document.subject_kind != "closing":
        return ()
    posts = await people.colleagues(context, (Role.DOCTOR, Role.NURSE, Role.TECHNICIAN, Role.HEAD))
    near = sorted(posts, key=lambda post: post.position.department not in view.newest.chain.departments.values())
    found = {str(post.position.person): Option(str(post.position.person), f"{post.person}, {post.department}") for post in reversed(near)}
    return tuple(reversed(found.values()))


def read(sent: FormData) -> tuple[NewShortcoming, ...]:
    """The lines that say something. Raises: Malformed."""
    lines = _said(sent)
    wrong = [
        both(f"{name}-{n}: dòng {n}, {vi}", f"line {n}, {en}")
        for n in lines
        for name, vi, en in ASKED
        if not asking.text(sent, f"{name}-{n}")
    ]
    wrong += asking.unreadable(sent, moments=[f"due-{n}" for n in lines if asking.text(sent, f"due-{n}")])
    if wrong:
        raise Malformed(*wrong)
    return tuple(
        NewShortcoming(
            asking.text(sent, f"lacks-{n}"), PersonId(asking.id_of(asking.text(sent, f"mender-{n}"))), asking.moment(sent, f"due-{n}")
        )
        for n in lines
    )


def _said(sent: FormData) -> list[int]:
    return [n for n in LINES if any(asking.text(sent, f"{name}-{n}") for name, _, _ in ASKED)]


def places(sent: FormData) -> dict[str, str]:
    """How the house calls what a line tells → its field on the page."""
    told = {"what": "lacks", "owed_by": "mender", "due": "due"}
    return {f"shortcomings[{at}].{key}": f"{name}-{n}" for at, n in enumerate(_said(sent)) for key, name in told.items()}


async def mend(request: Request) -> Response:
    """What the record lacked is mended."""
    sent = await request.form()
    try:
        which_one = ShortcomingId(asking.id_of(request.path_params["shortcoming"]))
        await records.mend(asking.context(request, asking.text(sent, "request")), which(request), which_one)
    except Refusal as no:
        context = asking.context(request)
        shown = record_page(await records.standing(context, which(request)), context, asking.words(request))
        return page(request, "records/show.html", replace(shown, mending=asking.again(sent, no, locale_of(request))), status_of(no))
    return asking.seen(request, f"/records/{which(request)}")


ROUTES = [Route("/records/{record}/shortcomings/{shortcoming}", mend, methods=["POST"])]
