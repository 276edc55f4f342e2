"""A regulation is drafted: article by article with the template beside it; two versions beside each other; the paper as it would print."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.differences import ArticleDifference, Piece
from domain.errors import NotFound, Refusal
from domain.names import RegulationId
from domain.regulation_drafts import BLANK, MOST_ARTICLES, Article, Draft, RegulationTemplate, TemplateArticle
from services import regulation_views, regulations
from services.regulation_views import RegulationView
from web import asking
from web.errors import status_of
from web.forms import Form
from web.i18n import locale_of
from web.render import page


@dataclass(frozen=True)
class ArticleField:
    """One article as it is written, with the template's beside it."""

    number: int
    blanks: tuple[str, ...]
    template: TemplateArticle | None


@dataclass(frozen=True)
class DraftPage:
    address: str
    title: str
    version: int
    form: Form
    articles: tuple[ArticleField, ...]
    basis: str
    """What the template rests on."""
    certainty: str
    blanks: int


@dataclass(frozen=True)
class ArticleChange:
    """One article in both versions."""

    change: str
    before: int | None
    after: int | None
    title: tuple[Piece, ...]
    text: tuple[Piece, ...]


@dataclass(frozen=True)
class DifferencePage:
    address: str
    title: str
    before: int
    after: int
    versions: tuple[int, ...]
    opening: tuple[Piece, ...]
    articles: tuple[ArticleChange, ...]
    same: int
    """How many articles did not change; they are left out."""


async def edit(request: Request) -> Response:
    view = await regulation_views.read(asking.context(request), _which(request))
    return page(request, "regulations/draft.html", draft_page(view, Form(values=values_of(view.versions[-1].draft))))


async def revise(request: Request) -> Response:
    """Another article, one article less, or the next version itself."""
    sent, which = await request.form(), _which(request)
    view = await regulation_views.read(asking.context(request), which)
    form = Form(request=asking.text(sent, "request"), values=asking.typed(sent))
    if (more := asking.text(sent, "more")).isdecimal():
        return page(request, "regulations/draft.html", draft_page(view, replace(form, values=_with_one_more(form.values, int(more[:4])))))
    try:
        said = draft_of(sent)
        context = asking.context(request, asking.text(sent, "request"))
        await regulations.revise(context, which, asking.number(asking.text(sent, "base")), said, asking.text(sent, "reason"))
    except Refusal as no:
        form = asking.again(sent, no, locale_of(request))
        return page(request, "regulations/draft.html", draft_page(view, form), status_of(no))
    return asking.seen(request, f"/regulations/{which}")


async def difference(request: Request) -> Response:
    context, which = asking.context(request), _which(request)
    view = await regulation_views.read(context, which)
    after = asking.number(request.query_params.get("to", ""), view.regulation.version)
    before = asking.number(request.query_params.get("from", ""), max(after - 1, 1))
    opening, articles = await regulation_views.difference(context, which, before, after)
    changed = tuple(_change(one) for one in articles if one.change != "same")
    numbers = tuple(one.number for one in view.versions)
    title, same = view.regulation.title, len(articles) - len(changed)
    shown = DifferencePage(f"/regulations/{which}", title, before, after, numbers, opening, changed, same)
    return page(request, "regulations/difference.html", shown)


async def pdf(request: Request) -> Response:
    """The paper of the newest version, or of the one asked for, as it would be printed."""
    number = asking.number(request.query_params.get("version", ""))
    content = await regulation_views.preview(asking.context(request), _which(request), number)
    return Response(content, media_type="application/pdf", headers={"content-disposition": 'inline; filename="du-thao.pdf"'})


def draft_page(view: RegulationView, form: Form) -> DraftPage:
    """Raises: NotFound for whoever does not draft it now."""
    if "draft" not in view.acts:
        raise NotFound("regulation", view.regulation.id)
    known = _known(view.template)
    rows = _rows(form.values)
    fields = tuple(_field(number, form.values, known) for number in range(1, rows + 1))
    one = view.template
    return DraftPage(
        f"/regulations/{view.regulation.id}",
        view.regulation.title,
        asking.number(form.value("base"), view.regulation.version),
        form,
        fields,
        one.basis if one else "",
        one.certainty if one else "",
        sum(len(each.blanks) for each in fields),
    )


def _known(template: RegulationTemplate | None) -> Mapping[str, TemplateArticle]:
    return {_face(one.title): one for one in template.articles} if template else {}


def _field(number: int, values: Mapping[str, str], known: Mapping[str, TemplateArticle]) -> ArticleField:
    said = values.get(f"text-{number}", "")
    return ArticleField(number, tuple(BLANK.findall(said)), known.get(_face(values.get(f"title-{number}", ""))))


def values_of(draft: Draft) -> dict[str, str]:
    """The fields of the form, filled with a version's words."""
    values = {
        "title": draft.title,
        "bases": "\n".join(draft.bases),
        "proposer": draft.proposer,
        "carried_out_by": draft.carried_out_by,
        "recipients": "\n".join(draft.recipients),
        "effective_from": draft.effective_from.isoformat() if draft.effective_from else "",
        "rows": str(len(draft.articles)),
    }
    for number, one in enumerate(draft.articles, 1):
        values |= {f"chapter-{number}": one.chapter, f"title-{number}": one.title, f"text-{number}": one.text}
    return values


def draft_of(sent: FormData) -> Draft:
    """What was typed; an article of which nothing is left is left out. Raises: Malformed."""
    articles = [
        Article(*(_text(sent, f"{name}-{number}") for name in ("title", "text", "chapter")))
        for number in range(1, _rows(asking.typed(sent)) + 1)
    ]
    day: date | None = asking.a_day(sent, "effective_from") if asking.text(sent, "effective_from") else None
    return Draft(
        asking.text(sent, "title"),
        _lines(sent, "bases"),
        tuple(one for one in articles if one.title or one.text),
        asking.text(sent, "proposer"),
        asking.text(sent, "carried_out_by"),
        _lines(sent, "recipients"),
        day,
    )


def _with_one_more(values: Mapping[str, str], after: int) -> dict[str, str]:
    """An empty article after this one."""
    rows = _rows(values)
    moved = dict(values) | {"rows": str(min(rows + 1, MOST_ARTICLES))}
    for number in range(rows, min(after, rows), -1):
        moved |= {f"{name}-{number + 1}": values.get(f"{name}-{number}", "") for name in ("chapter", "title", "text")}
    return moved | dict.fromkeys((f"{name}-{min(after, rows) + 1}" for name in ("chapter", "title", "text")), "")


def _rows(values: Mapping[str, str]) -> int:
    return min(asking.number(values.get("rows", ""), 0), MOST_ARTICLES)


def _text(sent: FormData, name: str) -> str:
    return "\n".join(line.rstrip() for line in asking.text(sent, name).splitlines())


def _lines(sent: FormData, name: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in asking.text(sent, name).splitlines() if line.strip())


def _change(one: ArticleDifference) -> ArticleChange:
    return ArticleChange(f"article_{one.change}", one.before, one.after, one.title, one.text)


def _face(title: str) -> str:
    return " ".join(title.casefold().split())


def _which(request: Request) -> RegulationId:
    return RegulationId(asking.uuid(request, "regulation"))


ROUTES = [
    Route("/regulations/{regulation}/draft", edit),
    Route("/regulations/{regulation}/draft", revise, methods=["POST"]),
    Route("/regulations/{regulation}/difference", difference),
    Route("/regulations/{regulation}/pdf", pdf),
]
