"""How two surveys of a track differ, question by question."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.survey_gaps import Difference, Turn
from services import survey_views
from services.survey_views import DifferenceView
from web import asking
from web.i18n import locale_of
from web.reading import Words
from web.render import page
from web.survey_pages import said
from web.surveys import number_of
from web.tracks import which
from web.words import number


@dataclass(frozen=True)
class DifferenceLine:
    section: str
    label: str
    before: str
    after: str
    more: str  # by how much a number grew, with its sign
    turn: str
    """`gap_opened`, `gap_closed`, `gap_stayed`, or empty."""


@dataclass(frozen=True)
class DifferencePage:
    facility: str
    track: str
    survey: str
    before: int
    after: int
    opened: int
    closed: int
    stayed: int
    changed: tuple[DifferenceLine, ...]
    same: int
    """Questions answered as before."""


async def difference(request: Request) -> Response:
    view = await survey_views.difference(asking.context(request), which(request), number_of(request))
    return page(request, "surveys/difference.html", difference_page(view, locale_of(request), asking.words(request)))


def difference_page(view: DifferenceView, locale: str, words: Words) -> DifferencePage:
    track = f"/tracks/{view.track.id}"
    counted = {turn: sum(one.turn is turn for one in view.differences) for turn in Turn}
    changed = [one for one in view.differences if one.changed or one.turn in (Turn.OPENED, Turn.CLOSED)]
    return DifferencePage(
        view.facility,
        track,
        f"{track}/surveys/{view.after.survey.number}",
        view.before.survey.number,
        view.after.survey.number,
        counted[Turn.OPENED],
        counted[Turn.CLOSED],
        counted[Turn.STAYED],
        tuple(_difference(view, one, locale, words) for one in changed),
        sum(not one.changed and one.after is not None for one in view.differences),
    )


def _difference(view: DifferenceView, one: Difference, locale: str, words: Words) -> DifferenceLine:
    code, edition = one.question.code, view.after.edition
    section = next((part.title for part in edition.sections if any(each.code == code for each in part.questions)), "")
    more = "" if not one.more else f"{'+' if one.more > 0 else '−'}{number(str(abs(one.more)), locale)}"
    before, after = (said(edition, one.question, value, locale, words) for value in (one.before, one.after))
    labels = edition.english_of(section, locale), edition.english_of(one.question.label, locale)
    return DifferenceLine(*labels, before, after, more, f"gap_{one.turn}" if one.turn else "")


ROUTES = [Route("/tracks/{track}/surveys/{number:int}/difference", difference)]
