"""What a survey shows: what is short of the criteria, what to invest in, which milestones look done; and how two surveys differ."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.survey_editions import Category
from domain.survey_gaps import Finding, Investment, gaps
from services import survey_views, survey_workbooks
from services.survey_views import BaselineView
from web import asking
from web.i18n import locale_of
from web.reading import Words
from web.render import page
from web.summaries import download
from web.survey_pages import needed, said, state_of
from web.surveys import number_of
from web.tracks import which
from web.words import CERTAINTIES, _

CATEGORIES = {Category.HARDWARE: _("Phần cứng"), Category.SOFTWARE: _("Phần mềm"), Category.SERVICE: _("Dịch vụ")}


@dataclass(frozen=True)
class GapLine:
    label: str
    answer: str
    needed: str
    state: str
    basis: str
    certainty: str


@dataclass(frozen=True)
class InvestmentLine:
    item: str
    category: str
    unit: str
    quantity: int
    why: str


@dataclass(frozen=True)
class SuggestedLine:
    """A milestone that looks done."""

    address: str
    words: str
    why: str


@dataclass(frozen=True)
class ShownPage:
    facility: str
    track: str
    survey: str
    """Address of the survey."""
    number: int
    state: str
    gaps: tuple[GapLine, ...]
    unknown: tuple[GapLine, ...]
    """What cannot be judged, for an answer is missing."""
    investments: tuple[InvestmentLine, ...]
    suggestions: tuple[SuggestedLine, ...]
    met: int
    judged: int
    differs: bool


async def shown(request: Request) -> Response:
    view = await survey_views.baseline(asking.context(request), which(request), number_of(request))
    return page(request, "surveys/shown.html", shown_page(view, locale_of(request), asking.words(request)))


def shown_page(view: BaselineView, locale: str, words: Words) -> ShownPage:
    one, track = view.shown.survey, f"/tracks/{view.track.id}"
    found = view.shown.findings
    return ShownPage(
        view.facility,
        track,
        f"{track}/surveys/{one.number}",
        one.number,
        f"survey_{one.state}",
        tuple(_gap(view, each, locale, words) for each in gaps(found)),
        tuple(_gap(view, each, locale, words) for each in found if each.met is None),
        tuple(_investment(each, words) for each in view.investments),
        tuple(
            SuggestedLine(f"{track}/milestones/{each.milestone.code}", f"{each.milestone.code} {each.milestone.title}", each.why)
            for each in view.suggestions
        ),
        sum(each.met is True for each in found),
        len(found),
        view.differs,
    )


def _gap(view: BaselineView, found: Finding, locale: str, words: Words) -> GapLine:
    edition, one = view.shown.edition, found.question
    rule = one.criterion
    basis, certainty = (rule.basis, words(CERTAINTIES[rule.certainty])) if rule else ("", "")
    label, answer = edition.english_of(one.label, locale), said(edition, one, found.answer, locale, words)
    return GapLine(label, answer, needed(edition, found, locale, words), state_of(found), basis, certainty)


def _investment(one: Investment, words: Words) -> InvestmentLine:
    return InvestmentLine(one.item, words(CATEGORIES[one.category]), one.unit, one.quantity, one.why)


async def proposed(request: Request) -> Response:
    return download(await survey_workbooks.proposed(asking.context(request), which(request), number_of(request)))


ROUTES = [
    Route("/tracks/{track}/surveys/{number:int}/gaps", shown),
    Route("/tracks/{track}/surveys/{number:int}/gaps.xlsx", proposed),
]
