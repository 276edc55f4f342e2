"""Who signs for whom: the list of the facility, a form to begin one, a button to end one."""

from dataclasses import dataclass
from datetime import date

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import Malformed, Refusal
from domain.names import DepartmentId, PersonId
from domain.roles import Role
from domain.substitutions import PaperKind, SignsAs
from services import people, substitutions
from services.context import Context
from services.substitutions import NewSubstitution, SubstitutionView
from web import asking
from web.errors import status_of
from web.forms import Form, Option
from web.i18n import locale_of
from web.inputs import spoken
from web.render import page
from web.words import ROLES, Gettext, _

PAPERS = {PaperKind.AUTHORISATION: _("Giấy uỷ quyền, quyết định giao phụ trách"), PaperKind.DUTY_LIST: _("Lịch trực, bảng phân công")}
CAPACITIES = {
    SignsAs.KT: _("KT. – ký thay"),
    SignsAs.TL: _("TL. – thừa lệnh"),
    SignsAs.TUQ: _("TUQ. – thừa uỷ quyền"),
    SignsAs.Q: _("Q. – quyền"),
}
UNSIGNING = frozenset({Role.INTEGRATOR})


@dataclass(frozen=True)
class SubstitutionLine:
    id: str
    absent: str
    substitute: str
    since: date
    until: date
    paper: str
    bounds: str
    """How far it reaches, when not everywhere."""
    holds: bool
    """Today."""
    mine: bool
    request: str


@dataclass(frozen=True)
class SubstitutionsPage:
    lines: tuple[SubstitutionLine, ...]
    form: Form
    people: tuple[Option, ...]
    departments: tuple[Option, ...]
    forms: tuple[Option, ...]
    papers: tuple[Option, ...]
    capacities: tuple[Option, ...]


async def show(request: Request) -> Response:
    context = asking.context(request)
    start = Form(
        values={"absent": str(context.position.person), "since": context.today.isoformat(), "paper_day": context.today.isoformat()}
    )
    return page(request, "substitutions/show.html", await _page(request, start))


async def begin(request: Request) -> Response:
    sent = await request.form()
    try:
        await substitutions.begin(asking.context(request, asking.text(sent, "request")), _new(sent))
    except Refusal as no:
        return page(request, "substitutions/show.html", await _page(request, asking.again(sent, no, locale_of(request))), status_of(no))
    return asking.seen(request, "/substitutions")


async def end(request: Request) -> Response:
    sent = await request.form()
    try:
        await substitutions.end(asking.context(request, asking.text(sent, "request")), asking.uuid(request, "substitution"))
    except Refusal as no:
        return page(request, "substitutions/show.html", await _page(request, asking.again(sent, no, locale_of(request))), status_of(no))
    return asking.seen(request, "/substitutions")


def _new(sent: FormData) -> NewSubstitution:
    kind, signs_as = asking.text(sent, "paper_kind"), asking.text(sent, "signs_as")
    wrong = asking.unchosen(sent, "absent", "substitute") + asking.unreadable(sent, ("since", "until", "paper_day"))
    if kind not in set(PaperKind) or signs_as not in set(SignsAs):
        wrong.append("paper_kind: chọn loại văn bản và tư cách ký / choose the paper and the capacity")
    if wrong:
        raise Malformed(*wrong)
    form, department = asking.text(sent, "form"), asking.text(sent, "department")
    return NewSubstitution(
        PersonId(asking.id_of(asking.text(sent, "absent"))),
        PersonId(asking.id_of(asking.text(sent, "substitute"))),
        asking.a_day(sent, "since"),
        asking.a_day(sent, "until"),
        PaperKind(kind),
        asking.text(sent, "paper_number"),
        asking.a_day(sent, "paper_day"),
        SignsAs(signs_as),
        (form,) if form else (),
        DepartmentId(department) if department else None,
    )


async def _page(request: Request, form: Form) -> SubstitutionsPage:
    context, words = asking.context(request), asking.words(request)
    places = dict(await people.departments(context))
    book = context.house.policies
    names = {one.code: spoken(one, locale_of(request)).name for one in book.forms if not one.unsigned}
    lines = tuple(_line(one, names, places, context.today, words) for one in await substitutions.listing(context))
    return SubstitutionsPage(
        lines,
        form,
        await signing_colleagues(context, words),
        tuple(Option(which, name) for which, name in places.items()),
        tuple(Option(code, name) for code, name in sorted(names.items(), key=lambda pair: pair[1])),
        tuple(Option(kind, words(said)) for kind, said in PAPERS.items()),
        tuple(Option(kind, words(said)) for kind, said in CAPACITIES.items()),
    )


async def signing_colleagues(context: Context, words: Gettext) -> tuple[Option, ...]:
    """Everybody of the own facility who signs, each once, by their first post."""
    found: dict[str, Option] = {}
    for post in await people.colleagues(context):
        if post.position.role not in UNSIGNING:
            which, told = str(post.position.person), f"{post.person} – {words(ROLES[post.position.role])}"
            found.setdefault(which, Option(which, f"{told}, {post.department}" if post.department else told))
    return tuple(found.values())


def _line(one: SubstitutionView, forms: dict[str, str], places: dict[DepartmentId, str], today: date, words: Gettext) -> SubstitutionLine:
    held = one.substitution
    bounds = [forms.get(code, code) for code in held.forms] + ([places.get(held.department, "")] if held.department else [])
    paper = f"{words(PAPERS[held.paper_kind])} {held.paper_number} – {held.paper_day:%d/%m/%Y}"
    return SubstitutionLine(
        str(held.id),
        one.absent,
        one.substitute,
        held.since,
        held.until,
        f"{held.signs_as} · {paper}",
        ", ".join(bounds),
        held.since <= today <= held.until,
        one.mine,
        Form().request,
    )


ROUTES = [
    Route("/substitutions", show),
    Route("/substitutions", begin, methods=["POST"]),
    Route("/substitutions/{substitution}/ending", end, methods=["POST"]),
]
