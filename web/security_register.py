"""Security of a facility on a page: level dossier and reviews, findings, the checklist."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import Malformed, Refusal
from domain.names import PersonId
from domain.outside_papers import OutsidePaper
from domain.security import Checked, FindingState, SecurityFinding, SecurityPaper
from services import security
from services.security import Found, NewPaper, SecurityView
from web import asking
from web.errors import status_of
from web.evidence import File, file
from web.forms import Form, Option
from web.i18n import locale_of
from web.obstacle_lines import cited
from web.readiness_words import SECURITY_PAPERS, SEVERITIES
from web.reading import Words
from web.render import page
from web.tracks import which


@dataclass(frozen=True)
class PaperLine:
    what: str
    words: str
    paper: str
    files: tuple[File, ...]
    number: int = 0
    withdrawn: str = ""
    """Why it was taken back."""
    withdraw: Form | None = None


@dataclass(frozen=True)
class FindingLine:
    number: int
    words: str
    severity: str
    owner: str
    due: date
    state: str
    """`finding_open`, `finding_late`, `finding_mended` or `finding_closed`."""
    mended: str
    mended_by: str
    checked: str
    checked_by: str
    files: tuple[File, ...]
    forms: Mapping[str, Form] = field(default_factory=dict)
    """`mend`, `recheck`."""
    own: bool = False
    """Waits to be looked at again, by somebody else than this person, who mended it."""


@dataclass(frozen=True)
class CheckLine:
    code: str
    title: str
    source: str
    state: str
    """`check_met`, `check_unmet`."""
    words: str
    by: str
    at: datetime | None
    files: tuple[File, ...]
    form: Form | None = None


@dataclass(frozen=True)
class SecurityPage:
    facility: str
    track: str
    level: int
    approval: str
    open: int
    late: int
    met: int
    lines: int
    papers: tuple[PaperLine, ...]
    findings: tuple[FindingLine, ...]
    checks: tuple[CheckLine, ...]
    forms: Mapping[str, Form] = field(default_factory=dict)
    """`enter`, `find`."""
    kinds: tuple[Option, ...] = ()
    severities: tuple[Option, ...] = ()
    people: tuple[Option, ...] = ()
    answers: tuple[Option, ...] = ()


async def show(request: Request) -> Response:
    return await _page(request)


async def enter(request: Request) -> Response:
    async with request.form() as sent:
        try:
            await security.enter(asking.context(request, asking.text(sent, "request")), which(request), await _paper(sent))
        except Refusal as no:
            return await _page(request, ("enter", ""), asking.again(sent, no, locale_of(request)), status_of(no))
    return _seen(request)


async def _paper(sent: FormData) -> NewPaper:
    """Raises: Malformed."""
    kind, words, number, issuer = (asking.text(sent, name) for name in ("kind", "words", "paper_number", "paper_issuer"))
    paper = OutsidePaper(number, asking.a_day(sent, "paper_day"), issuer)
    return NewPaper(kind, asking.number(asking.text(sent, "level")), words, paper, await asking.uploads(sent, "file"))


async def withdraw(request: Request) -> Response:
    sent, n = await request.form(), request.path_params["number"]
    try:
        context = asking.context(request, asking.text(sent, "request"))
        await security.withdraw(context, which(request), asking.number(n), asking.text(sent, f"reason-{n}"))
    except Refusal as no:
        return await _page(request, ("withdraw", n), asking.again(sent, no, locale_of(request), {"reason": f"reason-{n}"}), status_of(no))
    return _seen(request)


async def find(request: Request) -> Response:
    sent = await request.form()
    try:
        if wrong := [*asking.unchosen(sent, "owner"), *asking.unreadable(sent, days=("due",))]:
            raise Malformed(*wrong)
        owner = PersonId(asking.id_of(asking.text(sent, "owner")))
        new = Found(asking.text(sent, "finding"), asking.text(sent, "severity"), owner, asking.a_day(sent, "due"))
        await security.find(asking.context(request, asking.text(sent, "request")), which(request), new)
    except Refusal as no:
        return await _page(request, ("find", ""), asking.again(sent, no, locale_of(request), {"words": "finding"}), status_of(no))
    return _seen(request)


async def mend(request: Request) -> Response:
    async with request.form() as sent:
        n = request.path_params["number"]
        try:
            context, files = asking.context(request, asking.text(sent, "request")), await asking.uploads(sent, f"mended-file-{n}")
            await security.mend(context, which(request), asking.number(n), asking.text(sent, f"mended-{n}"), files)
        except Refusal as no:
            places = {"words": f"mended-{n}", "file": f"mended-file-{n}"}
            return await _page(request, ("mend", n), asking.again(sent, no, locale_of(request), places), status_of(no))
    return _seen(request)


async def recheck(request: Request) -> Response:
    sent, n = await request.form(), request.path_params["number"]
    try:
        context, good = asking.context(request, asking.text(sent, "request")), asking.text(sent, f"good-{n}") == "yes"
        await security.recheck(context, which(request), asking.number(n), good, asking.text(sent, f"checked-{n}"))
    except Refusal as no:
        return await _page(request, ("recheck", n), asking.again(sent, no, locale_of(request), {"words": f"checked-{n}"}), status_of(no))
    return _seen(request)


async def check(request: Request) -> Response:
    async with request.form() as sent:
        code = request.path_params["code"]
        try:
            context, files = asking.context(request, asking.text(sent, "request")), await asking.uploads(sent, f"check-file-{code}")
            met, words = asking.text(sent, f"met-{code}") == "yes", asking.text(sent, f"check-{code}")
            await security.check(context, which(request), code, met, words, files)
        except Refusal as no:
            places = {"words": f"check-{code}", "file": f"check-file-{code}"}
            return await _page(request, ("check", code), asking.again(sent, no, locale_of(request), places), status_of(no))
    return _seen(request)


def _seen(request: Request) -> Response:
    return asking.seen(request, f"/tracks/{which(request)}/security")


async def _page(request: Request, of: tuple[str, str] = ("", ""), form: Form | None = None, status: int = 200) -> Response:
    context = asking.context(request)
    shown = security_page(await security.read(context, which(request)), context.position.person, context.today, asking.words(request))
    return page(request, "security/register.html", _given(shown, *of, form) if form else shown, status)


def _given(shown: SecurityPage, act: str, of: str, form: Form) -> SecurityPage:
    """The page with this form given back."""
    if act in ("enter", "find"):
        return replace(shown, forms={**shown.forms, act: form})
    if act == "check":
        return replace(shown, checks=tuple(replace(one, form=form) if one.code == of else one for one in shown.checks))
    if act == "withdraw":
        return replace(shown, papers=tuple(replace(one, withdraw=form) if str(one.number) == of else one for one in shown.papers))
    lines = (replace(one, forms={**one.forms, act: form}) if str(one.number) == of else one for one in shown.findings)
    return replace(shown, findings=tuple(lines))


def security_page(view: SecurityView, me: PersonId, today: date, words: Words) -> SecurityPage:
    track, on = f"/tracks/{view.track.id}", view.secured
    return SecurityPage(
        view.facility,
        track,
        on.level,
        cited(on.approval, words) if on.level else "",
        on.open,
        on.late,
        on.met,
        on.lines,
        tuple(_paper_line(one, view, me, words) for one in view.papers),
        tuple(_finding(one, view, me, today, words) for one in view.findings),
        tuple(_check(one, view) for one in view.checks),
        {"enter": Form(), "find": Form()} if view.may_enter else {},
        tuple(Option(kind, words(said)) for kind, said in SECURITY_PAPERS.items()),
        tuple(Option(one, words(said)) for one, said in SEVERITIES.items()),
        tuple(Option(str(who), name) for who, name in view.people.items()),
        (Option("yes", words("Đạt")), Option("no", words("Chưa đạt"))),
    )


def _paper_line(one: SecurityPaper, view: SecurityView, me: PersonId, words: Words) -> PaperLine:
    files = tuple(file(each, f"/tracks/{view.track.id}") for each in one.files)
    form = Form() if view.may_enter and one.counts and one.by != me else None
    return PaperLine(_kind(one.kind, one.level, words), one.words, cited(one.paper, words), files, one.number, one.withdrawn_why, form)


def _kind(kind: str, level: int, words: Words) -> str:
    return f"{words(SECURITY_PAPERS[kind])} ({level})" if level else words(SECURITY_PAPERS[kind])


def _finding(one: SecurityFinding, view: SecurityView, me: PersonId, today: date, words: Words) -> FindingLine:
    acts = {FindingState.OPEN: ("mend",), FindingState.MENDED: ("recheck",)}.get(one.state, ()) if view.may_enter else ()
    own = "recheck" in acts and one.mended_by == me
    return FindingLine(
        one.number,
        one.said.words,
        words(SEVERITIES[one.said.severity]),
        view.names[one.said.owner],
        one.said.due,
        "finding_late" if one.days_late(today) else f"finding_{one.state}",
        one.mended_words,
        view.names[one.mended_by] if one.mended_by else "",
        one.checked_words,
        view.names[one.checked_by] if one.checked_by else "",
        tuple(file(each, f"/tracks/{view.track.id}") for each in one.files),
        {} if own else {name: Form() for name in acts},
        own,
    )


def _check(one: Checked, view: SecurityView) -> CheckLine:
    source = f"“{one.line.quote}” – {one.line.basis} ({one.line.certainty})"
    state, files = "check_met" if one.met else "check_unmet", tuple(file(each, f"/tracks/{view.track.id}") for each in one.files)
    by, form = view.names[one.by] if one.by else "", Form() if view.may_enter else None
    return CheckLine(one.line.code, one.line.title, source, state, one.words, by, one.at, files, form)


ROUTES = [
    Route("/tracks/{track}/security", show),
    Route("/tracks/{track}/security/papers", enter, methods=["POST"]),
    Route("/tracks/{track}/security/papers/{number}/withdrawal", withdraw, methods=["POST"]),
    Route("/tracks/{track}/security/findings", find, methods=["POST"]),
    Route("/tracks/{track}/security/findings/{number}/mending", mend, methods=["POST"]),
    Route("/tracks/{track}/security/findings/{number}/recheck", recheck, methods=["POST"]),
    Route("/tracks/{track}/security/checks/{code}", check, methods=["POST"]),
]
