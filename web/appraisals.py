"""An appraisal: one criterion at a time, its evidence beside it, votes hidden until all have voted or the chair closes."""

from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.appraisals import Weight
from domain.councils import AppraisalState, Seat
from domain.errors import Malformed, NotFound, Refusal
from domain.names import AppraisalId, Sha256
from domain.people import may
from domain.signatures import MADE_AGAIN
from services import appraisals
from services.appraisals import AppraisalView
from services.context import Context
from store.queries.appraisals import Seated
from web import asking
from web.audit import Happened, happened
from web.criteria import CriterionLine, current, state, votes
from web.errors import status_of
from web.evidence import File, file
from web.forms import Form
from web.i18n import locale_of
from web.reading import Words
from web.render import page
from web.words import SEATS, _, moment


@dataclass(frozen=True)
class Member:
    name: str
    seat: str
    title: str
    cast: str
    """`7/10`: on how many criteria this member has voted."""
    state: str
    """On this criterion: `voted` or `unvoted` while hidden, `met` or `not_met` once revealed."""
    reason: str = ""


@dataclass(frozen=True)
class Earlier:
    """A milestone that comes first."""

    words: str
    address: str


@dataclass(frozen=True)
class AppraisalPage:
    appraisal: str
    facility: str
    track: str
    number: int
    edition: str
    state: str
    founded_by: str
    held_at: str
    convened_at: datetime | None
    criteria: tuple[CriterionLine, ...]
    code: str
    nth: int
    title: str
    basis: str
    show: str
    """What to show the council."""
    advised: bool
    """Not met, it is named in the minutes and the verdict stands."""
    evidence: File | None
    brought: str
    """Who brought the evidence, and when."""
    members: tuple[Member, ...]
    revealed: bool
    timeline: tuple[Happened, ...]
    told: str
    """What this appraisal waits for, or what was found, in a sentence."""
    vote: Form | None = None
    close: Form | None = None
    """Present for the chair once enough have voted, or again when the minutes were refused."""
    upload: Form | None = None
    """Present for who brings the evidence."""
    convene: str = ""
    """Address of the council's form, when it may be called now."""
    minutes: str = ""
    """Address of the minutes, once drawn up."""
    following: str = ""
    """Address of the next criterion; empty at the last."""
    first: tuple[Earlier, ...] = ()
    """What must be reported before the council is called."""


async def show(request: Request) -> Response:
    return await _page(request, request.query_params.get("criterion", ""))


async def bring(request: Request) -> Response:
    """One PDF for a criterion; a new one replaces it."""
    code = str(request.path_params["code"])
    async with request.form() as sent:
        try:
            context = asking.context(request, asking.text(sent, "request"))
            files = await asking.uploads(sent, "file")
            if not files:
                raise Malformed("file: chọn một tệp PDF / choose a PDF file")
            await appraisals.bring(context, which(request), code, files[0])
        except Refusal as no:
            return await _page(request, code, upload=asking.again(sent, no, locale_of(request)), status=status_of(no))
    return await _on(request, code, "bare")


async def vote(request: Request) -> Response:
    """My vote on the evidence I read; then the next criterion I have not voted on."""
    sent, code = await request.form(), str(request.path_params["code"])
    verdict, read = asking.text(sent, "verdict"), Sha256(asking.text(sent, "evidence"))
    try:
        context = asking.context(request, asking.text(sent, "request"))
        if verdict not in ("met", "not_met"):
            raise Malformed("verdict: chọn đạt hoặc không đạt / choose met or not met")
        await appraisals.vote(context, which(request), code, verdict == "met", read, asking.text(sent, "note"))
    except Refusal as no:
        return await _page(request, code, vote=asking.again(sent, no, locale_of(request)), status=status_of(no))
    return await _on(request, code, "unvoted")


async def close(request: Request) -> Response:
    """The chair closes; the minutes go to be signed."""
    sent = await request.form()
    try:
        context = asking.context(request, asking.text(sent, "request"))
        minutes = await appraisals.close(context, which(request), asking.text(sent, "conclusion"))
    except Refusal as no:
        return await _page(request, "", close=asking.again(sent, no, locale_of(request)), status=status_of(no))
    return asking.seen(request, f"/documents/{minutes}")


async def _on(request: Request, code: str, wanted: str) -> Response:
    """The next criterion in the state that still wants this person's act, else the one just done."""
    context = asking.context(request)
    view = await appraisals.read(context, which(request))
    codes = [one.code for one in view.appraisal.edition.criteria]
    if code not in codes:
        raise NotFound("criterion", code)
    at = codes.index(code)
    left = [one for one in codes[at:] + codes[:at] if state(view, one, context) == wanted]
    return asking.seen(request, f"/appraisals/{which(request)}?criterion={(left or [code])[0]}")


async def _page(
    request: Request, code: str, vote: Form | None = None, upload: Form | None = None, close: Form | None = None, status: int = 200
) -> Response:
    context = asking.context(request)
    view = await appraisals.read(context, which(request))
    shown = appraisal_page(view, code, context, asking.words(request), vote, upload, close)
    return page(request, "appraisals/show.html", shown, status)


def appraisal_page(
    view: AppraisalView, code: str, context: Context, words: Words, vote: Form | None, upload: Form | None, close: Form | None
) -> AppraisalPage:
    whole, here = view.appraisal, f"/appraisals/{view.appraisal.id}"
    criteria = whole.edition.criteria
    now = current(view, code, context)
    at = criteria.index(now)
    shown = view.exhibits.get(now.code)
    track = f"/tracks/{whole.track}"
    voting = whole.state is AppraisalState.VOTING
    return AppraisalPage(
        str(whole.id),
        view.facility.name,
        track,
        view.sitting.number,
        f"{whole.edition.title} · {whole.edition.edition}",
        _standing(view),
        view.sitting.founded_by,
        view.sitting.held_at,
        view.sitting.convened_at,
        tuple(
            CriterionLine(n, one.title, state(view, one.code, context), f"{here}?criterion={one.code}", one is now)
            for n, one in enumerate(criteria, 1)
        ),
        now.code,
        at + 1,
        now.title,
        now.basis,
        now.show,
        now.weight is Weight.SHOULD,
        file(shown.file, track) if shown else None,
        f"{shown.by_name}, {moment(shown.at)}" if shown else "",
        tuple(_member(view, one, now.code, words) for one in view.council),
        view.revealed,
        happened(view.timeline, words),
        _told(view, words),
        (vote or Form()) if voting and view.my_seat and shown else None,
        (close or Form()) if _may_close(view) else None,
        (upload or Form()) if may(context.position.role, "appraisal.evidence") and not view.my_seat and not whole.verdict else None,
        f"{here}/council" if _may_convene(view, context) else "",
        f"/documents/{view.minutes[0].id}" if view.minutes else "",
        f"{here}?criterion={criteria[at + 1].code}" if at + 1 < len(criteria) else "",
        _first(view, track),
    )


def _standing(view: AppraisalView) -> str:
    whole = view.appraisal
    if whole.state is not AppraisalState.CLOSED or whole.verdict is None:
        return str(whole.state)
    return "stale" if whole.stale else "met" if whole.verdict.met else "not_met"


def _member(view: AppraisalView, one: Seated, code: str, words: Words) -> Member:
    whole = view.appraisal
    cast = f"{view.cast.get(one.person, 0)}/{len(whole.edition.criteria)}"
    mine = next((vote for vote in votes(view, code) if vote.person == one.person), None)
    if mine and view.revealed:
        return Member(one.name, words(SEATS[one.seat]), one.title, cast, "met" if mine.met else "not_met", mine.note)
    told = "voted" if one.person in view.voted or mine else "unvoted"
    return Member(one.name, words(SEATS[one.seat]), one.title, cast, told)


def _told(view: AppraisalView, words: Words) -> str:
    """What it waits for, for whoever looks."""
    whole = view.appraisal
    if whole.state is AppraisalState.EVIDENCE:
        bare = len(whole.edition.criteria) - len(whole.evidence)
        if bare:
            return words(_("Còn %(n)s tiêu chí chưa có minh chứng; đủ rồi mới triệu tập hội đồng.")) % {"n": bare}
        if view.waits_for:
            return words(_("Đã đủ minh chứng; chưa triệu tập được hội đồng vì còn việc trước chưa báo cáo xong."))
        return words(_("Đã đủ minh chứng, chờ triệu tập hội đồng."))
    if whole.state is AppraisalState.VOTING:
        facts = {"n": len(view.voted), "all": len(whole.members), "quorum": whole.edition.quorum}
        return (
            words(_("%(n)s/%(all)s thành viên đã biểu quyết đủ các tiêu chí; chủ tịch kết thúc được khi có ít nhất %(quorum)s người."))
            % facts
        )
    found = words(_("Hội đồng kết luận: đáp ứng.")) if whole.verdict and whole.verdict.met else words(_("Hội đồng kết luận: chưa đáp ứng."))
    if whole.state is AppraisalState.MINUTES:
        return found + " " + words(_("Biên bản đang chờ ký."))
    if whole.stale:
        return found + " " + words(_("Minh chứng đã thay đổi sau kết luận: phải thẩm định lại."))
    return found


def _first(view: AppraisalView, track: str) -> tuple[Earlier, ...]:
    if view.appraisal.state is not AppraisalState.EVIDENCE:
        return ()
    return tuple(Earlier(f"{code} {title}", f"{track}/milestones/{code}") for code, title in view.waits_for)


def _may_close(view: AppraisalView) -> bool:
    """The chair, with a quorum, or once a signer refused the minutes or the chair took them back."""
    whole = view.appraisal
    again = view.minutes is not None and view.minutes[1].chain.ended in MADE_AGAIN
    ready = len(view.voted) >= whole.edition.quorum if whole.state is AppraisalState.VOTING else again
    return view.my_seat is Seat.CHAIR and whole.state is not AppraisalState.CLOSED and ready


def _may_convene(view: AppraisalView, context: Context) -> bool:
    whole = view.appraisal
    full = len(whole.evidence) == len(whole.edition.criteria)
    return whole.state is AppraisalState.EVIDENCE and full and not view.waits_for and may(context.position.role, "appraisal.convene")


def which(request: Request) -> AppraisalId:
    """The appraisal of the address. Raises: NotFound."""
    return AppraisalId(asking.uuid(request, "appraisal"))


ROUTES = [
    Route("/appraisals/{appraisal}", show),
    Route("/appraisals/{appraisal}/criteria/{code}/evidence", bring, methods=["POST"]),
    Route("/appraisals/{appraisal}/criteria/{code}/votes", vote, methods=["POST"]),
    Route("/appraisals/{appraisal}/closing", close, methods=["POST"]),
]
