"""A plan's rehearsal: a scenario is edited and played; who goes live when, what is late, who is told on which day."""

import asyncio
import csv
import io
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import Refusal
from domain.rehearsal import Happening, Outcome
from services import rehearsals
from services.context import Context
from services.rehearsals import Played
from web import asking
from web.errors import status_of
from web.forms import Form
from web.i18n import locale_of
from web.rehearsal_words import coming, held, names, rows, why
from web.render import page
from web.words import HAPPENINGS, Gettext, _

Words = Gettext


@dataclass(frozen=True)
class OutcomeLine:
    """How one unit came through, and everything that happened in its track."""

    name: str
    live_on: date | None
    late: tuple[tuple[str, int], ...]
    missing: tuple[str, ...]
    told: int
    """Reminders and escalations."""
    happenings: tuple[tuple[datetime, str, str, str], ...]
    """When, milestone, what, why."""
    held: Mapping[str, str] = field(default_factory=dict)
    """Milestone → why it is late or not done."""
    coming: Mapping[str, str] = field(default_factory=dict)
    """Milestone that is not done when the play ends → the day it would be."""


@dataclass(frozen=True)
class RehearsalPage:
    code: str
    title: str
    form: Form
    scenario: str
    begins: date | None = None
    ends: date | None = None
    outcomes: tuple[OutcomeLine, ...] = ()
    shown: int = 0
    """Units of which the days are listed; the table as CSV has them all."""


PLAYING = asyncio.Lock()
DETAILED = 20
"""Units whose days a page lists."""


async def rehearsal(request: Request) -> Response:
    played = await _played(asking.context(request), request.path_params["code"])
    return page(request, "plans/rehearsal.html", _page(played, Form(), asking.words(request)))


async def play(request: Request) -> Response:
    """Plays the scenario that was typed; nothing is kept."""
    sent = await request.form()
    code, context = request.path_params["code"], asking.context(request)
    try:
        played = await _played(context, code, str(sent.get("scenario", "")))
    except Refusal as no:
        given = asking.again(sent, no, locale_of(request))
        plan = await rehearsals.paper(context, code)
        return page(request, "plans/rehearsal.html", RehearsalPage(code, plan.title, given, given.value("scenario")), status_of(no))
    if sent.get("as") == "csv":
        return _csv(played, asking.words(request))
    return page(request, "plans/rehearsal.html", _page(played, Form(), asking.words(request)))


async def _played(context: Context, code: str, text: str = "") -> Played:
    """One at a time in this process: a large one takes seconds of a processor."""
    async with PLAYING:
        return await rehearsals.play(context, code, text)


def _page(played: Played, form: Form, words: Words) -> RehearsalPage:
    found, counts = played.rehearsal, Counter(one.unit for one in played.rehearsal.table if one.to and not _is_act(one))
    called = names(played.plan, found, words)
    days: dict[str, list[tuple[datetime, str, str, str]]] = {one.player.code: [] for one in found.outcomes[:DETAILED]}
    for one in found.table:
        if one.unit in days:
            days[one.unit].append((one.at, one.milestone, _what(one, called, words), why(one, called, words)))
    lines = tuple(_line(one, called, counts[one.player.code], tuple(days.get(one.player.code, ())), words) for one in found.outcomes)
    return RehearsalPage(played.plan.code, played.plan.title, form, played.text, found.begins, found.ends, lines, len(days))


def _is_act(one: Happening) -> bool:
    return one.what in ("reported", "accepted", "succeeded")


def _what(one: Happening, called: Mapping[str, str], words: Words) -> str:
    """What happened, and whom it reaches when that is not the unit itself."""
    said = words(HAPPENINGS[one.what])
    return said if one.to in ("", one.unit) else f"{said} → {called.get(one.to, one.to)}"


def _line(
    one: Outcome, called: Mapping[str, str], told: int, happenings: tuple[tuple[datetime, str, str, str], ...], words: Words
) -> OutcomeLine:
    name = called[one.player.code]
    return OutcomeLine(name, one.live_on, one.late, one.missing, told, happenings, held(one, called, words), coming(one))


def _csv(played: Played, words: Words) -> Response:
    out = io.StringIO()
    written = csv.writer(out, lineterminator="\r\n")
    head = (_("Ngày"), _("Giờ"), _("Đơn vị"), _("Mốc"), _("Việc"), _("Báo cho"), _("Vì sao"))
    written.writerow([words(one) for one in head])
    written.writerows(rows(played.plan, played.rehearsal, words))
    named = {"content-disposition": f'attachment; filename="dien-tap-{played.plan.code}.csv"'}
    return Response("\ufeff" + out.getvalue(), media_type="text/csv; charset=utf-8", headers=named)


ROUTES = [
    Route("/plan-papers/{code}/rehearsal", rehearsal),
    Route("/plan-papers/{code}/rehearsal", play, methods=["POST"]),
]
